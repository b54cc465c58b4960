// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "results/comparison.h"
#include "results/html_page.h"
#include "results/markup.h"

namespace spacebench::results {

namespace {

constexpr double kWidth = 720;
constexpr double kHeight = 320;
constexpr std::size_t kChartedRows = 12; ///< rows that changed most have charts of their own

void addChart(std::string& html, const XyChart& chart, double height, bool wide) {
    addHtmlChart(html, toSvg(chart, kWidth, height, false), toSvg(chart, kWidth, height, true), wide);
}

std::string valueCell(const ComparisonCell& cell) {
    if (cell.metric == nullptr) return "<td>" + escapeMarkup(cell.reason) + "</td>";
    return htmlNumberCell(metricText(cell.metric->unit, cell.metric->value.value),
                          fmt::format("{}", cell.metric->value.value));
}

void addTable(std::string& html, const Comparison& comparison) {
    html += "<table><thead><tr><th>row</th>";
    for (std::size_t i = 0; i < comparison.runs.size(); ++i)
        html += i == 0 ? std::string("<th>before</th>")
                       : fmt::format("<th>run {0}</th><th>change of run {0}, 95 % interval, p</th>"
                                     "<th>verdict</th><th>how</th>",
                                     i + 1);
    html += "</tr></thead><tbody>\n";
    for (const ComparisonRow& row : comparison.rows) {
        html += "<tr><td>" + escapeMarkup(row.label) + "</td>" + valueCell(row.cells.front());
        for (std::size_t i = 1; i < row.cells.size(); ++i) {
            const ComparisonCell& cell = row.cells[i];
            html += valueCell(cell);
            if (!cell.compared()) {
                html += "<td>-</td><td>-</td><td>-</td>";
                continue;
            }
            html += fmt::format("<td>{}</td><td>{}</td><td>{}</td>", escapeMarkup(effectText(cell)),
                                changeWord(cell.against.change, *cell.metric), basisName(cell.basis));
        }
        html += "</tr>\n";
    }
    html += "</tbody></table>\n";
}

} // namespace

std::string toHtml(const Comparison& comparison) {
    std::string html = htmlHead("Comparison of benchmark runs");
    html += "<ul>\n";
    for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
        const RunRecord& run = *comparison.runs[i];
        html += fmt::format("<li>{}: {} {}, on {}</li>\n", i == 0 ? "before" : fmt::format("run {}", i + 1),
                            escapeMarkup(run.uid), escapeMarkup(run.title), escapeMarkup(run.machine));
    }
    html += "</ul>\n<p>" + escapeMarkup(countsText(comparison)) + "</p>\n";
    addHtmlWarnings(html, comparison.warnings);
    addHtmlWarnings(html, rowWarnings(comparison));
    html += "<div class=\"charts\">\n";
    const double height = std::clamp(static_cast<double>(comparison.rows.size()) * 22 + 110, kHeight, 1600.0);
    addChart(html, ratioChart(comparison), height, true);
    html += "</div>\n";
    addTable(html, comparison);
    html += "<div class=\"charts\">\n";
    for (std::size_t row = 0; row < std::min(kChartedRows, comparison.rows.size()); ++row) {
        for (const XyChart& chart : {distributionChart(comparison, row), orderChart(comparison, row)})
            if (!chart.empty()) addChart(html, chart, kHeight, false);
    }
    html += "</div>\n";
    for (const std::string& line : methodText(comparison)) html += "<p>" + escapeMarkup(line) + "</p>\n";
    html += kHtmlEnd;
    return html;
}

} // namespace spacebench::results
