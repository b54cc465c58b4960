// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_estimate.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/lab/lab_stored.h"
#include "stats/bootstrap.h"
#include "stats/random.h"

namespace spacebench::jobs {

namespace {

using results::LabRow;
using results::MeasureState;

/// Long enough for most codecs to find what they find in the whole; so many that the interval means
/// something.
constexpr std::uint64_t kBlockBytes = std::uint64_t{96} << 10;
constexpr std::size_t kBlocks = 12;
constexpr std::uint64_t kResamples = 2000;

/// What one block came to.
struct BlockFigures {
    double raw = 0;
    double stored = 0;
    double compressNs = 0;
    double decompressNs = 0;
};

/// Sum of `what` over the sum of raw bytes, times the whole input: with its interval over blocks.
results::Interval extrapolate(const std::vector<BlockFigures>& blocks, double BlockFigures::*what,
                              double wholeBytes) {
    const auto estimate = [&](std::span<const double> chosen) {
        double sum = 0;
        double raw = 0;
        for (const double index : chosen) {
            const BlockFigures& block = blocks[static_cast<std::size_t>(index)];
            sum += block.*what;
            raw += block.raw;
        }
        return raw > 0 ? sum * wholeBytes / raw : 0.0;
    };
    std::vector<double> indices(blocks.size());
    std::iota(indices.begin(), indices.end(), 0.0);
    stats::BootstrapOptions options;
    options.method = stats::BootstrapMethod::Percentile;
    options.resamples = kResamples;
    const stats::Interval interval = stats::bootstrapInterval(indices, estimate, options);
    return {estimate(indices), interval.low, interval.high};
}

results::Timing timingOf(const results::Interval& ns) {
    results::Timing timing;
    timing.samplesNs = {static_cast<std::uint64_t>(std::max(1.0, ns.value))};
    timing.medianNs = ns;
    return timing;
}

/// What cannot be told from blocks; empty = all is well.
std::string untold(const LabRow& row) {
    if (row.workers != 0 || row.threads > 1) return "blocks are too small to tell what threads gain";
    if (row.windowLog != 0) return "blocks are shorter than a long window";
    if (row.dictionary) return "sampled blocks are too few to train a dictionary with";
    return {};
}

/// A block stands for what is no smaller than it: all in one piece, or large chunks.
bool isWholeBlocks(std::uint64_t chunkBytes) {
    return chunkBytes == 0 || chunkBytes >= kBlockBytes;
}

/// `blocks` as chunks of the row's size, and which chunks make which block.
struct Pieces {
    std::vector<LabChunk> chunks;
    std::vector<std::size_t> firstOfBlock; ///< one more than there are blocks
};

Pieces piecesOf(const space::PathSet& paths, const std::vector<LabChunk>& blocks, std::uint64_t chunkBytes) {
    Pieces pieces;
    const std::vector<LabChunk> all = isWholeBlocks(chunkBytes) ? blocks : cutChunks(paths, chunkBytes);
    for (const LabChunk& block : blocks) {
        pieces.firstOfBlock.push_back(pieces.chunks.size());
        const auto from =
            std::lower_bound(all.begin(), all.end(), block.begin,
                             [](const LabChunk& chunk, std::uint64_t at) { return chunk.begin < at; });
        for (auto chunk = from; chunk != all.end() && chunk->begin < block.end; ++chunk)
            pieces.chunks.push_back(*chunk);
    }
    pieces.firstOfBlock.push_back(pieces.chunks.size());
    return pieces;
}

class Estimator {
  public:
    Estimator(const JobServices& services, const space::PathSet& paths, std::vector<LabChunk> blocks)
        : m_services(services), m_paths(paths), m_blocks(std::move(blocks)), m_quiet(services.work),
          m_meter(services.clock, m_quiet) {
        m_quiet.progress = nullptr;
    }

    Result<void> row(const PlannedRow& planned, LabRow& row) {
        const Pieces pieces = piecesOf(m_paths, m_blocks, row.chunkBytes);
        SB_TRY(cut, makeCut(m_paths, row, pieces.chunks, 0, m_quiet));
        SB_TRY(one, LabCase::create(planned, cut, m_room, m_quiet));
        SB_CHECK(one->openCompressors());
        SB_CHECK(one->openDecompressors());
        std::vector<BlockFigures> figures;
        one->spoil();
        for (std::size_t i = 0; i + 1 < pieces.firstOfBlock.size(); ++i) {
            const std::size_t first = pieces.firstOfBlock[i];
            const std::size_t last = pieces.firstOfBlock[i + 1];
            if (first == last) continue; // a chunk that begins in the block before covers it
            SB_TRY(compressed, m_meter.once([&] { return one->compress(first, last); }));
            SB_TRY(decompressed, m_meter.once([&] { return one->decompress(first, last); }));
            BlockFigures block;
            for (std::size_t k = first; k < last; ++k) block.raw += static_cast<double>(cut.chunks[k].size());
            block.stored = static_cast<double>(one->storedBytes(first, last));
            block.compressNs = static_cast<double>(compressed.ns);
            block.decompressNs = static_cast<double>(decompressed.ns);
            figures.push_back(block);
        }
        if (!one->verify()) return Error::corrupt("what came back is not what was compressed");
        if (figures.empty()) return Error::unsupported("no chunk begins in a sampled block");
        fill(row, figures, cut.rawBytes());
        return {};
    }

    /// The baseline is read as it is: that takes no longer than a row.
    Result<void> asStored(const std::string& file, LabRow& row) {
        LabSamples samples;
        SB_CHECK(measureAsStored(file, m_paths.framed(), m_meter, row, samples, m_quiet));
        fillFigures(row, samples, true);
        return {};
    }

  private:
    static void fill(LabRow& row, const std::vector<BlockFigures>& figures, std::uint64_t sampled) {
        const auto whole = static_cast<double>(row.rawBytes);
        row.storedInterval = extrapolate(figures, &BlockFigures::stored, whole);
        row.storedBytes = static_cast<std::uint64_t>(std::max(1.0, row.storedInterval->value));
        row.compress = timingOf(extrapolate(figures, &BlockFigures::compressNs, whole));
        row.decompress = timingOf(extrapolate(figures, &BlockFigures::decompressNs, whole));
        row.chunks = row.chunkBytes == 0 ? 1 : (row.rawBytes + row.chunkBytes - 1) / row.chunkBytes;
        row.estimate = true;
        row.verified = true;
        row.note = fmt::format("from {} blocks, {} in all", figures.size(), sizeText(sampled));
        if (isWholeBlocks(row.chunkBytes) && sampled < row.rawBytes)
            row.note += "; larger pieces may become smaller, because matches reach across blocks";
    }

    const JobServices& m_services;
    const space::PathSet& m_paths;
    std::vector<LabChunk> m_blocks;
    WorkContext m_quiet;
    LabMeter m_meter;
    LabRoom m_room;
};

} // namespace

std::vector<LabChunk> sampleBlocks(const space::PathSet& paths, std::uint64_t seed) {
    const std::vector<LabChunk> all = cutChunks(paths, kBlockBytes);
    if (all.size() <= kBlocks) return all;
    stats::SplitMix64 random(seed);
    std::set<std::size_t> chosen; // ascending, as the paths are
    while (chosen.size() < kBlocks) chosen.insert(random.below(all.size()));
    std::vector<LabChunk> blocks;
    for (const std::size_t index : chosen) blocks.push_back(all[index]);
    return blocks;
}

Result<void> estimateRows(const LabRequest& request, const JobServices& services, const space::PathSet& paths,
                          const std::vector<PlannedRow>& plan, results::LabRun& run,
                          const std::function<void(const results::LabRun&)>& onRow) {
    const std::uint64_t startNs = services.clock.nowNs();
    Estimator estimator(services, paths, sampleBlocks(paths, request.seed));
    services.work.begin("Estimating codecs", ProgressUnit::Runs, plan.size());
    for (std::size_t i = 0; i < plan.size(); ++i) {
        services.work.advanceTo(i);
        SB_CHECK(services.work.poll());
        LabRow& row = run.rows[i];
        row.estimate = !row.asStored;
        if (!plan[i].toMeasure()) continue;
        const double elapsed = static_cast<double>(services.clock.nowNs() - startNs) / 1e9;
        row.reason = untold(row);
        if (row.reason.empty() && request.budgetSeconds > 0 && elapsed > request.budgetSeconds) {
            row.reason = "the budget ended before it";
            run.complete = false;
        }
        if (!row.reason.empty()) continue;
        auto estimated = row.asStored ? estimator.asStored(request.file, row) : estimator.row(plan[i], row);
        if (estimated.ok()) {
            row.state = MeasureState::Measured;
        } else if (estimated.error().code == ErrorCode::Cancelled) {
            return std::move(estimated).error();
        } else {
            refuseRow(row, estimated.error());
        }
        run.elapsedSeconds = static_cast<double>(services.clock.nowNs() - startNs) / 1e9;
        if (onRow) onRow(run);
    }
    return {};
}

} // namespace spacebench::jobs
