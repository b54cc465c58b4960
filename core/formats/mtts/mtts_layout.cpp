// SPDX-License-Identifier: Apache-2.0
#include "formats/mtts/mtts_layout.h"

#include <fmt/format.h>

#include "base/byte_cursor.h"
#include "formats/checksum.h"

namespace spacebench::formats::mtts {

namespace {

constexpr std::size_t kReservedBytes = 8;

Error wrongReserved(std::uint64_t offset, std::uint64_t found) {
    return Error::corrupt("the reserved bytes are not zero")
        .at(offset)
        .expect("0")
        .got(fmt::format("0x{:X}", found));
}

/// Version, flags and reserved bytes: what the big-endian dialect does not have.
Result<void> layOutHeader(ByteCursor& cursor, Layout& layout) {
    const std::uint64_t versionAt = cursor.offset();
    SB_TRY(version, cursor.u16("the version"));
    if (version != kVersion)
        return Error::unsupportedVersion("this version of MTTS is not known")
            .at(versionAt)
            .expect(fmt::format("{}", kVersion))
            .got(fmt::format("{}", version));
    const std::uint64_t flagsAt = cursor.offset();
    SB_TRY(flags, cursor.u16("the flags"));
    if ((flags & ~(kFlagChecksum | kFlagCompressed)) != 0)
        return Error::unsupportedVersion("the file uses flags that are not known")
            .at(flagsAt)
            .expect("bits 0 and 1 only")
            .got(fmt::format("0x{:04X}", flags));
    layout.flags = flags;
    if (layout.dialect == Dialect::Documented) {
        const std::uint64_t reservedAt = cursor.offset();
        SB_TRY(reserved, cursor.u64("the reserved bytes"));
        if (reserved != 0) return wrongReserved(reservedAt, reserved);
    }
    return {};
}

Result<void> layOutSymbols(ByteCursor& cursor, Layout& layout) {
    const bool big = orderOf(layout.dialect) == ByteOrder::Big;
    const std::uint64_t lengthAt = cursor.offset();
    SB_TRY(length, cursor.u64("the symbol table length", big));
    layout.reached = cursor.offset();
    if (length > cursor.remaining())
        return Error::corrupt("the symbol table passes the end of the file")
            .at(lengthAt)
            .expect(fmt::format("a length of at most {}", cursor.remaining()))
            .got(fmt::format("{}", length));
    layout.symbolsBegin = cursor.offset();
    SB_TRY(table, cursor.take(length, "the symbol table"));
    layout.symbolsEnd = cursor.offset();
    layout.reached = cursor.offset();
    layout.symbolsPlausible = table.empty() || startsWith(table, asBytes("PK"));
    return {};
}

Result<void> layOutCompressed(ByteCursor& cursor, Layout& layout) {
    SB_TRY(codec, cursor.u8("the codec number"));
    SB_TRY(rawLength, cursor.u64("the raw length"));
    const std::uint64_t lengthAt = cursor.offset();
    SB_TRY(storedLength, cursor.u64("the stored length"));
    layout.codecNumber = codec;
    layout.rawLength = rawLength;
    layout.storedBegin = cursor.offset();
    layout.reached = cursor.offset();
    layout.sectionEnd = cursor.offset() + std::min(storedLength, cursor.remaining());
    if (storedLength > cursor.remaining())
        return Error::corrupt("the compressed paths pass the end of the file")
            .at(lengthAt)
            .expect(fmt::format("a stored length of at most {}", cursor.remaining()))
            .got(fmt::format("{}", storedLength));
    SB_CHECK(cursor.skip(storedLength, "the compressed paths"));
    layout.reached = cursor.offset();
    return {};
}

Result<void> layOutFrames(ByteView bytes, ByteCursor& cursor, Layout& layout, const WorkContext& context,
                          io::PageBudget* pages) {
    const ByteOrder order = orderOf(layout.dialect);
    SB_TRY(count, cursor.u64("the path count", order == ByteOrder::Big));
    const std::uint64_t framesAt = cursor.offset();
    SB_TRY(scan, scanFrames(bytes.subspan(static_cast<std::size_t>(framesAt)), order, count, framesAt,
                            context, pages));
    layout.sectionEnd = framesAt + scan.bytes;
    layout.reached = layout.sectionEnd;
    if (scan.damage) return std::move(*scan.damage);
    return cursor.skip(scan.bytes, "the paths");
}

Result<void> layOutEnd(ByteCursor& cursor, Layout& layout) {
    if (layout.hasChecksum()) SB_CHECK(cursor.skip(kChecksumBytes, "the checksum"));
    layout.reached = cursor.offset();
    if (!cursor.atEnd())
        return Error::corrupt("bytes follow the end of the MTTS data")
            .at(cursor.offset())
            .expect("the end of the file")
            .got(fmt::format("{} more bytes", cursor.remaining()));
    return {};
}

Result<void> layOutParts(ByteView bytes, Layout& layout, const WorkContext& context, io::PageBudget* pages) {
    ByteCursor cursor(bytes);
    SB_CHECK(cursor.skip(kMagic.size(), "the magic"));
    if (layout.dialect != Dialect::BigEndian) SB_CHECK(layOutHeader(cursor, layout));
    layout.reached = cursor.offset();
    SB_CHECK(layOutSymbols(cursor, layout));
    layout.sectionBegin = cursor.offset();
    layout.sectionEnd = cursor.offset();
    if (layout.compressed())
        SB_CHECK(layOutCompressed(cursor, layout));
    else
        SB_CHECK(layOutFrames(bytes, cursor, layout, context, pages));
    return layOutEnd(cursor, layout);
}

/// True where `a` is the better explanation.
bool better(const Layout& a, const Layout& b) {
    if (a.consistent() != b.consistent()) return a.consistent();
    if (a.consistent()) return a.symbolsPlausible && !b.symbolsPlausible;
    return a.reached > b.reached;
}

} // namespace

std::string_view dialectId(Dialect dialect) {
    switch (dialect) {
    case Dialect::Documented:
        return "documented";
    case Dialect::Short:
        return "short";
    case Dialect::BigEndian:
        break;
    }
    return "bigendian";
}

std::string_view dialectTitle(Dialect dialect) {
    switch (dialect) {
    case Dialect::Documented:
        return "documented v1";
    case Dialect::Short:
        return "v1 with the short header";
    case Dialect::BigEndian:
        break;
    }
    return "big-endian, as MeTTaTron's code writes it";
}

std::optional<Dialect> dialectOf(std::string_view id) {
    for (const Dialect dialect : kDialects)
        if (dialectId(dialect) == id) return dialect;
    return std::nullopt;
}

std::size_t headerBytes(Dialect dialect) {
    constexpr std::size_t kVersionAndFlags = 4;
    if (dialect == Dialect::BigEndian) return kMagic.size();
    return kMagic.size() + kVersionAndFlags + (dialect == Dialect::Documented ? kReservedBytes : 0);
}

Result<Layout> layOut(ByteView bytes, Dialect dialect, const WorkContext& context, io::PageBudget* pages) {
    Layout layout;
    layout.dialect = dialect;
    if (auto parts = layOutParts(bytes, layout, context, pages); !parts.ok()) {
        if (parts.error().code == ErrorCode::Cancelled) return std::move(parts).error();
        layout.fault = std::move(parts).error();
    }
    return layout;
}

Result<Choice> chooseLayout(ByteView bytes, const WorkContext& context, io::PageBudget* pages) {
    std::optional<Choice> best;
    for (const Dialect dialect : kDialects) {
        SB_TRY(layout, layOut(bytes, dialect, context, pages));
        if (!best) {
            best = Choice{std::move(layout), false};
            continue;
        }
        const bool tie = best->tie || (best->layout.consistent() && layout.consistent());
        if (better(layout, best->layout)) best->layout = std::move(layout);
        best->tie = tie;
    }
    return std::move(*best);
}

} // namespace spacebench::formats::mtts
