// SPDX-License-Identifier: Apache-2.0
//
// Two-level fractional factorial designs 2^(k-p) (Montgomery, Design and Analysis of Experiments, chapter 8):
// k switches, each on or off, in 2^(k-p) runs chosen so that what one switch does can be told from what the
// others do. Pure functions; the same arguments give the same design everywhere.
//
// A *word* is a set of factors as bits: bit i = factor i. It names an effect: one bit is a main effect, two
// bits are a two-way interaction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "stats/bootstrap.h"

namespace spacebench::stats {

using FactorWord = std::uint32_t;

struct FactorialDesign {
    unsigned factors = 0;      ///< k
    unsigned basicFactors = 0; ///< k - p: these take all combinations
    /// One for each further factor: the basic factors whose levels, multiplied, give its level.
    std::vector<FactorWord> generators;
    /// Effects that this design cannot tell from the mean: all products of the generators, shortest first.
    std::vector<FactorWord> definingWords;
    /// Length of the shortest defining word: main effects are aliased with nothing shorter than that less
    /// one. 0 = nothing is aliased (every combination is run).
    unsigned resolution = 0;

    [[nodiscard]] std::size_t runs() const { return std::size_t{1} << basicFactors; }
    /// `factor` is on in `run` (standard order: the first factor changes fastest).
    [[nodiscard]] bool isOn(std::size_t run, unsigned factor) const;
    /// +1 or -1: the sign with which `run` counts for the effect `word`.
    [[nodiscard]] int sign(std::size_t run, FactorWord word) const;
    /// The other effects of at most `mostFactors` factors that always change together with `word`.
    [[nodiscard]] std::vector<FactorWord> aliases(FactorWord word, unsigned mostFactors = 2) const;
};

inline constexpr unsigned kMostFactors = 16;
inline constexpr unsigned kMostBasicFactors = 10;

/// The best resolution found for `factors` in 2^basicFactors runs. InvalidArgument where so many factors
/// cannot be told apart in so few runs, or there are more than kMostFactors or none.
[[nodiscard]] Result<FactorialDesign> makeDesign(unsigned factors, unsigned basicFactors);
/// The fewest runs, at most `mostRuns`, that reach `wantedResolution`; where none do, the best resolution
/// that `mostRuns` allow, in the fewest runs.
[[nodiscard]] Result<FactorialDesign> chooseDesign(unsigned factors, unsigned wantedResolution,
                                                   std::size_t mostRuns);

/// "2^(7-3), resolution IV"; "2^3, all combinations".
[[nodiscard]] std::string designName(const FactorialDesign& design);
/// "ABD" as letters, or the `names` joined with " x ".
[[nodiscard]] std::string wordText(FactorWord word, std::span<const std::string> names = {});

/// Mean of the responses where the product of the word's levels is +1, less the mean where it is -1: what
/// switching on changes. One response a run, in the design's order.
[[nodiscard]] double effectOf(const FactorialDesign& design, FactorWord word,
                              std::span<const double> responses);

struct EffectEstimate {
    double value = 0; ///< median over the rounds
    Interval interval;
};
/// The same from rounds, each of which ran the whole design once: the median of the rounds' effects with its
/// bootstrap interval. What slows a whole round changes no effect.
[[nodiscard]] EffectEstimate estimateEffect(const FactorialDesign& design, FactorWord word,
                                            std::span<const std::vector<double>> rounds,
                                            const BootstrapOptions& options = {});

} // namespace spacebench::stats
