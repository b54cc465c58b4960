// SPDX-License-Identifier: Apache-2.0
#include "results/svg_canvas.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "results/markup.h"

namespace spacebench::results {

namespace {

constexpr SvgPalette kLight = {"#ffffff", "#1b1f24", "#57606a", "#e6e9ed", "#8c959f"};
constexpr SvgPalette kDark = {"#1e2227", "#e6e9ed", "#a3abb5", "#343a42", "#6e7781"};
constexpr double kNoteLine = 17;

} // namespace

const SvgPalette& svgPalette(bool dark) {
    return dark ? kDark : kLight;
}

double svgTextWidth(std::string_view text, double size) {
    return static_cast<double>(characterCount(text)) * size * 0.6;
}

std::string svgColour(const Colour& colour) {
    return fmt::format("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b);
}

void SvgCanvas::open(std::string_view title, std::string_view axis) {
    m_svg = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
                        "viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-label=\"{2}\" "
                        "font-family=\"system-ui, 'DejaVu Sans', sans-serif\">\n",
                        m_width, m_height, escapeMarkup(std::string(title) + " " + std::string(axis)));
    m_svg += fmt::format("<rect width=\"{:.0f}\" height=\"{:.0f}\" fill=\"{}\"/>\n", m_width, m_height,
                         m_palette.surface);
    m_svg +=
        fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"600\" fill=\"{}\">{}</text>\n",
                    kSvgPad, kSvgPad + kSvgTitleSize, kSvgTitleSize, m_palette.text, escapeMarkup(title));
    text({kSvgPad, kSvgHeadHeight}, axis, kSvgTextSize, m_palette.secondary, "start");
}

std::string SvgCanvas::close() {
    return std::move(m_svg) + "</svg>\n";
}

void SvgCanvas::line(Point from, Point to, const char* colour, double width, const char* dashes) {
    m_svg += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
                         "stroke-width=\"{}\"",
                         from.x, from.y, to.x, to.y, colour, width);
    if (*dashes != '\0') m_svg += fmt::format(" stroke-dasharray=\"{}\"", dashes);
    m_svg += "/>\n";
}

void SvgCanvas::text(Point at, std::string_view words, double size, const char* colour, const char* anchor) {
    m_svg += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\">{}</text>\n", at.x,
        at.y, size, colour, anchor, escapeMarkup(words));
}

void SvgCanvas::haloText(Point at, std::string_view words, const char* anchor) {
    m_svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" fill=\"{}\" stroke=\"{}\" "
                         "stroke-width=\"3\" paint-order=\"stroke\" text-anchor=\"{}\">{}</text>\n",
                         at.x, at.y, kSvgSmallSize, m_palette.text, m_palette.surface, anchor,
                         escapeMarkup(words));
}

void SvgCanvas::turnedText(Point at, double degrees, std::string_view words, const char* colour,
                           const char* anchor) {
    m_svg +=
        fmt::format("<text transform=\"translate({:.1f} {:.1f}) rotate({})\" font-size=\"{}\" fill=\"{}\" "
                    "text-anchor=\"{}\">{}</text>\n",
                    at.x, at.y, degrees, kSvgSmallSize, colour, anchor, escapeMarkup(words));
}

void SvgCanvas::note(std::string_view words) {
    const auto most =
        static_cast<std::size_t>(std::max(10.0, (m_width - 4 * kSvgPad) / (kSvgTextSize * 0.6)));
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
        text({m_width / 2, y}, one, kSvgTextSize, m_palette.secondary, "middle");
        y += kNoteLine;
    }
}

} // namespace spacebench::results
