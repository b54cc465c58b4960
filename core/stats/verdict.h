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
    double p = 1;                 ///< paired: signFlipTest() of the log ratios; else mannWhitney()
    bool tested = false;          ///< p is that of a test: neither exact nor from intervals alone
    bool paired = false;
    Change change = Change::Insufficient;
};
/// A change is said where the interval excludes 1 *and* |ratio - 1| passes both threshold and noise floor.
/// Paired: median of the ratios of pairs, bootstrap interval. Else shiftRatio(). Where a value is 0 or less
/// there are no ratios of values: then that of the medians, and its interval from theirs (infinite where one
/// reaches 0).
[[nodiscard]] SeriesComparison compareSeries(std::span<const double> before, std::span<const double> after,
                                             const CompareOptions& options);

/// Exact quantities: Same where equal, else Faster or Slower whatever the size of the difference.
[[nodiscard]] SeriesComparison compareExactly(double before, double after, bool lowerIsBetter);

/// From two medians with their intervals, where a program kept no samples: the ratio's interval is as wide as
/// both intervals allow, which is wider than need be (weaker, and never says too much). p stays 1.
/// Insufficient where one of them has no interval (low == high).
[[nodiscard]] SeriesComparison compareIntervals(double before, const Interval& beforeInterval, double after,
                                                const Interval& afterInterval, const CompareOptions& options);

enum class Correction {
    None,
    Holm,           ///< no false alarm in the whole table, with 1 - alpha
    FalseDiscovery, ///< Benjamini and Hochberg: of what is said, a share of alpha at most is wrong
};
[[nodiscard]] std::string_view
correctionName(Correction correction); ///< "none", "Holm", "Benjamini-Hochberg"
/// Holm, unless the table has so many rows that no p value which so few runs can give would pass it.
[[nodiscard]] Correction correctionFor(std::span<const SeriesComparison> rows, std::size_t runs,
                                       double alpha = 0.05);
/// Over a table: Faster and Slower whose adjusted p does not pass `alpha` become Inconclusive. Same and
/// Insufficient stay as they are; rows that are not `tested` are left alone. The adjusted values, in the
/// order of the rows; p itself for the others.
std::vector<double> correctTable(std::span<SeriesComparison> rows, double alpha = 0.05,
                                 Correction correction = Correction::Holm);

/// The noise floor from two series of the same thing taken in the same rounds (A/A): the farther end of the
/// 95 % interval of their ratio from 1.
[[nodiscard]] double noiseFloor(std::span<const double> first, std::span<const double> second,
                                const BootstrapOptions& options = {});

/// "With this noise, 10 runs see 3 % and more": the least relative slow-down that `runs` a side find with
/// `power`, from the spread of the log of `series` (values above 0; a smoothed bootstrap of it); simulated
/// with a fixed seed over compareSeries(), above 100 runs of 100 with as much less spread. Infinite below
/// kFewestRuns, or where the series has fewer than two values.
[[nodiscard]] double detectable(std::span<const double> series, std::size_t runs, bool paired,
                                double power = 0.8);
/// What has to say that a row is slower.
struct Looks {
    int count = 1;    ///< 2: a second sample, too, compared with the same `before` unless paired
    double lastP = 1; ///< p of the last one is this at most: what a correction for many rows leaves
};
/// The same for a comparison with these options: never below threshold and noise floor. Infinite, too, where
/// so few pairs cannot reach Looks::lastP.
[[nodiscard]] double detectable(std::span<const double> series, std::size_t runs,
                                const CompareOptions& options, double power = 0.8, const Looks& looks = {});
/// From differences of logarithms that pairs of the same thing had: what rounds share has cancelled.
[[nodiscard]] double detectablePaired(std::span<const double> logRatios, std::size_t runs,
                                      const CompareOptions& options, double power = 0.8,
                                      const Looks& looks = {});

/// Geometric mean; 0 where it is empty or holds anything not above 0.
[[nodiscard]] double geometricMean(std::span<const double> values);

} // namespace spacebench::stats
