// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/gate.h"
#include "results/markdown.h"
#include "results/markup.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

constexpr GateVerdict kVerdicts[] = {GateVerdict::Broken,    GateVerdict::Regression,
                                     GateVerdict::Suspected, GateVerdict::NotConfirmed,
                                     GateVerdict::Passed,    GateVerdict::Insufficient};

std::string percent(double share) {
    return significant(share * 100, 2) + " %";
}

Json lookJson(const ComparisonCell& cell) {
    Json json;
    json["reason"] = cell.reason;
    if (!cell.compared()) return json;
    json["ratio"] = cell.against.ratio;
    json["ci95"] = {cell.against.interval.low, cell.against.interval.high};
    json["p"] = cell.against.tested ? Json(cell.against.p) : Json(nullptr);
    json["p_adjusted"] = cell.against.tested ? Json(cell.adjustedP) : Json(nullptr);
    json["runs"] = cell.runs;
    json["basis"] = basisName(cell.basis);
    json["verdict"] = stats::changeName(cell.against.change);
    return json;
}

std::string summaryText(const GateResult& gate) {
    std::string text = fmt::format("{} {}", gate.rows.size(), gate.rows.size() == 1 ? "row" : "rows");
    const char* separator = ": ";
    for (const GateVerdict verdict : kVerdicts) {
        const std::size_t count = gate.count(verdict);
        if (count == 0) continue;
        text += fmt::format("{}{} {}", separator, count, gateVerdictName(verdict));
        separator = ", ";
    }
    return text;
}

std::string outcome(const GateResult& gate) {
    if (!gate.complete) return "interrupted";
    switch (gate.exitStatus()) {
    case 0:
        return "passed";
    case 1:
        return "failed";
    default:
        return "undecided";
    }
}

std::string outcomeClause(const GateResult& gate) {
    if (!gate.complete) return "was interrupted";
    return (gate.exitStatus() > 1 ? "is " : "") + outcome(gate);
}

std::vector<std::vector<std::string>> tableOf(const GateResult& gate) {
    std::vector<std::vector<std::string>> table{{"row", "against the baseline", "measured again", "verdict"}};
    for (const GateRow& row : gate.rows)
        table.push_back({row.label, effectText(row.first), row.second ? effectText(*row.second) : "-",
                         std::string(gateVerdictName(row.verdict))});
    return table;
}

bool allExact(const GateResult& gate) {
    std::size_t exact = 0;
    for (const GateRow& row : gate.rows) {
        if (row.first.compared() && row.first.basis != Basis::Exact) return false;
        if (row.first.compared()) ++exact;
    }
    return exact > 0;
}

std::string nameOf(const RunRecord& run) {
    return run.title.empty() ? run.uid : run.uid.empty() ? run.title : run.uid + "  " + run.title;
}

} // namespace

std::vector<std::string> rateText(const GateResult& gate) {
    if (allExact(gate)) return {"These figures are exact: any difference is real, and there is no noise."};
    std::vector<std::string> lines;
    if (std::isfinite(gate.detectable))
        lines.push_back(
            fmt::format("With this noise, {} runs a side find slow-downs of {} and more four times of "
                        "five ({} in the noisiest row).",
                        gate.samples, percent(gate.detectable), percent(gate.detectableWorst)));
    else if (gate.samples >= stats::kFewestRuns)
        lines.push_back(fmt::format("With {} runs a side no single slow row among {} could be told from "
                                    "chance: more runs can.",
                                    gate.samples, gate.rows.size()));
    else
        lines.push_back(
            fmt::format("With fewer than {} runs a side nothing can be found.", stats::kFewestRuns));
    lines.push_back(fmt::format("A row is slower where the 95 % interval excludes 'no change' and the change "
                                "is above {} (threshold {}, "
                                "noise floor {}).",
                                percent(std::max(gate.threshold, gate.noiseFloor)), percent(gate.threshold),
                                gate.noiseFloor > 0 ? percent(gate.noiseFloor) : "not measured"));
    if (gate.confirmed)
        lines.push_back(fmt::format(
            "A regression is what a second measurement confirms, p corrected for {}: an unchanged program "
            "fails at most once in twenty times, as long as the machine stays as it was.",
            gate.paired ? "the suspected rows" : "all rows, as both looks share the baseline"));
    else
        lines.emplace_back(
            "One measurement decided, p corrected for the number of rows: an unchanged program "
            "fails at most once in twenty times, as long as the machine stays as it was.");
    if (!gate.paired)
        lines.emplace_back(
            "Weaker: the baseline was not measured in the same rounds. If the machine has changed "
            "since, so have the figures; --against compares builds in the same rounds.");
    return lines;
}

Json toJson(const GateResult& gate) {
    Json json;
    json["schema"] = "spacebench.gate";
    json["version"] = 1;
    json["outcome"] = outcome(gate);
    json["exit_status"] = gate.exitStatus();
    json["runs"] = Json::array();
    for (const auto& run : gate.runs)
        json["runs"].push_back({{"uid", run->uid}, {"title", run->title}, {"machine", run->machine}});
    json["threshold"] = gate.threshold;
    json["noise_floor"] = gate.noiseFloor > 0 ? Json(gate.noiseFloor) : Json(nullptr);
    json["confirmed"] = gate.confirmed;
    json["paired"] = gate.paired;
    json["samples"] = gate.samples;
    json["detectable"] = gate.detectable; // null where nothing can be
    json["detectable_worst"] = gate.detectableWorst;
    json["rows"] = Json::array();
    for (const GateRow& row : gate.rows)
        json["rows"].push_back({{"key", row.key},
                                {"label", row.label},
                                {"verdict", gateVerdictName(row.verdict)},
                                {"first", lookJson(row.first)},
                                {"second", row.second ? lookJson(*row.second) : Json(nullptr)}});
    Json counts;
    for (const GateVerdict verdict : kVerdicts)
        counts[std::string(gateVerdictName(verdict))] = gate.count(verdict);
    json["counts"] = std::move(counts);
    json["warnings"] = gate.warnings;
    json["method"] = rateText(gate);
    return json;
}

std::string toText(const GateResult& gate) {
    std::string text;
    static constexpr const char* kNames[] = {"baseline", "measured", "again   "};
    for (std::size_t i = 0; i < gate.runs.size() && i < std::size(kNames); ++i)
        text += fmt::format("{}  {}\n", kNames[i], nameOf(*gate.runs[i]));
    text += '\n' + tableText(tableOf(gate), 1) + '\n';
    for (const std::string& warning : gate.warnings) text += "warning: " + warning + "\n";
    for (const std::string& line : rateText(gate)) text += line + "\n";
    text += fmt::format("The gate {}: {}\n", outcomeClause(gate), summaryText(gate));
    return text;
}

std::string toMarkdown(const GateResult& gate) {
    std::string text = fmt::format("## Gate {}\n\n{}\n\n", outcome(gate), summaryText(gate));
    text += markdownTable(tableOf(gate), 1) + '\n';
    for (const std::string& warning : gate.warnings) text += "* warning: " + markdownText(warning) + "\n";
    for (const std::string& line : rateText(gate)) text += "* " + line + "\n";
    return text;
}

std::string toJUnit(const GateResult& gate) {
    std::string cases;
    std::size_t skipped = 0;
    for (const GateRow& row : gate.rows) {
        cases +=
            fmt::format("    <testcase classname=\"spacebench.gate\" name=\"{}\">\n", escapeMarkup(row.key));
        std::string words = effectText(row.first);
        if (row.second) words += "; again " + effectText(*row.second);
        words = fmt::format("{}: {}", gateVerdictName(row.verdict), escapeMarkup(words));
        if (row.verdict == GateVerdict::Regression)
            cases += fmt::format("      <failure message=\"{}\" type=\"regression\">{}</failure>\n", words,
                                 escapeMarkup(row.label));
        else if (row.verdict == GateVerdict::Broken)
            cases += fmt::format("      <error message=\"{}\" type=\"broken\">{}</error>\n", words,
                                 escapeMarkup(row.label));
        else if (row.verdict == GateVerdict::Insufficient || row.verdict == GateVerdict::Suspected) {
            ++skipped;
            cases += fmt::format("      <skipped message=\"{}\"/>\n", words);
        } else
            cases += fmt::format("      <system-out>{}</system-out>\n", words);
        cases += "    </testcase>\n";
    }
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                       "  <testsuite name=\"spacebench gate\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
                       "skipped=\"{}\">\n{}"
                       "  </testsuite>\n</testsuites>\n",
                       gate.rows.size(), gate.count(GateVerdict::Regression), gate.count(GateVerdict::Broken),
                       skipped, cases);
}

} // namespace spacebench::results
