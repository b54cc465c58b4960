// SPDX-License-Identifier: Apache-2.0
//
// A comparison as people and CI servers read it: text, Markdown, CSV, JUnit XML.
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/comparison.h"
#include "results/markdown.h"
#include "results/markup.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

using stats::Change;

std::string percentText(double ratio) {
    if (!std::isfinite(ratio)) return "from 0";
    const double percent = (ratio - 1) * 100;
    return fmt::format("{:+.{}f} %", percent, std::abs(percent) < 99.9 ? 1 : 0);
}

std::string pText(double p) {
    if (p < 0.0001) return "< 0.0001";
    return significant(p, 2);
}

std::string runName(const RunRecord& run) {
    std::string name = run.uid.empty() ? "(not kept)" : run.uid;
    if (!run.title.empty()) name += "  " + run.title;
    return name;
}

std::string intervalText(const ComparisonCell& cell) {
    if (cell.basis == Basis::Exact) return "exact";
    return fmt::format("{} to {}", percentText(cell.against.interval.low),
                       percentText(cell.against.interval.high));
}

std::string verdictOf(const ComparisonCell& cell) {
    return cell.compared() ? std::string(changeWord(cell.against.change, *cell.metric)) : cell.reason;
}

std::vector<std::vector<std::string>> tableOf(const Comparison& comparison, std::size_t column) {
    std::vector<std::vector<std::string>> table{comparisonHead()};
    for (const ComparisonRow& row : comparison.rows) table.push_back(comparisonCells(row, column));
    return table;
}

/// Any: all of a comparison are of one kind.
const Metric* metricIn(const Comparison& comparison) {
    for (const ComparisonRow& row : comparison.rows)
        for (const ComparisonCell& cell : row.cells)
            if (cell.metric != nullptr) return cell.metric;
    return nullptr;
}

std::string metricTitle(const Comparison& comparison) {
    const Metric* const metric = metricIn(comparison);
    if (metric == nullptr) return comparison.options.metric;
    return fmt::format("{}, {} is better", metric->title, metric->lowerIsBetter ? "lower" : "higher");
}

std::string meanText(const Comparison& comparison) {
    if (comparison.geometricMeanRatio <= 0) return {};
    return fmt::format("geometric mean of the rows that {} have: {}",
                       comparison.several() ? "the last run and the first" : "both",
                       percentText(comparison.geometricMeanRatio));
}

} // namespace

std::vector<std::string> comparisonHead() {
    return {"row", "before", "after", "change", "95 % interval", "p", "verdict", "how"};
}

std::vector<std::string> comparisonCells(const ComparisonRow& row, std::size_t run) {
    const ComparisonCell& before = row.cells.front();
    const ComparisonCell& cell = row.cells[run];
    const auto value = [](const ComparisonCell& one) {
        return one.metric == nullptr ? std::string("-")
                                     : metricText(one.metric->unit, one.metric->value.value);
    };
    if (!cell.compared())
        return {row.label,   value(before),
                value(cell), "-",
                "-",         "-",
                "-",         cell.reason.empty() ? before.reason + " (first run)" : cell.reason};
    const std::string p = cell.basis == Basis::Exact || !cell.against.tested ? "-" : pText(cell.adjustedP);
    return {row.label,
            value(before),
            value(cell),
            percentText(cell.against.ratio),
            intervalText(cell),
            p,
            verdictOf(cell),
            cell.runs == 0 ? std::string(basisName(cell.basis))
                           : fmt::format("{}, {} {}", basisName(cell.basis), cell.runs,
                                         cell.basis == Basis::Paired ? "rounds" : "runs a side")};
}

std::vector<std::string> rowWarnings(const Comparison& comparison) {
    std::vector<std::string> lines;
    for (const ComparisonRow& row : comparison.rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            for (const std::string& warning : row.cells[i].warnings)
                lines.push_back(fmt::format("{}, run {}: {}", row.label, i + 1, warning));
    return lines;
}

std::string_view changeWord(Change change, const Metric& metric) {
    const bool ofTime = metric.unit == MetricUnit::Nanoseconds || metric.unit == MetricUnit::PerSecond ||
                        metric.unit == MetricUnit::BytesPerSecond;
    if (!ofTime && change == Change::Slower) return "worse";
    if (!ofTime && change == Change::Faster) return "better";
    return stats::changeName(change);
}

std::string effectText(const ComparisonCell& cell) {
    if (!cell.compared()) return cell.reason;
    const std::string deaths = cell.deaths == 0 ? std::string() : ", " + deathsText(cell.deaths);
    std::string text = percentText(cell.against.ratio);
    if (cell.basis == Basis::Exact) return text + ", exactly" + deaths;
    text += fmt::format(" (95 %: {})", intervalText(cell));
    if (cell.against.tested)
        text += fmt::format(", p {}{}", cell.adjustedP < 0.0001 ? "" : "= ", pText(cell.adjustedP));
    return text + deaths;
}

std::string countsText(const Comparison& comparison) {
    const std::size_t compared = comparison.compared();
    const std::size_t asked = comparison.rows.size() * (comparison.runs.size() - 1);
    const char* const what = comparison.several() ? "comparison" : "row";
    std::string text = fmt::format("{} {}{}", compared, what, compared == 1 ? "" : "s");
    const Metric* const metric = metricIn(comparison);
    const char* separator = ": ";
    for (const Change change :
         {Change::Slower, Change::Faster, Change::Same, Change::Inconclusive, Change::Insufficient}) {
        const std::size_t count = comparison.count(change);
        if (count == 0) continue;
        text += fmt::format("{}{} {}", separator, count,
                            metric == nullptr ? stats::changeName(change) : changeWord(change, *metric));
        separator = ", ";
    }
    if (asked > compared) text += fmt::format("; {} not in both runs", asked - compared);
    return text;
}

std::vector<std::string> methodText(const Comparison& comparison) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format(
        "The interval decides, then p: a change is said where the 95 % interval excludes 'no change' and the "
        "change is above {} (threshold {}, noise floor {}).",
        significant(std::max(comparison.options.threshold, comparison.noiseFloor) * 100, 2) + " %",
        significant(comparison.options.threshold * 100, 2) + " %",
        comparison.noiseFloor > 0 ? significant(comparison.noiseFloor * 100, 2) + " %" : "not measured"));
    bool basis[5] = {};
    for (const ComparisonRow& row : comparison.rows)
        for (const ComparisonCell& cell : row.cells) basis[static_cast<std::size_t>(cell.basis)] = true;
    if (basis[static_cast<std::size_t>(Basis::Paired)])
        lines.emplace_back(
            "Paired: both were measured in the same rounds; ratios of pairs, bootstrap interval, "
            "exact sign-flip test.");
    if (basis[static_cast<std::size_t>(Basis::Unpaired)])
        lines.emplace_back(
            "Weaker, not interleaved: the runs were taken at different times; Mann-Whitney test "
            "and its interval.");
    if (basis[static_cast<std::size_t>(Basis::Intervals)])
        lines.emplace_back("Weaker, intervals only: rows without samples are judged by the intervals that "
                           "came with them, without a test.");
    if (basis[static_cast<std::size_t>(Basis::Exact)])
        lines.emplace_back("Exact: a quantity that is the same in every run; any difference is real.");
    if (comparison.correction == stats::Correction::Holm)
        lines.emplace_back("p is corrected for the number of rows (Holm): 5 % for a false alarm in the whole "
                           "table.");
    else if (comparison.correction == stats::Correction::FalseDiscovery)
        lines.emplace_back(
            "p is corrected for the number of rows by Benjamini and Hochberg (with so few pairs "
            "Holm could pass no row): of the changes said, 5 % may be false.");
    lines.push_back(fmt::format("Fewer than {} runs on a side are 'insufficient'.", stats::kFewestRuns));
    return lines;
}

std::string toText(const Comparison& comparison) {
    std::string text;
    for (std::size_t i = 0; i < comparison.runs.size(); ++i)
        text += fmt::format("{}  {}  on {}\n", i == 0 ? "before" : "after ", runName(*comparison.runs[i]),
                            comparison.runs[i]->machine);
    text += metricTitle(comparison) + "\n";
    for (std::size_t column = 1; column < comparison.runs.size(); ++column) {
        text += '\n';
        if (comparison.runs.size() > 2) text += fmt::format("run {} against the first\n", column + 1);
        text += tableText(tableOf(comparison, column), 1);
    }
    text += '\n';
    for (const std::string& line : rowWarnings(comparison)) text += "note: " + line + "\n";
    for (const std::string& warning : comparison.warnings) text += "warning: " + warning + "\n";
    text += countsText(comparison) + "\n";
    if (const std::string mean = meanText(comparison); !mean.empty()) text += mean + "\n";
    for (const std::string& line : methodText(comparison)) text += line + "\n";
    return text;
}

std::string toMarkdown(const Comparison& comparison) {
    std::string text = "## Comparison\n\n";
    for (std::size_t i = 0; i < comparison.runs.size(); ++i)
        text += fmt::format("* {}: {}, on {}\n", i == 0 ? "before" : "after",
                            markdownText(runName(*comparison.runs[i])),
                            markdownText(comparison.runs[i]->machine));
    text += fmt::format("\n**{}** ({})\n", countsText(comparison), markdownText(metricTitle(comparison)));
    for (std::size_t column = 1; column < comparison.runs.size(); ++column) {
        text += '\n';
        if (comparison.runs.size() > 2) text += fmt::format("Run {} against the first:\n\n", column + 1);
        text += markdownTable(tableOf(comparison, column), 1);
    }
    text += '\n';
    for (const std::string& line : rowWarnings(comparison)) text += "* note: " + markdownText(line) + "\n";
    for (const std::string& warning : comparison.warnings)
        text += "* warning: " + markdownText(warning) + "\n";
    if (const std::string mean = meanText(comparison); !mean.empty()) text += "* " + mean + "\n";
    text += '\n';
    for (const std::string& line : methodText(comparison)) text += line + "\n";
    return text;
}

std::string toCsv(const Comparison& comparison) {
    std::string text =
        "row,label,input,metric,unit,run,before,after,ratio,low95,high95,p,p_adjusted,runs,basis,"
        "verdict,reason\n";
    for (const ComparisonRow& row : comparison.rows)
        for (std::size_t i = 1; i < row.cells.size(); ++i) {
            const ComparisonCell& cell = row.cells[i];
            const ComparisonCell& before = row.cells.front();
            const Metric* const metric = cell.metric != nullptr ? cell.metric : before.metric;
            const auto number = [](bool there, double value) {
                return there && std::isfinite(value) ? fmt::format("{}", value) : std::string();
            };
            const bool compared = cell.compared();
            const bool tested = compared && cell.against.tested;
            text += fmt::format(
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csvField(row.key),
                csvField(row.label), csvField(row.input), csvField(comparison.options.metric),
                metric == nullptr ? "" : unitName(metric->unit), csvField(comparison.runs[i]->uid),
                number(before.metric != nullptr, before.metric != nullptr ? before.metric->value.value : 0),
                number(cell.metric != nullptr, cell.metric != nullptr ? cell.metric->value.value : 0),
                number(compared, cell.against.ratio), number(compared, cell.against.interval.low),
                number(compared, cell.against.interval.high), number(tested, cell.against.p),
                number(tested, cell.adjustedP), cell.runs, basisName(cell.basis),
                compared ? stats::changeName(cell.against.change) : "",
                csvField(cell.reason.empty() ? before.reason : cell.reason));
        }
    return text;
}

std::string toJUnit(const Comparison& comparison) {
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::size_t skipped = 0;
    std::size_t errors = 0;
    for (const ComparisonRow& row : comparison.rows)
        for (std::size_t run = 1; run < row.cells.size(); ++run) {
            const ComparisonCell& cell = row.cells[run];
            const std::string name =
                comparison.several() ? fmt::format("{}, run {}", row.key, run + 1) : row.key;
            ++tests;
            cases +=
                fmt::format("    <testcase classname=\"spacebench.compare\" name=\"{}\"", escapeMarkup(name));
            const std::string words = escapeMarkup(effectText(cell));
            if (isBroken(row, run)) {
                ++errors;
                cases += fmt::format(">\n      <error message=\"{}\" type=\"broken\">{}</error>\n"
                                     "    </testcase>\n",
                                     words, escapeMarkup(row.label));
            } else if (!cell.compared() || cell.against.change == Change::Insufficient ||
                       cell.against.change == Change::Inconclusive) {
                ++skipped;
                const std::string reason = cell.compared()       ? verdictOf(cell) + ": " + effectText(cell)
                                           : cell.reason.empty() ? row.cells.front().reason
                                                                 : cell.reason;
                cases += fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n",
                                     escapeMarkup(reason));
            } else if (cell.against.change == Change::Slower) {
                ++failures;
                cases += fmt::format(">\n      <failure message=\"{}: {}\" type=\"regression\">{}</failure>\n"
                                     "    </testcase>\n",
                                     verdictOf(cell), words, escapeMarkup(row.label));
            } else
                cases += fmt::format(">\n      <system-out>{}: {}</system-out>\n    </testcase>\n",
                                     verdictOf(cell), words);
        }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "  <testsuite name=\"spacebench compare {}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
        "skipped=\"{}\">\n{}  </testsuite>\n</testsuites>\n",
        escapeMarkup(comparison.options.metric), tests, failures, errors, skipped, cases);
}

} // namespace spacebench::results
