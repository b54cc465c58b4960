// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the switchboard to the ledger, as a user walks: with the core's own measurements.
#include <QDir>
#include <QPushButton>
#include <QTableView>

#include <gmock/gmock.h>

#include "bridge/to_qt.h"
#include "models/run_rows_model.h"
#include "results/run_store.h"
#include "views/bench_form.h"
#include "views/benchmark_page.h"
#include "views/claim_details.h"
#include "views/claims_page.h"
#include "views/run_view.h"
#include "views/space_choice.h"
#include "views/space_page.h"
#include "views/targets_page.h"
#include "views/techniques_form.h"
#include "views/techniques_page.h"
#include "widgets/answers.h"
#include "window_test.h"

namespace spacebench::app {
namespace {

using testing::HasSubstr;
using widgets::ClaimsPage;
using widgets::fromQt;
using widgets::TechniquesPage;

constexpr int kPatienceMs = 100'000;

class MeasureWorkflow : public WindowTest {
  protected:
    MeasureWorkflow() {
        qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
        m_window->show();
    }

    void chooseTiny() {
        widgets::TechniquesForm& form = m_window->techniques().form();
        form.input().chooseGenerated(1000);
        form.chooseAll(false);
        form.setTechnique(QStringLiteral("I1"), true);
        form.setOperation(tuning::TaskKind::Deserialize, false);
        for (const char* format : {"act", "mtts"}) form.setFormat(QLatin1String(format), false);
        form.setRounds(9); // the fewest that give an interval
    }
    bool waitFor(TechniquesPage::State state) {
        return QTest::qWaitFor([this, state] { return m_window->techniques().state() == state; },
                               kPatienceMs);
    }
    /// Returns when its first sample is there.
    void beginAnEndlessPlan() {
        m_window->showPlace(MainWindow::Place::Benchmark);
        widgets::BenchmarkPage& page = m_window->benchmark();
        page.form().chooseGenerated({1000});
        page.form().setRuns(100'000);
        for (const auto operation : {results::Operation::Deserialize, results::Operation::Load})
            page.form().setOperation(operation, false);
        for (const char* format : {"act", "mtts", "pathmap1"})
            page.form().setFormat(QLatin1String(format), false);
        page.run();
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                const QString runs =
                    page.runView().table().model()->index(0, widgets::RunRowsModel::Runs).data().toString();
                return !runs.isEmpty() && !runs.startsWith(QLatin1String("0 "));
            },
            kPatienceMs))
            << fromQt(page.statusText());
    }
    const results::LedgerRow* claim(const char* id) const {
        const auto& ledger = m_window->claims().ledger();
        return ledger ? ledger->row(id) : nullptr;
    }

    QTemporaryDir m_data;
};

TEST_F(MeasureWorkflow, ARunOfTheSwitchboardFillsTheLedger) {
    m_window->showPlace(MainWindow::Place::Claims);
    ASSERT_TRUE(QTest::qWaitFor([this] { return claim("I1") != nullptr; }, kPatienceMs));
    EXPECT_EQ(claim("I1")->verdict, results::ClaimVerdict::NotMeasured);

    m_window->showPlace(MainWindow::Place::Techniques);
    chooseTiny();
    m_window->techniques().run();
    ASSERT_TRUE(waitFor(TechniquesPage::State::Done));
    const auto& run = m_window->techniques().view().run();
    ASSERT_NE(run, nullptr);
    const auto& effects = run->effects;
    int rejected = 0;
    bool measured = false;
    for (const results::EffectRow& row : effects) {
        measured |= row.techniqueId == "I1" && row.effect.has_value();
        rejected += row.badExample && row.state == results::MeasureState::Rejected ? 1 : 0;
    }
    EXPECT_TRUE(measured);
    EXPECT_GT(rejected, 0) << "the guide's own mistakes are told from the reference";

    m_window->showPlace(MainWindow::Place::Claims);
    ASSERT_TRUE(QTest::qWaitFor([this] { return claim("I1")->verdict != results::ClaimVerdict::NotMeasured; },
                                kPatienceMs));
    EXPECT_THAT(claim("I1")->evidence->input, HasSubstr("N = 1,000"));
    EXPECT_TRUE(QDir(m_data.path()).exists(QStringLiteral("spacebench/claims.jsonl")));
}

TEST_F(MeasureWorkflow, ATinyPlanRunsInFreshProcessesAndGoesIntoTheHistory) {
    m_window->showPlace(MainWindow::Place::Benchmark);
    widgets::BenchmarkPage& page = m_window->benchmark();
    page.form().chooseGenerated({1000});
    page.form().setRuns(2);
    for (const auto operation : {results::Operation::Deserialize, results::Operation::Load})
        page.form().setOperation(operation, false);
    for (const char* format : {"act", "mtts", "pathmap1"})
        page.form().setFormat(QLatin1String(format), false);
    page.run();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return page.state() == widgets::BenchmarkPage::State::Done; }, kPatienceMs))
        << fromQt(page.statusText());
    const auto& run = page.resultsView().run();
    ASSERT_NE(run, nullptr);
    ASSERT_FALSE(run->rows.empty());
    EXPECT_EQ(run->rows[0].samplesNs.size(), 2U);
    EXPECT_EQ(run->rows[0].isolation, "process");
    EXPECT_GT(run->rows[0].medianNs, 0);

    const std::string folder = fromQt(m_data.filePath(QStringLiteral("spacebench")));
    const auto kept = [&folder]() -> std::size_t {
        auto store = results::RunStore::open(folder);
        if (!store.ok()) return 0;
        auto runs = (*store)->list({});
        return runs.ok() ? runs->size() : 0;
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return kept() == 1; }, kPatienceMs));
}

/// The suite of the performance guide, whole, as a user starts it: the longest test of the window.
TEST_F(MeasureWorkflow, TheGuidesPlanRunsToItsEndAndEveryTargetIsJudged) {
    m_window->showPlace(MainWindow::Place::Benchmark);
    widgets::BenchmarkPage& page = m_window->benchmark();
    page.plan().chooseReady(QStringLiteral("guide"));
    page.run();
    constexpr int kPlanMs = 280'000;
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.state() == widgets::BenchmarkPage::State::Done; }, kPlanMs))
        << fromQt(page.statusText());
    const auto& run = page.resultsView().run();
    ASSERT_NE(run, nullptr);
    EXPECT_EQ(run->inputs.size(), 4U) << "1K, 10K, 100K, 1M";
    EXPECT_EQ(run->rows.size(), 36U);
    for (const results::BenchRow& row : run->rows) {
        EXPECT_EQ(row.state, results::MeasureState::Measured) << row.label << ": " << row.reason;
        EXPECT_LT(row.ciLowNs, row.ciHighNs) << row.label;
    }
    EXPECT_GT(run->noiseFloor, 0);

    m_window->showPlace(MainWindow::Place::Targets);
    widgets::TargetsPage& targets = m_window->targets();
    // Before the run is in the history the page judges none.
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return targets.dashboard() != nullptr && !targets.dashboard()->run->rows.empty(); },
        kPatienceMs));
    const results::Dashboard& dashboard = *targets.dashboard();
    EXPECT_EQ(dashboard.run->rows.size(), run->rows.size());
    for (const results::DashboardCell& cell : dashboard.cells) {
        if (cell.target->id == "R2" || cell.target->id == "R3") continue; // one processor, or an odd disk
        EXPECT_TRUE(results::isJudged(cell.state)) << cell.target->id << ": " << cell.reason;
        EXPECT_TRUE(cell.measured.has_value()) << cell.target->id;
    }
}

TEST_F(MeasureWorkflow, QuittingKeepsWhatTheRunningPlanMeasuredAndNamesThePlansThatWait) {
    ASSERT_NO_FATAL_FAILURE(beginAnEndlessPlan());
    widgets::BenchmarkPage& page = m_window->benchmark();
    page.run();
    ASSERT_EQ(page.waiting().size(), 1);
    const QString title = page.waiting().front();
    {
        const widgets::Answers no(QMessageBox::No);
        EXPECT_FALSE(m_window->close());
        EXPECT_EQ(page.state(), widgets::BenchmarkPage::State::Running);
    }
    const widgets::Answers yes(QMessageBox::Yes);
    EXPECT_FALSE(m_window->close());
    EXPECT_TRUE(m_window->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_window->isVisible(); }, kPatienceMs));
    ASSERT_EQ(yes.questions().size(), 1);
    EXPECT_THAT(fromQt(yes.questions().front()),
                HasSubstr("Plans that wait are forgotten: " + fromQt(title)));
    auto store = results::RunStore::open(fromQt(m_data.filePath(QStringLiteral("spacebench"))));
    ASSERT_TRUE(store.ok());
    const auto runs = (*store)->list({});
    ASSERT_TRUE(runs.ok());
    ASSERT_EQ(runs->size(), 1U);
    EXPECT_FALSE(runs->front().complete);
}

TEST_F(MeasureWorkflow, QuittingAsksWhereARunCouldNotBeKept) {
    // A file where the history's folder would be.
    QFile(m_data.filePath(QStringLiteral("spacebench"))).open(QIODevice::WriteOnly);
    ASSERT_NO_FATAL_FAILURE(beginAnEndlessPlan());
    {
        // Asked of the running plan, and of the loss when that shows.
        const widgets::Answers yes(QMessageBox::Yes);
        m_window->close();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !m_window->isVisible(); }, kPatienceMs));
        ASSERT_FALSE(yes.questions().isEmpty());
        EXPECT_THAT(fromQt(yes.questions().back()), HasSubstr("could not be kept in the history"));
    }
}

TEST_F(MeasureWorkflow, AClaimLeadsToThePageThatMeasuresItWithItsTechniqueChosen) {
    m_window->showPlace(MainWindow::Place::Claims);
    ASSERT_TRUE(QTest::qWaitFor([this] { return claim("I1") != nullptr; }, kPatienceMs));
    m_window->claims().selectClaim(QStringLiteral("I1"));
    m_window->claims().details().measureButton().click();
    EXPECT_EQ(m_window->place(), MainWindow::Place::Techniques);
    EXPECT_EQ(m_window->techniques().form().request().techniques, std::vector<std::string>{"I1"});
    m_window->showPlace(MainWindow::Place::Claims);
    m_window->claims().selectClaim(QStringLiteral("B1"));
    m_window->claims().details().measureButton().click();
    EXPECT_EQ(m_window->place(), MainWindow::Place::Benchmark);
}

TEST_F(MeasureWorkflow, OpenSpacesAreOfferedToBothPages) {
    m_window->openSample();
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return m_window->currentSpace()->document().namedSpace().has_value(); }, kPatienceMs));
    const QString name = m_window->currentSpace()->document().name();
    m_window->showPlace(MainWindow::Place::Techniques);
    EXPECT_EQ(m_window->techniques().form().input().chosen().name, name);
    m_window->showPlace(MainWindow::Place::Claims);
    EXPECT_EQ(m_window->claims().input().chosen().name, name);
}

TEST_F(MeasureWorkflow, EscEndsMeasuringAll) {
    m_window->showPlace(MainWindow::Place::Claims);
    ASSERT_TRUE(QTest::qWaitFor([this] { return claim("I1") != nullptr; }, kPatienceMs));
    ClaimsPage& page = m_window->claims();
    page.input().chooseGenerated(1000);
    page.measureAll();
    ASSERT_TRUE(QTest::qWaitFor([&page] { return page.state() == ClaimsPage::State::Running; }, kPatienceMs));
    QTest::keyClick(&page, Qt::Key_Escape);
    ASSERT_TRUE(
        QTest::qWaitFor([&page] { return page.state() == ClaimsPage::State::Cancelled; }, kPatienceMs));
    EXPECT_NE(page.ledger(), nullptr);
}

} // namespace
} // namespace spacebench::app
