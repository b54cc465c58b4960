// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "views/bench_form.h"
#include "views/benchmark_page.h"

namespace spacebench::widgets {
namespace {

using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

class BenchmarkPageTest : public testing::Test {
  protected:
    BenchmarkPageTest() {
        m_page.resize(1280, 760);
        m_page.show();
        QApplication::processEvents();
    }

    /// 1K generated atoms as .paths, both ways, three samples each: the smallest real run with two rows.
    void chooseTinyRun() {
        BenchForm& form = m_page.form();
        form.chooseGenerated({1000});
        form.setRuns(3);
        form.setOperation(results::Operation::Load, false);
        for (const std::string& id : form.request().formatIds) form.setFormat(toQt(id), id == "paths");
    }
    bool waitForEnd() {
        return QTest::qWaitFor(
            [this] {
                return m_page.state() != BenchmarkPage::State::Waiting &&
                       m_page.state() != BenchmarkPage::State::Running;
            },
            kPatienceMs);
    }
    void runTiny() {
        chooseTinyRun();
        m_page.run();
        ASSERT_TRUE(waitForEnd());
        ASSERT_EQ(m_page.state(), BenchmarkPage::State::Done);
        ASSERT_NE(m_page.resultsView().run(), nullptr);
        ASSERT_EQ(m_page.resultsView().run()->rows.size(), 2U);
    }
    QPushButton* button(const char* text) const {
        for (QPushButton* one : m_page.findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == QLatin1String(text)) return one;
        return nullptr;
    }
    static NamedSpace smallSpace(const char* name) {
        space::GeneratorOptions options;
        options.atoms = 50;
        auto paths = space::generate(options, WorkContext{});
        EXPECT_TRUE(paths.ok());
        NamedSpace named;
        named.name = QLatin1String(name);
        named.path = QStringLiteral("/somewhere/") + named.name;
        named.content.space = std::make_shared<space::MemorySpace>(std::move(paths).value());
        return named;
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    BenchmarkPage m_page{m_controller, m_theme};
    QTemporaryDir m_folder;
};

TEST_F(BenchmarkPageTest, emptyItOffersToRunAndNothingElse) {
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Empty);
    ASSERT_NE(button("Run benchmark"), nullptr);
    EXPECT_EQ(button("Cancel")->isEnabled(), false);
    m_page.saveAs(BenchmarkPage::SaveKind::Json, m_folder.filePath(QStringLiteral("x.json")));
    EXPECT_EQ(m_controller.runningCount(), 0) << "there is nothing to save";
}

TEST_F(BenchmarkPageTest, aRunFillsTableAndCharts) {
    const QSignalSpy arrived(&m_page, &BenchmarkPage::rowsArrived);
    runTiny();
    EXPECT_GE(arrived.count(), 1);
    BenchResultsView& view = m_page.resultsView();
    EXPECT_EQ(view.table()->model()->rowCount(), 2);
    EXPECT_EQ(view.chart(0)->itemCount(), 2) << "serialize and deserialize";
    EXPECT_EQ(view.chart(2)->itemCount(), 1) << "one file, one ratio";
    EXPECT_FALSE(view.chart(0)->spec().lines.empty()) << "the guide's targets are drawn";
    const auto& row = view.run()->rows.front();
    EXPECT_EQ(row.atoms, 1000U);
    EXPECT_EQ(row.samplesNs.size(), 3U);
    const auto jobs = m_controller.stripJobs();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_THAT(fromQt(jobs[0].outcome), HasSubstr("2 row"));
}

TEST_F(BenchmarkPageTest, theTableSaysEveryVerdictInWords) {
    runTiny();
    const QAbstractItemModel& model = *m_page.resultsView().table()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex cell = model.index(row, BenchTableModel::VerdictColumn);
        EXPECT_THAT(fromQt(cell.data().toString()),
                    testing::AnyOf(HasSubstr("met"), HasSubstr("stretch"), HasSubstr("missed"),
                                   HasSubstr("no target")));
        EXPECT_FALSE(cell.data(Qt::ToolTipRole).toString().isEmpty());
    }
}

TEST_F(BenchmarkPageTest, theTableShowsTheDistanceToTheFloor) {
    runTiny();
    const QAbstractItemModel& model = *m_page.resultsView().table()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex cell = model.index(row, BenchTableModel::Floor);
        EXPECT_THAT(fromQt(cell.data().toString()), testing::EndsWith("x"));
        EXPECT_THAT(
            fromQt(cell.data(Qt::ToolTipRole).toString()),
            testing::AllOf(HasSubstr("x memcpy, floor "), HasSubstr(row == 0 ? "deflate" : "inflate")));
        EXPECT_GE(cell.data(BenchTableModel::SortRole).toDouble(), 1) << "nothing is below its floor";
    }
    EXPECT_THAT(m_page.resultsView().chart(0)->spec().axis, HasSubstr("floor"));
    auto run = std::make_shared<results::BenchRun>(*m_page.resultsView().run());
    run->rows[0].floor.reset();
    m_page.resultsView().setRun(run);
    const QModelIndex unknown = model.index(0, BenchTableModel::Floor);
    EXPECT_EQ(unknown.data().toString(), QStringLiteral("not known"));
    EXPECT_THAT(fromQt(unknown.data(Qt::ToolTipRole).toString()), HasSubstr("No floor is known"));
}

TEST_F(BenchmarkPageTest, theVerdictIsInSightOnANarrowWindow) {
    m_page.resize(1100, 700);
    runTiny();
    const QTableView& table = *m_page.resultsView().table();
    for (const int column : {BenchTableModel::VerdictColumn, BenchTableModel::Floor}) {
        EXPECT_FALSE(table.isColumnHidden(column));
        EXPECT_LE(table.columnViewportPosition(column) + table.columnWidth(column), table.viewport()->width())
            << column;
    }
}

TEST_F(BenchmarkPageTest, aBarSelectsItsRowAndARowItsBar) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    Q_EMIT view.chart(0)->rowActivated(1);
    EXPECT_EQ(view.table()->currentIndex().row(), 1);
    EXPECT_EQ(view.chart(0)->selectedRow(), 1U);
    EXPECT_EQ(view.chart(2)->selectedRow(), view.chart(2)->spec().groups[0].bars[0].row)
        << "the ratio chart has one bar for both rows";
    view.table()->selectRow(0);
    EXPECT_EQ(view.selectedRow(), 0U);
    EXPECT_EQ(view.chart(0)->selectedRow(), 0U);
}

TEST_F(BenchmarkPageTest, rowsStayThemselvesWhenTheTableIsSorted) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    view.table()->sortByColumn(BenchTableModel::Operation, Qt::AscendingOrder);
    EXPECT_EQ(view.table()->model()->index(0, BenchTableModel::Operation).data(),
              QStringLiteral("deserialize"));
    view.selectRow(0);
    EXPECT_EQ(view.table()->currentIndex().siblingAtColumn(BenchTableModel::Operation).data().toString(),
              toQt(results::operationName(view.run()->rows[0].operation)));
    const QStringList lines = view.tableTsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 3);
    EXPECT_THAT(fromQt(lines[0]), HasSubstr("Median (ns)"));
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("deserialize\tpaths")));
}

TEST_F(BenchmarkPageTest, speedAndMemoryAreShownInTheUnitAskedFor) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    view.setSpeed(BenchResultsView::Speed::MegabytesPerSecond);
    EXPECT_THAT(view.chart(0)->spec().axis, HasSubstr("MB/s"));
    view.setSpeed(BenchResultsView::Speed::AtomsPerSecond);
    EXPECT_THAT(view.chart(0)->spec().axis, HasSubstr("atoms/s"));
    view.setMemory(BenchResultsView::Memory::PeakHeap);
    EXPECT_THAT(view.chart(1)->spec().axis, HasSubstr("heap"));
}

TEST_F(BenchmarkPageTest, rawSamplesAreThereOnDemand) {
    runTiny();
    const results::BenchRow& row = m_page.resultsView().run()->rows[0];
    const std::string text = fromQt(rawSamplesText(row));
    for (const std::uint64_t sample : row.samplesNs) EXPECT_THAT(text, HasSubstr(groupedNumber(sample)));
}

TEST_F(BenchmarkPageTest, everyFileItSavesCanBeReadBack) {
    runTiny();
    const auto save = [this](BenchmarkPage::SaveKind kind, const char* name) {
        QSignalSpy saved(&m_page, &BenchmarkPage::saved);
        const QString path = m_folder.filePath(QLatin1String(name));
        m_page.saveAs(kind, path);
        EXPECT_TRUE(saved.count() > 0 || saved.wait(kPatienceMs)) << name;
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        return file.readAll();
    };
    EXPECT_FALSE(QImage::fromData(save(BenchmarkPage::SaveKind::Png, "x.png")).isNull());
    const auto json = nlohmann::json::parse(save(BenchmarkPage::SaveKind::Json, "x.json").toStdString());
    EXPECT_EQ(json["schema"], "spacebench.bench");
    EXPECT_EQ(json["results"].size(), 2U);
    EXPECT_THAT(save(BenchmarkPage::SaveKind::Csv, "x.csv").toStdString(), HasSubstr("median_ns"));
    EXPECT_THAT(save(BenchmarkPage::SaveKind::Html, "x.html").toStdString(), HasSubstr("<svg"));
    QXmlStreamReader svg(save(BenchmarkPage::SaveKind::Svg, "x.svg"));
    int charts = 0;
    while (!svg.atEnd())
        if (svg.readNext() == QXmlStreamReader::StartElement && svg.name() == QLatin1String("svg")) ++charts;
    EXPECT_FALSE(svg.hasError()) << fromQt(svg.errorString());
    EXPECT_EQ(charts, 4) << "one picture that holds three";
}

TEST_F(BenchmarkPageTest, anOpenSpaceIsChosenByItselfSoThatOneClickRunsIt) {
    m_page.setSpaces({smallSpace("mine.paths"), smallSpace("other.paths")});
    const BenchChoice request = m_page.form().request();
    ASSERT_EQ(request.spaces.size(), 1U);
    EXPECT_EQ(request.spaces[0].name, "mine.paths");
    EXPECT_TRUE(request.generatedAtoms.empty());
    m_page.form().setRuns(1);
    QTest::mouseClick(button("Run"), Qt::LeftButton);
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(m_page.state(), BenchmarkPage::State::Done);
    EXPECT_EQ(m_page.resultsView().run()->inputs[0].name, "mine.paths");
}

TEST_F(BenchmarkPageTest, aChoiceOfTheUserSurvivesTheNextOpenSpace) {
    m_page.form().chooseGenerated({1000});
    m_page.setSpaces({smallSpace("mine.paths")});
    EXPECT_EQ(m_page.form().request().generatedAtoms, std::vector<std::uint64_t>{1000});
}

TEST_F(BenchmarkPageTest, cancelEndsALongRunAndKeepsThePageUsable) {
    m_page.form().chooseGenerated({1000});
    m_page.form().setRuns(10'000);
    m_page.run();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return m_page.state() == BenchmarkPage::State::Running; }, kPatienceMs));
    EXPECT_FALSE(button("Run")->isEnabled());
    QTest::keyClick(&m_page, Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Cancelled);
    EXPECT_TRUE(button("Run")->isEnabled());
    EXPECT_FALSE(button("Cancel")->isEnabled());
}

TEST_F(BenchmarkPageTest, itWaitsForItsTurnAndSaysSo) {
    std::atomic<bool> release{false};
    QObject receiver;
    m_controller.submit<int>(&receiver, QStringLiteral("other"), JobDisplay::Strip,
                             [&release](const WorkContext& context) -> Result<int> {
                                 while (!release && !context.cancelled()) std::this_thread::yield();
                                 return 1;
                             },
                             {});
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return m_controller.stripJobs()[0].status == jobs::JobStatus::Running; }, kPatienceMs));
    chooseTinyRun();
    m_page.run();
    QTest::qWait(0);
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Waiting);
    release = true;
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Done);
}

TEST_F(BenchmarkPageTest, aFormThatCannotRunSaysWhy) {
    for (const auto operation :
         {results::Operation::Serialize, results::Operation::Deserialize, results::Operation::Load})
        m_page.form().setOperation(operation, false);
    EXPECT_FALSE(m_page.form().problem().isEmpty());
    EXPECT_FALSE(button("Run")->isEnabled());
    m_page.run();
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Empty);
}

TEST_F(BenchmarkPageTest, itsTerminalLineSaysTheSame) {
    if (jobs::findJob("bench") == nullptr) GTEST_SKIP() << "there is no such job in this build";
    chooseTinyRun();
    const std::string line = fromQt(m_page.form().commandLine());
    EXPECT_THAT(line, HasSubstr("spacectl bench"));
    EXPECT_THAT(line, HasSubstr("--atoms 1000"));
    EXPECT_THAT(line, HasSubstr("--op serialize,deserialize"));
    EXPECT_THAT(line, HasSubstr("--format paths"));
    EXPECT_THAT(line, HasSubstr("--runs 3"));
}

} // namespace
} // namespace spacebench::widgets
