// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "formats/format.h"
#include "results/run_record.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "views/bench_form.h"
#include "views/benchmark_page.h"
#include "views/error_banner.h"
#include "views/run_view.h"
#include "widgets/bench_fake.h"

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
        for (const formats::Format* format : formats::allFormats())
            form.setFormat(toQt(format->info().id), format->info().id == "paths");
    }
    bool waitForCheck() {
        return QTest::qWaitFor([this] { return !m_page.plan().checking(); }, kPatienceMs);
    }
    /// Starts a tiny run and holds it after `samples`.
    void holdAfter(int samples) {
        m_fake.holdAfter = samples;
        chooseTinyRun();
        ASSERT_TRUE(waitForCheck());
        m_page.run();
        ASSERT_TRUE(QTest::qWaitFor([&] { return m_fake.samples == samples; }, kPatienceMs));
        ASSERT_TRUE(
            QTest::qWaitFor([&] { return m_page.state() == BenchmarkPage::State::Running; }, kPatienceMs));
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
        ASSERT_TRUE(waitForCheck());
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
    static QStringList titles(std::initializer_list<const char*> list) {
        QStringList all;
        for (const char* one : list) all += QLatin1String(one);
        return all;
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
    FakeBench m_fake;
    BenchmarkPage m_page{m_controller, m_theme, callsOf(m_fake)};
    QTemporaryDir m_folder;
};

TEST_F(BenchmarkPageTest, emptyItOffersToRunAndNothingElse) {
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Empty);
    EXPECT_EQ(m_page.view(), BenchmarkPage::View::Plan);
    EXPECT_EQ(button("Cancel")->isEnabled(), false);
    m_page.saveAs(BenchmarkPage::SaveKind::Json, m_folder.filePath(QStringLiteral("x.json")));
    ASSERT_TRUE(waitForCheck());
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
    const auto& row = view.run()->rows.front();
    EXPECT_EQ(row.atoms, 1000U);
    EXPECT_EQ(row.samplesNs.size(), 3U);
    const auto jobs = m_controller.stripJobs();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(m_page.view(), BenchmarkPage::View::Results) << "the run has ended";
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
    auto run = std::make_shared<results::BenchRun>(*m_page.resultsView().run());
    run->rows[0].floor = results::Floor{500'000, "deflate", "deflate 500 us"};
    m_page.resultsView().setRun(run);
    const QModelIndex known = model.index(0, BenchTableModel::Floor);
    EXPECT_THAT(fromQt(known.data().toString()), testing::EndsWith("x"));
    EXPECT_THAT(fromQt(known.data(Qt::ToolTipRole).toString()),
                testing::AllOf(HasSubstr("x memcpy, floor "), HasSubstr("deflate")));
    EXPECT_GE(known.data(BenchTableModel::SortRole).toDouble(), 1);
    const QModelIndex unknown = model.index(1, BenchTableModel::Floor);
    EXPECT_EQ(unknown.data().toString(), QStringLiteral("not known"));
    EXPECT_THAT(fromQt(unknown.data(Qt::ToolTipRole).toString()), HasSubstr("No floor is known"));
}

TEST_F(BenchmarkPageTest, longNamesLeaveRoomForTheFiguresAndTheVerdict) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    auto run = std::make_shared<results::BenchRun>(*view.run());
    const std::string name = "a_file_with_a_name_that_is_far_too_long_for_any_column.metta.paths";
    run->inputs.assign(2, run->inputs[0]);
    for (results::BenchInput& input : run->inputs) input.name = name;
    run->inputOfRow = {0, 1};
    for (results::BenchRow& row : run->rows) {
        row.codec = "zlib:6 with a dictionary of its own";
        row.targets.assign(4, {"T1", "a target", results::Quantity::LatencyNs, 1, {}, 2.0, false, false});
    }
    view.setRun(nullptr);
    view.setRun(run);
    const QTableView& table = *view.table();
    for (const int column :
         {BenchTableModel::Median, BenchTableModel::Interval, BenchTableModel::VerdictColumn})
        EXPECT_LE(table.columnViewportPosition(column) + table.columnWidth(column), table.viewport()->width())
            << column;
    const QModelIndex input = table.model()->index(0, BenchTableModel::Input);
    EXPECT_EQ(fromQt(input.data(Qt::ToolTipRole).toString()), name);
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
    EXPECT_THAT(save(BenchmarkPage::SaveKind::Markdown, "x.md").toStdString(), HasSubstr("serialize"));
    EXPECT_TRUE(save(BenchmarkPage::SaveKind::Pdf, "x.pdf").startsWith("%PDF-"));
    EXPECT_THAT(save(BenchmarkPage::SaveKind::Samples, "s.csv").toStdString(), HasSubstr("serialize"));
    QXmlStreamReader svg(save(BenchmarkPage::SaveKind::Svg, "x.svg"));
    int charts = 0;
    while (!svg.atEnd())
        if (svg.readNext() == QXmlStreamReader::StartElement && svg.name() == QLatin1String("svg")) ++charts;
    EXPECT_FALSE(svg.hasError()) << fromQt(svg.errorString());
    EXPECT_EQ(charts, 4) << "one picture that holds three";
}

TEST_F(BenchmarkPageTest, anOpenSpaceIsChosenByItselfSoThatOneClickRunsIt) {
    m_page.setSpaces({smallSpace("mine.paths"), smallSpace("other.paths")});
    EXPECT_EQ(m_page.form().input().chosen().name, QStringLiteral("mine.paths"));
    m_page.form().setRuns(1);
    ASSERT_TRUE(waitForCheck());
    QTest::mouseClick(button("Run"), Qt::LeftButton);
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return m_page.state() == BenchmarkPage::State::Done; }, kPatienceMs));
    EXPECT_EQ(m_page.resultsView().run()->inputs[0].name, "mine.paths");
}

TEST_F(BenchmarkPageTest, aChoiceOfTheUserSurvivesTheNextOpenSpace) {
    m_page.form().chooseGenerated({1000});
    m_page.setSpaces({smallSpace("mine.paths")});
    EXPECT_EQ(m_page.form().input().chosen().generatedAtoms, 1000U);
}

TEST_F(BenchmarkPageTest, cancelKeepsWhatWasMeasured) {
    const QSignalSpy measured(&m_page, &BenchmarkPage::measured);
    holdAfter(3);
    QTest::keyClick(&m_page, Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Cancelled);
    const auto& run = m_page.resultsView().run();
    ASSERT_NE(run, nullptr);
    EXPECT_FALSE(run->complete);
    EXPECT_EQ(run->rows[0].samplesNs.size() + run->rows[1].samplesNs.size(), 3U);
    EXPECT_EQ(measured.count(), 1) << "it goes to the history";
    EXPECT_TRUE(m_page.plan().checked());
}

TEST_F(BenchmarkPageTest, aPauseHoldsTheNextSampleAndEndsWhenTheRunGoesOn) {
    holdAfter(2);
    m_page.pause(true);
    m_fake.holdAfter = INT_MAX;
    EXPECT_THAT(fromQt(m_page.runView().statusText()), HasSubstr("Paused"));
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Running);
    QTest::mouseClick(&m_page.runView().pauseButton(), Qt::LeftButton);
    EXPECT_FALSE(m_page.paused());
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Done);
    EXPECT_TRUE(m_page.resultsView().run()->complete);
}

TEST_F(BenchmarkPageTest, aPausedRunCanBeCancelled) {
    holdAfter(2);
    m_page.pause(true);
    m_fake.holdAfter = INT_MAX;
    m_page.cancel();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Cancelled);
}

TEST_F(BenchmarkPageTest, aSkippedRowGetsNoFurtherRuns) {
    holdAfter(2); // one of each row
    RunView& view = m_page.runView();
    ASSERT_TRUE(QTest::qWaitFor([&] { return view.table().model()->rowCount() == 2; }, kPatienceMs));
    view.table().setFocus();
    view.table().selectRow(1);
    QTest::keyClick(&view.table(), Qt::Key_Delete);
    EXPECT_THAT(fromQt(view.table().model()->index(1, RunRowsModel::State).data().toString()),
                HasSubstr("skipped"));
    m_fake.holdAfter = INT_MAX;
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.resultsView().run()->rows[0].samplesNs.size(), 3U);
    EXPECT_LT(m_page.resultsView().run()->rows[1].samplesNs.size(), 3U);
}

TEST_F(BenchmarkPageTest, plansWaitInAQueueThatKeysReorder) {
    holdAfter(1);
    for (const char* title : {"second", "third", "fourth"}) {
        QString text = m_page.plan().text();
        static const QRegularExpression line(QStringLiteral("\"title\": \"[^\"]*\""));
        m_page.plan().setText(
            text.replace(line, QStringLiteral("\"title\": \"%1\"").arg(QLatin1String(title))));
        m_page.run();
    }
    ASSERT_EQ(m_page.waiting(), titles({"second", "third", "fourth"}));
    QListWidget& queue = m_page.runView().queue();
    ASSERT_EQ(queue.count(), 4) << "the running one stands first";
    queue.setCurrentRow(2);
    QTest::keyClick(&queue, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(m_page.waiting(), titles({"third", "second", "fourth"}));
    EXPECT_EQ(queue.currentRow(), 1) << "the moved one stays chosen";
    QTest::keyClick(&queue, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(m_page.waiting(), titles({"third", "second", "fourth"})) << "what runs cannot be overtaken";
    queue.setCurrentRow(2);
    QTest::keyClick(&queue, Qt::Key_Delete);
    EXPECT_EQ(m_page.waiting(), titles({"third", "fourth"}));
    m_fake.holdAfter = INT_MAX;
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_page.waiting().isEmpty() && m_page.state() == BenchmarkPage::State::Done; },
        kPatienceMs));
    EXPECT_EQ(m_page.resultsView().run()->title, "fourth");
}

TEST_F(BenchmarkPageTest, aFailedRowSaysSoInWords) {
    m_fake.failSecondRow = true;
    runTiny();
    const QAbstractItemModel& model = *m_page.resultsView().table()->model();
    EXPECT_THAT(fromQt(model.index(1, BenchTableModel::State).data().toString()), HasSubstr("failed"));
    EXPECT_THAT(fromQt(model.index(1, BenchTableModel::Median).data().toString()), HasSubstr("failed"));
    EXPECT_THAT(fromQt(model.index(1, BenchTableModel::State).data(Qt::ToolTipRole).toString()),
                HasSubstr("signal 9"));
    EXPECT_THAT(fromQt(rawSamplesText(m_page.resultsView().run()->rows[1])), HasSubstr("signal 9"));
}

TEST_F(BenchmarkPageTest, whatIsChosenScrolledAndDraggedStaysWhileARunGrows) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    auto run = std::make_shared<results::BenchRun>(*view.run());
    run->rows[1].samplesNs.assign(300, 1'000'000);
    view.setRun(run);
    view.table()->selectRow(1);
    view.table()->setColumnWidth(BenchTableModel::Median, 170);
    view.setDetailsShown(true);
    auto* details = view.findChild<QPlainTextEdit*>();
    ASSERT_NE(details, nullptr);
    QApplication::processEvents();
    details->verticalScrollBar()->setValue(40);
    ASSERT_EQ(details->verticalScrollBar()->value(), 40);
    const QSignalSpy reset(view.table()->model(), &QAbstractItemModel::modelReset);

    auto grown = std::make_shared<results::BenchRun>(*run);
    for (results::BenchRow& row : grown->rows) row.samplesNs.push_back(1'500'000);
    view.setRun(grown);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_EQ(view.selectedRow(), 1U);
    EXPECT_TRUE(view.table()->selectionModel()->isRowSelected(1));
    EXPECT_EQ(view.table()->columnWidth(BenchTableModel::Median), 170);
    EXPECT_EQ(details->verticalScrollBar()->value(), 40);
    EXPECT_THAT(fromQt(details->toPlainText()), HasSubstr("1,500,000"));
}

TEST_F(BenchmarkPageTest, whatTellsRowsApartStandsBeforeTheFigures) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    auto run = std::make_shared<results::BenchRun>(*view.run());
    run->rows[1].medium = "file";
    view.setRun(nullptr);
    view.setRun(run);
    const QTableView& table = *view.table();
    EXPECT_FALSE(table.isColumnHidden(BenchTableModel::Medium));
    EXPECT_LT(table.columnViewportPosition(BenchTableModel::Medium),
              table.columnViewportPosition(BenchTableModel::Median));
    run = std::make_shared<results::BenchRun>(*run);
    for (results::BenchRow& row : run->rows) row.formatId.clear();
    view.setRun(run);
    EXPECT_TRUE(table.isColumnHidden(BenchTableModel::Format)) << "codecs by themselves have none";
}

TEST_F(BenchmarkPageTest, metricsAreComputedForTheCellThatShowsThem) {
    runTiny();
    const BenchResultsView& view = m_page.resultsView();
    const QAbstractItemModel& model = *view.table()->model();
    const results::RunRecord record = results::recordOf(*view.run());
    const results::Metric* use = record.rows[0].metric(results::metric::kCpuUse);
    if (use == nullptr) GTEST_SKIP() << "no threads are known";
    const QModelIndex cell = model.index(0, BenchTableModel::CpuUse);
    EXPECT_EQ(fromQt(cell.data().toString()), results::metricText(use->unit, use->value.value));
    EXPECT_EQ(cell.data(BenchTableModel::SortRole).toDouble(), use->value.value);
    EXPECT_THAT(fromQt(cell.data(Qt::ToolTipRole).toString()), HasSubstr("3 samples"));
}

TEST_F(BenchmarkPageTest, columnsAreChosenAndRemembered) {
    runTiny();
    BenchResultsView& view = m_page.resultsView();
    EXPECT_TRUE(view.table()->isColumnHidden(BenchTableModel::CpuUse));
    view.setColumnShown(BenchTableModel::CpuUse, true);
    view.setColumnShown(BenchTableModel::Ratio, false);
    EXPECT_FALSE(view.table()->isColumnHidden(BenchTableModel::CpuUse));
    BenchResultsView later(m_theme);
    later.setRun(view.run());
    EXPECT_FALSE(later.table()->isColumnHidden(BenchTableModel::CpuUse));
    EXPECT_TRUE(later.table()->isColumnHidden(BenchTableModel::Ratio));
    view.setColumnShown(BenchTableModel::CpuUse, false);
    view.setColumnShown(BenchTableModel::Ratio, true);
}

TEST_F(BenchmarkPageTest, theRunInTheHistoryCanBeNamedAndCompared) {
    runTiny();
    QSignalSpy baseline(&m_page, &BenchmarkPage::baselineAsked);
    const auto tool = [this](const char* text) {
        for (QToolButton* one : m_page.findChildren<QToolButton*>())
            if (one->text() == QLatin1String(text)) return one;
        return static_cast<QToolButton*>(nullptr);
    };
    ASSERT_NE(tool("Name as baseline..."), nullptr);
    EXPECT_FALSE(tool("Name as baseline...")->isEnabled()) << "it is not in the history yet";
    m_page.setRecorded(QStringLiteral("20261122-1"), m_page.resultsView().run());
    QTest::mouseClick(tool("Name as baseline..."), Qt::LeftButton);
    ASSERT_EQ(baseline.count(), 1);
    EXPECT_EQ(baseline[0][0].toString(), QStringLiteral("20261122-1"));
    EXPECT_TRUE(tool("Compare with...")->isEnabled());
}

TEST_F(BenchmarkPageTest, theLastResultsStayUntilTheNextPlanHasFigures) {
    runTiny();
    const auto first = m_page.resultsView().run();
    m_page.setRecorded(QStringLiteral("20261122-1"), first);
    const QString words = m_page.statusText();
    m_fake.holdAfter = m_fake.samples.load();
    m_page.run();
    m_page.showView(BenchmarkPage::View::Results);
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return m_page.runView().table().model()->rowCount() == 2; }, kPatienceMs));
    EXPECT_EQ(m_page.resultsView().run(), first);
    EXPECT_EQ(m_page.statusText(), words) << "the head speaks of what is below it";
    const QString path = m_folder.filePath(QStringLiteral("first.json"));
    QSignalSpy saved(&m_page, &BenchmarkPage::saved);
    m_page.saveAs(BenchmarkPage::SaveKind::Json, path);
    m_fake.holdAfter = INT_MAX;
    ASSERT_TRUE(waitForEnd());
    EXPECT_NE(m_page.resultsView().run(), first);
    EXPECT_EQ(m_page.runView().table().model()->rowCount(), 2);
    EXPECT_TRUE(saved.count() > 0 || saved.wait(kPatienceMs));
}

TEST_F(BenchmarkPageTest, aPlanThatFailsLeavesTheEarlierResultsInSight) {
    runTiny();
    const auto first = m_page.resultsView().run();
    m_fake.failAtOnce = true;
    m_page.run();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Failed);
    EXPECT_EQ(m_page.resultsView().run(), first);
    EXPECT_THAT(fromQt(m_page.statusText()),
                testing::AllOf(HasSubstr("failed"), HasSubstr("still those of")));
}

TEST_F(BenchmarkPageTest, aRunThatIsNotInTheHistoryIsOfferedAgainUntilItIs) {
    runTiny();
    const auto first = m_page.resultsView().run();
    const QSignalSpy again(&m_page, &BenchmarkPage::recordAgainAsked);
    m_page.noteProblem(Error::io("the store is locked"), first);
    m_page.run(); // the next plan takes its place
    ASSERT_TRUE(waitForEnd());
    ASSERT_NE(m_page.resultsView().run(), first);
    ErrorBanner& banner = m_page.recordBanner();
    ASSERT_TRUE(banner.isVisible());
    EXPECT_THAT(fromQt(banner.details()), HasSubstr("the store is locked"));
    m_page.noteProblem(Error::io("the disk is full"), m_page.resultsView().run());
    EXPECT_THAT(fromQt(banner.details()), HasSubstr("2 measured runs"));
    QTest::mouseClick(button("Try again"), Qt::LeftButton);
    EXPECT_EQ(again.count(), 1);
    EXPECT_FALSE(button("Try again")->isEnabled()) << "until the answer";
    m_page.noteProblem(Error::io("the disk is full"), first);
    EXPECT_TRUE(button("Try again")->isEnabled());
    m_page.setRecorded(QStringLiteral("20261122-1"), first);
    EXPECT_TRUE(banner.isVisible()) << "the other one is still missing";
    m_page.setRecorded(QStringLiteral("20261122-2"), m_page.resultsView().run());
    EXPECT_FALSE(banner.isVisible());
}

TEST_F(BenchmarkPageTest, anInterruptedRunAndTheEndOfABudgetAreToldApart) {
    runTiny();
    auto run = std::make_shared<results::BenchRun>(*m_page.resultsView().run());
    run->complete = false;
    run->plan = {{"runs", 12U}}; // as its own plan asked for, not the one that ran here
    ASSERT_TRUE(m_page.showRecorded(run));
    const QAbstractItemModel& rows = *m_page.runView().table().model();
    EXPECT_EQ(fromQt(rows.index(0, RunRowsModel::Runs).data().toString()), "3 of 12");
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Cancelled);
    EXPECT_THAT(fromQt(m_page.statusText()),
                testing::AllOf(HasSubstr("interrupted"), testing::Not(HasSubstr("budget"))));
    run = std::make_shared<results::BenchRun>(*run);
    run->complete = true;
    run->warnings = {"the budget of 2.0 s ended before all runs were taken"};
    ASSERT_TRUE(m_page.showRecorded(run));
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Done);
    EXPECT_THAT(fromQt(m_page.statusText()), testing::AllOf(HasSubstr("the budget of 2.0 s ended"),
                                                            testing::Not(HasSubstr("interrupted"))));
}

TEST_F(BenchmarkPageTest, aPlanThatJoinsTheQueueUncheckedSaysSo) {
    holdAfter(1);
    m_page.plan().setText(
        m_page.plan().text().replace(QStringLiteral("\"runs\": 3"), QStringLiteral("\"runs\": 2")));
    EXPECT_THAT(fromQt(m_page.plan().summary()), HasSubstr("being checked"));
    m_page.run();
    const QListWidget& queue = m_page.runView().queue();
    ASSERT_EQ(queue.count(), 2);
    EXPECT_THAT(fromQt(queue.item(1)->text()), HasSubstr("not checked yet"));
    EXPECT_THAT(fromQt(queue.item(1)->toolTip()), HasSubstr("when its turn comes"));
    m_fake.holdAfter = INT_MAX;
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_page.waiting().isEmpty() && m_page.state() == BenchmarkPage::State::Done; },
        kPatienceMs));
    EXPECT_EQ(m_page.resultsView().run()->rows[0].samplesNs.size(), 2U);
}

TEST_F(BenchmarkPageTest, itWaitsForItsTurnAndSaysSo) {
    chooseTinyRun();
    ASSERT_TRUE(waitForCheck());
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
    m_page.run();
    QTest::qWait(0);
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Waiting);
    release = true;
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_page.state(), BenchmarkPage::State::Done);
}

} // namespace
} // namespace spacebench::widgets
