// SPDX-License-Identifier: Apache-2.0
//
// A chart of points and lines over two axes (Pareto fronts, curves), and one of shaded cells (interactions,
// decision maps): drawn as SVG for reports and with QCustomPlot in the window, as chart_spec.h's bars are.
#pragma once

#include "results/chart_spec.h"

namespace spacebench::results {

enum class Mark { Circle, Square, Triangle, Diamond, Cross };

struct XyPoint {
    double x = 0;
    double y = 0;
    std::optional<double> xLow, xHigh, yLow, yHigh; ///< intervals
    std::string label;                              ///< for the tooltip and the table twin
    std::size_t row = 0;                            ///< into the result: a click selects it
    bool faded = false;                             ///< dominated
    bool named = false;                             ///< its label stands beside it
};
struct XySeries {
    std::string label;
    Colour colour;
    Mark mark = Mark::Circle; ///< the second cue beside colour
    bool line = false;        ///< points are joined, in their order
    bool steps = false;       ///< joined as a staircase: fronts where more is better on both axes
    bool dashed = false;
    bool points = true;
    std::vector<XyPoint> values = {};
};
struct XyMark { ///< a vertical line with words: a crossover
    double x = 0;
    std::string label;
};
struct XyChart {
    std::string id;
    std::string title; ///< the question
    std::string xAxis; ///< with unit and direction; " (log)" is added where it is
    std::string yAxis;
    ValueFormat xFormat = ValueFormat::Count;
    ValueFormat yFormat = ValueFormat::Count;
    bool xLog = false;
    bool yLog = false;
    /// What stands at the whole values 1, 2, ... of an axis, instead of numbers; empty = numbers.
    std::vector<std::string> xNames, yNames;
    bool xWhole = false; ///< counts something: no ticks between whole numbers
    std::vector<XySeries> series;
    std::vector<XyMark> marks;
    std::string emptyNote;

    /// Points that both axes can show: finite, and above zero where logarithmic.
    [[nodiscard]] bool shows(const XyPoint& point) const;
    [[nodiscard]] bool empty() const; ///< nothing can be shown: the note stands instead
};
/// "MB/s, higher is better (log)".
[[nodiscard]] std::string axisTitle(const std::string& title, bool log);
/// "zstd 3: 4.1 : 1 (95 %: 4 : 1 to 4.2 : 1), 110 MB/s". Axes of names are left out: the label says it.
[[nodiscard]] std::string pointText(const XyChart& chart, const XyPoint& point);
/// Round values between two ends, two to nine of them where the axis has any length: decades, or 1-2-5
/// inside few decades; powers of two for bytes.
[[nodiscard]] std::vector<double> axisTicks(double low, double high, bool log, ValueFormat format);
/// A margin beyond the outermost interval; of names all of them.
[[nodiscard]] AxisRange xRange(const XyChart& chart);
[[nodiscard]] AxisRange yRange(const XyChart& chart);
/// Ticks between two ends of an axis, and what stands at one, without the unit. Of names there may be more
/// than can be drawn: who draws leaves out what does not fit.
[[nodiscard]] std::vector<double> xTicks(const XyChart& chart, double low, double high);
[[nodiscard]] std::vector<double> yTicks(const XyChart& chart, double low, double high);
[[nodiscard]] std::string xTickText(const XyChart& chart, double tick);
[[nodiscard]] std::string yTickText(const XyChart& chart, double tick);
[[nodiscard]] Picture pictureOf(const XyChart& chart, double width, double height, bool dark);
[[nodiscard]] std::string toSvg(const XyChart& chart, double width, double height, bool dark);

/// Where labels beside points go. Pure geometry, for any unit; y grows downwards.
struct Box {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    [[nodiscard]] bool intersects(const Box& other) const;
    [[nodiscard]] bool holds(const Box& other) const;
};
struct LabelWish {
    double x = 0; ///< of the point
    double y = 0;
    double width = 0; ///< of the label
    double height = 0;
};
/// A place for each label beside its point, inside `area`, off the obstacles and off each other; the first
/// wish chooses first. nullopt: there is none.
[[nodiscard]] std::vector<std::optional<Box>> placeLabels(const std::vector<LabelWish>& wishes,
                                                          const std::vector<Box>& obstacles, const Box& area);

/// What a cell's shade means; words stand in the cell too, so colour is never alone.
enum class Shade { None, Neutral, Good, Warning, Bad };
struct GridCell {
    std::string text;    ///< in the cell: "-12 %"
    std::string tooltip; ///< the whole sentence
    Shade shade = Shade::None;
    double strength = 1; ///< 0..1: how deep
    std::optional<std::size_t> row = std::nullopt;
};
struct GridChart {
    std::string id;
    std::string title;
    std::string rowAxis;
    std::string columnAxis;
    std::vector<std::string> rows;
    std::vector<std::string> columns;
    std::vector<GridCell> cells; ///< row by row
    std::vector<std::pair<Shade, std::string>> legend;
    std::string emptyNote;

    [[nodiscard]] bool empty() const { return rows.empty() || columns.empty(); }
    /// An empty cell where `cells` is too short.
    [[nodiscard]] const GridCell& cell(std::size_t row, std::size_t column) const;
};
/// Background of a cell on `surface`; the palette's text colour has a contrast of 4.5 : 1 on it at any
/// strength.
[[nodiscard]] Colour shadeColour(Shade shade, double strength, Colour surface, bool dark);
[[nodiscard]] Picture pictureOf(const GridChart& chart, double width, double height, bool dark);
[[nodiscard]] std::string toSvg(const GridChart& chart, double width, double height, bool dark);

} // namespace spacebench::results
