// SPDX-License-Identifier: Apache-2.0
//
// Runs of other benchmark programs, so that their numbers lie beside ours: Google Benchmark (JSON), hyperfine
// (--export-json), criterion (a `target/criterion` folder: each sample's time over its iterations), divan
// (its text table). And ours as Google Benchmark JSON, which its compare.py reads.
//
// Foreign files are not trusted: sizes are bounded, wrong types, negative and non-finite times are errors
// that name the file and the place. Figures that a program did not keep (criterion's are all there, divan's
// samples are not) stay missing: such a row has a value with the interval its program gave, and no samples.
#pragma once

#include "base/work_context.h"
#include "results/run_record.h"

namespace spacebench::results {

/// Recognises `path` by content: a run of ours (spacebench.run or spacebench.bench), Google Benchmark,
/// hyperfine, divan, or a criterion folder. NotThisFormat with what is known otherwise.
[[nodiscard]] Result<RunRecord> importRun(const std::string& path, const WorkContext& context);
/// The same; a run of several programs (`bench --against`) becomes one for each, as the history keeps them.
[[nodiscard]] Result<std::vector<RunRecord>> importRuns(const std::string& path, const WorkContext& context);

/// Whether there are results of criterion in `folder` or below it. Io; Cancelled. No where it holds too much
/// to be searched.
[[nodiscard]] Result<bool> hasCriterionResults(const std::string& folder, const WorkContext& context);

/// "context" and "benchmarks" with one entry a sample and run_type "iteration"; mean, median and stddev
/// as aggregates. Times in ns. Rows without a time are left out.
[[nodiscard]] nlohmann::ordered_json toGoogleBenchmark(const RunRecord& record);

} // namespace spacebench::results
