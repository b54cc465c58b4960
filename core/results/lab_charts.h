// SPDX-License-Identifier: Apache-2.0
//
// Charts of a lab run, and the performance guide's rule as a map. Pure functions; rows without figures are in
// no chart. Points carry their row, so that a click selects it.
#pragma once

#include "results/advice.h"
#include "results/xy_chart.h"

namespace spacebench::results {

/// Ratio against speed: one series a codec family (and one for each with a stage in front), dominated points
/// faded, the front as a staircase, the file as it is stored marked and named (where nobody knows how fast it
/// was compressed: as a line), and `picked` named.
[[nodiscard]] XyChart paretoChart(const LabRun& run, ParetoOf of,
                                  std::optional<std::size_t> picked = std::nullopt);

/// Time until the raw bytes are there (transfer and decompression) against the link's speed: one line for
/// each row that is best somewhere, the crossovers marked and named; beside them the file as it is stored.
[[nodiscard]] XyChart linkChart(const LabRun& run);

/// Ratio against chunk size: one line a codec and stage, at its standard level where that was measured.
[[nodiscard]] XyChart chunkChart(const LabRun& run);

/// The guide's rule over priority and input size. A cell says what the rule picks there and what following it
/// costs against the advisor's pick, both on this run's rows: of other sizes nothing was measured, so those
/// columns say what their branch of the rule costs on this input, and are paler.
[[nodiscard]] GridChart decisionMap(const LabRun& run);

/// A page of its own: the charts, the advice for each priority, every row, the samples, the machine.
[[nodiscard]] std::string toHtml(const LabRun& run);

} // namespace spacebench::results
