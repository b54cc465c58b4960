// SPDX-License-Identifier: Apache-2.0
//
// Rank tests against published tables and examples, and against every arrangement counted one by one.
#include "stats/rank_test.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "stats/random.h"

namespace spacebench::stats {
namespace {

/// Two samples without ties whose U (of the first) is `u`.
std::pair<std::vector<double>, std::vector<double>> samplesWithU(std::size_t n, std::size_t m,
                                                                 std::size_t u) {
    // Start with all of the first below the second, and let the last ones climb over `m` others each.
    std::vector<std::size_t> above(n, 0);
    for (std::size_t i = n; i-- > 0 && u > 0;) {
        above[i] = std::min(u, m);
        u -= above[i];
    }
    std::vector<double> first;
    std::vector<double> second;
    for (std::size_t j = 0; j < m; ++j) second.push_back(static_cast<double>(j + 1));
    for (std::size_t i = 0; i < n; ++i)
        first.push_back(static_cast<double>(above[i]) + 0.5 + static_cast<double>(i) * 0.001);
    return {first, second};
}

double pOfU(std::size_t n, std::size_t m, std::size_t u) {
    const auto [first, second] = samplesWithU(n, m, u);
    const RankTest test = mannWhitney(first, second);
    EXPECT_DOUBLE_EQ(test.u, static_cast<double>(u));
    EXPECT_TRUE(test.exact);
    return test.p;
}

/// The definition: every way to choose which of the values are the first sample.
double pByCounting(const std::vector<double>& first, const std::vector<double>& second) {
    std::vector<double> all = first;
    all.insert(all.end(), second.begin(), second.end());
    const auto u = [&](const std::vector<bool>& chosen) {
        double sum = 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = 0; j < all.size(); ++j)
                if (chosen[i] && !chosen[j]) sum += all[i] > all[j] ? 1 : all[i] == all[j] ? 0.5 : 0;
        return sum;
    };
    std::vector<bool> chosen(all.size(), false);
    std::fill(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(first.size()), true);
    const double centre = static_cast<double>(first.size() * second.size()) / 2;
    const double observed = std::abs(u(chosen) - centre);
    double far = 0;
    double count = 0;
    do {
        ++count;
        if (std::abs(u(chosen) - centre) >= observed - 1e-9) ++far;
    } while (std::prev_permutation(chosen.begin(), chosen.end()));
    return far / count;
}

TEST(MannWhitney, AgreesWithTheCriticalValuesOfThePublishedTable) {
    // Two-sided 5 %: the largest U that is significant (Siegel, Nonparametric Statistics, 1956, table K).
    struct {
        std::size_t n, m, critical;
    } const kTable[] = {{4, 4, 0},     {5, 5, 2},    {6, 6, 5},    {7, 7, 8},    {8, 8, 13},
                        {9, 9, 17},    {10, 10, 23}, {9, 10, 20},  {12, 12, 37}, {15, 15, 64},
                        {20, 20, 127}, {5, 20, 20},  {10, 20, 55}, {10, 15, 39}};
    for (const auto& [n, m, critical] : kTable) {
        EXPECT_LE(pOfU(n, m, critical), 0.05) << n << ", " << m;
        EXPECT_GT(pOfU(n, m, critical + 1), 0.05) << n << ", " << m;
    }
}

TEST(MannWhitney, GivesTheProbabilitiesOfSmallTables) {
    EXPECT_NEAR(pOfU(3, 3, 0), 0.1, 1e-12);
    EXPECT_NEAR(pOfU(4, 4, 0), 2.0 / 70, 1e-12);
    EXPECT_NEAR(pOfU(5, 5, 2), 8.0 / 252, 1e-12);   // 0.0317
    EXPECT_NEAR(pOfU(10, 10, 23), 0.0433, 0.00005); // wilcox.test of R
    EXPECT_NEAR(pOfU(10, 10, 24), 0.0524, 0.00005);
    EXPECT_NEAR(pOfU(10, 10, 0), 2.0 / 184756, 1e-15);
}

TEST(MannWhitney, GivesThePublishedExamples) {
    // Hollander and Wolfe, Nonparametric Statistical Methods, 1973, p. 69: permeability of membranes; W = 35,
    // one-sided p = 0.1272.
    const std::vector<double> term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    const std::vector<double> early{1.15, 0.88, 0.90, 0.74, 1.21};
    const RankTest membranes = mannWhitney(term, early);
    EXPECT_DOUBLE_EQ(membranes.u, 35);
    EXPECT_NEAR(membranes.p, 2 * 0.1272, 0.0001);
    EXPECT_DOUBLE_EQ(membranes.superiority, 0.7);
    // The example of SciPy's mannwhitneyu: U = 17, exact p = 0.1111.
    const RankTest diabetes =
        mannWhitney(std::vector<double>{19, 22, 16, 29, 24}, std::vector<double>{20, 11, 17, 12});
    EXPECT_DOUBLE_EQ(diabetes.u, 17);
    EXPECT_NEAR(diabetes.p, 1.0 / 9, 1e-4);
}

TEST(MannWhitney, CountsTiesExactly) {
    const std::vector<std::pair<std::vector<double>, std::vector<double>>> kPairs{
        {{1, 2, 2}, {2, 3, 3}},
        {{1, 1, 1, 2}, {1, 2, 2, 2, 2}},
        {{5, 5, 5}, {5, 5, 5}},
        {{1, 1, 2, 3, 3, 3}, {3, 3, 4, 4, 5, 6}},
        {{10, 10, 10, 10, 11}, {10, 11, 11, 12}}};
    for (const auto& [first, second] : kPairs) {
        const RankTest test = mannWhitney(first, second);
        EXPECT_TRUE(test.exact);
        EXPECT_NEAR(test.p, pByCounting(first, second), 1e-12);
    }
    // By hand: U = 1, and of the 20 choices 2 are as far out on this side, 2 on the other.
    EXPECT_DOUBLE_EQ(mannWhitney(kPairs[0].first, kPairs[0].second).u, 1);
}

TEST(MannWhitney, TakesTheNormalDistributionCorrectedForTiesWhereSamplesAreLong) {
    // The formula with its correction for ties, worked out in full for a tied sample of 21 and 2:
    // 21 zeros, then {0, 1}: U of the zeros = 10.5, variance 21*2/12 * (24 - (22^3 - 22)/(23*22)).
    const std::vector<double> zeros(21, 0.0);
    const double variance = 21.0 * 2 / 12 * (24 - (22.0 * 22 * 22 - 22) / (23 * 22));
    const double z = (std::abs(10.5 - 21) - 0.5) / std::sqrt(variance);
    EXPECT_NEAR(mannWhitney(zeros, std::vector<double>{0, 1}).p, std::erfc(z / std::sqrt(2.0)), 1e-12);
}

TEST(MannWhitney, SaysNothingOfEmptySamples) {
    EXPECT_DOUBLE_EQ(mannWhitney({}, std::vector<double>{1.0}).p, 1);
    EXPECT_DOUBLE_EQ(mannWhitney(std::vector<double>{1.0}, {}).p, 1);
}

TEST(SignFlip, GivesThePublishedExample) {
    // Hollander and Wolfe, 1973, p. 29: depression scale factors; V = 40, one-sided p = 0.01953.
    const std::vector<double> first{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    const std::vector<double> second{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    std::vector<double> differences;
    for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(first[i] - second[i]);
    const SignFlipTest test = signFlipTest(differences);
    EXPECT_TRUE(test.exact);
    EXPECT_DOUBLE_EQ(test.positive, 40);
    EXPECT_NEAR(test.p, 2 * 0.01953125, 1e-9);
}

TEST(SignFlip, AgreesWithAllFlipsCountedOneByOne) {
    const std::vector<double> sizes{1, 1, 2, 3, 3, 3, 5, -1, -2, 4}; // with ties
    const auto p = [](const std::vector<double>& differences) {
        std::vector<double> ranks;
        for (const double one : differences) {
            double rank = 0.5;
            for (const double other : differences)
                rank += std::abs(other) < std::abs(one) ? 1 : std::abs(other) == std::abs(one) ? 0.5 : 0;
            ranks.push_back(rank);
        }
        double observed = 0;
        double centre = 0;
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            centre += ranks[i] / 2;
            if (differences[i] > 0) observed += ranks[i];
        }
        double far = 0;
        for (std::size_t flips = 0; flips < (std::size_t{1} << ranks.size()); ++flips) {
            double sum = 0;
            for (std::size_t i = 0; i < ranks.size(); ++i)
                if (((flips >> i) & 1) != 0) sum += ranks[i];
            if (std::abs(sum - centre) >= std::abs(observed - centre) - 1e-9) ++far;
        }
        return far / std::exp2(static_cast<double>(ranks.size()));
    };
    EXPECT_NEAR(signFlipTest(sizes).p, p(sizes), 1e-12);
    const std::vector<double> up{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    EXPECT_NEAR(signFlipTest(up).p, 2.0 / 1024, 1e-12);
}

TEST(SignFlip, LeavesOutPairsThatAreEqual) {
    EXPECT_DOUBLE_EQ(signFlipTest(std::vector<double>{0, 0, 0}).p, 1);
    EXPECT_EQ(signFlipTest(std::vector<double>{0, 1, 2}).pairs, 2U);
    EXPECT_DOUBLE_EQ(signFlipTest({}).p, 1);
}

TEST(ShiftRatio, CutsOffWhatTheTestOfTheSameSamplesRejects) {
    // Of ten and ten values U <= 23 is rejected, so the 24th difference from each end is the interval's.
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 10; ++i) {
        first.push_back(std::exp(0.011 * i));
        second.push_back(std::exp(0.1 * i + 0.0007 * i * i));
    }
    std::vector<double> logs;
    for (const double a : first)
        for (const double b : second) logs.push_back(std::log(a / b));
    std::sort(logs.begin(), logs.end());
    const ShiftRatio shift = shiftRatio(first, second);
    EXPECT_NEAR(shift.interval.low, std::exp(logs[23]), 1e-9);
    EXPECT_NEAR(shift.interval.high, std::exp(logs[76]), 1e-9);
    EXPECT_NEAR(shift.ratio, std::exp((logs[49] + logs[50]) / 2), 1e-9);
}

TEST(ShiftRatio, NeverContradictsTheTest) {
    SplitMix64 random(11);
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<double> first;
        std::vector<double> second;
        for (int i = 0; i < 10; ++i) {
            first.push_back(1 + static_cast<double>(random.below(1'000'000)) * 1e-6);
            second.push_back(1.25 + static_cast<double>(random.below(1'000'000)) * 1e-6);
        }
        const Interval interval = shiftRatio(first, second).interval;
        EXPECT_EQ(interval.low > 1 || interval.high < 1, mannWhitney(first, second).p <= 0.05);
    }
}

TEST(ShiftRatio, ThinsLongSamplesInsteadOfFormingAllPairs) {
    std::vector<double> first;
    for (int i = 0; i < 60'000; ++i) first.push_back(1 + 0.1 * std::sin(i));
    std::vector<double> second = first;
    for (double& value : second) value *= 1.1;
    const ShiftRatio shift = shiftRatio(second, first);
    EXPECT_NEAR(shift.ratio, 1.1, 0.001);
    EXPECT_NEAR(shift.interval.low, 1.1, 0.005);
    EXPECT_NEAR(shift.interval.high, 1.1, 0.005);
}

TEST(OrderInterval, LiesBetweenThePublishedOrderStatistics) {
    // Conover, Practical Nonparametric Statistics, table A3 and the binomial distribution itself.
    struct {
        std::size_t size, low, high; // order statistics from 1
        double confidence;
    } const kTable[] = {{6, 1, 6, 0.96875},   {9, 2, 8, 0.9609375}, {10, 2, 9, 0.978515625},
                        {20, 6, 15, 0.95861}, {5, 1, 5, 0.9375},    {100, 40, 61, 0.9648}};
    for (const auto& [size, low, high, confidence] : kTable) {
        std::vector<double> sample;
        for (std::size_t i = size; i > 0; --i) sample.push_back(static_cast<double>(i));
        const OrderInterval found = orderInterval(sample);
        EXPECT_DOUBLE_EQ(found.interval.low, static_cast<double>(low)) << size;
        EXPECT_DOUBLE_EQ(found.interval.high, static_cast<double>(high)) << size;
        EXPECT_NEAR(found.confidence, confidence, 0.0001) << size;
    }
}

TEST(OrderInterval, GivesTheOnlyValueNoConfidence) {
    const OrderInterval found = orderInterval(std::vector<double>{7});
    EXPECT_DOUBLE_EQ(found.interval.low, 7);
    EXPECT_DOUBLE_EQ(found.confidence, 0);
    EXPECT_DOUBLE_EQ(orderInterval({}).confidence, 0);
}

TEST(Correction, AdjustsAsRsPAdjustDoes) {
    const std::vector<double> p{0.01, 0.02, 0.03, 0.04, 0.05};
    const std::vector<double> kHolm{0.05, 0.08, 0.09, 0.09, 0.09};
    const std::vector<double> kFalseDiscovery{0.05, 0.05, 0.05, 0.05, 0.05};
    for (std::size_t i = 0; i < p.size(); ++i) {
        EXPECT_NEAR(holm(p)[i], kHolm[i], 1e-12);
        EXPECT_NEAR(benjaminiHochberg(p)[i], kFalseDiscovery[i], 1e-12);
    }
    // In their own order, and never above 1.
    const std::vector<double> mixed{0.6, 0.005, 0.9};
    EXPECT_NEAR(holm(mixed)[0], 1, 1e-12);
    EXPECT_NEAR(holm(mixed)[1], 0.015, 1e-12);
    EXPECT_NEAR(benjaminiHochberg(mixed)[0], 0.9, 1e-12);
    EXPECT_TRUE(holm({}).empty());
}

TEST(Correction, DecidesTheExampleOfBenjaminiAndHochberg) {
    // Their section 3.3 (1995): 15 hypotheses; Holm rejects 3, the false discovery rate 4.
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const auto rejected = [](const std::vector<double>& adjusted) {
        return std::count_if(adjusted.begin(), adjusted.end(), [](double value) { return value <= 0.05; });
    };
    EXPECT_EQ(rejected(holm(p)), 3);
    EXPECT_EQ(rejected(benjaminiHochberg(p)), 4);
}

} // namespace
} // namespace spacebench::stats
