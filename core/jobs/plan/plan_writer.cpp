// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "jobs/plan/combine.h"
#include "jobs/plan/plan.h"
#include "jobs/plan/plan_keys.h"
#include "tuning/technique.h"

namespace spacebench::jobs {

namespace {

constexpr std::size_t kLineColumns = 100;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kMostNested = 16; ///< what is deeper is no plan, and stands on one line

/// Whole numbers as people write them: 10, not 10.0.
Json numberJson(double value) {
    constexpr double kMostWhole = 1e15; // far above all bounds of a plan, far below where a double has gaps
    if (!(value >= 0 && value <= kMostWhole)) return value;
    const auto whole = static_cast<std::uint64_t>(value);
    return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

Json inputJson(const PlanInput& input) {
    Json json;
    if (!input.file.empty()) {
        json["file"] = input.file;
    } else if (!input.space.empty()) {
        json["space"] = input.space;
    } else {
        json["atoms"] = input.generated.atoms;
        json["shape"] = space::shapeName(input.generated.shape);
        json["seed"] = input.generated.seed;
    }
    return json;
}

/// A name where it says all; else the name with what differs from the guide's present code.
Json switchesJson(const NamedSwitches& switches) {
    if (!switches.settings || builtInSwitches(switches.name)) return switches.name;
    const Json plain = tuning::toJson(tuning::currentPipeline());
    Json settings = Json::object();
    const Json own = tuning::toJson(*switches.settings);
    for (const auto& [key, value] : own.items())
        if (key != "codec" && value != plain.at(key)) settings[key] = value;
    return {{"name", switches.name}, {"settings", std::move(settings)}};
}

Json sweepJson(const PlanSweep& sweep) {
    Json json;
    json["operations"] = Json::array();
    for (const results::Operation operation : sweep.operations)
        json["operations"].push_back(results::operationName(operation));
    if (!sweep.formats.empty()) json["formats"] = sweep.formats;
    json["codecs"] = sweep.codecs;
    json["switches"] = Json::array();
    for (const NamedSwitches& switches : sweep.switches) json["switches"].push_back(switchesJson(switches));
    json["threads"] = sweep.threads;
    json["media"] = Json::array();
    for (const Medium medium : sweep.media) json["media"].push_back(mediumName(medium));
    json["cache"] = Json::array();
    for (const CacheState cache : sweep.cache) json["cache"].push_back(cacheName(cache));
    if (sweep.injectedDelay > 0) json["injected_delay"] = sweep.injectedDelay;
    return json;
}

/// On one line, with blanks where people put them.
void appendLine(const Json& json, std::string& out) {
    if (!json.is_structured()) {
        out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
        return;
    }
    const std::string dense = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    bool quoted = false;
    for (std::size_t i = 0; i < dense.size(); ++i) {
        out += dense[i];
        if (quoted && dense[i] == '\\' && i + 1 < dense.size()) {
            out += dense[++i];
        } else if (dense[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (dense[i] == ',' || dense[i] == ':')) {
            out += ' ';
        }
    }
}

void appendText(const Json& json, std::size_t depth, std::size_t column, std::string& out) {
    std::string line;
    appendLine(json, line);
    const bool short_ = column + line.size() <= kLineColumns && depth > 0;
    if (!json.is_structured() || json.empty() || short_ || depth >= kMostNested) {
        out += line;
        return;
    }
    const std::string indent((depth + 1) * kIndent, ' ');
    out += json.is_array() ? "[\n" : "{\n";
    std::size_t left = json.size();
    for (const auto& [key, value] : json.items()) {
        std::string name;
        if (json.is_object()) {
            appendJsonString(key, name);
            name += ": ";
        }
        out += indent + name;
        appendText(value, depth + 1, indent.size() + name.size() + 1, out);
        out += --left > 0 ? ",\n" : "\n";
    }
    out += std::string(depth * kIndent, ' ') + (json.is_array() ? "]" : "}");
}

} // namespace

Json toJson(const Plan& plan) {
    Json json;
    json["schema"] = plan_keys::kSchema;
    json["version"] = plan_keys::kVersion;
    json["name"] = plan.name;
    json["title"] = plan.title;
    if (!plan.description.empty()) json["description"] = plan.description;
    json["inputs"] = Json::array();
    for (const PlanInput& input : plan.inputs) json["inputs"].push_back(inputJson(input));
    json["measure"] = Json::array();
    for (const PlanSweep& sweep : plan.sweeps) json["measure"].push_back(sweepJson(sweep));
    const bool onlyThis =
        plan.programs.size() == 1 && plan.programs[0].name == "this" && plan.programs[0].file.empty();
    if (!onlyThis) {
        json["programs"] = Json::array();
        for (const PlanProgram& program : plan.programs) {
            Json one = {{"name", program.name}};
            if (!program.file.empty()) one["file"] = program.file;
            json["programs"].push_back(std::move(one));
        }
    }
    json["runs"] = plan.runs;
    json["warm_up"] = plan.warmUp;
    json["min_sample_ms"] = numberJson(plan.minSampleMs);
    json["budget_s"] = numberJson(plan.budgetSeconds);
    json["interval_goal"] = numberJson(plan.intervalGoal);
    json["isolation"] = isolationName(plan.isolation);
    json["pin"] = plan.pin;
    json["seed"] = plan.seed;
    json["control"] = plan.control;
    json["tags"] = plan.tags;
    return json;
}

std::string toText(const Json& planJson) {
    std::string text;
    appendText(planJson, 0, 0, text);
    return text + "\n";
}

} // namespace spacebench::jobs
