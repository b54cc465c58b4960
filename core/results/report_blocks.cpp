// SPDX-License-Identifier: Apache-2.0
#include "results/report_blocks.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/units.h"
#include "results/metric_catalog.h"
#include "stats/series_checks.h"
#include "stats/verdict.h"

namespace spacebench::results {

namespace {

constexpr double kChartHeight = 360;
constexpr double kNarrow = 640;
constexpr double kWide = 1280;
constexpr std::size_t kMostNarrowBars = 10; ///< more of them take the whole row

template <class Chart>
ReportChart charted(const Chart& chart, std::string id, bool wide) {
    const double width = wide ? kWide : kNarrow;
    return {std::move(id), chart.title, pictureOf(chart, width, kChartHeight, false),
            pictureOf(chart, width, kChartHeight, true), wide};
}

std::string plainValue(const nlohmann::ordered_json& value) {
    if (value.is_null()) return "unknown";
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Tone toneOf(TargetState state) {
    if (isMet(state)) return Tone::Good;
    return isJudged(state) ? Tone::Bad : Tone::Quiet;
}

class Blocks {
  public:
    explicit Blocks(const RunReport& report)
        : m_report(report), m_run(*report.run), m_bench(benchRunOf(m_run)) {}

    std::vector<ReportBlock> all() {
        addOrigin();
        if (std::vector<ReportChart> charts = reportCharts(m_report); !charts.empty()) {
            ReportBlock block;
            block.kind = ReportBlock::Kind::Charts;
            block.charts = std::move(charts);
            m_blocks.push_back(std::move(block));
            text("Bars are medians, whiskers 95 % bootstrap intervals of the median; lines are targets, "
                 "stretch "
                 "goals dotted. Grey bars are figures of others, from their own machines.");
        }
        addRows();
        for (const Dashboard& dashboard : m_report.dashboards) addDashboard(dashboard);
        if (m_report.comparison != nullptr) addComparison(*m_report.comparison);
        addPlan();
        addSamples();
        addEnvironment();
        return std::move(m_blocks);
    }

  private:
    void say(ReportBlock::Kind kind, std::string words) {
        ReportBlock block;
        block.kind = kind;
        block.words = std::move(words);
        m_blocks.push_back(std::move(block));
    }
    void heading(std::string words) { say(ReportBlock::Kind::Heading, std::move(words)); }
    void text(std::string words) { say(ReportBlock::Kind::Text, std::move(words)); }
    void table(ReportTable rows, ReportBlock::Kind kind = ReportBlock::Kind::Table, std::string words = {}) {
        ReportBlock block;
        block.kind = kind;
        block.table = std::move(rows);
        block.words = std::move(words);
        m_blocks.push_back(std::move(block));
    }

    void addOrigin() {
        std::string words;
        const auto add = [&words](const std::string& name, const std::string& value) {
            if (!value.empty()) words += (words.empty() ? "" : "; ") + name + value;
        };
        add("run ", m_run.uid);
        add("measured by ", m_run.source);
        add("on ", m_run.machine);
        add("started ", m_run.startedUtc);
        if (m_run.elapsedSeconds > 0) add("took ", durationText(m_run.elapsedSeconds * 1e9));
        add("plan ", m_run.planName);
        add("tags ", fmt::format("{}", fmt::join(m_run.tags, ", ")));
        if (m_run.noiseFloor > 0)
            add("", fmt::format("noise floor of the session {} %", significant(m_run.noiseFloor * 100, 2)));
        if (!words.empty()) text(words + ".");
        if (!m_run.note.empty()) text(m_run.note);
        if (!m_run.complete)
            say(ReportBlock::Kind::Warning,
                "The run was interrupted: what is here was measured, the rest is missing.");
        for (const std::string& warning : m_run.warnings) say(ReportBlock::Kind::Warning, warning);
    }

    static std::string valueOf(const RecordRow& row, std::string_view id) {
        const Metric* const measured = row.metric(id);
        return measured != nullptr ? metricValueText(id, measured->value.value) : "-";
    }

    void addRows() {
        std::vector<std::string> inputs;
        for (const RecordRow& row : m_run.rows)
            if (std::find(inputs.begin(), inputs.end(), row.input) == inputs.end())
                inputs.push_back(row.input);
        for (const std::string& input : inputs) {
            heading(input.empty() ? "Results" : input);
            describeInput(input);
            ReportTable rows;
            rows.head = {"Row",
                         "Codec",
                         "Median",
                         "95 % interval",
                         "Runs",
                         "Atoms/s",
                         "Raw MB/s",
                         "Stored",
                         "Ratio",
                         "Allocations",
                         "Peak heap",
                         "CPU use",
                         "Distance to the floor",
                         "State"};
            rows.leftColumns = 2;
            for (std::size_t i = 0; i < m_run.rows.size(); ++i)
                if (m_run.rows[i].input == input) rows.rows.push_back(rowCells(i));
            table(std::move(rows));
            addRowNotes(input);
        }
    }

    void addRowNotes(const std::string& input) {
        for (const RecordRow& row : m_run.rows) {
            const Metric* const time = row.metric(metric::kTime);
            if (row.input != input || time == nullptr) continue;
            for (const std::string& warning : stats::seriesWarnings(time->samples))
                say(ReportBlock::Kind::Warning,
                    fmt::format("{}: {}", row.label.empty() ? row.key : row.label, warning));
        }
    }

    void describeInput(const std::string& name) {
        for (const RecordRow& row : m_run.rows) {
            if (row.input != name || row.atoms == 0) continue;
            std::string words = groupedNumber(row.atoms) + " atoms";
            if (m_bench)
                for (const BenchInput& input : m_bench->inputs)
                    if (input.name == name && input.rawBytes != 0)
                        words += fmt::format(", {} as framed bytes; copying them in memory takes {} here",
                                             sizeText(input.rawBytes), durationText(input.memcpyNs));
            if (!row.inputHash.empty()) words += "; BLAKE2b-256 " + row.inputHash;
            text(words + ".");
            return;
        }
    }

    std::vector<ReportCell> rowCells(std::size_t index) const {
        const RecordRow& row = m_run.rows[index];
        const Metric* const time = row.metric(metric::kTime);
        std::string interval = "-";
        std::string distance = "-";
        if (time != nullptr) {
            interval = durationText(time->value.low) + " - " + durationText(time->value.high);
            if (m_bench && m_bench->rows.size() == m_run.rows.size())
                distance =
                    distanceText(time->value.value, m_bench->memcpyNs(index), m_bench->rows[index].floor);
        }
        const bool fine = row.state == MeasureState::Measured;
        std::string state(stateName(row.state));
        if (!row.reason.empty()) state += ": " + row.reason;
        return {{row.label.empty() ? row.key : row.label},
                {row.codec.empty() ? "-" : row.codec},
                {valueOf(row, metric::kTime)},
                {std::move(interval)},
                {time != nullptr ? fmt::format("{}", time->samples.size()) : "-"},
                {valueOf(row, metric::kAtomRate)},
                {valueOf(row, metric::kRawRate)},
                {valueOf(row, metric::kStoredBytes)},
                {valueOf(row, metric::kRatio)},
                {valueOf(row, metric::kAllocations)},
                {valueOf(row, metric::kPeakHeap)},
                {valueOf(row, metric::kCpuUse)},
                {distance.empty() ? "not known" : std::move(distance)},
                {std::move(state), fine ? Tone::Plain : Tone::Bad}};
    }

    void addDashboard(const Dashboard& dashboard) {
        heading("Targets: " + dashboard.table->title);
        if (!dashboard.table->source.empty()) text("Source: " + dashboard.table->source + ".");
        ReportTable cells;
        cells.head = {"Id",  "Target",   "Measured on",   "Limit",      "Stretch",
                      "Max", "Measured", "95 % interval", "References", "Verdict"};
        cells.leftColumns = 3;
        const auto bound = [](const TableTarget& target, const std::optional<double>& value) {
            return value ? metricValueText(target.metric, *value) : std::string("-");
        };
        for (const DashboardCell& cell : dashboard.cells) {
            const TableTarget& target = *cell.target;
            std::string where = cell.rowLabel;
            if (!cell.input.empty()) where += (where.empty() ? "" : ", ") + cell.input;
            std::string interval = "-";
            if (cell.measured && cell.measured->low < cell.measured->high)
                interval = bound(target, cell.measured->low) + " - " + bound(target, cell.measured->high);
            std::string references;
            for (const auto& [set, value] : cell.references)
                references += (references.empty() ? "" : ", ") + set->title + " " + bound(target, value);
            cells.rows.push_back({{target.id},
                                  {target.title},
                                  {where.empty() ? "-" : where},
                                  {limitText(target)},
                                  {bound(target, target.stretch)},
                                  {bound(target, target.ceiling)},
                                  {cell.measured ? bound(target, cell.measured->value) : "-"},
                                  {std::move(interval)},
                                  {references.empty() ? "-" : std::move(references)},
                                  {cellText(cell), toneOf(cell.state)}});
        }
        table(std::move(cells));
        for (const std::string& sentence : dashboard.contradictions)
            say(ReportBlock::Kind::Warning, "At odds: " + sentence + ".");
        for (const ReferenceSet& set : dashboard.table->references)
            text(fmt::format("{}: {}; {}.", set.title, set.machine, set.source));
    }

    void addComparison(const Comparison& comparison) {
        const RunRecord& before = *comparison.runs.front();
        heading("Against " + (before.title.empty() ? before.uid : before.title));
        text(countsText(comparison) + ".");
        for (const std::string& warning : comparison.warnings) say(ReportBlock::Kind::Warning, warning);
        for (std::size_t run = 1; run < comparison.runs.size(); ++run) {
            ReportTable rows;
            rows.head = comparisonHead();
            rows.head.pop_back(); // how: said below the table
            for (std::string& name : rows.head)
                if (name != "p") name.front() = static_cast<char>(std::toupper(name.front()));
            rows.head.insert(rows.head.begin() + 1, "Input");
            rows.leftColumns = 2;
            for (const ComparisonRow& row : comparison.rows) rows.rows.push_back(comparisonRow(row, run));
            table(std::move(rows));
        }
        for (const std::string& line : methodText(comparison)) text(line);
    }

    static std::vector<ReportCell> comparisonRow(const ComparisonRow& row, std::size_t run) {
        const ComparisonCell& cell = row.cells[run];
        std::vector<std::string> words = comparisonCells(row, run);
        // How it was decided goes; why nothing was decided stands where the verdict would.
        if (!cell.compared()) words[words.size() - 2] = words.back();
        words.pop_back();
        std::vector<ReportCell> cells;
        for (std::string& word : words) cells.push_back({std::move(word)});
        cells.back().tone = !cell.compared()                               ? Tone::Quiet
                            : cell.against.change == stats::Change::Faster ? Tone::Good
                            : cell.against.change == stats::Change::Slower ? Tone::Bad
                                                                           : Tone::Plain;
        cells.insert(cells.begin() + 1, {row.input});
        return cells;
    }

    static ReportTable pairs(const nlohmann::ordered_json& object, const char* leftOut) {
        ReportTable rows;
        rows.head = {"What", "Value"};
        for (const auto& [key, value] : object.items()) {
            if (key == leftOut) continue;
            std::string shown;
            if (value.is_object()) {
                for (const auto& [inner, innerValue] : value.items())
                    shown += (shown.empty() ? "" : ", ") + inner + " " + plainValue(innerValue);
            } else {
                shown = plainValue(value);
            }
            std::string name = key;
            std::replace(name.begin(), name.end(), '_', ' ');
            rows.rows.push_back({{std::move(name)}, {std::move(shown)}});
        }
        return rows;
    }

    void addPlan() {
        if (!m_run.plan.is_object() || m_run.plan.empty()) return;
        heading("Plan");
        table(pairs(m_run.plan, "$schema"));
    }

    void addSamples() {
        ReportTable rows;
        rows.head = {"Row", "Input", "Samples"};
        rows.leftColumns = 2;
        for (const RecordRow& row : m_run.rows) {
            const Metric* const time = row.metric(metric::kTime);
            if (time == nullptr || time->samples.empty()) continue;
            std::string samples;
            for (const double sample : time->samples)
                samples += fmt::format("{}{}", samples.empty() ? "" : " ", sample);
            rows.rows.push_back(
                {{row.label.empty() ? row.key : row.label}, {row.input}, {std::move(samples)}});
        }
        if (rows.rows.empty()) return;
        heading("Samples");
        table(std::move(rows), ReportBlock::Kind::Samples,
              "Raw samples of the time, in the order they were taken (ns)");
    }

    void addEnvironment() {
        if (!m_run.environment.is_object() || m_run.environment.empty()) return;
        heading("Measured on");
        table(pairs(m_run.environment, "warnings")); // those stand at the top
    }

    const RunReport& m_report;
    const RunRecord& m_run;
    const std::optional<BenchRun> m_bench;
    std::vector<ReportBlock> m_blocks;
};

} // namespace

std::string reportTitle(const RunReport& report) {
    if (!report.run->title.empty()) return report.run->title;
    return report.run->source == "spacebench" ? "Spacebench benchmark" : "Benchmark";
}

std::vector<ReportChart> reportCharts(const RunReport& report) {
    std::vector<TargetTable> tables;
    for (const Dashboard& dashboard : report.dashboards) tables.push_back(*dashboard.table);
    std::vector<ReportChart> charts;
    for (const ChartSpec& chart : recordCharts(*report.run, tables)) {
        std::size_t bars = 0;
        for (const BarGroup& group : chart.groups) bars += group.bars.size();
        charts.push_back(charted(chart, chart.id, bars > kMostNarrowBars));
    }
    for (const Dashboard& dashboard : report.dashboards)
        for (const XyChart& chart : dashboardCharts(dashboard))
            if (!chart.empty()) charts.push_back(charted(chart, chart.id + "-" + dashboard.table->id, false));
    if (report.comparison != nullptr)
        charts.push_back(charted(ratioChart(*report.comparison), "comparison", true));
    return charts;
}

std::vector<ReportBlock> reportBlocks(const RunReport& report) {
    return Blocks(report).all();
}

} // namespace spacebench::results
