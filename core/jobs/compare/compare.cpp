// SPDX-License-Identifier: Apache-2.0
//
// `spacectl compare A B [C...]`: runs of the history, baselines or files of results, side by side.
#include "jobs/common_params.h"
#include "jobs/report_file.h"
#include "jobs/runs/compare_options.h"
#include "jobs/runs/find_run.h"

namespace spacebench::jobs::compare_job {

namespace {

constexpr int kDifferent = 1;
constexpr int kInsufficient = 5;

struct ReportForm {
    const char* param;
    std::string (*text)(const results::Comparison&);
};
constexpr ReportForm kForms[] = {{"csv", results::toCsv},
                                 {"markdown", results::toMarkdown},
                                 {"junit", results::toJUnit},
                                 {"html", results::toHtml}};

int exitStatusOf(const results::Comparison& comparison) {
    if (comparison.count(stats::Change::Slower) > 0) return kDifferent;
    for (const results::ComparisonRow& row : comparison.rows)
        for (std::size_t run = 1; run < row.cells.size(); ++run)
            if (isBroken(row, run)) return kDifferent;
    return comparison.count(stats::Change::Insufficient) == comparison.compared() ? kInsufficient : 0;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    const std::vector<std::string>& names = values.list("runs");
    if (names.size() < 2)
        return Error::invalid("two runs at least are needed to compare")
            .advise("Name them by uid, 'latest', 'latest~1', a baseline or a file.");
    SB_TRY(options, comparisonOptions(values));
    ReportFiles files;
    for (const ReportForm& form : kForms) SB_CHECK(files.begin(values, {form.param}, names));
    services.work.begin("Reading runs", ProgressUnit::Runs, names.size());
    std::vector<std::shared_ptr<const results::RunRecord>> runs;
    for (const std::string& name : names) {
        SB_TRY(found, findRun(name, values.text("data-dir"), services.work));
        runs.push_back(std::move(found));
        services.work.advanceTo(runs.size());
    }
    SB_TRY(comparison, results::compareRuns(std::move(runs), options));
    JobReport report;
    report.json = results::toJson(comparison);
    report.text = results::toText(comparison);
    report.exitStatus = exitStatusOf(comparison);
    for (const ReportForm& form : kForms)
        files.write(
            form.param, [&] { return form.text(comparison); }, report);
    return report;
}

ParamSpec fileParam(const char* id, const char* label, const char* help) {
    ParamSpec param = textParam(id, label, "FILE", help);
    param.kind = ParamKind::OutputFile;
    return param;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "compare";
        job.title = "Compare runs";
        job.summary =
            "Compares benchmark runs with the first of them, row by row: faster, slower, same, or not "
            "known.";
        ParamSpec runs =
            textParam("runs", "Runs", "RUN",
                      "Two or more: uids or their beginnings, 'latest', 'latest~1', baselines, or "
                      "files of results. The first one is 'before'.");
        runs.kind = ParamKind::InputFiles;
        runs.positional = true;
        runs.required = true;
        job.params = {std::move(runs)};
        for (ParamSpec& param : comparisonParams()) job.params.push_back(std::move(param));
        job.params.push_back(
            fileParam("csv", "CSV table", "Write the rows; a file of that name is replaced."));
        job.params.push_back(fileParam("markdown", "Markdown",
                                       "Write a summary for people; a file of that name is replaced."));
        job.params.push_back(
            fileParam("junit", "JUnit XML",
                      "Write a test case a row and run, for CI servers; a file of that name is replaced."));
        job.params.push_back(fileParam(
            "html", "HTML report", "Write a page with charts and tables; a file of that name is replaced."));
        job.params.push_back(dataFolderParam());
        job.params.push_back(jsonParam());
        job.examples = {"compare latest~1 latest", "compare release latest --threshold 5% --junit report.xml",
                        "compare before.json after.json --metric peak_heap_bytes --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::compare_job
