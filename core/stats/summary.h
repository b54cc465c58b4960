// SPDX-License-Identifier: Apache-2.0
//
// Order statistics of a sample of measurements. Quantiles are Hyndman and Fan's type 7 (linear between the
// order statistics; the default of R and NumPy), so figures can be checked with either.
#pragma once

#include <span>
#include <vector>

namespace spacebench::stats {

struct Summary {
    std::size_t count = 0;
    double least = 0;
    double lowerQuartile = 0;
    double median = 0;
    double upperQuartile = 0;
    double p95 = 0;
    double most = 0;
    double mean = 0;
    /// Median of the distances from the median, unscaled (times 1.4826 estimates a normal's deviation).
    double medianAbsoluteDeviation = 0;
};

/// All zero for an empty sample.
[[nodiscard]] Summary summarise(std::span<const double> sample);

/// `fraction` in [0, 1] of `sorted`, which is ascending and not empty.
[[nodiscard]] double quantile(std::span<const double> sorted, double fraction);
/// 0 for an empty sample.
[[nodiscard]] double median(std::span<const double> sample);

} // namespace spacebench::stats
