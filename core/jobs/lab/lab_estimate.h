// SPDX-License-Identifier: Apache-2.0
//
// The lab in seconds: sampled blocks instead of the whole input, each row's sizes and times extrapolated,
// with bootstrap intervals over the blocks.
#pragma once

#include "jobs/lab/lab_meter.h"

namespace spacebench::jobs {

/// Blocks of whole paths from random places, in order. All of the input where it is small.
[[nodiscard]] std::vector<LabChunk> sampleBlocks(const space::PathSet& paths, std::uint64_t seed);

/// Fills in `run.rows`; those that blocks can say nothing about say so. Errors: Cancelled, memory.
[[nodiscard]] Result<void> estimateRows(const LabRequest& request, const JobServices& services,
                                        const space::PathSet& paths, const std::vector<PlannedRow>& plan,
                                        results::LabRun& run,
                                        const std::function<void(const results::LabRun&)>& onRow);

} // namespace spacebench::jobs
