// SPDX-License-Identifier: Apache-2.0
//
// The spaces that a plan names, opened or generated.
#pragma once

#include "jobs/bench/run_plan.h"

namespace spacebench::jobs {

/// Damage is an error: what is measured must be whole. `spaces` are those that PlanInput::space names.
[[nodiscard]] Result<space::SpacePtr> openInput(const PlanInput& input, const std::vector<BenchSpace>& spaces,
                                                const WorkContext& context);

/// How many atoms an input has where that is known without reading it.
[[nodiscard]] std::optional<std::uint64_t> atomsOf(const PlanInput& input,
                                                   const std::vector<BenchSpace>& spaces);

} // namespace spacebench::jobs
