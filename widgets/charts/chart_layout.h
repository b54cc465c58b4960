// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the parts of a bar chart go, as pure functions: no widget, no painter. Units: "slots" on the category
// axis (one slot a bar), pixels elsewhere.
#pragma once

#include <vector>

#include <QRectF>

#include "results/chart_spec.h"

namespace spacebench::widgets {

struct BarSlot {
    std::size_t group = 0;
    std::size_t bar = 0; ///< within the group
    double centre = 0;   ///< on the category axis
};

struct GroupSpan {
    double begin = 0; ///< on the category axis, half a slot before the first bar
    double end = 0;
    [[nodiscard]] double centre() const { return (begin + end) / 2; }
};

struct CategoryLayout {
    std::vector<BarSlot> bars; ///< in drawing order
    std::vector<GroupSpan> groups;
    double begin = 0; ///< the whole axis, margins included
    double end = 1;
};

/// Bars one slot apart, groups separated by a gap. Groups without bars keep one empty slot, so that a growing
/// chart does not jump.
[[nodiscard]] CategoryLayout layOutCategories(const results::ChartSpec& spec);

/// The slot whose column holds `position`, or -1.
[[nodiscard]] int slotAt(const CategoryLayout& layout, double position);

/// Moves rectangles up, where there is no room above down, until none covers another. `wanted` is in the
/// order of priority; `area` bounds the result where that is possible. Same order as `wanted`.
[[nodiscard]] std::vector<QRectF> spreadApart(const std::vector<QRectF>& wanted, const QRectF& area);

} // namespace spacebench::widgets
