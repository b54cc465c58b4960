// SPDX-License-Identifier: Apache-2.0
//
// `spacectl bench`: runs a plan, writes its reports, and keeps it.
#include <fmt/format.h>

#include "jobs/bench/bench_history.h"
#include "jobs/bench/bench_params.h"
#include "jobs/claims/claims.h"
#include "jobs/plan/expansion_report.h"
#include "jobs/report_file.h"

namespace spacebench::jobs::bench_job {

namespace {

constexpr int kInterrupted = 130; ///< as shells have it for SIGINT

struct ReportForm {
    const char* param;
    std::string (*text)(const results::BenchRun& run);
};
constexpr ReportForm kForms[] = {
    {"html", [](const results::BenchRun& run) { return results::toHtml(run); }},
    {"csv", [](const results::BenchRun& run) { return results::toCsv(run); }},
    {"output", [](const results::BenchRun& run) { return jsonText(results::toJson(run)); }},
};

Result<JobReport> dryRun(const PlanRequest& request, const WorkContext& context) {
    SB_TRY(all, expand(request.plan, {}, context));
    const Expansion expansion = shardOf(all, request.shard);
    JobReport report;
    report.json = expansionJson(request.plan, expansion, request.shard);
    report.text = expansionText(request.plan, expansion, request.shard);
    return report;
}

/// What no report may replace.
std::vector<std::string> inputsOf(const ParamValues& values, const Plan& plan) {
    std::vector<std::string> inputs = filesOf(plan);
    inputs.push_back(values.text("plan"));
    return inputs;
}

/// Rows that should have a figure and have none are no success, whatever the others say.
void addFailures(const results::BenchRun& run, JobReport& report) {
    const auto rowsThatAre = [&run](results::MeasureState state) {
        std::vector<const results::BenchRow*> rows;
        for (const results::BenchRow& row : run.rows)
            if (row.state == state) rows.push_back(&row);
        return rows;
    };
    const auto add = [&](const std::vector<const results::BenchRow*>& rows, Error error) {
        if (rows.empty()) return;
        error.message = fmt::format("{} of {} rows {}", rows.size(), run.rows.size(), error.message);
        error.found = fmt::format("{}: {}", rows.front()->label, rows.front()->reason);
        if (report.exitStatus == 0) report.exitStatus = exitCodeOf(error.code);
        report.problems.push_back(std::move(error));
    };
    add(rowsThatAre(results::MeasureState::Rejected),
        Error::wrongOutput("were rejected: what was written does not read back as it was"));
    add(rowsThatAre(results::MeasureState::Failed), Error::limit("could not be measured"));
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_CHECK(checkBaseline(values));
    SB_TRY(request, planRequestOf(values, services.work));
    const std::vector<std::string> inputs = inputsOf(values, request.plan);
    if (values.has("save-plan")) {
        SB_TRY(file, beginReport(values.text("save-plan"), inputs));
        SB_CHECK(finishReport(file.get(), toText(toJson(request.plan))));
    }
    if (values.flag("dry-run")) return dryRun(request, services.work);
    ReportFiles files;
    for (const ReportForm& form : kForms) SB_CHECK(files.begin(values, {form.param}, inputs));
    SB_TRY(measured, runPlan(request, services));
    recordRun(values, measured);
    JobReport report;
    if (!measured.complete) report.exitStatus = kInterrupted;
    addFailures(measured, report);
    const std::string kept = keepBenchRun(values, measured, report);
    report.json = results::toJson(measured);
    report.text = results::toText(measured);
    if (values.has("against") && measured.complete) addComparison(measured, report);
    report.text += kept;
    for (const ReportForm& form : kForms)
        if (files.write(
                form.param, [&] { return form.text(measured); }, report))
            report.text += fmt::format("\nreport: {}\n", values.text(form.param));
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "bench";
        job.title = "Benchmark";
        job.summary = "Times serialize, deserialize and load of each format against the performance guide's "
                      "targets, or whatever a plan says; each run in a fresh process.";
        job.lane = Lane::Timed;
        job.params = benchParams();
        job.examples = {"bench", "bench big_logic.metta.paths --html report.html",
                        "bench --atoms 1K,100K,1M --op serialize --format mtts,act --runs 20 --json",
                        "bench --plan quick-look kb.paths --tag before --baseline main",
                        "bench kb.paths --against ../old/bin/spacectl"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::bench_job
