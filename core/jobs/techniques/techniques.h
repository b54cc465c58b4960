// SPDX-License-Identifier: Apache-2.0
//
// The switchboard: runs pipelines with techniques on and off, in random order, and says what each does to
// time, allocations and bytes. Runs in the Timed lane. Every configuration's output is compared with the
// reference before it is timed.
#pragma once

#include <functional>

#include "jobs/job.h"
#include "results/technique_result.h"
#include "space/space.h"

namespace spacebench::jobs {

struct TechniqueRequest {
    std::string name; ///< of the input, for people
    space::SpaceContent content;
    std::vector<tuning::Task> tasks;     ///< empty = serialize and deserialize of paths, act, mtts
    std::vector<std::string> techniques; ///< empty = all
    results::ExperimentKind kind = results::ExperimentKind::OneAtATime;
    bool badExamples = true;
    std::uint64_t runs = 10;    ///< rounds; each runs every configuration once, in random order
    double budgetSeconds = 120; ///< 0 = none
    std::uint64_t seed = 1;
    std::string folder; ///< for files; empty = the folder for temporary files
    std::string worker; ///< the program that children run ("techniques --child"); empty = /proc/self/exe
};

/// `onUpdate` (may be empty): the run so far after each round, on the job's thread. Cancelled: Cancelled,
/// after a last onUpdate with what was measured (complete = false).
[[nodiscard]] Result<results::TechniqueRun>
runTechniques(const TechniqueRequest& request, const JobServices& services,
              const std::function<void(const results::TechniqueRun&)>& onUpdate = {});

} // namespace spacebench::jobs
