// SPDX-License-Identifier: Apache-2.0
#include "results/canvas.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "results/markup.h"

namespace spacebench::results {

namespace {

constexpr CanvasPalette kLight = {"#ffffff", "#1b1f24", "#57606a", "#e6e9ed", "#8c959f"};
constexpr CanvasPalette kDark = {"#1e2227", "#e6e9ed", "#a3abb5", "#343a42", "#6e7781"};
constexpr double kNoteLine = 17;

} // namespace

const CanvasPalette& canvasPalette(bool dark) {
    return dark ? kDark : kLight;
}

double textWidth(std::string_view text, double size) {
    return static_cast<double>(characterCount(text)) * size * 0.6;
}

std::string colourText(const Colour& colour) {
    return fmt::format("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b);
}

PictureItem& Canvas::add(PictureItem::Kind kind, std::vector<Point> points) {
    PictureItem item;
    item.kind = kind;
    item.points = std::move(points);
    m_picture.items.push_back(std::move(item));
    return m_picture.items.back();
}

void Canvas::open(std::string_view title, std::string_view axis) {
    m_picture = {m_width, m_height, std::string(title) + " " + std::string(axis), {}};
    rectangle({0, 0}, m_width, m_height, m_palette.surface);
    text({kCanvasPad, kCanvasPad + kCanvasTitleSize}, title, kCanvasTitleSize, m_palette.text,
         TextAnchor::Start);
    m_picture.items.back().bold = true;
    text({kCanvasPad, kCanvasHeadHeight}, axis, kCanvasTextSize, m_palette.secondary, TextAnchor::Start);
}

Picture Canvas::close() {
    return std::move(m_picture);
}

void Canvas::line(Point from, Point to, const std::string& colour, double width, std::vector<double> dashes) {
    polyline({from, to}, colour, width, std::move(dashes));
}

void Canvas::polyline(std::vector<Point> points, const std::string& colour, double width,
                      std::vector<double> dashes) {
    PictureItem& item = add(PictureItem::Kind::Path, std::move(points));
    item.stroke = colour;
    item.strokeWidth = width;
    item.dashes = std::move(dashes);
}

void Canvas::polygon(std::vector<Point> points, const std::string& fill, const std::string& stroke,
                     double strokeWidth) {
    PictureItem& item = add(PictureItem::Kind::Path, std::move(points));
    item.closed = true;
    item.fill = fill;
    item.stroke = stroke;
    item.strokeWidth = strokeWidth;
}

void Canvas::rectangle(Point corner, double width, double height, const std::string& fill,
                       const std::string& stroke) {
    PictureItem& item = add(PictureItem::Kind::Rectangle, {corner, {corner.x + width, corner.y + height}});
    item.fill = fill;
    item.stroke = stroke;
}

void Canvas::circle(Point middle, double radius, const std::string& fill, const std::string& stroke,
                    double strokeWidth) {
    PictureItem& item = add(PictureItem::Kind::Circle, {middle});
    item.radius = radius;
    item.fill = fill;
    item.stroke = stroke;
    item.strokeWidth = strokeWidth;
}

void Canvas::text(Point at, std::string_view words, double size, const char* colour, TextAnchor anchor) {
    PictureItem& item = add(PictureItem::Kind::Text, {at});
    item.words = words;
    item.size = size;
    item.fill = colour;
    item.anchor = anchor;
}

void Canvas::haloText(Point at, std::string_view words, TextAnchor anchor) {
    text(at, words, kCanvasSmallSize, m_palette.text, anchor);
    PictureItem& item = m_picture.items.back();
    item.halo = true;
    item.stroke = m_palette.surface;
    item.strokeWidth = 3;
}

void Canvas::turnedText(Point at, double degrees, std::string_view words, const char* colour,
                        TextAnchor anchor) {
    text(at, words, kCanvasSmallSize, colour, anchor);
    m_picture.items.back().degrees = degrees;
}

void Canvas::beginGroup(std::string_view role, std::string_view tooltip, double opacity) {
    PictureItem& item = add(PictureItem::Kind::BeginGroup, {});
    item.role = role;
    item.words = tooltip;
    item.opacity = opacity;
}

void Canvas::endGroup() {
    add(PictureItem::Kind::EndGroup, {});
}

void Canvas::note(std::string_view words) {
    const auto most =
        static_cast<std::size_t>(std::max(10.0, (m_width - 4 * kCanvasPad) / (kCanvasTextSize * 0.6)));
    std::vector<std::string> lines(1);
    while (!words.empty()) {
        const std::size_t space = words.find(' ');
        const std::string_view word = words.substr(0, space);
        words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
        std::string& last = lines.back();
        if (!last.empty() && characterCount(last) + 1 + characterCount(word) > most)
            lines.emplace_back(word);
        else
            last += (last.empty() ? "" : " ") + std::string(word);
    }
    double y = m_height / 2 - kNoteLine * static_cast<double>(lines.size() - 1) / 2;
    for (const std::string& one : lines) {
        text({m_width / 2, y}, one, kCanvasTextSize, m_palette.secondary, TextAnchor::Middle);
        y += kNoteLine;
    }
}

} // namespace spacebench::results
