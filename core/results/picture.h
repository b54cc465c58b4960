// SPDX-License-Identifier: Apache-2.0
//
// A drawing as data: what a chart draws once, an SVG file, a page and a PDF document show. Points are pixels
// from the upper left corner, y downwards; colours are "#rrggbb".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace spacebench::results {

enum class TextAnchor { Start, Middle, End };

struct PicturePoint {
    double x = 0;
    double y = 0;
};
struct PictureItem {
    enum class Kind {
        Path,       ///< lines through `points`
        Rectangle,  ///< from points[0] to points[1]
        Circle,     ///< around points[0]
        Text,       ///< `words` at points[0]
        BeginGroup, ///< what follows belongs together, with `words` as its tooltip
        EndGroup,
    };
    Kind kind = Kind::Path;
    std::vector<PicturePoint> points = {};
    bool closed = false;     ///< of a path
    std::string fill = {};   ///< empty = none
    std::string stroke = {}; ///< empty = none
    double strokeWidth = 1;
    std::vector<double> dashes = {};
    double radius = 0;
    std::string words = {};
    double size = 12; ///< of text
    bool bold = false;
    bool halo = false; ///< on a rim of `stroke`: readable on top of what was drawn
    double degrees = 0;
    TextAnchor anchor = TextAnchor::Start;
    double opacity = 1;    ///< of a group
    std::string role = {}; ///< of a group: "point", "cell"
};
struct Picture {
    double width = 0;
    double height = 0;
    std::string name; ///< what a screen reader says
    std::vector<PictureItem> items;
};

/// A complete <svg> element without script, style sheet and foreign address.
[[nodiscard]] std::string toSvg(const Picture& picture);

} // namespace spacebench::results
