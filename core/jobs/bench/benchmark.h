// SPDX-License-Identifier: Apache-2.0
//
// The serialize / deserialize / load benchmark of one or more spaces. Runs in the Timed lane; every timed
// result is verified against the input outside the timed part. In-process: see isolation in the result.
#pragma once

#include <functional>

#include "jobs/bench/run_plan.h"
#include "jobs/job.h"
#include "results/bench_result.h"
#include "space/space.h"

namespace spacebench::jobs {

struct BenchRequest {
    std::vector<BenchSpace> spaces;
    std::vector<std::uint64_t> generatedAtoms; ///< further inputs: --shape atoms, seed 1, these sizes
    std::vector<results::Operation> operations{results::Operation::Serialize, results::Operation::Deserialize,
                                               results::Operation::Load};
    std::vector<std::string> formatIds; ///< empty = all that read and write paths and are not text
    std::uint64_t runs = 10;            ///< samples a row after one warm-up
};

/// `onRow` is called (on the job's thread) after each row is complete, with the run so far: live charts. May
/// be empty.
[[nodiscard]] Result<results::BenchRun>
runBenchmark(const BenchRequest& request, const JobServices& services,
             const std::function<void(const results::BenchRun&)>& onRow = {});

} // namespace spacebench::jobs
