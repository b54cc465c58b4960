// SPDX-License-Identifier: GPL-3.0-or-later
//
// Verdicts of comparisons and of targets as a word with a mark, the same on every page. Colour only repeats
// what the word says.
#pragma once

#include <QString>

#include "results/comparison.h"
#include "results/target_table.h"
#include "theme.h"

namespace spacebench::widgets {

/// "faster", "slower" where the metric is a time; "better", "worse" otherwise.
[[nodiscard]] QString changeWord(stats::Change change, const results::Metric* metric);
[[nodiscard]] QString changeMark(stats::Change change); ///< one character
[[nodiscard]] Role changeRole(stats::Change change);
[[nodiscard]] inline bool isChange(stats::Change change) {
    return change == stats::Change::Faster || change == stats::Change::Slower;
}

[[nodiscard]] QString targetWord(results::TargetState state);
[[nodiscard]] QString targetMark(results::TargetState state);
[[nodiscard]] Role targetRole(results::TargetState state);
[[nodiscard]] results::Shade targetShade(results::TargetState state);
/// "sure" or "close", where a verdict was given at all.
[[nodiscard]] QString sureWord(const results::DashboardCell& cell);

/// "3.2 ms (95 %: 3.1 ms to 3.4 ms)"; without the interval where none is known.
[[nodiscard]] QString intervalText(results::MetricUnit unit, const results::Interval& value);

} // namespace spacebench::widgets
