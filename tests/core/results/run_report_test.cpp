// SPDX-License-Identifier: Apache-2.0
#include "results/run_report.h"

#include <gmock/gmock.h>

#include "results/win_ansi.h"
#include "sample_record.h"
#include "sample_run.h"
#include "support/markup_check.h"

namespace spacebench::results {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using tests::countOf;
using tests::markupProblem;

RunReport reportOf(RunRecord run) {
    RunReport report;
    report.run = std::make_shared<const RunRecord>(std::move(run));
    report.dashboards.push_back(makeDashboard(std::make_shared<const TargetTable>(guideTable()), report.run));
    return report;
}

RunRecord bigLogic() {
    RunRecord run = sampleRecord({recordRow("serialize", "paths", 1'000'000, 0.9),
                                  recordRow("serialize", "mtts", 1'000'000, 0.06),
                                  recordRow("deserialize", "mtts", 1'000'000, 8)});
    run.title = "after <b>the</b> change \xE2\x86\x92 \xE4\xB8\xAD";
    run.note = "a | note";
    run.warnings = {"load 1.7 during the run"};
    run.plan = {{"name", "guide"}, {"runs", 10}};
    return run;
}

std::string pdfText(const RunReport& report, bool compressed = false) {
    const auto pdf = reportPdf(report, compressed);
    EXPECT_TRUE(pdf.ok()) << pdf.error().describe();
    return pdf.ok() ? std::string(asText(pdf.value().view())) : std::string();
}

/// The string as it is without its escapes: three octal digits, or a character.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
        } else if (text[i + 1] >= '0' && text[i + 1] <= '7' && i + 3 < text.size()) {
            plain += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 3)), nullptr, 8));
            i += 3;
        } else {
            plain += text[++i];
        }
    }
    return plain;
}

/// What `pdf` shows: the strings of its text operators, one a line.
std::string shownText(const std::string& pdf) {
    std::string text;
    std::size_t from = 0;
    for (std::size_t at = pdf.find(") Tj"); at != std::string::npos; at = pdf.find(") Tj", from)) {
        const std::size_t begin = pdf.rfind('\n', at);
        text += unescaped(std::string_view(pdf).substr(begin + 1, at - begin)) + "\n";
        from = at + 1;
    }
    return text;
}

TEST(RunReport, isOneSelfContainedWellFormedPage) {
    const std::string html = reportHtml(reportOf(bigLogic()));
    for (const char* address : {"http:", "https:", "src=", "href=", "@import", "url(", "<script"})
        EXPECT_THAT(html, Not(HasSubstr(address)));
    EXPECT_THAT(html, HasSubstr("after &lt;b&gt;the&lt;/b&gt; change"));
    EXPECT_THAT(html, Not(HasSubstr("<b>")));
    EXPECT_THAT(html, HasSubstr("load 1.7 during the run"));
    EXPECT_THAT(html, HasSubstr("At odds: deserialize mtts"));
    EXPECT_THAT(html, HasSubstr("Model &lt;&amp;&gt; 1"));
    EXPECT_THAT(html, HasSubstr("Intel Xeon E5-2699 v3"));
    // A light and a dark one of each.
    EXPECT_EQ(countOf(html, "<svg") % 2, 0u);
    EXPECT_GT(countOf(html, "<svg"), 4u);
}

TEST(RunReport, drawsTargetsAndReferencesBesideTheBars) {
    const std::vector<ChartSpec> charts = recordCharts(bigLogic(), {guideTable()});
    ASSERT_FALSE(charts.empty());
    EXPECT_EQ(charts[0].id, "throughput");
    std::vector<std::string> lines;
    for (const TargetLine& line : charts[0].lines) lines.push_back(line.label);
    EXPECT_THAT(lines, testing::Contains("T1 200K"));
    EXPECT_THAT(lines, testing::Contains("T2 stretch 400K"));
    bool reference = false;
    for (const Bar& bar : charts[0].groups.at(0).bars) reference = reference || bar.label == "PathMap";
    EXPECT_TRUE(reference);
    for (const auto& [name, svg] : reportSvgs(reportOf(bigLogic()), true)) {
        EXPECT_EQ(markupProblem(svg), "") << name;
        EXPECT_EQ(name.find('/'), std::string::npos);
    }
}

std::shared_ptr<const Comparison> comparisonOf(const RunRecord& before, const RunRecord& after,
                                               std::string_view metric) {
    ComparisonOptions options;
    options.metric = metric;
    auto found = compareRuns(
        {std::make_shared<const RunRecord>(before), std::make_shared<const RunRecord>(after)}, options);
    EXPECT_TRUE(found.ok());
    return std::make_shared<const Comparison>(std::move(found).value());
}

TEST(RunReport, comparesWithTheFiguresThatTheVerdictsRestOn) {
    const auto rows = [](double first) {
        std::vector<RecordRow> made;
        for (int i = 0; i < 12; ++i) {
            made.push_back(recordRow("serialize", "mtts", 1000 + static_cast<std::uint64_t>(i), 1));
            made.back().metrics.resize(1);
            std::vector<double>& samples = made.back().metrics[0].samples;
            samples.clear();
            for (int k = 0; k < 10; ++k) samples.push_back((i == 0 ? first : 1e9) * (1 + 0.001 * k));
        }
        return made;
    };
    RunReport report = reportOf(sampleRecord(rows(1.2e9)));
    report.comparison = comparisonOf(sampleRecord(rows(1e9)), *report.run, metric::kTime);
    const ComparisonCell& cell = report.comparison->rows[0].cells[1];
    ASSERT_GT(cell.adjustedP, cell.against.p * 2);
    const std::vector<std::string> words = comparisonCells(report.comparison->rows[0], 1);
    const std::string text = reportMarkdown(report);
    EXPECT_THAT(text, HasSubstr("| +20.0 % | " + words[4] + " | " + words[5] + " | slower |"));
    EXPECT_THAT(text, HasSubstr("corrected for the number of rows"));

    RecordRow small = recordRow("serialize", "mtts", 1000, 1);
    small.metrics = {sampleMetric(metric::kPeakHeap, MetricUnit::Bytes, 1000)};
    small.metrics[0].exact = true;
    RecordRow large = small;
    large.metrics[0].value = {2000, 2000, 2000};
    report.comparison = comparisonOf(sampleRecord({small}), sampleRecord({large}), metric::kPeakHeap);
    EXPECT_THAT(reportMarkdown(report), HasSubstr("| +100 % | exact | - | worse |"));
    RecordRow gone = small;
    gone.key = "gone";
    report.comparison = comparisonOf(sampleRecord({small, gone}), sampleRecord({small}), metric::kPeakHeap);
    EXPECT_THAT(reportMarkdown(report), HasSubstr("| - | - | - | not in this run |"));
}

TEST(RunReport, saysWhatIsOddAboutTheSamplesOfARow) {
    RunRecord run = bigLogic();
    run.rows[1].metrics[0].samples = {100, 101, 102, 100, 101, 103, 102, 101, 100, 900};
    const std::string words = "serialize mtts: 1 outlier (1 severe), kept";
    EXPECT_THAT(reportHtml(reportOf(run)), HasSubstr(words));
    EXPECT_THAT(reportMarkdown(reportOf(run)), HasSubstr(words));
    EXPECT_THAT(reportHtml(reportOf(bigLogic())), Not(HasSubstr("outlier")));
}

TEST(RunReport, drawsNoTargetsOfMemoryBesideRowsOfFiles) {
    RecordRow row = recordRow("serialize", "mtts", 1'000'000, 0.06);
    row.key = "serialize/mtts/t2/file@kb.paths";
    for (const ChartSpec& chart : recordCharts(sampleRecord({row}), {guideTable()}))
        for (const TargetLine& line : chart.lines) ADD_FAILURE() << chart.id << ": " << line.label;
}

TEST(RunReport, saysTheSameInMarkdown) {
    const std::string text = reportMarkdown(reportOf(bigLogic()));
    EXPECT_THAT(text, StartsWith("# after &lt;b&gt;the&lt;/b&gt; change"));
    EXPECT_THAT(text, HasSubstr("a \\| note"));
    EXPECT_THAT(text, HasSubstr("## Targets: Performance guide"));
    EXPECT_THAT(text, HasSubstr("> Warning: At odds: deserialize mtts"));
    EXPECT_THAT(text, HasSubstr("| L2/1M |"));
}

TEST(RunReport, hasALineASample) {
    RunRecord run = bigLogic();
    run.rows.resize(1);
    run.rows[0].key = "a,b";
    run.rows[0].metrics.push_back(sampleMetric(metric::kStoredBytes, MetricUnit::Bytes, 1035));
    const std::string csv = reportCsv(reportOf(run));
    EXPECT_THAT(csv, StartsWith("run,row,metric,unit,round,value\n"));
    EXPECT_EQ(countOf(csv, "\n"), 1u + 3 + 3 + 1);
    EXPECT_THAT(csv, HasSubstr("20261122-221405-3f9c1a,\"a,b\",time,ns,1,900000000\n"));
    EXPECT_THAT(csv, HasSubstr(",stored_bytes,B,,1035\n"));
}

TEST(RunReport, isAPdfDocumentWithItsTitlesAndSamples) {
    const std::string pdf = pdfText(reportOf(bigLogic()));
    EXPECT_THAT(pdf, StartsWith("%PDF-1."));
    EXPECT_THAT(pdf.substr(pdf.size() - 16), HasSubstr("%%EOF"));
    EXPECT_THAT(pdf, HasSubstr("/MediaBox [ 0 0 841."));
    EXPECT_THAT(pdf, HasSubstr("startxref"));
    const std::size_t pages = countOf(pdf, "/Type /Page\n");
    EXPECT_GE(pages, 2u);
    EXPECT_THAT(pdf, HasSubstr("/Count " + std::to_string(pages)));
    const std::string shown = shownText(pdf);
    EXPECT_THAT(shown, HasSubstr("after <b>the</b> change -> U+4E2D"));
    EXPECT_THAT(shown, HasSubstr("Targets: Performance guide"));
    EXPECT_THAT(shown, HasSubstr("How many atoms a second?"));
    EXPECT_THAT(shown, HasSubstr("Page 1 of " + std::to_string(pages)));
    EXPECT_THAT(pdf, HasSubstr("samples.csv"));
    EXPECT_THAT(pdf, HasSubstr("/EmbeddedFile"));
    EXPECT_LT(pdfText(reportOf(bigLogic()), true).size(), pdf.size());
}

TEST(RunReport, breaksLongTablesOverPagesAndRepeatsTheirHead) {
    RunRecord run = bigLogic();
    const RecordRow row = run.rows[0];
    for (int i = 0; i < 150; ++i) run.rows.push_back(row);
    const std::string shown = shownText(pdfText(reportOf(run)));
    EXPECT_GE(countOf(shown, "(Median)"), 3u);
}

TEST(RunReport, survivesEmptyAndHostileRuns) {
    RunRecord hostile = bigLogic();
    hostile.title = std::string(50'000, 'x') + "\xFF\x01]]><script>";
    hostile.rows[0].label = std::string("\0\xC0\x80</svg>", 10);
    hostile.rows[1].metrics[0].value = {std::nan(""), -1, 1e308};
    hostile.rows[2].metrics[0].samples.assign(1000, 0.0);
    hostile.environment = nlohmann::ordered_json::parse(R"({"a":{"b":[[[[1]]]]},"":null})");
    for (const RunRecord& run : {RunRecord{}, hostile}) {
        const RunReport report = reportOf(run);
        EXPECT_THAT(reportHtml(report), HasSubstr("</html>"));
        EXPECT_THAT(reportHtml(report), Not(HasSubstr("<script")));
        EXPECT_FALSE(reportMarkdown(report).empty());
        EXPECT_THAT(pdfText(report), HasSubstr("%%EOF"));
        for (const auto& [name, svg] : reportSvgs(report, false)) EXPECT_EQ(markupProblem(svg), "") << name;
    }
}

TEST(WinAnsi, showsWhatItCanAndNamesTheRest) {
    struct Case {
        const char* text;
        const char* ansi;
    };
    for (const Case& one :
         {Case{"plain", "plain"}, Case{"\xC3\xA4\xC2\xB5", "\xE4\xB5"}, Case{"\xE2\x82\xAC", "\x80"},
          Case{"\xE2\x80\x93", "\x96"},
          Case{"a\xE2\x86\x92"
               "b",
               "a->b"},
          Case{"\xE2\x89\xA5", ">="}, Case{"\xE4\xB8\xAD", "U+4E2D"}, Case{"\xF0\x9F\x98\x80", "U+1F600"},
          Case{"\xFF", "?"}, Case{"a\nb", "a b"}, Case{"\xC2\x85", "U+0085"}})
        EXPECT_EQ(winAnsi(one.text), one.ansi) << one.text;
}

} // namespace
} // namespace spacebench::results
