// SPDX-License-Identifier: Apache-2.0
//
// `spacectl targets`: a run beside a table of targets, and the tables themselves.
#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/report_file.h"
#include "jobs/runs/find_run.h"
#include "jobs/targets/choose_table.h"
#include "results/text_table.h"

namespace spacebench::jobs::targets_job {

namespace {

constexpr const char* kActions[] = {"list", "add", "remove", "export"};

Result<JobReport> listTables(const std::string& dataFolder) {
    JobReport report;
    SB_TRY(tables, results::allTargetTables(dataFolder, &report.problems));
    report.json["schema"] = "spacebench.target-tables";
    report.json["version"] = 1;
    report.json["tables"] = nlohmann::ordered_json::array();
    std::vector<std::vector<std::string>> lines = {{"id", "title", "targets", "references", "source"}};
    for (const results::TargetTable& table : tables) {
        report.json["tables"].push_back({{"id", table.id},
                                         {"title", table.title},
                                         {"source", table.source},
                                         {"built_in", table.builtIn},
                                         {"targets", table.targets.size()},
                                         {"references", table.references.size()}});
        lines.push_back({table.id, table.title, fmt::format("{}", table.targets.size()),
                         fmt::format("{}", table.references.size()), table.source});
    }
    report.text = results::tableText(lines, 2);
    return report;
}

/// What was done with one table.
JobReport done(const char* what, const std::string& id) {
    JobReport report;
    report.json["schema"] = "spacebench.target-tables";
    report.json["version"] = 1;
    report.json[what] = id;
    report.text = fmt::format("{}: {}\n", what, id);
    return report;
}

Result<JobReport> changeTables(const ParamValues& values, const WorkContext& context) {
    const std::string dataFolder = values.text("data-dir");
    if (values.flag("list")) return listTables(dataFolder);
    if (values.has("add")) {
        SB_TRY(table, readTargetTable(values.text("add"), context));
        SB_CHECK(results::saveTargetTable(table, dataFolder));
        return done("added", table.id);
    }
    if (values.has("remove")) {
        SB_CHECK(results::removeTargetTable(values.text("remove"), dataFolder));
        return done("removed", values.text("remove"));
    }
    SB_TRY(table, chooseTable(values.text("export"), dataFolder, context));
    JobReport report;
    report.json = results::toJson(*table);
    report.text = report.json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    return report;
}

Result<JobReport> judgeRun(const ParamValues& values, const JobServices& services) {
    const std::string dataFolder = values.text("data-dir");
    const std::string name = values.has("run") ? values.text("run") : "latest";
    ReportFiles files;
    SB_CHECK(files.begin(values, {"markdown"}, {name, values.text("table")}));
    SB_TRY(table, chooseTable(values.text("table"), dataFolder, services.work));
    SB_TRY(run, findRun(name, dataFolder, services.work));
    const results::Dashboard dashboard = results::makeDashboard(table, run);
    JobReport report;
    report.json = results::toJson(dashboard);
    report.text =
        fmt::format("{}\n", run->title.empty() ? run->uid : run->title) + results::toText(dashboard);
    const std::size_t missed =
        dashboard.count(results::TargetState::Missed) + dashboard.count(results::TargetState::BeyondCeiling);
    if (values.flag("strict") && missed != 0) report.exitStatus = 1;
    files.write(
        "markdown", [&] { return results::toMarkdown(dashboard); }, report);
    return report;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    int actions = 0;
    for (const char* action : kActions) actions += values.has(action) ? 1 : 0;
    if (actions == 0) return judgeRun(values, services);
    for (const char* other : {"run", "table", "markdown", "strict"})
        if (values.has(other))
            return Error::invalid("tables are listed, added, removed and exported without a run")
                .got(fmt::format("'{}'", other));
    if (actions > 1) return Error::invalid("--list, --add, --remove and --export go one at a time");
    return changeTables(values, services.work);
}

ParamSpec fileParam(ParamKind kind, std::string id, std::string label, std::string help) {
    ParamSpec spec = textParam(std::move(id), std::move(label), "FILE", std::move(help));
    spec.kind = kind;
    return spec;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "targets";
        job.title = "Targets";
        job.summary = "Holds a run against a table of targets, cell by cell, and keeps tables of your own.";
        ParamSpec run =
            textParam("run", "Run", "RUN",
                      "A run of the history (uid, \"latest~1\", the name of a baseline) or a file of "
                      "results. Without it: the latest.");
        run.positional = true;
        job.params = {
            std::move(run),
            textParam("table", "Table", "ID|FILE",
                      "The table to judge by. Without it: the performance guide's."),
            flagParam("list", "List", "List the tables that there are."),
            fileParam(ParamKind::InputFile, "add", "Add",
                      "Keep the table in FILE (resources/targets.schema.json); one of that id is replaced."),
            textParam("remove", "Remove", "ID", "Forget a kept table."),
            textParam("export", "Export", "ID",
                      "Print a table as JSON: to edit it and add it under another id."),
            fileParam(ParamKind::OutputFile, "markdown", "Markdown",
                      "Write the dashboard as Markdown; a file of that name is replaced."),
            flagParam("strict", "Strict", "Exit with 1 where a target is missed."),
            dataFolderParam(),
            jsonParam(),
        };
        job.examples = {"targets", "targets latest~1 --table team --markdown targets.md",
                        "targets results.json --strict", "targets --export guide", "targets --add team.json"};
        job.run = targets_job::run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::targets_job
