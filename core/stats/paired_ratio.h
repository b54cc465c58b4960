// SPDX-License-Identifier: Apache-2.0
//
// How many times larger one thing is than another, from pairs that were measured under the same conditions
// (one round of a randomised experiment): what slows a whole round cancels out.
#pragma once

#include <span>

#include "stats/bootstrap.h"

namespace spacebench::stats {

struct PairedRatio {
    double ratio = 0; ///< of a typical pair: the exponential of the median of log(numerator / denominator)
    Interval interval;
    std::size_t pairs = 0; ///< used: those with both sides above 0
};

/// Pair i is numerators[i] and denominators[i]; what one of them has more is left out. A ratio of 0 and no
/// pairs where none is usable.
[[nodiscard]] PairedRatio pairedRatio(std::span<const double> numerators,
                                      std::span<const double> denominators,
                                      const BootstrapOptions& options = {});

} // namespace spacebench::stats
