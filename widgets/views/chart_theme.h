// SPDX-License-Identifier: GPL-3.0-or-later
//
// The theme's roles as a chart's colours.
#pragma once

#include "charts/chart_colours.h"
#include "theme.h"

namespace spacebench::widgets {

[[nodiscard]] inline ChartColours chartColours(const Theme& theme) {
    return {theme.color(Role::Surface), theme.color(Role::Text), theme.color(Role::SecondaryText),
            theme.color(Role::Border),  theme.color(Role::Grid), theme.color(Role::Accent),
            theme.color(Role::Text)};
}

} // namespace spacebench::widgets
