// SPDX-License-Identifier: Apache-2.0
//
// One pipeline with its settings, as an experiment runs it: checked first, counted in a run of its own, then
// timed again and again. Here, or in a child process (child_trials.h).
#pragma once

#include "base/clock.h"
#include "jobs/pipeline/pipeline.h"
#include "jobs/report_text.h"
#include "results/technique_result.h"

namespace spacebench::jobs::techniques {

/// What a sample is: the mean of so many runs.
struct Sample {
    std::uint64_t ns = 0; ///< of a whole run
    // Parts that claims speak of.
    std::uint64_t checksumNs = 0;
    std::uint64_t writeNs = 0;
    std::uint64_t internNs = 0;
    std::uint64_t symbolsNs = 0;

    [[nodiscard]] std::uint64_t of(tuning::Quantity quantity) const;
};
[[nodiscard]] Json toJson(const Sample& sample);
[[nodiscard]] Sample sampleFromJson(const Json& json);

struct GateResult {
    std::string difference; ///< empty = the output is right
    std::uint64_t runNs = 0;
};

class Trial {
  public:
    virtual ~Trial() = default;
    /// Runs once and compares: see Pipeline::difference.
    [[nodiscard]] virtual Result<GateResult> gate(bool sameBytes, const WorkContext& context) = 0;
    /// One run under all counters.
    [[nodiscard]] virtual Result<results::RunCounts> count(const WorkContext& context) = 0;
    /// The mean of `runs` runs, each timed on its own.
    [[nodiscard]] virtual Result<Sample> sample(std::uint64_t runs, const WorkContext& context) = 0;
};

/// Runs `pipeline` in this process. The clock outlives the trial.
[[nodiscard]] std::unique_ptr<Trial> trialOf(std::unique_ptr<pipeline::Pipeline> pipeline,
                                             const Clock& clock);

[[nodiscard]] Json toJson(const results::RunCounts& counts);
[[nodiscard]] results::RunCounts countsFromJson(const Json& json);

} // namespace spacebench::jobs::techniques
