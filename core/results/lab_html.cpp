// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/units.h"
#include "results/advice_cost.h"
#include "results/html_page.h"
#include "results/lab_charts.h"
#include "results/markup.h"

namespace spacebench::results {

namespace {

constexpr double kChartHeight = 400;
constexpr double kWideChart = 1280;
constexpr double kMapHeight = 260;
constexpr std::string_view kNothing = "<td class=\"n\">-</td>";

template <class Chart>
void addChart(std::string& html, const Chart& chart, double height) {
    addHtmlChart(html, toSvg(chart, kWideChart, height, false), toSvg(chart, kWideChart, height, true), true);
}

std::string speedCell(const Timing& timing, std::uint64_t rawBytes) {
    if (timing.empty()) return std::string(kNothing);
    return htmlNumberCell(significant(timing.bytesPerSecond(rawBytes) / 1e6, 3),
                          fmt::format("median {:.0f} ns, 95 % {:.0f} - {:.0f} ns, {} samples",
                                      timing.medianNs.value, timing.medianNs.low, timing.medianNs.high,
                                      timing.samplesNs.size()));
}
std::string timeCell(const Timing& timing) {
    if (timing.empty()) return std::string(kNothing);
    return htmlNumberCell(durationText(timing.medianNs.value),
                          fmt::format("{:.0f} ns", timing.medianNs.value));
}
std::string bytesCell(const std::optional<std::uint64_t>& bytes) {
    if (!bytes) return std::string(kNothing);
    return htmlNumberCell(sizeText(*bytes), fmt::format("{} bytes", *bytes));
}

std::string remarkOf(const LabRow& row) {
    std::vector<std::string> parts;
    if (row.state != MeasureState::Measured)
        parts.push_back(fmt::format("{}: {}", stateName(row.state), row.reason));
    if (row.estimate) parts.emplace_back("estimate");
    if (row.rawChunks != 0)
        parts.push_back(fmt::format("{} of {} chunks not compressible", groupedNumber(row.rawChunks),
                                    groupedNumber(row.chunks)));
    if (!row.note.empty()) parts.push_back(row.note);
    return fmt::format("{}", fmt::join(parts, "; "));
}

void addRows(std::string& html, const LabRun& run) {
    html +=
        "<h2>Every row</h2>\n<div class=\"scroll\"><table><thead><tr><th>Codec</th><th>Library</th>"
        "<th class=\"n\">Stored</th><th class=\"n\">Ratio</th><th class=\"n\">Compress MB/s</th>"
        "<th class=\"n\">Decompress MB/s</th><th class=\"n\">Write file</th><th class=\"n\">Read file</th>"
        "<th class=\"n\">Memory to write</th><th class=\"n\">to read</th><th>Remarks</th></tr></thead>"
        "<tbody>\n";
    for (const LabRow& row : run.rows) {
        html +=
            fmt::format("<tr><td>{}</td><td>{}</td>", escapeMarkup(row.label()), escapeMarkup(row.backend));
        if (row.storedBytes == 0)
            html += std::string(kNothing) + std::string(kNothing);
        else
            html += htmlNumberCell(groupedNumber(row.storedBytes),
                                   row.storedInterval
                                       ? fmt::format("95 %: {:.0f} - {:.0f}", row.storedInterval->low,
                                                     row.storedInterval->high)
                                       : "exact") +
                    htmlNumberCell(significant(row.ratio(), 3),
                                   fmt::format("{} : {}", row.rawBytes, row.storedBytes));
        html += speedCell(row.compress, row.rawBytes) + speedCell(row.decompress, row.rawBytes) +
                timeCell(row.writeFile) + timeCell(row.readFile) + bytesCell(row.compressPeakBytes) +
                bytesCell(row.decompressPeakBytes);
        html += fmt::format("<td class=\"wide\">{}</td></tr>\n", escapeMarkup(remarkOf(row)));
    }
    html += "</tbody></table></div>\n";
}

void addSamples(std::string& html, const LabRun& run) {
    html += "<details><summary>Raw samples, in the order they were taken (ns)</summary>\n<div "
            "class=\"scroll\"><table><tbody>\n";
    for (const LabRow& row : run.rows)
        for (const auto& [name, timing] : {std::pair<const char*, const Timing&>{"compress", row.compress},
                                           {"decompress", row.decompress},
                                           {"write file", row.writeFile},
                                           {"read file", row.readFile}})
            if (!timing.empty())
                html += fmt::format("<tr><td>{}: {}</td><td class=\"wide\"><code>{}</code></td></tr>\n",
                                    escapeMarkup(row.label()), name, fmt::join(timing.samplesNs, " "));
    html += "</tbody></table></div></details>\n";
}

void addAdvice(std::string& html, const LabRun& run) {
    html += "<h2>Which one?</h2>\n";
    for (const Priority priority : {Priority::Size, Priority::Speed, Priority::Balanced}) {
        Goal goal;
        goal.priority = priority;
        const Advice advice = advise(run, goal);
        const std::string pick = advice.pick ? run.rows[*advice.pick].label() : "no pick";
        html += fmt::format("<details open><summary>For {}: <b>{}</b>{}</summary>\n<p>{}.</p><ul>\n",
                            priorityName(priority), escapeMarkup(pick), advice.estimate ? " (estimate)" : "",
                            escapeMarkup(advice.reason));
        for (const std::string& sentence : advice.evidence)
            html += "<li>" + escapeMarkup(sentence) + "</li>\n";
        std::string guide = "the guide's rule: " + advice.guide.text;
        if (!advice.guideNote.empty()) guide += "; " + advice.guideNote;
        if (advice.guideRegret)
            guide += "; following it costs " + regretText(*advice.guideRegret) + " against the pick";
        html += "<li>" + escapeMarkup(guide) + "</li>\n</ul></details>\n";
    }
}

} // namespace

std::string toHtml(const LabRun& run) {
    std::string html = htmlHead("Spacebench codec lab");
    html += fmt::format(
        "<p class=\"secondary\">{}: {} atoms, {} as framed bytes; copying them in memory takes {} "
        "here. Every row was decompressed and compared before it was timed. Speeds are of framed "
        "bytes; bars and brackets are 95 % bootstrap intervals of the median. A stage such as "
        "\"columns\" needs Spacebench's own container, which no other program reads.</p>\n",
        escapeMarkup(run.input), groupedNumber(run.atoms), sizeText(run.rawBytes),
        durationText(run.memcpyNs));
    if (!run.complete) html += "<div class=\"warning\">The run did not come to its end.</div>\n";
    addHtmlWarnings(html, run.warnings);
    addAdvice(html, run);
    html += "<div class=\"charts\">\n";
    addChart(html, paretoChart(run, ParetoOf::Compress), kChartHeight);
    addChart(html, paretoChart(run, ParetoOf::Decompress), kChartHeight);
    addChart(html, linkChart(run), kChartHeight);
    if (const XyChart chunks = chunkChart(run); !chunks.empty()) addChart(html, chunks, kChartHeight);
    addChart(html, decisionMap(run), kMapHeight);
    html += "</div>\n";
    addRows(html, run);
    addSamples(html, run);
    addHtmlEnvironment(html, run.environment);
    return html + std::string(kHtmlEnd);
}

} // namespace spacebench::results
