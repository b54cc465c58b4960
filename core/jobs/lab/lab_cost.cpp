// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_cost.h"

#include <algorithm>

namespace spacebench::jobs {

namespace {

/// Enough that neither a codec's start nor one odd place decides, little enough for the slowest level.
constexpr std::uint64_t kSampleBytes = std::uint64_t{192} << 10;
constexpr std::uint64_t kSamplePieces = 4;
/// From one level to the next, where there was no time to try: codecs become slower by a third or so.
constexpr double kNextLevelFactor = 1.35;
/// The memory of one thread's tables is not in the cache of a short sample: large inputs take longer a byte.
constexpr double kFirstFactor = 1.5;

results::LabRow plainRow(const results::LabRow& row) {
    results::LabRow plain = row;
    plain.workers = 0;
    plain.windowLog = 0;
    plain.dictionary = false;
    plain.chunkBytes = 0;
    plain.threads = 1;
    return plain;
}

/// Pieces from all over the input, each of whole paths.
std::vector<LabChunk> samplePieces(const space::PathSet& paths) {
    const std::uint64_t total = paths.framed().size();
    if (total <= kSampleBytes) return {{0, total}};
    std::vector<LabChunk> pieces;
    const std::vector<LabChunk> all = cutChunks(paths, kSampleBytes / kSamplePieces);
    const std::uint64_t count = std::min<std::uint64_t>(kSamplePieces, all.size());
    for (std::uint64_t i = 0; i < count; ++i) pieces.push_back(all[(2 * i + 1) * all.size() / (2 * count)]);
    return pieces;
}

} // namespace

Result<LabCostModel::Cost> LabCostModel::measure(const PlannedRow& planned, const LabCut& cut, LabRoom& room,
                                                 const WorkContext& context) const {
    SB_TRY(one, LabCase::create(planned, cut, room, context));
    SB_CHECK(one->openCompressors());
    SB_CHECK(one->openDecompressors());
    const std::uint64_t start = m_clock.nowNs();
    SB_CHECK(one->compress());
    const std::uint64_t between = m_clock.nowNs();
    SB_CHECK(one->decompress());
    const std::uint64_t end = m_clock.nowNs();
    const auto bytes = static_cast<double>(std::max<std::uint64_t>(cut.rawBytes(), 1));
    return Cost{static_cast<double>(between - start) / bytes, static_cast<double>(end - between) / bytes};
}

Result<void> LabCostModel::sample(const std::vector<PlannedRow>& rows, double mostSeconds,
                                  const WorkContext& context) {
    const std::uint64_t start = m_clock.nowNs();
    LabRoom room;
    std::map<std::string, LabCut> cuts; // by stage
    for (const PlannedRow& planned : rows) {
        if (planned.codec == nullptr || !planned.toMeasure()) continue;
        SB_CHECK(context.poll());
        PlannedRow plain{plainRow(planned.row), planned.codec};
        const Group group{plain.row.stage, plain.row.codec};
        const auto key = std::make_pair(group, plain.row.level);
        if (m_costs.count(key) != 0) continue;
        if (static_cast<double>(m_clock.nowNs() - start) > mostSeconds * 1e9) {
            if (const Cost* before = find(plain.row)) {
                const Cost guess{before->compressNsPerByte * kNextLevelFactor, before->decompressNsPerByte};
                m_costs[key] = guess;
            }
            continue;
        }
        if (cuts.count(plain.row.stage) == 0) {
            SB_TRY(cut, makeCut(m_paths, plain.row, samplePieces(m_paths), 0, context));
            cuts[plain.row.stage] = std::move(cut);
        }
        auto cost = measure(plain, cuts[plain.row.stage], room, context);
        if (cost.ok()) {
            m_costs[key] = *cost;
        } else if (cost.error().code == ErrorCode::Cancelled) {
            return std::move(cost).error();
        }
    }
    return {};
}

/// Of its own level, or of the nearest one below, or of none.
const LabCostModel::Cost* LabCostModel::find(const results::LabRow& row) const {
    const Group group{row.stage, row.codec};
    auto found = m_costs.upper_bound({group, row.level});
    if (found == m_costs.begin()) return nullptr;
    --found;
    return found->first.first == group ? &found->second : nullptr;
}

double LabCostModel::compressSeconds(const results::LabRow& row) const {
    const Cost* cost = find(row);
    if (cost == nullptr) return 0;
    const auto factor = m_factors.find({row.stage, row.codec});
    return cost->compressNsPerByte * static_cast<double>(row.rawBytes) / row.threads / 1e9 *
           (factor == m_factors.end() ? kFirstFactor : factor->second);
}

double LabCostModel::decompressSeconds(const results::LabRow& row) const {
    const Cost* cost = find(row);
    return cost == nullptr ? 0 : cost->decompressNsPerByte * static_cast<double>(row.rawBytes) / 1e9;
}

void LabCostModel::learn(const results::LabRow& row, double compressNs) {
    const Cost* cost = find(row);
    if (cost == nullptr || cost->compressNsPerByte <= 0 || row.rawBytes == 0 || row.workers != 0 ||
        row.dictionary)
        return;
    m_factors[{row.stage, row.codec}] =
        compressNs * row.threads / (cost->compressNsPerByte * static_cast<double>(row.rawBytes));
}

} // namespace spacebench::jobs
