// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dashboard as the window shows it: a grid of cells for each group, and the rows of the table beside them.
#pragma once

#include <vector>

#include "models/cell_table_model.h"
#include "results/target_table.h"

namespace spacebench::widgets {

enum DashboardColumn {
    DashboardGroup,
    DashboardId,
    DashboardTarget,
    DashboardLimit,
    DashboardMeasured,
    DashboardVerdict,
    DashboardHow, ///< sure or close; or what would measure it
    DashboardReferences,
    DashboardRow,
    DashboardConflicts,
};

/// One grid a group, in the order of the table: what is measured down, sizes or inputs across. A cell's row
/// is its index in Dashboard::cells.
[[nodiscard]] std::vector<results::GridChart> dashboardGrids(const results::Dashboard& dashboard);
[[nodiscard]] std::vector<CellColumn> dashboardColumns();
/// Ids are indexes into Dashboard::cells.
[[nodiscard]] std::vector<CellRow> dashboardRows(const results::Dashboard& dashboard);
/// "12 met, 3 missed, ...", each with its mark.
[[nodiscard]] QString dashboardSummary(const results::Dashboard& dashboard);

} // namespace spacebench::widgets
