// SPDX-License-Identifier: Apache-2.0
#include "results/advice_cost.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "stats/bootstrap.h"
#include "stats/random.h"
#include "stats/summary.h"

namespace spacebench::results {

namespace {

constexpr std::size_t kResamples = 4000;
constexpr std::uint64_t kSeed = 1;
constexpr double kConfidence = 0.95;

double logTerm(double weight, double quantity) {
    return weight == 0 ? 0 : weight * std::log(std::max(quantity, 1.0));
}

std::vector<double> asDoubles(const std::vector<std::uint64_t>& samples) {
    return {samples.begin(), samples.end()};
}

/// The samples of one quantity of two rows, as far as they are pairs.
struct Pairs {
    double weight = 0;
    std::vector<double> row;
    std::vector<double> against;
    [[nodiscard]] std::size_t size() const { return std::min(row.size(), against.size()); }
};

double medianOf(const std::vector<double>& samples, const std::vector<std::size_t>& drawn,
                std::vector<double>& room) {
    room.clear();
    for (const std::size_t index : drawn) room.push_back(samples[index]);
    return std::max(stats::median(room), 1.0);
}

/// Deviation of the logarithm of an estimated size.
double sizeDeviation(const LabRow& row) {
    if (!row.storedInterval || row.storedInterval->low <= 0) return 0;
    const double width = std::log(row.storedInterval->high) - std::log(row.storedInterval->low);
    return width / (2 * stats::normalQuantile((1 + kConfidence) / 2));
}

double normalNumber(stats::SplitMix64& random) {
    constexpr std::uint64_t kSteps = 1U << 20;
    return stats::normalQuantile((static_cast<double>(random.below(kSteps)) + 0.5) /
                                 static_cast<double>(kSteps));
}

} // namespace

Weights weightsOf(const Goal& goal) {
    switch (goal.priority) {
    case Priority::Size:
        return {1, 0, 0};
    case Priority::Speed:
        return {0, 0.5, 0.5};
    case Priority::Balanced:
        return {1.0 / 3, 1.0 / 3, 1.0 / 3};
    case Priority::Custom:
        break;
    }
    const double sum = goal.sizeWeight + goal.compressWeight + goal.decompressWeight;
    if (!(sum > 0)) return {1, 0, 0};
    return {goal.sizeWeight / sum, goal.compressWeight / sum, goal.decompressWeight / sum};
}

double logCost(const LabRow& row, const Weights& weights) {
    return logTerm(weights.size, static_cast<double>(row.storedBytes)) +
           logTerm(weights.compress, row.compress.medianNs.value) +
           logTerm(weights.decompress, row.decompress.medianNs.value);
}

bool isUsable(const LabRow& row) {
    return hasFigures(row) && (row.verified || row.estimate);
}

bool hasTimes(const LabRow& row, const Weights& weights, const Goal& goal) {
    const bool needsCompress = weights.compress > 0 || goal.leastCompressBytesPerSecond.has_value();
    const bool needsDecompress = weights.decompress > 0 || goal.leastDecompressBytesPerSecond.has_value();
    return (!needsCompress || !row.compress.empty()) && (!needsDecompress || !row.decompress.empty());
}

bool isCompression(const LabRow& row) {
    return !row.asStored && (row.family != "none" || row.stage != "none");
}

/// Things beside codec and level that a user would have to set up.
int extras(const LabRow& row) {
    return (row.stage != "none" ? 1 : 0) + (row.dictionary ? 1 : 0) + (row.windowLog != 0 ? 1 : 0) +
           (row.workers != 0 ? 1 : 0) + (row.threads > 1 ? 1 : 0) + (row.chunkBytes != 0 ? 1 : 0);
}

std::string regretText(const Regret& regret) {
    if (!regret.hasInterval)
        return fmt::format("{:+.1f} % (too few runs for an interval)", regret.percent.value);
    if (regret.percent.low == regret.percent.high)
        return fmt::format("{:+.1f} % (exact)", regret.percent.value); // of stored bytes alone
    return fmt::format("{:+.1f} % (95 %: {:+.1f} to {:+.1f})", regret.percent.value, regret.percent.low,
                       regret.percent.high);
}

Result<void> checkGoal(const Goal& goal) {
    if (goal.priority != Priority::Custom) return {};
    const std::array weights = {goal.sizeWeight, goal.compressWeight, goal.decompressWeight};
    const bool sound = std::all_of(weights.begin(), weights.end(),
                                   [](double weight) { return std::isfinite(weight) && weight >= 0; });
    if (sound && goal.sizeWeight + goal.compressWeight + goal.decompressWeight > 0) return {};
    return Error::invalid("the weights are none")
        .expect("three numbers of 0 or more, not all 0: size, compression, decompression")
        .got(fmt::format("{}, {}, {}", weights[0], weights[1], weights[2]));
}

Regret regretOf(const LabRun& run, const Goal& goal, std::size_t row, std::size_t against) {
    const Weights weights = weightsOf(goal);
    const LabRow& a = run.rows[row];
    const LabRow& b = run.rows[against];
    Regret regret;
    regret.row = row;
    regret.against = against;
    const auto percent = [](double logRatio) { return 100 * std::expm1(logRatio); };
    const double value = percent(logCost(a, weights) - logCost(b, weights));
    regret.percent = {value, value, value};
    if (row == against) return regret;

    const Pairs quantities[] = {
        {weights.compress, asDoubles(a.compress.samplesNs), asDoubles(b.compress.samplesNs)},
        {weights.decompress, asDoubles(a.decompress.samplesNs), asDoubles(b.decompress.samplesNs)}};
    std::size_t fewest = SIZE_MAX;
    for (const Pairs& pairs : quantities)
        if (pairs.weight > 0) fewest = std::min(fewest, pairs.size());
    const double deviation = weights.size * std::hypot(sizeDeviation(a), sizeDeviation(b));
    regret.hasInterval = fewest >= 2;
    if (!regret.hasInterval || (fewest == SIZE_MAX && deviation == 0)) return regret;

    stats::SplitMix64 random(kSeed);
    const double sizes = logTerm(weights.size, static_cast<double>(a.storedBytes)) -
                         logTerm(weights.size, static_cast<double>(b.storedBytes));
    std::vector<double> ratios;
    std::vector<std::size_t> drawn;
    std::vector<double> room;
    for (std::size_t i = 0; i < kResamples; ++i) {
        double logRatio = sizes + (deviation > 0 ? deviation * normalNumber(random) : 0);
        for (const Pairs& pairs : quantities) {
            if (pairs.weight == 0) continue;
            drawn.resize(pairs.size());
            for (std::size_t& index : drawn) index = random.below(pairs.size());
            logRatio += pairs.weight * (std::log(medianOf(pairs.row, drawn, room)) -
                                        std::log(medianOf(pairs.against, drawn, room)));
        }
        ratios.push_back(percent(logRatio));
    }
    std::sort(ratios.begin(), ratios.end());
    const double confidence =
        fewest == SIZE_MAX ? kConfidence : stats::expandedConfidence(kConfidence, fewest);
    const double tail = (1 - confidence) / 2;
    regret.percent.low = std::min(value, stats::quantile(ratios, tail));
    regret.percent.high = std::max(value, stats::quantile(ratios, 1 - tail));
    return regret;
}

} // namespace spacebench::results
