// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a run to the history, the comparison and the targets, as a user walks: with the real store.
#include <future>

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <gmock/gmock.h>

#include "bridge/to_qt.h"
#include "charts/xy_chart.h"
#include "results/run_store.h"
#include "views/benchmark_page.h"
#include "views/cell_table.h"
#include "views/compare_page.h"
#include "views/comparison_view.h"
#include "views/history_page.h"
#include "views/plan_page.h"
#include "views/run_details.h"
#include "views/target_editor.h"
#include "views/targets_page.h"
#include "widgets/answers.h"
#include "window_test.h"

namespace spacebench::app {
namespace {

using testing::HasSubstr;
using widgets::ComparePage;
using widgets::fromQt;
using widgets::HistoryPage;
using widgets::TargetsPage;

constexpr int kPatienceMs = 100'000;

class HistoryWorkflow : public WindowTest {
  protected:
    HistoryWorkflow() {
        qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
        m_window->show();
    }
    template <class Condition>
    void waitFor(Condition condition) {
        ASSERT_TRUE(QTest::qWaitFor(condition, kPatienceMs));
    }
    /// As another program, `spacectl bench`, leaves it.
    static void keep(const char* title, double ns, const char* started) {
        results::RunRecord record;
        record.title = title;
        record.source = "spacebench";
        record.startedUtc = started;
        record.machine = "a machine";
        results::RecordRow row;
        row.key = "serialize/mtts@a.paths";
        row.label = "serialize mtts";
        row.input = "a.paths";
        row.inputHash = "00";
        row.atoms = 1'000'000;
        row.operation = "serialize";
        row.formatId = "mtts";
        results::Metric time;
        time.id = results::metric::kTime;
        time.title = "wall time";
        for (int i = -5; i <= 5; ++i) time.samples.push_back(ns * (1 + i * 0.001));
        time.value = {ns, ns * 0.998, ns * 1.002};
        row.metrics.push_back(time);
        record.rows.push_back(row);
        auto store = results::RunStore::open();
        ASSERT_TRUE(store.ok()) << store.error().describe();
        const auto uid = (*store)->add(record);
        ASSERT_TRUE(uid.ok()) << uid.error().describe();
    }
    HistoryPage& history() { return m_window->history(); }
    void waitForRuns(std::size_t count) {
        waitFor([&] { return history().runs().size() == count; });
    }

    void settle() {
        waitFor([this] { return !history().busy(); });
    }

    QTemporaryDir m_data;
};

TEST_F(HistoryWorkflow, WhatAnotherProgramRecordsAppearsWhenTheWindowIsActivated) {
    m_window->showPlace(MainWindow::Place::History);
    waitFor([this] { return history().state() == HistoryPage::State::Ready; });
    EXPECT_TRUE(history().runs().empty());
    keep("from outside", 5e6, "2026-11-22T08:00:00Z");
    Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationActive);
    waitForRuns(1);
}

TEST_F(HistoryWorkflow, TagsNotesAndDeletionsAreStillThereInTheNextWindow) {
    keep("first", 5e6, "2026-11-21T08:00:00Z");
    keep("second", 6e6, "2026-11-22T08:00:00Z");
    m_window->showPlace(MainWindow::Place::History);
    waitForRuns(2);
    const QString second = widgets::toQt(history().runs()[0].uid);
    const QString first = widgets::toQt(history().runs()[1].uid);
    history().setTags(second, {QStringLiteral("nightly")});
    history().setBaselines(first, {QStringLiteral("main")});
    history().removeRuns({second});
    waitForRuns(1);
    settle();
    history().undo();
    waitForRuns(2);
    settle();
    history().removeRuns({second});
    waitForRuns(1);
    settle();

    auto store = results::RunStore::open();
    ASSERT_TRUE(store.ok());
    results::RunFilter deleted;
    deleted.deleted = true;
    const auto gone = (*store)->list(deleted);
    ASSERT_TRUE(gone.ok());
    ASSERT_EQ(gone->size(), 1U);
    EXPECT_EQ(gone->front().tags, std::vector<std::string>{"nightly"});
    EXPECT_EQ((*store)->find("main").value(), fromQt(first));
}

TEST_F(HistoryWorkflow, QuittingWaitsForChangesThatAMeasurementHoldsBack) {
    keep("first", 5e6, "2026-11-21T08:00:00Z");
    m_window->showPlace(MainWindow::Place::History);
    waitForRuns(1);
    const QString uid = widgets::toQt(history().runs()[0].uid);
    std::promise<void> end;
    m_controller.submit<int>(m_window.get(), QStringLiteral("measure"), widgets::JobDisplay::Quiet,
                             jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    history().setTitle(uid, QStringLiteral("renamed"));
    EXPECT_FALSE(m_window->close());
    EXPECT_TRUE(m_window->isVisible());
    end.set_value();
    waitFor([this] { return !m_window->isVisible(); });
    auto store = results::RunStore::open();
    ASSERT_TRUE(store.ok());
    EXPECT_EQ((*store)->get(fromQt(uid)).value().title, "renamed");
}

TEST_F(HistoryWorkflow, QuittingKeepsWhatIsBeingTyped) {
    keep("first", 5e6, "2026-11-21T08:00:00Z");
    m_window->showPlace(MainWindow::Place::History);
    waitForRuns(1);
    const QString uid = widgets::toQt(history().runs()[0].uid);
    m_window->activateWindow();
    auto* note = history().details().findChild<QPlainTextEdit*>();
    ASSERT_NE(note, nullptr);
    note->setFocus();
    waitFor([note] { return note->hasFocus(); });
    QTest::keyClicks(note, QStringLiteral("half a thought"));
    m_window->close();
    waitFor([this] { return !m_window->isVisible(); });
    auto store = results::RunStore::open();
    ASSERT_TRUE(store.ok());
    EXPECT_EQ((*store)->get(fromQt(uid)).value().note, "half a thought");
}

TEST_F(HistoryWorkflow, QuittingAsksBeforeATypedPlanIsLost) {
    widgets::PlanPage& plan = m_window->benchmark().plan();
    plan.setText(plan.text() + QLatin1Char(' '));
    {
        const widgets::Answers no(QMessageBox::No);
        EXPECT_FALSE(m_window->close());
        ASSERT_EQ(no.questions().size(), 1);
        EXPECT_THAT(fromQt(no.questions().front()), HasSubstr("not saved"));
    }
    const widgets::Answers yes(QMessageBox::Yes);
    EXPECT_TRUE(m_window->close());
}

TEST_F(HistoryWorkflow, QuittingAsksBeforeAnUnsavedTableOfTargetsIsLost) {
    m_window->showPlace(MainWindow::Place::Targets);
    waitFor([this] { return m_window->targets().dashboard() != nullptr; });
    m_window->targets().editTables().duplicate();
    {
        const widgets::Answers no(QMessageBox::No);
        EXPECT_FALSE(m_window->close());
        EXPECT_EQ(no.questions().size(), 1);
    }
    const widgets::Answers yes(QMessageBox::Yes);
    EXPECT_TRUE(m_window->close());
}

TEST_F(HistoryWorkflow, NamingTheShownResultsAsBaselineEndsInTheFieldOfTheName) {
    keep("first", 5e6, "2026-11-21T08:00:00Z");
    keep("second", 6e6, "2026-11-22T08:00:00Z");
    m_window->showPlace(MainWindow::Place::History);
    waitForRuns(2);
    const QString first = widgets::toQt(history().runs()[1].uid);
    history().setDeletedShown(true);
    waitForRuns(0);
    m_window->showPlace(MainWindow::Place::Benchmark);
    Q_EMIT m_window->benchmark().baselineAsked(first);
    EXPECT_EQ(m_window->place(), MainWindow::Place::History);
    waitFor([&] { return history().table().currentId() == first; });
    EXPECT_EQ(m_window->focusWidget(), &history().details().baselinesEdit());
}

TEST_F(HistoryWorkflow, ComparesTwoRunsOfTheHistory) {
    keep("before", 5e6, "2026-11-21T08:00:00Z");
    keep("after", 6e6, "2026-11-22T08:00:00Z");
    m_window->showPlace(MainWindow::Place::History);
    waitForRuns(2);
    Q_EMIT history().compareRequested(
        {widgets::toQt(history().runs()[1].uid), widgets::toQt(history().runs()[0].uid)});
    EXPECT_EQ(m_window->place(), MainWindow::Place::Compare);
    ComparePage& page = m_window->compare();
    waitFor([&] { return page.state() != ComparePage::State::Working; });
    ASSERT_EQ(page.state(), ComparePage::State::Ready);
    EXPECT_THAT(fromQt(page.view().table().tsv()), HasSubstr("slower"));
    waitFor([&] { return page.view().rowChart().itemCount() > 0; });
}

TEST_F(HistoryWorkflow, TheDashboardJudgesTheNewestRun) {
    keep("fast", 5e6, "2026-11-21T08:00:00Z");
    m_window->showPlace(MainWindow::Place::Targets);
    TargetsPage& page = m_window->targets();
    waitFor([&] { return page.dashboard() != nullptr; });
    EXPECT_EQ(page.dashboard()->run->title, "fast");
    EXPECT_GT(page.dashboard()->count(results::TargetState::StretchMet) +
                  page.dashboard()->count(results::TargetState::Met),
              0U);
    page.measureButton().click();
    EXPECT_EQ(m_window->place(), MainWindow::Place::Benchmark);
}

} // namespace
} // namespace spacebench::app
