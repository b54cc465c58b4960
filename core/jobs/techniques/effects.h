// SPDX-License-Identifier: Apache-2.0
//
// From samples to rows: what each technique does, with its interval, or why that cannot be said. Pure.
#pragma once

#include "jobs/techniques/plan.h"
#include "jobs/techniques/trial.h"

namespace spacebench::jobs::techniques {

/// Fewer rounds than this say nothing: the interval of a median of eight pairs or less covers too seldom.
inline constexpr std::size_t kLeastRounds = 9;
/// The guide's smallest benchmark has so many atoms; on fewer it claims nothing.
inline constexpr std::uint64_t kLeastAtoms = 1000;

/// A planned configuration with what became of it. Rounds are in order; those that it missed are empty.
struct MeasuredConfiguration {
    results::Configuration configuration;
    std::vector<std::optional<Sample>> rounds;
    bool prepared = false;           ///< checked and counted, or known why not
    std::uint64_t gateNs = 0;        ///< of the checked run; 0 = it was not right, or not run
    std::uint64_t runsPerSample = 1; ///< so many runs are averaged into one
};

/// Appends the task's configurations, rows and interactions to `run`. `measured` belongs to
/// plan.configurations; `notReached` is the reason of what was not run at all: "the budget ended before ...".
void addResults(const TaskPlan& plan, const std::vector<MeasuredConfiguration>& measured,
                const std::string& notReached, results::TechniqueRun& run);

} // namespace spacebench::jobs::techniques
