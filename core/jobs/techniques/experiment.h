// SPDX-License-Identifier: Apache-2.0
//
// Carries plans out: checks and counts every configuration, then rounds, each of which runs every
// configuration once in an order of its own. What fails is left out of the rest.
#pragma once

#include <functional>
#include <memory>

#include "jobs/job.h"
#include "jobs/techniques/effects.h"

namespace spacebench::jobs::techniques {

/// Where trials come from: pipelines here and in children (techniques.cpp). Tests bring their own.
class TrialSource {
  public:
    virtual ~TrialSource() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<Trial>>
    make(const tuning::Task& task, const PlannedConfiguration& configuration, const WorkContext& context) = 0;
    /// All trials of the task are gone: what they shared may go, too.
    virtual void endTask() {}
};

struct ExperimentOptions {
    std::uint64_t rounds = 10;
    double budgetSeconds = 0; ///< 0 = none; each task gets an equal share of what is left
    std::uint64_t seed = 1;
};

using RunUpdate = std::function<void(const results::TechniqueRun&)>;

/// Fills in configurations, effects, interactions, rounds, elapsed time and warnings of `run`, whose other
/// members are there. Cancelled: Cancelled, after a last `onUpdate` with what was measured (complete =
/// false).
[[nodiscard]] Result<results::TechniqueRun>
runExperiment(results::TechniqueRun run, const std::vector<TaskPlan>& plans, const ExperimentOptions& options,
              TrialSource& trials, const JobServices& services, const RunUpdate& onUpdate);

} // namespace spacebench::jobs::techniques
