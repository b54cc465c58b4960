// SPDX-License-Identifier: Apache-2.0
//
// `spacectl report`: a run as a document to hand on.
#include <filesystem>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/report_file.h"
#include "jobs/report_text.h"
#include "jobs/runs/find_run.h"
#include "jobs/targets/choose_table.h"
#include "results/run_report.h"

namespace spacebench::jobs::report_job {

namespace {

using nlohmann::ordered_json;
using results::RunReport;

constexpr const char* kFiles[] = {"html", "pdf", "markdown", "csv", "json-file"};

Result<RunReport> reportOf(const ParamValues& values, const WorkContext& context) {
    const std::string dataFolder = values.text("data-dir");
    RunReport report;
    SB_TRY(table, chooseTable(values.text("table"), dataFolder, context));
    SB_TRY(run, findRun(values.has("run") ? values.text("run") : "latest", dataFolder, context));
    report.run = run;
    report.dashboards.push_back(results::makeDashboard(table, run));
    if (values.has("baseline")) {
        SB_TRY(baseline, findRun(values.text("baseline"), dataFolder, context));
        results::ComparisonOptions options;
        options.mixMachines = values.flag("mix-machines");
        options.mixInputs = values.flag("mix-inputs");
        SB_TRY(comparison, results::compareRuns({baseline, run}, options));
        report.comparison = std::make_shared<const results::Comparison>(std::move(comparison));
    }
    return report;
}

/// Run, dashboards and comparison: everything that the other forms show.
ordered_json jsonOf(const RunReport& report) {
    ordered_json json;
    json["schema"] = "spacebench.report";
    json["version"] = 1;
    json["run"] = results::toJson(*report.run);
    json["dashboards"] = ordered_json::array();
    for (const results::Dashboard& dashboard : report.dashboards)
        json["dashboards"].push_back(results::toJson(dashboard));
    json["comparison"] =
        report.comparison != nullptr ? results::toJson(*report.comparison) : ordered_json(nullptr);
    return json;
}

Result<std::string> textOf(std::string_view form, const RunReport& report) {
    if (form == "pdf") {
        SB_TRY(pdf, results::reportPdf(report));
        return std::string(asText(pdf.view()));
    }
    return form == "html"       ? results::reportHtml(report)
           : form == "markdown" ? results::reportMarkdown(report)
           : form == "csv"      ? results::reportCsv(report)
                                : jsonText(jsonOf(report));
}

/// A light and a dark one of each chart. The folder is made; files of those names are replaced.
Result<std::vector<std::string>> writeCharts(const std::string& folder, const RunReport& report,
                                             const std::vector<std::string>& inputs) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return Error::system("the folder of the charts cannot be made", problem.value()).in(folder);
    std::vector<std::string> written;
    for (const bool dark : {false, true}) {
        for (const auto& [name, svg] : results::reportSvgs(report, dark)) {
            const std::string path =
                (std::filesystem::path(folder) / (name + (dark ? "-dark.svg" : ".svg"))).string();
            SB_TRY(file, beginReport(path, inputs));
            SB_CHECK(finishReport(file.get(), svg));
            written.push_back(path);
        }
    }
    return written;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    const std::vector<std::string> inputs = {values.text("run"), values.text("baseline"),
                                             values.text("table")};
    // Names that cannot be written fail before anything is read.
    ReportFiles files;
    for (const char* form : kFiles) SB_CHECK(files.begin(values, {form}, inputs));
    SB_TRY(document, reportOf(values, services.work));
    JobReport report;
    for (const char* form : kFiles) {
        SB_CHECK(services.work.poll());
        if (files.write(
                form, [&] { return textOf(form, document); }, report))
            report.text += fmt::format("{}: {}\n", form, values.text(form));
    }
    if (values.has("svg")) {
        SB_TRY(charts, writeCharts(values.text("svg"), document, inputs));
        for (const std::string& path : charts) report.text += fmt::format("svg: {}\n", path);
    }
    if (report.text.empty()) report.text = results::reportMarkdown(document);
    report.json = jsonOf(document);
    return report;
}

ParamSpec outputFile(std::string id, std::string label, std::string help) {
    ParamSpec spec = textParam(std::move(id), std::move(label), "FILE", std::move(help));
    spec.kind = ParamKind::OutputFile;
    return spec;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "report";
        job.title = "Report";
        job.summary =
            "Writes a run with its tables, charts, targets and samples as a document: HTML, PDF, Markdown, "
            "CSV, JSON, SVG.";
        ParamSpec run =
            textParam("run", "Run", "RUN",
                      "A run of the history (uid, \"latest~1\", the name of a baseline) or a file of "
                      "results. Without it: the latest.");
        run.positional = true;
        job.params = {
            std::move(run),
            textParam("baseline", "Baseline", "RUN", "A run to compare it with."),
            textParam("table", "Table", "ID|FILE",
                      "The targets to judge by. Without it: the performance guide's."),
            outputFile("html", "HTML", "One page without any address; a file of that name is replaced."),
            outputFile("pdf", "PDF", "A4 pages with the samples attached; a file of that name is replaced."),
            outputFile("markdown", "Markdown", "The tables as Markdown; a file of that name is replaced."),
            outputFile("csv", "CSV", "A line a sample; a file of that name is replaced."),
            outputFile("json-file", "JSON file",
                       "What --json prints, as a file; one of that name is replaced."),
            textParam("svg", "SVG charts", "FOLDER", "Write the charts into FOLDER, light and dark."),
            flagParam("mix-machines", "Mix machines", "Compare with a baseline of another machine."),
            flagParam("mix-inputs", "Mix inputs", "Compare with a baseline of other inputs."),
            dataFolderParam(),
            jsonParam(),
        };
        job.examples = {"report --html report.html --pdf report.pdf",
                        "report latest --baseline main --pdf change.pdf",
                        "report results.json --svg charts --csv samples.csv"};
        job.run = report_job::run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::report_job
