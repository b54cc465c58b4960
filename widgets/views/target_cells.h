// SPDX-License-Identifier: GPL-3.0-or-later
//
// Targets of a table as cells that are edited: columns, rows, and what an edit says. Words are in the context
// of TargetEditor.
#pragma once

#include "base/result.h"
#include "results/target_table.h"
#include "views/cell_table.h"
#include "views/target_editor.h"

namespace spacebench::widgets {

/// Columns in the order of TargetEditor::Column, with lists where few things are allowed.
void dressTargets(CellTable& table);
/// `index` is the id of the row.
[[nodiscard]] CellRow targetRow(std::size_t index, const results::TableTarget& target);
/// What was typed or chosen in a cell; the target is as it was where it makes no sense.
[[nodiscard]] Result<void> setTargetField(results::TableTarget& target, TargetEditor::Column column,
                                          const QString& text);

} // namespace spacebench::widgets
