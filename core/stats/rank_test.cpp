// SPDX-License-Identifier: Apache-2.0
#include "stats/rank_test.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stats/summary.h"

namespace spacebench::stats {

namespace {

/// A p value is never 0: that stands for exact quantities.
constexpr double kLeastP = 1e-300;

struct Midranks {
    std::vector<std::size_t> doubled; ///< twice the rank of each value, so that midranks are whole numbers
    double tieTerm = 0;               ///< sum of t^3 - t over groups of t equal values
};

Midranks midranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    Midranks ranks{std::vector<std::size_t>(values.size()), 0};
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
        // Ranks begin + 1 .. end, so twice their mean is begin + 1 + end.
        for (std::size_t i = begin; i < end; ++i) ranks.doubled[order[i]] = begin + 1 + end;
        const auto ties = static_cast<double>(end - begin);
        ranks.tieTerm += ties * ties * ties - ties;
        begin = end;
    }
    return ranks;
}

/// How many subsets of `size` ranks have each sum. Counts up to C(40, 20) are exact in a double.
std::vector<double> rankSums(const std::vector<std::size_t>& ranks, std::size_t size) {
    const std::size_t most = std::accumulate(ranks.begin(), ranks.end(), std::size_t{0});
    const std::size_t width = most + 1;
    std::vector<double> ways((size + 1) * width, 0.0); // [how many were chosen][their sum]
    ways[0] = 1;
    std::size_t reached = 0;
    for (std::size_t item = 0; item < ranks.size(); ++item) {
        const std::size_t rank = ranks[item];
        for (std::size_t chosen = std::min(item + 1, size); chosen > 0; --chosen)
            for (std::size_t sum = 0; sum <= reached; ++sum)
                ways[chosen * width + sum + rank] += ways[(chosen - 1) * width + sum];
        reached += rank;
    }
    return {ways.end() - static_cast<std::ptrdiff_t>(width), ways.end()};
}

/// Share of the weight that lies at least as far from `centre` as `observed` does.
double shareAsFar(const std::vector<double>& weights, double centre, double observed) {
    // Sums are whole numbers and centres multiples of 1/2: a quarter keeps equal distances equal.
    const double distance = std::abs(observed - centre) - 0.25;
    double far = 0;
    double all = 0;
    for (std::size_t sum = 0; sum < weights.size(); ++sum) {
        all += weights[sum];
        if (std::abs(static_cast<double>(sum) - centre) >= distance) far += weights[sum];
    }
    return far / all;
}

/// Two-sided, with a continuity correction of one half.
double normalP(double distance, double variance) {
    if (variance <= 0) return 1;
    const double z = std::max(0.0, std::abs(distance) - 0.5) / std::sqrt(variance);
    return std::clamp(2 * normalCdf(-z), kLeastP, 1.0);
}

/// The largest number of pairs that may be cut off at each end of the sorted differences: U is below it with
/// a probability of at most `tail`.
std::size_t criticalU(std::size_t first, std::size_t second, double tail) {
    const std::size_t pairs = first * second;
    if (first > kMostExact || second > kMostExact) {
        const auto n = static_cast<double>(first);
        const auto m = static_cast<double>(second);
        const double deviation = std::sqrt(n * m * (n + m + 1) / 12);
        const double cut = n * m / 2 + normalQuantile(tail) * deviation;
        return cut > 0 ? std::min(static_cast<std::size_t>(cut), (pairs - 1) / 2) : 0;
    }
    std::vector<std::size_t> ranks(first + second);
    std::iota(ranks.begin(), ranks.end(), std::size_t{1});
    const std::vector<double> weights = rankSums(ranks, first);
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    const std::size_t least = first * (first + 1) / 2; // the rank sum at which U is 0
    double below = 0;
    std::size_t u = 0;
    while (u <= pairs / 2 && below + weights[least + u] <= tail * all) below += weights[least + u++];
    return u;
}

/// Ascending; of long samples as many evenly spaced order statistics, as their differences are all formed.
std::vector<double> sortedLogs(std::span<const double> sample) {
    static constexpr std::size_t kMostValues = 2000;
    std::vector<double> sorted(sample.begin(), sample.end());
    for (double& value : sorted) value = std::log(value);
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() <= kMostValues) return sorted;
    std::vector<double> spaced(kMostValues);
    for (std::size_t i = 0; i < kMostValues; ++i)
        spaced[i] = quantile(sorted, (static_cast<double>(i) + 0.5) / kMostValues);
    return spaced;
}

} // namespace

RankTest mannWhitney(std::span<const double> first, std::span<const double> second) {
    RankTest test;
    if (first.empty() || second.empty()) return test;
    std::vector<double> values(first.begin(), first.end());
    values.insert(values.end(), second.begin(), second.end());
    const Midranks ranks = midranks(values);
    std::size_t doubledSum = 0;
    for (std::size_t i = 0; i < first.size(); ++i) doubledSum += ranks.doubled[i];

    const auto n = static_cast<double>(first.size());
    const auto m = static_cast<double>(second.size());
    const double all = n + m;
    test.u = static_cast<double>(doubledSum) / 2 - n * (n + 1) / 2;
    test.superiority = test.u / (n * m);
    if (first.size() <= kMostExact && second.size() <= kMostExact) {
        test.exact = true;
        test.p =
            shareAsFar(rankSums(ranks.doubled, first.size()), n * (all + 1), static_cast<double>(doubledSum));
        return test;
    }
    const double variance = n * m / 12 * (all + 1 - ranks.tieTerm / (all * (all - 1)));
    test.p = normalP(test.u - n * m / 2, variance);
    return test;
}

SignFlipTest signFlipTest(std::span<const double> differences) {
    std::vector<double> sizes;
    std::vector<bool> positive;
    for (const double difference : differences) {
        if (difference == 0) continue;
        sizes.push_back(std::abs(difference));
        positive.push_back(difference > 0);
    }
    SignFlipTest test;
    test.pairs = sizes.size();
    if (sizes.empty()) return test;
    const Midranks ranks = midranks(sizes);
    std::size_t doubledSum = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        if (positive[i]) doubledSum += ranks.doubled[i];
    test.positive = static_cast<double>(doubledSum) / 2;

    const auto n = static_cast<double>(sizes.size());
    if (sizes.size() <= kMostExact) {
        test.exact = true;
        std::vector<double> weights(sizes.size() * (sizes.size() + 1) + 1, 0.0);
        weights[0] = 1;
        for (const std::size_t rank : ranks.doubled)
            for (std::size_t sum = weights.size() - 1; sum >= rank; --sum)
                weights[sum] += weights[sum - rank];
        test.p = shareAsFar(weights, n * (n + 1) / 2, static_cast<double>(doubledSum));
        return test;
    }
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - ranks.tieTerm / 48;
    test.p = normalP(test.positive - n * (n + 1) / 4, variance);
    return test;
}

ShiftRatio shiftRatio(std::span<const double> first, std::span<const double> second, double confidence) {
    if (first.empty() || second.empty()) return {};
    const std::vector<double> firstLogs = sortedLogs(first);
    const std::vector<double> secondLogs = sortedLogs(second);
    std::vector<double> logs;
    logs.reserve(firstLogs.size() * secondLogs.size());
    for (const double a : firstLogs)
        for (const double b : secondLogs) logs.push_back(a - b);
    std::sort(logs.begin(), logs.end());
    // The values of U below the critical one have a probability of at most the tail, so as many of the
    // differences may lie outside.
    const std::size_t cut = criticalU(first.size(), second.size(), (1 - confidence) / 2);
    const double outside = cut > 0 ? static_cast<double>(cut - 1) : 0;
    const double thinned = static_cast<double>(logs.size()) /
                           (static_cast<double>(first.size()) * static_cast<double>(second.size()));
    const auto low = static_cast<std::size_t>(outside * thinned);
    return {std::exp(quantile(logs, 0.5)), {std::exp(logs[low]), std::exp(logs[logs.size() - 1 - low])}};
}

OrderInterval orderInterval(std::span<const double> sample, double confidence) {
    if (sample.empty()) return {};
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    const auto n = static_cast<double>(sorted.size());
    // The probability that the median lies below the order statistic k + 1 is that of at most k heads in n
    // throws; in logarithms, as 2^-n is no double for long samples.
    double logHeads = -n * std::log(2.0);
    double tail = std::exp(logHeads);
    std::size_t cut = 0;
    while (2 * (cut + 1) < sorted.size()) {
        logHeads += std::log((n - static_cast<double>(cut)) / static_cast<double>(cut + 1));
        if (1 - 2 * (tail + std::exp(logHeads)) < confidence) break;
        tail += std::exp(logHeads);
        ++cut;
    }
    if (sorted.size() == 1) return {{sorted[0], sorted[0]}, 0};
    return {{sorted[cut], sorted[sorted.size() - 1 - cut]}, 1 - 2 * tail};
}

std::vector<double> holm(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> adjusted(p.size());
    double most = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        most = std::max(most, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
        adjusted[order[i]] = most;
    }
    return adjusted;
}

std::vector<double> benjaminiHochberg(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> adjusted(p.size());
    double least = 1;
    for (std::size_t i = order.size(); i-- > 0;) {
        const double share = static_cast<double>(p.size()) / static_cast<double>(i + 1);
        least = std::min(least, share * p[order[i]]);
        adjusted[order[i]] = least;
    }
    return adjusted;
}

} // namespace spacebench::stats
