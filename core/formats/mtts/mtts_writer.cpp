// SPDX-License-Identifier: Apache-2.0
#include "formats/mtts/mtts_writer.h"

#include <fmt/format.h>

#include "formats/checksum.h"
#include "formats/symbols/symbol_zip.h"
#include "io/spilling_sink.h"

namespace spacebench::formats::mtts {

namespace {

constexpr std::uint64_t kHeldSectionBytes = std::uint64_t{4} << 20;

Result<void> writeCount(ByteSink& out, std::uint64_t count, Dialect dialect) {
    Byte bytes[kCountBytes];
    storeCount(bytes, count, orderOf(dialect));
    return out.write(bytes);
}

Result<void> writeHeader(ByteSink& out, Dialect dialect, unsigned flags) {
    Byte header[16] = {};
    std::copy(kMagic.begin(), kMagic.end(), header);
    if (dialect != Dialect::BigEndian) {
        header[4] = kVersion;
        header[6] = static_cast<Byte>(flags);
    }
    return out.write(ByteView(header).first(headerBytes(dialect)));
}

Result<void> writeSymbols(ByteSink& out, Dialect dialect, const space::SymbolTable* symbols,
                          const WorkContext& context) {
    if (symbols == nullptr || symbols->size() == 0) return writeCount(out, 0, dialect);
    SB_TRY(zip, symbols::writeSymbolZip(*symbols, context));
    SB_CHECK(writeCount(out, zip.size(), dialect));
    return out.write(zip);
}

Result<FrameTotals> writePlain(ByteSink& out, const space::Space& space, Dialect dialect, std::uint64_t paths,
                               const WorkContext& context) {
    SB_CHECK(writeCount(out, paths, dialect));
    return writeFrames(
        space, orderOf(dialect), [&](ByteView frames) { return out.write(frames); }, context);
}

Result<FrameTotals> writeCompressed(ByteSink& out, const space::Space& space,
                                    const codecs::CodecChoice& choice, std::uint64_t paths,
                                    const WorkContext& context) {
    // Its length stands before it and is hashed first. Where paths are not held, neither is what they
    // compress to.
    const bool held = space.pathSet() != nullptr && context.limits.workingBytes == 0;
    io::SpillingSink stored(context.spillFolder, held ? UINT64_MAX : kHeldSectionBytes);
    SB_TRY(encoder, choice.codec->encoder(stored, choice.level, context));
    Byte count[kCountBytes];
    storeCount(count, paths, ByteOrder::Little);
    SB_CHECK(encoder->write(count));
    SB_TRY(totals, writeFrames(
                       space, ByteOrder::Little, [&](ByteView frames) { return encoder->write(frames); },
                       context, choice.codec->encodeStepBytes()));
    SB_CHECK(encoder->finish());
    const Byte number = static_cast<Byte>(*choice.codec->wireId());
    SB_CHECK(out.write(ByteView(&number, 1)));
    SB_CHECK(writeCount(out, kCountBytes + totals.bytes, Dialect::Documented));
    SB_CHECK(writeCount(out, stored.position(), Dialect::Documented));
    SB_CHECK(stored.copyTo(out, context));
    return totals;
}

} // namespace

Result<SaveReport> writeMtts(const space::SpaceContent& content, const space::Space& space, Dialect dialect,
                             const std::optional<codecs::CodecChoice>& codec, ByteSink& out,
                             const WorkContext& context) {
    const bool compressed = codec && codec->codec->id() != "none";
    if (compressed && dialect == Dialect::BigEndian)
        return Error::invalid("the big-endian dialect of MTTS has no compressed section")
            .expect("--codec none, or --dialect documented or short");
    if (compressed && !codec->codec->wireId())
        return Error::invalid(fmt::format("MTTS has no number for the codec {}", codec->codec->id()));
    SB_TRY(expected, totalsForWriting(space, context));
    const bool checksum = dialect != Dialect::BigEndian; // which has no flags to announce one
    context.begin("Writing", ProgressUnit::Bytes, expected.framedBytes());
    if (!compressed)
        out.expectSize(headerBytes(dialect) + 2 * kCountBytes + expected.framedBytes() + kChecksumBytes);

    HashingSink hashed(out);
    ByteSink& sink = checksum ? static_cast<ByteSink&>(hashed) : out;
    SB_CHECK(
        writeHeader(sink, dialect, (checksum ? kFlagChecksum : 0U) | (compressed ? kFlagCompressed : 0U)));
    SB_CHECK(writeSymbols(sink, dialect, content.symbols.get(), context));
    SB_TRY(totals, compressed ? writeCompressed(sink, space, *codec, expected.paths, context)
                              : writePlain(sink, space, dialect, expected.paths, context));
    if (totals.paths != expected.paths) return Error::internal("the space changed its number of paths");
    if (checksum) SB_CHECK(hashed.writeChecksum());
    SaveReport report;
    report.paths = totals.paths;
    report.rawBytes = totals.bytes;
    return report;
}

} // namespace spacebench::formats::mtts
