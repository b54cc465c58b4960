// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/cell_table.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
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

TEST(CellTableModel, KeepsTheRulesOfModelsWhileRowsComeAndGo) {
    Theme theme;
    CellTableModel model(theme);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setColumns({{QStringLiteral("a")}, {QStringLiteral("b"), {}, true}});
    EXPECT_TRUE(model.setRows(
        {{QStringLiteral("1"), {{QStringLiteral("x")}, figureCell(QStringLiteral("2 ms"), 2e6)}},
         {QStringLiteral("2"), {{QStringLiteral("y")}}}}));
    const QPersistentModelIndex kept = model.index(1, 0);
    EXPECT_FALSE(model.setRows(
        {{QStringLiteral("1"), {{QStringLiteral("new\ttab")}, figureCell(QStringLiteral("3 ms"), 3e6)}},
         {QStringLiteral("2"), {{QStringLiteral("y")}}}}));
    EXPECT_TRUE(kept.isValid()) << "rows of the same ids stay where they are";
    EXPECT_EQ(model.toTsv({0, 1}, {0, 1}), QStringLiteral("a\tb\nnew tab\t3000000\ny\t\n"));
    model.setRows({});
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(CellTable, KeepsASelectionOfManyRowsInAsFewRangesAsThereCanBe) {
    const Theme theme;
    CellTable table(theme, QStringLiteral("rows"));
    table.setColumns({{QStringLiteral("a")}, {QStringLiteral("b")}});
    const auto rows = [](int from, int to) {
        std::vector<CellRow> made;
        for (int i = from; i < to; ++i)
            made.push_back({QString::number(i), {{QString::number(i)}, {QStringLiteral("x")}}});
        return made;
    };
    table.setRows(rows(0, 1000));
    table.selectAll();
    table.setRows(rows(300, 1100));
    EXPECT_EQ(table.selectedIds().size(), 700);
    EXPECT_EQ(table.selectionModel()->selection().size(), 1);
}

} // namespace
} // namespace spacebench::widgets
