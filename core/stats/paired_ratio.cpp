// SPDX-License-Identifier: Apache-2.0
#include "stats/paired_ratio.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/summary.h"

namespace spacebench::stats {

PairedRatio pairedRatio(std::span<const double> numerators, std::span<const double> denominators,
                        const BootstrapOptions& options) {
    std::vector<double> logs;
    for (std::size_t i = 0; i < std::min(numerators.size(), denominators.size()); ++i)
        if (numerators[i] > 0 && denominators[i] > 0)
            logs.push_back(std::log(numerators[i]) - std::log(denominators[i]));
    if (logs.empty()) return {};
    BootstrapOptions percentile = options;
    // BCa corrects by leaving samples out one at a time, which says nothing about a median.
    percentile.method = BootstrapMethod::Percentile;
    percentile.confidence = expandedConfidence(options.confidence, logs.size());
    const Interval interval = medianInterval(logs, percentile);
    return {std::exp(median(logs)), {std::exp(interval.low), std::exp(interval.high)}, logs.size()};
}

} // namespace spacebench::stats
