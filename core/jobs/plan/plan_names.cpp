// SPDX-License-Identifier: Apache-2.0
//
// What plans and their rows are called.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "jobs/plan/plan.h"

namespace spacebench::jobs {

std::string_view cacheName(CacheState cache) {
    return cache == CacheState::Cold ? "cold" : "warm";
}

std::string_view mediumName(Medium medium) {
    return medium == Medium::File ? "file" : "memory";
}

std::string_view isolationName(Isolation isolation) {
    return isolation == Isolation::InProcess ? "in-process" : "process";
}

std::string PlanInput::name() const {
    if (!file.empty()) return std::filesystem::path(file).filename().string();
    if (!space.empty()) return space;
    return space::generatedName(generated);
}

std::string Configuration::key(const Plan& plan) const {
    std::string key(results::operationName(operation));
    if (!formatId.empty()) key += "/" + formatId;
    if (codec != "default") key += "/" + codec;
    if (switches.name != "product") key += "/" + switches.name;
    if (threads != 0) key += fmt::format("/t{}", threads);
    if (medium != Medium::Memory) key += fmt::format("/{}", mediumName(medium));
    if (cache != CacheState::Warm) key += fmt::format("/{}", cacheName(cache));
    const PlanInput& own = plan.inputs[input];
    const std::string name = own.name();
    if (own.file.empty()) return key + "@" + name;
    // Files of one name in two folders are two things.
    const auto namesakes = std::count_if(plan.inputs.begin(), plan.inputs.end(), [&](const PlanInput& other) {
        return !other.file.empty() && other.name() == name;
    });
    return key + "@" + (namesakes > 1 ? own.file : name);
}

std::string Configuration::label() const {
    std::string label(results::operationName(operation));
    if (!formatId.empty()) label += " " + formatId;
    if (!codec.empty() && codec != "default") label += (formatId.empty() ? " " : ", ") + codec;
    if (!switches.name.empty() && switches.name != "product") label += ", " + switches.name;
    if (threads != 0) label += fmt::format(", {} thread{}", threads, threads == 1 ? "" : "s");
    if (cache == CacheState::Cold) {
        label += fmt::format(", cold {}", mediumName(medium));
    } else if (medium == Medium::File) {
        label += ", file";
    }
    if (injectedDelay > 0) label += fmt::format(", {:g} % slower on purpose", injectedDelay * 100);
    return label;
}

} // namespace spacebench::jobs
