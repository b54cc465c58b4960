// SPDX-License-Identifier: Apache-2.0
//
// Draws a ChartSpec without the window.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/canvas.h"
#include "results/chart_spec.h"
#include "results/markup.h"

namespace spacebench::results {

namespace {

constexpr double kGroupGap = 20;
constexpr double kMostBarWidth = 52;
constexpr double kLeastSlot = 24; ///< narrower than this, labels of lines get no room of their own
constexpr std::size_t kMostLabelCharacters = 24;

class Drawing final : Canvas {
  public:
    Drawing(const ChartSpec& chart, double width, double height, bool dark)
        : Canvas(width, height, dark), m_chart(chart) {}

    Picture draw() {
        open(m_chart.title, m_chart.axis);
        if (m_chart.groups.empty()) {
            note(m_chart.emptyNote);
        } else {
            layOut();
            drawAxis();
            for (std::size_t g = 0; g < m_chart.groups.size(); ++g) {
                drawGroup(g);
                drawLines(g);
            }
        }
        return close();
    }

  private:
    void layOut() {
        m_range = axisRange(m_chart);
        double tickWidth = 0;
        for (const double tick : m_range.ticks)
            tickWidth = std::max(tickWidth, textWidth(formatShort(tick, m_chart.format), kCanvasSmallSize));
        m_left = kCanvasPad + tickWidth + 8;

        std::size_t bars = 0;
        double longestLabel = 0;
        double widestValue = 0;
        double gutters = 0;
        for (std::size_t g = 0; g < m_chart.groups.size(); ++g) {
            gutters += gutter(g);
            for (const Bar& bar : m_chart.groups[g].bars) {
                ++bars;
                longestLabel = std::max(longestLabel, textWidth(barName(bar), kCanvasSmallSize));
                widestValue = std::max(widestValue,
                                       textWidth(formatShort(bar.value, m_chart.format), kCanvasSmallSize));
            }
        }
        const double gaps = kGroupGap * static_cast<double>(m_chart.groups.size() - 1);
        const auto count = static_cast<double>(std::max<std::size_t>(bars, 1));
        const auto slotBeside = [&](double extra) {
            return (m_width - kCanvasPad - m_left - gaps - extra) / count;
        };
        m_linesInside = slotBeside(gutters) < kLeastSlot;
        if (m_linesInside) gutters = 0;
        m_slot = std::clamp(slotBeside(gutters), 6.0, 2 * kMostBarWidth);
        m_slantLabels = longestLabel > m_slot - 2;
        if (m_slantLabels) { // the first slanted label reaches to the left of its bar
            m_left = std::max(m_left, kCanvasPad + longestLabel * kSlantCosine - m_slot / 2);
            m_slot = std::clamp(slotBeside(gutters), 6.0, 2 * kMostBarWidth);
        }
        m_uprightValues = widestValue > m_slot;

        m_top = kCanvasPad + kCanvasTitleSize + 30 + (m_uprightValues ? widestValue + 6 : 16);
        const bool named = std::any_of(m_chart.groups.begin(), m_chart.groups.end(),
                                       [](const BarGroup& group) { return !group.label.empty(); });
        m_labelRoom = m_slantLabels ? longestLabel * kSlantSine + 16 : 18;
        m_bottom = m_height - kCanvasPad - m_labelRoom - (named ? 18 : 0);

        double x = m_left;
        for (std::size_t g = 0; g < m_chart.groups.size(); ++g) {
            m_groupLeft.push_back(x);
            x += m_slot * static_cast<double>(m_chart.groups[g].bars.size()) + gutter(g) + kGroupGap;
        }
        m_right = std::min(m_width - kCanvasPad, x - kGroupGap);
    }

    /// Room right of a group for the labels of its lines.
    [[nodiscard]] double gutter(std::size_t group) const {
        double widest = 0;
        if (m_linesInside) return 0;
        for (const TargetLine& line : m_chart.lines)
            if (belongs(line, group)) widest = std::max(widest, textWidth(line.label, kCanvasSmallSize) + 10);
        return widest;
    }

    /// Lines across the whole chart are labelled at its last group.
    [[nodiscard]] bool belongs(const TargetLine& line, std::size_t group) const {
        return line.group ? *line.group == group : group + 1 == m_chart.groups.size();
    }

    [[nodiscard]] double yOf(double value) const {
        double share = 0;
        if (m_chart.logarithmic) {
            if (value > m_range.low)
                share = (std::log(value) - std::log(m_range.low)) /
                        (std::log(m_range.high) - std::log(m_range.low));
        } else {
            share = value / m_range.high;
        }
        if (std::isnan(share)) share = 0;
        return m_bottom - std::clamp(share, 0.0, 1.0) * (m_bottom - m_top);
    }

    void drawAxis() {
        for (const double tick : m_range.ticks) {
            const double y = yOf(tick);
            line({m_left, y}, {m_right, y}, m_palette.grid, 1);
            text({m_left - 6, y + 4}, formatShort(tick, m_chart.format), kCanvasSmallSize,
                 m_palette.secondary, TextAnchor::End);
        }
        line({m_left, m_bottom}, {m_right, m_bottom}, m_palette.axis, 1);
    }

    void drawGroup(std::size_t index) {
        const BarGroup& group = m_chart.groups[index];
        const double barWidth = std::min(m_slot * 0.68, kMostBarWidth);
        for (std::size_t i = 0; i < group.bars.size(); ++i) {
            const double middle = m_groupLeft[index] + m_slot * (static_cast<double>(i) + 0.5);
            drawBar(group.bars[i], middle, barWidth);
        }
        if (group.label.empty()) return;
        const double width = m_slot * static_cast<double>(group.bars.size());
        const double middle = m_groupLeft[index] + width / 2;
        const double room = width + gutter(index) + kGroupGap - 4;
        const auto most = static_cast<std::size_t>(std::max(4.0, room / (kCanvasTextSize * 0.6)));
        text({middle, m_height - kCanvasPad - 2}, shortened(group.label, most), kCanvasTextSize,
             m_palette.text, TextAnchor::Middle);
    }

    void drawBar(const Bar& bar, double middle, double width) {
        const double top = yOf(bar.value);
        const std::string value = formatShort(bar.value, m_chart.format);
        beginGroup("bar", bar.label + ": " + formatValue(bar.value, m_chart.format) +
                              (bar.floor ? ", floor " + formatValue(*bar.floor, m_chart.format) : ""));
        rectangle({middle - width / 2, top}, width, m_bottom - top, colourText(bar.colour));
        endGroup();
        if (bar.floor) {
            const double y = yOf(*bar.floor);
            line({middle - width / 2 - 3, y}, {middle + width / 2 + 3, y}, m_palette.text, 2.4);
        }
        double highest = top;
        if (bar.low && bar.high) {
            const double low = yOf(*bar.low);
            const double high = yOf(*bar.high);
            const double cap = std::min(5.0, width / 3);
            line({middle, low}, {middle, high}, m_palette.text, 1.4);
            line({middle - cap, low}, {middle + cap, low}, m_palette.text, 1.4);
            line({middle - cap, high}, {middle + cap, high}, m_palette.text, 1.4);
            highest = std::min(top, high);
        }
        if (m_uprightValues)
            turnedText({middle + 4, highest - 5}, -90, value, m_palette.text, TextAnchor::Start);
        else
            text({middle, highest - 5}, value, kCanvasSmallSize, m_palette.text, TextAnchor::Middle);
        if (m_slantLabels)
            turnedText({middle + 5, m_bottom + 14}, -kSlantDegrees, barName(bar), m_palette.text,
                       TextAnchor::End);
        else
            text({middle, m_bottom + 15}, barName(bar), kCanvasSmallSize, m_palette.text, TextAnchor::Middle);
    }

    /// Target lines of a group, each labelled at its right end; labels that would overlap move apart.
    void drawLines(std::size_t group) {
        std::vector<const TargetLine*> lines;
        for (const TargetLine& one : m_chart.lines)
            if (belongs(one, group)) lines.push_back(&one);
        if (lines.empty()) return;
        std::sort(lines.begin(), lines.end(),
                  [](const TargetLine* a, const TargetLine* b) { return a->value < b->value; });
        const double barsEnd =
            m_groupLeft[group] + m_slot * static_cast<double>(m_chart.groups[group].bars.size());
        double lowestFree = m_bottom - 4;
        for (const TargetLine* one : lines) {
            const double y = yOf(one->value);
            line({one->group ? m_groupLeft[group] : m_left, y}, {barsEnd + 4, y}, m_palette.text, 1.2,
                 one->stretch ? std::vector<double>{2, 3} : std::vector<double>{});
            const double labelY = std::min(m_linesInside ? y - 3 : y + 4, lowestFree);
            lowestFree = labelY - 13;
            if (m_linesInside)
                haloText({barsEnd, labelY}, one->label, TextAnchor::End);
            else
                text({barsEnd + 8, labelY}, one->label, kCanvasSmallSize, m_palette.text, TextAnchor::Start);
        }
    }

    [[nodiscard]] static std::string barName(const Bar& bar) {
        return shortened(bar.label, kMostLabelCharacters);
    }

    static constexpr double kSlantDegrees = 35;
    static constexpr double kSlantSine = 0.574;
    static constexpr double kSlantCosine = 0.819;

    const ChartSpec& m_chart;
    AxisRange m_range;
    double m_left = 0, m_right = 0, m_top = 0, m_bottom = 0;
    double m_slot = 0;
    double m_labelRoom = 0;
    bool m_slantLabels = false;
    bool m_uprightValues = false;
    bool m_linesInside = false; ///< no room for labels beside the groups: they lie on the bars
    std::vector<double> m_groupLeft;
};

} // namespace

Picture pictureOf(const ChartSpec& chart, double width, double height, bool dark) {
    return Drawing(chart, width, height, dark).draw();
}

std::string toSvg(const ChartSpec& chart, double width, double height, bool dark) {
    return toSvg(pictureOf(chart, width, height, dark));
}

} // namespace spacebench::results
