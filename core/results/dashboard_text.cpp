// SPDX-License-Identifier: Apache-2.0
//
// A dashboard as text, Markdown, JSON and charts.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "results/markdown.h"
#include "results/metric_catalog.h"
#include "results/target_table.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLeftColumns = 3;
constexpr TargetState kStates[] = {TargetState::StretchMet,    TargetState::Met,
                                   TargetState::Missed,        TargetState::BeyondCeiling,
                                   TargetState::NotMeasurable, TargetState::NotMeasured};

std::string optionalText(const TableTarget& target, const std::optional<double>& value) {
    return value ? metricValueText(target.metric, *value) : "-";
}

std::string intervalOf(const DashboardCell& cell) {
    if (!cell.measured || cell.measured->low == cell.measured->high) return "-";
    return metricValueText(cell.target->metric, cell.measured->low) + " - " +
           metricValueText(cell.target->metric, cell.measured->high);
}

std::string referencesOf(const DashboardCell& cell) {
    std::string text;
    for (const auto& [set, value] : cell.references)
        text += (text.empty() ? "" : ", ") + set->title + " " + metricValueText(cell.target->metric, value);
    return text.empty() ? "-" : text;
}

std::vector<std::vector<std::string>> tableOf(const Dashboard& dashboard) {
    std::vector<std::vector<std::string>> table = {{"id", "target", "measured on", "limit", "stretch", "max",
                                                    "measured", "95 % interval", "references", "verdict"}};
    for (const DashboardCell& cell : dashboard.cells) {
        const TableTarget& target = *cell.target;
        std::string where = cell.rowLabel;
        if (!cell.input.empty()) where += (where.empty() ? "" : ", ") + cell.input;
        table.push_back({target.id, target.title, where.empty() ? "-" : where, limitText(target),
                         optionalText(target, target.stretch), optionalText(target, target.ceiling),
                         cell.measured ? metricValueText(target.metric, cell.measured->value) : "-",
                         intervalOf(cell), referencesOf(cell), cellText(cell)});
    }
    return table;
}

std::string countsText(const Dashboard& dashboard) {
    std::string text;
    for (const TargetState state : kStates)
        if (const std::size_t count = dashboard.count(state); count != 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, targetStateName(state));
    return text.empty() ? "the table has no targets" : text;
}

/// The sets that some cell shows.
std::vector<const ReferenceSet*> shownReferences(const Dashboard& dashboard) {
    std::vector<const ReferenceSet*> shown;
    for (const ReferenceSet& set : dashboard.table->references) {
        const auto isIt = [&set](const auto& pair) { return pair.first == &set; };
        for (const DashboardCell& cell : dashboard.cells) {
            if (std::none_of(cell.references.begin(), cell.references.end(), isIt)) continue;
            shown.push_back(&set);
            break;
        }
    }
    return shown;
}

std::string labelOf(const ReferenceSet& set) {
    return fmt::format("{}: {}; {}", set.title, set.machine, set.source);
}

Json numberOrNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json cellJson(const DashboardCell& cell) {
    const TableTarget& target = *cell.target;
    Json json;
    json["id"] = target.id;
    json["title"] = target.title;
    json["group"] = target.group;
    json["metric"] = target.metric;
    json["limit"] = target.limit;
    json["floor"] = numberOrNull(target.floor);
    json["stretch"] = numberOrNull(target.stretch);
    json["ceiling"] = numberOrNull(target.ceiling);
    json["lower_is_better"] = target.lowerIsBetter;
    json["state"] = targetStateName(cell.state);
    json["sure"] = cell.sure;
    json["close_to"] = cell.closeTo.empty() ? Json(nullptr) : Json(cell.closeTo);
    json["doubts"] = cell.doubts;
    json["reason"] = cell.reason.empty() ? Json(nullptr) : Json(cell.reason);
    json["measured"] = cell.measured ? toJson(*cell.measured) : Json(nullptr);
    json["input"] = cell.input;
    json["row"] = cell.rowKey;
    json["rows_judged"] = cell.rowsJudged;
    json["rows_met"] = cell.rowsMet;
    json["conflicts"] = cell.conflicts;
    json["references"] = Json::array();
    for (const auto& [set, value] : cell.references)
        json["references"].push_back({{"set", set->id}, {"value", value}});
    json["text"] = cellText(cell);
    return json;
}

/// Below 1 is better than the target, whichever way the metric counts; of a range: within it.
std::optional<double> overTarget(const TableTarget& target, double value) {
    double over = target.lowerIsBetter ? value / target.limit : target.limit / value;
    if (target.floor) over = std::max(over, *target.floor / value);
    return std::isfinite(over) && over > 0 ? std::optional(over) : std::nullopt;
}

// Okabe and Ito's colours; shapes differ as well.
constexpr Colour kGood = {0x00, 0x9E, 0x73};
constexpr Colour kBad = {0xD5, 0x5E, 0x00};
constexpr Colour kLine = {0x80, 0x80, 0x80};
constexpr Colour kStretch = {0x00, 0x72, 0xB2};
constexpr Colour kReferences[] = {
    {0xCC, 0x79, 0xA7}, {0xE6, 0x9F, 0x00}, {0x56, 0xB4, 0xE9}, {0x99, 0x99, 0x99}};
constexpr Mark kReferenceMarks[] = {Mark::Triangle, Mark::Diamond, Mark::Square, Mark::Cross};

class GroupChart {
  public:
    GroupChart(const Dashboard& dashboard, std::string_view group) : m_dashboard(dashboard), m_group(group) {}

    XyChart draw() {
        m_chart.id = fmt::format("dashboard-{}", m_group);
        for (char& c : m_chart.id)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a')
                : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ? c
                                                                               : '-';
        m_chart.title = fmt::format("How far from the targets of \"{}\" is this run?", m_group);
        m_chart.xAxis = "targets that were measured";
        m_chart.yAxis = "measured over target, below 1 meets it (rates: target over measured)";
        m_chart.yFormat = ValueFormat::Multiple;
        m_chart.yLog = true;
        m_chart.emptyNote = "The run has measured nothing that this group speaks of.";
        addMeasured();
        if (m_chart.xNames.empty()) return std::move(m_chart);
        addTargets();
        addReferences();
        return std::move(m_chart);
    }

  private:
    /// Of those with a figure: the index, the place on the axis, the cell.
    template <class Each>
    void forEachCell(const Each& each) const {
        double place = 0;
        for (std::size_t i = 0; i < m_dashboard.cells.size(); ++i) {
            const DashboardCell& cell = m_dashboard.cells[i];
            if (cell.target->group == m_group && cell.measured &&
                overTarget(*cell.target, cell.measured->value))
                each(i, ++place, cell);
        }
    }

    void addMeasured() {
        XySeries met{"met", kGood, Mark::Circle};
        XySeries missed{"missed", kBad, Mark::Cross};
        forEachCell([&](std::size_t index, double place, const DashboardCell& cell) {
            const TableTarget& target = *cell.target;
            m_chart.xNames.push_back(target.id);
            XyPoint point;
            point.x = place;
            point.y = overTarget(target, cell.measured->value).value_or(1);
            point.row = index;
            point.label = target.id;
            const auto one = overTarget(target, cell.measured->low);
            const auto other = overTarget(target, cell.measured->high);
            if (one && other && *one != *other) {
                // Both ends of an interval may lie outside of a range, on either side.
                point.yLow = std::min({*one, *other, point.y});
                point.yHigh = std::max({*one, *other, point.y});
            }
            (isMet(cell.state) ? met : missed).values.push_back(std::move(point));
        });
        for (XySeries* series : {&met, &missed})
            if (!series->values.empty()) m_chart.series.push_back(std::move(*series));
    }

    void addTargets() {
        XySeries line{"target", kLine};
        line.line = true;
        line.points = false;
        for (const double x : {0.6, static_cast<double>(m_chart.xNames.size()) + 0.4})
            line.values.push_back({x, 1, {}, {}, {}, {}, "target"});
        m_chart.series.push_back(std::move(line));
        XySeries stretch{"stretch goal", kStretch, Mark::Square};
        forEachCell([&](std::size_t index, double place, const DashboardCell& cell) {
            if (!cell.target->stretch) return;
            if (const auto over = overTarget(*cell.target, *cell.target->stretch))
                stretch.values.push_back(
                    {place, *over, {}, {}, {}, {}, cell.target->id + " stretch goal", index});
        });
        if (!stretch.values.empty()) m_chart.series.push_back(std::move(stretch));
    }

    void addReferences() {
        std::size_t number = 0;
        for (const ReferenceSet* set : shownReferences(m_dashboard)) {
            XySeries series{set->title + " (" + set->machine + ")",
                            kReferences[number % std::size(kReferences)],
                            kReferenceMarks[number % std::size(kReferenceMarks)]};
            ++number;
            forEachCell([&](std::size_t index, double place, const DashboardCell& cell) {
                for (const auto& [of, value] : cell.references) {
                    const auto over = overTarget(*cell.target, value);
                    if (of != set || !over) continue;
                    series.values.push_back(
                        {place, *over, {}, {}, {}, {}, cell.target->id + ", " + labelOf(*set), index});
                }
            });
            if (!series.values.empty()) m_chart.series.push_back(std::move(series));
        }
    }

    const Dashboard& m_dashboard;
    const std::string m_group;
    XyChart m_chart;
};

} // namespace

nlohmann::ordered_json toJson(const Dashboard& dashboard) {
    Json json;
    json["schema"] = "spacebench.dashboard";
    json["version"] = 1;
    json["table"] = dashboard.table->id;
    json["title"] = dashboard.table->title;
    json["source"] = dashboard.table->source;
    json["run"] = {
        {"uid", dashboard.run->uid}, {"title", dashboard.run->title}, {"machine", dashboard.run->machine}};
    json["counts"] = Json::object();
    for (const TargetState state : kStates)
        json["counts"][std::string(targetStateName(state))] = dashboard.count(state);
    json["cells"] = Json::array();
    for (const DashboardCell& cell : dashboard.cells) json["cells"].push_back(cellJson(cell));
    json["contradictions"] = dashboard.contradictions;
    json["references"] = Json::array();
    for (const ReferenceSet* set : shownReferences(dashboard))
        json["references"].push_back(
            {{"id", set->id}, {"title", set->title}, {"machine", set->machine}, {"source", set->source}});
    return json;
}

std::string toText(const Dashboard& dashboard) {
    std::string text = fmt::format("{}: {}\n\n", dashboard.table->title, countsText(dashboard));
    const std::vector<std::vector<std::string>> table = tableOf(dashboard);
    if (table.size() > 1) text += tableText(table, kLeftColumns);
    for (const std::string& sentence : dashboard.contradictions) text += "\nat odds: " + sentence + "\n";
    const std::vector<const ReferenceSet*> references = shownReferences(dashboard);
    if (!references.empty()) text += "\n";
    for (const ReferenceSet* set : references) text += labelOf(*set) + "\n";
    return text;
}

std::string toMarkdown(const Dashboard& dashboard) {
    std::string text =
        fmt::format("### {}\n\n{}\n\n", markdownText(dashboard.table->title), countsText(dashboard));
    const std::vector<std::vector<std::string>> table = tableOf(dashboard);
    if (table.size() > 1) text += markdownTable(table, kLeftColumns) + "\n";
    for (const std::string& sentence : dashboard.contradictions)
        text += "* At odds: " + markdownText(sentence) + "\n";
    if (!dashboard.contradictions.empty()) text += "\n";
    for (const ReferenceSet* set : shownReferences(dashboard))
        text += "* " + markdownText(labelOf(*set)) + "\n";
    return text;
}

std::vector<XyChart> dashboardCharts(const Dashboard& dashboard) {
    std::vector<std::string> groups;
    for (const TableTarget& target : dashboard.table->targets)
        if (std::find(groups.begin(), groups.end(), target.group) == groups.end())
            groups.push_back(target.group);
    std::vector<XyChart> charts;
    std::set<std::string> ids; // they name files
    for (const std::string& group : groups) {
        XyChart chart = GroupChart(dashboard, group).draw();
        const std::string plain = chart.id;
        for (std::size_t number = 2; !ids.insert(chart.id).second; ++number)
            chart.id = fmt::format("{}-{}", plain, number);
        charts.push_back(std::move(chart));
    }
    return charts;
}

} // namespace spacebench::results
