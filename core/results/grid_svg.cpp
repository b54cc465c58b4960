// SPDX-License-Identifier: Apache-2.0
//
// Draws a GridChart as SVG, and says what its shades are.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/markup.h"
#include "results/svg_canvas.h"
#include "results/xy_chart.h"

namespace spacebench::results {

namespace {

// Mixed this deep at most: the text on it keeps its contrast.
constexpr double kDeepestOnLight = 0.60;
constexpr double kDeepestOnDark = 0.45;
constexpr double kPalest = 0.12;      ///< what has a shade is told from what has none
constexpr double kMostRowLabel = 0.3; ///< of the width
constexpr double kMostCellHeight = 44;
constexpr double kLegendRow = 18;

std::optional<Colour> hueOf(Shade shade) {
    switch (shade) {
    case Shade::None:
        return std::nullopt;
    case Shade::Neutral:
        return Colour{0x56, 0xB4, 0xE9};
    case Shade::Good:
        return Colour{0x00, 0x9E, 0x73};
    case Shade::Warning:
        return Colour{0xE6, 0x9F, 0x00};
    case Shade::Bad:
        return Colour{0xD5, 0x5E, 0x00};
    }
    return std::nullopt;
}

std::string fitting(std::string_view text, double width, double size) {
    return shortened(text, static_cast<std::size_t>(std::max(1.0, width / (size * 0.6))));
}

class Drawing final : SvgCanvas {
  public:
    Drawing(const GridChart& chart, double width, double height, bool dark)
        : SvgCanvas(width, height, dark), m_chart(chart), m_dark(dark) {}

    std::string draw() {
        open(m_chart.title, axes());
        if (m_chart.empty()) {
            note(m_chart.emptyNote);
            return close();
        }
        layOut();
        drawHeaders();
        for (std::size_t row = 0; row < m_chart.rows.size(); ++row)
            for (std::size_t column = 0; column < m_chart.columns.size(); ++column) drawCell(row, column);
        drawLegend();
        return close();
    }

  private:
    [[nodiscard]] std::string axes() const {
        if (m_chart.rowAxis.empty() || m_chart.columnAxis.empty())
            return m_chart.rowAxis + m_chart.columnAxis;
        return "down: " + m_chart.rowAxis + "; across: " + m_chart.columnAxis;
    }

    void layOut() {
        double rowLabel = 0;
        for (const std::string& row : m_chart.rows)
            rowLabel = std::max(rowLabel, svgTextWidth(row, kSvgSmallSize));
        m_left = kSvgPad + std::min(rowLabel, m_width * kMostRowLabel) + 8;
        m_cellWidth = (m_width - kSvgPad - m_left) / static_cast<double>(m_chart.columns.size());
        double columnLabel = 0;
        for (const std::string& column : m_chart.columns)
            columnLabel = std::max(columnLabel, svgTextWidth(column, kSvgSmallSize));
        m_turned = columnLabel > m_cellWidth - 4 && m_cellWidth < 60;
        m_top = kSvgHeadHeight + 12 + (m_turned ? std::min(columnLabel, m_height / 4) : kSvgSmallSize + 4);
        layOutLegend();
        const double room = m_height - kSvgPad - m_legendHeight - m_top;
        m_cellHeight = std::clamp(room / static_cast<double>(m_chart.rows.size()), 4.0, kMostCellHeight);
    }

    void layOutLegend() {
        double x = kSvgPad;
        for (const auto& [shade, words] : m_chart.legend) {
            const double width = 18 + svgTextWidth(words, kSvgSmallSize) + 14;
            if (x > kSvgPad && x + width > m_width - kSvgPad) {
                x = kSvgPad;
                m_legendHeight += kLegendRow;
            }
            m_legend.push_back({x, m_legendHeight});
            x += width;
        }
        if (!m_legend.empty()) m_legendHeight += kLegendRow + 6;
    }

    void drawHeaders() {
        for (std::size_t row = 0; row < m_chart.rows.size(); ++row) {
            const double y = m_top + m_cellHeight * (static_cast<double>(row) + 0.5) + 4;
            text({m_left - 6, y}, fitting(m_chart.rows[row], m_left - 6 - kSvgPad, kSvgSmallSize),
                 kSvgSmallSize, m_palette.text, "end");
        }
        for (std::size_t column = 0; column < m_chart.columns.size(); ++column) {
            const double x = m_left + m_cellWidth * (static_cast<double>(column) + 0.5);
            const std::string& words = m_chart.columns[column];
            if (m_turned)
                turnedText({x + 4, m_top - 5}, -90, fitting(words, m_height / 4, kSvgSmallSize),
                           m_palette.text, "start");
            else
                text({x, m_top - 6}, fitting(words, m_cellWidth - 4, kSvgSmallSize), kSvgSmallSize,
                     m_palette.text, "middle");
        }
    }

    void drawCell(std::size_t row, std::size_t column) {
        const GridCell& cell = m_chart.cell(row, column);
        const double x = m_left + m_cellWidth * static_cast<double>(column);
        const double y = m_top + m_cellHeight * static_cast<double>(row);
        raw("<g class=\"cell\">");
        const std::string& words = cell.tooltip.empty() ? cell.text : cell.tooltip;
        if (!words.empty()) raw(fmt::format("<title>{}</title>", escapeMarkup(words)));
        raw(fmt::format("\n<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" "
                        "stroke=\"{}\"/>\n",
                        x, y, m_cellWidth, m_cellHeight, fill(cell.shade, cell.strength), m_palette.grid));
        // Smaller where it does not fit, shortened where that is not enough.
        double size = kSvgSmallSize;
        while (size > 8 && svgTextWidth(cell.text, size) > m_cellWidth - 4) size -= 1;
        if (m_cellHeight >= size + 1 && !cell.text.empty())
            text({x + m_cellWidth / 2, y + m_cellHeight / 2 + size * 0.36},
                 fitting(cell.text, m_cellWidth - 4, size), size, m_palette.text, "middle");
        raw("</g>\n");
    }

    void drawLegend() {
        const double top = m_top + m_cellHeight * static_cast<double>(m_chart.rows.size()) + 8;
        for (std::size_t i = 0; i < m_legend.size(); ++i) {
            const double x = m_legend[i].x;
            const double y = top + m_legend[i].y;
            raw(fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"12\" height=\"12\" fill=\"{}\" "
                            "stroke=\"{}\"/>\n",
                            x, y, fill(m_chart.legend[i].first, 1), m_palette.axis));
            text({x + 18, y + 10}, m_chart.legend[i].second, kSvgSmallSize, m_palette.text, "start");
        }
    }

    [[nodiscard]] std::string fill(Shade shade, double strength) const {
        const Colour surface = m_dark ? Colour{0x1E, 0x22, 0x27} : Colour{0xFF, 0xFF, 0xFF};
        return svgColour(shadeColour(shade, strength, surface, m_dark));
    }

    const GridChart& m_chart;
    const bool m_dark;
    double m_left = 0, m_top = 0;
    double m_cellWidth = 0, m_cellHeight = 0;
    double m_legendHeight = 0;
    bool m_turned = false;
    std::vector<Point> m_legend;
};

} // namespace

const GridCell& GridChart::cell(std::size_t row, std::size_t column) const {
    static const GridCell kNothing;
    const std::size_t index = row * columns.size() + column;
    return index < cells.size() ? cells[index] : kNothing;
}

Colour shadeColour(Shade shade, double strength, Colour surface, bool dark) {
    const std::optional<Colour> hue = hueOf(shade);
    if (!hue) return surface;
    const double deepest = dark ? kDeepestOnDark : kDeepestOnLight;
    const double share = kPalest + (deepest - kPalest) * std::clamp(strength, 0.0, 1.0);
    const auto mix = [share](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
    };
    return {mix(surface.r, hue->r), mix(surface.g, hue->g), mix(surface.b, hue->b)};
}

std::string toSvg(const GridChart& chart, double width, double height, bool dark) {
    return Drawing(chart, width, height, dark).draw();
}

} // namespace spacebench::results
