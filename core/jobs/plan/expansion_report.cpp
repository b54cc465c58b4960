// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/expansion_report.h"

#include <fmt/format.h>

#include "base/units.h"
#include "results/text_table.h"

namespace spacebench::jobs {

namespace {

constexpr double kNsPerSecond = 1e9;

Json rowJson(const Plan& plan, const Configuration& row) {
    return {{"key", row.key(plan)},
            {"label", row.label()},
            {"input", plan.inputs[row.input].name()},
            {"program", plan.programs[row.program].name},
            {"operation", results::operationName(row.operation)},
            {"format", row.formatId},
            {"codec", row.codec},
            {"switches", row.switches.name},
            {"threads", row.threads},
            {"medium", mediumName(row.medium)},
            {"cache", cacheName(row.cache)},
            {"injected_delay", row.injectedDelay},
            {"estimated_seconds_a_run", row.secondsARun}};
}

} // namespace

std::string estimateText(double seconds) {
    if (seconds < 90) return fmt::format("about {:.{}f} s", seconds, seconds < 10 ? 1 : 0);
    const double minutes = seconds / 60;
    return minutes < 90 ? fmt::format("about {:.0f} min", minutes)
                        : fmt::format("about {:.1f} h", minutes / 60);
}

Json expansionJson(const Plan& plan, const Expansion& expansion, const Shard& shard) {
    Json json;
    json["schema"] = "spacebench.expansion";
    json["version"] = 1;
    json["plan"] = toJson(plan, shard);
    json["shard"] = shard.count > 1 ? Json(shardText(shard)) : Json(nullptr);
    json["estimated_seconds"] = expansion.seconds;
    json["rows"] = Json::array();
    for (const Configuration& row : expansion.rows) json["rows"].push_back(rowJson(plan, row));
    json["skipped"] = Json::array();
    for (const SkippedCombination& skipped : expansion.skipped)
        json["skipped"].push_back({{"label", skipped.label}, {"reason", skipped.reason}});
    json["unlisted_skips"] = expansion.unlistedSkips;
    return json;
}

std::string expansionText(const Plan& plan, const Expansion& expansion, const Shard& shard) {
    std::string text = plan.title;
    if (shard.count > 1) text += fmt::format(", part {} of {}", shard.index, shard.count);
    text += "\n\n";
    const bool programs = plan.programs.size() > 1;
    std::vector<std::vector<std::string>> table = {{"row", "a run", "input"}};
    if (programs) table[0].insert(table[0].begin(), "program");
    for (const Configuration& row : expansion.rows) {
        table.push_back(
            {row.label(), durationText(row.secondsARun * kNsPerSecond), plan.inputs[row.input].name()});
        if (programs) table.back().insert(table.back().begin(), plan.programs[row.program].name);
    }
    text += results::tableText(table, programs ? 2 : 1);
    if (!expansion.skipped.empty()) text += "\nLeft out:\n";
    for (const SkippedCombination& skipped : expansion.skipped)
        text += fmt::format("  {}: {}\n", skipped.label, skipped.reason);
    if (expansion.unlistedSkips > 0)
        text += fmt::format("  and {} more combination{}\n", groupedNumber(expansion.unlistedSkips),
                            expansion.unlistedSkips == 1 ? "" : "s");
    text += fmt::format(
        "\n{} row{}, {} runs each: {}, by an estimate from the sizes alone{}.\n", expansion.rows.size(),
        expansion.rows.size() == 1 ? "" : "s", plan.runs, estimateText(expansion.seconds),
        plan.budgetSeconds > 0 ? fmt::format("; its samples end after {:g} s", plan.budgetSeconds) : "");
    return text;
}

} // namespace spacebench::jobs
