// SPDX-License-Identifier: Apache-2.0
//
// Charts of a run's rows, whoever measured them: bars with intervals, lines for targets, and bars for the
// references beside them.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/metric_catalog.h"
#include "results/report_blocks.h"
#include "results/run_report.h"

namespace spacebench::results {

namespace {

constexpr Colour kReferenceColour = {0x99, 0x99, 0x99};
constexpr double kPerMega = 1e6;

struct Question {
    const char* id;
    const char* title;
    const char* axis;
    std::string_view metric;
    ValueFormat format;
    double scale; ///< from the metric's unit to the chart's
};
constexpr Question kQuestions[] = {
    {"throughput", "How many atoms a second?", "atoms/s, higher is better", metric::kAtomRate,
     ValueFormat::AtomsPerSecond, 1},
    {"throughput-bytes", "How many raw bytes a second?", "MB/s of framed raw bytes, higher is better",
     metric::kRawRate, ValueFormat::MegabytesPerSecond, 1 / kPerMega},
    {"time", "How long does one run take?", "time of one run, lower is better", metric::kTime,
     ValueFormat::Nanoseconds, 1},
    {"allocations", "How often does one run allocate?", "allocations a run, lower is better",
     metric::kAllocations, ValueFormat::Count, 1},
    {"ratio", "How small does it get?", "framed raw bytes : stored bytes, higher is better", metric::kRatio,
     ValueFormat::Ratio, 1},
    {"memory", "How much memory does one run need?",
     "peak heap above the input : stored size, lower is better", metric::kPeakHeapMultiple,
     ValueFormat::Multiple, 1},
};

class RecordChart {
  public:
    RecordChart(const RunRecord& run, const std::optional<BenchRun>& bench, const Question& question,
                const std::vector<TargetTable>& tables)
        : m_run(run), m_bench(bench), m_question(question), m_tables(tables) {}

    ChartSpec draw() {
        m_chart.id = m_question.id;
        m_chart.title = m_question.title;
        m_chart.axis = m_question.axis;
        m_chart.format = m_question.format;
        m_chart.emptyNote = "This run has not measured it.";
        for (std::size_t i = 0; i < m_run.rows.size(); ++i) addBar(i);
        for (std::size_t g = 0; g < m_chart.groups.size(); ++g) addLines(g);
        addReferences();
        if (m_floors) m_chart.axis += "; marks: the floor here";
        chooseScale(m_chart);
        return std::move(m_chart);
    }

  private:
    [[nodiscard]] std::string groupName(const RecordRow& row) const {
        std::string name = row.operation;
        const bool several = std::any_of(m_run.rows.begin(), m_run.rows.end(),
                                         [&row](const RecordRow& other) { return other.input != row.input; });
        if (several && !row.input.empty()) name += (name.empty() ? "" : ", ") + row.input;
        return name;
    }

    /// The label without the operation, which the group names.
    static std::string barName(const RecordRow& row) {
        std::string_view label = row.label.empty() ? row.key : row.label;
        if (!row.operation.empty() && label.starts_with(row.operation + " "))
            label.remove_prefix(row.operation.size() + 1);
        return std::string(label);
    }

    void addBar(std::size_t index) {
        const RecordRow& row = m_run.rows[index];
        const auto measured =
            std::find_if(row.metrics.begin(), row.metrics.end(),
                         [this](const Metric& metric) { return metric.id == m_question.metric; });
        if (measured == row.metrics.end() || !std::isfinite(measured->value.value)) return;
        // A size is the same whatever was done with the file, and a load needs next to nothing.
        if (m_question.metric == metric::kRatio && row.operation != "serialize" && !row.operation.empty())
            return;
        if (m_question.metric == metric::kPeakHeapMultiple && row.operation == "load") return;
        Bar bar;
        bar.label = barName(row);
        bar.value = measured->value.value * m_question.scale;
        if (measured->value.low < measured->value.high) {
            bar.low = measured->value.low * m_question.scale;
            bar.high = measured->value.high * m_question.scale;
        }
        bar.colour = formatColour(row.formatId);
        bar.row = index;
        bar.floor = floorOf(index);
        m_floors = m_floors || bar.floor.has_value();
        const std::string name = groupName(row);
        if (m_chart.groups.empty() || m_chart.groups.back().label != name)
            m_chart.groups.push_back({name, {}});
        m_chart.groups.back().bars.push_back(std::move(bar));
    }

    [[nodiscard]] std::optional<double> floorOf(std::size_t index) const {
        if (!m_bench || m_bench->rows.size() != m_run.rows.size()) return std::nullopt;
        const BenchRow& row = m_bench->rows[index];
        if (!row.floor || row.floor->ns <= 0) return std::nullopt;
        if (m_question.metric == metric::kTime) return row.floor->ns;
        const double perSecond = 1e9 / row.floor->ns;
        if (m_question.metric == metric::kAtomRate) return static_cast<double>(row.atoms) * perSecond;
        if (m_question.metric == metric::kRawRate)
            return static_cast<double>(row.rawBytes) * perSecond * m_question.scale;
        return std::nullopt;
    }

    void addLines(std::size_t group) {
        std::vector<TargetLine> lines;
        const auto add = [&](std::string label, double value, bool stretch) {
            label += " " + formatShort(value, m_question.format);
            const auto same = [&label](const TargetLine& line) { return line.label == label; };
            if (std::none_of(lines.begin(), lines.end(), same))
                lines.push_back({std::move(label), value, stretch, group});
        };
        for (const Bar& bar : m_chart.groups[group].bars) {
            const RecordRow& row = m_run.rows[bar.row];
            for (const TargetTable& table : m_tables) {
                for (const TableTarget& target : table.targets) {
                    if (target.metric != m_question.metric || !speaksOf(target, row)) continue;
                    add(target.id, target.limit * m_question.scale, false);
                    if (target.stretch) add(target.id + " stretch", *target.stretch * m_question.scale, true);
                }
            }
        }
        m_chart.lines.insert(m_chart.lines.end(), lines.begin(), lines.end());
    }

    /// Bars of others beside ours: grey, with the name of the set; what it is, with machine and source,
    /// stands below the charts.
    void addReferences() {
        for (BarGroup& group : m_chart.groups) {
            std::vector<Bar> bars;
            for (const Bar& own : group.bars) {
                bars.push_back(own);
                const RecordRow& row = m_run.rows[own.row];
                for (const TargetTable& table : m_tables) {
                    for (const ReferenceSet& set : table.references) {
                        const auto value = referenceFor(set, row.operation, row.formatId, row.input,
                                                        row.atoms, m_question.metric);
                        if (!value) continue;
                        Bar bar;
                        bar.label = set.title;
                        bar.value = *value * m_question.scale;
                        bar.colour = kReferenceColour;
                        bar.row = own.row;
                        bars.push_back(std::move(bar));
                    }
                }
            }
            group.bars = std::move(bars);
        }
    }

    const RunRecord& m_run;
    const std::optional<BenchRun>& m_bench;
    const Question& m_question;
    const std::vector<TargetTable>& m_tables;
    ChartSpec m_chart;
    bool m_floors = false;
};

} // namespace

std::optional<BenchRun> benchRunOf(const RunRecord& record) {
    if (record.source != "spacebench" || !record.document.is_object()) return std::nullopt;
    auto run = benchRunFromJson(record.document);
    if (!run.ok()) return std::nullopt;
    return std::move(run).value();
}

std::vector<ChartSpec> recordCharts(const RunRecord& run, const std::vector<TargetTable>& tables) {
    const std::optional<BenchRun> bench = benchRunOf(run);
    std::vector<ChartSpec> charts;
    for (const Question& question : kQuestions) {
        ChartSpec chart = RecordChart(run, bench, question, tables).draw();
        if (!chart.groups.empty()) charts.push_back(std::move(chart));
    }
    return charts;
}

} // namespace spacebench::results
