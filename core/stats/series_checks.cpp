// SPDX-License-Identifier: Apache-2.0
#include "stats/series_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numeric>

#include <fmt/format.h>

#include "base/units.h"
#include "stats/outliers.h"
#include "stats/random.h"
#include "stats/rank_test.h"
#include "stats/summary.h"

namespace spacebench::stats {

namespace {

constexpr double kAlpha = 0.05;
/// Warnings come with every row of a table, so they ask for more than one in twenty.
constexpr double kModesAlpha = 0.01;
constexpr std::uint64_t kSeed = 1;

double uniform(SplitMix64& random) {
    return static_cast<double>(random.next() >> 11) * 0x1.0p-53;
}

constexpr std::size_t kTrials = 1000;
/// sqrt(n) times the dip hardly depends on n from here on (Hartigan and Hartigan, 1985, theorem 3), and long
/// samples cost time.
constexpr std::size_t kLargest = 100;

/// Dips of uniform samples of `size` <= kLargest values, ascending. They are the same for every row of a
/// table, so they are drawn once.
const std::vector<double>& uniformDips(std::size_t size) {
    static std::array<std::once_flag, kLargest + 1> once;
    static std::array<std::vector<double>, kLargest + 1> dips;
    std::call_once(once[size], [size] {
        SplitMix64 random(kSeed);
        std::vector<double> values(size);
        for (std::size_t trial = 0; trial < kTrials; ++trial) {
            for (double& value : values) value = uniform(random);
            dips[size].push_back(dipStatistic(values));
        }
        std::sort(dips[size].begin(), dips[size].end());
    });
    return dips[size];
}

/// The share of uniform samples of this size whose dip is as large. Uniform: no distribution with one mode
/// has larger dips (Hartigan and Hartigan, 1985).
double dipP(double statistic, std::size_t size) {
    const std::size_t drawn = std::clamp<std::size_t>(size, 1, kLargest);
    const double scaled = statistic * std::sqrt(static_cast<double>(size) / static_cast<double>(drawn));
    const std::vector<double>& dips = uniformDips(drawn);
    const auto asFar = dips.end() - std::lower_bound(dips.begin(), dips.end(), scaled);
    // The sample itself is one, too: a simulated p value is never 0.
    return static_cast<double>(asFar + 1) / static_cast<double>(kTrials + 1);
}

/// Size of the lower of the two groups whose values are closest to their own means.
std::size_t bestSplit(const std::vector<double>& sorted) {
    std::size_t best = 1;
    double most = -1;
    const double total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    double lower = 0;
    for (std::size_t size = 1; size < sorted.size(); ++size) {
        lower += sorted[size - 1];
        const auto n = static_cast<double>(size);
        const auto m = static_cast<double>(sorted.size() - size);
        const double apart = lower / n - (total - lower) / m;
        const double between = n * m * apart * apart; // least inside = most between (Otsu, 1979)
        if (between <= most) continue;
        most = between;
        best = size;
    }
    return best;
}

struct Split {
    std::size_t at = 0;
    double statistic = 0; ///< the largest standardised rank sum
};
constexpr std::size_t kShortest = 3;

Split strongestSplit(std::span<const double> ranks) {
    const auto n = static_cast<double>(ranks.size());
    double sum = 0;
    for (std::size_t i = 0; i + 1 < kShortest; ++i) sum += ranks[i];
    Split split;
    for (std::size_t size = kShortest; size + kShortest <= ranks.size(); ++size) {
        sum += ranks[size - 1];
        const auto left = static_cast<double>(size);
        const double expected = left * (n + 1) / 2;
        const double deviation = std::sqrt(left * (n - left) * (n + 1) / 12);
        const double statistic = std::abs(sum - expected) / deviation;
        if (statistic > split.statistic + 1e-9) split = {size, statistic};
    }
    return split;
}

std::vector<double> ranksOf(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> ranks;
    for (const double value : values) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
        ranks.push_back(static_cast<double>((first - sorted.begin()) + (last - sorted.begin()) + 1) / 2);
    }
    return ranks;
}

double splitP(std::vector<double> ranks, double statistic, SplitMix64& random) {
    static constexpr std::uint64_t kTrials = 1999;
    std::uint64_t asStrong = 1;
    for (std::uint64_t trial = 0; trial < kTrials; ++trial) {
        for (std::size_t i = ranks.size(); i-- > 1;) std::swap(ranks[i], ranks[random.below(i + 1)]);
        if (strongestSplit(ranks).statistic >= statistic - 1e-9) ++asStrong;
    }
    return static_cast<double>(asStrong) / static_cast<double>(kTrials + 1);
}

/// Two digits, and never "1.5e+02".
std::string percent(double share) {
    return significant(100 * share, 2) + " %";
}

} // namespace

double lagOneCorrelation(std::span<const double> series) {
    if (series.size() < 3) return 0;
    const double mean =
        std::accumulate(series.begin(), series.end(), 0.0) / static_cast<double>(series.size());
    double squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        squares += (series[i] - mean) * (series[i] - mean);
        if (i > 0) products += (series[i] - mean) * (series[i - 1] - mean);
    }
    return squares > 0 ? products / squares : 0;
}

DriftReport checkDrift(std::span<const double> series) {
    DriftReport report;
    if (series.size() < 4) return report;
    const std::size_t half = series.size() / 2;
    const std::span<const double> first = series.first(half);
    const std::span<const double> second = series.last(half);
    report.lagOneCorrelation = lagOneCorrelation(series);
    const double before = median(first);
    if (before != 0) report.halvesRatio = median(second) / before;
    report.p = mannWhitney(first, second).p;
    // Of independent values it is about normal with mean -1/n and deviation 1/sqrt(n); one-sided, 5 %.
    const auto n = static_cast<double>(series.size());
    const double byChance = -1 / n + normalQuantile(1 - kAlpha) / std::sqrt(n);
    report.drifting = report.p <= kAlpha && report.lagOneCorrelation > byChance;
    return report;
}

ModesReport checkModes(std::span<const double> sample) {
    ModesReport report;
    if (sample.size() < 4) return report;
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    report.low = bestSplit(sorted);
    report.high = sorted.size() - report.low;
    report.lowMode = median(std::span(sorted).first(report.low));
    report.highMode = median(std::span(sorted).last(report.high));
    report.statistic = dipStatistic(sample);
    report.p = dipP(report.statistic, sample.size());
    // A "mode" of one value is an outlier; that is said elsewhere.
    report.bimodal = report.p <= kModesAlpha && report.low >= 2 && report.high >= 2;
    return report;
}

std::vector<ChangePoint> changePoints(std::span<const double> series, double alpha) {
    struct Tried {
        std::size_t begin, at, end;
        double p;
    };
    std::vector<Tried> tried;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, series.size()}};
    SplitMix64 random(kSeed);
    while (!open.empty()) {
        const auto [begin, end] = open.back();
        open.pop_back();
        if (end - begin < 2 * kShortest) continue;
        const std::vector<double> ranks = ranksOf(series.subspan(begin, end - begin));
        const Split split = strongestSplit(ranks);
        if (split.at == 0) continue; // all values are equal
        const double p = splitP(ranks, split.statistic, random);
        tried.push_back({begin, begin + split.at, end, p});
        if (p > alpha) continue;
        open.emplace_back(begin, begin + split.at);
        open.emplace_back(begin + split.at, end);
    }
    std::vector<double> p;
    for (const Tried& split : tried) p.push_back(split.p);
    const std::vector<double> adjusted = holm(p);
    std::vector<ChangePoint> found;
    for (std::size_t i = 0; i < tried.size(); ++i)
        if (adjusted[i] <= alpha) found.push_back({tried[i].at, 0, 0, adjusted[i]});
    std::sort(found.begin(), found.end(),
              [](const ChangePoint& a, const ChangePoint& b) { return a.index < b.index; });
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::size_t begin = i == 0 ? 0 : found[i - 1].index;
        const std::size_t end = i + 1 == found.size() ? series.size() : found[i + 1].index;
        found[i].before = median(series.subspan(begin, found[i].index - begin));
        found[i].after = median(series.subspan(found[i].index, end - found[i].index));
    }
    return found;
}

std::vector<std::string> seriesWarnings(std::span<const double> series) {
    std::vector<std::string> warnings;
    const DriftReport drift = checkDrift(series);
    if (drift.drifting)
        warnings.push_back(fmt::format("the second half of the runs is {} {} than the first: drift",
                                       percent(std::abs(drift.halvesRatio - 1)),
                                       drift.halvesRatio >= 1 ? "higher" : "lower"));
    const ModesReport modes = checkModes(series);
    if (modes.bimodal && modes.lowMode > 0)
        warnings.push_back(
            fmt::format("two groups of values, {} and {} runs, {} apart: the median says little", modes.low,
                        modes.high, percent(modes.highMode / modes.lowMode - 1)));
    const OutlierReport outliers = classifyOutliers(series);
    if (outliers.count() > 0 && outliers.median != 0)
        warnings.push_back(fmt::format("{} {} ({} severe), kept; without {} the median changes by {}{}",
                                       outliers.count(), outliers.count() == 1 ? "outlier" : "outliers",
                                       outliers.severe, outliers.count() == 1 ? "it" : "them",
                                       outliers.medianWithout >= outliers.median ? "+" : "",
                                       percent(outliers.medianWithout / outliers.median - 1)));
    return warnings;
}

} // namespace spacebench::stats
