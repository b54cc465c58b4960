// SPDX-License-Identifier: Apache-2.0
//
// `spacectl techniques`: parameters of the switchboard, and its reports.
#include <algorithm>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/report_file.h"
#include "jobs/report_text.h"
#include "jobs/techniques/circumstances.h"
#include "jobs/techniques/techniques.h"
#include "results/text_table.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::jobs::techniques_job {

namespace {

using results::ExperimentKind;
using tuning::Task;
using tuning::TaskKind;

constexpr std::uint64_t kSampleAtoms = 100'000; ///< without a file
constexpr std::uint64_t kGeneratorSeed = 1;     ///< as in benchmarks

std::vector<std::string> listOf(const ParamValues& values, const char* param) {
    std::vector<std::string> parts;
    const std::string text = values.text(param);
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

Result<std::vector<Task>> tasksOf(const ParamValues& values) {
    std::vector<TaskKind> kinds;
    for (const std::string& operation : listOf(values, "op")) {
        if (operation != "serialize" && operation != "deserialize")
            return Error::invalid("there is no such operation")
                .expect("serialize, deserialize")
                .got("'" + operation + "'");
        kinds.push_back(operation == "serialize" ? TaskKind::Serialize : TaskKind::Deserialize);
    }
    if (kinds.empty()) kinds = {TaskKind::Serialize, TaskKind::Deserialize};
    std::vector<std::string> formats = listOf(values, "format");
    if (formats.empty()) formats = {"paths", "act", "mtts"};
    std::vector<Task> tasks;
    for (const TaskKind kind : kinds)
        for (const std::string& format : formats) {
            const Task task{kind, format};
            if (std::find(tasks.begin(), tasks.end(), task) == tasks.end()) tasks.push_back(task);
        }
    return tasks;
}

Result<ExperimentKind> experimentOf(const std::string& name) {
    std::string known;
    for (const ExperimentKind kind : {ExperimentKind::OneAtATime, ExperimentKind::AllButOne,
                                      ExperimentKind::Factorial, ExperimentKind::Levels}) {
        if (name == results::experimentName(kind)) return kind;
        known += (known.empty() ? "" : ", ") + std::string(results::experimentName(kind));
    }
    return Error::invalid("there is no such experiment").expect(known).got("'" + name + "'");
}

Result<void> readInput(const ParamValues& values, const JobServices& services, TechniqueRequest& request) {
    const std::string path = values.text("in");
    if (!path.empty() && values.has("atoms"))
        return Error::invalid("--atoms makes a space of its own, and a file was given, too");
    if (!path.empty()) {
        OpenRequest open;
        open.path = path;
        services.work.begin("Reading", ProgressUnit::Bytes);
        SB_TRY(file, openSpaceFile(open, services.work));
        if (file.opened.damage) return Error(*file.opened.damage).in(path);
        request.name = path;
        request.content = std::move(file.opened.content);
        return {};
    }
    SB_TRY(atoms, values.number("atoms", kSampleAtoms));
    space::GeneratorOptions options;
    options.atoms = atoms;
    options.seed = kGeneratorSeed;
    services.work.begin("Generating", ProgressUnit::Paths, atoms);
    SB_TRY(paths, space::generate(options, services.work));
    request.name = fmt::format("generated: atoms, N = {}, seed {}", groupedNumber(atoms), kGeneratorSeed);
    request.content.space = std::make_shared<space::MemorySpace>(std::move(paths));
    return {};
}

Result<TechniqueRequest> requestOf(const ParamValues& values) {
    TechniqueRequest request;
    SB_TRY(tasks, tasksOf(values));
    request.tasks = std::move(tasks);
    request.techniques = listOf(values, "only");
    SB_TRY(chosen, chooseTechniques(request.techniques)); // a wrong name fails before anything is read
    static_cast<void>(chosen);
    if (values.has("experiment")) {
        SB_TRY(kind, experimentOf(values.text("experiment")));
        request.kind = kind;
    }
    SB_TRY(runs, values.number("runs", request.runs));
    SB_TRY(budget, values.number("budget", static_cast<std::uint64_t>(request.budgetSeconds)));
    SB_TRY(seed, values.number("seed", request.seed));
    request.runs = runs;
    request.budgetSeconds = static_cast<double>(budget);
    request.seed = seed;
    request.folder = values.text("folder");
    request.badExamples = !values.flag("no-bad-examples");
    return request;
}

// --list
// -----------------------------------------------------------------------------------------------------

Json claimsJson(const tuning::Technique& technique) {
    Json claims = Json::array();
    for (const tuning::Claim& claim : technique.claims) {
        Json one;
        one["text"] = claim.text;
        one["conditions"] = claim.conditions;
        one["quantity"] = tuning::quantityName(claim.quantity);
        one["low"] = claim.low > 0 ? Json(claim.low) : Json(nullptr);
        one["high"] = claim.low > 0 ? Json(claim.high) : Json(nullptr);
        claims.push_back(std::move(one));
    }
    return claims;
}

Result<JobReport> list(const TechniqueRequest& request, const JobServices& services) {
    SB_TRY(chosen, chooseTechniques(request.techniques));
    SB_TRY(folder, techniques::workFolder(request.folder));
    SB_TRY(input, pipeline::makeInput(request.content, folder, services.work));
    tuning::Circumstances here = techniques::circumstancesOf(folder);
    here.concurrent = here.cores > 1; // what allocators would be compared in
    JobReport report;
    report.json["schema"] = "spacebench.technique-list";
    report.json["version"] = 1;
    report.json["input"] = request.name;
    report.json["cores"] = here.cores;
    report.json["physical_cores"] = here.physicalCores;
    report.json["numa_nodes"] = here.numaNodes;
    report.json["techniques"] = Json::array();
    std::vector<std::vector<std::string>> table = {{"id", "technique", "claim", "measured on", "here"}};
    for (const tuning::Technique* technique : chosen) {
        Json one;
        one["id"] = technique->id;
        one["title"] = technique->title;
        one["what"] = technique->what;
        one["how"] = technique->how;
        one["claims"] = claimsJson(*technique);
        one["tasks"] = Json::array();
        std::string tasks;
        std::string unavailable;
        std::string outside;
        for (const Task& task : request.tasks) {
            if (!technique->applies(task)) continue;
            techniques::describeInput(here, *input, task);
            const std::string why =
                here.atoms == 0 ? "this space is empty" : technique->unavailable(task, here);
            const std::string beyond = technique->outsideConditions(task, here);
            Json where;
            where["task"] = tuning::taskName(task);
            where["measurable"] = why.empty();
            where["reason"] = why;
            where["outside_conditions"] = beyond;
            one["tasks"].push_back(std::move(where));
            tasks += (tasks.empty() ? "" : ", ") + tuning::taskName(task);
            if (!why.empty()) unavailable = why;
            if (!beyond.empty()) outside = beyond;
        }
        report.json["techniques"].push_back(std::move(one));
        std::string claim;
        for (const tuning::Claim& each : technique->claims)
            claim += (claim.empty() ? "" : "; ") + std::string(each.text);
        std::string state = "measurable";
        if (tasks.empty()) state = "none of these tasks has this step";
        if (!outside.empty()) state = "measurable; " + outside;
        if (!unavailable.empty()) state = "not measurable here: " + unavailable;
        table.push_back({std::string(technique->id), std::string(technique->title), claim, tasks, state});
    }
    report.text = results::tableText(table, 4);
    return report;
}

// --- measuring
// ----------------------------------------------------------------------------------------------

Result<JobReport> measure(const TechniqueRequest& request, const ParamValues& values,
                          const JobServices& services) {
    ReportFiles files;
    SB_CHECK(files.begin(values, {"csv"}, {values.text("in")}));
    results::TechniqueRun last;
    bool measured = false;
    auto result = runTechniques(request, services, [&](const results::TechniqueRun& run) {
        last = run;
        measured = true;
    });
    // What was measured before an interrupt is worth its time.
    const bool cancelled = !result.ok() && result.error().code == ErrorCode::Cancelled && measured;
    if (!result.ok() && !cancelled) return std::move(result).error();
    results::TechniqueRun run = cancelled ? std::move(last) : std::move(result).value();
    recordRun(values, run);
    JobReport report;
    report.json = results::toJson(run);
    report.text = results::toText(run);
    if (files.write(
            "csv", [&] { return results::toCsv(run); }, report))
        report.text += fmt::format("\nreport: {}\n", values.text("csv"));
    if (cancelled) {
        report.exitStatus = exitCodeOf(ErrorCode::Cancelled);
        report.problems.push_back(
            Error::cancelled().advise("What was measured before is in the report, which is not complete"));
    }
    return report;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_TRY(request, requestOf(values));
    SB_CHECK(readInput(values, services, request));
    if (!values.flag("list")) return measure(request, values, services);
    if (request.content.space == nullptr)
        return Error::invalid("this file holds no paths, there is nothing to measure").in(request.name);
    SB_CHECK(refuseEndless(request.content, services.work));
    SB_TRY(held, space::inMemory(request.content.space, services.work));
    request.content.space = std::move(held);
    return list(request, services);
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "techniques";
        job.title = "Techniques";
        job.summary = "Measures each technique of the performance guide, on and off, against what it claims.";
        job.lane = Lane::Timed;
        ParamSpec in = inputParam("in", "The space to measure with. Without one: a generated space.");
        in.required = false;
        ParamSpec experiment = textParam(
            "experiment", "Experiment", "KIND",
            "one: each technique alone. all-but-one: all but each. factorial: combinations, which also show "
            "how techniques act together. levels: each size, way or number that a switch can have, alone.");
        experiment.kind = ParamKind::Choice;
        experiment.choices = {"one", "all-but-one", "factorial", "levels"};
        experiment.defaultValue = "one";
        ParamSpec folder =
            textParam("folder", "Folder", "DIR",
                      "Where files are written and read; the folder for temporary files without "
                      "it. Direct I/O depends on its file system.");
        ParamSpec csv;
        csv.id = "csv";
        csv.kind = ParamKind::OutputFile;
        csv.label = "CSV table";
        csv.shape = "FILE";
        csv.help = "Write the rows with their samples; a file of that name is replaced.";
        ParamSpec operations = textParam("op", "Operations", "OP[,OP...]", "serialize, deserialize.");
        operations.defaultValue = "serialize,deserialize";
        ParamSpec formats = textParam("format", "Formats", "ID[,ID...]", "paths, act, mtts.");
        formats.defaultValue = "paths,act,mtts";
        job.params = {
            std::move(in),
            numberParam("atoms", "Generated atoms", "Size of the generated space, where no file is given."),
            std::move(operations),
            std::move(formats),
            textParam("only", "Techniques", "ID[,ID...]", "Measure these alone: M1,C3. Without it: all."),
            std::move(experiment),
            numberParam(
                "runs", "Rounds",
                "Rounds of the experiment; each runs every pipeline once, in random order. An interval "
                "needs nine.",
                "10"),
            numberParam("budget", "Seconds", "Ends the measuring after so many seconds; 0 = when it is done.",
                        "120"),
            numberParam("seed", "Seed", "Of the random order.", "1"),
            std::move(folder),
            flagParam("no-bad-examples", "Without bad examples",
                      "Leave out the guide's two mistakes that the output check rejects."),
            flagParam("list", "List only",
                      "Say what there is, what is claimed, and what can be measured here; run nothing."),
            dataFolderParam(),
            noRecordParam(),
            jsonParam(),
            std::move(csv),
        };
        job.examples = {"techniques", "techniques big_logic.metta.paths --format mtts --only M1,M2,C3",
                        "techniques --atoms 1M --experiment factorial --op serialize --json",
                        "techniques --only I1,C3,Z1 --experiment levels", "techniques --list"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::techniques_job
