// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/comparison.h"
#include "stats/series_checks.h"
#include "stats/summary.h"

namespace spacebench::results {

namespace {

// Okabe and Ito's colours, in an order in which neighbours differ in lightness, too.
constexpr Colour kRunColours[] = {{0x99, 0x99, 0x99}, {0x00, 0x72, 0xB2}, {0xD5, 0x5E, 0x00},
                                  {0x00, 0x9E, 0x73}, {0xCC, 0x79, 0xA7}, {0xE6, 0x9F, 0x00}};
constexpr Mark kRunMarks[] = {Mark::Circle, Mark::Square, Mark::Triangle, Mark::Diamond, Mark::Cross};
constexpr Colour kBetter{0x00, 0x9E, 0x73};
constexpr Colour kWorse{0xD5, 0x5E, 0x00};
constexpr Colour kNoChange{0x99, 0x99, 0x99};

ValueFormat formatOf(MetricUnit unit) {
    switch (unit) {
    case MetricUnit::Nanoseconds:
        return ValueFormat::Nanoseconds;
    case MetricUnit::PerSecond:
        return ValueFormat::AtomsPerSecond;
    case MetricUnit::BytesPerSecond:
        return ValueFormat::MegabytesPerSecond;
    case MetricUnit::Bytes:
        return ValueFormat::Bytes;
    case MetricUnit::Ratio:
        return ValueFormat::Multiple;
    case MetricUnit::Count:
        return ValueFormat::Count;
    case MetricUnit::Share:
        return ValueFormat::Ratio;
    }
    return ValueFormat::Count;
}

/// What a chart shows of a value: MB/s where the metric is in B/s.
double shown(MetricUnit unit, double value) {
    return unit == MetricUnit::BytesPerSecond ? value / 1e6 : value;
}

/// With its unit where the ticks stand without: times, sizes and multiples are written with theirs.
std::string axisOf(const Metric& metric) {
    const bool bare = metric.unit == MetricUnit::PerSecond || metric.unit == MetricUnit::Share ||
                      metric.unit == MetricUnit::BytesPerSecond;
    const std::string_view unit = metric.unit == MetricUnit::BytesPerSecond ? "MB/s"
                                  : bare                                    ? unitName(metric.unit)
                                                                            : "";
    return fmt::format("{}{}{}, {} is better", metric.title, unit.empty() ? "" : ", ", unit,
                       metric.lowerIsBetter ? "lower" : "higher");
}

const Metric* metricOf(const Comparison& comparison, std::size_t row) {
    if (row >= comparison.rows.size()) return nullptr;
    for (const ComparisonCell& cell : comparison.rows[row].cells)
        if (cell.metric != nullptr) return cell.metric;
    return nullptr;
}

std::string runLabel(const Comparison& comparison, std::size_t run) {
    const RunRecord& record = *comparison.runs[run];
    const std::string& name = record.title.empty() ? record.uid : record.title;
    return fmt::format("{}: {}", run == 0 ? std::string("before") : fmt::format("run {}", run + 1), name);
}

XySeries seriesOf(const Comparison& comparison, std::size_t run) {
    XySeries series;
    series.label = runLabel(comparison, run);
    series.colour = kRunColours[run % std::size(kRunColours)];
    series.mark = kRunMarks[run % std::size(kRunMarks)];
    return series;
}

XyPoint pointAt(double x, double y, std::string label, std::size_t row) {
    XyPoint point;
    point.x = x;
    point.y = y;
    point.label = std::move(label);
    point.row = row;
    return point;
}

/// A chart of one row, without its series.
XyChart rowChart(const Comparison& comparison, std::size_t row, const char* id, const char* question) {
    XyChart chart;
    chart.id = id;
    chart.emptyNote = "No samples of this row were kept.";
    const Metric* const metric = metricOf(comparison, row);
    if (metric == nullptr) return chart;
    chart.title = fmt::format("{}: {}", comparison.rows[row].label, question);
    chart.xAxis = axisOf(*metric);
    chart.xFormat = formatOf(metric->unit);
    return chart;
}

std::vector<double> sortedSamples(const Metric& metric) {
    std::vector<double> sorted;
    for (const double sample : metric.samples) sorted.push_back(shown(metric.unit, sample));
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

} // namespace

XyChart ratioChart(const Comparison& comparison) {
    XyChart chart;
    chart.id = "ratio";
    chart.title = "By how much did each row change?";
    const Metric* const metric = comparison.rows.empty() ? nullptr : metricOf(comparison, 0);
    chart.xAxis = fmt::format("after : before with 95 % interval, {} is better",
                              metric == nullptr || metric->lowerIsBetter ? "lower" : "higher");
    chart.yAxis = "rows, the largest change first";
    chart.xFormat = ValueFormat::Multiple;
    chart.xLog = true;
    chart.emptyNote = "No row is in both runs.";
    chart.marks.push_back({1, "no change"});
    // The first row is the topmost.
    for (std::size_t i = comparison.rows.size(); i-- > 0;) chart.yNames.push_back(comparison.rows[i].label);
    // Of two runs, colour and shape say what became of a row; of more, which run it is.
    enum { kWorseSeries, kBetterSeries, kOtherSeries };
    std::vector<XySeries> all = {
        {"worse", kWorse, Mark::Diamond, false, false, false, true, {}},
        {"better", kBetter, Mark::Triangle, false, false, false, true, {}},
        {"same, or not known", kNoChange, Mark::Circle, false, false, false, true, {}}};
    if (comparison.several()) {
        all.clear();
        for (std::size_t run = 1; run < comparison.runs.size(); ++run)
            all.push_back(seriesOf(comparison, run));
    }
    for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
        for (std::size_t run = 1; run < comparison.rows[i].cells.size(); ++run) {
            const ComparisonCell& cell = comparison.rows[i].cells[run];
            if (!cell.compared()) continue;
            std::string words = comparison.rows[i].label;
            if (comparison.several())
                words += fmt::format(", run {}, {}", run + 1, changeWord(cell.against.change, *cell.metric));
            // Runs of a row stand one below the other, within its half of the way to the next row.
            const double below = static_cast<double>(run) / static_cast<double>(comparison.runs.size()) - 0.5;
            const double y =
                static_cast<double>(comparison.rows.size() - i) - (comparison.several() ? below * 0.7 : 0);
            XyPoint point = pointAt(cell.against.ratio, y, words + ": " + effectText(cell), i);
            if (std::isfinite(cell.against.interval.high) && cell.against.interval.low > 0) {
                point.xLow = cell.against.interval.low;
                point.xHigh = cell.against.interval.high;
            }
            const std::size_t verdict = cell.against.change == stats::Change::Slower   ? kWorseSeries
                                        : cell.against.change == stats::Change::Faster ? kBetterSeries
                                                                                       : kOtherSeries;
            all[comparison.several() ? run - 1 : verdict].values.push_back(std::move(point));
        }
    }
    for (XySeries& series : all)
        if (!series.values.empty()) chart.series.push_back(std::move(series));
    return chart;
}

XyChart distributionChart(const Comparison& comparison, std::size_t row) {
    XyChart chart = rowChart(comparison, row, "distribution", "how are the runs distributed?");
    chart.yAxis = "share of the runs at or below, %";
    chart.yFormat = ValueFormat::Count;
    if (row >= comparison.rows.size()) return chart;
    for (std::size_t run = 0; run < comparison.runs.size(); ++run) {
        const Metric* const metric = comparison.rows[row].cells[run].metric;
        if (metric == nullptr || metric->samples.empty()) continue;
        XySeries series = seriesOf(comparison, run);
        series.line = true;
        const std::vector<double> sorted = sortedSamples(*metric);
        const auto size = static_cast<double>(sorted.size());
        // Two points a sample draw the vertical steps of the function itself.
        for (std::size_t i = 0; i < sorted.size(); ++i)
            for (const std::size_t upTo : {i, i + 1})
                series.values.push_back(
                    pointAt(sorted[i], 100 * static_cast<double>(upTo) / size, series.label, row));
        series.points = false;
        chart.series.push_back(std::move(series));
    }
    return chart;
}

XyChart histogramChart(const Comparison& comparison, std::size_t row) {
    static constexpr std::size_t kMostBins = 40;
    XyChart chart = rowChart(comparison, row, "histogram", "where do the runs lie?");
    chart.yAxis = "runs in a bin";
    if (row >= comparison.rows.size()) return chart;
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    std::size_t most = 0;
    for (const ComparisonCell& cell : comparison.rows[row].cells) {
        if (cell.metric == nullptr || cell.metric->samples.empty()) continue;
        const std::vector<double> sorted = sortedSamples(*cell.metric);
        low = std::min(low, sorted.front());
        high = std::max(high, sorted.back());
        most = std::max(most, sorted.size());
    }
    if (most == 0) return chart;
    if (low == high) high = low + std::max(1.0, std::abs(low) * 0.01);
    // Twice the square root (a rule of thumb that shows two modes in few samples).
    const auto bins = std::clamp<std::size_t>(
        static_cast<std::size_t>(std::ceil(2 * std::sqrt(static_cast<double>(most)))), 4, kMostBins);
    const double width = (high - low) / static_cast<double>(bins);
    for (std::size_t run = 0; run < comparison.runs.size(); ++run) {
        const Metric* const metric = comparison.rows[row].cells[run].metric;
        if (metric == nullptr || metric->samples.empty()) continue;
        std::vector<std::size_t> counts(bins, 0);
        for (const double sample : sortedSamples(*metric))
            ++counts[std::min(bins - 1, static_cast<std::size_t>((sample - low) / width))];
        XySeries series = seriesOf(comparison, run);
        series.line = true;
        series.points = false;
        series.dashed = run == 0;
        for (std::size_t bin = 0; bin < bins; ++bin)
            for (const std::size_t edge : {bin, bin + 1})
                series.values.push_back(pointAt(low + width * static_cast<double>(edge),
                                                static_cast<double>(counts[bin]), series.label, row));
        chart.series.push_back(std::move(series));
    }
    return chart;
}

XyChart orderChart(const Comparison& comparison, std::size_t row) {
    XyChart chart = rowChart(comparison, row, "order", "does it drift?");
    chart.yAxis = chart.xAxis;
    chart.yFormat = chart.xFormat;
    chart.xAxis = "runs in the order in which they were taken";
    chart.xFormat = ValueFormat::Count;
    chart.xWhole = true;
    if (row >= comparison.rows.size()) return chart;
    for (std::size_t run = 0; run < comparison.runs.size(); ++run) {
        const Metric* const metric = comparison.rows[row].cells[run].metric;
        if (metric == nullptr || metric->samples.empty()) continue;
        XySeries series = seriesOf(comparison, run);
        series.line = true;
        for (std::size_t i = 0; i < metric->samples.size(); ++i)
            series.values.push_back(pointAt(static_cast<double>(i + 1),
                                            shown(metric->unit, metric->samples[i]),
                                            fmt::format("{}, run {}", series.label, i + 1), row));
        chart.series.push_back(std::move(series));
    }
    return chart;
}

XyChart trendChart(const std::string& title, const Metric& like, const std::vector<Interval>& values,
                   const std::vector<std::string>& labels) {
    XyChart chart;
    chart.id = "trend";
    chart.title = title;
    chart.xAxis = "runs, the oldest first";
    chart.xWhole = true;
    for (std::size_t i = 0; i < values.size() && !labels.empty(); ++i)
        chart.xNames.push_back(i < labels.size() ? labels[i] : std::string());
    chart.yAxis = axisOf(like);
    chart.yFormat = formatOf(like.unit);
    chart.emptyNote = "No run of the history has this metric.";
    XySeries series{like.title, kRunColours[1], Mark::Circle, true, false, false, true, {}};
    std::vector<double> medians;
    for (std::size_t i = 0; i < values.size(); ++i) {
        medians.push_back(shown(like.unit, values[i].value));
        XyPoint point =
            pointAt(static_cast<double>(i + 1), medians.back(), i < labels.size() ? labels[i] : "", i);
        point.yLow = shown(like.unit, values[i].low);
        point.yHigh = shown(like.unit, values[i].high);
        series.values.push_back(std::move(point));
    }
    // Between the last run before a change and the first one after it.
    for (const stats::ChangePoint& change : stats::changePoints(medians)) {
        const double percent = change.before != 0 ? (change.after / change.before - 1) * 100 : 0;
        chart.marks.push_back({static_cast<double>(change.index) + 0.5,
                               (percent >= 0 ? "+" : "") + significant(percent, 2) + " %"});
    }
    if (!series.values.empty()) chart.series.push_back(std::move(series));
    return chart;
}

} // namespace spacebench::results
