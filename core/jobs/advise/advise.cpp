// SPDX-License-Identifier: Apache-2.0
//
// `spacectl advise`: which compression is best for a space, by what the codec lab measured, here or before.
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "io/byte_source.h"
#include "jobs/common_params.h"
#include "jobs/lab/lab.h"
#include "jobs/open/select_paths.h"
#include "jobs/report_file.h"
#include "jobs/report_text.h"
#include "results/compression_settings.h"

namespace spacebench::jobs::advise_job {

namespace {

using results::Goal;
using results::Priority;

constexpr std::uint64_t kMostJsonBytes = std::uint64_t{256} << 20; ///< a lab run has some 100 KB
constexpr std::size_t kSchemaWithin = 4096;                        ///< of the file's start, for recognition
constexpr std::string_view kGoalOptions[] = {"for",       "weights",      "min-compress", "min-decompress",
                                             "max-bytes", "own-container"};

Result<double> parseNumber(const char* option, std::string_view text) {
    double value = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || rest != text.data() + text.size() || !std::isfinite(value) || value < 0)
        return Error::invalid(fmt::format("--{} does not take this", option))
            .expect("a number of 0 or more")
            .got(fmt::format("'{}'", text));
    return value;
}

/// Megabytes a second.
Result<std::optional<double>> parseSpeed(const ParamValues& values, const char* option) {
    if (!values.has(option)) return std::optional<double>();
    SB_TRY(megabytes, parseNumber(option, values.text(option)));
    return std::optional<double>(megabytes * 1e6);
}

Result<void> takeWeights(const ParamValues& values, Goal& goal) {
    std::vector<double> weights;
    for (const std::string& part : splitList(values.text("weights"))) {
        SB_TRY(weight, parseNumber("weights", part));
        weights.push_back(weight);
    }
    if (weights.size() != 3)
        return Error::invalid("--weights takes three numbers: for size, compression, decompression")
            .expect("such as 2,1,1")
            .got(fmt::format("'{}'", values.text("weights")));
    goal.sizeWeight = weights[0];
    goal.compressWeight = weights[1];
    goal.decompressWeight = weights[2];
    return {};
}

Result<Goal> goalOf(const ParamValues& values) {
    Goal goal;
    const std::string wanted = values.has("for")       ? values.text("for")
                               : values.has("weights") ? "custom"
                                                       : "balanced";
    bool known = false;
    for (const Priority one : {Priority::Size, Priority::Speed, Priority::Balanced, Priority::Custom}) {
        if (wanted != results::priorityName(one)) continue;
        goal.priority = one;
        known = true;
    }
    if (!known)
        return Error::invalid("--for does not take this")
            .expect("size, speed, balanced or custom")
            .got(fmt::format("'{}'", wanted));
    if (values.has("weights") != (goal.priority == Priority::Custom))
        return Error::invalid(values.has("weights") ? "--weights are for --for custom"
                                                    : "--for custom needs --weights")
            .expect("--for custom --weights 2,1,1");
    if (values.has("weights")) SB_CHECK(takeWeights(values, goal));
    SB_TRY(compress, parseSpeed(values, "min-compress"));
    SB_TRY(decompress, parseSpeed(values, "min-decompress"));
    goal.leastCompressBytesPerSecond = compress;
    goal.leastDecompressBytesPerSecond = decompress;
    if (values.has("max-bytes")) {
        SB_TRY(most, values.number("max-bytes", 0));
        goal.mostStoredBytes = most;
    }
    goal.ownContainer = values.flag("own-container");
    SB_CHECK(results::checkGoal(goal));
    return goal;
}

Result<nlohmann::json> readJson(ByteView bytes, const std::string& path) {
    if (bytes.size() > kMostJsonBytes)
        return Error::limit("this is too large to be a report")
            .expect(fmt::format("at most {}", sizeText(kMostJsonBytes)))
            .got(sizeText(bytes.size()))
            .in(path);
    auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (json.is_discarded()) return Error::corrupt("this is no JSON").in(path);
    return json;
}

Result<results::CompressionSettings> readSettings(const std::string& path) {
    SB_TRY(source, io::openMapped(path));
    SB_TRY(json, readJson(source->bytes(), path));
    auto settings = results::settingsFromJson(json);
    if (!settings.ok()) return std::move(settings).error().in(path);
    return settings;
}

/// A run that `spacectl lab --json` wrote, and no space file.
bool isLabRun(ByteView bytes) {
    const std::string_view text = asText(bytes.first(std::min(bytes.size(), kSchemaWithin)));
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' &&
           text.find("\"spacebench.lab\"") != std::string_view::npos;
}

Result<results::LabRun> measure(const ParamValues& values, const Goal& goal, const JobServices& services) {
    LabRequest request;
    request.estimate = values.flag("estimate");
    request.endToEnd = false; // nothing here asks for it
    if (!goal.ownContainer) request.stages = {"none"};
    if (values.has("budget")) {
        SB_TRY(budget, parseNumber("budget", values.text("budget")));
        request.budgetSeconds = budget;
    }
    SB_TRY(file, openSpaceFile(openRequest(values, values.text("file")), services.work));
    if (file.opened.damage) return Error(*file.opened.damage).in(file.path);
    if (file.opened.content.space == nullptr)
        return Error::invalid("this file holds no paths, there is nothing to compress").in(file.path);
    SB_CHECK(refuseEndless(file.opened.content, services.work));
    request.name = file.path;
    request.file = file.path;
    request.space = file.opened.content.space;
    return runLab(request, services);
}

Result<results::LabRun> labRunOf(const ParamValues& values, const Goal& goal, const JobServices& services) {
    const std::string path = values.text("file");
    {
        SB_TRY(source, io::openMapped(path));
        if (!isLabRun(source->bytes())) return measure(values, goal, services);
        for (const char* option : {"estimate", "budget"})
            if (values.has(option))
                return Error::invalid(
                           fmt::format("--{} is for measuring, and this file has been measured", option))
                    .in(path);
        SB_TRY(json, readJson(source->bytes(), path));
        auto run = results::labRunFromJson(json);
        if (!run.ok()) return std::move(run).error().in(path);
        return run;
    }
}

/// What the pick is, compared with what settings say that were saved before.
void compareWithSettings(const results::CompressionSettings& settings, const results::LabRun& run,
                         const results::Advice& advice, JobReport& report) {
    const bool same = advice.pick && results::describes(settings, run.rows[*advice.pick]);
    const bool otherInput = !settings.inputHash.empty() && settings.inputHash != run.inputHash;
    report.json["saved_settings"] = {{"same_pick", same}, {"same_input", !otherInput}};
    std::string saved = "a row that is not in this run";
    for (const results::LabRow& row : run.rows)
        if (results::describes(settings, row)) saved = row.label();
    report.text += same ? "\nSettings   the saved pick is still the pick\n"
                        : fmt::format("\nSettings   the saved pick was another one: {}\n", saved);
    if (otherInput) report.text += "  (they were saved for another input)\n";
    if (!same && report.exitStatus == 0) report.exitStatus = 1;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    std::optional<results::CompressionSettings> settings;
    if (values.has("settings")) {
        for (const std::string_view option : kGoalOptions)
            if (values.has(std::string(option)))
                return Error::invalid(fmt::format("--{} and --settings ask for two goals", option))
                    .advise("The settings have the goal that they were saved for");
        SB_TRY(read, readSettings(values.text("settings")));
        settings = std::move(read);
    }
    Goal goal;
    if (settings) {
        goal = settings->goal;
    } else {
        SB_TRY(asked, goalOf(values));
        goal = asked;
    }
    ReportFiles files;
    SB_CHECK(files.begin(values, {"save"}, {values.text("file"), values.text("settings")}));
    SB_TRY(lab, labRunOf(values, goal, services));
    const results::Advice advice = results::advise(lab, goal);

    JobReport report;
    report.json = results::toJson(advice, lab, goal);
    report.text = results::toText(advice, lab, goal);
    if (!advice.pick) {
        report.problems.push_back(
            Error::limit(advice.reason).advise("Loosen the budgets, or measure more rows"));
        report.exitStatus = exitCodeOf(ErrorCode::LimitExceeded);
    } else if (files.write(
                   "save",
                   [&] { return jsonText(results::toJson(results::settingsOf(lab, *advice.pick, goal))); },
                   report)) {
        report.text += fmt::format("\nsettings: {}\n", values.text("save"));
    }
    if (settings) compareWithSettings(*settings, lab, advice, report);
    if (values.flag("estimate"))
        report.text += "\nThis rests on sampled blocks; the same without --estimate measures everything.\n";
    return report;
}

std::vector<ParamSpec> paramsOfJob() {
    ParamSpec priority = textParam(
        "for", "Priority", "",
        "What matters: size, speed, balanced (bytes and both times alike; without this), or custom.");
    priority.kind = ParamKind::Choice;
    priority.choices = {"size", "speed", "balanced", "custom"};
    ParamSpec save = textParam("save", "Settings file", "FILE",
                               "Write the pick and the goal as JSON; a file of that name is replaced.");
    save.kind = ParamKind::OutputFile;
    ParamSpec settings =
        textParam("settings", "Saved settings", "FILE",
                  "Ask for the goal of saved settings; exit status 1 where the pick is another now.");
    settings.kind = ParamKind::InputFile;
    return {
        inputParam("file", "Space file to measure, or what 'spacectl lab --json' measured."),
        std::move(priority),
        textParam("weights", "Weights", "SIZE,COMPRESS,DECOMPRESS",
                  "For --for custom: how much each counts; only their proportions matter."),
        textParam("min-compress", "Least compression speed", "MB/S",
                  "Only what compresses at least so fast."),
        textParam("min-decompress", "Least decompression speed", "MB/S",
                  "Only what decompresses at least so fast."),
        textParam("max-bytes", "Most stored bytes", "SIZE",
                  "Only what stores it in so few bytes; K, M, G are powers of 1000."),
        flagParam("own-container", "Spacebench's container",
                  "Consider Spacebench's own container too, which no other program reads."),
        flagParam("estimate", "Estimate", "Measure sampled blocks only: seconds, with error bars."),
        textParam("budget", "Budget", "SECONDS", "What measuring may take; 0 is no limit. 120 without it."),
        std::move(save),
        std::move(settings),
        symbolsParam(),
        jsonParam(),
    };
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "advise";
        job.title = "Advise a compression";
        job.summary =
            "Says which compression is best for a space by measurement, and what the guide's rule costs.";
        job.lane = Lane::Timed;
        job.params = paramsOfJob();
        job.examples = {"advise big_logic.metta.paths --for size",
                        "advise lab.json --for balanced --min-decompress 500",
                        "advise big_logic.metta.paths --weights 2,1,1 --own-container --save settings.json",
                        "advise lab.json --settings settings.json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::advise_job
