// SPDX-License-Identifier: Apache-2.0
//
// The texts of resources/plans/*.json and of resources/plan.schema.json, which CMake compiles in: what is
// shipped is what users can copy. Private to the plan and its tests.
#pragma once

#include <span>
#include <string_view>

namespace spacebench::jobs {

struct ReadyPlanText {
    std::string_view file; ///< "guide.json"
    std::string_view text;
};
[[nodiscard]] std::span<const ReadyPlanText> readyPlanTexts();
[[nodiscard]] std::string_view planSchemaText();

} // namespace spacebench::jobs
