// SPDX-License-Identifier: Apache-2.0
//
// What every chart shares that is drawn without the window: palette, sizes, frame with title, lines and
// texts. It records a Picture. Text widths are estimated (no font is at hand), generously enough for DejaVu
// Sans.
#pragma once

#include <string>
#include <string_view>

#include "results/chart_spec.h"
#include "results/picture.h"

namespace spacebench::results {

struct CanvasPalette {
    const char* surface;
    const char* text;
    const char* secondary;
    const char* grid;
    const char* axis;
};
[[nodiscard]] const CanvasPalette& canvasPalette(bool dark);

constexpr double kCanvasPad = 12;
constexpr double kCanvasTitleSize = 15;
constexpr double kCanvasTextSize = 12;
constexpr double kCanvasSmallSize = 11;
constexpr double kCanvasHeadHeight =
    kCanvasPad + kCanvasTitleSize + 18; ///< the base line of what stands below the title

[[nodiscard]] double textWidth(std::string_view text, double size);
[[nodiscard]] std::string colourText(const Colour& colour); ///< "#0072b2"

class Canvas {
  public:
    using Point = PicturePoint;

    Canvas(double width, double height, bool dark)
        : m_width(width), m_height(height), m_palette(canvasPalette(dark)) {}

    /// Background, title, and `axis` below it.
    void open(std::string_view title, std::string_view axis);
    [[nodiscard]] Picture close(); ///< the whole picture; nothing is drawn after it

    void line(Point from, Point to, const std::string& colour, double width, std::vector<double> dashes = {});
    void polyline(std::vector<Point> points, const std::string& colour, double width,
                  std::vector<double> dashes = {});
    void polygon(std::vector<Point> points, const std::string& fill, const std::string& stroke,
                 double strokeWidth);
    void rectangle(Point corner, double width, double height, const std::string& fill,
                   const std::string& stroke = {});
    void circle(Point middle, double radius, const std::string& fill, const std::string& stroke,
                double strokeWidth);
    void text(Point at, std::string_view words, double size, const char* colour, TextAnchor anchor);
    /// Readable on top of what was drawn.
    void haloText(Point at, std::string_view words, TextAnchor anchor);
    void turnedText(Point at, double degrees, std::string_view words, const char* colour, TextAnchor anchor);
    /// Words in the middle of an empty chart, in as many lines as they need.
    void note(std::string_view words);
    void beginGroup(std::string_view role, std::string_view tooltip, double opacity = 1);
    void endGroup();

  protected:
    const double m_width;
    const double m_height;
    const CanvasPalette& m_palette;

  private:
    PictureItem& add(PictureItem::Kind kind, std::vector<Point> points);

    Picture m_picture;
};

} // namespace spacebench::results
