// SPDX-License-Identifier: Apache-2.0
//
// What plans and their rows are called.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "codecs/codec.h"
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

namespace {

/// Of a file: what stands behind its folders. Without a copy, for it is asked of each input for each row.
std::string_view fileName(const PlanInput& input) {
    return std::string_view(input.file).substr(input.file.rfind('/') + 1);
}

bool isCalled(const PlanInput& input, std::string_view name) {
    if (!input.file.empty()) return fileName(input) == name;
    if (!input.space.empty()) return input.space == name;
    return input.name() == name;
}

/// What could be taken for another part of a key: a medium, a state of the cache, a number of threads, or a
/// codec of files that has no levels (others have a colon, which no name of switches has).
bool readsLikeAnotherPart(const std::string& name) {
    if (name == mediumName(Medium::File) || name == cacheName(CacheState::Cold)) return true;
    if (name.size() > 1 && name[0] == 't' && name[1] != '0' &&
        name.find_first_not_of("0123456789", 1) == std::string::npos)
        return true;
    const codecs::Codec* codec = codecs::findCodec(name);
    return codec != nullptr && codec->levels().least == codec->levels().most;
}

} // namespace

std::vector<std::string> filesOf(const Plan& plan) {
    std::vector<std::string> files;
    for (const PlanInput& input : plan.inputs)
        if (!input.file.empty()) files.push_back(input.file);
    for (const PlanProgram& program : plan.programs)
        if (!program.file.empty()) files.push_back(program.file);
    return files;
}

std::string inputKey(const Plan& plan, std::size_t input) {
    const PlanInput& own = plan.inputs[input];
    if (own.file.empty()) return own.name();
    // Files of one name in two folders are two things, and so are a file and a space that is open.
    const std::string_view name = fileName(own);
    const auto namesakes = std::count_if(plan.inputs.begin(), plan.inputs.end(),
                                         [&](const PlanInput& other) { return isCalled(other, name); });
    return namesakes > 1 ? own.file : std::string(name);
}

std::string Configuration::keyWithoutInput() const {
    std::string key(results::operationName(operation));
    if (!formatId.empty()) key += "/" + formatId;
    if (codec != "default") key += "/" + codec;
    if (switches.name != "product")
        key += (readsLikeAnotherPart(switches.name) ? "/switches=" : "/") + switches.name;
    if (threads != 0) key += fmt::format("/t{}", threads);
    if (medium != Medium::Memory) key += fmt::format("/{}", mediumName(medium));
    if (cache != CacheState::Warm) key += fmt::format("/{}", cacheName(cache));
    return key;
}

std::string Configuration::key(const Plan& plan) const {
    return keyWithoutInput() + "@" + inputKey(plan, input);
}

std::string Configuration::label() const {
    std::string label(results::operationName(operation));
    if (!formatId.empty()) label += " " + formatId;
    if (!codec.empty() && codec != "default") label += (formatId.empty() ? " " : ", ") + codec;
    if (!switches.name.empty() && switches.name != "product")
        label += (readsLikeAnotherPart(switches.name) ? ", switches " : ", ") + switches.name;
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
