// SPDX-License-Identifier: Apache-2.0
//
// Puts together the parts of one plan that ran as `bench --plan P --shard i/n`, perhaps on several machines.
#pragma once

#include <string>
#include <vector>

#include "base/work_context.h"
#include "results/bench_result.h"

namespace spacebench::jobs {

struct RunPart {
    std::string file; ///< for errors
    results::BenchRun run;
};

/// A result of `bench --json`, or a run that was exported. Errors name the file: NotThisFormat or
/// InvalidArgument where it is no such result.
[[nodiscard]] Result<RunPart> readPart(const std::string& file, const WorkContext& context);

/// One run, its rows in the order of the plan, with the title of the first part and the tags of all. Plans
/// are the same where they measure the same: files may lie in other folders, and titles, descriptions and
/// tags may differ. InvalidArgument where plans differ (what does), parts are missing or stand twice (their
/// numbers), inputs of one name are not the same, or two parts measured the same row; machines that differ
/// are an error, too, unless `mixMachines`: then each row says which one measured it.
[[nodiscard]] Result<results::BenchRun> mergeParts(std::vector<RunPart> parts, bool mixMachines);

} // namespace spacebench::jobs
