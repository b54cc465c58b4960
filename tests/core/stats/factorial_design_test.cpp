// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>
#include <set>

#include <gmock/gmock.h>

#include "stats/factorial_design.h"
#include "stats/paired_ratio.h"
#include "stats/random.h"

namespace spacebench::stats {
namespace {

constexpr FactorWord kA = 1;
constexpr FactorWord kB = 2;
constexpr FactorWord kC = 4;
constexpr FactorWord kD = 8;

FactorialDesign designOf(unsigned factors, unsigned basicFactors) {
    auto design = makeDesign(factors, basicFactors);
    EXPECT_TRUE(design.ok()) << (design.ok() ? "" : design.error().describe());
    return design.ok() ? std::move(design).value() : FactorialDesign{};
}

/// Montgomery, Design and Analysis of Experiments, table 6.10: filtration rate in gallons an hour, standard
/// order (1), a, b, ab, c, ... abcd.
const std::vector<double> kFiltration = {45, 71, 48, 65, 68, 60, 80, 65, 43, 100, 45, 104, 75, 86, 70, 96};

TEST(FactorialDesign, givesTheEffectsThatMontgomeryPublishedForTheWholeFactorial) {
    const FactorialDesign design = designOf(4, 4);
    ASSERT_EQ(design.runs(), 16U);
    EXPECT_EQ(design.resolution, 0U);
    const std::vector<std::pair<FactorWord, double>> published = {{kA, 21.625},
                                                                  {kB, 3.125},
                                                                  {kC, 9.875},
                                                                  {kD, 14.625},
                                                                  {kA | kB, 0.125},
                                                                  {kA | kC, -18.125},
                                                                  {kA | kD, 16.625},
                                                                  {kB | kC, 2.375},
                                                                  {kB | kD, -0.375},
                                                                  {kC | kD, -1.125},
                                                                  {kA | kB | kC, 1.875},
                                                                  {kA | kB | kD, 4.125},
                                                                  {kA | kC | kD, -1.625},
                                                                  {kB | kC | kD, -2.625},
                                                                  {kA | kB | kC | kD, 1.375}};
    for (const auto& [word, effect] : published)
        EXPECT_NEAR(effectOf(design, word, kFiltration), effect, 1e-9) << wordText(word);
}

TEST(FactorialDesign, givesTheEffectsThatMontgomeryPublishedForTheHalfFraction) {
    const FactorialDesign design = designOf(4, 3);
    ASSERT_EQ(design.generators, std::vector<FactorWord>{kA | kB | kC}); // D = ABC
    EXPECT_EQ(design.resolution, 4U);
    EXPECT_EQ(designName(design), "2^(4-1), resolution IV");
    std::vector<double> responses;
    for (std::size_t run = 0; run < design.runs(); ++run) {
        std::size_t whole = 0;
        for (unsigned factor = 0; factor < 4; ++factor)
            if (design.isOn(run, factor)) whole |= std::size_t{1} << factor;
        responses.push_back(kFiltration[whole]);
    }
    EXPECT_EQ(responses, (std::vector<double>{45, 100, 45, 65, 75, 60, 80, 96}));
    const std::vector<std::pair<FactorWord, double>> published = {
        {kA, 19.0}, {kB, 1.5}, {kC, 14.0}, {kD, 16.5}, {kA | kB, -1.0}, {kA | kC, -18.5}, {kA | kD, 19.0}};
    for (const auto& [word, effect] : published)
        EXPECT_NEAR(effectOf(design, word, responses), effect, 1e-9) << wordText(word);
    // AB is measured together with CD, AC with BD, AD with BC; main effects with nothing of two factors.
    EXPECT_EQ(design.aliases(kA | kB), std::vector<FactorWord>{kC | kD});
    EXPECT_EQ(design.aliases(kA | kC), std::vector<FactorWord>{kB | kD});
    EXPECT_EQ(design.aliases(kA | kD), std::vector<FactorWord>{kB | kC});
    EXPECT_TRUE(design.aliases(kA).empty());
    EXPECT_EQ(design.aliases(kA, 3), std::vector<FactorWord>{kB | kC | kD});
}

TEST(FactorialDesign, reachesTheResolutionsOfThePublishedTables) {
    // Montgomery, table 8.14; NIST handbook, 5.3.3.4.7: factors, basic factors, resolution.
    const unsigned published[][3] = {{3, 2, 3},  {4, 3, 4},  {5, 4, 5},  {5, 3, 3},  {6, 5, 6},  {6, 4, 4},
                                     {6, 3, 3},  {7, 6, 7},  {7, 5, 4},  {7, 4, 4},  {7, 3, 3},  {8, 7, 8},
                                     {8, 6, 5},  {8, 5, 4},  {8, 4, 4},  {9, 7, 6},  {9, 6, 4},  {9, 5, 4},
                                     {9, 4, 3},  {10, 7, 5}, {10, 6, 4}, {10, 5, 4}, {10, 4, 3}, {11, 7, 5},
                                     {11, 6, 4}, {11, 5, 4}, {11, 4, 3}, {12, 5, 4}, {12, 4, 3}, {13, 5, 4},
                                     {14, 5, 4}, {15, 5, 4}, {15, 4, 3}, {16, 5, 4}, {16, 6, 4}};
    for (const auto& [factors, basic, resolution] : published)
        EXPECT_EQ(designOf(factors, basic).resolution, resolution) << factors << " in 2^" << basic;
    EXPECT_GE(designOf(16, 8).resolution, 4U);
}

TEST(FactorialDesign, isBalancedAndTellsEveryPairOfMainEffectsApart) {
    for (unsigned factors = 2; factors <= kMostFactors; ++factors) {
        const FactorialDesign design = designOf(factors, factors < 5 ? factors : 5);
        for (unsigned first = 0; first < factors; ++first) {
            int sum = 0;
            for (std::size_t run = 0; run < design.runs(); ++run) sum += design.isOn(run, first) ? 1 : -1;
            EXPECT_EQ(sum, 0);
            for (unsigned second = first + 1; second < factors; ++second) {
                int product = 0;
                for (std::size_t run = 0; run < design.runs(); ++run)
                    product += design.isOn(run, first) == design.isOn(run, second) ? 1 : -1;
                EXPECT_EQ(product, 0) << factors << " factors, " << first << " and " << second;
            }
        }
        // Aliases are what always has the same sign.
        for (const FactorWord alias : design.aliases(kA | kB))
            for (std::size_t run = 0; run < design.runs(); ++run)
                EXPECT_EQ(design.sign(run, alias), design.sign(run, kA | kB));
    }
}

TEST(FactorialDesign, isChosenByTheFewestRunsThatDo) {
    const auto runsFor = [](unsigned factors, unsigned resolution, std::size_t mostRuns) {
        const auto design = chooseDesign(factors, resolution, mostRuns);
        return design.ok() ? design->runs() : 0;
    };
    EXPECT_EQ(runsFor(1, 5, 32), 2U);
    EXPECT_EQ(runsFor(3, 5, 32), 8U);
    EXPECT_EQ(runsFor(5, 5, 32), 16U);
    EXPECT_EQ(runsFor(6, 5, 32), 32U);
    EXPECT_EQ(runsFor(8, 4, 32), 16U);
    EXPECT_EQ(runsFor(13, 4, 64), 32U);
    EXPECT_EQ(runsFor(13, 5, 32), 32U); // IV is the best there is
    EXPECT_EQ(runsFor(16, 4, 16), 0U);
    EXPECT_FALSE(chooseDesign(0, 4, 32).ok());
    EXPECT_FALSE(chooseDesign(kMostFactors + 1, 4, 1024).ok());
    EXPECT_FALSE(makeDesign(8, 3).ok());
    EXPECT_FALSE(makeDesign(4, 0).ok());
    EXPECT_FALSE(makeDesign(4, 5).ok());
}

TEST(FactorialDesign, namesWordsByLettersOrByWhatTheyStandFor) {
    EXPECT_EQ(wordText(kA | kC | kD), "ACD");
    const std::vector<std::string> names = {"M1", "C3"};
    EXPECT_EQ(wordText(kA | kB, names), "M1 x C3");
    EXPECT_EQ(designName(designOf(3, 3)), "2^3, all combinations");
}

/// Normal numbers by Box and Muller.
double normal(SplitMix64& random) {
    const double first = (static_cast<double>(random.next() >> 11) + 1) * 0x1.0p-53;
    const double second = static_cast<double>(random.next() >> 11) * 0x1.0p-53;
    return std::sqrt(-2 * std::log(first)) * std::cos(2 * std::numbers::pi * second);
}

TEST(FactorialDesign, findsAnInjectedInteractionThroughRoundsThatDrift) {
    const FactorialDesign design = designOf(5, 4);
    SplitMix64 random(11);
    std::vector<std::vector<double>> rounds;
    for (int round = 0; round < 12; ++round) {
        std::vector<double> responses;
        for (std::size_t run = 0; run < design.runs(); ++run)
            responses.push_back(10 * round + 0.5 * design.sign(run, kA) - 0.25 * design.sign(run, kB | kC) +
                                0.01 * normal(random));
        rounds.push_back(std::move(responses));
    }
    const EffectEstimate main = estimateEffect(design, kA, rounds);
    EXPECT_NEAR(main.value, 1.0, 0.02);
    EXPECT_LE(main.interval.low, main.value);
    EXPECT_GE(main.interval.high, main.value);
    EXPECT_NEAR(estimateEffect(design, kB | kC, rounds).value, -0.5, 0.02);
    EXPECT_NEAR(estimateEffect(design, kD, rounds).value, 0, 0.02);
}

TEST(PairedRatio, isThatOfATypicalPairAndIgnoresWhatSlowsWholeRounds) {
    const std::vector<double> without = {20, 40, 2000, 22, 18, 30, 26, 28, 24};
    std::vector<double> with;
    for (const double value : without) with.push_back(value / 2);
    with[4] = 18; // one pair that shows nothing
    const PairedRatio ratio = pairedRatio(without, with);
    EXPECT_EQ(ratio.pairs, 9U);
    EXPECT_NEAR(ratio.ratio, 2, 1e-12);
    EXPECT_NEAR(ratio.interval.high, 2, 1e-12);
    EXPECT_GE(ratio.interval.low, 1);
    const PairedRatio inverse = pairedRatio(with, without);
    EXPECT_NEAR(inverse.ratio, 0.5, 1e-12);
    const PairedRatio again = pairedRatio(without, with);
    EXPECT_EQ(again.interval.low, ratio.interval.low);
}

TEST(PairedRatio, leavesOutWhatIsNoPair) {
    const std::vector<double> without = {2, 0, 4, 6};
    const std::vector<double> with = {1, 5, 2};
    EXPECT_EQ(pairedRatio(without, with).pairs, 2U);
    EXPECT_EQ(pairedRatio({}, with).pairs, 0U);
    EXPECT_EQ(pairedRatio({}, with).ratio, 0);
}

struct Rates {
    double falseAlarms = 0; ///< the interval of equal things excludes 1
    double coverage = 0;    ///< the interval contains the true ratio
};
/// Times as benchmarks see them: a drift a round, noise of 5 %, and now and then an interruption.
Rates simulate(std::size_t rounds, double ratio) {
    constexpr int kExperiments = 1000;
    SplitMix64 random(2026);
    BootstrapOptions options;
    options.resamples = 400;
    int excluded = 0;
    int covered = 0;
    const auto noisy = [&](double level) {
        const double interruption = random.below(20) == 0 ? 1.5 : 1.0;
        return level * std::exp(0.05 * normal(random)) * interruption;
    };
    for (int experiment = 0; experiment < kExperiments; ++experiment) {
        std::vector<double> without;
        std::vector<double> with;
        for (std::size_t round = 0; round < rounds; ++round) {
            const double level = 1e6 * std::exp(0.3 * normal(random));
            without.push_back(noisy(level * ratio));
            with.push_back(noisy(level));
        }
        options.seed = static_cast<std::uint64_t>(experiment) + 1;
        const PairedRatio measured = pairedRatio(without, with, options);
        if (measured.interval.low > 1 || measured.interval.high < 1) ++excluded;
        if (measured.interval.low <= ratio && ratio <= measured.interval.high) ++covered;
    }
    return {static_cast<double>(excluded) / kExperiments, static_cast<double>(covered) / kExperiments};
}

TEST(PairedRatio, seldomSeesADifferenceBetweenEqualThings) {
    for (const std::size_t rounds : {9U, 15U}) {
        const double rate = simulate(rounds, 1).falseAlarms;
        EXPECT_LE(rate, 0.07) << rounds << " rounds";
        RecordProperty("false_alarms_in_" + std::to_string(rounds), std::to_string(rate));
    }
}

TEST(PairedRatio, coversTheTrueRatioAsOftenAsItSays) {
    for (const std::size_t rounds : {9U, 10U}) {
        const double coverage = simulate(rounds, 1.3).coverage;
        EXPECT_GE(coverage, 0.93) << rounds << " rounds";
        EXPECT_LE(coverage, 0.99) << rounds << " rounds";
    }
}

} // namespace
} // namespace spacebench::stats
