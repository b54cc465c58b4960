// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/bench_result.h"
#include "results/chart_spec.h"
#include "results/markup.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

// Every chart is in the page twice; the reader's colour scheme shows one of them.
constexpr std::string_view kStyle = R"(
:root{--surface:#ffffff;--raised:#f6f7f9;--text:#1b1f24;--secondary:#57606a;--border:#d5d9df;--good:#1a7f37;--warning:#8a5a00;--bad:#b42318}
.dark{display:none}
@media (prefers-color-scheme:dark){
:root{--surface:#1e2227;--raised:#262b31;--text:#e6e9ed;--secondary:#a3abb5;--border:#3a414a;--good:#57c27a;--warning:#e3b341;--bad:#ff8a7a}
.dark{display:block}.light{display:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:15px/1.5 system-ui,"DejaVu Sans",sans-serif}
main{max-width:1280px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.6em;margin:0 0 4px}h2{font-size:1.2em;margin:32px 0 8px}
p{margin:4px 0 12px}.secondary{color:var(--secondary)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,560px),1fr));gap:16px}
.chart{border:1px solid var(--border);border-radius:6px;overflow:hidden;padding:4px}
.chart svg{width:100%;height:auto;display:block}
.dark,.light{width:100%}.row{grid-column:1/-1}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.9em}
th,td{padding:4px 12px 4px 0;text-align:left;border-bottom:1px solid var(--border);vertical-align:top;white-space:nowrap}
td.wide{white-space:normal;min-width:16em}
td.n,th.n{text-align:right;font-family:"DejaVu Sans Mono",ui-monospace,monospace;font-variant-numeric:tabular-nums}
.met{color:var(--good)}.missed{color:var(--bad)}
.warning{border-left:3px solid var(--warning);padding:2px 0 2px 12px;margin:8px 0}
details{margin:8px 0}code{font-family:"DejaVu Sans Mono",ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}
)";

/// The name space is needed in files of their own only; without it the page holds no address at all.
std::string inlineSvg(const ChartSpec& chart, double width, double height, bool dark) {
    static constexpr std::string_view kNameSpace = " xmlns=\"http://www.w3.org/2000/svg\"";
    std::string svg = toSvg(chart, width, height, dark);
    if (const std::size_t at = svg.find(kNameSpace); at != std::string::npos)
        svg.erase(at, kNameSpace.size());
    return svg;
}

void addChart(std::string& html, const ChartSpec& chart) {
    static constexpr double kHeight = 360;
    static constexpr std::size_t kMostGroups = 3; // more of them take the whole row
    const bool wide = chart.groups.size() > kMostGroups;
    const double width = wide ? 1280 : 640;
    html += std::string(wide ? "<div class=\"chart row\">" : "<div class=\"chart\">") +
            "<div class=\"light\">" + inlineSvg(chart, width, kHeight, false) + "</div><div class=\"dark\">" +
            inlineSvg(chart, width, kHeight, true) + "</div></div>\n";
}

std::string numberCell(const std::string& text, const std::string& exact) {
    return fmt::format("<td class=\"n\" title=\"{}\">{}</td>", escapeMarkup(exact), escapeMarkup(text));
}

std::string optionalCell(const std::optional<std::uint64_t>& value, std::string (*show)(std::uint64_t)) {
    if (!value) return "<td class=\"n\">not measurable</td>";
    return numberCell(show(*value), fmt::format("{}", *value));
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
        html += numberCell(durationText(row.medianNs), fmt::format("{:.0f} ns", row.medianNs));
        html += numberCell(durationText(row.ciLowNs) + " \xE2\x80\x93 " + durationText(row.ciHighNs),
                           fmt::format("{:.0f} - {:.0f} ns", row.ciLowNs, row.ciHighNs));
        html += numberCell(fmt::format("{}", row.samplesNs.size()), "samples");
        html += load ? "<td class=\"n\">-</td><td class=\"n\">-</td>"
                     : numberCell(formatShort(row.atomsPerSecond(), ValueFormat::AtomsPerSecond),
                                  fmt::format("{:.0f} atoms/s", row.atomsPerSecond())) +
                           numberCell(significant(row.rawBytesPerSecond() / 1e6),
                                      fmt::format("{:.0f} bytes/s", row.rawBytesPerSecond()));
        html += numberCell(sizeText(row.storedBytes), fmt::format("{} bytes", row.storedBytes));
        html +=
            numberCell(significant(row.ratio(), 3), fmt::format("{} : {}", row.rawBytes, row.storedBytes));
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

std::string plainText(const Json& value) {
    if (value.is_null()) return "unknown";
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void addEnvironment(std::string& html, const Json& environment) {
    html += "<div class=\"scroll\"><table><tbody>\n";
    for (const auto& [key, value] : environment.items()) {
        if (key == "warnings") continue; // shown at the top
        std::string shown;
        if (value.is_object()) {
            for (const auto& [inner, innerValue] : value.items())
                shown += (shown.empty() ? "" : ", ") + inner + " " + plainText(innerValue);
        } else {
            shown = plainText(value);
        }
        std::string name = key;
        std::replace(name.begin(), name.end(), '_', ' ');
        html += fmt::format("<tr><th>{}</th><td class=\"wide\">{}</td></tr>\n", escapeMarkup(name),
                            escapeMarkup(shown));
    }
    html += "</tbody></table></div>\n";
}

} // namespace

std::string toHtml(const BenchRun& run) {
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                       "<meta name=\"color-scheme\" content=\"light dark\">"
                       "<title>Spacebench benchmark</title><style>";
    html += kStyle;
    html += "</style></head>\n<body><main>\n<h1>Spacebench benchmark</h1>\n";
    html +=
        "<p class=\"secondary\">Lines are the targets of the MORK Space Serialization Performance Guide 1.0 "
        "(stretch goals dotted). Bars are medians, whiskers 95 % bootstrap intervals of the median; a short "
        "mark across a bar is the floor: the same bytes through the part that nothing can do without, "
        "measured "
        "alone in this run.</p>\n";
    for (const std::string& warning : run.warnings)
        html += "<div class=\"warning\">" + escapeMarkup(warning) + "</div>\n";
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
    html += "<h2>Measured on</h2>\n";
    addEnvironment(html, run.environment);
    return html + "</main></body></html>\n";
}

} // namespace spacebench::results
