// SPDX-License-Identifier: Apache-2.0
//
// How long a plan will take, from sizes alone: nothing is read or run. Good to a factor of two or three on a
// machine like the one the constants were measured on, and said to be an estimate wherever it is shown.
#pragma once

#include "jobs/plan/plan.h"

namespace spacebench::jobs {

struct InputSize {
    std::uint64_t atoms = 0;
    double rawBytes = 0; ///< framed paths
};
/// `atoms` where they are known; a file's else from its bytes.
[[nodiscard]] InputSize sizeOf(const PlanInput& input, std::optional<std::uint64_t> atoms);

/// One worker: its start, warm-up, the sample, the counted iteration, the check of its output.
[[nodiscard]] double secondsARun(const Plan& plan, const Configuration& row, const InputSize& size);
/// The whole plan: the inputs and stored files made once, all runs and the A/A control; of these two no more
/// than the budget, which is for samples alone.
[[nodiscard]] double secondsOf(const Plan& plan, const std::vector<Configuration>& rows,
                               const std::vector<InputSize>& sizes);

} // namespace spacebench::jobs
