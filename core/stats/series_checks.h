// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a series of measurements in the order in which they were taken: drift, two modes, change
// points. Pure functions; they warn, they never remove anything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace spacebench::stats {

/// How much neighbours resemble each other: -1 (they alternate) to 1; 0 for fewer than three values or equal
/// ones.
[[nodiscard]] double lagOneCorrelation(std::span<const double> series);

struct DriftReport {
    double lagOneCorrelation = 0; ///< autocorrelation at lag 1
    double halvesRatio = 1;       ///< median of the second half over that of the first
    double p = 1;                 ///< Mann-Whitney of the two halves
    /// Both say so: the halves differ (p <= 0.05), and neighbours resemble each other more than chance
    /// allows.
    bool drifting = false;
};
/// The middle value of an odd number belongs to neither half.
[[nodiscard]] DriftReport checkDrift(std::span<const double> series);

/// Hartigan and Hartigan's dip (1985): how far the distribution of the sample is from the nearest one with
/// one mode. 1 / (2 n) at least, 1 / 4 at most; 0 for an empty sample.
[[nodiscard]] double dipStatistic(std::span<const double> sample);

struct ModesReport {
    bool bimodal = false;
    double lowMode = 0, highMode = 0; ///< medians of the two groups
    std::size_t low = 0, high = 0;    ///< their sizes
    double statistic = 0;             ///< of the dip test
    double p = 1;                     ///< against the uniform distribution, simulated with a fixed seed
};
[[nodiscard]] ModesReport checkModes(std::span<const double> sample);

struct ChangePoint {
    std::size_t index = 0;        ///< the first value after the change
    double before = 0, after = 0; ///< medians of the segments on both sides
    double p = 1;
};
/// Steps in a history (one value a run), ascending; by binary segmentation with a rank statistic and
/// permutation p values (fixed seed), Holm over the splits tried. A single odd value is no change, and each
/// side of a change has at least three values.
[[nodiscard]] std::vector<ChangePoint> changePoints(std::span<const double> series, double alpha = 0.05);

/// Sentences for reports: "the second half of the runs is 4 % higher than the first: drift"; empty = nothing.
[[nodiscard]] std::vector<std::string> seriesWarnings(std::span<const double> series);

} // namespace spacebench::stats
