// SPDX-License-Identifier: Apache-2.0
//
// Draws an XyChart as SVG.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/markup.h"
#include "results/svg_canvas.h"
#include "results/xy_chart.h"

namespace spacebench::results {

namespace {

constexpr double kMarkSize = 4.2; ///< half the height of a point's shape
constexpr double kFadedSize = 3.2;
constexpr double kLegendRow = 17;
constexpr double kLegendMark = 22; ///< with the room after it
constexpr double kLegendGap = 14;
constexpr std::size_t kMostLabelCharacters = 32;

class Drawing final : SvgCanvas {
  public:
    Drawing(const XyChart& chart, double width, double height, bool dark)
        : SvgCanvas(width, height, dark), m_chart(chart) {}

    std::string draw() {
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
            tickWidth = std::max(tickWidth, svgTextWidth(formatShort(tick, m_chart.yFormat), kSvgSmallSize));
        m_left = kSvgPad + tickWidth + 8;
        m_right = m_width - kSvgPad - 8;
        m_top = kSvgHeadHeight + 14;
        layOutLegend();
        m_bottom = m_height - kSvgPad - m_legendHeight - 38;
    }

    void layOutLegend() {
        const auto named = [](const XySeries& series) { return !series.label.empty(); };
        if (std::count_if(m_chart.series.begin(), m_chart.series.end(), named) < 2) return;
        double x = kSvgPad;
        double y = 0;
        for (const XySeries& series : m_chart.series) {
            if (!named(series)) continue;
            const double width = kLegendMark + svgTextWidth(series.label, kSvgSmallSize) + kLegendGap;
            if (x > kSvgPad && x + width > m_width - kSvgPad) {
                x = kSvgPad;
                y += kLegendRow;
            }
            m_legend.push_back({&series, {x, y}});
            x += width;
        }
        m_legendHeight = y + kLegendRow;
    }

    [[nodiscard]] static double share(double value, const AxisRange& range, bool log) {
        const double at = log ? std::log(value / range.low) / std::log(range.high / range.low)
                              : (value - range.low) / (range.high - range.low);
        return std::clamp(at, 0.0, 1.0);
    }
    [[nodiscard]] double xOf(double value) const {
        return m_left + share(value, m_x, m_chart.xLog) * (m_right - m_left);
    }
    [[nodiscard]] double yOf(double value) const {
        return m_bottom - share(value, m_y, m_chart.yLog) * (m_bottom - m_top);
    }

    void drawAxes() {
        for (const double tick : m_y.ticks) {
            line({m_left, yOf(tick)}, {m_right, yOf(tick)}, m_palette.grid, 1);
            text({m_left - 6, yOf(tick) + 4}, formatShort(tick, m_chart.yFormat), kSvgSmallSize,
                 m_palette.secondary, "end");
        }
        double free = 0; // tick labels that would touch the one before are left out
        for (const double tick : m_x.ticks) {
            const double x = xOf(tick);
            line({x, m_top}, {x, m_bottom}, m_palette.grid, 1);
            const std::string label = formatShort(tick, m_chart.xFormat);
            const double half = svgTextWidth(label, kSvgSmallSize) / 2;
            const double middle = std::min(x, m_width - half - 2);
            if (middle - half < free) continue;
            text({middle, m_bottom + 15}, label, kSvgSmallSize, m_palette.secondary, "middle");
            free = middle + half + 6;
        }
        line({m_left, m_bottom}, {m_right, m_bottom}, m_palette.axis, 1);
        line({m_left, m_top}, {m_left, m_bottom}, m_palette.axis, 1);
        text({(m_left + m_right) / 2, m_bottom + 33}, axisTitle(m_chart.xAxis, m_chart.xLog), kSvgTextSize,
             m_palette.secondary, "middle");
    }

    void drawLine(const XySeries& series) {
        if (!series.line && !series.steps) return;
        std::string path;
        const XyPoint* before = nullptr;
        for (const XyPoint& point : series.values) {
            if (!m_chart.shows(point)) continue;
            if (before != nullptr && series.steps)
                path += fmt::format("L{:.1f} {:.1f} ", xOf(std::min(before->x, point.x)),
                                    yOf(std::min(before->y, point.y)));
            path +=
                fmt::format("{}{:.1f} {:.1f} ", before == nullptr ? 'M' : 'L', xOf(point.x), yOf(point.y));
            before = &point;
        }
        if (path.empty()) return;
        path.pop_back();
        raw(fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\"{}/>\n", path,
                        svgColour(series.colour), series.dashed ? " stroke-dasharray=\"5 4\"" : ""));
    }

    void drawPoints(const XySeries& series, bool faded) {
        if (!series.points) return;
        for (const XyPoint& point : series.values) {
            if (point.faded != faded || !m_chart.shows(point)) continue;
            const std::string colour = faded ? m_palette.secondary : svgColour(series.colour);
            raw(fmt::format("<g class=\"point\"{}><title>{}</title>\n", faded ? " opacity=\"0.45\"" : "",
                            escapeMarkup(pointText(m_chart, point))));
            if (faded) raw("<g opacity=\"0.5\">\n"); // there are many of them, one on top of the other
            drawIntervals(point, colour);
            if (faded) raw("</g>\n");
            raw(shape(series.mark, {xOf(point.x), yOf(point.y)}, faded ? kFadedSize : kMarkSize, colour));
            raw("</g>\n");
        }
    }

    void drawIntervals(const XyPoint& point, const std::string& colour) {
        const double x = xOf(point.x);
        const double y = yOf(point.y);
        constexpr double kCap = 3;
        if (point.yLow && point.yHigh && (!m_chart.yLog || *point.yLow > 0)) {
            const double low = yOf(*point.yLow);
            const double high = yOf(*point.yHigh);
            line({x, low}, {x, high}, colour.c_str(), 1.2);
            line({x - kCap, low}, {x + kCap, low}, colour.c_str(), 1.2);
            line({x - kCap, high}, {x + kCap, high}, colour.c_str(), 1.2);
        }
        if (point.xLow && point.xHigh && (!m_chart.xLog || *point.xLow > 0)) {
            const double low = xOf(*point.xLow);
            const double high = xOf(*point.xHigh);
            line({low, y}, {high, y}, colour.c_str(), 1.2);
            line({low, y - kCap}, {low, y + kCap}, colour.c_str(), 1.2);
            line({high, y - kCap}, {high, y + kCap}, colour.c_str(), 1.2);
        }
    }

    [[nodiscard]] std::string shape(Mark mark, Point at, double size, const std::string& colour) const {
        const auto polygon = [&](std::string_view points) {
            return fmt::format("<path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"0.8\"/>\n", points,
                               colour, m_palette.surface);
        };
        const double x = at.x;
        const double y = at.y;
        switch (mark) {
        case Mark::Circle:
            return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\" stroke=\"{}\" "
                               "stroke-width=\"0.8\"/>\n",
                               x, y, size, colour, m_palette.surface);
        case Mark::Square:
            return polygon(fmt::format("M{:.1f} {:.1f}h{:.1f}v{:.1f}h{:.1f}z", x - size * 0.9, y - size * 0.9,
                                       size * 1.8, size * 1.8, -size * 1.8));
        case Mark::Triangle:
            return polygon(fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}z", x, y - size * 1.15,
                                       x + size * 1.1, y + size * 0.9, x - size * 1.1, y + size * 0.9));
        case Mark::Diamond:
            return polygon(fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}z", x,
                                       y - size * 1.25, x + size * 1.25, y, x, y + size * 1.25,
                                       x - size * 1.25, y));
        case Mark::Cross:
            return fmt::format("<path d=\"M{0:.1f} {1:.1f}L{2:.1f} {3:.1f}M{0:.1f} {3:.1f}L{2:.1f} {1:.1f}\" "
                               "stroke=\"{4}\" stroke-width=\"2\" fill=\"none\"/>\n",
                               x - size, y - size, x + size, y + size, colour);
        }
        return {};
    }

    /// Vertical lines with words at the top, in as many rows as keep them apart.
    void drawMarks() {
        for (const XyMark& mark : m_chart.marks) {
            if (!std::isfinite(mark.x) || (m_chart.xLog && mark.x <= 0)) continue;
            const double x = xOf(mark.x);
            line({x, m_top}, {x, m_bottom}, m_palette.text, 1, "2 3");
            const std::string label = shortened(mark.label, kMostLabelCharacters);
            const double width = svgTextWidth(label, kSvgSmallSize);
            const bool leftwards = x + 4 + width > m_width - 4;
            Box box{leftwards ? x - 4 - width : x + 4, m_top + 1, width, kSvgSmallSize + 3};
            while (std::any_of(m_boxes.begin(), m_boxes.end(),
                               [&box](const Box& other) { return box.intersects(other); }))
                box.top += box.height;
            if (box.top + box.height > m_bottom) continue;
            m_boxes.push_back(box);
            m_texts.push_back({{box.left, box.top + kSvgSmallSize}, label});
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
                wishes.push_back({x, y, svgTextWidth(labels.back(), kSvgSmallSize), kSvgSmallSize + 2});
            }
        }
        const std::vector<std::optional<Box>> placed =
            placeLabels(wishes, obstacles, {m_left, m_top, m_right - m_left, m_bottom - m_top});
        for (std::size_t i = 0; i < placed.size(); ++i)
            if (placed[i])
                m_texts.push_back({{placed[i]->left, placed[i]->top + kSvgSmallSize - 1}, labels[i]});
        for (const auto& [at, words] : m_texts) haloText(at, words, "start");
    }

    void drawLegend() {
        const double top = m_height - kSvgPad - m_legendHeight + 4;
        for (const auto& [series, offset] : m_legend) {
            const double y = top + offset.y + 6;
            const std::string colour = svgColour(series->colour);
            if (series->line || series->steps)
                line({offset.x, y}, {offset.x + 16, y}, colour.c_str(), 1.6, series->dashed ? "5 4" : "");
            if (series->points) raw(shape(series->mark, {offset.x + 8, y}, kMarkSize, colour));
            text({offset.x + kLegendMark, y + 4}, series->label, kSvgSmallSize, m_palette.text, "start");
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

std::string toSvg(const XyChart& chart, double width, double height, bool dark) {
    return Drawing(chart, width, height, dark).draw();
}

} // namespace spacebench::results
