// SPDX-License-Identifier: Apache-2.0
//
// `spacectl plan`: the ready plans, and what a plan comes to before it is run.
#include <fmt/format.h>

#include "jobs/common_params.h"
#include "jobs/plan/expansion_report.h"
#include "jobs/plan/plan.h"
#include "jobs/plan/plan_options.h"
#include "jobs/plan/ready_plans.h"
#include "jobs/report_file.h"

namespace spacebench::jobs::plan_job {

namespace {

JobReport schemaReport() {
    JobReport report;
    report.text = std::string(planSchemaText());
    report.json = Json::parse(planSchemaText(), nullptr, false);
    return report;
}

Result<JobReport> listReport() {
    JobReport report;
    report.json["schema"] = "spacebench.plans";
    report.json["version"] = 1;
    report.json["plans"] = Json::array();
    for (const Plan& plan : readyPlans()) {
        SB_TRY(expansion, expand(plan));
        report.json["plans"].push_back({{"name", plan.name},
                                        {"title", plan.title},
                                        {"description", plan.description},
                                        {"rows", expansion.rows.size()},
                                        {"runs", plan.runs},
                                        {"estimated_seconds", expansion.seconds}});
        report.text +=
            fmt::format("{}: {}\n  {}\n  {} rows, {} runs each, {} (an estimate)\n\n", plan.name, plan.title,
                        plan.description, expansion.rows.size(), plan.runs, estimateText(expansion.seconds));
    }
    report.text += "Show one: spacectl plan NAME. Run it: spacectl bench --plan NAME. A plan of your own: "
                   "spacectl plan NAME --save FILE, then edit FILE.\n";
    return report;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    if (values.flag("schema")) return schemaReport();
    if (!values.has("plan")) {
        for (const char* param : {"shard", "save"})
            if (values.has(param)) return Error::invalid(fmt::format("--{} needs a plan", param));
        return listReport();
    }
    const std::string& name = values.text("plan");
    std::vector<std::string> inputs = values.list("files");
    SB_TRY(loaded, loadPlan(name, services.work));
    SB_TRY(plan, withFiles(std::move(loaded), inputs));
    SB_CHECK(checkPlanOfOptions(plan, values, services.work));
    Shard shard;
    if (values.has("shard")) {
        SB_TRY(part, parseShard(values.text("shard")));
        shard = part;
    }
    SB_TRY(all, expand(plan, {}, services.work));
    const Expansion expansion = shardOf(all, shard);
    JobReport report;
    report.json = expansionJson(plan, expansion, shard);
    report.text = expansionText(plan, expansion, shard);
    if (values.has("save")) {
        for (std::string& file : filesOf(plan)) inputs.push_back(std::move(file));
        inputs.push_back(name);
        SB_TRY(file, beginReport(values.text("save"), inputs));
        SB_CHECK(finishReport(file.get(), toText(toJson(plan))));
        report.text += fmt::format("\nplan: {}\n", values.text("save"));
    }
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "plan";
        job.title = "Benchmark plan";
        job.summary =
            "Shows what a benchmark plan comes to: its rows, how long they will take, and what was left "
            "out and why. Without a plan: the ready ones.";
        ParamSpec plan = textParam("plan", "Plan", "PLAN", "A ready plan's name, or a plan file (JSON).");
        plan.positional = true;
        ParamSpec files;
        files.id = "files";
        files.kind = ParamKind::InputFiles;
        files.label = "Inputs";
        files.help = "Space files to measure with, in place of the plan's own inputs.";
        files.shape = "FILE";
        files.positional = true;
        ParamSpec save =
            textParam("save", "Save as", "FILE",
                      "Write the plan, with these inputs, to be edited; a file of that name is replaced.");
        save.kind = ParamKind::OutputFile;
        job.params = {
            std::move(plan),
            std::move(files),
            textParam("shard", "Part", "I/N", "Only part I of N: what one machine of N would run."),
            std::move(save),
            flagParam("schema", "Schema", "Print the JSON schema of plan files."),
            jsonParam(),
        };
        job.examples = {"plan", "plan guide", "plan quick-look kb.paths --save mine.json",
                        "plan mine.json --shard 2/4 --json", "plan --schema"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::plan_job
