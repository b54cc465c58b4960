// SPDX-License-Identifier: Apache-2.0
//
// `spacectl merge-runs`: parts of a plan that ran on several machines, as one run.
#include <algorithm>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/merge_runs/merge_parts.h"
#include "jobs/plan/plan.h"
#include "jobs/report_file.h"
#include "jobs/runs/find_run.h"
#include "results/run_record.h"

namespace spacebench::jobs::merge_runs_job {

namespace {

constexpr std::size_t kMostNamed = 5; ///< rows that a warning names

/// Rows of the plan that no part has: machines may leave out different ones. Says nothing where the plan
/// cannot be expanded here, because its inputs lie elsewhere.
void warnOfMissingRows(results::BenchRun& run) {
    const auto plan = planFromText(toText(run.plan), "the merged plan");
    if (!plan.ok()) return;
    const auto expansion = expand(*plan);
    if (!expansion.ok()) return;
    std::vector<std::string> missing;
    for (const Configuration& row : expansion->rows) {
        const std::string key = row.key(*plan);
        const std::string& program = plan->programs[row.program].name;
        if (std::none_of(run.rows.begin(), run.rows.end(), [&](const results::BenchRow& measured) {
                return measured.key == key && measured.program == program;
            }))
            missing.push_back(key);
    }
    if (missing.empty()) return;
    const std::size_t count = missing.size();
    missing.resize(std::min(count, kMostNamed));
    run.warnings.push_back(fmt::format("{} row{} of the plan {} in no part: {}{}", count,
                                       count == 1 ? "" : "s", count == 1 ? "is" : "are",
                                       fmt::join(missing, ", "), count > kMostNamed ? ", ..." : ""));
}

/// One record a program. A history that cannot be written is a warning: the run is printed all the same.
std::string keep(const ParamValues& values, results::BenchRun& run) {
    if (values.flag("no-record")) return {};
    std::string text;
    for (const results::RunRecord& record : results::recordsOf(run)) {
        const auto uid = keepRun(record, values.text("data-dir"));
        if (!uid.ok()) {
            run.warnings.push_back("not kept in the history: " + uid.error().describe());
            return text;
        }
        text += fmt::format("\nkept as {}: {}\n", *uid, record.title);
    }
    return text;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    const std::vector<std::string>& files = values.list("files");
    ReportFiles reports;
    SB_CHECK(reports.begin(values, {"output"}, files));
    std::vector<RunPart> parts;
    services.work.begin("Reading parts", ProgressUnit::None, files.size());
    for (const std::string& file : files) {
        SB_CHECK(services.work.poll());
        SB_TRY(part, readPart(file, services.work));
        parts.push_back(std::move(part));
        services.work.advanceTo(parts.size());
    }
    SB_TRY(merged, mergeParts(std::move(parts), values.flag("mix-machines")));
    warnOfMissingRows(merged);
    const std::string kept = keep(values, merged);
    JobReport report;
    report.json = results::toJson(merged);
    report.text = results::toText(merged) + kept;
    if (reports.write(
            "output", [&] { return jsonText(report.json); }, report))
        report.text += fmt::format("\nrun: {}\n", values.text("output"));
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "merge-runs";
        job.title = "Merge runs";
        job.summary = "Puts the parts of one plan, measured with bench --shard, together into one run "
                      "and keeps it in the history.";
        ParamSpec files;
        files.id = "files";
        files.kind = ParamKind::InputFiles;
        files.label = "Parts";
        files.help = "Results of bench --plan P --shard I/N --json, one for each part, in any order.";
        files.shape = "FILE";
        files.positional = true;
        files.required = true;
        ParamSpec out = textParam("output", "Write to", "FILE",
                                  "Write the merged run as JSON; a file of that name is replaced.");
        out.kind = ParamKind::OutputFile;
        job.params = {
            std::move(files),
            std::move(out),
            flagParam("mix-machines", "Mix machines",
                      "Accept parts of different machines; each row then says where it was measured."),
            dataFolderParam(),
            noRecordParam(),
            jsonParam(),
        };
        job.examples = {"merge-runs part-1.json part-2.json --output run.json",
                        "merge-runs part-*.json --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::merge_runs_job
