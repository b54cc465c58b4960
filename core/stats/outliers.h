// SPDX-License-Identifier: Apache-2.0
//
// Tukey's fences: classify, show, keep. Outliers are never dropped from a result; what they do to the median
// is reported beside it.
#pragma once

#include <span>
#include <vector>

namespace spacebench::stats {

enum class OutlierClass { None, LowMild, LowSevere, HighMild, HighSevere };

struct OutlierReport {
    std::vector<OutlierClass> classes; ///< one a sample, in the order given
    std::size_t mild = 0;              ///< beyond 1.5 interquartile ranges
    std::size_t severe = 0;            ///< beyond 3
    double median = 0;
    double medianWithout = 0; ///< of the samples inside the inner fences

    [[nodiscard]] std::size_t count() const { return mild + severe; }
};

[[nodiscard]] OutlierReport classifyOutliers(std::span<const double> sample);

} // namespace spacebench::stats
