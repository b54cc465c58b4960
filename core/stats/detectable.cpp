// SPDX-License-Identifier: Apache-2.0
//
// What a number of runs can see, found by simulation: samples are drawn from the spread that was measured,
// compared as real ones are, and the effect that each of them would have needed is noted.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "stats/paired_ratio.h"
#include "stats/random.h"
#include "stats/rank_test.h"
#include "stats/summary.h"
#include "stats/verdict.h"

namespace spacebench::stats {

namespace {

constexpr std::uint64_t kTrials = 400;
constexpr std::uint64_t kResamples = 1000; ///< an interval's end moves by less than the trials scatter
constexpr std::uint64_t kSeed = 7;
/// A trial takes time in the square of the runs (rank_test.h). More of them are simulated as so many with
/// less spread: medians of n samples scatter as 1 / sqrt(n) (van der Vaart, Asymptotic Statistics,
/// 1998, 21.2).
constexpr std::size_t kMostRuns = 100;

double normal(SplitMix64& random) {
    return normalQuantile((static_cast<double>(random.next() >> 11) + 0.5) * 0x1.0p-53);
}

/// Draws around 0 that are spread as the logarithms were: one of them with a little noise (a smoothed
/// bootstrap; Silverman, Density Estimation, 1986, 6.4), so that ten values are not taken for all there are.
class Spread {
  public:
    /// Times `factor`.
    Spread(std::vector<double> logs, double factor) : m_logs(std::move(logs)) {
        const auto n = static_cast<double>(m_logs.size());
        const double mean = std::accumulate(m_logs.begin(), m_logs.end(), 0.0) / n;
        double squares = 0;
        for (double& value : m_logs) {
            value -= mean;
            squares += value * value;
        }
        const Summary summary = summarise(m_logs);
        const double deviation = std::sqrt(squares / (n - 1));
        const double quartiles = (summary.upperQuartile - summary.lowerQuartile) / 1.349;
        // Silverman's width (3.31); of a sample with equal quartiles the deviation alone.
        const double narrow = quartiles > 0 ? std::min(deviation, quartiles) : deviation;
        m_width = 0.9 * narrow * std::pow(n, -0.2);
        // The draws keep the sample's unbiased deviation.
        const double wide = std::sqrt(squares / n + m_width * m_width);
        m_scale = factor * (wide > 0 ? deviation / wide : 1);
    }
    double draw(SplitMix64& random) const {
        return m_scale * (m_logs[random.below(m_logs.size())] + m_width * normal(random));
    }

  private:
    std::vector<double> m_logs;
    double m_width = 0;
    double m_scale = 1;
};

std::vector<double> logsOf(std::span<const double> series) {
    std::vector<double> logs;
    for (const double value : series)
        if (value > 0) logs.push_back(std::log(value));
    return logs;
}

/// A comparison with no effect, in logarithms: an effect moves all three.
struct Null {
    double low = 0;
    double centre = 0;
    double high = 0;
};
/// The slow-down from which this trial would have been called slower.
double needed(const Null& null, const CompareOptions& options) {
    const double beyond = std::max(options.threshold, options.noiseFloor);
    if (options.lowerIsBetter) return std::max(-null.low, std::log1p(beyond) - null.centre);
    return std::max(null.high, null.centre - std::log1p(-std::min(beyond, 0.99)));
}

double powerPoint(std::vector<double>& effects, double power) {
    std::sort(effects.begin(), effects.end());
    return std::max(0.0, std::expm1(quantile(effects, power)));
}

/// The effect from which the pairs' sign-flip test says so, too: `p` is one that so many can reach.
double neededByTest(std::vector<double> logs, double effect, double p, bool lowerIsBetter) {
    const auto says = [&](double moved) {
        std::vector<double> shifted = logs;
        for (double& value : shifted) value += lowerIsBetter ? moved : -moved;
        return signFlipTest(shifted).p <= p;
    };
    if (std::isfinite(effect) && says(effect)) return effect;
    double high = std::max(effect, 0.0);
    for (const double value : logs) high = std::max(high, 1.001 * std::abs(value) + 1e-9);
    static constexpr int kHalvings = 20;
    double low = std::max(effect, 0.0);
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (says(middle) ? high : low) = middle;
    }
    return high;
}

/// The least p that so few runs can have: all of one side above all of the other.
double leastP(std::size_t runs, bool paired) {
    if (paired) return signFlipTest(std::vector<double>(runs, 1.0)).p;
    return mannWhitney(std::vector<double>(runs, 2.0), std::vector<double>(runs, 1.0)).p;
}

Null nullOf(const Interval& interval, double ratio) {
    return {std::log(interval.low), std::log(ratio), std::log(interval.high)};
}

double simulated(const std::vector<double>& logs, std::size_t runs, const CompareOptions& options,
                 double power, const Looks& looks, bool differences) {
    if (runs < kFewestRuns || logs.size() < 2) return std::numeric_limits<double>::infinity();
    if (looks.lastP < leastP(runs, options.paired)) return std::numeric_limits<double>::infinity();
    const double asked = static_cast<double>(runs);
    runs = std::min(runs, kMostRuns);
    const Spread spread(logs, std::sqrt(static_cast<double>(runs) / asked));
    SplitMix64 random(kSeed);
    CompareOptions trialOptions = options;
    trialOptions.bootstrap.resamples = kResamples;
    std::vector<double> before(runs, 1.0);
    std::vector<double> after(runs, 1.0);
    std::vector<double> effects;
    for (std::uint64_t trial = 0; trial < kTrials; ++trial) {
        double effect = 0;
        for (int look = 0; look < looks.count; ++look) {
            const bool last = look + 1 == looks.count;
            const bool drawBefore = !differences && (look == 0 || options.paired);
            for (std::size_t i = 0; i < runs; ++i) {
                if (drawBefore) before[i] = std::exp(spread.draw(random));
                after[i] = std::exp(spread.draw(random));
            }
            // The interval of separate runs is that of their test; pairs have a test of their own.
            trialOptions.confidence = options.confidence;
            if (last && !options.paired)
                trialOptions.confidence = std::max(options.confidence, 1 - looks.lastP);
            const SeriesComparison found = compareSeries(before, after, trialOptions);
            effect = std::max(effect, needed(nullOf(found.interval, found.ratio), options));
            if (!last || !options.paired || looks.lastP >= 1) continue;
            std::vector<double> ratios;
            for (std::size_t i = 0; i < runs; ++i) ratios.push_back(std::log(after[i] / before[i]));
            effect = neededByTest(std::move(ratios), effect, looks.lastP, options.lowerIsBetter);
        }
        effects.push_back(effect);
    }
    return powerPoint(effects, power);
}

} // namespace

double detectable(std::span<const double> series, std::size_t runs, bool paired, double power) {
    CompareOptions options;
    options.threshold = 0;
    options.paired = paired;
    return detectable(series, runs, options, power);
}

double detectable(std::span<const double> series, std::size_t runs, const CompareOptions& options,
                  double power, const Looks& looks) {
    return simulated(logsOf(series), runs, options, power, looks, false);
}

double detectablePaired(std::span<const double> logRatios, std::size_t runs, const CompareOptions& options,
                        double power, const Looks& looks) {
    CompareOptions paired = options;
    paired.paired = true;
    return simulated({logRatios.begin(), logRatios.end()}, runs, paired, power, looks, true);
}

} // namespace spacebench::stats
