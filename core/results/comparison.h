// SPDX-License-Identifier: Apache-2.0
//
// Two or more runs side by side: before, after, ratio, interval, verdict a row. Runs of different machines or
// inputs are not mixed unless that is asked for, and then every report says so.
#pragma once

#include <memory>

#include "results/run_record.h"
#include "results/xy_chart.h"
#include "stats/verdict.h"

namespace spacebench::results {

struct ComparisonOptions {
    std::string metric = std::string(metric::kTime);
    double threshold = 0.03;
    bool mixMachines = false;
    bool mixInputs = false;
    bool holm = true; ///< false: each row by itself, as if it were the only one
    /// Instead of what `holm` and the size of the table lead to.
    std::optional<stats::Correction> correction;
    std::uint64_t seed = 1;
    std::uint64_t resamples = 10'000; ///< of bootstrap intervals
    bool warnings = true;             ///< look for drift, modes and outliers in each series
};

/// What a verdict rests on.
enum class Basis {
    None,      ///< no verdict: the first run, or nothing to compare
    Exact,     ///< a count or a size: any difference is real
    Paired,    ///< rounds of one session
    Unpaired,  ///< samples of separate runs. Weaker: not interleaved
    Intervals, ///< a program kept no samples. Weaker still
};
[[nodiscard]] std::string_view basisName(Basis basis); ///< "paired", "not interleaved", ...

struct ComparisonCell {
    const Metric* metric = nullptr;  ///< of the run; null = this run has no such row, or it failed
    std::string reason;              ///< why it is null
    bool broken = false;             ///< it is null because the output was wrong, or workers died
    std::uint64_t deaths = 0;        ///< runs of the row that failed: workers that died, exit statuses
    stats::SeriesComparison against; ///< the first run (nothing of interest in the first column)
    double adjustedP = 1;            ///< after the correction for many rows
    std::size_t runs = 0;            ///< pairs, or the samples of the side that has fewer
    Basis basis = Basis::None;
    bool exact = false;
    std::vector<std::string> warnings; ///< drift, two modes, outliers

    [[nodiscard]] bool compared() const { return basis != Basis::None; }
};
struct ComparisonRow {
    std::string key;
    std::string label;
    std::string input;
    std::vector<ComparisonCell> cells; ///< one a run
    /// Size of the largest change against the first run, |log ratio|: the order of the table.
    double effect = 0;
};
/// Points into the runs, which it keeps.
struct Comparison {
    std::vector<std::shared_ptr<const RunRecord>> runs; ///< the first is "before"
    ComparisonOptions options;
    std::vector<ComparisonRow> rows;   ///< sorted by effect, largest first; ties by key
    std::vector<std::string> warnings; ///< "weaker: not interleaved", other machine, other input, other build
    double geometricMeanRatio = 0; ///< of the last run against the first, over rows that both have; 0 = none
    double noiseFloor = 0;         ///< the largest that a run's own control saw
    stats::Correction correction = stats::Correction::None;

    [[nodiscard]] std::size_t count(stats::Change change) const; ///< verdicts, of all runs but the first
    [[nodiscard]] std::size_t compared() const;                  ///< all verdicts
    [[nodiscard]] bool several() const { return runs.size() > 2; }
};
/// One death may be the machine's (memory ran out); so many are the program's.
inline constexpr std::uint64_t kDeathsOfAProgram = 2;
[[nodiscard]] std::string deathsText(std::uint64_t deaths); ///< "2 runs failed"
/// Workers that died at `row` of run `column`, where none of the first run's did.
[[nodiscard]] std::uint64_t newDeaths(const ComparisonRow& row, std::size_t column);
/// The first run has a figure of `row`, and run `column` none because its output was wrong or its workers
/// died, or kDeathsOfAProgram workers died and the first run's all lived: no timing makes up for that.
[[nodiscard]] bool isBroken(const ComparisonRow& row, std::size_t column);
/// "slower", and where the metric is no time or rate: "worse".
[[nodiscard]] std::string_view changeWord(stats::Change change, const Metric& metric);
/// "+4.1 % (95 %: +3.0 % to +5.2 %), p = 0.002", and how many workers died.
[[nodiscard]] std::string effectText(const ComparisonCell& cell);
/// "12 rows: 1 slower, 11 same"; of three runs and more "24 comparisons: ...".
[[nodiscard]] std::string countsText(const Comparison& comparison);
/// Row, before, after, change, 95 % interval, p, verdict, how: the table of every report.
[[nodiscard]] std::vector<std::string> comparisonHead();
[[nodiscard]] std::vector<std::string> comparisonCells(const ComparisonRow& row, std::size_t run);
/// What is odd about the samples: "serialize mtts, run 2: two groups of values, ...".
[[nodiscard]] std::vector<std::string> rowWarnings(const Comparison& comparison);
/// How it was decided, in sentences: threshold, floor, intervals first, pairs or not, correction.
[[nodiscard]] std::vector<std::string> methodText(const Comparison& comparison);
/// InvalidArgument where fewer than two runs are given, or machines or inputs differ and that was not asked
/// for (what differs, and the option that allows it). Runs of one session are paired by rounds.
[[nodiscard]] Result<Comparison> compareRuns(std::vector<std::shared_ptr<const RunRecord>> runs,
                                             const ComparisonOptions& options);

/// Schema "spacebench.comparison", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const Comparison& comparison);
[[nodiscard]] std::string toText(const Comparison& comparison);
[[nodiscard]] std::string toMarkdown(const Comparison& comparison);
[[nodiscard]] std::string toCsv(const Comparison& comparison);
/// One self-contained page with table and charts, light and dark.
[[nodiscard]] std::string toHtml(const Comparison& comparison);
/// One <testcase> a row and run; <failure> where it is slower (worse), <skipped> where nothing can be said.
[[nodiscard]] std::string toJUnit(const Comparison& comparison);

/// Ratio with interval a row and run, 1 in the middle; the rows' names on the axis.
[[nodiscard]] XyChart ratioChart(const Comparison& comparison);
/// Empirical distribution functions of one row, a curve a run.
[[nodiscard]] XyChart distributionChart(const Comparison& comparison, std::size_t row);
/// Histograms on common bins, a staircase a run.
[[nodiscard]] XyChart histogramChart(const Comparison& comparison, std::size_t row);
/// Samples in the order in which they were taken, a series a run: drift shows here.
[[nodiscard]] XyChart orderChart(const Comparison& comparison, std::size_t row);
/// One metric through the history, with change points marked.
[[nodiscard]] XyChart trendChart(const std::string& title, const Metric& like,
                                 const std::vector<Interval>& values, const std::vector<std::string>& labels);

} // namespace spacebench::results
