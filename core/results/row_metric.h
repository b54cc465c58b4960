// SPDX-License-Identifier: Apache-2.0
//
// One metric of one row of a run, for who shows some of them while a run grows: recordOf() makes all of all
// rows, with their intervals and the run's JSON.
#pragma once

#include "results/run_record.h"

namespace spacebench::results {

/// What recordOf() would have; nullopt where it was not measured, or the row is not believed.
[[nodiscard]] std::optional<Metric> metricOf(const BenchRun& run, std::size_t row, std::string_view id);
/// Its median alone: no resampling.
[[nodiscard]] std::optional<double> metricMedian(const BenchRun& run, std::size_t row, std::string_view id);

} // namespace spacebench::results
