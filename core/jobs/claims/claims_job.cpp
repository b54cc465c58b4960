// SPDX-License-Identifier: Apache-2.0
//
// `spacectl claims`: the ledger, and "measure all".
#include <fmt/format.h>

#include "base/units.h"
#include "jobs/claims/claims.h"
#include "jobs/common_params.h"
#include "space/generator.h"
#include "space/memory_space.h"

namespace spacebench::jobs::claims_job {

namespace {

constexpr std::uint64_t kGeneratedAtoms = 100'000; ///< what is measured without a file
constexpr std::uint64_t kGeneratorSeed = 1;

struct Input {
    std::string name;
    space::SpaceContent content; ///< null: none was named
};

Result<Input> generatedInput(std::uint64_t atoms, const WorkContext& context) {
    if (atoms == 0) return Error::invalid("--atoms takes a number above 0");
    space::GeneratorOptions options;
    options.atoms = atoms;
    options.seed = kGeneratorSeed;
    context.begin("Generating", ProgressUnit::Paths, atoms);
    SB_TRY(paths, space::generate(options, context));
    Input input;
    input.name = space::generatedName(options);
    input.content.space = std::make_shared<space::MemorySpace>(std::move(paths));
    return input;
}

Result<Input> fileInput(const std::string& path, bool toMeasure, const WorkContext& context) {
    OpenRequest request;
    request.path = path;
    request.streaming = !toMeasure;
    SB_TRY(file, openSpaceFile(request, context));
    if (file.opened.damage) return Error(*file.opened.damage).in(path);
    Input input{path, std::move(file.opened.content)};
    if (input.content.space == nullptr)
        return Error::invalid("this file holds no paths, there is nothing to measure").in(path);
    SB_CHECK(refuseEndless(input.content, context));
    if (toMeasure) {
        context.begin("Reading", ProgressUnit::Paths, input.content.space->knownCount().value_or(0));
        SB_TRY(space, space::inMemory(input.content.space, context));
        input.content.space = std::move(space);
    }
    return input;
}

Result<Input> inputOf(const ParamValues& values, bool toMeasure, const WorkContext& context) {
    if (values.has("file") && values.has("atoms"))
        return Error::invalid("--atoms makes an input of its own: it goes without FILE");
    if (values.has("file")) return fileInput(values.text("file"), toMeasure, context);
    if (!toMeasure && !values.has("atoms")) return Input{};
    SB_TRY(atoms, values.number("atoms", kGeneratedAtoms));
    return generatedInput(atoms, context);
}

/// What is stored, measuring nothing.
Result<results::Ledger> shown(const ParamValues& values, const Input& input, const WorkContext& context) {
    const std::string folder = values.text("data-dir");
    if (input.content.space == nullptr) return readLedger(folder, "");
    SB_TRY(hash, inputHashOf(*input.content.space, context));
    SB_TRY(totals, input.content.space->count(context));
    const InputSize size{totals.paths, totals.framedBytes()};
    SB_TRY(ledger, readLedger(folder, values.flag("any-input") ? "" : hash, size));
    if (!values.flag("any-input")) ledger.input = input.name;
    return ledger;
}

Result<results::Ledger> measured(const ParamValues& values, Input input, const JobServices& services) {
    ClaimsRequest request;
    request.name = std::move(input.name);
    request.content = std::move(input.content);
    request.file = values.text("file");
    request.dataFolder = values.text("data-dir");
    request.again = values.flag("again");
    SB_TRY(budget, values.number("budget", 0));
    request.budgetSeconds = static_cast<double>(budget);
    SB_TRY(ledger, measureClaims(request, services));
    if (!values.flag("any-input")) return ledger;
    SB_TRY(any, readLedger(request.dataFolder, ""));
    any.warnings.insert(any.warnings.end(), ledger.warnings.begin(), ledger.warnings.end());
    return any;
}

Result<JobReport> run(const ParamValues& values, const JobServices& services) {
    const bool measure = values.flag("measure-all");
    for (const char* flag : {"again", "budget"})
        if (values.has(flag) && !measure)
            return Error::invalid(fmt::format("--{} goes with --measure-all", flag));
    SB_TRY(input, inputOf(values, measure, services.work));
    SB_TRY(ledger,
           measure ? measured(values, std::move(input), services) : shown(values, input, services.work));
    JobReport report;
    report.json = results::toJson(ledger);
    report.text = values.flag("md") ? results::toMarkdown(ledger) : results::toText(ledger);
    return report;
}

} // namespace

const JobDescriptor& descriptor() {
    static const JobDescriptor kJob = [] {
        JobDescriptor job;
        job.id = "claims";
        job.title = "Claims ledger";
        job.summary = "Shows every claim of the performance guide with what was measured here, and measures "
                      "what is missing.";
        job.lane = Lane::Timed;
        ParamSpec file =
            inputParam("file", "Space to measure with, and whose evidence is shown. Without it: the "
                               "newest evidence of any input.");
        file.required = false;
        ParamSpec budget =
            numberParam("budget", "Budget",
                        "Seconds that measuring may take; what it does not reach stays for the "
                        "next time. Without it: as long as it takes.");
        budget.shape = "S";
        job.params = {
            std::move(file),
            flagParam("measure-all", "Measure all",
                      "Measure what has no evidence yet; a run that was interrupted goes on where it was."),
            flagParam("again", "Again", "Measure what has evidence, too."),
            std::move(budget),
            numberParam("atoms", "Generated atoms",
                        "Instead of FILE: a generated space of so many atoms (with --measure-all 100K)."),
            flagParam("any-input", "Any input", "Show the evidence of any input, not of this one alone."),
            dataFolderParam(),
            flagParam("md", "Markdown", "Print the ledger as Markdown."),
            jsonParam(),
        };
        job.examples = {"claims", "claims big_logic.metta.paths --measure-all --budget 600",
                        "claims --atoms 1M --md", "claims --json"};
        job.run = run;
        return job;
    }();
    return kJob;
}

} // namespace spacebench::jobs::claims_job
