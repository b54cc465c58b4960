// SPDX-License-Identifier: Apache-2.0
//
// One description of a chart, drawn as SVG for headless reports (svg_chart.h) and with QCustomPlot in the
// window (widgets/charts).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/bench_result.h"
#include "results/picture.h"

namespace spacebench::results {

/// Okabe-Ito colours with fixed meaning (ui.md).
struct Colour {
    std::uint8_t r = 0, g = 0, b = 0;
};
[[nodiscard]] Colour formatColour(std::string_view formatId);

struct Bar {
    std::string label; ///< below the bar: "paths"
    double value = 0;
    std::optional<double> low, high; ///< interval
    Colour colour;
    std::size_t row = 0; ///< index into BenchRun::rows: a click selects it
    std::optional<double> floor =
        std::nullopt; ///< what could be reached at best: a short mark across the bar
};
struct BarGroup {
    std::string label; ///< "serialize"
    std::vector<Bar> bars;
};
struct TargetLine {
    std::string label; ///< "target 200K atoms/s"
    double value = 0;
    bool stretch = false;
    std::optional<std::size_t> group; ///< drawn across this group only; nullopt = across the chart
};
enum class ValueFormat {
    AtomsPerSecond,
    MegabytesPerSecond,
    Count,
    Ratio,
    Nanoseconds,
    Multiple,
    Bytes,   ///< "64 KiB"
    Percent, ///< "-12 %"
};

struct ChartSpec {
    std::string id;    ///< "throughput"
    std::string title; ///< the question
    std::string axis;  ///< "atoms/s, higher is better"
    ValueFormat format = ValueFormat::Count;
    bool logarithmic = false;
    std::vector<BarGroup> groups;
    std::vector<TargetLine> lines;
    std::string emptyNote; ///< shown where there is nothing: why
};

[[nodiscard]] std::string formatValue(double value, ValueFormat format); ///< at most four digits with unit
/// The same without the unit that the axis title names: "1.25M", "3.2 ms", "2.5".
[[nodiscard]] std::string formatShort(double value, ValueFormat format);

/// Where an axis begins and ends, and its marks, for whoever draws the chart: zero-based where linear, whole
/// decades where logarithmic. Covers bars, intervals, floors and lines.
struct AxisRange {
    double low = 0;
    double high = 1;
    std::vector<double> ticks;
};
[[nodiscard]] AxisRange axisRange(const ChartSpec& chart);
/// Makes the axis logarithmic, and says so in its title, where bars and lines are more than a hundred times
/// apart.
void chooseScale(ChartSpec& chart);

enum class ThroughputUnit { Atoms, RawBytes };
[[nodiscard]] ChartSpec throughputChart(const BenchRun& run, ThroughputUnit unit);
[[nodiscard]] ChartSpec allocationChart(const BenchRun& run);
[[nodiscard]] ChartSpec ratioChart(const BenchRun& run);
/// Time of one run, of every row that has a median.
[[nodiscard]] ChartSpec latencyChart(const BenchRun& run);
/// Peak heap above the input space as a multiple of the stored size.
[[nodiscard]] ChartSpec memoryChart(const BenchRun& run);

/// `dark` picks the palette.
[[nodiscard]] Picture pictureOf(const ChartSpec& chart, double width, double height, bool dark);
/// The same as a complete <svg> element.
[[nodiscard]] std::string toSvg(const ChartSpec& chart, double width, double height, bool dark);

} // namespace spacebench::results
