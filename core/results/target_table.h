// SPDX-License-Identifier: Apache-2.0
//
// Tables of targets and sets of reference figures as data: the performance guide's (built in), PathMap's own
// measurements, and those that users write (JSON in `targets/` of the data folder). The dashboard judges a
// run against a table, cell by cell.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "results/run_record.h"
#include "results/targets.h"
#include "results/xy_chart.h"

namespace spacebench::results {

inline constexpr std::string_view kMediumMemory = "memory";
inline constexpr std::string_view kMediumFile = "file"; ///< written and synced, or read from one

struct TableTarget {
    std::string id;          ///< "L1/1M"; unique in its table
    std::string title;       ///< "serialize Binary, 1M atoms"
    std::string group;       ///< "Latency": a block of the dashboard; a conflict is two groups at odds
    std::string metric;      ///< results::metric
    std::string operation;   ///< empty = all
    std::string formatId;    ///< empty = all
    std::string medium;      ///< kMediumMemory, kMediumFile; empty = all
    std::uint64_t atoms = 0; ///< exactly this size; 0 = any
    double limit = 0;
    std::optional<double> stretch;
    /// "max 3x": above it is worse than missed, whichever way is better; beside a target, never a goal.
    std::optional<double> ceiling;
    /// "50-70 %": the target is a range from here to `limit`; below it is missed, too. Needs lowerIsBetter.
    std::optional<double> floor;
    unsigned leastThreads = 0; ///< rows of fewer threads are not judged; 0 = any
    bool lowerIsBetter = false;
    bool strict = false; ///< "< 5 ms": a limit that is hit exactly is missed
};
enum class TargetState { StretchMet, Met, Missed, BeyondCeiling, NotMeasurable, NotMeasured };
[[nodiscard]] std::string_view targetStateName(TargetState state); ///< "stretch met", ..., "not measured"
/// StretchMet to BeyondCeiling: the one place where a figure is held against a target.
[[nodiscard]] TargetState stateOf(const TableTarget& target, double value);
/// Whether the target is about such rows at all, whatever was measured of this one.
[[nodiscard]] bool speaksOf(const TableTarget& target, const RecordRow& row);
[[nodiscard]] constexpr bool isMet(TargetState state) {
    return state == TargetState::StretchMet || state == TargetState::Met;
}
[[nodiscard]] constexpr bool isJudged(TargetState state) {
    return state != TargetState::NotMeasurable && state != TargetState::NotMeasured;
}
/// "< 5 ms", "at least 200 k atoms/s", "50 % to 70 %".
[[nodiscard]] std::string limitText(const TableTarget& target);

struct ReferenceFigure {
    std::string operation;
    std::string formatId;
    std::uint64_t atoms = 0; ///< 0 = any
    std::string input;       ///< "big_logic"; empty = generated atoms
    std::string metric;
    double value = 0;
    bool upperBound = false; ///< the source says "< 1 ms"
};
/// Labelled with machine and source wherever it is drawn.
struct ReferenceSet {
    std::string id;      ///< "guide-baseline", "pathmap"
    std::string title;   ///< "Guide, baseline"
    std::string machine; ///< "Intel Xeon E5-2699 v3, 36 cores"
    std::string source;  ///< "MORK Space Serialization Performance Guide 1.0 (2025-11-13)"
    std::vector<ReferenceFigure> figures;
};
struct TargetTable {
    std::string id; ///< "guide": the name in commands and files
    std::string title;
    std::string source;
    bool builtIn = false;
    std::vector<TableTarget> targets;
    std::vector<ReferenceSet> references;
};

/// The guide's latency, throughput and resource tables, with its baseline, its optimized figures and
/// PathMap's as references.
[[nodiscard]] const TargetTable& guideTable();

/// The figure of `set` about that thing, in that metric (rates follow from times); nullopt = it says nothing.
[[nodiscard]] std::optional<double> referenceFor(const ReferenceSet& set, std::string_view operation,
                                                 std::string_view formatId, std::string_view input,
                                                 std::uint64_t atoms, std::string_view metricId);

/// Schema "spacebench.targets", version 1. Unknown keys, wrong types, unknown metrics and impossible limits
/// are refused with line and key: users write these by hand.
[[nodiscard]] nlohmann::ordered_json toJson(const TargetTable& table);
[[nodiscard]] Result<TargetTable> targetTableFromText(std::string_view text, const std::string& file);

/// Built-in tables first, then those of `dataFolder`/targets/*.json by name. Files that are none become
/// `problems`, and the others are still there.
[[nodiscard]] Result<std::vector<TargetTable>> allTargetTables(const std::string& dataFolder,
                                                               std::vector<Error>* problems = nullptr);
/// Writes `id`.json, replacing it. InvalidArgument for built-in ids and ids that are no file name.
[[nodiscard]] Result<void> saveTargetTable(const TargetTable& table, const std::string& dataFolder);
[[nodiscard]] Result<void> removeTargetTable(const std::string& id, const std::string& dataFolder);

struct DashboardCell {
    const TableTarget* target = nullptr; ///< of the table that the dashboard keeps
    TargetState state = TargetState::NotMeasured;
    /// The whole interval lies on one side of limit, floor, stretch goal and ceiling, and there is nothing to
    /// doubt in the figure; else closeTo names the one that it holds, or the doubts say what is wrong.
    bool sure = true;
    std::string closeTo; ///< "limit", "stretch goal", "ceiling", "lower end"; empty where it holds none
    std::vector<std::string> doubts; ///< "no interval: one sample", "insufficient: stopped by the budget"
    std::string reason;              ///< of NotMeasurable and NotMeasured: what would measure it
    std::optional<Interval> measured;
    std::string input;    ///< name of the judged row's input; empty where nothing was measured
    std::string rowKey;   ///< of the run; the row that is judged: the worst one where several apply
    std::string rowLabel; ///< for people
    std::size_t rowsJudged = 0, rowsMet = 0; ///< of the rows that apply and have the figure
    std::vector<std::pair<const ReferenceSet*, double>> references;
    std::vector<std::string>
        conflicts; ///< ids of cells of other groups that this run's same row decides otherwise
};
struct Dashboard {
    std::shared_ptr<const TargetTable> table;
    std::shared_ptr<const RunRecord> run;
    std::vector<DashboardCell> cells; ///< one a target and, where a target speaks of any size, one an input
    std::vector<std::string>
        contradictions; ///< sentences: "deserialize mtts at 1M: L2 met (8 s < 10 s), T2 missed"

    [[nodiscard]] std::size_t count(TargetState state) const;
};
/// "met; close: the 95 % interval holds the limit; the worst of 5 rows, 4 meet it", or the reason.
[[nodiscard]] std::string cellText(const DashboardCell& cell);
[[nodiscard]] Dashboard makeDashboard(std::shared_ptr<const TargetTable> table,
                                      std::shared_ptr<const RunRecord> run);
/// Schema "spacebench.dashboard", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const Dashboard& dashboard);
[[nodiscard]] std::string toText(const Dashboard& dashboard);
[[nodiscard]] std::string toMarkdown(const Dashboard& dashboard);
/// Measured over target a cell (target over measured where more is better, so that below 1 is always met),
/// log, with intervals, and the references beside: one chart a group.
[[nodiscard]] std::vector<XyChart> dashboardCharts(const Dashboard& dashboard);

} // namespace spacebench::results
