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
    std::string worker; ///< the program that children run (worker/worker.h); empty = this one
};

/// Those of the request by id, in the guide's order; all where `ids` is empty. InvalidArgument lists them.
[[nodiscard]] Result<std::vector<const tuning::Technique*>>
chooseTechniques(const std::vector<std::string>& ids);
/// Serialize and deserialize of paths, act and mtts.
[[nodiscard]] std::vector<tuning::Task> allTechniqueTasks();

/// `onUpdate` (may be empty): the run so far after a round, a few times a second, on the job's thread.
/// Cancelled: Cancelled, after a last onUpdate with what was measured (complete = false).
[[nodiscard]] Result<results::TechniqueRun>
runTechniques(const TechniqueRequest& request, const JobServices& services,
              const std::function<void(const results::TechniqueRun&)>& onUpdate = {});

} // namespace spacebench::jobs
