// SPDX-License-Identifier: Apache-2.0
#include <new>

#include <fmt/format.h>

#include "formats/checksum.h"
#include "formats/columns/columns_file.h"
#include "formats/framed_paths.h"

namespace spacebench::formats::columns {

namespace {

/// Frames of one block, with their values.
using TakeBlock = std::function<Result<void>(ByteView frames, std::span<const std::uint64_t> values)>;

bool isFull(std::uint64_t paths, std::uint64_t framedBytes, std::uint64_t nextFrame) {
    return paths != 0 && (paths == kBlockPaths || framedBytes + nextFrame > kBlockFramedBytes);
}

Result<void> eachBlockOf(const space::PathSet& paths, const TakeBlock& take) {
    const ByteView framed = paths.framed();
    std::uint64_t first = 0;
    std::size_t firstAt = 0;
    for (std::uint64_t i = 0; i <= paths.size(); ++i) {
        const std::size_t at =
            i == paths.size() ? framed.size() : static_cast<std::size_t>(paths.frameOffset(i));
        const bool ends = i == paths.size()
                              ? i != first
                              : isFull(i - first, at - firstAt, kLengthBytes + paths.path(i).size());
        if (!ends) continue;
        const auto values = paths.hasValues() ? paths.values().subspan(first, i - first) : paths.values();
        SB_CHECK(take(framed.subspan(firstAt, at - firstAt), values));
        first = i;
        firstAt = at;
    }
    return {};
}

/// The same blocks of a space that is not in memory.
Result<void> eachBlockOf(const space::Space& space, const TakeBlock& take, const WorkContext& context) {
    ByteBuffer frames;
    std::vector<std::uint64_t> values;
    PollGate gate(context);
    std::uint64_t bytes = 0;
    const auto reader = space.read();
    while (reader->next()) {
        const ByteView path = reader->path();
        if (path.size() > UINT32_MAX)
            return Error::unsupported("a path is longer than the 32 bits of its length field can say")
                .got(fmt::format("{} bytes", path.size()));
        if (isFull(values.size(), frames.size(), kLengthBytes + path.size())) {
            SB_CHECK(take(frames, values));
            frames.clear();
            values.clear();
        }
        Byte* at = frames.extend(kLengthBytes + path.size());
        if (at == nullptr) return ByteBuffer::outOfMemory(path.size());
        storeU32(at, static_cast<std::uint32_t>(path.size()));
        if (!path.empty()) std::memcpy(at + kLengthBytes, path.data(), path.size());
        values.push_back(reader->value());
        bytes += kLengthBytes + path.size();
        if (bytes > context.limits.expandedBytes) return tooMuchToWrite(context.limits);
        SB_CHECK(gate.step(bytes));
    }
    if (reader->error() != nullptr) return *reader->error();
    return values.empty() ? Result<void>() : take(frames, values);
}

class Writer {
  public:
    Writer(StageNumber stage, const codecs::CodecChoice& choice, ByteSink& out, const WorkContext& context)
        : m_stage(stage), m_choice(choice), m_out(out), m_context(context) {}

    Result<void> writeHeader(const space::PathTotals& totals, unsigned codecNumber) {
        Byte header[kHeaderBytes] = {};
        std::copy(kMagic.begin(), kMagic.end(), header);
        header[kVersionAt] = kVersion;
        header[kCodecAt] = static_cast<Byte>(codecNumber);
        header[kLevelAt] = static_cast<Byte>(static_cast<std::int8_t>(m_choice.level));
        header[kStageAt] = static_cast<Byte>(m_stage);
        storeU64(header + kPathsAt, totals.paths);
        storeU64(header + kFramedBytesAt, totals.framedBytes());
        return m_out.write(header);
    }
    Result<void> writeBlock(ByteView frames, std::span<const std::uint64_t> values) {
        SB_TRY(split,
               splitColumns(frames, values, {.rankSymbols = m_stage == StageNumber::Ranks}, m_context));
        SB_TRY(layout, readBlockLayout(split.block));
        m_stored.clear();
        SB_CHECK(codecs::compress(m_choice, split.block, m_stored, m_context));
        Byte header[kBlockHeaderBytes];
        storeU64(header, layout.paths);
        storeU64(header + 8, frames.size());
        storeU64(header + 16, split.block.size());
        storeU64(header + 24, m_stored.position());
        SB_CHECK(m_out.write(header));
        m_paths += layout.paths;
        m_framedBytes += frames.size();
        return m_out.write(m_stored.view());
    }
    [[nodiscard]] std::uint64_t paths() const { return m_paths; }
    [[nodiscard]] std::uint64_t framedBytes() const { return m_framedBytes; }

  private:
    StageNumber m_stage;
    codecs::CodecChoice m_choice;
    ByteSink& m_out;
    const WorkContext& m_context;
    MemorySink m_stored;
    std::uint64_t m_paths = 0;
    std::uint64_t m_framedBytes = 0;
};

} // namespace

Result<SaveReport> writeColumns(const space::Space& space, StageNumber stage,
                                const codecs::CodecChoice& choice, ByteSink& out,
                                const WorkContext& context) {
    const auto number = choice.codec->wireId();
    if (!number)
        return Error::invalid(
                   fmt::format("Spacebench columns have no number for the codec {}", choice.codec->id()))
            .expect("none, zlib, lz4, zstd or snappy");
    SB_TRY(totals, totalsForWriting(space, context));
    context.begin("Writing", ProgressUnit::Bytes, totals.framedBytes());
    HashingSink hashed(out);
    Writer writer(stage, choice, hashed, context);
    SB_CHECK(writer.writeHeader(totals, *number));
    const TakeBlock take = [&](ByteView frames, std::span<const std::uint64_t> values) {
        return writer.writeBlock(frames, values);
    };
    try {
        SB_CHECK(space.pathSet() != nullptr ? eachBlockOf(*space.pathSet(), take)
                                            : eachBlockOf(space, take, context));
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(kBlockPaths * sizeof(std::uint64_t));
    }
    if (writer.paths() != totals.paths || writer.framedBytes() != totals.framedBytes())
        return Error::internal("the space changed while it was written");
    SB_CHECK(hashed.writeChecksum());
    SaveReport report;
    report.paths = totals.paths;
    report.rawBytes = totals.framedBytes();
    report.findings.push_back({Severity::Info, "columns.own_container",
                               "this is Spacebench's own container: MORK, PathMap and MeTTaTron do not read "
                               "it; spacectl convert makes .paths of it again"});
    return report;
}

} // namespace spacebench::formats::columns
