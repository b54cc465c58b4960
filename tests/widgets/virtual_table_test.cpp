// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/virtual_table.h"

#include <set>

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

/// Past 2^31 rows, 2^31 pixels and 2^32 rows.
constexpr std::uint64_t kRows = 5'000'000'000;

/// Knows which rows were asked for.
class CountingRows final : public RowSource {
  public:
    std::uint64_t rowCount() const override { return kRows; }
    int columnCount() const override { return 2; }
    Column column(int index) const override {
        return {index == 0 ? QStringLiteral("#") : QStringLiteral("Text"), index == 0, true, 14, index == 1};
    }
    std::optional<QString> text(std::uint64_t row, int column) const override {
        asked.insert(row);
        return column == 0 ? grouped(row) : QStringLiteral("row");
    }
    mutable std::set<std::uint64_t> asked;
};

class VirtualTableTest : public ::testing::Test {
  protected:
    VirtualTableTest() {
        m_table.setSource(&m_rows);
        m_table.resize(400, 300);
        m_table.show();
        QApplication::processEvents();
    }
    ~VirtualTableTest() override { m_table.setSource(nullptr); }

    std::set<std::uint64_t> painted() {
        m_rows.asked.clear();
        static_cast<void>(m_table.viewport()->grab());
        return m_rows.asked;
    }

    Theme m_theme;
    CountingRows m_rows;
    VirtualTable m_table{m_theme};
};

} // namespace

TEST_F(VirtualTableTest, ScrollsToTheLastOfBillionsOfRows) {
    m_table.verticalScrollBar()->setValue(m_table.verticalScrollBar()->maximum());
    const std::set<std::uint64_t> rows = painted();
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(*rows.rbegin(), kRows - 1);
    EXPECT_GE(*rows.begin(), kRows - m_table.rowsPerPage() - 1) << "only what is visible is asked for";
}

TEST_F(VirtualTableTest, ShowsTheRowItIsSentTo) {
    for (const std::uint64_t row : {std::uint64_t{3'141'592'653}, std::uint64_t{1} << 31, std::uint64_t{7}}) {
        m_table.setCurrentRow(row);
        EXPECT_EQ(m_table.currentRow(), row);
        EXPECT_TRUE(painted().count(row) == 1) << row;
    }
}

TEST_F(VirtualTableTest, MovesByKeysRowByRowAndToBothEnds) {
    QSignalSpy picked(&m_table, &VirtualTable::picked);
    m_table.setCurrentRow(kRows - 3);
    QTest::keyClick(&m_table, Qt::Key_Down);
    EXPECT_EQ(m_table.currentRow(), kRows - 2);
    QTest::keyClick(&m_table, Qt::Key_End, Qt::ControlModifier);
    EXPECT_EQ(m_table.currentRow(), kRows - 1);
    QTest::keyClick(&m_table, Qt::Key_Down);
    EXPECT_EQ(m_table.currentRow(), kRows - 1);
    QTest::keyClick(&m_table, Qt::Key_Home, Qt::ControlModifier);
    EXPECT_EQ(m_table.currentRow(), 0U);
    EXPECT_GE(picked.count(), 3);
    EXPECT_TRUE(painted().count(0) == 1);
}

TEST_F(VirtualTableTest, ScrollsOneRowAtATimeWhereABarStepIsManyRows) {
    m_table.setTopRow(kRows / 2);
    m_table.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    EXPECT_EQ(m_table.topRow(), kRows / 2 + 1);
    m_table.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    EXPECT_EQ(m_table.topRow(), kRows / 2);
}

TEST_F(VirtualTableTest, SelectsAStretchWithShift) {
    m_table.setCurrentRow(kRows - 10);
    for (int i = 0; i < 4; ++i) QTest::keyClick(&m_table, Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(m_table.selectedRows(), std::pair(kRows - 10, kRows - 6));
    m_table.selectAll();
    EXPECT_EQ(m_table.selectedRows(), std::pair(std::uint64_t{0}, kRows - 1));
}

} // namespace spacebench::widgets
