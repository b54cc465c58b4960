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
    bool steps = false;       ///< joined as a staircase: fronts
    bool dashed = false;
    bool points = true;
    std::vector<XyPoint> values;
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
    std::vector<XySeries> series;
    std::vector<XyMark> marks;
    std::string emptyNote;
};
[[nodiscard]] AxisRange xRange(const XyChart& chart); ///< a margin beyond the outermost interval
[[nodiscard]] AxisRange yRange(const XyChart& chart);
[[nodiscard]] std::string toSvg(const XyChart& chart, double width, double height, bool dark);

/// What a cell's shade means; words stand in the cell too, so colour is never alone.
enum class Shade { None, Neutral, Good, Warning, Bad };
struct GridCell {
    std::string text;    ///< in the cell: "-12 %"
    std::string tooltip; ///< the whole sentence
    Shade shade = Shade::None;
    double strength = 1; ///< 0..1: how deep
    std::optional<std::size_t> row;
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
};
[[nodiscard]] std::string toSvg(const GridChart& chart, double width, double height, bool dark);

} // namespace spacebench::results
