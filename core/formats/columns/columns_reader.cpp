// SPDX-License-Identifier: Apache-2.0
#include <new>

#include <fmt/format.h>

#include "base/byte_cursor.h"
#include "base/units.h"
#include "formats/checksum.h"
#include "formats/columns/columns_file.h"
#include "formats/facts.h"
#include "formats/framed_locator.h"
#include "formats/looks_like.h"

namespace spacebench::formats::columns {

namespace {

using layout::FieldKind;

constexpr std::size_t kStepBytes = std::size_t{256} << 10;
constexpr std::size_t kShownBlocks = 1000; ///< the fields of the others are one
constexpr std::size_t kMostFindings = 20;

struct Header {
    const codecs::Codec* codec = nullptr;
    int level = 0;
    StageNumber stage = StageNumber::Columns;
    std::uint64_t paths = 0;
    std::uint64_t framedBytes = 0;
    std::optional<Finding> reserved; ///< flags or the reserved byte are set

    [[nodiscard]] std::string_view stageName() const {
        return stage == StageNumber::Ranks ? kRanksStage : kColumnsStage;
    }
    [[nodiscard]] std::string codecText() const {
        const codecs::LevelRange levels = codec->levels();
        return levels.least == levels.most ? std::string(codec->id())
                                           : fmt::format("{}, level {}", codec->id(), level);
    }
};

struct Block {
    std::uint64_t begin = 0; ///< of its header
    std::uint64_t paths = 0;
    std::uint64_t framedBytes = 0;
    std::uint64_t rawBytes = 0;
    std::uint64_t storedBytes = 0;
    bool cut = false; ///< the file ends inside it

    [[nodiscard]] std::uint64_t storedAt() const { return begin + kBlockHeaderBytes; }
};

/// Where everything lies, as the block headers say it: nothing is decompressed for it.
struct Outline {
    std::vector<Block> blocks;
    std::uint64_t end = 0; ///< of the blocks
    std::optional<Error> damage;
    std::string damageId;

    void damagedBy(const char* id, Error error) {
        damage = std::move(error);
        damageId = id;
    }
};

Result<Header> readHeader(ByteView bytes) {
    if (!startsWith(bytes, asBytes(kMagic)))
        return Error::notThisFormat("this is no file of Spacebench columns")
            .at(0)
            .expect(fmt::format("the magic {}", kMagic))
            .got(fmt::format("{} {}", looksLike(bytes).kind, hexStart(bytes)));
    ByteCursor cursor(bytes);
    SB_CHECK(cursor.skip(kMagic.size(), "the magic"));
    SB_TRY(version, cursor.u16("the version"));
    if (version != kVersion)
        return Error::unsupportedVersion("this version of Spacebench columns is not known")
            .at(kVersionAt)
            .expect(fmt::format("{}", kVersion))
            .got(fmt::format("{}", version))
            .advise("Read it with a newer Spacebench");
    Header header;
    SB_TRY(flags, cursor.u16("the flags"));
    SB_TRY(number, cursor.u8("the codec number"));
    SB_TRY(level, cursor.u8("the level"));
    SB_TRY(stage, cursor.u8("the stage"));
    SB_TRY(reserved, cursor.u8("the reserved byte"));
    SB_TRY(paths, cursor.u64("the number of paths"));
    SB_TRY(framedBytes, cursor.u64("the framed bytes"));
    header.codec = codecs::findCodecByWireId(number);
    if (header.codec == nullptr)
        return Error::unsupportedVersion("this codec of Spacebench columns is not known")
            .at(kCodecAt)
            .expect("0 none, 1 zlib, 2 lz4, 3 zstd or 4 snappy")
            .got(fmt::format("{}", number));
    if (stage != static_cast<Byte>(StageNumber::Columns) && stage != static_cast<Byte>(StageNumber::Ranks))
        return Error::unsupportedVersion("this stage of Spacebench columns is not known")
            .at(kStageAt)
            .expect("1 columns or 2 columns and ranks")
            .got(fmt::format("{}", stage));
    header.level = static_cast<std::int8_t>(level);
    header.stage = static_cast<StageNumber>(stage);
    header.paths = paths;
    header.framedBytes = framedBytes;
    if (flags != 0 || reserved != 0)
        header.reserved = Finding{Severity::Warning,
                                  "columns.reserved",
                                  "flags or reserved bytes are set that version 1 does not know",
                                  flags != 0 ? kFlagsAt : kReservedAt,
                                  "0",
                                  fmt::format("flags {:#x}, reserved {:#x}", flags, reserved)};
    return header;
}

Error countFault(const Header& header, std::uint64_t paths, std::uint64_t framedBytes, std::uint64_t at) {
    return Error::corrupt("the blocks do not have what the header says")
        .at(at)
        .expect(fmt::format("{} paths, {} bytes as frames", groupedNumber(header.paths),
                            groupedNumber(header.framedBytes)))
        .got(fmt::format("{} paths, {} bytes", groupedNumber(paths), groupedNumber(framedBytes)));
}

Result<Outline> outlineOf(ByteView bytes, const Header& header, const WorkContext& context) {
    Outline outline;
    PollGate gate(context);
    std::uint64_t paths = 0;
    std::uint64_t framedBytes = 0;
    std::uint64_t at = kHeaderBytes;
    while (paths < header.paths) {
        const std::uint64_t left = bytes.size() - at;
        outline.end = at;
        if (left < kBlockHeaderBytes) {
            outline.damagedBy("columns.truncated",
                              Error::corrupt("the file ends where a block should be")
                                  .at(at)
                                  .expect(fmt::format("{} more paths", groupedNumber(header.paths - paths)))
                                  .got(fmt::format("{} bytes up to the end", left)));
            return outline;
        }
        const Byte* from = bytes.data() + at;
        Block block{at, loadU64(from), loadU64(from + 8), loadU64(from + 16), loadU64(from + 24), false};
        if (block.paths == 0 || block.paths > header.paths - paths ||
            block.framedBytes > header.framedBytes - framedBytes) {
            outline.damagedBy("columns.count",
                              countFault(header, paths + block.paths, framedBytes + block.framedBytes, at));
            return outline;
        }
        if (block.storedBytes > left - kBlockHeaderBytes) {
            outline.damagedBy("columns.truncated",
                              Error::corrupt("a block passes the end of the file")
                                  .at(at + 24)
                                  .expect(fmt::format("at most {} bytes", left - kBlockHeaderBytes))
                                  .got(fmt::format("{}", block.storedBytes)));
            block.storedBytes = left - kBlockHeaderBytes;
            block.cut = true;
            outline.blocks.push_back(block);
            outline.end = bytes.size();
            return outline;
        }
        paths += block.paths;
        framedBytes += block.framedBytes;
        at = block.storedAt() + block.storedBytes;
        outline.blocks.push_back(block);
        SB_CHECK(gate.step(at));
    }
    outline.end = at;
    if (framedBytes != header.framedBytes) {
        outline.damagedBy("columns.count", countFault(header, paths, framedBytes, kFramedBytesAt));
        return outline;
    }
    const std::uint64_t left = bytes.size() - at;
    if (left < kChecksumBytes)
        outline.damagedBy("columns.truncated", Error::corrupt("the file ends inside its checksum")
                                                   .at(at)
                                                   .expect(fmt::format("{} bytes", kChecksumBytes))
                                                   .got(fmt::format("{} up to the end", left)));
    else if (left > kChecksumBytes)
        outline.damagedBy("columns.trailing", Error::corrupt("bytes follow the checksum")
                                                  .at(at + kChecksumBytes)
                                                  .expect("the end of the file")
                                                  .got(fmt::format("{} more bytes", left - kChecksumBytes)));
    return outline;
}

/// Decompresses a block to the size that its header gives, no further. What came before an error stays.
Result<void> decompressBlock(const codecs::Codec& codec, ByteView stored, std::uint64_t rawBytes,
                             ByteBuffer& raw, const WorkContext& context) {
    raw.clear();
    Limits limits = context.limits;
    limits.inflateFloorBytes = std::max(limits.inflateFloorBytes, kSafeBlockBytes);
    SB_TRY(decoder, codec.decoder(stored));
    for (;;) {
        SB_CHECK(context.poll());
        const std::size_t filled = raw.size();
        Byte* room = raw.extend(kStepBytes);
        if (room == nullptr) return ByteBuffer::outOfMemory(filled + kStepBytes);
        auto produced = decoder->read({room, kStepBytes});
        raw.truncate(filled + (produced.ok() ? *produced : 0));
        if (!produced.ok()) return std::move(produced).error();
        if (*produced == 0) break;
        if (raw.size() > rawBytes) break;
        SB_CHECK(codecs::checkInflation(decoder->consumed(), raw.size(), limits));
    }
    if (raw.size() != rawBytes)
        return Error::corrupt("a block has another size than its header says")
            .at(decoder->consumed())
            .expect(fmt::format("{} bytes", groupedNumber(rawBytes)))
            .got(raw.size() > rawBytes ? "more" : groupedNumber(raw.size()));
    if (decoder->consumed() != stored.size())
        return Error::corrupt("bytes follow the compressed data of a block")
            .at(decoder->consumed())
            .expect(fmt::format("{} bytes", stored.size()))
            .got(fmt::format("an end after {}", decoder->consumed()));
    return {};
}

ByteView frameAtEnd(const JoinedPaths& joined, std::size_t at) {
    return joined.frames.view().subspan(at + kLengthBytes, loadU32(joined.frames.data() + at));
}

class BlockReader {
  public:
    BlockReader(ByteView bytes, const Header& header, const WorkContext& context)
        : m_bytes(bytes), m_header(header), m_context(context) {}

    /// Appends the paths of `block`; after an error those before it are there. Offsets are in the file.
    Result<void> read(const Block& block) {
        if (block.rawBytes > m_context.limits.contentBytes ||
            block.framedBytes > m_context.limits.contentBytes)
            return Error::limit("a block does not fit into the memory limit")
                .at(block.begin)
                .expect(fmt::format("at most {}", sizeText(m_context.limits.contentBytes)))
                .got(sizeText(std::max(block.rawBytes, block.framedBytes)));
        const ByteView stored = m_bytes.subspan(static_cast<std::size_t>(block.storedAt()),
                                                static_cast<std::size_t>(block.storedBytes));
        ByteView raw = stored;
        Result<void> result;
        if (m_header.codec->wireId() != 0U) {
            result = decompressBlock(*m_header.codec, stored, block.rawBytes, m_raw, m_context);
            raw = m_raw;
        } else if (!block.cut && block.rawBytes != block.storedBytes) {
            return Error::corrupt("a block that is not compressed has two sizes")
                .at(block.begin + 16)
                .expect(groupedNumber(block.storedBytes))
                .got(groupedNumber(block.rawBytes));
        }
        if (!result.ok()) {
            if (result.error().code == ErrorCode::Cancelled) return result;
            Error error = std::move(result).error();
            error.byteOffset = block.storedAt() + error.byteOffset.value_or(0);
            auto joined = join(block, raw); // as far as it goes
            if (!joined.ok() && joined.error().code == ErrorCode::Cancelled) return joined;
            return error;
        }
        auto joined = join(block, raw);
        if (joined.ok() || joined.error().code == ErrorCode::Cancelled) return joined;
        if (m_header.codec->wireId() != 0U)
            return inFile(std::move(joined).error(), *m_header.codec, stored, block.storedAt());
        Error error = std::move(joined).error();
        error.byteOffset = block.storedAt() + error.byteOffset.value_or(0);
        return error;
    }
    [[nodiscard]] JoinedPaths& joined() { return m_joined; }

  private:
    Result<void> join(const Block& block, ByteView raw) {
        const std::size_t before = m_joined.frames.size();
        const std::uint64_t pathsBefore = m_joined.paths;
        auto result = joinColumns(raw, m_joined, m_context);
        if (m_joined.paths == pathsBefore) return result;
        // Inside a block the order is checked; this is where two meet.
        if (m_last && compareBytes(frameAtEnd(m_joined, *m_last), frameAtEnd(m_joined, before)) >= 0) {
            m_joined.frames.truncate(before);
            m_joined.paths = pathsBefore;
            if (!m_joined.values.empty()) m_joined.values.resize(pathsBefore);
            return Error::corrupt("a block begins below the last path of the one before it")
                .at(0)
                .expect("ascending paths")
                .got("another order");
        }
        std::size_t at = before;
        for (std::size_t next = before; next < m_joined.frames.size();
             next += kLengthBytes + loadU32(m_joined.frames.data() + next))
            at = next;
        m_last = at;
        if (!result.ok()) return result;
        const std::uint64_t paths = m_joined.paths - pathsBefore;
        const std::uint64_t framed = m_joined.frames.size() - before;
        if (paths != block.paths || framed != block.framedBytes)
            return Error::corrupt("a block has other paths than its header says")
                .at(0)
                .expect(fmt::format("{} paths, {} bytes as frames", groupedNumber(block.paths),
                                    groupedNumber(block.framedBytes)))
                .got(fmt::format("{} paths, {} bytes", groupedNumber(paths), groupedNumber(framed)));
        return result;
    }

    ByteView m_bytes;
    const Header& m_header;
    const WorkContext& m_context;
    ByteBuffer m_raw;
    JoinedPaths m_joined;
    std::optional<std::size_t> m_last; ///< the last path's frame
};

void addBlockFields(std::vector<layout::FieldRange>& fields, ByteView bytes, const Header& header,
                    const Block& block) {
    const auto number = [&](std::uint64_t at, FieldKind kind, const char* label, std::uint64_t value) {
        fields.push_back({at, at + 8, kind, label, groupedNumber(value)});
    };
    number(block.begin, FieldKind::Count, "paths in the block", block.paths);
    number(block.begin + 8, FieldKind::Length, "framed bytes of the block", block.framedBytes);
    number(block.begin + 16, FieldKind::Length, "bytes of the block", block.rawBytes);
    number(block.begin + 24, FieldKind::Length, "stored bytes of the block",
           loadU64(bytes.data() + block.begin + 24));
    const std::uint64_t at = block.storedAt();
    const std::uint64_t end = at + block.storedBytes;
    const auto layout = readBlockLayout(
        bytes.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(block.storedBytes)));
    if (header.codec->wireId() != 0U || !layout.ok()) {
        if (end > at) fields.push_back({at, end, FieldKind::Compressed, "compressed columns", ""});
        return;
    }
    const struct {
        BlockLayout::Part part;
        FieldKind kind;
        const char* label;
    } parts[] = {{{0, layout->table.begin}, FieldKind::Count, "counts and sizes of the columns"},
                 {layout->table, FieldKind::SymbolTable, "ranked symbols"},
                 {layout->shared, FieldKind::Length, "column of shared lengths"},
                 {layout->lengths, FieldKind::Length, "column of rest lengths"},
                 {layout->values, FieldKind::Value, "column of values"},
                 {layout->rests, FieldKind::PathBytes, "column of rests"}};
    for (const auto& one : parts) {
        const std::uint64_t from = std::min(end, at + one.part.begin);
        const std::uint64_t to = std::min(end, at + one.part.end);
        if (from < to) fields.push_back({from, to, one.kind, one.label, ""});
    }
}

std::vector<layout::FieldRange> fieldsOf(ByteView bytes, const Header& header, const Outline& outline) {
    std::vector<layout::FieldRange> fields = {
        {0, kVersionAt, FieldKind::Magic, "magic", std::string(kMagic)},
        {kVersionAt, kFlagsAt, FieldKind::Version, "version", fmt::format("{}", kVersion)},
        {kFlagsAt, kCodecAt, FieldKind::Reserved, "flags",
         fmt::format("{:#x}", bytes[kFlagsAt] | bytes[kFlagsAt + 1] << 8)},
        {kCodecAt, kLevelAt, FieldKind::Version, "codec", std::string(header.codec->id())},
        {kLevelAt, kStageAt, FieldKind::Version, "level", fmt::format("{}", header.level)},
        {kStageAt, kReservedAt, FieldKind::Version, "stage", std::string(header.stageName())},
        {kReservedAt, kPathsAt, FieldKind::Reserved, "reserved", fmt::format("{:#x}", bytes[kReservedAt])},
        {kPathsAt, kFramedBytesAt, FieldKind::Count, "number of paths", groupedNumber(header.paths)},
        {kFramedBytesAt, kHeaderBytes, FieldKind::Length, "framed bytes", groupedNumber(header.framedBytes)}};
    for (std::size_t i = 0; i < outline.blocks.size(); ++i) {
        if (i == kShownBlocks) {
            fields.push_back({outline.blocks[i].begin, outline.end, FieldKind::Compressed,
                              fmt::format("{} more blocks", outline.blocks.size() - i), ""});
            break;
        }
        addBlockFields(fields, bytes, header, outline.blocks[i]);
    }
    const std::uint64_t sumEnd = std::min<std::uint64_t>(bytes.size(), outline.end + kChecksumBytes);
    const bool sumIsThere = !outline.damage || outline.damageId == "columns.trailing";
    if (sumIsThere)
        fields.push_back(
            {outline.end, sumEnd, FieldKind::Checksum, "BLAKE2b-256",
             checksumText(bytes.subspan(static_cast<std::size_t>(outline.end), kChecksumBytes))});
    const std::uint64_t claimed = sumIsThere ? sumEnd : outline.end;
    if (claimed < bytes.size())
        fields.push_back({claimed, bytes.size(), FieldKind::Unclaimed, "bytes that belong to nothing", ""});
    return fields;
}

Result<space::SpacePtr> spaceOf(JoinedPaths joined, Opened& opened, const WorkContext& context) {
    if (joined.values.empty()) {
        SB_TRY(built, buildSpace(std::move(joined.frames), "columns", opened.findings, context));
        return space::SpacePtr(std::move(built.space));
    }
    space::PathSetBuilder builder;
    SB_CHECK(builder.reserve(joined.paths, joined.frames.size()));
    PollGate gate(context);
    std::size_t at = 0;
    for (const std::uint64_t value : joined.values) {
        const ByteView path = frameAtEnd(joined, at);
        SB_CHECK(builder.addAscending(path, value));
        at += kLengthBytes + path.size();
        SB_CHECK(gate.step(at));
    }
    SB_TRY(paths, builder.finish(context));
    if (paths.size() != 0 && paths.path(0).empty()) opened.findings.push_back(emptyPathFinding("columns"));
    return space::SpacePtr(std::make_shared<space::MemorySpace>(std::move(paths)));
}

/// Everything there is to read. Fails where cancelled; damage goes to `opened`.
Result<void> readBlocks(BlockReader& reader, const Outline& outline, Effort effort, Opened& opened,
                        const std::string& name, const WorkContext& context) {
    std::size_t found = 0;
    for (const Block& block : outline.blocks) {
        auto read = reader.read(block);
        context.advanceTo(block.storedAt() + block.storedBytes);
        if (read.ok()) continue;
        if (read.error().code == ErrorCode::Cancelled) return read;
        const bool enough = read.error().code == ErrorCode::LimitExceeded || ++found == kMostFindings;
        reportDamage(opened, std::move(read).error(), "columns.block", name);
        if (effort == Effort::Open || enough) break;
    }
    return {};
}

Result<Opened> read(const io::SourcePtr& source, const OpenOptions& options, Effort effort,
                    const WorkContext& context) {
    const ByteView bytes = source->bytes();
    auto parsed = readHeader(bytes);
    if (!parsed.ok()) return std::move(parsed).error().in(source->name());
    const Header header = *parsed;
    if (!options.dialect.empty() && options.dialect != header.stageName())
        return Error::notThisFormat("the file has another dialect than was asked for")
            .at(kStageAt)
            .expect(options.dialect)
            .got(std::string(header.stageName()))
            .in(source->name());
    Opened opened;
    opened.dialect = header.stageName();
    if (header.reserved) opened.findings.push_back(*header.reserved);
    context.begin("Reading", ProgressUnit::Bytes, bytes.size());
    SB_TRY(outline, outlineOf(bytes, header, context));
    if (outline.damage && !outline.blocks.empty() && outline.blocks.back().cut) {
        // The cut says more than what decompressing half a block meets.
        reportDamage(opened, *outline.damage, outline.damageId, source->name());
    }

    BlockReader reader(bytes, header, context);
    Result<void> blocks;
    std::optional<Result<codecs::Digest256>> hashed;
    const bool sumIsThere = !outline.damage || outline.damageId == "columns.trailing";
    runBoth(
        context, [&] { blocks = readBlocks(reader, outline, effort, opened, source->name(), context); },
        [&] {
            if (sumIsThere)
                hashed = checksumOf(bytes.first(static_cast<std::size_t>(outline.end)),
                                    ChecksumKind::Blake2b256, context);
        });
    SB_CHECK(std::move(blocks));
    if (hashed && !hashed->ok()) return std::move(*hashed).error();
    SB_CHECK(source->health());
    if (outline.damage && (outline.blocks.empty() || !outline.blocks.back().cut))
        reportDamage(opened, *outline.damage, outline.damageId, source->name());

    const std::uint64_t rawBytes = reader.joined().frames.size();
    opened.facts = {bytesFact("stored_bytes", "Stored size", bytes.size()),
                    bytesFact("raw_bytes", "Framed paths, decompressed", rawBytes),
                    ratioFact(rawBytes, bytes.size()),
                    textFact("container", "Container", "Spacebench's own; no other program reads it"),
                    textFact("codec", "Compression", header.codecText()),
                    textFact("stage", "Stage before it", std::string(header.stageName())),
                    countFact("blocks", "Blocks", outline.blocks.size()),
                    countFact("declared_paths", "Paths, as the file says", header.paths),
                    countFact("paths", "Paths", reader.joined().paths)};
    if (hashed) {
        const ByteView stored = bytes.subspan(static_cast<std::size_t>(outline.end), kChecksumBytes);
        if (equalBytes(stored, **hashed))
            opened.facts.push_back(textFact("checksum", "Checksum", "BLAKE2b-256 of everything before it"));
        else
            reportDamage(opened,
                         Error::corrupt("the checksum does not match the content")
                             .at(outline.end)
                             .expect(checksumText(**hashed))
                             .got(checksumText(stored)),
                         "columns.checksum", source->name());
    }
    opened.locator = std::make_shared<FramedLocator>(source, fieldsOf(bytes, header, outline));
    SB_TRY(space, spaceOf(std::move(reader.joined()), opened, context));
    opened.content.space = std::move(space);
    return opened;
}

} // namespace

Result<Opened> readColumns(const io::SourcePtr& source, const OpenOptions& options, Effort effort,
                           const WorkContext& context) {
    try {
        return read(source, options, effort, context);
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(source->size()).in(source->name());
    }
}

} // namespace spacebench::formats::columns
