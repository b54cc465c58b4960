// SPDX-License-Identifier: Apache-2.0
//
// `spacectl lab`: parameters of the codec lab, and its reports.
#include <charconv>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "jobs/lab/lab.h"
#include "jobs/open/select_paths.h"
#include "jobs/report_file.h"
#include "jobs/report_text.h"
#include "results/lab_charts.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::jobs::lab_job {

namespace {

constexpr std::uint64_t kSampleAtoms = 100'000; ///< the built-in sample
constexpr std::uint64_t kGeneratorSeed = 1;
constexpr int kInterrupted = 130; ///< exit status of what was cancelled

Error notIn(const char* option, const std::string& expected, const std::string& part) {
    return Error::invalid(fmt::format("--{} does not take this", option))
        .expect(expected)
        .got("'" + part + "'");
}

template <class T>
std::optional<T> wholeNumber(std::string_view text) {
    T value{};
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<std::vector<int>> parseLevels(const std::string& text) {
    std::vector<int> levels;
    for (const std::string& part : splitList(text)) {
        const auto level = wholeNumber<int>(part);
        if (!level) return notIn("level", "levels such as 1,6,19", part);
        levels.push_back(*level);
    }
    return levels;
}

Result<std::vector<unsigned>> parseThreads(const std::string& text) {
    std::vector<unsigned> threads;
    for (const std::string& part : splitList(text)) {
        const auto count = wholeNumber<unsigned>(part);
        constexpr unsigned kMostThreads = 1024;
        if (!count || *count == 0 || *count > kMostThreads)
            return notIn("threads", "numbers of threads such as 1,2,4", part);
        threads.push_back(*count);
    }
    return threads;
}

/// Sizes of chunks are powers of two in all that is written about them, so K and M are here.
Result<std::vector<std::uint64_t>> parseChunks(const std::string& text) {
    std::vector<std::uint64_t> sizes;
    for (const std::string& part : splitList(text)) {
        std::string_view digits = part;
        unsigned shift = 0;
        if (digits.ends_with('K') || digits.ends_with('k')) shift = 10;
        if (digits.ends_with('M') || digits.ends_with('m')) shift = 20;
        if (shift != 0) digits.remove_suffix(1);
        const auto size = wholeNumber<std::uint64_t>(digits);
        if (!size || *size > (UINT64_MAX >> shift))
            return notIn("chunk", "sizes such as 0,64K,1M (K and M are 1024 and 1024 K)", part);
        sizes.push_back(*size << shift);
    }
    return sizes;
}

Result<double> parseSeconds(const ParamValues& values, const std::string& id, double fallback) {
    if (!values.has(id)) return fallback;
    const auto seconds = wholeNumber<double>(values.text(id));
    if (!seconds || !(*seconds >= 0) || *seconds > 1e9)
        return notIn(id.c_str(), "seconds, 0 for no limit", values.text(id));
    return *seconds;
}

/// The paths below `prefixes`, as a space of their own.
Result<space::SpacePtr> pathsBelow(const space::Space& all, const std::vector<Bytes>& prefixes,
                                   const WorkContext& context) {
    space::PathSetBuilder builder;
    PollGate gate(context);
    std::uint64_t done = 0;
    for (const Bytes& prefix : prefixes) {
        const auto reader = all.read(prefix);
        while (reader->next()) {
            SB_CHECK(gate.step(++done));
            SB_CHECK(builder.addAscending(reader->path()));
        }
        if (const Error* error = reader->error()) return *error;
    }
    SB_TRY(paths, builder.finish(context));
    return space::SpacePtr(std::make_shared<space::MemorySpace>(std::move(paths)));
}

Result<void> takeFile(const ParamValues& values, LabRequest& request, const WorkContext& context) {
    if (values.has("atoms")) return Error::invalid("--atoms asks for a generated space beside a file");
    SB_TRY(file, openSpaceFile(openRequest(values, values.text("file")), context));
    if (file.opened.damage) return Error(*file.opened.damage).in(file.path);
    const space::SpaceContent& content = file.opened.content;
    if (content.space == nullptr)
        return Error::invalid("this file holds no paths, there is nothing to measure").in(file.path);
    SB_CHECK(refuseEndless(content, context));
    request.name = file.path;
    request.file = file.path;
    request.space = content.space;
    if (!values.has("prefix") && !values.has("under")) return {};
    SB_TRY(prefixes, selectPrefixes(values.text("prefix"), values.text("under"), content));
    SB_TRY(part, pathsBelow(*content.space, prefixes, context));
    request.space = std::move(part);
    request.selection =
        values.has("under") ? "under " + values.text("under") : "below " + values.text("prefix");
    return {};
}

Result<void> takeGenerated(const ParamValues& values, LabRequest& request, const WorkContext& context) {
    if (values.has("prefix") || values.has("under"))
        return Error::invalid("--prefix and --under choose a part of a file");
    space::GeneratorOptions options;
    SB_TRY(atoms, values.number("atoms", kSampleAtoms));
    if (atoms == 0) return Error::invalid("--atoms takes a number above 0");
    options.atoms = atoms;
    options.seed = kGeneratorSeed;
    context.begin("Generating", ProgressUnit::Paths, atoms);
    SB_TRY(paths, space::generate(options, context));
    request.name = space::generatedName(options);
    request.space = std::make_shared<space::MemorySpace>(std::move(paths));
    return {};
}

Result<LabRequest> requestOf(const ParamValues& values, const WorkContext& context) {
    LabRequest request;
    // Words first, files later: a mistyped option is told at once.
    request.codecs = splitList(values.text("codec"));
    SB_TRY(levels, parseLevels(values.text("level")));
    request.levels = std::move(levels);
    if (values.has("stage")) request.stages = splitList(values.text("stage"));
    SB_TRY(chunks, parseChunks(values.text("chunk")));
    if (!chunks.empty()) request.chunkBytes = std::move(chunks);
    SB_TRY(threads, parseThreads(values.text("threads")));
    if (!threads.empty()) request.threads = std::move(threads);
    SB_TRY(runs, values.number("runs", request.runs));
    request.runs = runs;
    SB_TRY(budget, parseSeconds(values, "budget", request.budgetSeconds));
    request.budgetSeconds = budget;
    SB_TRY(seed, values.number("seed", request.seed));
    request.seed = seed;
    request.estimate = values.flag("estimate");
    request.endToEnd = !values.flag("no-end-to-end");
    request.options = !values.flag("no-options");
    if (values.has("file")) {
        SB_CHECK(takeFile(values, request, context));
    } else {
        SB_CHECK(takeGenerated(values, request, context));
    }
    return request;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    ReportFiles files;
    SB_CHECK(files.begin(values, {"csv", "html"}, values.list("file")));
    SB_TRY(request, requestOf(values, services.work));
    results::LabRun soFar;
    auto measured = runLab(request, services, [&](const results::LabRun& run) { soFar = run; });
    JobReport report;
    if (!measured.ok()) {
        // What was measured before a cancellation is worth printing.
        if (measured.error().code != ErrorCode::Cancelled || soFar.rows.empty())
            return std::move(measured).error();
        report.exitStatus = kInterrupted;
        report.problems.push_back(
            Error::cancelled().advise("What was measured before is in the report, which is not complete"));
    } else {
        soFar = std::move(measured).value();
    }
    recordRun(values, soFar);
    report.json = results::toJson(soFar);
    report.text = results::toText(soFar);
    const std::pair<const char*, std::string (*)(const results::LabRun&)> forms[] = {
        {"csv", results::toCsv}, {"html", results::toHtml}};
    for (const auto& [param, text] : forms)
        if (files.write(
                param, [&, text = text] { return text(soFar); }, report))
            report.text += fmt::format("\nreport: {}\n", values.text(param));
    return report;
}

std::string codecList() {
    std::string list;
    for (const codecs::blocks::BlockCodec* codec : codecs::blocks::allBlockCodecs()) {
        const std::vector<int> levels = codec->levels();
        list += fmt::format("{}{}", list.empty() ? "" : ", ", codec->id());
        if (levels.size() > 1) list += fmt::format(" ({} to {})", levels.front(), levels.back());
    }
    return list;
}

std::vector<ParamSpec> paramsOfJob() {
    ParamSpec file =
        inputParam("file", "Space file to measure with. Without one: a generated sample of 100,000 atoms.");
    file.required = false;
    ParamSpec stages =
        textParam("stage", "Stages", "STAGE[,STAGE...]",
                  "What to do before a codec: none; columns (front coding of sorted paths); "
                  "columns+ranks (interned symbols renumbered, too). Only Spacebench reads the latter two.");
    stages.defaultValue = "none,columns";
    ParamSpec chunks =
        textParam("chunk", "Chunk sizes", "SIZE[,SIZE...]",
                  "Sizes of pieces that can be read alone, such as 4K,64K,1M; 0 is all in one. K and M are "
                  "powers of 1024.");
    chunks.defaultValue = "0";
    ParamSpec threads =
        textParam("threads", "Threads", "N[,N...]", "Chunks that are worked on at once, such as 1,2.");
    threads.defaultValue = "1";
    ParamSpec budget =
        textParam("budget", "Budget", "SECONDS",
                  "What all of it may take; rows that it does not reach say so. 0 is no limit.");
    budget.defaultValue = "120";
    ParamSpec csv = textParam("csv", "CSV table", "FILE",
                              "Write the rows with their samples; a file of that name is replaced.");
    csv.kind = ParamKind::OutputFile;
    ParamSpec html =
        textParam("html", "HTML report", "FILE",
                  "Write a page with charts, advice and tables; a file of that name is replaced.");
    html.kind = ParamKind::OutputFile;
    return {
        std::move(file),
        numberParam("atoms", "Generated atoms", "Measure with a generated space of N atoms: 1M."),
        textParam("prefix", "Prefix", "HEX", "Measure only paths that begin with these bytes."),
        textParam("under", "Under", "ATOM", "Measure only atoms that begin so: '(edge' or '(edge a'."),
        textParam("codec", "Codecs", "ID[,ID...]", "Codecs to measure; all without it: " + codecList() + "."),
        textParam("level", "Levels", "N[,N...]",
                  "Levels to measure, of those that a codec has: 1,6,19. Negative ones as --level=-5,3."),
        std::move(stages),
        std::move(chunks),
        std::move(threads),
        numberParam("runs", "Runs", "Most samples of a row: one of each first, more where they decide.", "5"),
        std::move(budget),
        flagParam("estimate", "Estimate",
                  "Measure sampled blocks only: seconds instead of minutes, with error bars."),
        flagParam("no-end-to-end", "In memory only", "Measure nothing through files."),
        flagParam("no-options", "No options", "Leave out zstd's threads, long windows and dictionaries."),
        numberParam("seed", "Seed", "Of all that is drawn at random: order, blocks, training samples.", "1"),
        std::move(csv),
        std::move(html),
        symbolsParam(),
        dataFolderParam(),
        noRecordParam(),
        jsonParam(),
    };
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "lab";
        job.title = "Codec lab";
        job.summary = "Measures every codec and level on a space: size, speed, memory, each verified.";
        job.lane = Lane::Timed;
        job.params = paramsOfJob();
        job.examples = {"lab big_logic.metta.paths", "lab big_logic.metta.paths --estimate",
                        "lab space.act --codec zstd,libdeflate --level 1,6,12 --stage none --json",
                        "lab --atoms 1M --chunk 4K,64K,0 --threads 1,2 --csv lab.csv"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::lab_job
