// SPDX-License-Identifier: Apache-2.0
//
// Writes a Picture as SVG.
#include <fmt/format.h>

#include "results/markup.h"
#include "results/picture.h"

namespace spacebench::results {

namespace {

const char* anchorName(TextAnchor anchor) {
    switch (anchor) {
    case TextAnchor::Start:
        return "start";
    case TextAnchor::Middle:
        return "middle";
    case TextAnchor::End:
        return "end";
    }
    return "start";
}

std::string paint(const PictureItem& item) {
    std::string text = fmt::format(" fill=\"{}\"", item.fill.empty() ? "none" : item.fill.c_str());
    if (item.stroke.empty()) return text;
    text += fmt::format(" stroke=\"{}\" stroke-width=\"{}\"", item.stroke, item.strokeWidth);
    if (!item.dashes.empty()) text += fmt::format(" stroke-dasharray=\"{}\"", fmt::join(item.dashes, " "));
    return text;
}

std::string pathMarkup(const PictureItem& item) {
    std::string path;
    for (const PicturePoint& point : item.points)
        path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", point.x, point.y);
    return fmt::format("<path d=\"{}{}\"{}/>\n", path, item.closed ? "z" : "", paint(item));
}

std::string textMarkup(const PictureItem& item) {
    const PicturePoint at = item.points.front();
    std::string text = "<text";
    if (item.degrees != 0)
        text += fmt::format(" transform=\"translate({:.1f} {:.1f}) rotate({})\"", at.x, at.y, item.degrees);
    else
        text += fmt::format(" x=\"{:.1f}\" y=\"{:.1f}\"", at.x, at.y);
    text += fmt::format(" font-size=\"{}\"", item.size);
    if (item.bold) text += " font-weight=\"600\"";
    text += paint(item);
    if (item.halo) text += " paint-order=\"stroke\"";
    return text +
           fmt::format(" text-anchor=\"{}\">{}</text>\n", anchorName(item.anchor), escapeMarkup(item.words));
}

std::string beginMarkup(const PictureItem& item) {
    std::string text = "<g";
    if (!item.role.empty()) text += fmt::format(" class=\"{}\"", item.role);
    if (item.opacity < 1) text += fmt::format(" opacity=\"{}\"", item.opacity);
    text += ">";
    if (!item.words.empty()) text += "<title>" + escapeMarkup(item.words) + "</title>";
    return text + "\n";
}

std::string markupOf(const PictureItem& item) {
    switch (item.kind) {
    case PictureItem::Kind::Path:
        return pathMarkup(item);
    case PictureItem::Kind::Rectangle:
        return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"{}/>\n",
                           item.points[0].x, item.points[0].y, item.points[1].x - item.points[0].x,
                           item.points[1].y - item.points[0].y, paint(item));
    case PictureItem::Kind::Circle:
        return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"{}/>\n", item.points[0].x,
                           item.points[0].y, item.radius, paint(item));
    case PictureItem::Kind::Text:
        return textMarkup(item);
    case PictureItem::Kind::BeginGroup:
        return beginMarkup(item);
    case PictureItem::Kind::EndGroup:
        return "</g>\n";
    }
    return {};
}

} // namespace

std::string toSvg(const Picture& picture) {
    std::string svg =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
                    "viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-label=\"{2}\" "
                    "font-family=\"system-ui, 'DejaVu Sans', sans-serif\">\n",
                    picture.width, picture.height, escapeMarkup(picture.name));
    for (const PictureItem& item : picture.items) svg += markupOf(item);
    return svg + "</svg>\n";
}

} // namespace spacebench::results
