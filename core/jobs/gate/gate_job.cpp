// SPDX-License-Identifier: Apache-2.0
//
// `spacectl gate`: measures what a baseline measured, or two builds in turn, and fails where this one is
// slower for sure.
#include <filesystem>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/gate/gate_looks.h"
#include "jobs/plan/plan_options.h"
#include "jobs/report_file.h"
#include "jobs/runs/compare_options.h"
#include "jobs/runs/find_run.h"
#include "measure/environment.h"
#include "results/ledger.h"

namespace spacebench::jobs::gate_job {

namespace {

const std::vector<std::string> kReports = {"markdown", "junit"};

Result<void> checkTogether(const ParamValues& values) {
    if (values.has("baseline") == values.has("against"))
        return Error::invalid("a gate needs something to judge by")
            .expect("either --baseline NAME or --against PROGRAM")
            .got(values.has("baseline") ? "both" : "neither");
    if (values.has("against") && !values.has("plan"))
        return Error::invalid("--against needs a plan that says what is measured")
            .advise("Name one with --plan; `spacectl plan` lists those that are ready.");
    if (!values.has("run")) return {};
    for (const char* const id : {"against", "plan", "runs"})
        if (values.has(id))
            return Error::invalid(fmt::format("--{} is about measuring, and a run is named", id))
                .advise("Without RUN the gate measures; with it, it judges that run by --baseline.");
    return {};
}

/// What the baseline measured, as far as it says.
Result<PlanRequest> planOfBaseline(const results::RunRecord& baseline, const std::string& name,
                                   const WorkContext& context) {
    if (!baseline.plan.is_object())
        return Error::invalid("the baseline has no plan that could be run again")
            .got(name)
            .advise("Name one with --plan, or a run that is there already.");
    Json stored = baseline.plan;
    stored.erase("programs"); // this build is measured; another one of that day may be gone
    PlanRequest request;
    SB_TRY(plan, planFromText(toText(stored), "the plan of " + name, context));
    request.plan = std::move(plan);
    const auto shard = shardIn(baseline.plan);
    if (!shard) return Error::invalid("the baseline's plan names a part that makes no sense").got(name);
    request.shard = *shard;
    return request;
}

Result<PlanRequest> planRequestOf(const ParamValues& values, const results::RunRecord* baseline,
                                  const WorkContext& context) {
    PlanRequest request;
    if (values.has("plan")) {
        SB_TRY(plan, loadPlan(values.text("plan"), context));
        request.plan = std::move(plan);
    } else {
        SB_TRY(stored, planOfBaseline(*baseline, values.text("baseline"), context));
        request = std::move(stored);
    }
    SB_TRY(runs, values.number("runs", request.plan.runs));
    request.plan.runs = runs;
    SB_CHECK(checkPlanOfOptions(request.plan, values, context));
    request.plan.programs = {{"this", ""}};
    if (values.has("against")) {
        std::error_code problem;
        const auto file = std::filesystem::absolute(values.text("against"), problem);
        if (problem || !std::filesystem::exists(file, problem))
            return Error::system("this program is not there", problem ? problem.value() : ENOENT)
                .in(values.text("against"));
        request.plan.programs = {{"before", file.lexically_normal().string()}, {"this", ""}};
    }
    return request;
}

/// Said now, and not after minutes of measuring.
Result<void> checkMachine(const results::RunRecord& baseline, const results::ComparisonOptions& options) {
    const std::string here = results::machineOf(measure::environmentStamp());
    if (options.mixMachines || baseline.machine == here) return {};
    return Error::invalid("the baseline was taken on another machine")
        .expect(here)
        .got(baseline.machine)
        .advise("Measure a baseline here, or compare all the same with --mix-machines.");
}

/// Begins `files` as soon as it is known what they must not replace.
Result<results::GateResult> gateOf(const ParamValues& values, ReportFiles& files,
                                   const JobServices& services) {
    std::vector<std::string> inputs = {values.text("baseline"), values.text("run"), values.text("plan")};
    SB_TRY(options, comparisonOptions(values));
    std::shared_ptr<const results::RunRecord> baseline;
    if (values.has("baseline")) {
        SB_TRY(found, findRun(values.text("baseline"), values.text("data-dir"), services.work));
        baseline = std::move(found);
    }
    if (values.has("run")) {
        SB_CHECK(files.begin(values, kReports, inputs));
        SB_TRY(run, findRun(values.text("run"), values.text("data-dir"), services.work));
        return judge(std::move(baseline), std::move(run), options);
    }
    SB_TRY(request, planRequestOf(values, baseline.get(), services.work));
    if (baseline != nullptr) SB_CHECK(checkMachine(*baseline, options));
    for (std::string& file : filesOf(request.plan)) inputs.push_back(std::move(file));
    SB_CHECK(files.begin(values, kReports, inputs));
    LookOptions look;
    look.comparison = std::move(options);
    look.confirm = !values.flag("no-confirm");
    look.keep = !values.flag("no-record");
    look.dataFolder = values.text("data-dir");
    return measureAndJudge(std::move(request), std::move(baseline), look, services);
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_CHECK(checkTogether(values));
    ReportFiles files;
    SB_TRY(gate, gateOf(values, files, services));
    JobReport report;
    report.json = results::toJson(gate);
    report.text = results::toText(gate);
    report.exitStatus = gate.exitStatus();
    files.write(
        "markdown", [&] { return results::toMarkdown(gate); }, report);
    files.write(
        "junit", [&] { return results::toJUnit(gate); }, report);
    return report;
}

ParamSpec fileParam(const char* id, const char* label, const char* help) {
    ParamSpec param = textParam(id, label, "FILE", help);
    param.kind = ParamKind::OutputFile;
    return param;
}

std::vector<ParamSpec> gateParams() {
    ParamSpec run =
        textParam("run", "Run", "RUN",
                  "A run that is there already (uid, 'latest', a file of results) is judged by the "
                  "baseline; without one, the gate measures.");
    run.positional = true;
    ParamSpec against = textParam("against", "Other build", "PROGRAM",
                                  "Instead of a baseline: another build (a spacectl or spacebench), measured "
                                  "in the same rounds as this one.");
    against.kind = ParamKind::InputFile;
    std::vector<ParamSpec> params = {
        std::move(run),
        textParam("baseline", "Baseline", "NAME",
                  "What is judged by: a baseline's name, or any run of the history, or a file of results."),
        std::move(against),
        textParam(
            "plan", "Plan", "PLAN",
            "What is measured: a ready plan's name or a plan file; by default the plan of the baseline."),
        numberParam("runs", "Runs", "Fresh worker processes a row; by default as many as the plan says.")};
    for (ParamSpec& param : comparisonParams()) params.push_back(std::move(param));
    params.push_back(
        flagParam("no-confirm", "One look",
                  "Judge by one measurement; by default rows that look slower are measured again."));
    params.push_back(
        fileParam("markdown", "Markdown", "Write a summary for people; a file of that name is replaced."));
    params.push_back(fileParam("junit", "JUnit XML",
                               "Write a test case a row, for CI servers; a file of that name is replaced."));
    params.push_back(dataFolderParam());
    params.push_back(noRecordParam());
    params.push_back(jsonParam());
    return params;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "gate";
        job.title = "Gate";
        job.summary =
            "Fails (exit status 1) where this build is slower than a baseline or another build, and a "
            "second measurement says so too.";
        job.lane = Lane::Timed;
        job.params = gateParams();
        job.examples = {"gate --baseline main --junit gate.xml",
                        "gate --baseline main --plan nightly.json --threshold 5% --runs 20",
                        "gate --baseline main latest",
                        "gate --against ../old/bin/spacectl --plan quick-look --markdown gate.md"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::gate_job
