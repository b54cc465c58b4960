// SPDX-License-Identifier: Apache-2.0
#include "formats/framed_paths.h"

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::formats {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::size_t kPartialViewBytes = std::size_t{4} << 20;

Error cutLength(std::uint64_t offset, std::uint64_t left) {
    return Error::corrupt("the data end inside a path length")
        .at(offset)
        .expect(fmt::format("{} bytes", kLengthBytes))
        .got(fmt::format("{} up to the end", left));
}

Error longLength(std::uint64_t offset, std::uint64_t length, std::uint64_t left) {
    return Error::corrupt("a path passes the end of the data")
        .at(offset)
        .expect(fmt::format("a length of at most {}", left))
        .got(fmt::format("{}", length));
}

Error missingFrames(std::uint64_t offset, std::uint64_t declared, std::uint64_t read) {
    return Error::corrupt("there are fewer paths than the path count says")
        .at(offset)
        .expect(fmt::format("{} paths", groupedNumber(declared)))
        .got(fmt::format("{}", groupedNumber(read)));
}

/// Turns big-endian frames into little-endian ones where they are.
Result<void> reverseLengths(ByteBuffer& frames, const WorkContext& context) {
    PollGate gate(context);
    Byte* at = frames.data();
    const Byte* end = at + frames.size();
    while (at != end) {
        const std::uint32_t length = loadLength(at, ByteOrder::Big);
        storeU32(at, length);
        at += kLengthBytes + length;
        SB_CHECK(gate.step(static_cast<std::uint64_t>(at - frames.data())));
    }
    return {};
}

/// Fills `out` as far as the decoder can.
Result<std::size_t> readFully(codecs::Decoder& decoder, std::span<Byte> out) {
    std::size_t filled = 0;
    while (filled < out.size()) {
        SB_TRY(count, decoder.read(out.subspan(filled)));
        if (count == 0) break;
        filled += count;
    }
    return filled;
}

} // namespace

std::uint32_t loadLength(const Byte* at, ByteOrder order) {
    const std::uint32_t length = loadU32(at);
    return order == ByteOrder::Little ? length : __builtin_bswap32(length);
}
std::uint64_t loadCount(const Byte* at, ByteOrder order) {
    const std::uint64_t count = loadU64(at);
    return order == ByteOrder::Little ? count : __builtin_bswap64(count);
}
void storeLength(Byte* at, std::uint32_t length, ByteOrder order) {
    storeU32(at, order == ByteOrder::Little ? length : __builtin_bswap32(length));
}
void storeCount(Byte* at, std::uint64_t count, ByteOrder order) {
    storeU64(at, order == ByteOrder::Little ? count : __builtin_bswap64(count));
}

Error inFile(Error error, const codecs::Codec& codec, ByteView stored, std::uint64_t origin) {
    const std::uint64_t rawOffset = error.byteOffset.value_or(0);
    error.found += fmt::format(" (offset {} of the decompressed data)", rawOffset);
    error.byteOffset = origin + storedOffsetOf(codec, stored, rawOffset);
    return error;
}

Error frameFault(std::uint64_t offset, std::uint64_t left, std::uint32_t length, std::uint64_t declared,
                 std::uint64_t read) {
    if (left == 0) return missingFrames(offset, declared, read);
    if (left < kLengthBytes) return cutLength(offset, left);
    return longLength(offset, length, left - kLengthBytes);
}

Error framesFollow(std::uint64_t offset, std::uint64_t left, std::uint64_t declared) {
    return Error::corrupt("bytes follow the last path that the path count allows")
        .at(offset)
        .expect(fmt::format("the end after {} paths", groupedNumber(declared)))
        .got(fmt::format("{} more bytes", left));
}

Finding emptyPathFinding(std::string_view formatId) {
    return {Severity::Info,
            fmt::format("{}.empty_path", formatId),
            "the space holds the empty path, which PathMap reads but does not write here",
            std::nullopt,
            "",
            ""};
}

Result<FrameScan> scanFrames(ByteView bytes, ByteOrder order, std::optional<std::uint64_t> wanted,
                             std::uint64_t origin, const WorkContext& context, io::PageBudget* pages) {
    FrameScan scan;
    PollGate gate(context);
    std::size_t at = 0;
    for (;;) {
        if (wanted ? scan.frames == *wanted : at == bytes.size()) break;
        const std::size_t left = bytes.size() - at;
        const std::uint32_t length = left < kLengthBytes ? 0 : loadLength(bytes.data() + at, order);
        if (left < kLengthBytes || length > left - kLengthBytes) {
            scan.damage = frameFault(origin + at, left, length, wanted.value_or(0), scan.frames);
            break;
        }
        if (pages != nullptr) pages->touch(origin + at, origin + at + kLengthBytes);
        at += kLengthBytes + length;
        ++scan.frames;
        SB_CHECK(gate.step(at));
    }
    scan.bytes = at;
    return scan;
}

Result<PathSection> readPathSection(ByteView bytes, ByteOrder order, std::uint64_t origin,
                                    const WorkContext& context) {
    PathSection section;
    if (bytes.size() < kCountBytes) {
        section.damage = Error::corrupt("the data end inside the path count")
                             .at(origin)
                             .expect(fmt::format("{} bytes", kCountBytes))
                             .got(fmt::format("{} up to the end", bytes.size()));
        return section;
    }
    section.declared = loadCount(bytes.data(), order);
    const ByteView frames = bytes.subspan(kCountBytes);
    SB_TRY(scan, scanFrames(frames, order, section.declared, origin + kCountBytes, context));
    section.read = scan.frames;
    section.sectionBytes = kCountBytes + scan.bytes;
    section.damage = std::move(scan.damage);
    if (scan.bytes > context.limits.contentBytes)
        return Error::limit("the paths do not fit into the memory limit")
            .at(origin)
            .expect(fmt::format("at most {}", sizeText(context.limits.contentBytes)))
            .got(sizeText(scan.bytes));
    if (!section.frames.append(frames.first(static_cast<std::size_t>(scan.bytes))))
        return ByteBuffer::outOfMemory(static_cast<std::size_t>(scan.bytes));
    if (order == ByteOrder::Big) SB_CHECK(reverseLengths(section.frames, context));
    return section;
}

Result<PathSection> readCompressedPathSection(const codecs::Codec& codec, ByteView stored,
                                              std::uint64_t origin, std::uint64_t& consumed,
                                              const WorkContext& context) {
    PathSection section;
    consumed = 0;
    const auto damagedAt = [&](Error error) {
        if (error.byteOffset) error.byteOffset = origin + *error.byteOffset;
        section.damage = std::move(error);
    };
    SB_TRY(decoder, codec.decoder(stored));
    Byte count[kCountBytes];
    auto head = readFully(*decoder, count);
    consumed = decoder->consumed();
    if (!head.ok()) {
        damagedAt(std::move(head).error());
        return section;
    }
    if (*head < kCountBytes) {
        section.damage = Error::corrupt("the decompressed data end inside the path count")
                             .at(origin)
                             .expect(fmt::format("{} bytes", kCountBytes))
                             .got(fmt::format("{}", *head));
        return section;
    }
    section.declared = loadCount(count, ByteOrder::Little);
    auto rest = codecs::readAll(*decoder, section.frames, context);
    consumed = decoder->consumed();
    if (!rest.ok()) {
        if (rest.error().code == ErrorCode::Cancelled) return std::move(rest).error();
        if (rest.error().code == ErrorCode::LimitExceeded) keepPartialView(section.frames);
        damagedAt(std::move(rest).error());
    }
    SB_TRY(scan, scanFrames(section.frames, ByteOrder::Little, section.declared, kCountBytes, context));
    section.read = scan.frames;
    section.sectionBytes = kCountBytes + scan.bytes;
    if (!section.damage && scan.damage)
        section.damage = inFile(std::move(*scan.damage), codec, stored, origin);
    if (!section.damage && scan.bytes != section.frames.size()) {
        section.damage =
            inFile(framesFollow(section.sectionBytes, section.frames.size() - scan.bytes, section.declared),
                   codec, stored, origin);
    }
    section.frames.truncate(static_cast<std::size_t>(scan.bytes));
    return section;
}

std::uint64_t storedOffsetOf(const codecs::Codec& codec, ByteView stored, std::uint64_t rawOffset) {
    auto decoder = codec.decoder(stored);
    if (!decoder.ok()) return 0;
    ByteBuffer room;
    if (!room.resize(kBlockBytes)) return 0;
    std::uint64_t produced = 0;
    while (produced < rawOffset) {
        const auto wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, rawOffset - produced));
        const auto count = (*decoder)->read({room.data(), wanted});
        if (!count.ok() || *count == 0) break;
        produced += *count;
    }
    return (*decoder)->consumed();
}

void keepPartialView(ByteBuffer& frames) {
    if (frames.size() <= kPartialViewBytes) return;
    frames.truncate(kPartialViewBytes);
    frames.shrinkToFit();
}

void appendOrderFindings(const space::BuildNotes& notes, std::string_view formatId, Findings& findings) {
    if (notes.outOfOrder)
        findings.push_back(
            {Severity::Warning, fmt::format("{}.unsorted", formatId),
             fmt::format("the paths are not in order; path number {} is the first that is below "
                         "the one before it",
                         groupedNumber(notes.firstDisorder + 1)),
             std::nullopt, "ascending paths", "another order"});
    if (notes.duplicates != 0)
        findings.push_back({Severity::Warning, fmt::format("{}.duplicates", formatId),
                            "some paths are there more than once; the copies are left out", std::nullopt,
                            fmt::format("{} different paths", groupedNumber(notes.added - notes.duplicates)),
                            fmt::format("{} paths", groupedNumber(notes.added))});
}

Result<BuiltSpace> buildSpace(ByteBuffer frames, std::string_view formatId, Findings& findings,
                              const WorkContext& context) {
    BuiltSpace built;
    space::PathSetBuilder builder;
    if (auto adopted = builder.adoptFrames(std::move(frames), context); !adopted.ok()) {
        if (adopted.error().code != ErrorCode::Corrupt) return std::move(adopted).error();
        built.damage = std::move(adopted).error();
    }
    SB_TRY(paths, builder.finish(context));
    const space::BuildNotes& notes = builder.notes();
    built.asStored = !notes.outOfOrder && notes.duplicates == 0;
    appendOrderFindings(notes, formatId, findings);
    if (paths.size() != 0 && paths.path(0).empty()) findings.push_back(emptyPathFinding(formatId));
    built.space = std::make_shared<const space::MemorySpace>(std::move(paths));
    return built;
}

Error tooMuchToWrite(const Limits& limits) {
    return Error::limit("the space spells more paths than can be gone through, as shared subtrees can")
        .expect(fmt::format("at most {}", sizeText(limits.expandedBytes)))
        .advise("Look at parts of it: spacectl cat FILE --under ATOM --limit N");
}

Result<FrameTotals> writeFrames(const space::Space& space, ByteOrder order,
                                const std::function<Result<void>(ByteView)>& take, const WorkContext& context,
                                std::size_t blockBytes) {
    FrameTotals totals;
    if (const space::PathSet* paths = space.pathSet(); paths != nullptr && order == ByteOrder::Little) {
        const ByteView framed = paths->framed(); // the arena has this very form
        for (std::size_t at = 0; at < framed.size(); at += blockBytes) {
            SB_CHECK(context.poll());
            SB_CHECK(take(framed.subspan(at, std::min(blockBytes, framed.size() - at))));
            context.advanceTo(at);
        }
        return FrameTotals{paths->size(), framed.size()};
    }
    ByteBuffer block; // grows to blockBytes as it is filled
    PollGate gate(context);
    const auto reader = space.read();
    while (reader->next()) {
        const ByteView path = reader->path();
        if (path.size() > UINT32_MAX)
            return Error::unsupported("a path is longer than the 32 bits of its length field can say")
                .got(fmt::format("{} bytes", path.size()));
        if (!block.empty() && block.size() + kLengthBytes + path.size() > blockBytes) {
            SB_CHECK(take(block.view()));
            block.clear();
        }
        Byte* at = block.extend(kLengthBytes + path.size());
        if (at == nullptr) return ByteBuffer::outOfMemory(path.size());
        storeLength(at, static_cast<std::uint32_t>(path.size()), order);
        if (!path.empty()) std::memcpy(at + kLengthBytes, path.data(), path.size());
        ++totals.paths;
        totals.bytes += kLengthBytes + path.size();
        if (totals.bytes > context.limits.expandedBytes) return tooMuchToWrite(context.limits);
        SB_CHECK(gate.step(totals.bytes));
    }
    if (reader->error() != nullptr) return *reader->error();
    if (!block.empty()) SB_CHECK(take(block.view()));
    return totals;
}

Result<space::PathTotals> totalsForWriting(const space::Space& space, const WorkContext& context) {
    const auto paths = space.knownCount();
    const auto framedBytes = space.knownFramedBytes();
    if (paths && framedBytes && *framedBytes >= kLengthBytes * *paths) {
        space::PathTotals totals;
        totals.paths = *paths;
        totals.pathBytes = *framedBytes - kLengthBytes * *paths;
        return totals;
    }
    SB_TRY(totals, space.count(context));
    if (totals.saturated || totals.framedBytes() > context.limits.expandedBytes)
        return tooMuchToWrite(context.limits);
    return totals;
}

Result<const space::Space*> spaceToWrite(const space::SpaceContent& content, const FormatInfo& info) {
    if (content.space == nullptr)
        return Error::unsupported(fmt::format("there are no paths to write as {}", info.title));
    return content.space.get();
}

void reportDamage(Opened& opened, Error error, std::string findingId, const std::string& fileName) {
    error.file = fileName;
    opened.findings.push_back(findingOf(error, std::move(findingId)));
    if (!opened.damage) opened.damage = std::move(error);
}

} // namespace spacebench::formats
