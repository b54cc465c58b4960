// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>

#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "charts/xy_chart.h"
#include "views/cell_table.h"
#include "views/error_banner.h"
#include "views/history_filters.h"
#include "views/history_page.h"
#include "views/run_details.h"
#include "views/trend_panel.h"
#include "widgets/answers.h"
#include "widgets/views/fake_store.h"

namespace spacebench::widgets {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

class HistoryPageTest : public testing::Test {
  protected:
    HistoryPageTest() {
        m_history.add(recordNamed("run-1", "first run", "2026-11-20T08:00:00Z"));
        m_history.add(recordNamed("run-2", "second run", "2026-11-21T08:00:00Z"));
        m_history.add(recordNamed("run-3", "third run", "2026-11-22T08:00:00Z", 2));
    }
    HistoryCalls calls() {
        HistoryCalls calls;
        calls.runs = m_history.calls();
        calls.asSpacebench = [](const results::RunRecord& run) { return "ours " + run.uid; };
        calls.asGoogleBenchmark = [](const results::RunRecord& run) { return "google " + run.uid; };
        calls.changePoints = [](std::span<const double> series) {
            std::vector<stats::ChangePoint> changes;
            for (std::size_t i = 1; i < series.size(); ++i)
                if (series[i] > 1.5 * series[i - 1]) changes.push_back({i, series[i - 1], series[i], 0.01});
            return changes;
        };
        calls.trendChart = [](const std::string& title, const results::Metric&,
                              const std::vector<results::Interval>& values, const std::vector<std::string>&) {
            results::XyChart chart;
            chart.id = "trend";
            chart.title = title;
            results::XySeries series;
            for (std::size_t i = 0; i < values.size(); ++i) {
                results::XyPoint point;
                point.x = static_cast<double>(i);
                point.y = values[i].value;
                point.row = i;
                series.values.push_back(point);
            }
            chart.series.push_back(series);
            return chart;
        };
        return calls;
    }
    HistoryPage& page() {
        if (!m_page) {
            m_page = std::make_unique<HistoryPage>(m_controller, m_theme, calls());
            m_page->resize(1240, 760);
            m_page->show();
            m_page->activateWindow();
            waitFor([this] { return m_page->state() != HistoryPage::State::Loading; });
        }
        return *m_page;
    }
    template <class Condition>
    void waitFor(Condition condition) {
        ASSERT_TRUE(QTest::qWaitFor(condition, kPatienceMs));
    }
    std::vector<std::string> shown() {
        std::vector<std::string> ids;
        for (const QString& id : page().table().shownIds()) ids.push_back(fromQt(id));
        return ids;
    }
    /// Until every change is in the store.
    void settle() {
        waitFor([this] { return !page().busy(); });
    }
    void waitForShown(const std::vector<std::string>& ids) {
        waitFor([&] { return shown() == ids; });
    }
    QString cell(const char* uid, int column) {
        const int row = page().table().cells().rowOf(QLatin1String(uid));
        return page().table().cells().index(row, column).data().toString();
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    FakeHistory m_history;
    std::unique_ptr<HistoryPage> m_page;
    QTemporaryDir m_folder;
};

TEST_F(HistoryPageTest, ListsRunsTheNewestFirst) {
    EXPECT_THAT((page(), shown()), ElementsAre("run-3", "run-2", "run-1"));
    EXPECT_EQ(cell("run-2", HistoryPage::Title), QStringLiteral("second run"));
    EXPECT_EQ(cell("run-2", HistoryPage::When), QStringLiteral("2026-11-21 08:00"));
    EXPECT_EQ(cell("run-2", HistoryPage::Rows), QStringLiteral("2"));
}

TEST_F(HistoryPageTest, SelectionSurvivesWhatOtherProgramsWrite) {
    page().selectRun(QStringLiteral("run-2"));
    m_history.add(recordNamed("run-4", "by another program", "2026-11-22T09:00:00Z"));
    page().refresh();
    waitForShown({"run-4", "run-3", "run-2", "run-1"});
    EXPECT_EQ(page().table().currentId(), QStringLiteral("run-2"));
    EXPECT_EQ(page().table().selectedIds(), QStringList{QStringLiteral("run-2")});
}

TEST_F(HistoryPageTest, SearchAndTagNarrowTheListAndSayThatTheyDo) {
    page().filters().setWords(QStringLiteral("second"));
    waitForShown({"run-2"});
    page().filters().setWords(QStringLiteral("no such run"));
    waitForShown({});
    page().filters().clear();
    waitForShown({"run-3", "run-2", "run-1"});
    page().setTags(QStringLiteral("run-1"), {QStringLiteral("nightly")});
    waitFor([this] { return cell("run-1", HistoryPage::Tags) == QStringLiteral("nightly"); });
    page().filters().setTag(QStringLiteral("nightly"));
    waitForShown({"run-1"});
}

TEST_F(HistoryPageTest, DetailsShowRowsWithMediansAndTheEnvironment) {
    page().selectRun(QStringLiteral("run-1"));
    CellTable& rows = page().details().rows();
    waitFor([&] { return rows.cells().rowCount() == 2; });
    EXPECT_EQ(rows.cells().headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(),
              QStringLiteral("wall time"));
    EXPECT_EQ(rows.cells().index(0, 3).data().toString(), QStringLiteral("5 ms"));
    EXPECT_THAT(fromQt(rows.cells().index(0, 3).data(Qt::ToolTipRole).toString()), HasSubstr("9 samples"));
    const QString environment = page().details().environment().tsv();
    EXPECT_THAT(fromQt(environment),
                AllOf(HasSubstr("processor.model\ta processor"), HasSubstr("kernel\tunknown")));
    EXPECT_THAT(fromQt(page().details().factsText()), HasSubstr("a machine"));
}

TEST_F(HistoryPageTest, TitleTagsNoteAndBaselineAreKeptAndCanBeTakenBack) {
    page().selectRun(QStringLiteral("run-2"));
    RunDetails& details = page().details();
    const auto type = [](QLineEdit& edit, const char* text) {
        edit.setText(QLatin1String(text));
        Q_EMIT edit.editingFinished();
    };
    type(details.titleEdit(), "renamed");
    waitFor([this] { return m_history.record("run-2").title == "renamed"; });
    type(details.tagsEdit(), "b, a,, b");
    waitFor([this] { return m_history.record("run-2").tags == std::vector<std::string>{"a", "b"}; });
    details.noteEdit().setPlainText(QStringLiteral("a note"));
    details.noteEdit().setFocus();
    QTest::keyClick(&details.noteEdit(), Qt::Key_Return, Qt::ControlModifier);
    waitFor([this] { return m_history.record("run-2").note == "a note"; });
    type(details.baselinesEdit(), "main");
    waitFor([this] { return cell("run-2", HistoryPage::Baselines) == QStringLiteral("main"); });
    for (int i = 0; i < 4; ++i) {
        settle();
        page().undo();
    }
    settle();
    EXPECT_EQ(m_history.record("run-2").title, "second run");
    EXPECT_TRUE(m_history.record("run-2").tags.empty());
    EXPECT_TRUE(m_history.record("run-2").note.empty());
    EXPECT_FALSE(page().canUndo());
}

TEST_F(HistoryPageTest, ABaselineNameMovesAndComesBackWithUndo) {
    page().setBaselines(QStringLiteral("run-1"), {QStringLiteral("main")});
    page().setBaselines(QStringLiteral("run-2"), {QStringLiteral("main")});
    waitFor([this] { return cell("run-2", HistoryPage::Baselines) == QStringLiteral("main"); });
    EXPECT_EQ(cell("run-1", HistoryPage::Baselines), QString());
    settle();
    page().undo();
    waitFor([this] { return cell("run-1", HistoryPage::Baselines) == QStringLiteral("main"); });
}

TEST_F(HistoryPageTest, ANameTakenFromADeletedRunGoesBackToIt) {
    page().setBaselines(QStringLiteral("run-1"), {QStringLiteral("main")});
    waitFor([this] { return cell("run-1", HistoryPage::Baselines) == QStringLiteral("main"); });
    settle();
    page().removeRuns({QStringLiteral("run-1")});
    waitForShown({"run-3", "run-2"});
    settle();
    page().setBaselines(QStringLiteral("run-2"), {QStringLiteral("main")});
    waitFor([this] { return cell("run-2", HistoryPage::Baselines) == QStringLiteral("main"); });
    settle();
    page().undo();
    settle();
    page().undo();
    waitForShown({"run-3", "run-2", "run-1"});
    EXPECT_EQ(cell("run-1", HistoryPage::Baselines), QStringLiteral("main"));
}

TEST_F(HistoryPageTest, DeletedRunsComeBackWithCtrlZOrFromTheDeletedOnes) {
    page().removeRuns({QStringLiteral("run-2"), QStringLiteral("run-3")});
    waitForShown({"run-1"});
    settle();
    EXPECT_EQ(page().undoText(), QStringLiteral("Deleted runs: 2"));
    page().table().setFocus();
    QTest::keyClick(&page().table(), Qt::Key_Z, Qt::ControlModifier);
    waitForShown({"run-3", "run-2", "run-1"});
    EXPECT_EQ(page().undoText(), QString());

    page().removeRuns({QStringLiteral("run-2")});
    waitForShown({"run-3", "run-1"});
    page().setDeletedShown(true);
    waitForShown({"run-2"});
    page().restoreRuns({QStringLiteral("run-2")});
    waitForShown({});
    page().setDeletedShown(false);
    waitForShown({"run-3", "run-2", "run-1"});
}

TEST_F(HistoryPageTest, DelInTheTableDeletesWhatIsSelected) {
    page().selectRun(QStringLiteral("run-1"));
    page().table().setFocus();
    QTest::keyClick(&page().table(), Qt::Key_Delete);
    waitForShown({"run-3", "run-2"});
    settle();
    EXPECT_TRUE(m_history.deleted("run-1"));
}

TEST_F(HistoryPageTest, ImportsFilesSelectsThemAndRefusesOthersWithTheReason) {
    page().importFiles({QStringLiteral("/tmp/google.json")});
    waitFor([this] { return page().table().currentId() == QStringLiteral("imported"); });
    EXPECT_EQ(cell("imported", HistoryPage::Source), QStringLiteral("google-benchmark"));
    page().importFiles({QStringLiteral("/tmp/bad.json")});
    waitFor([this] { return !page().banner().errors().empty(); });
    EXPECT_EQ(page().banner().errors().front().file, "/tmp/bad.json");
    settle();
    page().undo();
    waitForShown({"run-3", "run-2", "run-1"});
}

TEST_F(HistoryPageTest, ExportsOneRunIntoAFileAndSeveralIntoAFolder) {
    QSignalSpy spy(&page(), &HistoryPage::exported);
    const QString file = m_folder.filePath(QStringLiteral("one.json"));
    page().exportRuns({QStringLiteral("run-1")}, HistoryPage::ExportKind::GoogleBenchmark, file);
    waitFor([&] { return spy.size() == 1; });
    QFile one(file);
    ASSERT_TRUE(one.open(QIODevice::ReadOnly));
    EXPECT_EQ(one.readAll(), QByteArray("google run-1"));
    page().exportRuns({QStringLiteral("run-1"), QStringLiteral("run-2")}, HistoryPage::ExportKind::Spacebench,
                      m_folder.path());
    waitFor([&] { return spy.size() == 2; });
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-1_first_run.json"))));
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-2_second_run.json"))));
}

TEST_F(HistoryPageTest, ALockedStoreIsSaidAndTheListThatWasReadStays) {
    ASSERT_EQ((page(), shown()).size(), 3U);
    m_history.breakWith(Error::io("the history is locked by another program").advise("try again later"));
    page().refresh();
    waitFor([this] { return page().state() == HistoryPage::State::Failed; });
    EXPECT_EQ(shown().size(), 3U);
    EXPECT_THAT(fromQt(page().banner().details()), AllOf(HasSubstr("locked"), HasSubstr("Try again later")));
    m_history.breakWith(std::nullopt);
    for (QPushButton* button : page().findChildren<QPushButton*>())
        if (button->text() == QLatin1String("Try again")) button->click();
    waitFor([this] { return page().state() == HistoryPage::State::Ready; });
    EXPECT_TRUE(page().banner().errors().empty());
}

TEST_F(HistoryPageTest, AChangeThatFailsStaysSaidAndLeavesTheListAsItWas) {
    page();
    {
        const std::lock_guard lock(m_history.mutex);
        m_history.refusesWrites = Error::io("the disk is full");
    }
    QSignalSpy listed(m_page.get(), &HistoryPage::listShown);
    page().removeRuns({QStringLiteral("run-1")});
    EXPECT_EQ(shown().size(), 2U) << "a change shows at once";
    settle();
    EXPECT_EQ(shown().size(), 3U) << "and is taken back";
    waitFor([&] { return !listed.isEmpty(); });
    EXPECT_EQ(shown().size(), 3U);
    ASSERT_FALSE(page().banner().errors().empty()) << "reading the list anew must not hide it";
    EXPECT_EQ(page().banner().errors().front().message, "the disk is full");
    EXPECT_FALSE(page().canUndo());
}

TEST_F(HistoryPageTest, WhileSomethingIsMeasuredChangesShowAtOnceAndThePageSaysWhatItWaitsFor) {
    page();
    std::promise<void> end;
    m_controller.submit<int>(m_page.get(), QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    page().setTitle(QStringLiteral("run-1"), QStringLiteral("renamed"));
    page().setTags(QStringLiteral("run-1"), {QStringLiteral("nightly")});
    page().setNote(QStringLiteral("run-1"), QStringLiteral("a note"));
    page().removeRuns({QStringLiteral("run-2")});
    EXPECT_EQ(cell("run-1", HistoryPage::Title), QStringLiteral("renamed"));
    EXPECT_EQ(cell("run-1", HistoryPage::Tags), QStringLiteral("nightly"));
    EXPECT_EQ(cell("run-1", HistoryPage::Note), QStringLiteral("a note"));
    EXPECT_THAT(shown(), ElementsAre("run-3", "run-1"));
    waitFor([this] { return !page().waitText().isEmpty(); });
    EXPECT_THAT(fromQt(page().waitText()), HasSubstr("until the measurement ends"));
    EXPECT_EQ(m_history.record("run-1").title, "first run");
    end.set_value();
    settle();
    waitFor([this] { return page().waitText().isEmpty(); });
    EXPECT_EQ(m_history.record("run-1").title, "renamed");
    EXPECT_THAT(shown(), ElementsAre("run-3", "run-1"));
}

TEST_F(HistoryPageTest, WhileAChangeIsOnItsWayUndoTakesNoOlderOneBack) {
    page().setTitle(QStringLiteral("run-1"), QStringLiteral("renamed"));
    settle();
    page().removeRuns({QStringLiteral("run-3")});
    page().undo();
    settle();
    EXPECT_EQ(m_history.record("run-1").title, "renamed");
    EXPECT_TRUE(m_history.deleted("run-3"));
    page().undo();
    settle();
    EXPECT_FALSE(m_history.deleted("run-3"));
}

TEST_F(HistoryPageTest, AnUndoThatFailsCanBeTriedAgain) {
    page().removeRuns({QStringLiteral("run-3")});
    settle();
    {
        const std::lock_guard lock(m_history.mutex);
        m_history.refusesWrites = Error::io("the disk is full");
    }
    page().undo();
    settle();
    EXPECT_TRUE(page().canUndo());
    EXPECT_EQ(page().undoText(), QStringLiteral("Deleted \"third run\""));
    {
        const std::lock_guard lock(m_history.mutex);
        m_history.refusesWrites.reset();
    }
    page().undo();
    settle();
    EXPECT_FALSE(m_history.deleted("run-3"));
    EXPECT_FALSE(page().canUndo());
}

TEST_F(HistoryPageTest, ADeletionThatFailsHalfwayCanBeUndoneAsFarAsItCame) {
    page();
    {
        const std::lock_guard lock(m_history.mutex);
        m_history.writesLeft = 1;
    }
    page().removeRuns({QStringLiteral("run-3"), QStringLiteral("run-2")});
    settle();
    EXPECT_FALSE(page().banner().errors().empty());
    EXPECT_TRUE(m_history.deleted("run-3"));
    EXPECT_EQ(page().undoText(), QStringLiteral("Deleted runs: 1"));
    {
        const std::lock_guard lock(m_history.mutex);
        m_history.writesLeft = -1;
    }
    page().undo();
    settle();
    EXPECT_FALSE(m_history.deleted("run-3"));
}

TEST_F(HistoryPageTest, AfterADeletionTheNeighbourIsSelected) {
    page().selectRun(QStringLiteral("run-2"));
    page().removeRuns({QStringLiteral("run-2")});
    EXPECT_EQ(page().table().currentId(), QStringLiteral("run-1"));
    page().removeRuns({QStringLiteral("run-1")});
    EXPECT_EQ(page().table().currentId(), QStringLiteral("run-3"));
    settle();
    waitForShown({"run-3"});
    EXPECT_EQ(page().table().selectedIds(), QStringList{QStringLiteral("run-3")});
}

TEST_F(HistoryPageTest, F2EditsTheTitleWhereverInTheRowItIsPressed) {
    page().selectRun(QStringLiteral("run-2"));
    page().table().setFocus();
    QTest::keyClick(&page().table(), Qt::Key_F2);
    auto* edit = page().table().findChild<QLineEdit*>();
    ASSERT_NE(edit, nullptr);
    EXPECT_EQ(edit->text(), QStringLiteral("second run"));
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("renamed"));
    QTest::keyClick(edit, Qt::Key_Return);
    waitFor([this] { return cell("run-2", HistoryPage::Title) == QStringLiteral("renamed"); });
    settle();
}

TEST_F(HistoryPageTest, ALongTitleMakesTheWindowNoWiderWhenItIsSaidThatItsRunWasDeleted) {
    const int before = page().minimumSizeHint().width();
    page().setTitle(QStringLiteral("run-2"), QString(400, QLatin1Char('m')));
    page().removeRuns({QStringLiteral("run-2")});
    settle();
    EXPECT_THAT(fromQt(page().undoText()), HasSubstr(std::string(400, 'm')));
    EXPECT_LE(page().minimumSizeHint().width(), before);
}

TEST_F(HistoryPageTest, WhatWasImportedAndTakenBackCanBeImportedAgain) {
    page().importFiles({QStringLiteral("/tmp/google.json")});
    waitFor([this] { return page().table().currentId() == QStringLiteral("imported"); });
    settle();
    page().undo();
    waitForShown({"run-3", "run-2", "run-1"});
    settle();
    page().importFiles({QStringLiteral("/tmp/google.json")});
    waitFor([this] { return page().table().currentId() == QStringLiteral("imported"); });
    EXPECT_TRUE(page().banner().errors().empty());
}

TEST_F(HistoryPageTest, ARunIsNamedAsBaselineFromWhateverWasShown) {
    page().removeRuns({QStringLiteral("run-3")});
    settle();
    page().setDeletedShown(true);
    waitForShown({"run-3"});
    page().nameAsBaseline(QStringLiteral("run-1"));
    waitForShown({"run-2", "run-1"});
    EXPECT_EQ(page().table().currentId(), QStringLiteral("run-1"));
    EXPECT_EQ(page().focusWidget(), &page().details().baselinesEdit());
    EXPECT_EQ(page().details().uid(), QStringLiteral("run-1"));
    // What is not there is not waited for.
    QSignalSpy listed(m_page.get(), &HistoryPage::listShown);
    page().selectRun(QStringLiteral("later"));
    waitFor([&] { return !listed.isEmpty(); });
    m_history.add(recordNamed("later", "later", "2026-11-23T08:00:00Z"));
    page().refresh();
    waitForShown({"later", "run-2", "run-1"});
    EXPECT_EQ(page().table().currentId(), QStringLiteral("run-1"));
}

TEST_F(HistoryPageTest, EnterOpensNoRunThatHasNoResults) {
    results::RunRecord imported = recordNamed("imported", "imported", "2026-11-23T08:00:00Z");
    imported.source = "google-benchmark";
    m_history.add(imported);
    page().selectRun(QStringLiteral("imported"));
    QSignalSpy spy(m_page.get(), &HistoryPage::openRequested);
    page().table().setFocus();
    QTest::keyClick(&page().table(), Qt::Key_Return);
    page().selectRun(QStringLiteral("run-1"));
    QTest::keyClick(&page().table(), Qt::Key_Return);
    waitFor([&] { return !spy.isEmpty(); });
    ASSERT_EQ(spy.size(), 1);
    EXPECT_EQ(spy.front().front().value<RunPtr>()->uid, "run-1");
}

TEST_F(HistoryPageTest, EachViewHasTheButtonsThatBelongToIt) {
    const auto shownButtons = [this] {
        QStringList texts;
        for (const QToolButton* button : page().findChildren<QToolButton*>())
            if (button->isVisible() && button->defaultAction() != nullptr) texts += button->text();
        return texts;
    };
    EXPECT_TRUE(shownButtons().contains(QStringLiteral("Delete")));
    EXPECT_FALSE(shownButtons().contains(QStringLiteral("Restore")));
    page().setDeletedShown(true);
    EXPECT_FALSE(shownButtons().contains(QStringLiteral("Delete")));
    EXPECT_TRUE(shownButtons().contains(QStringLiteral("Restore")));
}

TEST_F(HistoryPageTest, TagsOfSeveralRunsChangeAtOnceAndComeBackTogether) {
    page().setTags(QStringLiteral("run-1"), {QStringLiteral("draft"), QStringLiteral("kept")});
    settle();
    page().changeTags({QStringLiteral("run-1"), QStringLiteral("run-2")}, {QStringLiteral("nightly")},
                      {QStringLiteral("draft")});
    settle();
    EXPECT_THAT(m_history.record("run-1").tags, ElementsAre("kept", "nightly"));
    EXPECT_THAT(m_history.record("run-2").tags, ElementsAre("nightly"));
    EXPECT_EQ(page().undoText(), QStringLiteral("Tags changed, runs: 2"));
    page().undo();
    settle();
    EXPECT_THAT(m_history.record("run-1").tags, ElementsAre("draft", "kept"));
    EXPECT_TRUE(m_history.record("run-2").tags.empty());
}

TEST_F(HistoryPageTest, TheDeletedAreEmptiedAfterAQuestionAndForGood) {
    page().removeRuns({QStringLiteral("run-3")});
    settle();
    page().setDeletedShown(true);
    waitForShown({"run-3"});
    const auto empty = [this] {
        for (QToolButton* button : page().findChildren<QToolButton*>())
            if (button->text().startsWith(QLatin1String("Empty"))) button->click();
    };
    {
        const Answers no(QMessageBox::No);
        empty();
        EXPECT_EQ(no.questions().size(), 1);
    }
    settle();
    EXPECT_TRUE(m_history.deleted("run-3"));
    const Answers yes(QMessageBox::Yes);
    empty();
    settle();
    waitForShown({});
    EXPECT_EQ(m_history.entries.size(), 2U);
    EXPECT_FALSE(page().canUndo()) << "a deletion can no longer be undone";
}

TEST_F(HistoryPageTest, ComparesTheSelectedRunsTheOldestFirst) {
    QSignalSpy spy(&page(), &HistoryPage::compareRequested);
    page().table().selectAll();
    for (QAction* action : page().table().actions())
        if (action->text() == QLatin1String("Compare selected")) action->trigger();
    ASSERT_EQ(spy.size(), 1);
    EXPECT_EQ(spy.front().front().toStringList(),
              (QStringList{QStringLiteral("run-1"), QStringLiteral("run-2"), QStringLiteral("run-3")}));
}

TEST_F(HistoryPageTest, TheTrendOfARowHasItsChangePointsInChartAndTable) {
    page().details().setCurrentWidget(&page().trend());
    TrendPanel& trend = page().trend();
    trend.showRow(QStringLiteral("serialize/mtts@kb.paths"));
    waitFor([&] { return trend.table().cells().rowCount() == 3; });
    EXPECT_EQ(trend.chart().itemCount(), 3);
    EXPECT_THAT(fromQt(trend.words()), HasSubstr("Lasting changes: 1"));
    EXPECT_THAT(fromQt(trend.table().cells().index(2, 5).data().toString()), HasSubstr("+100 %"));
    trend.table().selectId(QStringLiteral("run-3"));
    EXPECT_EQ(trend.chart().selectedRow(), std::optional<std::size_t>(2));
}

TEST_F(HistoryPageTest, ANarrowWindowReachesEveryButton) {
    EXPECT_LE(page().minimumSizeHint().width(), 880);
    page().resize(880, 640);
    QCoreApplication::processEvents();
    int buttons = 0;
    for (const QToolButton* button : page().findChildren<QToolButton*>()) {
        if (!button->isVisible() || button->text().isEmpty()) continue;
        ++buttons;
        const QRect place(button->mapTo(&page(), QPoint()), button->size());
        EXPECT_TRUE(page().rect().contains(place)) << fromQt(button->text());
        EXPECT_GE(button->width(), button->sizeHint().width()) << fromQt(button->text());
        for (const QToolButton* other : page().findChildren<QToolButton*>()) {
            if (other == button || !other->isVisible()) continue;
            EXPECT_FALSE(place.intersects(QRect(other->mapTo(&page(), QPoint()), other->size())))
                << fromQt(button->text()) << " lies over " << fromQt(other->text());
        }
    }
    EXPECT_GE(buttons, 8);
}

TEST_F(HistoryPageTest, AnotherTrendIsNotThatOfTheRowBeforeWhileSomethingIsMeasured) {
    TrendPanel& trend = page().trend();
    page().details().setCurrentWidget(&trend);
    waitFor([&] { return trend.chart().itemCount() > 0; });
    const QString first = trend.rowKey();
    std::promise<void> end;
    m_controller.submit<int>(&page(), QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    const QString second = first.contains(QStringLiteral("mtts")) ? QStringLiteral("serialize/act@kb.paths")
                                                                  : QStringLiteral("serialize/mtts@kb.paths");
    trend.showRow(second);
    EXPECT_EQ(trend.chart().itemCount(), 0);
    EXPECT_EQ(trend.table().cells().rowCount(), 0);
    waitFor([this] { return !page().waitText().isEmpty(); });
    end.set_value();
    waitFor([&] { return trend.rowKey() == second && trend.chart().itemCount() > 0; });
}

TEST_F(HistoryPageTest, TrendsLeaveOtherMachinesOutUntilAsked) {
    results::RunRecord other = recordNamed("run-0", "elsewhere", "2026-11-19T08:00:00Z", 7);
    other.machine = "another machine";
    m_history.entries.insert(m_history.entries.begin(), {other, false});
    page().details().setCurrentWidget(&page().trend());
    TrendPanel& trend = page().trend();
    trend.showRow(QStringLiteral("serialize/mtts@kb.paths"));
    waitFor([&] { return trend.table().cells().rowCount() == 3; });
    EXPECT_THAT(fromQt(trend.words()), HasSubstr("Left out"));
    trend.setEverything(true);
    waitFor([&] { return trend.table().cells().rowCount() == 4; });
    EXPECT_THAT(fromQt(trend.words()), HasSubstr("mixed"));
}

} // namespace
} // namespace spacebench::widgets
