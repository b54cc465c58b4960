// SPDX-License-Identifier: Apache-2.0
//
// The parameters of `spacectl bench`: which ones there are, and the plan that they come to. Private to the
// job.
#pragma once

#include "jobs/bench/run_plan.h"

namespace spacebench::jobs::bench_job {

[[nodiscard]] std::vector<ParamSpec> benchParams();

/// The plan that `values` name or describe, with everything that they say about it. Spaces that are read from
/// standard input are opened. InvalidArgument for parameters that contradict each other.
[[nodiscard]] Result<PlanRequest> planRequestOf(const ParamValues& values, const WorkContext& context);

} // namespace spacebench::jobs::bench_job
