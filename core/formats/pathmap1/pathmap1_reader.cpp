// SPDX-License-Identifier: Apache-2.0
#include "formats/pathmap1/pathmap1_reader.h"

#include <fmt/format.h>

#include "base/byte_cursor.h"
#include "formats/checksum.h"
#include "formats/facts.h"
#include "formats/frame_stream.h"
#include "formats/framed_locator.h"
#include "formats/looks_like.h"

namespace spacebench::formats::pathmap1 {

namespace {

constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kCodecAt = 10;
constexpr std::size_t kReservedAt = 12;

struct Header {
    const codecs::Codec* codec = nullptr;
    std::uint32_t reserved = 0;
};

Result<Header> readHeader(ByteView bytes) {
    if (!startsWith(bytes, asBytes(kMagic)))
        return Error::notThisFormat("this is no PATHMAP1 file")
            .at(0)
            .expect("the magic PATHMAP1")
            .got(fmt::format("{} {}", looksLike(bytes).kind, hexStart(bytes)));
    ByteCursor cursor(bytes);
    SB_CHECK(cursor.skip(kMagic.size(), "the magic"));
    SB_TRY(version, cursor.u16("the version"));
    if (version != kVersion)
        return Error::unsupportedVersion("this version of PATHMAP1 is not known")
            .at(kVersionAt)
            .expect(fmt::format("{}", kVersion))
            .got(fmt::format("{}", version));
    SB_TRY(number, cursor.u16("the codec number"));
    Header header;
    header.codec = codecs::findCodecByWireId(number);
    if (header.codec == nullptr)
        return Error::unsupportedVersion("this codec of PATHMAP1 is not known")
            .at(kCodecAt)
            .expect("0 none, 1 zlib, 2 lz4, 3 zstd or 4 snappy")
            .got(fmt::format("{}", number));
    SB_TRY(reserved, cursor.u32("the reserved bytes"));
    header.reserved = reserved;
    return header;
}

/// What the 32 bytes at `end` match.
struct Verdict {
    std::string name; ///< of the checksum, "" where none matches
    bool older = false;
    codecs::Digest256 computed{};
};

Result<Verdict> judge(const io::ByteSource& source, std::uint64_t end, const codecs::Digest256& whole,
                      const WorkContext& context) {
    const ByteView bytes = source.bytes();
    const ByteView stored = bytes.subspan(static_cast<std::size_t>(end), kChecksumBytes);
    if (equalBytes(stored, whole)) return Verdict{"BLAKE2b-256 of everything before it", false, whole};
    SB_TRY(older, checksumOfPart(source, kHeaderBytes, end, ChecksumKind::Blake2b256, context));
    if (equalBytes(stored, older))
        return Verdict{"BLAKE2b-256 of the compressed part only (older writers)", true, older};
    return Verdict{"", false, whole};
}

std::vector<layout::FieldRange> fieldsOf(ByteView bytes, const Header& header, std::uint64_t end) {
    using layout::FieldKind;
    std::vector<layout::FieldRange> fields = {
        {0, kVersionAt, FieldKind::Magic, "magic", std::string(kMagic)},
        {kVersionAt, kCodecAt, FieldKind::Version, "version", fmt::format("{}", kVersion)},
        {kCodecAt, kReservedAt, FieldKind::Version, "codec", std::string(header.codec->id())},
        {kReservedAt, kHeaderBytes, FieldKind::Reserved, "reserved", fmt::format("{}", header.reserved)}};
    if (header.codec->wireId() != 0U)
        fields.push_back({kHeaderBytes, end, FieldKind::Compressed, "compressed paths", ""});
    else if (end >= kHeaderBytes + kCountBytes)
        fields.push_back({kHeaderBytes, kHeaderBytes + kCountBytes, FieldKind::Count, "number of paths",
                          fmt::format("{}", loadU64(bytes.data() + kHeaderBytes))});
    const std::uint64_t sumEnd = std::min<std::uint64_t>(bytes.size(), end + kChecksumBytes);
    if (sumEnd > end)
        fields.push_back({end, sumEnd, FieldKind::Checksum, "BLAKE2b-256",
                          checksumText(bytes.subspan(static_cast<std::size_t>(end),
                                                     static_cast<std::size_t>(sumEnd - end)))});
    if (sumEnd < bytes.size())
        fields.push_back({sumEnd, bytes.size(), FieldKind::Unclaimed, "bytes after the checksum", ""});
    return fields;
}

/// Reads the paths and says at which offset they end. Only codecs without an end mark need to be told where
/// the checksum begins.
Result<PathSection> readSection(ByteView bytes, const codecs::Codec& codec, std::uint64_t& end,
                                const WorkContext& context) {
    ByteView rest = bytes.subspan(kHeaderBytes);
    if (codec.wireId() == 0U) {
        SB_TRY(section, readPathSection(rest, ByteOrder::Little, kHeaderBytes, context));
        end = kHeaderBytes + section.sectionBytes;
        return section;
    }
    if (codec.id() == "snappy" && rest.size() >= kChecksumBytes)
        rest = rest.first(rest.size() - kChecksumBytes);
    std::uint64_t consumed = 0;
    SB_TRY(section, readCompressedPathSection(codec, rest, kHeaderBytes, consumed, context));
    end = kHeaderBytes + consumed;
    return section;
}

/// Where the checksum behind a section that ends at `end` is cut off, or not the last thing.
std::optional<Error> endFault(std::uint64_t fileBytes, std::uint64_t end) {
    const std::uint64_t left = fileBytes - end;
    if (left < kChecksumBytes)
        return Error::corrupt("the file ends inside its checksum")
            .at(end)
            .expect(fmt::format("{} bytes", kChecksumBytes))
            .got(fmt::format("{} up to the end", left));
    if (left > kChecksumBytes)
        return Error::corrupt("bytes follow the checksum")
            .at(end + kChecksumBytes)
            .expect("the end of the file")
            .got(fmt::format("{} more bytes", left - kChecksumBytes));
    return std::nullopt;
}

Error wrongChecksum(ByteView bytes, std::uint64_t end, const Verdict& verdict) {
    return Error::corrupt("the checksum does not match the content")
        .at(end)
        .expect(checksumText(verdict.computed))
        .got(checksumText(bytes.subspan(static_cast<std::size_t>(end), kChecksumBytes)));
}

Finding olderChecksum(std::uint64_t end) {
    return {Severity::Info,
            "pathmap1.older_checksum",
            "the checksum covers the compressed part only, as older writers made it",
            end,
            "",
            ""};
}

/// The checksum, and that nothing follows it. Needs a section that was read to its end.
Result<void> checkEnd(Opened& opened, const io::SourcePtr& source, std::uint64_t end,
                      const codecs::Digest256& speculative, const WorkContext& context) {
    const ByteView bytes = source->bytes();
    codecs::Digest256 whole = speculative;
    if (auto fault = endFault(bytes.size(), end)) {
        const bool cut = bytes.size() - end < kChecksumBytes;
        reportDamage(opened, std::move(*fault), cut ? "pathmap1.truncated" : "pathmap1.trailing",
                     source->name());
        if (cut) return {};
        SB_TRY(recomputed,
               checksumOf(bytes.first(static_cast<std::size_t>(end)), ChecksumKind::Blake2b256, context));
        whole = recomputed;
    }
    SB_TRY(verdict, judge(*source, end, whole, context));
    if (verdict.name.empty()) {
        reportDamage(opened, wrongChecksum(bytes, end, verdict), "pathmap1.checksum", source->name());
        return {};
    }
    opened.facts.push_back(textFact("checksum", "Checksum", verdict.name));
    if (verdict.older) opened.findings.push_back(olderChecksum(end));
    return {};
}

std::optional<Finding> reservedFinding(const Header& header) {
    if (header.reserved == 0) return std::nullopt;
    return Finding{Severity::Warning,
                   "pathmap1.reserved",
                   "the reserved bytes are not zero",
                   kReservedAt,
                   "0",
                   fmt::format("{}", header.reserved)};
}

class Pathmap1Feed final : public FileFeed {
  public:
    Pathmap1Feed(const StreamState& state, Part part, std::uint64_t declared)
        : FileFeed(state, part), m_declared(declared) {}

    Result<void> finish(const FramesEnd& end, Findings& findings) override {
        if (auto fault = sectionFault(end, m_declared, *part().codec, stored(), kHeaderBytes))
            return std::move(*fault);
        const io::ByteSource& source = *state().source;
        if (auto fault = endFault(source.size(), storedEnd())) return std::move(*fault);
        if (!part().hashed) return {};
        SB_TRY(verdict, judge(source, storedEnd(), digest(storedEnd()), state().context));
        if (verdict.name.empty()) return wrongChecksum(source.bytes(), storedEnd(), verdict);
        if (verdict.older) findings.push_back(olderChecksum(storedEnd()));
        return {};
    }

  protected:
    Error decodeError(Error error) const override {
        if (error.byteOffset) error.byteOffset = part().begin + *error.byteOffset;
        return error;
    }

  private:
    std::uint64_t m_declared;
};

} // namespace

Result<std::optional<Opened>> streamPathmap1(const io::SourcePtr& source, const WorkContext& context) {
    const ByteView bytes = source->bytes();
    const auto header = readHeader(bytes);
    if (!header.ok()) return std::optional<Opened>();
    FileFeed::Part part{header->codec, kHeaderBytes, bytes.size(), kCountBytes};
    StreamedSpace::Known known;
    if (header->codec->wireId() == 0U) {
        if (bytes.size() < kHeaderBytes + kCountBytes) return std::optional<Opened>();
        known.paths = loadU64(bytes.data() + kHeaderBytes);
        io::PageBudget pages(source.get(), io::PageBudget::kOnePassBytes);
        constexpr std::size_t kFramesAt = kHeaderBytes + kCountBytes;
        SB_TRY(scan, scanFrames(bytes.subspan(kFramesAt), ByteOrder::Little, known.paths, kFramesAt, context,
                                &pages));
        if (scan.damage) return std::optional<Opened>();
        part = {header->codec, kFramesAt, kFramesAt + scan.bytes, 0};
        known.framedBytes = scan.bytes;
    } else {
        // Of all codecs only this one has no end mark.
        if (header->codec->id() == "snappy")
            part.end -= std::min<std::uint64_t>(kChecksumBytes, part.end - part.begin);
        known.paths =
            declaredPaths(*part.codec, bytes.first(static_cast<std::size_t>(part.end)).subspan(kHeaderBytes));
        if (!known.paths) return std::optional<Opened>();
    }
    SB_CHECK(source->health());
    std::optional<Opened> opened(std::in_place);
    if (auto reserved = reservedFinding(*header)) opened->findings.push_back(std::move(*reserved));
    opened->facts = {bytesFact("stored_bytes", "Stored size", bytes.size()),
                     textFact("codec", "Compression", std::string(header->codec->id()))};
    const auto read = [part, declared = *known.paths](StreamState& state) {
        FileFeed::Part once = part;
        once.hashed = !state.proved();
        return readFrames(state, std::make_unique<Pathmap1Feed>(state, once, declared), ByteOrder::Little,
                          declared);
    };
    setStreamed(*opened, std::make_shared<StreamState>(source, "pathmap1", context), read, known);
    return opened;
}

Result<Opened> readPathmap1(const io::SourcePtr& source, const WorkContext& context) {
    const ByteView bytes = source->bytes();
    auto parsed = readHeader(bytes);
    if (!parsed.ok()) return std::move(parsed).error().in(source->name());
    const Header header = *parsed;
    Opened opened;
    if (auto reserved = reservedFinding(header)) opened.findings.push_back(std::move(*reserved));

    context.begin("Reading", ProgressUnit::Bytes, bytes.size());
    std::uint64_t end = 0;
    std::optional<Result<PathSection>> read;
    std::optional<Result<codecs::Digest256>> hashed;
    const ByteView hashable = bytes.first(bytes.size() - std::min(bytes.size(), kChecksumBytes));
    runBoth(
        context, [&] { read = readSection(bytes, *header.codec, end, context); },
        [&] { hashed = checksumOf(hashable, ChecksumKind::Blake2b256, context); });
    if (!hashed->ok()) return std::move(*hashed).error();
    SB_TRY(section, std::move(*read));
    SB_CHECK(source->health());
    const std::uint64_t rawBytes = section.frames.size();
    const bool whole = !section.damage;
    opened.facts = {bytesFact("stored_bytes", "Stored size", bytes.size()),
                    bytesFact("raw_bytes", "Framed paths, decompressed", rawBytes),
                    ratioFact(rawBytes, bytes.size()),
                    textFact("codec", "Compression", std::string(header.codec->id())),
                    countFact("declared_paths", "Paths, as the file says", section.declared)};
    if (!whole)
        reportDamage(opened, std::move(*section.damage), "pathmap1.paths", source->name());
    else
        SB_CHECK(checkEnd(opened, source, end, **hashed, context));
    SB_TRY(built, buildSpace(std::move(section.frames), "pathmap1", opened.findings, context));
    opened.facts.push_back(countFact("paths", "Paths", built.space->pathSet()->size()));
    std::vector<layout::FieldRange> fields = fieldsOf(bytes, header, whole ? end : bytes.size());
    if (header.codec->wireId() == 0U)
        opened.locator = std::make_shared<FramedLocator>(
            source, std::move(fields),
            FramedLocator::Frames{kHeaderBytes + kCountBytes, end, ByteOrder::Little, built.asStored},
            built.space);
    else
        opened.locator = std::make_shared<FramedLocator>(source, std::move(fields));
    opened.content.space = std::move(built.space);
    return opened;
}

} // namespace spacebench::formats::pathmap1
