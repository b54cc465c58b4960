// SPDX-License-Identifier: Apache-2.0
//
// The gate's measurements: a first look at all rows, a second one at those that looked slower, and the
// decision. Private to the job.
#pragma once

#include "jobs/bench/run_plan.h"
#include "results/gate.h"

namespace spacebench::jobs::gate_job {

struct LookOptions {
    results::ComparisonOptions comparison;
    bool confirm = true;
    bool keep = true; ///< in the history of `dataFolder`
    std::string dataFolder;
};

/// A run that is there already, by one look.
[[nodiscard]] Result<results::GateResult> judge(std::shared_ptr<const results::RunRecord> baseline,
                                                std::shared_ptr<const results::RunRecord> run,
                                                const results::ComparisonOptions& options);

/// Runs the plan. Null `baseline`: the plan has two programs, and the first one is what the other is judged
/// by. Runs that could not be kept, and a second look that failed, are warnings of the result.
[[nodiscard]] Result<results::GateResult> measureAndJudge(PlanRequest request,
                                                          std::shared_ptr<const results::RunRecord> baseline,
                                                          const LookOptions& options,
                                                          const JobServices& services);

} // namespace spacebench::jobs::gate_job
