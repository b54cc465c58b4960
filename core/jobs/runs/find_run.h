// SPDX-License-Identifier: Apache-2.0
//
// What users name runs by, wherever a command or dialog takes one: a uid or its beginning, "latest",
// "latest~2", the name of a baseline, or a file or folder of results (ours, Google Benchmark, hyperfine,
// criterion, divan).
#pragma once

#include <memory>

#include "base/work_context.h"
#include "jobs/job.h"
#include "results/run_store.h"

namespace spacebench::jobs {

/// A baseline, a uid or "latest" of the history of `dataFolder`; else a path that exists is a file of results
/// (with a '/' or .json it always is); else the beginning of a uid. InvalidArgument with what there is.
[[nodiscard]] Result<std::shared_ptr<const results::RunRecord>>
findRun(const std::string& text, const std::string& dataFolder, const WorkContext& context);

/// Adds `run` to the history of `dataFolder` (empty = the default). The uid, or what went wrong: a
/// full disk or a locked store never loses the run, callers still have it and print it.
[[nodiscard]] Result<std::string> keepRun(const results::RunRecord& run, const std::string& dataFolder);

} // namespace spacebench::jobs
