// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/run_view.h"

#include <QApplication>
#include <QHeaderView>
#include <QListWidget>
#include <QTableView>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "charts/bar_chart.h"

namespace spacebench::widgets {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t kRuns = 10;

/// One row; measured where `ns` is not 0.
RunRowsModel::RunPtr runOf(double ns) {
    auto run = std::make_shared<results::BenchRun>();
    run->inputs = {{"kb.paths", 1000, 54'000, 1'000, {}}};
    results::BenchRow row;
    row.formatId = "mtts";
    row.label = "serialize mtts";
    row.key = "serialize/mtts@kb.paths";
    row.atoms = 1000;
    row.rawBytes = 54'000;
    row.medianNs = ns;
    row.ciLowNs = ns * 0.9123;
    row.ciHighNs = ns * 1.1234;
    if (ns > 0) row.samplesNs = {static_cast<std::uint64_t>(ns)};
    run->rows = {row};
    run->inputOfRow = {0};
    return run;
}

class RunViewTest : public testing::Test {
  protected:
    RunViewTest() { m_view.resize(1280, 700); }
    void show() {
        m_view.show();
        QApplication::processEvents();
    }
    int wanted(int column) const {
        const QAbstractItemView& view = m_view.table();
        return view.sizeHintForColumn(column);
    }

    Theme m_theme;
    RunView m_view{m_theme};
    RunRowsModel::ControlPtr m_control = std::make_shared<jobs::PlanControl>();
};

TEST_F(RunViewTest, columnsGrowWithTheirFigures) {
    show();
    m_view.setRun(runOf(0), m_control, kRuns);
    m_view.setRun(runOf(1'277'654), m_control, kRuns);
    for (const int column : {RunRowsModel::Median, RunRowsModel::Interval, RunRowsModel::Width})
        EXPECT_GE(m_view.table().columnWidth(column), wanted(column)) << column;
}

TEST_F(RunViewTest, aColumnThatTheUserDraggedStaysAsItIs) {
    show();
    m_view.setRun(runOf(0), m_control, kRuns);
    m_view.table().setColumnWidth(RunRowsModel::Median, 31);
    m_view.setRun(runOf(1'277'654), m_control, kRuns);
    EXPECT_EQ(m_view.table().columnWidth(RunRowsModel::Median), 31);
    m_view.setRun(nullptr, m_control, kRuns); // the next plan
    m_view.setRun(runOf(1'277'654), m_control, kRuns);
    EXPECT_GE(m_view.table().columnWidth(RunRowsModel::Median), wanted(RunRowsModel::Median));
}

TEST_F(RunViewTest, whatIsOutOfSightIsNotDrawnUntilItIsShown) {
    m_view.setRun(runOf(1'277'654), m_control, kRuns);
    EXPECT_EQ(m_view.chart().itemCount(), 0);
    show();
    EXPECT_EQ(m_view.chart().itemCount(), 1);
    EXPECT_GE(m_view.table().columnWidth(RunRowsModel::Interval), wanted(RunRowsModel::Interval));
}

TEST_F(RunViewTest, longTitlesInTheQueueAreElidedAndSaidInTheirToolTips) {
    show();
    const QString title = QStringLiteral("a plan with a title that is much longer than the list is wide");
    m_view.setQueue(title, {{title, true}, {title, false}});
    QApplication::processEvents();
    const QListWidget& queue = m_view.queue();
    ASSERT_EQ(queue.count(), 3);
    EXPECT_EQ(queue.horizontalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
    for (int row = 0; row < queue.count(); ++row) {
        EXPECT_LE(queue.visualItemRect(queue.item(row)).width(), queue.viewport()->width()) << row;
        EXPECT_THAT(fromQt(queue.item(row)->toolTip()), HasSubstr(fromQt(title))) << row;
    }
}

} // namespace
} // namespace spacebench::widgets
