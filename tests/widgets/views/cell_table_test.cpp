// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/cell_table.h"

#include <gtest/gtest.h>

#include <QHeaderView>

#include "theme.h"

namespace spacebench::widgets {
namespace {

TEST(CellTable, GivesBoundedColumnsTheRoomThatIsLeftUntilTheUserChoosesAWidth) {
    constexpr int kBound = 60;
    Theme theme;
    CellTable table(theme, QStringLiteral("runs"));
    table.setColumns({{QStringLiteral("Machine"), {}, false, false, kBound}, {QStringLiteral("Rows")}});
    table.setRows({{QStringLiteral("1"), {{QString(40, QLatin1Char('m'))}, {QStringLiteral("3")}}}});
    table.resize(100, 100);
    table.show();
    EXPECT_EQ(table.columnWidth(0), kBound);
    table.resize(1500, 100);
    EXPECT_GT(table.columnWidth(0), 5 * kBound) << "all of the text";
    EXPECT_LT(table.columnWidth(0), 1200) << "and no more than it needs";
    table.resize(100, 100);
    EXPECT_EQ(table.columnWidth(0), kBound);
    table.horizontalHeader()->resizeSection(0, 90); // as a drag does
    table.resize(1500, 100);
    EXPECT_EQ(table.columnWidth(0), 90);
}

} // namespace
} // namespace spacebench::widgets
