// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verdicts of one benchmark row against the guide's targets, as one word with a mark: what the table
// shows. Colour only repeats what the word says.
#pragma once

#include <QString>

#include "results/bench_result.h"
#include "theme.h"

namespace spacebench::widgets {

enum class Verdict { NoTarget, Missed, Met, Stretch }; ///< in sorting order

struct VerdictText {
    Verdict verdict = Verdict::NoTarget;
    QString word;   ///< "missed L1": for copies
    QString marked; ///< with its mark in front: for the table
    QString detail; ///< one line a target: measured, limit, stretch
};

/// Missed where one target is missed; Stretch where every target that has a stretch goal reached it.
[[nodiscard]] VerdictText verdictOf(const results::BenchRow& row);
[[nodiscard]] Role verdictRole(Verdict verdict);

} // namespace spacebench::widgets
