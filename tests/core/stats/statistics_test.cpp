// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <gmock/gmock.h>

#include "stats/bootstrap.h"
#include "stats/outliers.h"
#include "stats/random.h"
#include "stats/summary.h"

namespace spacebench::stats {
namespace {

TEST(Summary, agreesWithFiguresWorkedOutByHand) {
    // Sorted: 1 2 3 4 5 6 7 8 9 100; type 7: position = 9 * fraction.
    const std::vector<double> sample = {100, 3, 1, 8, 5, 2, 9, 6, 4, 7};
    const Summary summary = summarise(sample);
    EXPECT_EQ(summary.count, 10U);
    EXPECT_DOUBLE_EQ(summary.least, 1);
    EXPECT_DOUBLE_EQ(summary.lowerQuartile, 3.25);
    EXPECT_DOUBLE_EQ(summary.median, 5.5);
    EXPECT_DOUBLE_EQ(summary.upperQuartile, 7.75);
    EXPECT_NEAR(summary.p95, 9 + 0.55 * 91, 1e-9);
    EXPECT_DOUBLE_EQ(summary.most, 100);
    EXPECT_DOUBLE_EQ(summary.mean, 14.5);
    // Distances from 5.5: 0.5 0.5 1.5 1.5 2.5 2.5 3.5 3.5 4.5 94.5.
    EXPECT_DOUBLE_EQ(summary.medianAbsoluteDeviation, 2.5);
}

TEST(Summary, copesWithNoneAndOne) {
    EXPECT_EQ(summarise({}).count, 0U);
    const std::vector<double> one = {42};
    const Summary summary = summarise(one);
    EXPECT_EQ(summary.median, 42);
    EXPECT_EQ(summary.p95, 42);
    EXPECT_EQ(summary.medianAbsoluteDeviation, 0);
    const std::vector<double> two = {1, 4};
    EXPECT_DOUBLE_EQ(median(two), 2.5);
}

TEST(Outliers, areClassifiedByTukeysFencesAndKept) {
    // Quartiles 3.25 and 7.75, range 4.5: inner fences -3.5 and 14.5, outer ones -10.25 and 21.25.
    const std::vector<double> sample = {1, 2, 3, 4, 5, 6, 7, 8, 9, 100};
    const OutlierReport report = classifyOutliers(sample);
    ASSERT_EQ(report.classes.size(), 10U);
    EXPECT_EQ(report.classes[9], OutlierClass::HighSevere);
    EXPECT_EQ(report.severe, 1U);
    EXPECT_EQ(report.mild, 0U);
    EXPECT_DOUBLE_EQ(report.median, 5.5);
    EXPECT_DOUBLE_EQ(report.medianWithout, 5);

    const std::vector<double> both = {-8, 1, 2, 3, 4, 5, 6, 7, 8, 15};
    // Quartiles 2.25 and 6.75: inner fences -4.5 and 13.5, outer ones -11.25 and 20.25.
    const OutlierReport mild = classifyOutliers(both);
    EXPECT_EQ(mild.classes.front(), OutlierClass::LowMild);
    EXPECT_EQ(mild.classes.back(), OutlierClass::HighMild);
    EXPECT_EQ(mild.count(), 2U);
    EXPECT_EQ(classifyOutliers({}).count(), 0U);
}

TEST(SplitMix64, givesTheReferenceSequence) {
    SplitMix64 random(1234567);
    EXPECT_EQ(random.next(), 6457827717110365317U);
    EXPECT_EQ(random.next(), 3203168211198807973U);
    EXPECT_EQ(random.next(), 9817491932198370423U);
    for (int i = 0; i < 1000; ++i) EXPECT_LT(random.below(7), 7U);
}

TEST(Normal, quantilesInvertTheDistribution) {
    EXPECT_NEAR(normalQuantile(0.975), 1.9599639845400538, 1e-12);
    EXPECT_NEAR(normalQuantile(0.2), -0.8416212335729142, 1e-12);
    EXPECT_NEAR(normalQuantile(0.001), -3.090232306167813, 1e-11);
    EXPECT_NEAR(normalQuantile(1e-6), -4.753424308822899, 1e-9);
    EXPECT_EQ(normalQuantile(0.5), 0);
    for (const double p : {0.01, 0.3, 0.7, 0.99}) EXPECT_NEAR(normalCdf(normalQuantile(p)), p, 1e-14);
}

TEST(Bootstrap, expandsTheConfidenceOfFewSamplesByStudentsQuantiles) {
    // t of 97.5 % with 4, 9, 19 and 99 degrees of freedom, from the usual tables.
    const std::vector<std::pair<double, double>> table = {
        {5, 2.77645}, {10, 2.26216}, {20, 2.09302}, {100, 1.98422}};
    for (const auto& [n, t] : table)
        EXPECT_NEAR((1 - expandedConfidence(0.95, static_cast<std::size_t>(n))) / 2,
                    normalCdf(-t * std::sqrt(n / (n - 1))), 1e-4)
            << n;
    EXPECT_EQ(expandedConfidence(0.95, 1), 0.95);
}

TEST(Bootstrap, ofFewSamplesSaysHowOftenItsIntervalCanHoldTheMedian) {
    SplitMix64 random(5);
    for (const std::size_t n : {1U, 2U, 3U, 5U, 6U}) {
        int held = 0;
        constexpr int kTrials = 20'000;
        for (int trial = 0; trial < kTrials; ++trial) {
            std::size_t below = 0;
            for (std::size_t i = 0; i < n; ++i) below += random.below(2);
            held += below != 0 && below != n ? 1 : 0;
        }
        EXPECT_NEAR(rangeCoverage(n), static_cast<double>(held) / kTrials, 0.015) << n;
    }
    EXPECT_EQ(fewSamplesWarning(1), "");
    EXPECT_EQ(fewSamplesWarning(3),
              "only 3 samples: their interval holds the median in at most 75 % of cases, not in 95 %");
    EXPECT_NE(fewSamplesWarning(5), "");
    EXPECT_EQ(fewSamplesWarning(6), "");
}

/// How often 95 % intervals of the median of ten hold the true median, in `trials` draws of `next`.
double coverage(BootstrapMethod method, double median, std::size_t trials, double (*next)(SplitMix64&)) {
    BootstrapOptions options;
    options.method = method;
    options.resamples = 400;
    SplitMix64 random(7);
    std::size_t held = 0;
    for (std::size_t trial = 0; trial < trials; ++trial) {
        std::vector<double> sample(10);
        for (double& value : sample) value = next(random);
        options.seed = trial;
        const Interval interval = medianInterval(sample, options);
        if (interval.low <= median && median <= interval.high) ++held;
    }
    return static_cast<double>(held) / static_cast<double>(trials);
}

/// Why medians have percentile intervals: of ten samples, BCa's correction makes them no truer. README has
/// the figures of more trials.
TEST(Bootstrap, percentileIntervalsOfMediansOfTenCoverAsOftenAsBca) {
    static const auto uniform = [](SplitMix64& random) {
        return (static_cast<double>(random.next() >> 11) + 0.5) * 0x1.0p-53;
    };
    struct Noise {
        const char* name;
        double median;
        double (*next)(SplitMix64&);
    };
    const Noise noises[] = {
        {"normal", 0, [](SplitMix64& random) { return normalQuantile(uniform(random)); }},
        {"skewed", 1, [](SplitMix64& random) { return std::exp(normalQuantile(uniform(random))); }},
        {"heavy tails", 0,
         [](SplitMix64& random) { // Student's t with two degrees of freedom
             const double u = uniform(random);
             return (2 * u - 1) / std::sqrt(2 * u * (1 - u));
         }},
    };
    for (const Noise& noise : noises) {
        const double covered = coverage(BootstrapMethod::Percentile, noise.median, 1000, noise.next);
        EXPECT_GT(covered, 0.92) << noise.name;
        EXPECT_LT(covered, 0.96) << noise.name;
        EXPECT_NEAR(coverage(BootstrapMethod::Bca, noise.median, 1000, noise.next), covered, 0.006)
            << noise.name;
    }
}

/// Efron and Tibshirani 1993, table 14.1: 26 children's spatial test scores; the plug-in variance.
double plugInVariance(std::span<const double> values) {
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size());
}

TEST(Bootstrap, agreesWithTheIntervalsThatEfronAndTibshiraniPublished) {
    const std::vector<double> scores = {48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                        0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};
    EXPECT_NEAR(plugInVariance(scores), 171.5, 0.05);
    BootstrapOptions options;
    options.confidence = 0.90;
    options.resamples = 50'000;
    options.method = BootstrapMethod::Percentile;
    // Table 14.2: percentile (100.8, 233.9), BCa (115.8, 259.6), of 2000 resamples: good to a few units.
    const Interval percentile = bootstrapInterval(scores, plugInVariance, options);
    EXPECT_NEAR(percentile.low, 100.8, 3);
    EXPECT_NEAR(percentile.high, 233.9, 4);
    options.method = BootstrapMethod::Bca;
    const Interval bca = bootstrapInterval(scores, plugInVariance, options);
    EXPECT_NEAR(bca.low, 115.8, 3);
    EXPECT_NEAR(bca.high, 259.6, 5);
}

TEST(Bootstrap, findsTheExactDistributionOfTheMedianOfThree) {
    // Medians of the 27 resamples of 1 2 3: seven times 1, thirteen times 2, seven times 3.
    const std::vector<double> sample = {3, 1, 2};
    BootstrapOptions options;
    options.method = BootstrapMethod::Percentile;
    const Interval wide = medianInterval(sample, options);
    EXPECT_EQ(wide.low, 1);
    EXPECT_EQ(wide.high, 3);
    options.confidence = 0.40; // tails of 0.3 each, above 7 / 27
    const Interval narrow = medianInterval(sample, options);
    EXPECT_EQ(narrow.low, 2);
    EXPECT_EQ(narrow.high, 2);
}

TEST(Bootstrap, isTheSameForTheSameSeedAndNeverInventsWidth) {
    const std::vector<double> sample = {10, 11, 12, 13, 15, 18, 22, 30, 31, 45};
    const Interval first = medianInterval(sample);
    const Interval again = medianInterval(sample);
    EXPECT_EQ(first.low, again.low);
    EXPECT_EQ(first.high, again.high);
    EXPECT_LT(first.low, median(sample));
    EXPECT_GT(first.high, median(sample));
    const std::vector<double> equal(5, 7.0);
    EXPECT_EQ(medianInterval(equal).low, 7);
    EXPECT_EQ(medianInterval(equal).high, 7);
    const std::vector<double> one = {3};
    EXPECT_EQ(medianInterval(one).high, 3);
    EXPECT_EQ(medianInterval({}).low, 0);
}

} // namespace
} // namespace spacebench::stats
