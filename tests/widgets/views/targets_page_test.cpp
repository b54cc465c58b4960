// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTranslator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "charts/grid_chart.h"
#include "models/dashboard_cells.h"
#include "views/cell_table.h"
#include "views/error_banner.h"
#include "views/target_editor.h"
#include "views/targets_page.h"
#include "views/wait_note.h"
#include "widgets/answers.h"
#include "widgets/views/fake_store.h"

namespace spacebench::widgets {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

std::string asText(const results::TargetTable& table) {
    return toJson(table).dump(2);
}

/// Tables in memory; the guide's is the core's own.
struct FakeTables {
    std::mutex mutex;
    std::vector<results::TargetTable> own;
    std::vector<Error> problems;

    TargetCalls calls(FakeHistory& history) {
        TargetCalls calls;
        calls.runs = history.calls();
        calls.tables = [this](std::vector<Error>* found) -> Result<std::vector<results::TargetTable>> {
            const std::lock_guard lock(mutex);
            std::vector<results::TargetTable> all{results::guideTable()};
            all.insert(all.end(), own.begin(), own.end());
            *found = problems;
            return all;
        };
        calls.save = [this](const results::TargetTable& table) -> Result<void> {
            const std::lock_guard lock(mutex);
            std::erase_if(own, [&](const auto& one) { return one.id == table.id; });
            own.push_back(table);
            return {};
        };
        calls.remove = [this](const std::string& id) -> Result<void> {
            const std::lock_guard lock(mutex);
            std::erase_if(own, [&](const auto& one) { return one.id == id; });
            return {};
        };
        calls.fromText = results::targetTableFromText;
        calls.asText = asText;
        calls.readFile = [](const std::string& file) -> Result<std::string> {
            if (file == "bad.json") return std::string("{\n\"schema\": \"spacebench.targets\",\n oops\n}");
            results::TargetTable table = results::guideTable();
            table.id = "imported";
            return asText(table);
        };
        calls.judge = results::makeDashboard;
        calls.charts = [](const results::Dashboard&) { return std::vector<results::XyChart>(); };
        calls.asMarkdown = calls.asJson = [](const results::Dashboard& it) { return it.table->id; };
        return calls;
    }
};

results::TargetTable ownTable(const char* id) {
    results::TargetTable table = results::guideTable();
    table.builtIn = false;
    table.id = id;
    table.title = std::string("title of ") + id;
    return table;
}

void choose(TargetEditor& editor, const char* id) {
    const int index = editor.choice().findData(QLatin1String(id));
    editor.choice().setCurrentIndex(index);
    Q_EMIT editor.choice().activated(index);
}

/// Says "@" before every word.
class Marker final : public QTranslator {
  public:
    QString translate(const char*, const char* source, const char*, int) const override {
        return QLatin1Char('@') + QString::fromUtf8(source);
    }
    bool isEmpty() const override { return false; }
};

results::RunRecord guideRun() {
    results::RunRecord run = recordNamed("run", "a run", "2026-11-22T08:00:00Z");
    run.rows.clear();
    results::RecordRow row = timedRow("serialize/mtts@generated", 1e6);
    row.atoms = 1'000'000;
    row.metrics.push_back(
        metricOf(results::metric::kAtomRate, "atoms", results::MetricUnit::PerSecond, {1e6}));
    row.metrics.back().lowerIsBetter = false;
    run.rows.push_back(row);
    return run;
}

class TargetsPageTest : public testing::Test {
  protected:
    TargetsPage& page() {
        if (!m_page) {
            m_page = std::make_unique<TargetsPage>(m_controller, m_theme, m_tables.calls(m_history));
            m_page->resize(1240, 760);
            m_page->show();
            waitFor([this] { return m_page->state() != TargetsPage::State::Loading; });
        }
        return *m_page;
    }
    template <class Condition>
    void waitFor(Condition condition) {
        ASSERT_TRUE(QTest::qWaitFor(condition, kPatienceMs));
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    FakeHistory m_history;
    FakeTables m_tables;
    std::unique_ptr<TargetsPage> m_page;
};

TEST_F(TargetsPageTest, WithoutARunEveryTargetSaysWhatWouldMeasureIt) {
    ASSERT_EQ(page().state(), TargetsPage::State::Ready);
    const std::size_t targets = results::guideTable().targets.size();
    EXPECT_GE(static_cast<std::size_t>(page().table().cells().rowCount()), targets);
    EXPECT_THAT(fromQt(page().summaryText()), HasSubstr("not measured"));
    const QString how = page().table().cells().index(0, DashboardHow).data().toString();
    EXPECT_FALSE(how.isEmpty());
    QString asked;
    QObject::connect(m_page.get(), &TargetsPage::measureRequested, m_page.get(),
                     [&](const QString& plan) { asked = plan; });
    page().measureButton().click();
    EXPECT_EQ(asked, QStringLiteral("guide"));
}

TEST_F(TargetsPageTest, JudgesTheNewestRunWithMarkAndWord) {
    m_history.add(guideRun());
    ASSERT_EQ(page().state(), TargetsPage::State::Ready);
    const results::Dashboard& dashboard = *page().dashboard();
    EXPECT_EQ(dashboard.run->uid, "run");
    std::size_t judged = 0;
    for (std::size_t i = 0; i < dashboard.cells.size(); ++i) {
        if (!dashboard.cells[i].measured) continue;
        ++judged;
        const int row = page().table().cells().rowOf(QString::number(i));
        EXPECT_THAT(fromQt(page().table().cells().index(row, DashboardVerdict).data().toString()),
                    testing::AnyOf(HasSubstr("met"), HasSubstr("missed")));
    }
    EXPECT_GT(judged, 0U);
    EXPECT_FALSE(page().grids().empty());
    EXPECT_THAT(fromQt(page().summaryText()), HasSubstr("a run, on a machine"));
}

TEST_F(TargetsPageTest, ACellOfAGridSelectsItsRowAndTheOtherWayRound) {
    m_history.add(guideRun());
    page().selectCell(3);
    EXPECT_EQ(page().table().currentId(), QStringLiteral("3"));
    for (GridChart* grid : page().grids()) EXPECT_EQ(grid->selectedRow(), std::optional<std::size_t>(3));
    Q_EMIT page().grids().front()->rowActivated(1);
    EXPECT_EQ(page().table().currentId(), QStringLiteral("1"));
}

TEST_F(TargetsPageTest, EveryCellOfTheDashboardStandsInOneGrid) {
    m_history.add(guideRun());
    std::size_t placed = 0;
    const auto grids = dashboardGrids(*page().dashboard());
    for (const results::GridChart& grid : grids)
        placed += static_cast<std::size_t>(std::count_if(
            grid.cells.begin(), grid.cells.end(), [](const auto& cell) { return cell.row.has_value(); }));
    EXPECT_EQ(placed, page().dashboard()->cells.size());
}

TEST_F(TargetsPageTest, AHistoryThatCannotBeReadIsSaidAboveWhatIsAskedFor) {
    m_history.breakWith(Error::corrupt("the history is damaged"));
    ASSERT_EQ(page().state(), TargetsPage::State::Failed);
    EXPECT_THAT(fromQt(page().banner().details()), HasSubstr("The history is damaged"));
    EXPECT_GT(page().table().cells().rowCount(), 0);
}

TEST_F(TargetsPageTest, ADuplicateIsEditedSavedChosenAndRemoved) {
    page();
    TargetEditor& editor = page().editTables();
    EXPECT_FALSE(editor.canSave()) << "the guide's own table is built in";
    editor.duplicate();
    EXPECT_EQ(editor.table().id, "guide-copy");
    EXPECT_EQ(editor.choice().currentIndex(), -1);
    EXPECT_FALSE(editor.choice().placeholderText().isEmpty()) << "a copy is in no file yet";
    ASSERT_TRUE(editor.canSave());
    editor.setCell(0, TargetEditor::Limit, QStringLiteral("7e6"));
    EXPECT_EQ(editor.table().targets.front().limit, 7e6);
    const std::size_t count = editor.table().targets.size();
    editor.addTarget();
    EXPECT_EQ(editor.table().targets.size(), count + 1);
    ASSERT_TRUE(editor.canSave()) << fromQt(editor.banner().details());
    editor.save();
    waitFor([this] { return page().dashboard()->table->id == "guide-copy"; });
    EXPECT_EQ(page().dashboard()->table->targets.front().limit, 7e6);
    editor.removeTable();
    waitFor([this] { return page().dashboard()->table->id == "guide"; });
}

TEST_F(TargetsPageTest, MistakesAreSaidAndNotSaved) {
    page();
    TargetEditor& editor = page().editTables();
    editor.duplicate();
    editor.setCell(0, TargetEditor::Limit, QStringLiteral("fast"));
    EXPECT_THAT(fromQt(editor.banner().details()), HasSubstr("fast"));
    editor.setCell(0, TargetEditor::MetricId, QStringLiteral("speed"));
    EXPECT_FALSE(editor.canSave());
    EXPECT_FALSE(editor.banner().errors().empty());
    editor.setCell(0, TargetEditor::MetricId, QStringLiteral("time"));
    editor.setCell(1, TargetEditor::Id, toQt(editor.table().targets[0].id));
    EXPECT_FALSE(editor.canSave()) << "ids are unique";
}

TEST_F(TargetsPageTest, AnImportNamesTheLineOfItsMistake) {
    page();
    TargetEditor& editor = page().editTables();
    editor.importFrom(QStringLiteral("bad.json"));
    waitFor([&] { return !editor.banner().errors().empty(); });
    ASSERT_TRUE(editor.banner().errors().front().position.has_value());
    EXPECT_EQ(editor.banner().errors().front().position->line, 3U);
    editor.importFrom(QStringLiteral("good.json"));
    waitFor([&] { return editor.table().id == "imported"; });
    EXPECT_TRUE(editor.canSave());
}

TEST_F(TargetsPageTest, SaysThatItWaitsUntilTheMeasurementEnds) {
    page();
    std::promise<void> end;
    m_controller.submit<int>(m_page.get(), QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    page().refresh();
    waitFor([this] { return page().waitNote().isVisible(); });
    end.set_value();
    waitFor([this] { return !page().waitNote().isVisible(); });
}

TEST_F(TargetsPageTest, ColumnsGrowWithWhatIsMeasuredUntilTheUserChoosesAWidth) {
    CellTable& table = page().table();
    const int empty = table.columnWidth(DashboardMeasured);
    m_history.add(guideRun());
    page().refresh();
    waitFor([this] { return !page().dashboard()->run->uid.empty(); });
    const int grown = table.columnWidth(DashboardMeasured);
    EXPECT_GT(grown, empty);
    table.setColumnWidth(DashboardMeasured, empty); // as a drag of the header does
    QSignalSpy judged(m_page.get(), &TargetsPage::stateChanged);
    page().refresh();
    waitFor([&] { return !judged.isEmpty(); });
    EXPECT_EQ(table.columnWidth(DashboardMeasured), empty);
}

TEST_F(TargetsPageTest, EditTablesAgainKeepsWhatIsNotSaved) {
    m_tables.own = {ownTable("mine")};
    page().setTable(QStringLiteral("mine"));
    waitFor([this] { return page().dashboard()->table->id == "mine"; });
    TargetEditor& editor = page().editTables();
    editor.setCell(0, TargetEditor::Limit, QStringLiteral("7e6"));
    page().editTables();
    EXPECT_EQ(editor.table().targets.front().limit, 7e6);
    EXPECT_TRUE(editor.changed());
}

TEST_F(TargetsPageTest, AnotherTableOrAnImportReplacesUnsavedChangesOnlyAfterAQuestion) {
    m_tables.own = {ownTable("mine"), ownTable("other")};
    page();
    TargetEditor& editor = page().editTables();
    choose(editor, "mine");
    ASSERT_EQ(editor.table().id, "mine");
    editor.setCell(0, TargetEditor::Limit, QStringLiteral("7e6"));
    {
        const Answers no(QMessageBox::No);
        choose(editor, "other");
        EXPECT_EQ(no.questions().size(), 1);
        EXPECT_EQ(editor.table().id, "mine");
        EXPECT_EQ(editor.table().targets.front().limit, 7e6);
        EXPECT_EQ(editor.choice().currentData().toString(), QStringLiteral("mine"));
        editor.importFrom(QStringLiteral("good.json"));
        waitFor([&] { return no.questions().size() == 2; });
        EXPECT_EQ(editor.table().id, "mine");
    }
    const Answers yes(QMessageBox::Yes);
    choose(editor, "other");
    EXPECT_EQ(editor.table().id, "other");
    EXPECT_EQ(yes.questions().size(), 1);
    choose(editor, "mine");
    EXPECT_EQ(yes.questions().size(), 1) << "nothing was changed: nothing is asked";
}

TEST_F(TargetsPageTest, AnEditedTableWithAMistakeIsNotClosedWithoutAQuestion) {
    page();
    TargetEditor& editor = page().editTables();
    editor.duplicate();
    editor.setCell(0, TargetEditor::MetricId, QStringLiteral("speed"));
    ASSERT_FALSE(editor.canSave());
    {
        const Answers no(QMessageBox::No);
        editor.close();
        EXPECT_EQ(no.questions().size(), 1);
        EXPECT_TRUE(editor.isVisible());
        EXPECT_FALSE(page().mayDiscard());
    }
    const Answers yes(QMessageBox::Yes);
    editor.close();
    EXPECT_FALSE(editor.isVisible());
    EXPECT_TRUE(page().mayDiscard());
    EXPECT_EQ(page().editTables().table().id, "guide");
}

TEST_F(TargetsPageTest, SavingUnderTheNameOfAnotherTableAsksFirst) {
    m_tables.own = {ownTable("mine"), ownTable("other")};
    page();
    TargetEditor& editor = page().editTables();
    choose(editor, "mine");
    editor.idEdit().setText(QStringLiteral("other"));
    Q_EMIT editor.idEdit().textEdited(QStringLiteral("other"));
    const auto titleOfOther = [this] {
        const std::lock_guard lock(m_tables.mutex);
        for (const auto& table : m_tables.own)
            if (table.id == "other") return table.title;
        return std::string();
    };
    {
        const Answers no(QMessageBox::No);
        editor.save();
        EXPECT_EQ(no.questions().size(), 1);
        EXPECT_FALSE(editor.writing());
        EXPECT_TRUE(editor.changed());
    }
    const Answers yes(QMessageBox::Yes);
    editor.save();
    waitFor([&] { return !editor.changed(); });
    EXPECT_EQ(titleOfOther(), "title of mine");
    EXPECT_EQ(yes.questions().size(), 1);
}

TEST_F(TargetsPageTest, TheKeyboardReachesTheChartsBeforeTheTableBelowThem) {
    page();
    ASSERT_FALSE(page().grids().empty());
    const QWidget* next = page().findChild<QTabBar*>();
    ASSERT_NE(next, nullptr);
    while (next != page().grids().back() && next != &page().table()) next = next->nextInFocusChain();
    EXPECT_EQ(next, page().grids().back());
}

TEST_F(TargetsPageTest, EnterInAFieldDoesNotCloseTheEditorWithItsChanges) {
    page();
    TargetEditor& editor = page().editTables();
    editor.duplicate();
    const Answers yes(QMessageBox::Yes);
    for (QLineEdit* field : editor.findChildren<QLineEdit*>()) QTest::keyClick(field, Qt::Key_Return);
    EXPECT_TRUE(yes.questions().isEmpty());
    EXPECT_TRUE(editor.isVisible());
}

TEST_F(TargetsPageTest, ChoicesOfTheEditorReadInTheLanguageOfTheWindowAndKeepTheirMeaning) {
    Marker marker;
    QCoreApplication::installTranslator(&marker);
    page();
    TargetEditor& editor = page().editTables();
    editor.duplicate();
    const auto text = [&] {
        return fromQt(editor.targets().cells().index(0, TargetEditor::Better).data().toString());
    };
    const bool lower = editor.table().targets.front().lowerIsBetter;
    EXPECT_EQ(text(), lower ? "@lower" : "@higher");
    editor.setCell(0, TargetEditor::Better, QLatin1String(lower ? "higher" : "lower"));
    EXPECT_EQ(editor.table().targets.front().lowerIsBetter, !lower);
    EXPECT_EQ(text(), lower ? "@higher" : "@lower");
    GridChart grid;
    results::GridChart spec;
    spec.title = "a question";
    spec.rows = {"row"};
    spec.columns = {"column"};
    spec.cells.resize(1);
    grid.setSpec(spec);
    EXPECT_THAT(fromQt(grid.accessibleName()), HasSubstr("@a question"));
    QCoreApplication::removeTranslator(&marker);
}

} // namespace
} // namespace spacebench::widgets
