// SPDX-License-Identifier: Apache-2.0
#include "stats/bootstrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "stats/random.h"
#include "stats/summary.h"

namespace spacebench::stats {

namespace {

/// Evaluates c[0] x^n + ... + c[n].
template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
    double sum = 0;
    for (const double coefficient : coefficients) sum = sum * x + coefficient;
    return sum;
}

/// Skewness of the statistic, from leaving out one sample at a time; nullopt where it does not vary.
std::optional<double> acceleration(std::span<const double> sample, const Statistic& statistic) {
    std::vector<double> left(sample.size());
    std::vector<double> others;
    for (std::size_t skipped = 0; skipped < sample.size(); ++skipped) {
        others.assign(sample.begin(), sample.end());
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(skipped));
        left[skipped] = statistic(others);
    }
    double mean = 0;
    for (const double value : left) mean += value / static_cast<double>(left.size());
    double squares = 0;
    double cubes = 0;
    for (const double value : left) {
        const double distance = mean - value;
        squares += distance * distance;
        cubes += distance * distance * distance;
    }
    if (squares <= 0) return std::nullopt;
    return cubes / (6 * std::pow(squares, 1.5));
}

/// Share of the resamples below the estimate; ties count half, so that a statistic with few distinct values
/// (a median of ten) is not taken for biased.
double shareBelow(const std::vector<double>& sorted, double estimate) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), estimate);
    const auto below = static_cast<double>(first - sorted.begin());
    const auto ties = static_cast<double>(last - first);
    return (below + ties / 2) / static_cast<double>(sorted.size());
}

} // namespace

double rangeCoverage(std::size_t samples) {
    // The median lies outside where all samples lie on one side of it: two ways, each of probability 2^-n.
    return samples == 0 ? 0 : 1 - std::exp2(1 - static_cast<double>(samples));
}

std::string fewSamplesWarning(std::size_t samples) {
    constexpr double kStated = 0.95;
    constexpr double kPercent = 100;
    if (samples < 2 || rangeCoverage(samples) >= kStated) return {};
    return fmt::format(
        "only {} samples: their interval holds the median in at most {:.0f} % of cases, not in {:.0f} %",
        samples, rangeCoverage(samples) * kPercent, kStated * kPercent);
}

double normalCdf(double value) {
    return std::erfc(-value / std::numbers::sqrt2) / 2;
}

double normalQuantile(double probability) {
    static constexpr std::array kA = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                      1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    static constexpr std::array kB = {-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                                      6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
    static constexpr std::array kC = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                      -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    static constexpr std::array kD = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                      3.754408661907416e+00, 1.0};
    static constexpr double kTail = 0.02425;
    double x = 0;
    if (probability < kTail) {
        const double q = std::sqrt(-2 * std::log(probability));
        x = polynomial(kC, q) / polynomial(kD, q);
    } else if (probability <= 1 - kTail) {
        const double q = probability - 0.5;
        x = polynomial(kA, q * q) * q / polynomial(kB, q * q);
    } else {
        return -normalQuantile(1 - probability);
    }
    const double error = normalCdf(x) - probability;
    const double step = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
    return x - step / (1 + x * step / 2);
}

double expandedConfidence(double confidence, std::size_t samples) {
    if (samples < 2 || confidence <= 0 || confidence >= 1) return confidence;
    const auto n = static_cast<double>(samples);
    const double freedom = n - 1;
    const double z = normalQuantile((1 + confidence) / 2);
    const double z2 = z * z;
    // Quantile of Student's t (Abramowitz and Stegun 26.7.5): within 0.001 from eight degrees of freedom on.
    const double t = z * (1 + (z2 + 1) / (4 * freedom) + ((5 * z2 + 16) * z2 + 3) / (96 * freedom * freedom) +
                          (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * freedom * freedom * freedom));
    return 1 - 2 * normalCdf(-std::sqrt(n / freedom) * t);
}

namespace {

bool nothingToResample(std::span<const double> sample, const BootstrapOptions& options) {
    const auto [least, most] = std::minmax_element(sample.begin(), sample.end());
    return sample.size() < 2 || *least == *most || options.resamples == 0;
}

/// The median of each resample, with the draws that bootstrapInterval() makes. Counting how often each rank
/// was drawn replaces the sorting: tables of hundreds of rows and simulations of thousands wait for this.
std::vector<double> resampledMedians(std::span<const double> sample, const BootstrapOptions& options) {
    const std::size_t size = sample.size();
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return sample[a] < sample[b]; });
    std::vector<std::uint32_t> rank(size);
    std::vector<double> sorted(size);
    for (std::size_t i = 0; i < size; ++i) {
        rank[order[i]] = static_cast<std::uint32_t>(i);
        sorted[i] = sample[order[i]];
    }
    const std::size_t below = (size - 1) / 2;
    SplitMix64 random(options.seed);
    std::vector<std::uint32_t> drawn(size);
    std::vector<double> medians(options.resamples);
    for (double& resampled : medians) {
        std::fill(drawn.begin(), drawn.end(), 0U);
        for (std::size_t i = 0; i < size; ++i) ++drawn[rank[random.below(size)]];
        std::size_t at = 0;
        std::size_t upTo = drawn[0];
        while (upTo <= below) upTo += drawn[++at];
        resampled = sorted[at];
        if (size % 2 != 0) continue;
        if (upTo == below + 1) do
                ++at;
            while (drawn[at] == 0);
        resampled += 0.5 * (sorted[at] - resampled);
    }
    return medians;
}

Interval intervalOf(std::span<const double> sample, const Statistic& statistic, std::vector<double> estimates,
                    const BootstrapOptions& options) {
    const double estimate = statistic(sample);
    std::sort(estimates.begin(), estimates.end());
    const double tail = (1 - options.confidence) / 2;
    Interval fractions{tail, 1 - tail};
    if (options.method == BootstrapMethod::Bca) {
        const double below = shareBelow(estimates, estimate);
        const std::optional<double> skew = acceleration(sample, statistic);
        if (skew && below > 0 && below < 1) {
            const double bias = normalQuantile(below);
            const auto corrected = [&](double z) {
                return normalCdf(bias + (bias + z) / (1 - *skew * (bias + z)));
            };
            fractions = {corrected(normalQuantile(tail)), corrected(normalQuantile(1 - tail))};
        }
    }
    return {quantile(estimates, fractions.low), quantile(estimates, fractions.high)};
}

} // namespace

Interval bootstrapInterval(std::span<const double> sample, const Statistic& statistic,
                           const BootstrapOptions& options) {
    if (sample.empty()) return {};
    if (nothingToResample(sample, options)) {
        const double estimate = statistic(sample);
        return {estimate, estimate};
    }
    SplitMix64 random(options.seed);
    std::vector<double> drawn(sample.size());
    std::vector<double> estimates(options.resamples);
    for (double& resampled : estimates) {
        for (double& value : drawn) value = sample[random.below(sample.size())];
        resampled = statistic(drawn);
    }
    return intervalOf(sample, statistic, std::move(estimates), options);
}

Interval medianInterval(std::span<const double> sample, const BootstrapOptions& options) {
    if (sample.empty()) return {};
    if (nothingToResample(sample, options)) {
        const double estimate = median(sample);
        return {estimate, estimate};
    }
    return intervalOf(sample, median, resampledMedians(sample, options), options);
}

} // namespace spacebench::stats
