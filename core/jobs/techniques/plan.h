// SPDX-License-Identifier: Apache-2.0
//
// What an experiment runs for one task, and what it compares, as data: decided before anything runs.
#pragma once

#include "results/technique_result.h"
#include "stats/factorial_design.h"
#include "tuning/technique.h"

namespace spacebench::jobs::techniques {

struct PlannedConfiguration {
    std::string id; ///< "current+M1"
    tuning::PipelineSettings settings;
    bool sameBytes = true;       ///< else the content is compared
    bool child = false;          ///< in a process of its own
    bool mustBeRejected = false; ///< a bad example: no time is taken, whatever the check says
};

/// One row of the board, with the configurations that decide it.
struct PlannedEffect {
    const tuning::Technique* technique = nullptr; ///< or
    const tuning::BadExample* badExample = nullptr;
    const tuning::Claim* claim = nullptr; ///< of the technique
    std::string unavailable;              ///< why nothing is run for it; empty = something is
    bool concurrent = false;              ///< compared pipelines work on several threads
    std::optional<std::size_t> without;
    std::optional<std::size_t> with;
    std::optional<unsigned> factor; ///< of the design, where there is one
    std::string level;              ///< which of several ways to be on; empty = the technique's own
};

struct TaskPlan {
    tuning::Task task;
    tuning::Circumstances here;
    std::vector<PlannedConfiguration> configurations;
    std::vector<PlannedEffect> effects;
    /// Configurations 0 .. runs() - 1 are its runs.
    std::optional<stats::FactorialDesign> design;
    std::vector<std::string> factorNames;
    std::string note; ///< why there is no design though one was asked for
};

struct PlanRequest {
    results::ExperimentKind kind = results::ExperimentKind::OneAtATime;
    std::vector<const tuning::Technique*> techniques;
    bool badExamples = true;
};
[[nodiscard]] TaskPlan planTask(const tuning::Task& task, const tuning::Circumstances& here,
                                const PlanRequest& request);

/// "2^(7-3), resolution IV: E = ABC, ...", the factors by name; empty where there is none.
[[nodiscard]] std::string designText(const TaskPlan& plan);

/// Whether the file that these settings write has the bytes of the guide's present code: parts and codecs
/// change them, and the product has writers of its own.
[[nodiscard]] bool writesSameBytes(const tuning::PipelineSettings& settings);

} // namespace spacebench::jobs::techniques
