// SPDX-License-Identifier: Apache-2.0
//
// Rank tests, which ask nothing of the distribution: Mann-Whitney's U (1947) for stored baselines, whose runs
// were not interleaved with the new ones, Wilcoxon's signed ranks (1945) for pairs, the intervals that belong
// to them, and corrections for many rows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/bootstrap.h"

namespace spacebench::stats {

struct RankTest {
    double u = 0; ///< of the first sample: pairs in which it is larger, ties count one half
    double p = 1; ///< two-sided
    bool exact =
        false; ///< over all arrangements of the ranks with their ties; else normal, corrected for ties
    /// P(first > second) + P(equal) / 2: 0.5 where they do not differ.
    double superiority = 0.5;
};
/// Exact where both have at most `kMostExact` values, with ties too (permutation distribution of the
/// midranks). Of an empty sample: p = 1.
inline constexpr std::size_t kMostExact = 20;
[[nodiscard]] RankTest mannWhitney(std::span<const double> first, std::span<const double> second);

struct SignFlipTest {
    double positive = 0; ///< sum of the ranks of the positive differences (Wilcoxon's V)
    double p = 1;        ///< two-sided
    bool exact = false;  ///< over all ways to flip signs; else normal, corrected for ties
    std::size_t pairs = 0;
};
/// Are differences of pairs as often and as far above 0 as below? The signs of their ranked sizes are
/// flipped in all ways: exact up to `kMostExact` pairs, with ties too. Differences of 0 are left out. Ranks,
/// not the sizes themselves: one burst in one round does not hide what the others say.
[[nodiscard]] SignFlipTest signFlipTest(std::span<const double> differences);

/// The shift between two samples as a ratio: exponential of the median of all log(first_i / second_j)
/// (Hodges and Lehmann, 1963). The interval holds the ratios that mannWhitney() would not reject (Moses,
/// 1953): its confidence is exact, not simulated, and it never contradicts the test. Values above 0; of an
/// empty sample: all 0.
struct ShiftRatio {
    double ratio = 0;
    Interval interval;
};
[[nodiscard]] ShiftRatio shiftRatio(std::span<const double> first, std::span<const double> second,
                                    double confidence = 0.95);

/// Distribution-free interval of the median between two order statistics; the confidence it really has is at
/// least what was asked for where the sample allows it (6 values for 95 %), else the whole range.
struct OrderInterval {
    Interval interval;
    double confidence = 0; ///< exact, from the binomial distribution
};
[[nodiscard]] OrderInterval orderInterval(std::span<const double> sample, double confidence = 0.95);

/// Holm's step-down adjustment (Holm, 1979) of a family of p values, in their order: reject where the
/// adjusted value is at most alpha.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);
/// Benjamini and Hochberg (1995): false discovery rate.
[[nodiscard]] std::vector<double> benjaminiHochberg(std::span<const double> p);

} // namespace spacebench::stats
