// SPDX-License-Identifier: GPL-3.0-or-later
//
// History, comparison and targets: their pages with the core's work behind them, and what leads from one to
// the other.
#include <QGuiApplication>

#include "bridge/to_qt.h"
#include "io/byte_source.h"
#include "jobs/runs/find_run.h"
#include "main_window.h"
#include "results/comparison.h"
#include "results/data_folder.h"
#include "results/interchange.h"
#include "results/run_store.h"
#include "results/target_table.h"
#include "run_recorder.h"
#include "stats/series_checks.h"
#include "views/benchmark_page.h"
#include "views/compare_form.h"
#include "views/compare_page.h"
#include "views/history_page.h"
#include "views/plan_page.h"
#include "views/targets_page.h"

namespace spacebench::app {

namespace {

constexpr int kJsonIndent = 2;

std::string jsonText(const nlohmann::ordered_json& json) {
    return json.dump(kJsonIndent, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

widgets::RunCalls runCalls() {
    widgets::RunCalls calls;
    calls.openStore = [] { return results::RunStore::open({}); };
    calls.find = [](const std::string& text, const WorkContext& context) {
        return jobs::findRun(text, {}, context);
    };
    calls.import = results::importRun;
    return calls;
}

widgets::HistoryCalls historyCalls() {
    widgets::HistoryCalls calls;
    calls.runs = runCalls();
    calls.asSpacebench = [](const results::RunRecord& run) { return jsonText(toJson(run)); };
    calls.asGoogleBenchmark = [](const results::RunRecord& run) {
        return jsonText(results::toGoogleBenchmark(run));
    };
    calls.changePoints = [](std::span<const double> series) { return stats::changePoints(series); };
    calls.trendChart = results::trendChart;
    return calls;
}

widgets::CompareCalls compareCalls() {
    using results::Comparison;
    widgets::CompareCalls calls;
    calls.runs = runCalls();
    calls.compare = results::compareRuns;
    calls.ratioChart = [](const Comparison& comparison) { return results::ratioChart(comparison); };
    calls.distributionChart = results::distributionChart;
    calls.histogramChart = results::histogramChart;
    calls.orderChart = results::orderChart;
    calls.asCsv = [](const Comparison& comparison) { return toCsv(comparison); };
    calls.asMarkdown = [](const Comparison& comparison) { return toMarkdown(comparison); };
    calls.asJUnit = [](const Comparison& comparison) { return toJUnit(comparison); };
    calls.asJson = [](const Comparison& comparison) { return jsonText(toJson(comparison)); };
    calls.asHtml = [](const Comparison& comparison) { return toHtml(comparison); };
    return calls;
}

widgets::TargetCalls targetCalls() {
    widgets::TargetCalls calls;
    calls.runs = runCalls();
    calls.tables = [](std::vector<Error>* problems) {
        return results::allTargetTables(results::dataFolder(), problems);
    };
    calls.save = [](const results::TargetTable& table) {
        return results::saveTargetTable(table, results::dataFolder());
    };
    calls.remove = [](const std::string& id) {
        return results::removeTargetTable(id, results::dataFolder());
    };
    calls.fromText = results::targetTableFromText;
    calls.asText = [](const results::TargetTable& table) { return jsonText(toJson(table)); };
    calls.readFile = [](const std::string& file) -> Result<std::string> {
        constexpr std::uint64_t kLargestTable = 16 << 20;
        SB_TRY(source, io::openMapped(file));
        if (source->size() > kLargestTable)
            return Error::limit("this is no table of targets").in(file).expect("at most 16 MiB");
        const ByteView bytes = source->bytes();
        return std::string(bytes.begin(), bytes.end());
    };
    calls.judge = results::makeDashboard;
    calls.charts = results::dashboardCharts;
    calls.asMarkdown = [](const results::Dashboard& dashboard) { return toMarkdown(dashboard); };
    calls.asJson = [](const results::Dashboard& dashboard) { return jsonText(toJson(dashboard)); };
    return calls;
}

} // namespace

void MainWindow::buildHistory() {
    m_compare = new widgets::ComparePage(m_jobs, m_theme, compareCalls());
    m_history = new widgets::HistoryPage(m_jobs, m_theme, historyCalls());
    m_targets = new widgets::TargetsPage(m_jobs, m_theme, targetCalls());

    m_recorder = new RunRecorder(m_jobs, this);
    connect(m_benchmark, &widgets::BenchmarkPage::measured, m_recorder,
            [this](const auto& run) { m_recorder->record(run); });
    connect(m_recorder, &RunRecorder::recorded, m_benchmark, &widgets::BenchmarkPage::setRecorded);
    connect(m_recorder, &RunRecorder::recorded, this, &MainWindow::refreshHistory);
    connect(m_recorder, &RunRecorder::failed, m_benchmark, &widgets::BenchmarkPage::noteProblem);
    connect(m_benchmark, &widgets::BenchmarkPage::recordAgainAsked, m_recorder, &RunRecorder::retry);
    connect(m_recorder, &RunRecorder::failed, m_history, &widgets::HistoryPage::noteProblem);
    connect(m_history, &widgets::HistoryPage::storeChanged, m_compare, &widgets::ComparePage::refreshHistory);
    connect(m_history, &widgets::HistoryPage::storeChanged, m_targets, &widgets::TargetsPage::refresh);
    connect(m_history, &widgets::HistoryPage::compareRequested, this, [this](const QStringList& uids) {
        m_compare->setRuns(uids);
        showPlace(Place::Compare);
    });
    connect(m_history, &widgets::HistoryPage::targetsRequested, this, [this](const QString& uid) {
        showPlace(Place::Targets);
        m_targets->setRun(uid);
    });
    connect(m_history, &widgets::HistoryPage::openRequested, this, &MainWindow::showRecordedRun);
    connect(m_benchmark, &widgets::BenchmarkPage::baselineAsked, this, [this](const QString& uid) {
        showPlace(Place::History);
        m_history->nameAsBaseline(uid);
    });
    connect(m_benchmark, &widgets::BenchmarkPage::compareAsked, this, [this](const QString& uid) {
        m_compare->setRuns({uid});
        showPlace(Place::Compare);
    });
    connect(m_targets, &widgets::TargetsPage::measureRequested, this, &MainWindow::measurePlan);
    // Another program may have written meanwhile.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) refreshHistory();
    });
}

void MainWindow::refreshHistory() {
    m_history->refresh();
    m_compare->refreshHistory();
    m_targets->refresh();
}

void MainWindow::showRecordedRun(const std::shared_ptr<const results::RunRecord>& record) {
    using RunPtr = std::shared_ptr<const results::BenchRun>;
    m_jobs.submit<RunPtr>(
        this, tr("Open a run"), widgets::JobDisplay::WhileRunning,
        [record](const WorkContext&) -> Result<RunPtr> {
            SB_TRY(run, results::benchRunFromJson(record->document));
            return std::make_shared<const results::BenchRun>(std::move(run));
        },
        [this, uid = widgets::toQt(record->uid)](widgets::JobTicket, Result<RunPtr> result) {
            if (!result.ok()) {
                m_history->noteProblem(result.error());
                return;
            }
            if (m_benchmark->showRecorded(*result, uid))
                showPlace(Place::Benchmark);
            else
                m_history->noteProblem(
                    Error::invalid("a run is being measured: results are shown when it ended"));
        });
}

void MainWindow::measurePlan(const QString& planName) {
    m_benchmark->plan().chooseReady(planName);
    m_benchmark->showView(widgets::BenchmarkPage::View::Plan);
    showPlace(Place::Benchmark);
}

bool MainWindow::takeDroppedFiles(const QStringList& files) {
    if (place() == Place::History)
        m_history->importFiles(files);
    else if (place() == Place::Compare)
        m_compare->addFiles(files);
    else
        return false;
    return true;
}

} // namespace spacebench::app
