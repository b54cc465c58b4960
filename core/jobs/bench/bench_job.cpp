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

struct ReportFile {
    const char* param;
    std::string (*text)(const results::BenchRun& run);
};
constexpr ReportFile kReportFiles[] = {
    {"html", [](const results::BenchRun& run) { return results::toHtml(run); }},
    {"csv", [](const results::BenchRun& run) { return results::toCsv(run); }},
    {"output", [](const results::BenchRun& run) { return jsonText(results::toJson(run)); }},
};

Result<JobReport> dryRun(const PlanRequest& request) {
    SB_TRY(all, expand(request.plan));
    const Expansion expansion = shardOf(all, request.shard);
    JobReport report;
    report.json = expansionJson(request.plan, expansion, request.shard);
    report.text = expansionText(request.plan, expansion, request.shard);
    return report;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    std::vector<std::string> inputs = values.list("files");
    SB_TRY(request, planRequestOf(values, services.work));
    if (values.has("save-plan")) {
        SB_TRY(file, beginReport(values.text("save-plan"), inputs));
        SB_CHECK(finishReport(file.get(), toText(toJson(request.plan))));
    }
    if (values.flag("dry-run")) return dryRun(request);
    std::vector<std::unique_ptr<io::AtomicFile>> files;
    for (const ReportFile& one : kReportFiles) {
        SB_TRY(file, beginReport(values.text(one.param), inputs));
        files.push_back(std::move(file));
    }
    SB_TRY(measured, runPlan(request, services));
    recordRun(values, measured);
    const std::string kept = keepBenchRun(values, measured);
    for (std::size_t i = 0; i < files.size(); ++i)
        SB_CHECK(finishReport(files[i].get(),
                              files[i] != nullptr ? kReportFiles[i].text(measured) : std::string()));
    JobReport report;
    report.json = results::toJson(measured);
    report.text = results::toText(measured);
    if (values.has("against") && measured.complete) addComparison(measured, report);
    report.text += kept;
    for (const char* const param : {"html", "csv", "output"})
        if (values.has(param)) report.text += fmt::format("\nreport: {}\n", values.text(param));
    if (!measured.complete) report.exitStatus = kInterrupted;
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
