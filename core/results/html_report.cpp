// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/bench_result.h"
#include "results/chart_spec.h"
#include "results/html_page.h"
#include "results/markup.h"

namespace spacebench::results {

namespace {

void addChart(std::string& html, const ChartSpec& chart) {
    static constexpr double kHeight = 360;
    static constexpr std::size_t kMostGroups = 3; // more of them take the whole row
    const bool wide = chart.groups.size() > kMostGroups;
    const double width = wide ? 1280 : 640;
    addHtmlChart(html, toSvg(chart, width, kHeight, false), toSvg(chart, width, kHeight, true), wide);
}

std::string optionalCell(const std::optional<std::uint64_t>& value, std::string (*show)(std::uint64_t)) {
    if (!value) return "<td class=\"n\">not measurable</td>";
    return htmlNumberCell(show(*value), fmt::format("{}", *value));
}

/// Word and mark, never colour alone.
std::string verdictCell(const BenchRow& row) {
    if (row.targets.empty()) return "<td class=\"secondary\">no target</td>";
    std::string cell = "<td class=\"wide\">";
    for (const TargetVerdict& verdict : row.targets) {
        const char* mark = !verdict.measured    ? "?"
                           : verdict.stretchMet ? "\xE2\x9C\x94\xE2\x9C\x94"
                           : verdict.met        ? "\xE2\x9C\x94"
                                                : "\xE2\x9C\x98";
        const char* style = !verdict.measured ? "secondary" : verdict.met ? "met" : "missed";
        std::string bounds = quantityText(verdict.quantity, verdict.limit);
        if (verdict.stretch) bounds += ", stretch " + quantityText(verdict.quantity, *verdict.stretch);
        cell += fmt::format(
            "<div><span class=\"{}\">{} {}</span> {}: {} <span class=\"secondary\">(target {})</span></div>",
            style, mark, verdict.word(), escapeMarkup(verdict.id),
            verdict.measured ? escapeMarkup(quantityText(verdict.quantity, *verdict.measured)) : "-",
            escapeMarkup(bounds));
    }
    return cell + "</td>";
}

std::string distanceCell(const BenchRun& run, std::size_t row) {
    const std::optional<Floor>& floor = run.rows[row].floor;
    const std::string text = distanceText(run.rows[row].medianNs, run.memcpyNs(row), floor);
    return fmt::format("<td title=\"{}\">{}</td>", escapeMarkup(floor ? floor->detail : ""),
                       escapeMarkup(text.empty() ? "not known" : text));
}

void addTable(std::string& html, const BenchRun& run, std::size_t input) {
    html += "<div class=\"scroll\"><table><thead><tr><th>Operation</th><th>Format</th><th>Codec</th>"
            "<th class=\"n\">Median</th><th class=\"n\">95 % interval</th><th class=\"n\">Runs</th>"
            "<th class=\"n\">Atoms/s</th><th class=\"n\">MB/s</th><th class=\"n\">Stored</th>"
            "<th class=\"n\">Ratio</th><th class=\"n\">Allocations</th><th class=\"n\">Allocated</th>"
            "<th class=\"n\">Peak heap</th><th>Distance to the floor</th><th>Against the "
            "guide</th></tr></thead><tbody>\n";
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        if (run.inputOfRow[i] != input) continue;
        const BenchRow& row = run.rows[i];
        const bool load = row.operation == Operation::Load;
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>", operationName(row.operation),
                            escapeMarkup(row.formatId), escapeMarkup(row.codec));
        html += htmlNumberCell(durationText(row.medianNs), fmt::format("{:.0f} ns", row.medianNs));
        html += htmlNumberCell(durationText(row.ciLowNs) + " \xE2\x80\x93 " + durationText(row.ciHighNs),
                               fmt::format("{:.0f} - {:.0f} ns", row.ciLowNs, row.ciHighNs));
        html += htmlNumberCell(fmt::format("{}", row.samplesNs.size()), "samples");
        html += load ? "<td class=\"n\">-</td><td class=\"n\">-</td>"
                     : htmlNumberCell(formatShort(row.atomsPerSecond(), ValueFormat::AtomsPerSecond),
                                      fmt::format("{:.0f} atoms/s", row.atomsPerSecond())) +
                           htmlNumberCell(significant(row.rawBytesPerSecond() / 1e6),
                                          fmt::format("{:.0f} bytes/s", row.rawBytesPerSecond()));
        html += htmlNumberCell(sizeText(row.storedBytes), fmt::format("{} bytes", row.storedBytes));
        html += htmlNumberCell(significant(row.ratio(), 3),
                               fmt::format("{} : {}", row.rawBytes, row.storedBytes));
        html += optionalCell(row.allocations, groupedNumber);
        html += optionalCell(row.allocatedBytes, sizeText);
        html += optionalCell(row.peakHeapBytes, sizeText);
        html += distanceCell(run, i);
        html += verdictCell(row) + "</tr>\n";
    }
    html += "</tbody></table></div>\n";
}

void addSamples(std::string& html, const BenchRun& run) {
    html += "<details><summary>Raw samples, in the order they were taken (ns)</summary>\n<div "
            "class=\"scroll\"><table><tbody>\n";
    for (const BenchRow& row : run.rows) {
        std::string notes;
        for (const std::string& note : row.notes) notes += (notes.empty() ? "" : "; ") + note;
        html += fmt::format("<tr><td>{} {} {}, {} atoms</td><td class=\"wide\"><code>{}</code><br>"
                            "<span class=\"secondary\">{}</span></td></tr>\n",
                            operationName(row.operation), escapeMarkup(row.formatId), escapeMarkup(row.codec),
                            groupedNumber(row.atoms), fmt::join(row.samplesNs, " "), escapeMarkup(notes));
    }
    html += "</tbody></table></div></details>\n";
}

} // namespace

std::string toHtml(const BenchRun& run) {
    std::string html = htmlHead("Spacebench benchmark");
    html +=
        "<p class=\"secondary\">Lines are the targets of the MORK Space Serialization Performance Guide 1.0 "
        "(stretch goals dotted). Bars are medians, whiskers 95 % bootstrap intervals of the median; a short "
        "mark across a bar is the floor: the same bytes through the part that nothing can do without, "
        "measured "
        "alone in this run.</p>\n";
    addHtmlWarnings(html, run.warnings);
    html += "<div class=\"charts\">\n";
    addChart(html, throughputChart(run, ThroughputUnit::Atoms));
    addChart(html, throughputChart(run, ThroughputUnit::RawBytes));
    addChart(html, allocationChart(run));
    addChart(html, ratioChart(run));
    for (const ChartSpec& chart : {latencyChart(run), memoryChart(run)})
        if (!chart.groups.empty()) addChart(html, chart);
    html += "</div>\n";
    for (std::size_t input = 0; input < run.inputs.size(); ++input) {
        const BenchInput& one = run.inputs[input];
        html += fmt::format(
            "<h2>{}</h2>\n<p class=\"secondary\">{} atoms, {} as framed bytes; copying them in memory "
            "takes {} here.</p>\n",
            escapeMarkup(one.name), groupedNumber(one.atoms), sizeText(one.rawBytes),
            durationText(one.memcpyNs));
        addTable(html, run, input);
    }
    html += "<h2>Samples</h2>\n";
    addSamples(html, run);
    addHtmlEnvironment(html, run.environment);
    return html + std::string(kHtmlEnd);
}

} // namespace spacebench::results
