// SPDX-License-Identifier: Apache-2.0
//
// What every chart drawn as SVG shares: palette, sizes, frame with title, lines and texts. No script, no
// style sheet, no address: the picture can stand alone or inside a page. Text widths are estimated (no font
// is at hand), generously enough for DejaVu Sans.
#pragma once

#include <string>
#include <string_view>

#include "results/chart_spec.h"

namespace spacebench::results {

struct SvgPalette {
    const char* surface;
    const char* text;
    const char* secondary;
    const char* grid;
    const char* axis;
};
[[nodiscard]] const SvgPalette& svgPalette(bool dark);

constexpr double kSvgPad = 12;
constexpr double kSvgTitleSize = 15;
constexpr double kSvgTextSize = 12;
constexpr double kSvgSmallSize = 11;
constexpr double kSvgHeadHeight =
    kSvgPad + kSvgTitleSize + 18; ///< the base line of what stands below the title

[[nodiscard]] double svgTextWidth(std::string_view text, double size);
[[nodiscard]] std::string svgColour(const Colour& colour); ///< "#0072b2"

class SvgCanvas {
  public:
    struct Point {
        double x = 0;
        double y = 0;
    };

    SvgCanvas(double width, double height, bool dark)
        : m_width(width), m_height(height), m_palette(svgPalette(dark)) {}

    /// The root element, background, title, and `axis` below it.
    void open(std::string_view title, std::string_view axis);
    [[nodiscard]] std::string close(); ///< the whole document; nothing is drawn after it

    void line(Point from, Point to, const char* colour, double width, const char* dashes = "");
    void text(Point at, std::string_view words, double size, const char* colour, const char* anchor);
    /// Readable on top of what was drawn.
    void haloText(Point at, std::string_view words, const char* anchor);
    void turnedText(Point at, double degrees, std::string_view words, const char* colour, const char* anchor);
    /// Words in the middle of an empty chart, in as many lines as they need.
    void note(std::string_view words);
    void raw(std::string_view markup) { m_svg += markup; }

  protected:
    const double m_width;
    const double m_height;
    const SvgPalette& m_palette;

  private:
    std::string m_svg;
};

} // namespace spacebench::results
