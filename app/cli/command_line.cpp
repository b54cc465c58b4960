// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/parse_size.h"
#include "codecs/blake2b/implementations.h"
#include "codecs/codec.h"

namespace spacebench::cli {

namespace {

constexpr int kUsageError = 2;

constexpr const char* kExitCodes =
    "Exit codes: 0 fine or equal, 1 different or regressed, 2 usage, 3 damaged, unsupported version or no "
    "space\n"
    "file, 4 input/output error, 5 a limit was hit or data do not suffice, 70 internal, 130 interrupted.\n"
    "Progress and messages go to standard error; NO_COLOR and TERM=dumb are honoured.";

std::string versionText() {
    std::string text = "spacectl " SPACEBENCH_VERSION "\n";
    for (const codecs::Codec* codec : codecs::allCodecs())
        if (codec->id() != "none") text += fmt::format("  {}\n", codec->version());
    text += fmt::format("  BLAKE2b: {} (the fastest of those measured now)\n", codecs::blake2b::current().id);
    text += fmt::format("  fmt {}.{}.{}\n", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
    text += fmt::format("  nlohmann-json {}.{}.{}\n", NLOHMANN_JSON_VERSION_MAJOR,
                        NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
    text += "  CLI11 " CLI11_VERSION;
    return text;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// A parsed option and the parameter that it fills.
struct Binding {
    const jobs::ParamSpec* spec = nullptr;
    CLI::Option* option = nullptr;
};

Binding addParam(CLI::App& command, const jobs::ParamSpec& spec) {
    // The values are read from the option after parsing; CLI11 wants a callback all the same.
    const CLI::callback_t accept = [](const CLI::results_t&) { return true; };
    const std::string letter = spec.letter.empty() ? "" : "-" + spec.letter + ",";
    const std::string name = spec.positional ? upper(spec.id) : letter + "--" + spec.id;
    if (spec.kind == jobs::ParamKind::Flag) return {&spec, command.add_flag(name, spec.help)};
    CLI::Option* option = command.add_option(name, accept, spec.help);
    // The choices stand where others have the shape of a value; CLI11 would set a colon before them.
    option->type_name(!spec.choices.empty() ? fmt::format("{{{}}}", fmt::join(spec.choices, ","))
                      : spec.positional     ? ""
                                            : spec.shape);
    if (!spec.defaultValue.empty()) option->default_str(spec.defaultValue);
    if (!spec.choices.empty()) option->check(CLI::IsMember(spec.choices).description(""));
    if (spec.required) option->required();
    if (spec.kind == jobs::ParamKind::InputFiles)
        option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args();
    return {&spec, option};
}

struct GlobalTexts {
    std::string maxInflate;
    std::string maxMemory;
};

void addGlobals(CLI::App& app, GlobalOptions& options, GlobalTexts& texts) {
    const auto isSize = [](const std::string& text) {
        return parseSize(text) ? std::string()
                               : "'" + text + "' is no size; expected a number such as 500M or 2GiB";
    };
    app.add_flag("-q,--quiet", options.quiet, "No progress, and no report where a file is written.");
    app.add_flag("--no-progress", options.noProgress, "No progress line.");
    app.add_option(
           "--max-inflate", texts.maxInflate,
           "How much compressed data may inflate to before work stops with exit code 5; by default 16 MiB or "
           "512 times the input, whichever is more.")
        ->type_name("SIZE")
        ->check(isSize);
    app.add_option(
           "--max-memory", texts.maxMemory,
           "How much content may be held in memory before work stops with exit code 5; by default three "
           "quarters of what this machine has. (convert --memory makes do with less instead.)")
        ->type_name("SIZE")
        ->check(isSize);
}

} // namespace

ParsedCommandLine parseCommandLine(int argc, const char* const* argv) {
    CLI::App app("Looks into MORK space files, checks, converts and measures them.", "spacectl");
    app.set_version_flag("--version", versionText);
    app.require_subcommand(1);
    app.footer(kExitCodes);
    app.get_formatter()->column_width(32);

    ParsedCommandLine parsed;
    Invocation invocation;
    GlobalTexts texts;
    addGlobals(app, invocation.global, texts);
    std::map<const CLI::App*, std::pair<const jobs::JobDescriptor*, std::vector<Binding>>> commands;
    for (const jobs::JobDescriptor* job : jobs::allJobs()) {
        CLI::App* command = app.add_subcommand(job->id, job->summary);
        command->fallthrough();
        std::string examples = "Examples:";
        for (const std::string& example : job->examples) examples += "\n  spacectl " + example;
        command->footer(examples);
        auto& entry = commands[command];
        entry.first = job;
        for (const jobs::ParamSpec& spec : job->params) entry.second.push_back(addParam(*command, spec));
    }

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        parsed.exitStatus = app.exit(help);
        return parsed;
    } catch (const CLI::ParseError& problem) {
        const auto chosen = app.get_subcommands();
        if (chosen.empty() && argc > 1 && argv[1][0] != '-') {
            std::cerr << "spacectl: there is no command '" << argv[1] << "'\n";
        } else {
            std::cerr << "spacectl: " << problem.what() << "\n";
        }
        std::cerr << "Try: spacectl " << (chosen.empty() ? "" : chosen.front()->get_name() + " ")
                  << "--help\n";
        parsed.exitStatus = kUsageError;
        return parsed;
    }

    const auto& [job, bindings] = commands[app.get_subcommands().front()];
    invocation.job = job;
    for (const Binding& binding : bindings) {
        if (binding.option->count() == 0) continue;
        if (binding.spec->kind == jobs::ParamKind::Flag) {
            invocation.values.set(binding.spec->id, "true");
        } else {
            for (const std::string& value : binding.option->results())
                invocation.values.add(binding.spec->id, value);
        }
    }
    if (!texts.maxInflate.empty()) invocation.global.maxInflateBytes = parseSize(texts.maxInflate);
    if (!texts.maxMemory.empty()) invocation.global.maxMemoryBytes = parseSize(texts.maxMemory);
    parsed.invocation = std::move(invocation);
    return parsed;
}

Limits limitsOf(const GlobalOptions& options) {
    Limits limits = Limits::forThisMachine();
    if (options.maxMemoryBytes) limits.contentBytes = *options.maxMemoryBytes;
    if (options.maxInflateBytes) {
        // Inflation stops beyond both the floor and the ratio; nothing that inflates stays below 1:1.
        limits.inflateFloorBytes = *options.maxInflateBytes;
        limits.inflateRatio = 1;
    }
    return limits;
}

} // namespace spacebench::cli
