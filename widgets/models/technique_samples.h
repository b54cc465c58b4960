// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that was measured for one row of the switchboard, as plain text with aligned columns: both
// configurations side by side, every run in its order, what was counted, and the switches that differ.
#pragma once

#include <QString>

#include "results/technique_result.h"

namespace spacebench::widgets {

/// `row` indexes TechniqueRun::effects.
[[nodiscard]] QString techniqueSamplesText(const results::TechniqueRun& run, std::size_t row);

} // namespace spacebench::widgets
