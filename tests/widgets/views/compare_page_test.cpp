// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>

#include <QFile>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/to_qt.h"
#include "charts/xy_chart.h"
#include "models/change_words.h"
#include "views/cell_table.h"
#include "views/compare_form.h"
#include "views/compare_page.h"
#include "views/error_banner.h"
#include "views/wait_note.h"
#include "widgets/views/fake_store.h"

namespace spacebench::widgets {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr int kPatienceMs = 60'000;

/// A comparison by medians alone: who is slower by more than the threshold is slower.
Result<results::Comparison> plainComparison(std::vector<RunPtr> runs,
                                            const results::ComparisonOptions& options) {
    for (const RunPtr& run : runs)
        if (run->machine != runs.front()->machine && !options.mixMachines)
            return Error::invalid("the runs are of different machines").expect(runs.front()->machine);
    for (const RunPtr& run : runs)
        if (run->rows.front().inputHash != runs.front()->rows.front().inputHash && !options.mixInputs)
            return Error::invalid("the runs are of different inputs");
    results::Comparison made;
    made.runs = std::move(runs);
    made.options = options;
    made.warnings = {"weaker: not interleaved"};
    for (const results::RecordRow& row : made.runs.front()->rows) {
        results::ComparisonRow line;
        line.key = row.key;
        line.label = row.label;
        line.input = row.input;
        const results::Metric* before = row.metric(options.metric);
        for (const RunPtr& run : made.runs) {
            results::ComparisonCell cell;
            const results::RecordRow* other = run->row(row.key);
            cell.metric = other != nullptr ? other->metric(options.metric) : nullptr;
            if (cell.metric == nullptr) {
                cell.reason = "not measured in this run";
            } else if (before != nullptr && run != made.runs.front()) {
                cell.against.ratio = cell.metric->value.value / before->value.value;
                cell.against.interval = {cell.against.ratio * 0.99, cell.against.ratio * 1.01};
                cell.against.p = 0.001;
                cell.against.tested = true;
                cell.adjustedP = 0.002;
                cell.basis = results::Basis::Unpaired;
                cell.runs = 9;
                cell.against.change = cell.against.ratio > 1 + options.threshold   ? stats::Change::Slower
                                      : cell.against.ratio < 1 - options.threshold ? stats::Change::Faster
                                                                                   : stats::Change::Same;
            }
            line.cells.push_back(std::move(cell));
        }
        made.rows.push_back(std::move(line));
    }
    return made;
}

class ComparePageTest : public testing::Test {
  protected:
    ComparePageTest() {
        m_history.add(recordNamed("before", "the run before", "2026-11-20T08:00:00Z"));
        m_history.add(recordNamed("after", "the run after", "2026-11-21T08:00:00Z", 1.25));
        results::RunRecord other = recordNamed("elsewhere", "elsewhere", "2026-11-22T08:00:00Z");
        other.machine = "another machine";
        other.rows.front().inputHash = "other";
        m_history.add(other);
        m_history.names["main"] = "before";
        CompareCalls calls;
        calls.runs = m_history.calls();
        calls.compare = plainComparison;
        calls.ratioChart = [](const results::Comparison& it) { return chart("ratios", it.rows.size()); };
        calls.distributionChart = [](const auto&, std::size_t row) { return chart("distribution", row + 1); };
        calls.histogramChart = [](const auto&, std::size_t row) { return chart("histogram", row + 1); };
        calls.orderChart = [](const auto&, std::size_t row) { return chart("order", row + 1); };
        calls.asCsv = [](const auto& it) { return "csv " + it.runs.back()->uid; };
        calls.asMarkdown = calls.asJUnit = calls.asJson = calls.asHtml = calls.asCsv;
        m_page = std::make_unique<ComparePage>(m_controller, m_theme, calls);
        m_page->resize(1240, 760);
        m_page->show();
        m_page->activateWindow();
    }
    static results::XyChart chart(const char* id, std::size_t points) {
        results::XyChart made;
        made.id = id;
        made.title = id;
        results::XySeries series;
        for (std::size_t i = 0; i < points; ++i) {
            results::XyPoint point;
            point.x = point.y = static_cast<double>(i + 1);
            point.row = i;
            series.values.push_back(point);
        }
        made.series.push_back(series);
        return made;
    }
    void compare(const QStringList& specs) {
        m_page->setRuns(specs);
        settle();
    }
    void settle() {
        ASSERT_TRUE(
            QTest::qWaitFor([this] { return m_page->state() != ComparePage::State::Working; }, kPatienceMs));
    }
    std::string cell(int row, int column) {
        return fromQt(m_page->view().table().cells().index(row, column).data().toString());
    }
    static QStringList list(std::initializer_list<const char*> words) {
        QStringList all;
        for (const char* word : words) all += QLatin1String(word);
        return all;
    }

    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits(), 2};
    JobController m_controller{m_runner, m_clock};
    Theme m_theme;
    FakeHistory m_history;
    std::unique_ptr<ComparePage> m_page;
    QTemporaryDir m_folder;
};

TEST_F(ComparePageTest, SaysWhatIsMissingUntilThereAreTwoRuns) {
    EXPECT_EQ(m_page->state(), ComparePage::State::Empty);
    m_page->setRuns(list({"before"}));
    EXPECT_EQ(m_page->state(), ComparePage::State::Empty);
    m_page->form().addRuns(list({"after"}));
    settle();
    EXPECT_EQ(m_page->state(), ComparePage::State::Ready);
}

TEST_F(ComparePageTest, ThePIsTheAdjustedOneAndItsHelpSaysWhatItRestsOn) {
    compare(list({"before", "after"}));
    const CellTableModel& cells = m_page->view().table().cells();
    const QModelIndex p = cells.index(0, 7);
    EXPECT_EQ(fromQt(p.data().toString()), "0.002");
    EXPECT_THAT(fromQt(p.data(Qt::ToolTipRole).toString()),
                AllOf(HasSubstr("Not interleaved"), HasSubstr("runs a side: 9"), HasSubstr("0.001")));
}

TEST_F(ComparePageTest, ANameThatMovesToAnotherRunIsComparedAnew) {
    compare(list({"main", "after"}));
    const auto before = [this] { return m_page->view().comparison()->runs.front()->uid; };
    EXPECT_EQ(before(), "before");
    m_history.names["main"] = "after";
    m_page->refreshHistory();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return m_page->state() == ComparePage::State::Ready && before() == "after"; }, kPatienceMs));
}

TEST_F(ComparePageTest, ALongNameOfARunIsWholeInItsToolTipAndScrollsNothing) {
    m_history.add(recordNamed("long", std::string(200, 'm').c_str(), "2026-11-23T08:00:00Z"));
    m_page->refreshHistory();
    compare(list({"before", "long"}));
    auto* runs = m_page->form().findChild<QListWidget*>();
    ASSERT_NE(runs, nullptr);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return runs->item(1)->toolTip().contains(QString(200, QLatin1Char('m'))); }, kPatienceMs));
    EXPECT_LE(runs->visualItemRect(runs->item(1)).width(), runs->viewport()->width());
}

TEST_F(ComparePageTest, HeadersNameTheRunsOfTheComparisonThatIsShown) {
    compare(list({"before", "after"}));
    const auto names = [this] {
        const CellTableModel& cells = m_page->view().table().cells();
        return fromQt(cells.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString() + QLatin1Char('|') +
                      cells.headerData(3, Qt::Horizontal, Qt::ToolTipRole).toString());
    };
    EXPECT_EQ(names(), "the run before|the run after");
    m_page->view().selectRow(1);
    compare(list({"after", "before"}));
    EXPECT_EQ(names(), "the run after|the run before");
    EXPECT_EQ(m_page->view().currentRow(), std::optional<std::size_t>(1));
}

TEST_F(ComparePageTest, SaysThatItWaitsUntilTheMeasurementEnds) {
    std::promise<void> end;
    m_controller.submit<int>(m_page.get(), QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    m_page->setRuns(list({"before", "after"}));
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_page->waitNote().isVisible(); }, kPatienceMs));
    EXPECT_EQ(m_page->state(), ComparePage::State::Working);
    end.set_value();
    settle();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_page->waitNote().isVisible(); }, kPatienceMs));
}

TEST_F(ComparePageTest, EachRowHasBeforeAfterRatioIntervalAndAVerdictAsAWordWithAMark) {
    compare(list({"before", "after"}));
    ASSERT_EQ(m_page->state(), ComparePage::State::Ready);
    EXPECT_EQ(cell(0, 2), "5 ms");
    EXPECT_EQ(cell(0, 3), "6.25 ms");
    EXPECT_EQ(cell(0, 4), "1.250");
    EXPECT_EQ(cell(0, 5), "1.238 to 1.262");
    EXPECT_EQ(cell(0, 6), "\u25BC slower");
    EXPECT_EQ(cell(1, 6), "= same");
    EXPECT_THAT(fromQt(m_page->view().summaryText()), AllOf(HasSubstr("1 slower"), HasSubstr("1 same")));
    EXPECT_THAT(fromQt(m_page->view().warningsText()), HasSubstr("not interleaved"));
}

TEST_F(ComparePageTest, TheSummaryCountsTheVerdictsOfEveryRun) {
    m_history.add(recordNamed("again", "the run before, again", "2026-11-22T08:00:00Z"));
    compare(list({"before", "after", "again"}));
    ASSERT_EQ(m_page->state(), ComparePage::State::Ready);
    EXPECT_THAT(fromQt(m_page->view().summaryText()), AllOf(HasSubstr("1 slower"), HasSubstr("3 same")))
        << "the second run is slower, though the last one is not";
}

TEST_F(ComparePageTest, TheOrderDecidesWhatIsBefore) {
    compare(list({"before", "after"}));
    m_page->form().moveRun(1, -1);
    settle();
    EXPECT_EQ(cell(0, 6), "\u25B2 faster");
    EXPECT_EQ(m_page->form().runs(), list({"after", "before"}));
}

TEST_F(ComparePageTest, ThresholdDecidesWhatIsAChange) {
    compare(list({"main", "after"}));
    m_page->form().setThresholdPercent(50);
    settle();
    EXPECT_EQ(cell(0, 6), "= same");
    EXPECT_EQ(fromQt(m_page->commandText()), "spacectl compare main after --threshold 50%");
}

TEST_F(ComparePageTest, RefusesToMixMachinesThenInputsUntilTheButtonsAllowIt) {
    compare(list({"before", "elsewhere"}));
    ASSERT_EQ(m_page->state(), ComparePage::State::Failed);
    EXPECT_THAT(fromQt(m_page->banner().details()), HasSubstr("different machines"));
    ASSERT_TRUE(m_page->allowMachinesButton().isVisible());
    EXPECT_FALSE(m_page->allowInputsButton().isVisible());
    m_page->allowMachinesButton().click();
    settle();
    ASSERT_EQ(m_page->state(), ComparePage::State::Failed);
    ASSERT_TRUE(m_page->allowInputsButton().isVisible());
    m_page->allowInputsButton().click();
    settle();
    EXPECT_EQ(m_page->state(), ComparePage::State::Ready);
    EXPECT_THAT(fromQt(m_page->commandText()), AllOf(HasSubstr("--mix-machines"), HasSubstr("--mix-inputs")));
}

TEST_F(ComparePageTest, ARunThatIsNotThereIsAnErrorWithoutSuchButtons) {
    compare(list({"before", "no such run"}));
    ASSERT_EQ(m_page->state(), ComparePage::State::Failed);
    EXPECT_THAT(fromQt(m_page->banner().details()), HasSubstr("no such run"));
    EXPECT_FALSE(m_page->allowMachinesButton().isVisible());
    EXPECT_FALSE(m_page->allowInputsButton().isVisible());
    EXPECT_EQ(fromQt(m_page->commandText()), "spacectl compare before 'no such run'");
}

TEST_F(ComparePageTest, F8AndF7WalkThroughTheChangedRowsOnly) {
    compare(list({"before", "after"}));
    m_page->view().selectRow(1);
    m_page->view().table().setFocus();
    QTest::keyClick(&m_page->view().table(), Qt::Key_F8);
    EXPECT_EQ(m_page->view().currentRow(), std::optional<std::size_t>(0));
    QTest::keyClick(&m_page->view().table(), Qt::Key_F7);
    EXPECT_EQ(m_page->view().currentRow(), std::optional<std::size_t>(0)) << "it is the only one";
}

TEST_F(ComparePageTest, TheChosenRowIsDrawnInThreeWaysAndHasItsSamplesAsATable) {
    compare(list({"before", "after"}));
    ComparisonView& view = m_page->view();
    const auto drawn = [&](const char* id) {
        return QTest::qWaitFor([&] { return view.rowChart().spec().id == id; }, kPatienceMs);
    };
    EXPECT_TRUE(drawn("distribution"));
    view.setPicture(ComparisonView::Picture::Histogram);
    EXPECT_TRUE(drawn("histogram"));
    view.setPicture(ComparisonView::Picture::Order);
    EXPECT_TRUE(drawn("order"));
    view.selectRow(1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return view.rowChart().itemCount() == 2; }, kPatienceMs));
    EXPECT_EQ(view.samples().cells().rowCount(), 9);
    EXPECT_EQ(view.ratioChart().selectedRow(), std::optional<std::size_t>(1));
    EXPECT_THAT(fromQt(view.samples().tsv()), HasSubstr("the run before\tthe run after"));
}

TEST_F(ComparePageTest, WithoutAComparisonThereAreNoSamplesOfTheOneBefore) {
    compare(list({"before", "after"}));
    m_page->view().setPicture(ComparisonView::Picture::Samples);
    ASSERT_GT(m_page->view().samples().cells().rowCount(), 0);
    compare(list({"before", "no such run"}));
    ASSERT_EQ(m_page->state(), ComparePage::State::Failed);
    EXPECT_EQ(m_page->view().samples().cells().rowCount(), 0);
    EXPECT_EQ(m_page->view().samples().cells().columnCount(), 0);
}

TEST_F(ComparePageTest, NothingOfTheRunsBeforeStandsForOthersWhileSomethingIsMeasured) {
    compare(list({"before", "after"}));
    ComparisonView& view = m_page->view();
    ASSERT_TRUE(QTest::qWaitFor([&] { return view.rowChart().itemCount() > 0; }, kPatienceMs));
    std::promise<void> end;
    m_controller.submit<int>(m_page.get(), QStringLiteral("measure"), JobDisplay::Quiet, jobs::Lane::Timed,
                             [ended = end.get_future().share()](const WorkContext&) -> Result<int> {
                                 ended.wait();
                                 return 1;
                             },
                             {});
    view.selectRow(1);
    EXPECT_EQ(view.rowChart().itemCount(), 0) << "the chart was of another row";
    EXPECT_EQ(view.table().cells().rowCount(), 2);
    m_page->setRuns(list({"after", "before"}));
    EXPECT_EQ(view.table().cells().rowCount(), 0) << "the verdicts were of other runs";
    end.set_value();
    settle();
    EXPECT_EQ(m_page->state(), ComparePage::State::Ready);
    EXPECT_EQ(view.table().cells().rowCount(), 2);
}

TEST_F(ComparePageTest, CopiesWithFiguresInFullAndSaves) {
    compare(list({"before", "after"}));
    EXPECT_THAT(fromQt(m_page->view().table().tsv()),
                AllOf(HasSubstr("5000000\t6250000\t1.25"), HasSubstr("slower")));
    QSignalSpy spy(m_page.get(), &ComparePage::saved);
    const QString path = m_folder.filePath(QStringLiteral("it.csv"));
    m_page->saveAs(ComparePage::SaveKind::Csv, path);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !spy.isEmpty(); }, kPatienceMs));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), QByteArray("csv after"));
}

TEST_F(ComparePageTest, ThreeRunsHaveAVerdictEach) {
    compare(list({"before", "after", "before"}));
    ASSERT_EQ(m_page->state(), ComparePage::State::Ready);
    EXPECT_EQ(cell(0, 6), "\u25BC slower");
    EXPECT_EQ(cell(0, 11), "= same");
}

TEST(ChangeWords, OtherMetricsThanTimesAreBetterOrWorse) {
    const results::Metric ratio = metricOf("ratio", "ratio", results::MetricUnit::Ratio, {2});
    EXPECT_EQ(changeWord(stats::Change::Slower, &ratio), QStringLiteral("worse"));
    EXPECT_EQ(changeWord(stats::Change::Faster, &ratio), QStringLiteral("better"));
    EXPECT_EQ(changeWord(stats::Change::Slower, nullptr), QStringLiteral("slower"));
}

} // namespace
} // namespace spacebench::widgets
