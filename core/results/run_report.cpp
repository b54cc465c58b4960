// SPDX-License-Identifier: Apache-2.0
//
// A run's report as a page, as Markdown, as a table of samples, and its charts as files.
#include "results/run_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/html_page.h"
#include "results/markdown.h"
#include "results/markup.h"
#include "results/report_blocks.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

const char* toneClass(Tone tone) {
    switch (tone) {
    case Tone::Plain:
        return "";
    case Tone::Good:
        return "met";
    case Tone::Bad:
        return "missed";
    case Tone::Quiet:
        return "secondary";
    }
    return "";
}

const char* toneMark(Tone tone) {
    if (tone == Tone::Good) return "\xE2\x9C\x94 ";
    return tone == Tone::Bad ? "\xE2\x9C\x98 " : "";
}

bool isRight(const ReportTable& table, std::size_t column) {
    return column >= table.leftColumns && column + 1 < table.head.size();
}

void addHtmlTable(std::string& html, const ReportTable& table) {
    html += "<div class=\"scroll\"><table><thead><tr>";
    for (std::size_t i = 0; i < table.head.size(); ++i)
        html += fmt::format("<th{}>{}</th>", isRight(table, i) ? " class=\"n\"" : "",
                            escapeMarkup(table.head[i]));
    html += "</tr></thead><tbody>\n";
    for (const std::vector<ReportCell>& row : table.rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const char* const column = isRight(table, i)     ? " class=\"n\""
                                       : i + 1 == row.size() ? " class=\"wide\""
                                                             : "";
            const std::string words = escapeMarkup(row[i].text);
            if (row[i].tone == Tone::Plain)
                html += fmt::format("<td{}>{}</td>", column, words);
            else
                html += fmt::format("<td{}><span class=\"{}\">{}{}</span></td>", column,
                                    toneClass(row[i].tone), toneMark(row[i].tone), words);
        }
        html += "</tr>\n";
    }
    html += "</tbody></table></div>\n";
}

void addHtmlBlock(std::string& html, const ReportBlock& block) {
    switch (block.kind) {
    case ReportBlock::Kind::Heading:
        html += "<h2>" + escapeMarkup(block.words) + "</h2>\n";
        break;
    case ReportBlock::Kind::Text:
        html += "<p class=\"secondary\">" + escapeMarkup(block.words) + "</p>\n";
        break;
    case ReportBlock::Kind::Warning:
        addHtmlWarnings(html, {block.words});
        break;
    case ReportBlock::Kind::Table:
        addHtmlTable(html, block.table);
        break;
    case ReportBlock::Kind::Charts:
        html += "<div class=\"charts\">\n";
        for (const ReportChart& chart : block.charts)
            addHtmlChart(html, toSvg(chart.light), toSvg(chart.dark), chart.wide);
        html += "</div>\n";
        break;
    case ReportBlock::Kind::Samples:
        html += "<details><summary>" + escapeMarkup(block.words) + "</summary>\n";
        addHtmlTable(html, block.table);
        html += "</details>\n";
        break;
    }
}

std::string markdownOf(const ReportTable& table) {
    std::vector<std::vector<std::string>> lines = {table.head};
    for (const std::vector<ReportCell>& row : table.rows) {
        std::vector<std::string>& line = lines.emplace_back();
        for (const ReportCell& cell : row) line.push_back(cell.text);
    }
    return markdownTable(lines, table.leftColumns);
}

} // namespace

std::string reportHtml(const RunReport& report) {
    std::string html = htmlHead(reportTitle(report));
    for (const ReportBlock& block : reportBlocks(report)) addHtmlBlock(html, block);
    return html + std::string(kHtmlEnd);
}

std::string reportMarkdown(const RunReport& report) {
    std::string text = "# " + markdownText(reportTitle(report)) + "\n";
    for (const ReportBlock& block : reportBlocks(report)) {
        switch (block.kind) {
        case ReportBlock::Kind::Heading:
            text += "\n## " + markdownText(block.words) + "\n";
            break;
        case ReportBlock::Kind::Text:
            text += "\n" + markdownText(block.words) + "\n";
            break;
        case ReportBlock::Kind::Warning:
            text += "\n> Warning: " + markdownText(block.words) + "\n";
            break;
        case ReportBlock::Kind::Samples:
            text += "\n" + markdownText(block.words) + ":\n";
            [[fallthrough]];
        case ReportBlock::Kind::Table:
            text += "\n" + markdownOf(block.table);
            break;
        case ReportBlock::Kind::Charts: // pictures are files of their own
            break;
        }
    }
    return text;
}

std::string reportCsv(const RunReport& report) {
    std::string csv = "run,row,metric,unit,round,value\n";
    const RunRecord& run = *report.run;
    for (const RecordRow& row : run.rows) {
        const std::string begin =
            csvField(run.uid.empty() ? run.title : run.uid) + "," + csvField(row.key) + ",";
        for (const Metric& metric : row.metrics) {
            const std::string what =
                begin + csvField(metric.id) + "," + csvField(unitName(metric.unit)) + ",";
            // What has one figure in every run has no round.
            if (metric.samples.empty()) csv += what + fmt::format(",{}\n", metric.value.value);
            for (std::size_t i = 0; i < metric.samples.size(); ++i)
                csv += what +
                       fmt::format("{},{}\n", i < row.rounds.size() ? row.rounds[i] : i, metric.samples[i]);
        }
    }
    return csv;
}

std::vector<std::pair<std::string, std::string>> reportSvgs(const RunReport& report, bool dark) {
    std::vector<std::pair<std::string, std::string>> files;
    for (const ReportChart& chart : reportCharts(report))
        files.emplace_back(chart.id, toSvg(dark ? chart.dark : chart.light));
    return files;
}

} // namespace spacebench::results
