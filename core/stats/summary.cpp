// SPDX-License-Identifier: Apache-2.0
#include "stats/summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spacebench::stats {

double quantile(std::span<const double> sorted, double fraction) {
    const double position = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double share = position - static_cast<double>(below);
    return sorted[below] + share * (sorted[above] - sorted[below]);
}

double median(std::span<const double> sample) {
    if (sample.empty()) return 0;
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    return quantile(sorted, 0.5);
}

Summary summarise(std::span<const double> sample) {
    Summary summary;
    if (sample.empty()) return summary;
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    summary.count = sorted.size();
    summary.least = sorted.front();
    summary.lowerQuartile = quantile(sorted, 0.25);
    summary.median = quantile(sorted, 0.5);
    summary.upperQuartile = quantile(sorted, 0.75);
    summary.p95 = quantile(sorted, 0.95);
    summary.most = sorted.back();
    summary.mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
    for (double& value : sorted) value = std::abs(value - summary.median);
    summary.medianAbsoluteDeviation = median(sorted);
    return summary;
}

} // namespace spacebench::stats
