// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/bench_params.h"

#include <charconv>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/plan/combine.h"
#include "jobs/plan/plan_options.h"

namespace spacebench::jobs::bench_job {

namespace {

using results::Operation;

constexpr std::uint64_t kSampleAtoms = 100'000; ///< the built-in sample
constexpr std::uint64_t kMostThreads = 4096;
/// What a plan says itself; without one these describe it.
constexpr const char* kSweepParams[] = {"op", "format", "codec", "threads", "medium", "cold", "switches"};

Result<std::vector<std::uint64_t>> parseAtoms(const std::string& text) {
    std::vector<std::uint64_t> sizes;
    for (const std::string& part : splitList(text)) {
        ParamValues one;
        one.set("atoms", part);
        SB_TRY(atoms, one.number("atoms", 0));
        if (atoms == 0) return Error::invalid("--atoms takes numbers above 0").got("'" + part + "'");
        sizes.push_back(atoms);
    }
    return sizes;
}

Result<std::vector<Operation>> parseOperations(const std::string& text) {
    std::vector<Operation> operations;
    for (const std::string& part : splitList(text)) {
        const auto operation = results::operationNamed(part);
        if (!operation)
            return Error::invalid("there is no such operation")
                .expect("serialize, deserialize, load, compress, decompress")
                .got("'" + part + "'");
        operations.push_back(*operation);
    }
    return operations;
}

Result<std::vector<unsigned>> parseThreads(const std::string& text) {
    std::vector<unsigned> threads;
    for (const std::string& part : splitList(text)) {
        ParamValues one;
        one.set("threads", part);
        SB_TRY(number, one.number("threads", 0));
        if (number > kMostThreads)
            return Error::invalid("so many threads are not possible")
                .expect(fmt::format("at most {}; 0 = all", kMostThreads))
                .got(part);
        threads.push_back(static_cast<unsigned>(number));
    }
    return threads;
}

Result<std::vector<Medium>> parseMedia(const std::string& text) {
    std::vector<Medium> media;
    for (const std::string& part : splitList(text)) {
        if (part != mediumName(Medium::Memory) && part != mediumName(Medium::File))
            return Error::invalid("there is no such medium").expect("memory, file").got("'" + part + "'");
        media.push_back(part == mediumName(Medium::File) ? Medium::File : Medium::Memory);
    }
    return media;
}

Result<std::vector<NamedSwitches>> parseSwitches(const std::string& text) {
    std::vector<NamedSwitches> switches;
    for (const std::string& part : splitList(text)) {
        auto named = builtInSwitches(part);
        if (!named)
            return Error::invalid("there are no such switches")
                .expect("product, current, optimized; a plan file can have switches of its own")
                .got("'" + part + "'");
        switches.push_back(std::move(*named));
    }
    return switches;
}

/// Not below 0; "2%" = 0.02 where `percent`.
Result<double> parseNumber(const ParamValues& values, const char* id, double fallback, bool percent = false) {
    if (!values.has(id)) return fallback;
    std::string text = values.text(id);
    const bool isPercent = percent && text.ends_with('%');
    if (isPercent) text.pop_back();
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(number) || number < 0)
        return Error::invalid(fmt::format("--{} takes a number from 0 on", id))
            .expect(percent ? "2% or 0.02" : "a number such as 2.5")
            .got("'" + values.text(id) + "'");
    return isPercent ? number / 100 : number;
}

Result<Plan> planOfSweep(const ParamValues& values) {
    PlanSweep sweep;
    Plan plan = planOf(SimpleBench{});
    sweep = plan.sweeps.front();
    if (values.has("op")) {
        SB_TRY(operations, parseOperations(values.text("op")));
        sweep.operations = std::move(operations);
    }
    if (values.has("format")) sweep.formats = splitList(values.text("format"));
    if (values.has("codec")) sweep.codecs = splitList(values.text("codec"));
    if (values.has("threads")) {
        SB_TRY(threads, parseThreads(values.text("threads")));
        sweep.threads = std::move(threads);
    }
    if (values.has("switches")) {
        SB_TRY(switches, parseSwitches(values.text("switches")));
        sweep.switches = std::move(switches);
    }
    if (values.flag("cold")) {
        // Only files can be cold.
        sweep.cache = {CacheState::Cold};
        sweep.media = {Medium::File};
    }
    if (values.has("medium")) {
        SB_TRY(media, parseMedia(values.text("medium")));
        sweep.media = std::move(media);
    }
    plan.sweeps = {std::move(sweep)};
    return plan;
}

/// Files and sizes of the command line, which stand in place of a plan's inputs.
Result<void> addInputs(const ParamValues& values, const WorkContext& context, PlanRequest& request) {
    std::vector<PlanInput> inputs;
    for (const std::string& path : values.list("files")) {
        PlanInput input;
        std::error_code problem;
        if (path == "-") { // can be read once, so it is read now
            SB_TRY(file, openSpaceFile(openRequest(ParamValues{}, path), context));
            if (file.opened.damage) return Error(*file.opened.damage).in("standard input");
            input.space = "standard input";
            request.spaces.push_back({input.space, std::move(file.opened.content)});
        } else {
            input.file = std::filesystem::absolute(path, problem).lexically_normal().string();
            if (problem) return Error::system("this file has no full name", problem.value()).in(path);
        }
        inputs.push_back(std::move(input));
    }
    SB_TRY(sizes, parseAtoms(values.text("atoms")));
    if (inputs.empty() && sizes.empty() && !values.has("plan")) sizes = {kSampleAtoms};
    for (const std::uint64_t atoms : sizes) {
        PlanInput input;
        input.generated.atoms = atoms;
        input.generated.seed = 1;
        inputs.push_back(std::move(input));
    }
    if (!inputs.empty()) request.plan.inputs = std::move(inputs);
    return {};
}

Result<void> addOptions(const ParamValues& values, Plan& plan) {
    SB_TRY(runs, values.number("runs", plan.runs));
    plan.runs = runs;
    SB_TRY(warmUp, values.number("warm-up", plan.warmUp));
    plan.warmUp = warmUp;
    SB_TRY(budget, parseNumber(values, "budget", plan.budgetSeconds));
    plan.budgetSeconds = budget;
    SB_TRY(goal, parseNumber(values, "interval", plan.intervalGoal, true));
    plan.intervalGoal = goal;
    SB_TRY(seed, values.number("seed", plan.seed));
    plan.seed = seed;
    if (values.has("isolation")) {
        const std::string& name = values.text("isolation");
        if (name != isolationName(Isolation::Process) && name != isolationName(Isolation::InProcess))
            return Error::invalid("there is no such isolation")
                .expect("process, in-process")
                .got("'" + name + "'");
        plan.isolation =
            name == isolationName(Isolation::InProcess) ? Isolation::InProcess : Isolation::Process;
    }
    if (values.has("pin")) plan.pin = values.text("pin");
    if (values.has("title")) plan.title = values.text("title");
    for (const std::string& tag : splitList(values.text("tag"))) plan.tags.push_back(tag);
    if (values.has("against")) {
        std::error_code problem;
        const auto file = std::filesystem::absolute(values.text("against"), problem);
        if (problem || !std::filesystem::exists(file, problem))
            return Error::system("this program is not there", problem ? problem.value() : ENOENT)
                .in(values.text("against"));
        plan.programs = {{"this", ""}, {"before", file.lexically_normal().string()}};
    }
    return {};
}

ParamSpec param(std::string id, ParamKind kind, std::string label, std::string shape, std::string help,
                std::string defaultValue = {}) {
    ParamSpec spec;
    spec.id = std::move(id);
    spec.kind = kind;
    spec.label = std::move(label);
    spec.shape = std::move(shape);
    spec.help = std::move(help);
    spec.defaultValue = std::move(defaultValue);
    return spec;
}

std::vector<ParamSpec> sweepParams() {
    ParamSpec files = param("files", ParamKind::InputFiles, "Spaces", "FILE",
                            "Space files to measure with, in place of a plan's own inputs. Without any, and "
                            "without a plan: a generated sample of 100,000 atoms.");
    files.positional = true;
    return {
        std::move(files),
        param("plan", ParamKind::Text, "Plan", "PLAN",
              "What to measure: a ready plan's name or a plan file; `spacectl plan` lists them."),
        param("shard", ParamKind::Text, "Part", "I/N",
              "Measure part I of N of the plan alone; merge-runs puts the parts together."),
        param("atoms", ParamKind::Text, "Generated atoms", "N[,N...]",
              "Sizes of generated spaces to measure with: 1K,10K,100K,1M."),
        param("op", ParamKind::Text, "Operations", "OP[,OP...]",
              "What to time: serialize, deserialize, load, compress, decompress.",
              "serialize,deserialize,load"),
        param("format", ParamKind::Text, "Formats", "ID[,ID...]",
              "Formats to time. Without any: all that are not text."),
        param("codec", ParamKind::Text, "Codecs", "CODEC[,CODEC...]",
              "Codecs to time, with levels: zlib:6, zstd:1..9; for compress and decompress, and for formats "
              "that take one.",
              "default"),
        param("threads", ParamKind::Text, "Threads", "N[,N...]", "Threads of a worker; 0 = all.", "0"),
        param("medium", ParamKind::Text, "Media", "MEDIUM[,MEDIUM...]",
              "memory, or file: through the file system, written ones synced.", "memory"),
        param("cold", ParamKind::Flag, "Cold", "",
              "Read files that are not in the page cache; each run says whether that was so."),
        param("switches", ParamKind::Text, "Switches", "NAME[,NAME...]",
              "The guide's techniques: product (none), current, optimized.", "product"),
    };
}

std::vector<ParamSpec> careParams() {
    ParamSpec isolation = param(
        "isolation", ParamKind::Choice, "Isolation", "",
        "process: each run in a fresh worker process; in-process: for profilers and debuggers.", "process");
    isolation.choices = {"process", "in-process"};
    return {
        param("runs", ParamKind::Number, "Runs", "N",
              "Fresh worker processes a row; below 9 nothing can be said about changes.", "10"),
        param("warm-up", ParamKind::Number, "Warm-up", "N", "Iterations before those that are timed.", "1"),
        param("budget", ParamKind::Text, "Seconds", "SECONDS",
              "Ends the measuring after so many seconds, preparation and pauses not counted; 0 = when it is "
              "done."),
        param("interval", ParamKind::Text, "Interval", "PERCENT",
              "Ends a row early, after 9 runs, when its interval is within so much of the median: 2%."),
        std::move(isolation),
        param("pin", ParamKind::Text, "Processors", "LIST",
              "Processors for workers: none, cores (one a physical core), or a list such as 0,2.", "none"),
        param("seed", ParamKind::Number, "Seed", "N", "Of the order in which rows are measured.", "1"),
        param("against", ParamKind::InputFile, "Other build", "PROGRAM",
              "Measure the same with another build (a spacectl or spacebench) in the same rounds, and "
              "compare."),
    };
}

std::vector<ParamSpec> outputParams() {
    return {
        param("title", ParamKind::Text, "Title", "TEXT", "What the run is called in history and reports."),
        param("tag", ParamKind::Text, "Tags", "TAG[,TAG...]", "Tags of the run in the history."),
        param("note", ParamKind::Text, "Note", "TEXT", "A note on the run in the history."),
        param("baseline", ParamKind::Text, "Baseline", "NAME",
              "Makes the run the baseline of that name, for gate and compare."),
        param("dry-run", ParamKind::Flag, "Dry run", "",
              "Show the rows and an estimate of the time, and measure nothing."),
        param("save-plan", ParamKind::OutputFile, "Save plan", "FILE",
              "Write what is measured as a plan; a file of that name is replaced."),
        param("html", ParamKind::OutputFile, "HTML report", "FILE",
              "Write a page with charts and tables; a file of that name is replaced."),
        param("csv", ParamKind::OutputFile, "CSV table", "FILE",
              "Write the rows with their samples; a file of that name is replaced."),
        param("output", ParamKind::OutputFile, "JSON report", "FILE",
              "Write the result as JSON; a file of that name is replaced."),
        dataFolderParam(),
        noRecordParam(),
        param("json", ParamKind::Flag, "JSON", "", "Print the report as JSON, alone on standard output."),
    };
}

} // namespace

std::vector<ParamSpec> benchParams() {
    std::vector<ParamSpec> all = sweepParams();
    for (auto* const part : {&careParams, &outputParams})
        for (ParamSpec& spec : part()) all.push_back(std::move(spec));
    return all;
}

Result<PlanRequest> planRequestOf(const ParamValues& values, const WorkContext& context) {
    PlanRequest request;
    if (values.has("plan")) {
        for (const char* const id : kSweepParams)
            if (values.has(id))
                return Error::invalid(fmt::format("--{} and --plan contradict each other", id))
                    .advise("The plan says what is measured: edit it (spacectl plan NAME --save FILE)");
        SB_TRY(plan, loadPlan(values.text("plan"), context));
        request.plan = std::move(plan);
    } else {
        SB_TRY(plan, planOfSweep(values));
        request.plan = std::move(plan);
    }
    SB_CHECK(addInputs(values, context, request));
    SB_CHECK(addOptions(values, request.plan));
    SB_CHECK(checkPlanOfOptions(request.plan, values, context));
    if (values.has("shard")) {
        SB_TRY(shard, parseShard(values.text("shard")));
        request.shard = shard;
    }
    return request;
}

} // namespace spacebench::jobs::bench_job
