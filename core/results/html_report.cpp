// SPDX-License-Identifier: Apache-2.0
//
// The page of a benchmark run: its report beside the guide's table.
#include "results/bench_result.h"
#include "results/run_report.h"

namespace spacebench::results {

std::string toHtml(const BenchRun& run) {
    RunReport report;
    report.run = std::make_shared<const RunRecord>(recordOf(run));
    report.dashboards.push_back(makeDashboard(std::make_shared<const TargetTable>(guideTable()), report.run));
    return reportHtml(report);
}

} // namespace spacebench::results
