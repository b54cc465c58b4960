// SPDX-License-Identifier: Apache-2.0
//
// Keeps a finished run in the history, and compares the programs that it measured. Private to the job.
#pragma once

#include "jobs/job.h"
#include "results/bench_result.h"

namespace spacebench::jobs::bench_job {

/// Before anything is measured: InvalidArgument where --baseline cannot be done as it stands there.
[[nodiscard]] Result<void> checkBaseline(const ParamValues& values);

/// Under what --note, --tag, --baseline and --data-dir say, unless --no-record. What went wrong becomes a
/// warning of `run`: a measurement is worth more than its place in the history. Only where a baseline was
/// asked for it is a problem of `report`, with its exit status. Of several programs the one that ran the plan
/// becomes the baseline, and only where all its rows were measured. Lines for the text report.
[[nodiscard]] std::string keepBenchRun(const ParamValues& values, results::BenchRun& run, JobReport& report);

/// Where `run` measured two programs: this one against the other, below the table and in the JSON.
void addComparison(const results::BenchRun& run, JobReport& report);

} // namespace spacebench::jobs::bench_job
