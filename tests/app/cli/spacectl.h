// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built spacectl, as tests run it.
#pragma once

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "support/subprocess.h"

namespace spacebench::tests {

/// Where the built program lies.
std::string spacectlPath();

inline std::vector<std::string> spacectlCommand(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), spacectlPath());
    return arguments;
}

inline ProcessResult spacectl(std::vector<std::string> arguments, const Process::Options& options = {}) {
    return Process(spacectlCommand(std::move(arguments)), options).wait();
}

/// Standard output as the one JSON document that it has to be.
inline nlohmann::json jsonOf(const ProcessResult& result) {
    auto json = nlohmann::json::parse(result.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << "no JSON: " << result.out << "\nstderr: " << result.err;
    return json;
}

/// A small text space in `folder`, named `name`.
inline std::string smallSpace(const TempFolder& folder, const std::string& name = "small.metta") {
    return folder.write(name, "(edge a b)\n(edge a c)\n(edge b c 1)\n(isa socrates human)\n");
}

} // namespace spacebench::tests
