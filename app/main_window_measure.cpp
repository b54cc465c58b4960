// SPDX-License-Identifier: GPL-3.0-or-later
//
// The switchboard and the ledger: their pages with the core's work behind them, and the evidence that runs
// leave.
#include "evidence_recorder.h"
#include "jobs/bench/run_plan.h"
#include "jobs/claims/claims.h"
#include "jobs/techniques/circumstances.h"
#include "jobs/techniques/techniques.h"
#include "main_window.h"
#include "views/benchmark_page.h"
#include "views/claims_page.h"
#include "views/codec_lab_page.h"
#include "views/techniques_page.h"

namespace spacebench::app {

void MainWindow::buildBenchmark() {
    widgets::BenchCalls bench;
    bench.plan.read = jobs::planFromText;
    bench.plan.expand = jobs::expand;
    bench.plan.ready = jobs::readyPlans;
    bench.run = jobs::runPlan;
    m_benchmark = new widgets::BenchmarkPage(m_jobs, m_theme, std::move(bench));
}

void MainWindow::buildTechniquesAndClaims() {
    widgets::TechniqueCalls switchboard;
    switchboard.circumstances = []() -> Result<tuning::Circumstances> {
        SB_TRY(folder, jobs::techniques::workFolder({}));
        return jobs::techniques::circumstancesOf(folder);
    };
    switchboard.run = jobs::runTechniques;
    m_techniques = new widgets::TechniquesPage(m_jobs, m_theme, std::move(switchboard));
    widgets::ClaimCalls ledger;
    ledger.read = jobs::readLedger;
    ledger.hash = jobs::inputHashOf;
    ledger.measure = jobs::measureClaims;
    m_claims = new widgets::ClaimsPage(m_jobs, m_theme, std::move(ledger));

    auto* recorder = new EvidenceRecorder(m_jobs, this);
    m_evidence = recorder;
    connect(m_benchmark, &widgets::BenchmarkPage::measured, recorder,
            [recorder](const auto& run) { recorder->record(run); });
    connect(m_codecLab, &widgets::CodecLabPage::measured, recorder,
            [recorder](const auto& run) { recorder->record(run); });
    connect(m_techniques, &widgets::TechniquesPage::measured, recorder,
            [recorder](const auto& run) { recorder->record(run); });
    connect(recorder, &EvidenceRecorder::recorded, m_claims, &widgets::ClaimsPage::refresh);
    connect(recorder, &EvidenceRecorder::failed, m_claims, &widgets::ClaimsPage::noteProblem);
    connect(m_claims, &widgets::ClaimsPage::measureRequested, this, &MainWindow::measureClaim);
}

void MainWindow::measureClaim(results::ClaimSource source, const QString& guideRow) {
    switch (source) {
    case results::ClaimSource::Bench:
        showPlace(Place::Benchmark);
        break;
    case results::ClaimSource::Techniques:
        m_techniques->chooseOnly(guideRow);
        showPlace(Place::Techniques);
        break;
    case results::ClaimSource::Lab:
        showPlace(Place::Codec);
        break;
    case results::ClaimSource::System:
    case results::ClaimSource::None:
        break;
    }
}

} // namespace spacebench::app
