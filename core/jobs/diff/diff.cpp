// SPDX-License-Identifier: Apache-2.0
//
// `spacectl diff`: whether two files say the same, whatever their formats.
#include <fmt/format.h>

#include "base/units.h"
#include "jobs/common_params.h"
#include "jobs/diff/compare_content.h"
#include "jobs/report_text.h"

namespace spacebench::jobs::diff_job {

namespace {

constexpr std::uint64_t kShown = 20;

std::string lineOf(const Difference& difference) {
    switch (difference.kind) {
    case Difference::Kind::OnlyInFirst:
        return "- " + difference.text + "\n";
    case Difference::Kind::OnlyInSecond:
        return "+ " + difference.text + "\n";
    case Difference::Kind::OtherValue:
        return fmt::format("~ {}: {} -> {}\n", difference.text, difference.firstValue,
                           difference.secondValue);
    }
    return {};
}

std::string_view kindName(Difference::Kind kind) {
    switch (kind) {
    case Difference::Kind::OnlyInFirst:
        return "only_in_a";
    case Difference::Kind::OnlyInSecond:
        return "only_in_b";
    case Difference::Kind::OtherValue:
        return "changed";
    }
    return "";
}

Result<OpenedFile> openSound(const ParamValues& values, const char* id, const WorkContext& context) {
    OpenRequest request;
    request.path = values.text(id);
    SB_TRY(file, openSpaceFile(request, context));
    if (file.opened.damage) {
        Error error = *file.opened.damage;
        if (error.code != ErrorCode::LimitExceeded)
            error.advice = "Salvage what can be read first: spacectl salvage";
        return std::move(error).in(file.path);
    }
    return file;
}

Json describe(const OpenedFile& file) {
    Json json;
    json["file"] = file.path;
    json["format"] = file.format->info().id;
    json["symbols"] = file.symbolsPath.empty() ? Json(nullptr) : Json(file.symbolsPath);
    json["symbols_missing"] = file.symbolsMissing;
    return json;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    SB_TRY(limit, values.number("limit", kShown));
    SB_TRY(first, openSound(values, "a", services.work));
    SB_TRY(second, openSound(values, "b", services.work));
    for (const OpenedFile* file : {&first, &second})
        if (auto walkable = refuseEndless(file->opened.content, services.work); !walkable.ok())
            return std::move(walkable).error().in(file->path);
    CompareOptions options;
    options.values =
        first.format->info().can(formats::HoldsValues) && second.format->info().can(formats::HoldsValues);
    options.examples = limit;
    SB_TRY(result, compareContents(first.opened.content, second.opened.content, options, services.work));
    for (const OpenedFile* file : {&first, &second})
        if (auto health = file->source->health(); !health.ok())
            return std::move(health).error().in(file->path);

    JobReport report;
    report.json["schema"] = "spacebench.diff";
    report.json["version"] = 1;
    report.json["a"] = describe(first);
    report.json["b"] = describe(second);
    report.json["equal"] = result.equal();
    report.json["compared"] = result.compared;
    report.json["symbols_resolved"] = result.symbolsResolved;
    report.json["unresolved_symbols"] = result.unresolvedSymbols;
    report.json["same"] = result.same;
    report.json["only_in_a"] = result.onlyInFirst;
    report.json["only_in_b"] = result.onlyInSecond;
    report.json["changed"] = result.otherValues;
    Json shown = Json::array();
    for (const Difference& difference : result.examples) {
        Json row;
        row["kind"] = kindName(difference.kind);
        row["atom"] = difference.text;
        row["hex"] = hexText(difference.path);
        row["value_a"] =
            difference.kind == Difference::Kind::OnlyInSecond ? Json(nullptr) : Json(difference.firstValue);
        row["value_b"] =
            difference.kind == Difference::Kind::OnlyInFirst ? Json(nullptr) : Json(difference.secondValue);
        shown.push_back(std::move(row));
        report.text += lineOf(difference);
    }
    report.json["differences"] = std::move(shown);

    const std::uint64_t all = result.onlyInFirst + result.onlyInSecond + result.otherValues;
    if (all > result.examples.size())
        report.text += fmt::format("... and {} more\n", groupedNumber(all - result.examples.size()));
    report.text +=
        result.equal()
            ? fmt::format("equal: {} in both\n", groupedNumber(result.same))
            : fmt::format("different: {} only in {}, {} only in {}, {} with another value, {} in both\n",
                          groupedNumber(result.onlyInFirst), first.path, groupedNumber(result.onlyInSecond),
                          second.path, groupedNumber(result.otherValues), groupedNumber(result.same));
    report.text += "compared: " + result.comparedText() + "\n";
    for (const OpenedFile* file : {&first, &second})
        if (file->symbolsMissing)
            report.text +=
                fmt::format("{}: symbols look interned, and no table lies beside the file\n", file->path);
    if (result.unresolvedSymbols != 0)
        report.text += fmt::format("{} symbols are in no table and were compared as bytes\n",
                                   groupedNumber(result.unresolvedSymbols));
    report.exitStatus = result.equal() ? 0 : 1;
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "diff";
        job.title = "Compare";
        job.summary = "Tells whether two files hold the same content, whatever their formats.";
        job.params = {
            inputParam("a", "First file; - is standard input."),
            inputParam("b", "Second file."),
            numberParam("limit", "Limit", "Show at most N differences.", std::to_string(kShown)),
            jsonParam(),
        };
        job.params[0].label = "First";
        job.params[1].label = "Second";
        job.examples = {"diff space.act space.paths", "diff old.act new.act --limit 100 --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::diff_job
