// SPDX-License-Identifier: Apache-2.0
//
// One run as a document to hand on: environment, plan, tables, charts, dashboard, raw samples. HTML is one
// file with inline pictures for light and dark and no external address; PDF has the same charts as vectors.
#pragma once

#include "base/byte_buffer.h"
#include "results/comparison.h"
#include "results/target_table.h"

namespace spacebench::results {

struct RunReport {
    std::shared_ptr<const RunRecord> run;
    std::vector<Dashboard> dashboards;
    std::shared_ptr<const Comparison> comparison; ///< against a baseline; null = none
};

[[nodiscard]] std::string reportHtml(const RunReport& report);
[[nodiscard]] std::string reportMarkdown(const RunReport& report);
/// A line a sample: run, row, metric, unit, round, value.
[[nodiscard]] std::string reportCsv(const RunReport& report);
/// A4 pages with an outline; the samples are attached as samples.csv. `compressed` false: streams that tests
/// can read. Io where the folder for temporary files cannot be written.
[[nodiscard]] Result<ByteBuffer> reportPdf(const RunReport& report, bool compressed = true);
/// The charts of the report: file name without extension, and the document.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> reportSvgs(const RunReport& report, bool dark);

/// Throughput, time, allocations, ratio, memory of a run's rows, with target lines and reference bars.
[[nodiscard]] std::vector<ChartSpec> recordCharts(const RunRecord& run,
                                                  const std::vector<TargetTable>& tables);

} // namespace spacebench::results
