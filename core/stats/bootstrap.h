// SPDX-License-Identifier: Apache-2.0
//
// Bootstrap confidence intervals of a statistic of one sample: percentile and BCa (bias-corrected and
// accelerated; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 14). Seeded, so the same
// samples give the same interval everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace spacebench::stats {

struct Interval {
    double low = 0;
    double high = 0;
};

enum class BootstrapMethod { Percentile, Bca };

using Statistic = std::function<double(std::span<const double>)>;

struct BootstrapOptions {
    double confidence = 0.95;
    std::uint64_t resamples = 10'000;
    std::uint64_t seed = 1;
    BootstrapMethod method = BootstrapMethod::Bca;
};

/// Of fewer than two samples, or of equal ones: the statistic itself, twice. BCa falls back to the percentile
/// interval where the acceleration or the bias cannot be estimated. Cost: resamples * cost of the statistic.
[[nodiscard]] Interval bootstrapInterval(std::span<const double> sample, const Statistic& statistic,
                                         const BootstrapOptions& options = {});
/// Of the median.
[[nodiscard]] Interval medianInterval(std::span<const double> sample, const BootstrapOptions& options = {});

/// The confidence to ask a percentile interval of few samples for so that it covers as often as `confidence`
/// says: percentile intervals of n samples are too narrow by sqrt((n - 1) / n) and by the difference between
/// normal and t (Hesterberg, What Teachers Should Know About the Bootstrap, 2014, 5.3.1).
[[nodiscard]] double expandedConfidence(double confidence, std::size_t samples);

/// How often the range of so many samples, from the least to the largest, holds the median of what they come
/// from: 1 - 2^(1 - n). An interval made of these samples never holds it more often.
[[nodiscard]] double rangeCoverage(std::size_t samples);
/// "only 3 samples: their interval holds the median in at most 75 % of cases, not in 95 %"; empty for a
/// single one, which has no interval, and from six on.
[[nodiscard]] std::string fewSamplesWarning(std::size_t samples);

/// Distribution function of the standard normal, and its inverse (|error| < 1.2e-9, Acklam's rational
/// approximation with one step of refinement). `probability` in (0, 1).
[[nodiscard]] double normalCdf(double value);
[[nodiscard]] double normalQuantile(double probability);

} // namespace spacebench::stats
