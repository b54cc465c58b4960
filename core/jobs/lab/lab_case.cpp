// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_case.h"

#include <atomic>
#include <numeric>

#include <fmt/format.h>

namespace spacebench::jobs {

namespace {

/// Of each chunk, where there are several: its length.
constexpr std::uint64_t kLengthBytes = 4;
constexpr Byte kSpoiled = 0xA5;

formats::columns::StageOptions stageOptions(std::string_view stage) {
    formats::columns::StageOptions options;
    options.rankSymbols = stage == formats::columns::kRanksStage;
    return options;
}

void copyBytes(ByteView from, Byte* to) {
    if (!from.empty()) std::memcpy(to, from.data(), from.size());
}

/// Error::corrupt: its output is wrong, which rejects the row.
Error wrongSize(std::string_view what) {
    return Error::corrupt(std::string(what));
}

} // namespace

std::uint64_t LabCut::rawBytes() const {
    return std::accumulate(chunks.begin(), chunks.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const LabChunk& chunk) { return sum + chunk.size(); });
}

Result<LabCut> makeCut(const space::PathSet& paths, const results::LabRow& row, std::vector<LabChunk> chunks,
                       std::uint64_t seed, const WorkContext& context) {
    LabCut cut;
    cut.framed = paths.framed();
    cut.stage = row.stage;
    cut.chunks = chunks.empty() ? cutChunks(paths, row.chunkBytes) : std::move(chunks);
    for (const LabChunk& chunk : cut.chunks) {
        SB_CHECK(context.poll());
        if (row.stage == kNoStage) {
            cut.stagedBytes.push_back(chunk.size());
            continue;
        }
        SB_TRY(split,
               formats::columns::splitColumns(chunk.of(cut.framed), {}, stageOptions(row.stage), context));
        cut.stagedBytes.push_back(split.block.size());
    }
    if (row.dictionary) {
        SB_TRY(folds, trainFolds(cut.framed, cut.chunks, seed));
        cut.dictionaries = std::move(folds);
    }
    return cut;
}

bool LabRoom::grow(std::size_t storedBytes, std::size_t rawBytes) {
    const auto touched = [](ByteBuffer& buffer, std::size_t bytes) {
        if (bytes <= buffer.size()) return true;
        const std::size_t before = buffer.size();
        if (!buffer.resize(bytes)) return false;
        std::memset(buffer.data() + before, kSpoiled, bytes - before);
        return true;
    };
    return touched(stored, storedBytes) && touched(raw, rawBytes);
}

LabCase::LabCase(const PlannedRow& planned, const LabCut& cut, LabRoom& room, const WorkContext& context)
    : m_codec(*planned.codec), m_row(planned.row), m_cut(cut), m_room(room), m_context(context),
      m_executor(context.executor), m_workers(planned.row.threads), m_stored(cut.chunks.size()),
      m_returned(cut.chunks.size()) {
    m_context.progress = nullptr;
    m_context.executor = nullptr;
}

LabCase::~LabCase() = default;

Result<std::unique_ptr<LabCase>> LabCase::create(const PlannedRow& planned, const LabCut& cut, LabRoom& room,
                                                 const WorkContext& context) {
    std::unique_ptr<LabCase> made(new LabCase(planned, cut, room, context));
    SB_CHECK(made->prepare());
    return made;
}

codecs::blocks::BlockSettings LabCase::settings(std::size_t fold) const {
    codecs::blocks::BlockSettings settings;
    settings.level = m_row.level;
    settings.workers = m_row.workers;
    settings.windowLog = m_row.windowLog;
    if (m_cut.dictionaries) settings.dictionary = m_cut.dictionaries->dictionaries[fold].view();
    settings.stop = m_context.stop;
    return settings;
}

Result<void> LabCase::prepare() {
    // Only to be asked for its bound; what compresses is made later, where its memory is counted.
    SB_TRY(compressor, m_codec.compressor(settings(0)));
    std::uint64_t slot = 0;
    for (std::size_t i = 0; i < m_stored.size(); ++i) {
        const std::uint64_t bytes = m_cut.stagedBytes[i];
        m_stored[i].slot = slot;
        m_stored[i].room = std::max<std::uint64_t>(compressor->bound(bytes), bytes);
        slot += m_stored[i].room;
    }
    const std::uint64_t rawBytes = m_cut.rawBytes();
    const std::uint64_t end = m_cut.chunks.empty() ? 0 : m_cut.chunks.back().end;
    if (!m_room.grow(slot, end)) return ByteBuffer::outOfMemory(slot + end);
    if (!staged()) return {};
    const std::uint64_t largest = *std::max_element(m_cut.stagedBytes.begin(), m_cut.stagedBytes.end());
    for (Worker& worker : m_workers) {
        if (!worker.staged.resize(largest)) return ByteBuffer::outOfMemory(largest);
        if (!worker.joined.frames.reserve(rawBytes)) return ByteBuffer::outOfMemory(rawBytes);
    }
    return {};
}

Result<void> LabCase::openCompressors() {
    for (Worker& worker : m_workers) {
        for (std::size_t fold = 0; fold < (m_cut.dictionaries ? 2U : 1U); ++fold) {
            if (worker.compressors[fold] != nullptr) continue;
            SB_TRY(made, m_codec.compressor(settings(fold)));
            worker.compressors[fold] = std::move(made);
        }
    }
    return {};
}

Result<void> LabCase::openDecompressors() {
    for (Worker& worker : m_workers) {
        for (std::size_t fold = 0; fold < (m_cut.dictionaries ? 2U : 1U); ++fold) {
            if (worker.decompressors[fold] != nullptr) continue;
            SB_TRY(made, m_codec.decompressor(settings(fold)));
            worker.decompressors[fold] = std::move(made);
        }
    }
    return {};
}

Result<void> LabCase::forChunks(std::size_t first, std::size_t last, ChunkBody body) {
    if (m_workers.size() == 1 || m_executor == nullptr) {
        for (std::size_t chunk = first; chunk < last; ++chunk) {
            SB_CHECK(m_context.poll());
            SB_CHECK((this->*body)(0, chunk));
        }
        return {};
    }
    std::atomic<std::size_t> next{first};
    m_executor->parallelFor(m_workers.size(), [&](std::size_t worker) {
        m_workers[worker].error.reset();
        for (std::size_t chunk = next++; chunk < last; chunk = next++) {
            auto done =
                m_context.cancelled() ? Result<void>(Error::cancelled()) : (this->*body)(worker, chunk);
            if (done.ok()) continue;
            m_workers[worker].error = std::move(done).error();
            next = last; // nobody begins another one
        }
    });
    for (Worker& worker : m_workers)
        if (worker.error) return std::move(*worker.error);
    return {};
}

Result<void> LabCase::compress(std::size_t first, std::size_t last) {
    SB_CHECK(openCompressors());
    return forChunks(first, last, &LabCase::compressChunk);
}

Result<void> LabCase::compressChunk(std::size_t worker, std::size_t chunk) {
    ByteView input = m_cut.chunks[chunk].of(m_cut.framed);
    formats::columns::SplitColumns split;
    if (staged()) {
        SB_TRY(made, formats::columns::splitColumns(input, {}, stageOptions(m_cut.stage), m_context));
        split = std::move(made);
        input = split.block.view();
        if (input.size() != m_cut.stagedBytes[chunk])
            return wrongSize("the stage gives other bytes each time");
    }
    Stored& stored = m_stored[chunk];
    const std::span<Byte> room(m_room.stored.data() + stored.slot, stored.room);
    SB_TRY(size, m_workers[worker].compressors[foldOf(chunk)]->compress(input, room));
    if (size > room.size()) return wrongSize("the codec wrote more than it said it could");
    stored.raw = size >= input.size() && m_row.family != "none";
    stored.size = stored.raw ? input.size() : size;
    if (stored.raw) copyBytes(input, room.data());
    return {};
}

Result<void> LabCase::decompress(std::size_t first, std::size_t last) {
    SB_CHECK(openDecompressors());
    if (first == 0) {
        for (Worker& worker : m_workers) {
            worker.joined.frames.clear();
            worker.joined.values.clear();
            worker.joined.paths = 0;
        }
    }
    return forChunks(first, last, &LabCase::decompressChunk);
}

Result<void> LabCase::decompressChunk(std::size_t index, std::size_t chunk) {
    Worker& worker = m_workers[index];
    const Stored& stored = m_stored[chunk];
    const ByteView input =
        m_file != nullptr ? m_fileChunks[chunk] : m_room.stored.view().subspan(stored.slot, stored.size);
    codecs::blocks::BlockDecompressor& decompressor = *worker.decompressors[foldOf(chunk)];
    if (!staged()) {
        const LabChunk& place = m_cut.chunks[chunk];
        const std::span<Byte> out(m_room.raw.data() + place.begin, place.size());
        if (!stored.raw) return decompressor.decompress(input, out);
        copyBytes(input, out.data());
        return {};
    }
    ByteView block = input;
    if (!stored.raw) {
        const std::span<Byte> out(worker.staged.data(), m_cut.stagedBytes[chunk]);
        SB_CHECK(decompressor.decompress(input, out));
        block = out;
    }
    const std::uint64_t begin = worker.joined.frames.size();
    SB_CHECK(formats::columns::joinColumns(block, worker.joined, m_context));
    m_returned[chunk] = {index, begin, worker.joined.frames.size() - begin};
    return {};
}

void LabCase::spoil() {
    for (Returned& returned : m_returned) returned = {};
    if (staged()) {
        // Fresh memory may hold what was just compressed, and a decompressor that writes nothing would pass.
        for (Worker& worker : m_workers) std::memset(worker.staged.data(), kSpoiled, worker.staged.size());
        return;
    }
    for (const LabChunk& chunk : m_cut.chunks)
        std::memset(m_room.raw.data() + chunk.begin, kSpoiled, chunk.size());
}

bool LabCase::verify() const {
    for (std::size_t i = 0; i < m_cut.chunks.size(); ++i) {
        const LabChunk& chunk = m_cut.chunks[i];
        const Returned& returned = m_returned[i];
        const ByteView got =
            staged() ? m_workers[returned.worker].joined.frames.view().subspan(returned.begin, returned.size)
                     : m_room.raw.view().subspan(chunk.begin, chunk.size());
        if (!equalBytes(got, chunk.of(m_cut.framed))) return false;
    }
    return true;
}

std::uint64_t LabCase::storedBytes(std::size_t first, std::size_t last) const {
    std::uint64_t sum = 0;
    for (std::size_t i = first; i < last; ++i) sum += m_stored[i].size;
    return sum + (m_stored.size() > 1 && m_row.chunkBytes != 0 ? (last - first) * kLengthBytes : 0);
}

std::uint64_t LabCase::storedBytes() const {
    return storedBytes(0, m_stored.size()) + (m_cut.dictionaries ? m_cut.dictionaries->bytes() : 0);
}

std::uint64_t LabCase::rawChunks() const {
    std::uint64_t count = 0;
    for (const Stored& stored : m_stored) count += stored.raw ? 1U : 0U;
    return count;
}

} // namespace spacebench::jobs
