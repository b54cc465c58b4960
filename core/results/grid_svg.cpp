// SPDX-License-Identifier: Apache-2.0
//
// Draws a GridChart as SVG, and says what its shades are.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/canvas.h"
#include "results/markup.h"
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

class Drawing final : Canvas {
  public:
    Drawing(const GridChart& chart, double width, double height, bool dark)
        : Canvas(width, height, dark), m_chart(chart), m_dark(dark) {}

    Picture draw() {
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
            rowLabel = std::max(rowLabel, textWidth(row, kCanvasSmallSize));
        m_left = kCanvasPad + std::min(rowLabel, m_width * kMostRowLabel) + 8;
        m_cellWidth = (m_width - kCanvasPad - m_left) / static_cast<double>(m_chart.columns.size());
        double columnLabel = 0;
        for (const std::string& column : m_chart.columns)
            columnLabel = std::max(columnLabel, textWidth(column, kCanvasSmallSize));
        m_turned = columnLabel > m_cellWidth - 4 && m_cellWidth < 60;
        m_top =
            kCanvasHeadHeight + 12 + (m_turned ? std::min(columnLabel, m_height / 4) : kCanvasSmallSize + 4);
        layOutLegend();
        const double room = m_height - kCanvasPad - m_legendHeight - m_top;
        m_cellHeight = std::clamp(room / static_cast<double>(m_chart.rows.size()), 4.0, kMostCellHeight);
    }

    void layOutLegend() {
        double x = kCanvasPad;
        for (const auto& [shade, words] : m_chart.legend) {
            const double width = 18 + textWidth(words, kCanvasSmallSize) + 14;
            if (x > kCanvasPad && x + width > m_width - kCanvasPad) {
                x = kCanvasPad;
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
            text({m_left - 6, y}, fitting(m_chart.rows[row], m_left - 6 - kCanvasPad, kCanvasSmallSize),
                 kCanvasSmallSize, m_palette.text, TextAnchor::End);
        }
        for (std::size_t column = 0; column < m_chart.columns.size(); ++column) {
            const double x = m_left + m_cellWidth * (static_cast<double>(column) + 0.5);
            const std::string& words = m_chart.columns[column];
            if (m_turned)
                turnedText({x + 4, m_top - 5}, -90, fitting(words, m_height / 4, kCanvasSmallSize),
                           m_palette.text, TextAnchor::Start);
            else
                text({x, m_top - 6}, fitting(words, m_cellWidth - 4, kCanvasSmallSize), kCanvasSmallSize,
                     m_palette.text, TextAnchor::Middle);
        }
    }

    void drawCell(std::size_t row, std::size_t column) {
        const GridCell& cell = m_chart.cell(row, column);
        const double x = m_left + m_cellWidth * static_cast<double>(column);
        const double y = m_top + m_cellHeight * static_cast<double>(row);
        beginGroup("cell", cell.tooltip.empty() ? cell.text : cell.tooltip);
        rectangle({x, y}, m_cellWidth, m_cellHeight, fill(cell.shade, cell.strength), m_palette.grid);
        // Smaller where it does not fit, shortened where that is not enough.
        double size = kCanvasSmallSize;
        while (size > 8 && textWidth(cell.text, size) > m_cellWidth - 4) size -= 1;
        if (m_cellHeight >= size + 1 && !cell.text.empty())
            text({x + m_cellWidth / 2, y + m_cellHeight / 2 + size * 0.36},
                 fitting(cell.text, m_cellWidth - 4, size), size, m_palette.text, TextAnchor::Middle);
        endGroup();
    }

    void drawLegend() {
        const double top = m_top + m_cellHeight * static_cast<double>(m_chart.rows.size()) + 8;
        for (std::size_t i = 0; i < m_legend.size(); ++i) {
            const double x = m_legend[i].x;
            const double y = top + m_legend[i].y;
            rectangle({x, y}, 12, 12, fill(m_chart.legend[i].first, 1), m_palette.axis);
            text({x + 18, y + 10}, m_chart.legend[i].second, kCanvasSmallSize, m_palette.text,
                 TextAnchor::Start);
        }
    }

    [[nodiscard]] std::string fill(Shade shade, double strength) const {
        const Colour surface = m_dark ? Colour{0x1E, 0x22, 0x27} : Colour{0xFF, 0xFF, 0xFF};
        return colourText(shadeColour(shade, strength, surface, m_dark));
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

Picture pictureOf(const GridChart& chart, double width, double height, bool dark) {
    return Drawing(chart, width, height, dark).draw();
}

std::string toSvg(const GridChart& chart, double width, double height, bool dark) {
    return toSvg(pictureOf(chart, width, height, dark));
}

} // namespace spacebench::results
