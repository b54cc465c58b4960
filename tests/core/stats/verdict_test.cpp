// SPDX-License-Identifier: Apache-2.0
#include "stats/verdict.h"

#include <cmath>

#include <gtest/gtest.h>

#include "noise.h"
#include "stats/summary.h"

namespace spacebench::stats {
namespace {

using test::kAllNoise;
using test::Noise;
using test::noiseName;
using test::Series;
using test::Simulator;

// Sanitizers run this ten times slower; the rates are those of the release build.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kTrials = 100;
#else
constexpr int kTrials = 1000;
#endif

CompareOptions quick(bool paired, double threshold = 0) {
    CompareOptions options;
    options.threshold = threshold;
    options.paired = paired;
    options.bootstrap.resamples = 1000;
    return options;
}

bool saysSomething(const SeriesComparison& comparison) {
    return comparison.change == Change::Faster || comparison.change == Change::Slower;
}

/// The share of A/A comparisons that say "faster" or "slower".
double falseAlarms(Noise noise, const CompareOptions& options, std::uint64_t seed) {
    Simulator simulator(seed);
    int alarms = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
        const Series series = options.paired ? simulator.paired(noise, 10) : simulator.apart(noise, 10);
        if (saysSomething(compareSeries(series.before, series.after, options))) ++alarms;
    }
    return static_cast<double>(alarms) / kTrials;
}

/// Three standard deviations of the share that is found in kTrials trials.
double scatter(double share) {
    return 3 * std::sqrt(share * (1 - share) / kTrials);
}

TEST(FalseAlarms, OfPairsStayWithinFivePercentWhateverTheNoise) {
    for (const Noise noise : kAllNoise) {
        const double share = falseAlarms(noise, quick(true), 1);
        RecordProperty(noiseName(noise), std::to_string(share));
        EXPECT_LE(share, 0.05 + scatter(0.05)) << noiseName(noise);
    }
}

TEST(FalseAlarms, OfSeparateRunsStayWithinFivePercentWhereConditionsAreAlike) {
    for (const Noise noise : {Noise::Normal, Noise::HeavyTailed, Noise::Drift})
        EXPECT_LE(falseAlarms(noise, quick(false), 2), 0.05 + scatter(0.05)) << noiseName(noise);
}

TEST(FalseAlarms, BecomeRareWithAThreshold) {
    for (const Noise noise : kAllNoise)
        EXPECT_LE(falseAlarms(noise, quick(true, 0.03), 3), 0.03) << noiseName(noise);
    EXPECT_LE(falseAlarms(Noise::Normal, quick(false, 0.03), 4), 0.01);
    EXPECT_LE(falseAlarms(Noise::Bursts, quick(false, 0.03), 4), 0.05 + scatter(0.05));
}

TEST(Power, IsThatWhichDetectableStates) {
    // What a long series says ten runs can see, ten runs do see four times of five.
    Simulator simulator(5);
    for (const bool paired : {true, false}) {
        std::vector<double> pilot;
        for (int i = 0; i < 200; ++i) pilot.push_back(simulator.apart(Noise::Normal, 1).before[0]);
        const CompareOptions options = quick(paired, 0.03);
        const double effect = detectable(pilot, 10, options, 0.8);
        ASSERT_GT(effect, 0.03);
        ASSERT_LT(effect, 0.06);
        int found = 0;
        for (int trial = 0; trial < kTrials; ++trial) {
            const Series series = paired ? simulator.paired(Noise::Normal, 10, 1 + effect)
                                         : simulator.apart(Noise::Normal, 10, 1 + effect);
            if (compareSeries(series.before, series.after, options).change == Change::Slower) ++found;
        }
        EXPECT_NEAR(static_cast<double>(found) / kTrials, 0.8, 0.05 + scatter(0.8)) << paired;
    }
}

TEST(Power, FindsFivePercentInEveryKindOfNoise) {
    Simulator simulator(6);
    for (const Noise noise : kAllNoise) {
        int found = 0;
        for (int trial = 0; trial < kTrials; ++trial) {
            const Series series = simulator.paired(noise, 10, 1.05);
            if (compareSeries(series.before, series.after, quick(true, 0.02)).change == Change::Slower)
                ++found;
        }
        EXPECT_GE(static_cast<double>(found) / kTrials, 0.9) << noiseName(noise);
    }
}

TEST(Detectable, FallsWithMoreRunsAndGrowsWithNoiseAndThreshold) {
    Simulator simulator(7);
    const std::vector<double> calm = simulator.paired(Noise::Normal, 30).before;
    std::vector<double> loud;
    for (const double value : calm) loud.push_back(value * value * value);
    EXPECT_LT(detectable(calm, 40, false), detectable(calm, 10, false));
    EXPECT_GT(detectable(loud, 10, false), 2 * detectable(calm, 10, false));
    CompareOptions options = quick(true, 0.2);
    EXPECT_GE(detectable(calm, 10, options), 0.2);
    options.threshold = 0;
    options.noiseFloor = 0.3;
    EXPECT_GE(detectable(calm, 10, options), 0.3);
    // Above 100 runs by the law that their medians follow.
    EXPECT_NEAR(detectable(calm, 1000, false) / detectable(calm, 100, false), std::sqrt(0.1), 0.05);
    EXPECT_LT(detectable(calm, 200, false), detectable(calm, 100, false));
    EXPECT_TRUE(std::isinf(detectable(calm, 8, false)));
    EXPECT_TRUE(std::isinf(detectable(std::vector<double>{1}, 10, false)));
    // Where more is better, a slow-down of a rate is seen as well as one of a time.
    options = quick(false, 0.03);
    const double time = detectable(calm, 10, options);
    options.lowerIsBetter = false;
    EXPECT_NEAR(detectable(calm, 10, options), time, 0.01);
}

TEST(Verdict, CancelsDriftInPairsAndNotApart) {
    // The machine slows down by a tenth in each round; every pair suffers alike.
    std::vector<double> before;
    std::vector<double> after;
    for (int round = 0; round < 10; ++round) {
        before.push_back(100 * std::pow(1.1, round) * (1 + 0.001 * (round % 3)));
        after.push_back(100 * std::pow(1.1, round) * (1 + 0.001 * (round % 2)));
    }
    EXPECT_EQ(compareSeries(before, after, quick(true, 0.03)).change, Change::Same);
    EXPECT_EQ(compareSeries(before, after, quick(false, 0.03)).change, Change::Inconclusive);
    for (double& value : after) value *= 1.05;
    const SeriesComparison slower = compareSeries(before, after, quick(true, 0.03));
    EXPECT_EQ(slower.change, Change::Slower);
    EXPECT_NEAR(slower.ratio, 1.05, 0.002);
    EXPECT_NEAR(slower.p, 2.0 / 1024, 1e-9);
    EXPECT_EQ(compareSeries(before, after, quick(false, 0.03)).change, Change::Inconclusive);
}

TEST(Verdict, NeedsTheIntervalAndTheThresholdAndTheNoiseFloor) {
    std::vector<double> before;
    std::vector<double> after;
    for (int i = 0; i < 10; ++i) {
        before.push_back(100 + 0.1 * i);
        after.push_back(104 + 0.1 * i);
    }
    CompareOptions options = quick(false, 0.03);
    EXPECT_EQ(compareSeries(before, after, options).change, Change::Slower);
    EXPECT_EQ(compareSeries(after, before, options).change, Change::Faster);
    options.threshold = 0.05; // certain, but not worth a word
    EXPECT_EQ(compareSeries(before, after, options).change, Change::Same);
    options.threshold = 0.03;
    options.noiseFloor = 0.06; // the session's own control moved as far: neither same nor slower
    EXPECT_EQ(compareSeries(before, after, options).change, Change::Inconclusive);
    options.noiseFloor = 0;
    options.lowerIsBetter = false;
    EXPECT_EQ(compareSeries(before, after, options).change, Change::Faster);
    after.resize(8);
    EXPECT_EQ(compareSeries(before, after, options).change, Change::Insufficient);
    EXPECT_NEAR(compareSeries(before, after, options).ratio, 1.04, 0.01);
    EXPECT_EQ(compareSeries({}, {}, options).change, Change::Insufficient);
}

TEST(Verdict, ComparesSeriesThatHoldZeros) {
    const std::vector<double> none(10, 0.0);
    std::vector<double> some(10, 3.0);
    EXPECT_EQ(compareSeries(none, none, quick(false)).change, Change::Same);
    EXPECT_EQ(compareSeries(none, some, quick(false)).change, Change::Slower);
    EXPECT_EQ(compareSeries(some, none, quick(false)).change, Change::Faster);
    some[0] = some[1] = some[2] = some[3] = 0;
    EXPECT_EQ(compareSeries(none, some, quick(true)).change, Change::Inconclusive);
}

TEST(Verdict, OfExactQuantitiesIsAnyDifference) {
    EXPECT_EQ(compareExactly(100, 100, true).change, Change::Same);
    EXPECT_EQ(compareExactly(9007199254740991, 9007199254740992, true).change, Change::Slower);
    EXPECT_EQ(compareExactly(100, 101, false).change, Change::Faster);
    EXPECT_EQ(compareExactly(0, 1, true).change, Change::Slower);
    EXPECT_EQ(compareExactly(0, 0, true).ratio, 1);
    EXPECT_EQ(compareExactly(100, 101, true).p, 0);
    EXPECT_FALSE(compareExactly(100, 101, true).tested);
}

TEST(Verdict, OfIntervalsAloneIsCareful) {
    const CompareOptions options = quick(false, 0.03);
    EXPECT_EQ(compareIntervals(100, {99, 101}, 110, {109, 111}, options).change, Change::Slower);
    // These do not overlap by much; the quotient's interval reaches 1.
    EXPECT_EQ(compareIntervals(100, {95, 105}, 110, {104, 116}, options).change, Change::Inconclusive);
    EXPECT_EQ(compareIntervals(100, {99, 101}, 100, {99, 101}, options).change, Change::Same);
    EXPECT_EQ(compareIntervals(100, {100, 100}, 110, {110, 110}, options).change, Change::Insufficient);
}

TEST(Table, IsCorrectedByHolm) {
    SeriesComparison row;
    row.change = Change::Slower;
    row.tested = true;
    row.p = 0.02;
    std::vector<SeriesComparison> rows(3, row);
    rows[1].p = 0.001;
    rows[2] = compareExactly(1, 2, true);
    std::vector<SeriesComparison> alone{rows[0]};
    EXPECT_DOUBLE_EQ(correctTable(alone)[0], 0.02);
    EXPECT_EQ(alone[0].change, Change::Slower);
    const std::vector<double> adjusted = correctTable(rows);
    EXPECT_DOUBLE_EQ(adjusted[0], 0.02); // the larger of two: once
    EXPECT_DOUBLE_EQ(adjusted[1], 0.002);
    EXPECT_EQ(rows[0].change, Change::Slower);
    rows[0].p = 0.06;
    correctTable(rows);
    EXPECT_EQ(rows[0].change, Change::Inconclusive);
    EXPECT_EQ(rows[1].change, Change::Slower);
    EXPECT_EQ(rows[2].change, Change::Slower);
}

TEST(Table, OfMorePairedRowsThanHolmCanPassIsCorrectedForFalseDiscovery) {
    SeriesComparison row;
    row.change = Change::Slower;
    row.tested = true;
    row.paired = true;
    row.p = 2.0 / 1024;
    std::vector<SeriesComparison> rows(25, row);
    EXPECT_EQ(correctionFor(rows, 10), Correction::Holm);
    rows.push_back(row);
    EXPECT_EQ(correctionFor(rows, 10), Correction::FalseDiscovery);
    EXPECT_EQ(correctionFor(rows, 20), Correction::Holm);
    correctTable(rows, 0.05, Correction::FalseDiscovery);
    EXPECT_EQ(rows[7].change, Change::Slower); // all of them are slower: no correction hides that
    for (SeriesComparison& one : rows) one.paired = false;
    EXPECT_EQ(correctionFor(rows, 10), Correction::Holm);
}

TEST(NoiseFloor, IsTheFartherEndOfTheControlsInterval) {
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 10; ++i) {
        first.push_back(100);
        second.push_back(100 + (i % 2 == 0 ? 2.0 : -1.0));
    }
    const double floor = noiseFloor(first, second);
    EXPECT_NEAR(floor, 0.02, 0.005);
    EXPECT_DOUBLE_EQ(noiseFloor(first, first), 0);
    EXPECT_DOUBLE_EQ(noiseFloor({}, {}), 0);
}

TEST(GeometricMean, IsThatOfPositiveValues) {
    EXPECT_NEAR(geometricMean(std::vector<double>{1, 4}), 2, 1e-12);
    EXPECT_DOUBLE_EQ(geometricMean({}), 0);
    EXPECT_DOUBLE_EQ(geometricMean(std::vector<double>{1, 0}), 0);
}

TEST(MedianInterval, IsTheOneThatSortingEveryResampleGives) {
    Simulator simulator(9);
    for (const std::size_t size : {2U, 3U, 9U, 10U, 31U}) {
        std::vector<double> sample = simulator.paired(Noise::Bursts, size).before;
        sample[0] = sample[1]; // ties
        for (const BootstrapMethod method : {BootstrapMethod::Percentile, BootstrapMethod::Bca}) {
            BootstrapOptions options;
            options.resamples = 500;
            options.method = method;
            const Interval quickly = medianInterval(sample, options);
            const Interval slowly = bootstrapInterval(
                sample, [](auto values) { return median(values); }, options);
            EXPECT_DOUBLE_EQ(quickly.low, slowly.low) << size;
            EXPECT_DOUBLE_EQ(quickly.high, slowly.high) << size;
        }
    }
}

} // namespace
} // namespace spacebench::stats
