// SPDX-License-Identifier: Apache-2.0
#include "stats/verdict.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/paired_ratio.h"
#include "stats/rank_test.h"
#include "stats/summary.h"

namespace spacebench::stats {

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

bool allPositive(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
}

/// 0 / 0 is "no change" in `fallback`'s favour.
double quotient(double numerator, double denominator, double fallback) {
    if (denominator != 0) return numerator / denominator;
    return numerator == 0 ? fallback : kInfinite;
}

Change direction(double ratio, bool lowerIsBetter) {
    if (ratio == 1) return Change::Same;
    return (ratio < 1) == lowerIsBetter ? Change::Faster : Change::Slower;
}

Change judged(double ratio, const Interval& interval, const CompareOptions& options) {
    const bool excludesOne = interval.low > 1 || interval.high < 1;
    if (excludesOne && std::abs(ratio - 1) > std::max(options.threshold, options.noiseFloor))
        return direction(ratio, options.lowerIsBetter);
    // The noise floor widens nothing here: what drowns in it is not known to be the same.
    const bool within =
        std::abs(interval.low - 1) <= options.threshold && std::abs(interval.high - 1) <= options.threshold;
    return within ? Change::Same : Change::Inconclusive;
}

SeriesComparison comparePairs(std::span<const double> before, std::span<const double> after,
                              const CompareOptions& options) {
    SeriesComparison result;
    const PairedRatio found = pairedRatio(after, before, options.bootstrap);
    result.ratio = found.ratio;
    result.interval = found.interval;
    std::vector<double> logs;
    for (std::size_t i = 0; i < before.size(); ++i) logs.push_back(std::log(after[i]) - std::log(before[i]));
    result.p = signFlipTest(logs).p;
    return result;
}

SeriesComparison compareMedians(std::span<const double> before, std::span<const double> after,
                                const CompareOptions& options) {
    SeriesComparison result;
    const Interval old = orderInterval(before, options.confidence).interval;
    const Interval now = orderInterval(after, options.confidence).interval;
    result.ratio = quotient(median(after), median(before), 1);
    result.interval = {quotient(now.low, old.high, old.low == 0 && now.high == 0 ? 1 : 0),
                       quotient(now.high, old.low, old.high == 0 ? 1 : kInfinite)};
    result.p = mannWhitney(after, before).p;
    return result;
}

} // namespace

std::string_view changeName(Change change) {
    switch (change) {
    case Change::Faster:
        return "faster";
    case Change::Slower:
        return "slower";
    case Change::Same:
        return "same";
    case Change::Inconclusive:
        return "inconclusive";
    case Change::Insufficient:
        return "insufficient";
    }
    return "insufficient";
}

std::string_view correctionName(Correction correction) {
    switch (correction) {
    case Correction::None:
        return "none";
    case Correction::Holm:
        return "Holm";
    case Correction::FalseDiscovery:
        return "Benjamini-Hochberg";
    }
    return "none";
}

SeriesComparison compareSeries(std::span<const double> before, std::span<const double> after,
                               const CompareOptions& options) {
    std::span<const double> old = before;
    std::span<const double> now = after;
    if (options.paired) {
        const std::size_t pairs = std::min(before.size(), after.size());
        old = before.first(pairs);
        now = after.first(pairs);
    }
    SeriesComparison result;
    if (!old.empty() && !now.empty()) {
        CompareOptions used = options;
        used.bootstrap.confidence = options.confidence;
        if (!allPositive(old) || !allPositive(now))
            result = compareMedians(old, now, used);
        else if (options.paired)
            result = comparePairs(old, now, used);
        else {
            const ShiftRatio shift = shiftRatio(now, old, options.confidence);
            result.ratio = shift.ratio;
            result.interval = shift.interval;
            result.p = mannWhitney(now, old).p;
        }
    }
    result.before = median(old);
    result.after = median(now);
    result.paired = options.paired;
    if (old.size() < kFewestRuns || now.size() < kFewestRuns) return result;
    result.tested = true;
    result.change = judged(result.ratio, result.interval, options);
    return result;
}

SeriesComparison compareExactly(double before, double after, bool lowerIsBetter) {
    SeriesComparison result;
    result.before = before;
    result.after = after;
    result.ratio = before == after ? 1 : quotient(after, before, 1);
    result.interval = {result.ratio, result.ratio};
    result.p = 0;
    // Not from the ratio: that of two large whole numbers may round to 1.
    if (before == after)
        result.change = Change::Same;
    else
        result.change = (after < before) == lowerIsBetter ? Change::Faster : Change::Slower;
    return result;
}

SeriesComparison compareIntervals(double before, const Interval& beforeInterval, double after,
                                  const Interval& afterInterval, const CompareOptions& options) {
    SeriesComparison result;
    result.before = before;
    result.after = after;
    result.ratio = quotient(after, before, 1);
    result.interval = {quotient(afterInterval.low, beforeInterval.high, 0),
                       quotient(afterInterval.high, beforeInterval.low, kInfinite)};
    const bool known = beforeInterval.low < beforeInterval.high && afterInterval.low < afterInterval.high;
    if (known) result.change = judged(result.ratio, result.interval, options);
    return result;
}

Correction correctionFor(std::span<const SeriesComparison> rows, std::size_t runs, double alpha) {
    // The least two-sided p of n pairs is that of one sign pattern and its mirror, 2^(1 - n); unpaired ones
    // reach far lower.
    std::size_t family = 0;
    bool paired = false;
    for (const SeriesComparison& row : rows) {
        if (!row.tested) continue;
        ++family;
        paired = paired || row.paired;
    }
    const double least = std::exp2(1 - static_cast<double>(runs));
    return paired && static_cast<double>(family) * least > alpha ? Correction::FalseDiscovery
                                                                 : Correction::Holm;
}

std::vector<double> correctTable(std::span<SeriesComparison> rows, double alpha, Correction correction) {
    std::vector<double> adjusted;
    std::vector<std::size_t> family;
    std::vector<double> p;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        adjusted.push_back(rows[i].p);
        if (!rows[i].tested) continue;
        family.push_back(i);
        p.push_back(rows[i].p);
    }
    if (correction == Correction::None) return adjusted;
    const std::vector<double> corrected = correction == Correction::Holm ? holm(p) : benjaminiHochberg(p);
    for (std::size_t i = 0; i < family.size(); ++i) {
        SeriesComparison& row = rows[family[i]];
        adjusted[family[i]] = corrected[i];
        const bool said = row.change == Change::Faster || row.change == Change::Slower;
        if (said && corrected[i] > alpha) row.change = Change::Inconclusive;
    }
    return adjusted;
}

double noiseFloor(std::span<const double> first, std::span<const double> second,
                  const BootstrapOptions& options) {
    const Interval interval = pairedRatio(second, first, options).interval;
    if (interval.high <= 0) return 0; // no usable pair
    return std::max(std::abs(interval.low - 1), std::abs(interval.high - 1));
}

double geometricMean(std::span<const double> values) {
    if (values.empty() || !allPositive(values)) return 0;
    double sum = 0;
    for (const double value : values) sum += std::log(value);
    return std::exp(sum / static_cast<double>(values.size()));
}

} // namespace spacebench::stats
