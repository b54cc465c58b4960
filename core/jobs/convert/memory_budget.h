// SPDX-License-Identifier: Apache-2.0
//
// `--memory SIZE`: what the whole process may take while a job works.
#pragma once

#include "formats/format.h"
#include "jobs/job.h"

namespace spacebench::jobs {

/// Below this, the program itself and the least that every step needs would not fit.
inline constexpr std::uint64_t kLeastMemoryBytes = 64'000'000;

[[nodiscard]] ParamSpec memoryParam();
/// `work` with the folder to spill to beside `outputPath`, and the budget that `values` ask for, if any.
/// InvalidArgument where it is no size, or too small a one.
[[nodiscard]] Result<WorkContext> withMemoryBudget(const ParamValues& values, const WorkContext& work,
                                                   const std::string& outputPath);

/// What `content` keeps in memory.
[[nodiscard]] std::uint64_t heldBytes(const space::SpaceContent& content);
/// `work` with what `content` leaves of its budget.
[[nodiscard]] WorkContext besides(const space::SpaceContent& content, const WorkContext& work);

/// Says in `report` how it was done: `memory` in JSON; with a budget, `spill` too, and lines in the text.
void reportMemory(const space::SpillReport& spill, const WorkContext& work, JobReport& report);

} // namespace spacebench::jobs
