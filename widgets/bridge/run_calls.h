// SPDX-License-Identifier: GPL-3.0-or-later
//
// The core's work on stored runs, as the pages of history, comparison and targets ask for it; tests put their
// own behind them. All but the named ones are called on a job's thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/work_context.h"
#include "results/comparison.h"
#include "results/run_record.h"
#include "results/run_store.h"
#include "results/target_table.h"
#include "results/xy_chart.h"
#include "stats/series_checks.h"

namespace spacebench::widgets {

using RunPtr = std::shared_ptr<const results::RunRecord>;

struct RunCalls {
    /// An object of its own for each job.
    std::function<Result<std::unique_ptr<results::RunStore>>()> openStore;
    /// A uid, "latest", a baseline's name, or a file or folder of results.
    std::function<Result<RunPtr>(const std::string& text, const WorkContext& context)> find;
    std::function<Result<results::RunRecord>(const std::string& path, const WorkContext& context)> import;
};

struct HistoryCalls {
    RunCalls runs;
    std::function<std::string(const results::RunRecord& run)> asSpacebench;
    std::function<std::string(const results::RunRecord& run)> asGoogleBenchmark;
    std::function<std::vector<stats::ChangePoint>(std::span<const double> series)> changePoints;
    std::function<results::XyChart(const std::string& title, const results::Metric& like,
                                   const std::vector<results::Interval>& values,
                                   const std::vector<std::string>& labels)>
        trendChart;
};

struct CompareCalls {
    RunCalls runs;
    std::function<Result<results::Comparison>(std::vector<RunPtr> runs,
                                              const results::ComparisonOptions& options)>
        compare;
    std::function<results::XyChart(const results::Comparison&)> ratioChart;
    using RowChart = std::function<results::XyChart(const results::Comparison&, std::size_t row)>;
    RowChart distributionChart, histogramChart, orderChart;
    using Document = std::function<std::string(const results::Comparison&)>;
    Document asCsv, asMarkdown, asJUnit, asJson, asHtml;
};

struct TargetCalls {
    RunCalls runs;
    /// All tables; `problems` are files that are none.
    std::function<Result<std::vector<results::TargetTable>>(std::vector<Error>* problems)> tables;
    std::function<Result<void>(const results::TargetTable& table)> save;
    std::function<Result<void>(const std::string& id)> remove;
    std::function<Result<results::TargetTable>(std::string_view text, const std::string& file)> fromText;
    std::function<std::string(const results::TargetTable& table)> asText;
    std::function<Result<std::string>(const std::string& file)> readFile;
    std::function<results::Dashboard(std::shared_ptr<const results::TargetTable> table, RunPtr run)> judge;
    std::function<std::vector<results::XyChart>(const results::Dashboard&)> charts;
    std::function<std::string(const results::Dashboard&)> asMarkdown;
    std::function<std::string(const results::Dashboard&)> asJson;
};

} // namespace spacebench::widgets
