// SPDX-License-Identifier: Apache-2.0
#include "stats/series_checks.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stats/random.h"

namespace spacebench::stats {
namespace {

std::vector<double> uniformSample(std::size_t size, SplitMix64& random) {
    std::vector<double> sample;
    for (std::size_t i = 0; i < size; ++i)
        sample.push_back(1 + static_cast<double>(random.below(1'000'000)) * 1e-7);
    return sample;
}

TEST(Dip, GivesTheKnownValues) {
    // Of two points with half of the weight each it is 1/4, the most there is; of one point, or of values
    // with one mode, 1/(2n): the step of the distribution function itself.
    EXPECT_DOUBLE_EQ(dipStatistic(std::vector<double>{1, 1, 2, 2}), 0.25);
    EXPECT_DOUBLE_EQ(dipStatistic(std::vector<double>{0, 1, 3, 6}), 1.0 / 8);
    EXPECT_DOUBLE_EQ(dipStatistic(std::vector<double>{0, 0, 1, 1, 0, 1, 0, 1}), 0.25);
    std::vector<double> even;
    for (int i = 0; i < 50; ++i) even.push_back(i);
    EXPECT_NEAR(dipStatistic(even), 0.01, 1e-12);
    EXPECT_DOUBLE_EQ(dipStatistic({}), 0);
}

TEST(Dip, GivesTheValueOfHartigansExample) {
    // Ages of a statistics faculty (Hartigan and Hartigan, 1985, table 2): 0.0595, p = 0.087.
    const std::vector<double> faculty{30, 33, 35, 36, 37, 37, 39, 39, 39, 39, 39, 40, 40, 40, 40, 41,
                                      42, 43, 43, 43, 44, 44, 45, 45, 46, 46, 47, 47, 48, 48, 48, 49,
                                      50, 50, 51, 52, 52, 53, 53, 53, 53, 53, 54, 54, 57, 57, 59, 60,
                                      60, 60, 61, 61, 61, 61, 62, 62, 62, 62, 63, 66, 70, 72, 72};
    ASSERT_EQ(faculty.size(), 63U);
    EXPECT_NEAR(dipStatistic(faculty), 0.05952, 0.00001);
    const ModesReport modes = checkModes(faculty);
    EXPECT_NEAR(modes.p, 0.087, 0.03);
    EXPECT_FALSE(modes.bimodal);
}

TEST(Dip, IsTheSameInAMirrorAndAtAnyScale) {
    SplitMix64 random(5);
    for (int trial = 0; trial < 50; ++trial) {
        std::vector<double> sample;
        for (int i = 0; i < 20; ++i) sample.push_back(static_cast<double>(random.below(15)));
        std::vector<double> mirrored;
        for (const double value : sample) mirrored.push_back(100 - 4 * value);
        const double dip = dipStatistic(sample);
        EXPECT_NEAR(dip, dipStatistic(mirrored), 1e-12);
        EXPECT_GE(dip, 1.0 / 40 - 1e-12);
        EXPECT_LE(dip, 0.25);
    }
}

TEST(Modes, AreTwoWhereTheMachineHadTwoStates) {
    const std::vector<double> sample{10.1, 12.0, 10.0, 12.1, 10.2,  10.1,
                                     12.2, 12.0, 10.0, 12.1, 10.05, 12.05};
    const ModesReport modes = checkModes(sample);
    EXPECT_TRUE(modes.bimodal);
    EXPECT_EQ(modes.low, 6U);
    EXPECT_EQ(modes.high, 6U);
    EXPECT_NEAR(modes.lowMode, 10.1, 0.06);
    EXPECT_NEAR(modes.highMode, 12.05, 0.06);
}

TEST(Modes, AreNotSeenInNoiseMoreOftenThanStated) {
    SplitMix64 random(21);
    int alarms = 0;
    for (int trial = 0; trial < 100; ++trial)
        if (checkModes(uniformSample(10, random)).bimodal) ++alarms;
    EXPECT_LE(alarms, 4); // 1 % is stated; five of a hundred would come once in 300 times
}

TEST(Modes, OfOneBurstAreAnOutlier) {
    EXPECT_FALSE(
        checkModes(std::vector<double>{10, 10.1, 9.9, 10.2, 10.05, 9.95, 10.15, 10.12, 9.97, 25}).bimodal);
    EXPECT_FALSE(checkModes(std::vector<double>{1, 2}).bimodal);
}

TEST(LagOne, GivesTheAutocorrelationOfTextbooks) {
    // 1..5: deviations -2 -1 0 1 2, products 2 + 0 + 0 + 2 over squares 10.
    EXPECT_DOUBLE_EQ(lagOneCorrelation(std::vector<double>{1, 2, 3, 4, 5}), 0.4);
    EXPECT_DOUBLE_EQ(lagOneCorrelation(std::vector<double>{1, -1, 1, -1}), -0.75);
    EXPECT_DOUBLE_EQ(lagOneCorrelation(std::vector<double>{3, 3, 3}), 0);
    EXPECT_DOUBLE_EQ(lagOneCorrelation(std::vector<double>{3, 4}), 0);
}

TEST(Drift, IsSeenWhereAMachineSlowsDown) {
    const DriftReport drift =
        checkDrift(std::vector<double>{100, 100.4, 101.1, 100.9, 101.8, 102.6, 103.1, 102.9, 104.0, 104.2});
    EXPECT_TRUE(drift.drifting);
    EXPECT_NEAR(drift.halvesRatio, 103.1 / 100.9, 1e-9);
    EXPECT_GT(drift.lagOneCorrelation, 0.5);
    EXPECT_THAT(seriesWarnings(
                    std::vector<double>{100, 100.4, 101.1, 100.9, 101.8, 102.6, 103.1, 102.9, 104.0, 104.2}),
                testing::Contains(testing::HasSubstr("2.2 % higher than the first: drift")));
}

TEST(Drift, IsNotSeenInNoiseMoreOftenThanStated) {
    SplitMix64 random(8);
    int alarms = 0;
    for (int trial = 0; trial < 1000; ++trial)
        if (checkDrift(uniformSample(10, random)).drifting) ++alarms;
    EXPECT_LE(alarms, 50);
    EXPECT_FALSE(checkDrift(std::vector<double>{1, 9, 1, 9, 1, 9, 1, 9, 1, 9}).drifting);
    EXPECT_FALSE(checkDrift(std::vector<double>{1, 2}).drifting);
}

TEST(ChangePoints, AreWhereAHistoryHasSteps) {
    SplitMix64 random(2);
    std::vector<double> series;
    for (const double level : {1.0, 1.2, 0.9})
        for (const double noise : uniformSample(15, random)) series.push_back(level + 0.1 * (noise - 1));
    const std::vector<ChangePoint> found = changePoints(series);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].index, 15U);
    EXPECT_EQ(found[1].index, 30U);
    EXPECT_NEAR(found[0].before, 1.0, 0.02);
    EXPECT_NEAR(found[0].after, 1.2, 0.02);
    EXPECT_NEAR(found[1].after, 0.9, 0.02);
    EXPECT_LE(found[1].p, 0.05);
}

TEST(ChangePoints, AreNoSingleOddValue) {
    std::vector<double> series;
    SplitMix64 random(6);
    for (const double value : uniformSample(20, random)) series.push_back(value);
    series[10] = 50;
    EXPECT_TRUE(changePoints(series).empty());
    EXPECT_TRUE(changePoints(std::vector<double>(20, 3.0)).empty());
    EXPECT_TRUE(changePoints(std::vector<double>{1, 1, 9, 9}).empty());
    EXPECT_TRUE(changePoints({}).empty());
}

TEST(ChangePoints, AreNotSeenInNoiseMoreOftenThanStated) {
    SplitMix64 random(4);
    int alarms = 0;
    constexpr int kTrials = 100;
    for (int trial = 0; trial < kTrials; ++trial)
        if (!changePoints(uniformSample(20, random)).empty()) ++alarms;
    EXPECT_LE(alarms, 12); // 5 % is stated; 13 of a hundred would come once in a thousand times
}

TEST(SeriesWarnings, NameOutliersAndWhatTheyDoToTheMedian) {
    const std::vector<double> series{10, 10.1, 9.9, 10.2, 10.05, 9.95, 10.15, 10.12, 9.97, 25};
    EXPECT_THAT(seriesWarnings(series),
                testing::ElementsAre(testing::HasSubstr("1 outlier (1 severe), kept")));
    EXPECT_TRUE(seriesWarnings({}).empty());
    EXPECT_TRUE(seriesWarnings(std::vector<double>{1, 1, 1}).empty());
}

TEST(SeriesWarnings, writeLargeSharesPlainly) {
    const std::vector<double> drifting = {10, 10, 10, 10, 10, 10, 10, 10, 25, 25, 25, 25, 25, 25, 25, 25};
    const std::vector<std::string> warnings = seriesWarnings(drifting);
    ASSERT_FALSE(warnings.empty());
    EXPECT_THAT(warnings[0], testing::HasSubstr("150 % higher"));
    for (const std::string& warning : warnings) EXPECT_THAT(warning, testing::Not(testing::HasSubstr("e+")));
}

} // namespace
} // namespace spacebench::stats
