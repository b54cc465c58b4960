// SPDX-License-Identifier: Apache-2.0
//
// What `spacectl runs` can do with the history: one action a function, listed with what it takes and one
// sentence for the help.
#pragma once

#include <span>

#include "jobs/job.h"
#include "results/run_store.h"

namespace spacebench::jobs::runs_job {

struct ActionCall {
    const ParamValues& values;
    std::vector<std::string> arguments; ///< behind the action
    results::RunStore& store;
    const JobServices& services;
};

struct Action {
    const char* name;
    const char* takes;               ///< "RUN TAGS"; empty = nothing
    const char* help;                ///< one sentence
    std::size_t least = 0, most = 0; ///< arguments
    Result<JobReport> (*run)(const ActionCall& call) = nullptr;
};
[[nodiscard]] std::span<const Action> allActions();

constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

// One group a file.
[[nodiscard]] Result<JobReport> listRuns(const ActionCall& call);
[[nodiscard]] Result<JobReport> showRun(const ActionCall& call);
[[nodiscard]] Result<JobReport> listBaselines(const ActionCall& call);
[[nodiscard]] Result<JobReport> listKeys(const ActionCall& call);
[[nodiscard]] Result<JobReport> showTrend(const ActionCall& call);

[[nodiscard]] Result<JobReport> tagRun(const ActionCall& call);
[[nodiscard]] Result<JobReport> untagRun(const ActionCall& call);
[[nodiscard]] Result<JobReport> titleRun(const ActionCall& call);
[[nodiscard]] Result<JobReport> noteRun(const ActionCall& call);
[[nodiscard]] Result<JobReport> deleteRuns(const ActionCall& call);
[[nodiscard]] Result<JobReport> restoreRuns(const ActionCall& call);
[[nodiscard]] Result<JobReport> purgeRuns(const ActionCall& call);
[[nodiscard]] Result<JobReport> nameBaseline(const ActionCall& call);

[[nodiscard]] Result<JobReport> exportRuns(const ActionCall& call);
[[nodiscard]] Result<JobReport> importRuns(const ActionCall& call);

/// {"schema": "spacebench.history", "version": 1, "action", "history"}, to be filled.
[[nodiscard]] JobReport beginReport(const ActionCall& call, const char* action);

} // namespace spacebench::jobs::runs_job
