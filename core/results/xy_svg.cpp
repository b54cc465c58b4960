// SPDX-License-Identifier: Apache-2.0
//
// Draws an XyChart without the window.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/canvas.h"
#include "results/markup.h"
#include "results/xy_chart.h"

namespace spacebench::results {

namespace {

constexpr double kMarkSize = 4.2; ///< half the height of a point's shape
constexpr double kFadedSize = 3.2;
constexpr double kLegendRow = 17;
constexpr double kLegendMark = 22; ///< with the room after it
constexpr double kLegendGap = 14;
constexpr std::size_t kMostLabelCharacters = 32;
constexpr double kNamesShare = 0.35; ///< of the width, for names beside the vertical axis

class Drawing final : Canvas {
  public:
    Drawing(const XyChart& chart, double width, double height, bool dark)
        : Canvas(width, height, dark), m_chart(chart) {}

    Picture draw() {
        open(m_chart.title, axisTitle(m_chart.yAxis, m_chart.yLog));
        if (m_chart.empty()) {
            note(m_chart.emptyNote);
            return close();
        }
        layOut();
        drawAxes();
        for (const XySeries& series : m_chart.series) drawLine(series);
        // What is dominated lies below what is not.
        for (const bool faded : {true, false})
            for (const XySeries& series : m_chart.series) drawPoints(series, faded);
        drawMarks();
        drawLabels();
        drawLegend();
        return close();
    }

  private:
    void layOut() {
        m_x = xRange(m_chart);
        m_y = yRange(m_chart);
        double tickWidth = 0;
        for (const double tick : m_y.ticks)
            tickWidth = std::max(tickWidth, textWidth(yLabel(tick), kCanvasSmallSize));
        m_left = kCanvasPad + tickWidth + 8;
        m_right = m_width - kCanvasPad - 8;
        m_top = kCanvasHeadHeight + 14;
        layOutLegend();
        m_bottom = m_height - kCanvasPad - m_legendHeight - 38;
    }

    void layOutLegend() {
        const auto named = [](const XySeries& series) { return !series.label.empty(); };
        if (std::count_if(m_chart.series.begin(), m_chart.series.end(), named) < 2) return;
        double x = kCanvasPad;
        double y = 0;
        for (const XySeries& series : m_chart.series) {
            if (!named(series)) continue;
            const double width = kLegendMark + textWidth(series.label, kCanvasSmallSize) + kLegendGap;
            if (x > kCanvasPad && x + width > m_width - kCanvasPad) {
                x = kCanvasPad;
                y += kLegendRow;
            }
            m_legend.push_back({&series, {x, y}});
            x += width;
        }
        m_legendHeight = y + kLegendRow;
    }

    [[nodiscard]] static double share(double value, const AxisRange& range, bool log) {
        const double at =
            log ? (std::log(value) - std::log(range.low)) / (std::log(range.high) - std::log(range.low))
                : (value - range.low) / (range.high - range.low);
        return std::clamp(at, 0.0, 1.0);
    }
    [[nodiscard]] double xOf(double value) const {
        return m_left + share(value, m_x, m_chart.xLog) * (m_right - m_left);
    }
    [[nodiscard]] double yOf(double value) const {
        return m_bottom - share(value, m_y, m_chart.yLog) * (m_bottom - m_top);
    }

    /// Names are cut to what leaves room for the chart.
    [[nodiscard]] std::string yLabel(double tick) const {
        const auto most = static_cast<std::size_t>(m_width * kNamesShare / textWidth("n", kCanvasSmallSize));
        return shortened(yTickText(m_chart, tick), std::clamp<std::size_t>(most, 1, kMostLabelCharacters));
    }

    void drawAxes() {
        double below = HUGE_VAL; // names that would touch the one below are left out
        for (const double tick : m_y.ticks) {
            const double y = yOf(tick);
            if (!m_chart.yNames.empty() && below - y < kCanvasSmallSize + 2) continue;
            below = y;
            line({m_left, y}, {m_right, y}, m_palette.grid, 1);
            text({m_left - 6, y + 4}, yLabel(tick), kCanvasSmallSize, m_palette.secondary, TextAnchor::End);
        }
        double free = 0; // tick labels that would touch the one before are left out
        for (const double tick : m_x.ticks) {
            const double x = xOf(tick);
            line({x, m_top}, {x, m_bottom}, m_palette.grid, 1);
            const std::string label = shortened(xTickText(m_chart, tick), kMostLabelCharacters);
            const double half = textWidth(label, kCanvasSmallSize) / 2;
            const double middle = std::min(x, m_width - half - 2);
            if (middle - half < free) continue;
            text({middle, m_bottom + 15}, label, kCanvasSmallSize, m_palette.secondary, TextAnchor::Middle);
            free = middle + half + 6;
        }
        line({m_left, m_bottom}, {m_right, m_bottom}, m_palette.axis, 1);
        line({m_left, m_top}, {m_left, m_bottom}, m_palette.axis, 1);
        text({(m_left + m_right) / 2, m_bottom + 33}, axisTitle(m_chart.xAxis, m_chart.xLog), kCanvasTextSize,
             m_palette.secondary, TextAnchor::Middle);
    }

    void drawLine(const XySeries& series) {
        if (!series.line && !series.steps) return;
        std::vector<Point> points;
        const XyPoint* before = nullptr;
        for (const XyPoint& point : series.values) {
            if (!m_chart.shows(point)) continue;
            if (before != nullptr && series.steps)
                points.push_back({xOf(std::min(before->x, point.x)), yOf(std::min(before->y, point.y))});
            points.push_back({xOf(point.x), yOf(point.y)});
            before = &point;
        }
        if (!points.empty()) polyline(std::move(points), colourText(series.colour), 1.6, dashesOf(series));
    }

    [[nodiscard]] static std::vector<double> dashesOf(const XySeries& series) {
        return series.dashed ? std::vector<double>{5, 4} : std::vector<double>{};
    }

    void drawPoints(const XySeries& series, bool faded) {
        if (!series.points) return;
        for (const XyPoint& point : series.values) {
            if (point.faded != faded || !m_chart.shows(point)) continue;
            const std::string colour = faded ? m_palette.secondary : colourText(series.colour);
            beginGroup("point", pointText(m_chart, point), faded ? 0.45 : 1);
            if (faded) beginGroup("", "", 0.5); // there are many of them, one on top of the other
            drawIntervals(point, colour);
            if (faded) endGroup();
            drawShape(series.mark, {xOf(point.x), yOf(point.y)}, faded ? kFadedSize : kMarkSize, colour);
            endGroup();
        }
    }

    void drawIntervals(const XyPoint& point, const std::string& colour) {
        const double x = xOf(point.x);
        const double y = yOf(point.y);
        constexpr double kCap = 3;
        if (point.yLow && point.yHigh && (!m_chart.yLog || *point.yLow > 0)) {
            const double low = yOf(*point.yLow);
            const double high = yOf(*point.yHigh);
            line({x, low}, {x, high}, colour, 1.2);
            line({x - kCap, low}, {x + kCap, low}, colour, 1.2);
            line({x - kCap, high}, {x + kCap, high}, colour, 1.2);
        }
        if (point.xLow && point.xHigh && (!m_chart.xLog || *point.xLow > 0)) {
            const double low = xOf(*point.xLow);
            const double high = xOf(*point.xHigh);
            line({low, y}, {high, y}, colour, 1.2);
            line({low, y - kCap}, {low, y + kCap}, colour, 1.2);
            line({high, y - kCap}, {high, y + kCap}, colour, 1.2);
        }
    }

    void drawShape(Mark mark, Point at, double size, const std::string& colour) {
        constexpr double kRim = 0.8;
        const double x = at.x;
        const double y = at.y;
        switch (mark) {
        case Mark::Circle:
            circle(at, size, colour, m_palette.surface, kRim);
            return;
        case Mark::Square: {
            const double half = size * 0.9;
            polygon({{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}},
                    colour, m_palette.surface, kRim);
            return;
        }
        case Mark::Triangle:
            polygon(
                {{x, y - size * 1.15}, {x + size * 1.1, y + size * 0.9}, {x - size * 1.1, y + size * 0.9}},
                colour, m_palette.surface, kRim);
            return;
        case Mark::Diamond: {
            const double half = size * 1.25;
            polygon({{x, y - half}, {x + half, y}, {x, y + half}, {x - half, y}}, colour, m_palette.surface,
                    kRim);
            return;
        }
        case Mark::Cross:
            line({x - size, y - size}, {x + size, y + size}, colour, 2);
            line({x - size, y + size}, {x + size, y - size}, colour, 2);
            return;
        }
    }

    /// Vertical lines with words at the top, in as many rows as keep them apart.
    void drawMarks() {
        for (const XyMark& mark : m_chart.marks) {
            if (!std::isfinite(mark.x) || (m_chart.xLog && mark.x <= 0)) continue;
            const double x = xOf(mark.x);
            line({x, m_top}, {x, m_bottom}, m_palette.text, 1, {2, 3});
            const std::string label = shortened(mark.label, kMostLabelCharacters);
            const double width = textWidth(label, kCanvasSmallSize);
            const bool leftwards = x + 4 + width > m_width - 4;
            Box box{leftwards ? x - 4 - width : x + 4, m_top + 1, width, kCanvasSmallSize + 3};
            while (std::any_of(m_boxes.begin(), m_boxes.end(),
                               [&box](const Box& other) { return box.intersects(other); }))
                box.top += box.height;
            if (box.top + box.height > m_bottom) continue;
            m_boxes.push_back(box);
            m_texts.push_back({{box.left, box.top + kCanvasSmallSize}, label});
        }
    }

    void drawLabels() {
        std::vector<LabelWish> wishes;
        std::vector<std::string> labels;
        std::vector<Box> obstacles = m_boxes;
        for (const XySeries& series : m_chart.series) {
            for (const XyPoint& point : series.values) {
                if (point.faded || !m_chart.shows(point)) continue;
                const double x = xOf(point.x);
                const double y = yOf(point.y);
                if (series.points)
                    obstacles.push_back({x - kMarkSize, y - kMarkSize, 2 * kMarkSize, 2 * kMarkSize});
                if (!point.named) continue;
                labels.push_back(shortened(point.label, kMostLabelCharacters));
                wishes.push_back({x, y, textWidth(labels.back(), kCanvasSmallSize), kCanvasSmallSize + 2});
            }
        }
        const std::vector<std::optional<Box>> placed =
            placeLabels(wishes, obstacles, {m_left, m_top, m_right - m_left, m_bottom - m_top});
        for (std::size_t i = 0; i < placed.size(); ++i)
            if (placed[i])
                m_texts.push_back({{placed[i]->left, placed[i]->top + kCanvasSmallSize - 1}, labels[i]});
        for (const auto& [at, words] : m_texts) haloText(at, words, TextAnchor::Start);
    }

    void drawLegend() {
        const double top = m_height - kCanvasPad - m_legendHeight + 4;
        for (const auto& [series, offset] : m_legend) {
            const double y = top + offset.y + 6;
            const std::string colour = colourText(series->colour);
            if (series->line || series->steps)
                line({offset.x, y}, {offset.x + 16, y}, colour, 1.6, dashesOf(*series));
            if (series->points) drawShape(series->mark, {offset.x + 8, y}, kMarkSize, colour);
            text({offset.x + kLegendMark, y + 4}, series->label, kCanvasSmallSize, m_palette.text,
                 TextAnchor::Start);
        }
    }

    const XyChart& m_chart;
    AxisRange m_x, m_y;
    double m_left = 0, m_right = 0, m_top = 0, m_bottom = 0;
    double m_legendHeight = 0;
    std::vector<std::pair<const XySeries*, Point>> m_legend;
    std::vector<Box> m_boxes; ///< of the marks' words
    std::vector<std::pair<Point, std::string>> m_texts;
};

} // namespace

Picture pictureOf(const XyChart& chart, double width, double height, bool dark) {
    return Drawing(chart, width, height, dark).draw();
}

std::string toSvg(const XyChart& chart, double width, double height, bool dark) {
    return toSvg(pictureOf(chart, width, height, dark));
}

} // namespace spacebench::results
