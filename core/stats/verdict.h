// SPDX-License-Identifier: Apache-2.0
//
// Two series of measurements of the same thing, and what may be said about them. The rules are those of
// README, "How two runs are compared"; simulations in the tests hold them to the rates that they state.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "stats/bootstrap.h"

namespace spacebench::stats {

enum class Change {
    Faster,       ///< or "less", where the metric is no time: better
    Slower,       ///< worse
    Same,         ///< the whole interval lies within the threshold
    Inconclusive, ///< the interval reaches from "no change" beyond the threshold: more runs would tell
    Insufficient, ///< fewer than kFewestRuns on a side
};
[[nodiscard]] std::string_view changeName(Change change);

/// Fresh worker processes a side below which nothing is said (features.md, "Statistics to adopt").
inline constexpr std::size_t kFewestRuns = 9;

struct CompareOptions {
    double threshold = 0.03; ///< what a user cares about: 0.03 = 3 %
    double noiseFloor = 0;   ///< of the session (A/A control), as a relative difference
    double confidence = 0.95;
    bool lowerIsBetter = true;
    bool paired = false; ///< value i of both sides was taken in the same round
    BootstrapOptions bootstrap;
};

struct SeriesComparison {
    double before = 0, after = 0; ///< medians
    double ratio = 0;             ///< after / before: of pairs, or of the shift where not paired
    Interval interval;            ///< of the ratio
    double p = 1;                 ///< paired: exact sign-flip test of the log ratios; else Mann-Whitney
    bool paired = false;
    Change change = Change::Insufficient;
};
/// A change is said where the interval excludes 1 *and* |ratio - 1| passes both threshold and noise floor.
[[nodiscard]] SeriesComparison compareSeries(std::span<const double> before, std::span<const double> after,
                                             const CompareOptions& options);

/// Exact quantities: Same where equal, else Faster or Slower whatever the size of the difference.
[[nodiscard]] SeriesComparison compareExactly(double before, double after, bool lowerIsBetter);

/// Holm over a table: verdicts whose adjusted p does not pass `alpha` become Inconclusive. Same and
/// Insufficient stay as they are, exact rows are left alone (p = 0).
void correctTable(std::span<SeriesComparison> rows, double alpha = 0.05);

/// The noise floor from two series of the same thing taken in the same rounds (A/A): the farther end of the
/// 95 % interval of their ratio from 1.
[[nodiscard]] double noiseFloor(std::span<const double> first, std::span<const double> second,
                                const BootstrapOptions& options = {});

/// "With this noise, 10 runs see 3 % and more": the least relative difference that `runs` a side find with
/// `power`, from the spread of the log of `series`; simulated with a fixed seed over compareSeries().
[[nodiscard]] double detectable(std::span<const double> series, std::size_t runs, bool paired,
                                double power = 0.8);

/// Geometric mean; 0 where it is empty or holds anything not above 0.
[[nodiscard]] double geometricMean(std::span<const double> values);

} // namespace spacebench::stats
