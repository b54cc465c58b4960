// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/plan_options.h"

#include <fmt/format.h>

#include "base/json_document.h"

namespace spacebench::jobs {

namespace {

struct PlanOption {
    std::string_view key; ///< of a plan or of its sweeps
    const char* param;
};
constexpr PlanOption kPlanOptions[] = {
    {"inputs", "atoms"},
    {"inputs", "files"},
    {"operations", "op"},
    {"formats", "format"},
    {"codecs", "codec"},
    {"switches", "switches"},
    {"threads", "threads"},
    {"media", "medium"},
    {"cache", "cold"},
    {"runs", "runs"},
    {"warm_up", "warm-up"},
    {"budget_s", "budget"},
    {"interval_goal", "interval"},
    {"isolation", "isolation"},
    {"pin", "pin"},
    {"seed", "seed"},
    {"title", "title"},
    {"tags", "tag"},
};

bool isBefore(const TextPosition& a, const TextPosition& b) {
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/// The last child that does not begin behind `position`, which lies in or behind the first one.
std::size_t childAt(const JsonPlace& parent, const TextPosition& position) {
    std::size_t last = 0;
    for (std::size_t i = 1; i < parent.size() && !isBefore(position, parent.at(i).position()); ++i) last = i;
    return last;
}

/// What people would call the place of a mistake: a key of the plan or of one of its sweeps.
struct Culprit {
    std::string key;
    std::string path;
};
Culprit culpritAt(const JsonPlace& root, const TextPosition& position) {
    std::size_t index = childAt(root, position);
    JsonPlace place = root.at(index);
    Culprit culprit{root.keyAt(index), place.path()};
    if (culprit.key != "measure" || place.size() == 0) return culprit;
    const JsonPlace sweep = place.at(childAt(place, position));
    culprit.path = sweep.path();
    if (!isBefore(sweep.position(), position) || sweep.size() == 0) return culprit; // the sweep as a whole
    index = childAt(sweep, position);
    return {sweep.keyAt(index), sweep.at(index).path()};
}

/// Empty = none of `values` says it.
std::string nameOf(const std::string& key, const ParamValues& values) {
    for (const PlanOption& option : kPlanOptions)
        if (option.key == key && values.has(option.param))
            return std::string(option.param) == "files" ? "the files" : fmt::format("--{}", option.param);
    const bool described = !values.has("plan") && !values.has("baseline");
    return key == "measure" && described ? "these options" : std::string();
}

/// "'threads[1]' is ..." becomes "--threads is ...".
std::string renamed(const std::string& message, const std::string& path, const std::string& name) {
    const std::size_t begin = message.find("'" + path);
    if (begin == std::string::npos) return name + ": " + message;
    const std::size_t end = message.find('\'', begin + 1);
    return message.substr(0, begin) + name + message.substr(end + 1);
}

} // namespace

Result<void> checkPlanOfOptions(const Plan& plan, const ParamValues& values, const WorkContext& context) {
    Plan written = plan;
    written.programs = {{"this", ""}};
    // A file that is missing, or whose name no text can hold, is said where it is opened.
    for (std::size_t i = 0; i < written.inputs.size(); ++i)
        if (!written.inputs[i].file.empty()) written.inputs[i] = PlanInput{"", fmt::format("file {}", i), {}};
    const std::string text = toText(toJson(written));
    auto read = planFromText(text, "", context);
    if (read.ok()) return {};
    Error error = std::move(read).error();
    if (error.position)
        if (auto document = JsonDocument::parse(text, ""); document.ok()) {
            const Culprit culprit = culpritAt(document->root(), *error.position);
            if (const std::string name = nameOf(culprit.key, values); !name.empty())
                error.message = renamed(error.message, culprit.path, name);
        }
    error.position.reset(); // of a text that nobody has seen
    error.file.clear();
    return error;
}

} // namespace spacebench::jobs
