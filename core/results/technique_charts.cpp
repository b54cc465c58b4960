// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/technique_result.h"

namespace spacebench::results {

namespace {

constexpr Colour kClaimed{0x99, 0x99, 0x99};
/// Bars further apart than this get a logarithmic axis.
constexpr double kLogarithmicFrom = 20;
/// An interaction of this many percent has the deepest shade.
constexpr double kDeepestPercent = 50;

bool hasFigure(const EffectRow& row) {
    return (row.state == MeasureState::Measured || row.state == MeasureState::Insufficient) &&
           row.effect.has_value();
}

std::string percentText(double ratio) {
    const double percent = (ratio - 1) * 100;
    return fmt::format("{:+.{}f} %", percent, std::abs(percent) < 10 ? 1 : 0);
}

/// The other claims of a technique are told apart by what they speak of.
std::string groupLabel(const TechniqueRun& run, const EffectRow& row) {
    const auto same = std::count_if(run.effects.begin(), run.effects.end(), [&](const EffectRow& other) {
        return other.task == row.task && other.techniqueId == row.techniqueId;
    });
    return same > 1 ? fmt::format("{} {}", row.techniqueId, tuning::quantityName(row.quantity))
                    : row.techniqueId;
}

} // namespace

ChartSpec claimedChart(const TechniqueRun& run, const tuning::Task& task) {
    ChartSpec chart;
    chart.id = "claimed-" +
               std::string(task.kind == tuning::TaskKind::Serialize ? "serialize-" : "deserialize-") +
               task.formatId;
    chart.title = "What does each technique do to " + tuning::taskName(task) + "?";
    chart.axis = "without : with, higher is better; grey: claimed";
    chart.format = ValueFormat::Multiple;
    chart.emptyNote = "No technique has been measured on this task.";
    double least = 1;
    double most = 1;
    for (const std::size_t index : rowsByEffect(run, task)) {
        const EffectRow& row = run.effects[index];
        if (row.badExample || !hasFigure(row)) continue;
        BarGroup group;
        group.label = groupLabel(run, row);
        if (row.claimedLow > 0) {
            Bar claimed;
            claimed.label = "claimed";
            claimed.value = std::sqrt(row.claimedLow * row.claimedHigh);
            claimed.low = row.claimedLow;
            claimed.high = row.claimedHigh;
            claimed.colour = kClaimed;
            claimed.row = index;
            most = std::max(most, row.claimedHigh);
            group.bars.push_back(std::move(claimed));
        }
        Bar measured;
        measured.label = "measured";
        measured.value = row.effect->value;
        measured.low = row.effect->low;
        measured.high = row.effect->high;
        measured.colour = formatColour(task.formatId);
        measured.row = index;
        least = std::min(least, measured.value);
        most = std::max(most, measured.value);
        group.bars.push_back(std::move(measured));
        chart.groups.push_back(std::move(group));
    }
    chart.lines.push_back({"no effect", 1, false, std::nullopt});
    chart.logarithmic = !chart.groups.empty() && most / least > kLogarithmicFrom;
    if (chart.logarithmic) chart.axis += " (log scale)";
    return chart;
}

GridChart interactionChart(const TechniqueRun& run, const tuning::Task& task) {
    GridChart chart;
    chart.id = "interactions";
    chart.title = "Which techniques do more, or less, together on " + tuning::taskName(task) + "?";
    chart.rowAxis = "technique";
    chart.columnAxis = "together with";
    chart.legend = {{Shade::Good, "more together than apart"},
                    {Shade::Bad, "less together than apart"},
                    {Shade::Neutral, "no interaction seen"}};
    chart.emptyNote = "Interactions are measured by a factorial experiment.";
    std::vector<std::string> names;
    const auto indexOf = [&](const std::string& name) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) names.push_back(name);
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    for (const Interaction& one : run.interactions) {
        if (one.task != task) continue;
        static_cast<void>(indexOf(one.first));
        static_cast<void>(indexOf(one.second));
    }
    chart.rows = names;
    chart.columns = names;
    chart.cells.resize(names.size() * names.size());
    for (std::size_t i = 0; i < run.interactions.size(); ++i) {
        const Interaction& one = run.interactions[i];
        if (one.task != task) continue;
        GridCell cell;
        cell.text = percentText(one.effect.value);
        const bool seen = !one.effect.contains(1);
        cell.shade = !seen ? Shade::Neutral : one.effect.value > 1 ? Shade::Good : Shade::Bad;
        const double percent = std::abs(one.effect.value - 1) * 100;
        cell.strength = seen ? std::clamp(percent / kDeepestPercent, 0.2, 1.0) : 0.2;
        cell.tooltip =
            fmt::format("{} and {}: {} ({} to {}){}", one.first, one.second,
                        !seen                  ? "no interaction seen"
                        : one.effect.value > 1 ? percentText(one.effect.value) + " faster together than apart"
                                               : percentText(one.effect.value) + ", less together than apart",
                        percentText(one.effect.low), percentText(one.effect.high),
                        one.aliases.empty() ? "" : "; not told apart from " + one.aliases);
        cell.row = i;
        const std::size_t row = indexOf(one.first);
        const std::size_t column = indexOf(one.second);
        chart.cells[row * names.size() + column] = cell;
        chart.cells[column * names.size() + row] = std::move(cell);
    }
    return chart;
}

} // namespace spacebench::results
