// SPDX-License-Identifier: Apache-2.0
//
// What the samples of a row boil down to: medians, verdicts, floor, and what a reader has to know about them.
#pragma once

#include "jobs/bench/shared_inputs.h"
#include "results/bench_result.h"

namespace spacebench::jobs {

/// Everything of a row that is known before it is measured.
[[nodiscard]] results::BenchRow rowOf(const Configuration& configuration, const Plan& plan,
                                      const PreparedInput& input);

/// Median and interval of what `row` has so far: 10,000 times as many steps as it has samples.
void updateFigures(results::BenchRow& row);

/// Half the interval of the median, over the median; above any goal where that cannot be said yet.
[[nodiscard]] double relativeHalfWidth(const results::BenchRow& row);

/// Targets, floor and notes, when the row gets no further samples.
void finishRow(results::BenchRow& row, const StoredFile* stored);

} // namespace spacebench::jobs
