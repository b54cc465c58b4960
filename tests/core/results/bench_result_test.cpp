// SPDX-License-Identifier: Apache-2.0
#include "results/bench_result.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <gmock/gmock.h>

#include "base/units.h"
#include "results/chart_spec.h"
#include "results/markup.h"
#include "results/text_table.h"
#include "sample_run.h"

namespace spacebench::results {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(BenchJson, hasTheDocumentedKeysWithWholeNumbers) {
    const auto json = toJson(sampleRun());
    EXPECT_EQ(json["schema"], "spacebench.bench");
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["environment"]["cpu"]["cores"], 2);
    EXPECT_EQ(json["reference"]["memcpy_ns"], 310'000);
    ASSERT_EQ(json["results"].size(), 9U);
    const auto& row = json["results"][2];
    EXPECT_EQ(row["operation"], "serialize");
    EXPECT_EQ(row["format"], "mtts");
    EXPECT_EQ(row["codec"], "none");
    EXPECT_EQ(row["isolation"], "in-process");
    EXPECT_EQ(row["count"], 3);
    for (const char* key : {"atoms", "raw_bytes", "stored_bytes", "median_ns", "ci_low_ns", "ci_high_ns",
                            "allocations", "allocated_bytes", "peak_heap_bytes", "peak_rss_bytes"})
        EXPECT_TRUE(row[key].is_number_unsigned()) << key;
    for (const auto& sample : row["samples_ns"]) EXPECT_TRUE(sample.is_number_unsigned());
    const auto& target = row["targets"][0];
    EXPECT_EQ(target["id"], "L1");
    EXPECT_EQ(target["limit"], 500'000'000);
    EXPECT_TRUE(target["limit"].is_number_unsigned());
    EXPECT_EQ(target["stretch"], 200'000'000);
    EXPECT_EQ(target["measured"], 4'900'000);
    EXPECT_EQ(target["met"], true);
    EXPECT_EQ(target["stretch_met"], true);
}

TEST(BenchText, givesNoIntervalOfOneSample) {
    BenchRun run = sampleRun();
    run.rows.resize(1);
    run.inputOfRow.resize(1);
    BenchRow& row = run.rows[0];
    const auto intervals = [&] {
        std::size_t drawn = 0;
        for (const ChartSpec& chart : {throughputChart(run, ThroughputUnit::Atoms), latencyChart(run)})
            for (const BarGroup& group : chart.groups)
                for (const Bar& bar : group.bars) drawn += bar.low ? 1U : 0U;
        return drawn;
    };
    const std::string shown = durationText(row.ciLowNs) + " - " + durationText(row.ciHighNs);
    EXPECT_THAT(toText(run), HasSubstr(shown));
    EXPECT_EQ(intervals(), 2U);
    row.samplesNs.resize(1);
    EXPECT_THAT(toText(run), Not(HasSubstr(shown)));
    EXPECT_EQ(intervals(), 0U);
}

TEST(BenchJson, hasTheDistanceToMemcpyAndToTheFloor) {
    BenchRun run = sampleRun();
    run.rows[1].floor.reset();
    const auto json = toJson(run);
    const auto& inflate = json["results"][4];
    EXPECT_NEAR(inflate["memcpy_multiple"].get<double>(), 8.6e6 / 310'000, 1e-9);
    EXPECT_NEAR(inflate["floor_multiple"].get<double>(), 10, 1e-9);
    EXPECT_EQ(inflate["floor_basis"], "inflate");
    EXPECT_TRUE(inflate["floor_detail"].is_string());
    const auto& unknown = json["results"][1];
    EXPECT_TRUE(unknown["memcpy_multiple"].is_number());
    for (const char* key : {"floor_multiple", "floor_basis", "floor_detail"})
        EXPECT_TRUE(unknown[key].is_null()) << key;
    run.inputs[0].memcpyNs = 0;
    EXPECT_TRUE(toJson(run)["results"][4]["memcpy_multiple"].is_null());
}

TEST(BenchCsv, leavesFieldsOfRowsWithoutSamplesEmpty) {
    BenchRun run = sampleRun();
    run.rows.resize(1);
    run.rows[0].samplesNs.clear();
    run.rows[0].state = MeasureState::Rejected;
    run.rows[0].reason = "another space, it says";
    EXPECT_THAT(toCsv(run), HasSubstr(",1035000,,,,0,"));
    EXPECT_THAT(toCsv(run), HasSubstr(",rejected,\"another space, it says\","));
}

TEST(BenchJson, saysNullWhereNothingWasMeasured) {
    BenchRun run = sampleRun();
    run.rows[1].samplesNs.clear();
    EXPECT_TRUE(toJson(run)["results"][1]["median_ns"].is_null());
    EXPECT_TRUE(toJson(run)["results"][1]["ci_high_ns"].is_null());
    run.rows[0].allocations.reset();
    run.rows[0].peakHeapBytes.reset();
    run.rows[0].targets.back().measured.reset();
    const auto row = toJson(run)["results"][0];
    EXPECT_TRUE(row["allocations"].is_null());
    EXPECT_TRUE(row["peak_heap_bytes"].is_null());
    EXPECT_TRUE(row["targets"].back()["measured"].is_null());
    EXPECT_TRUE(row["targets"].back()["met"].is_null());
    EXPECT_THAT(toText(run), HasSubstr("not measurable"));
    EXPECT_TRUE(toJson(BenchRun{})["results"].is_array());
}

TEST(BenchCsv, hasOneLineARowAndQuotesNames) {
    const std::string csv = toCsv(sampleRun());
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 10);
    EXPECT_THAT(
        csv,
        HasSubstr("\n\"a \"\"b\"\" <c>.paths\",serialize,paths,zlib:6,100000,5170000,1035000,46000000,"));
    EXPECT_THAT(csv, HasSubstr(",memcpy_multiple,floor_multiple,floor_basis,"));
    EXPECT_THAT(csv, HasSubstr(",27.7419,10,inflate,"));
    EXPECT_THAT(csv,
                HasSubstr(",samples_ns,label,program,switches,threads,medium,cache,state,reason,notes\n"));
    EXPECT_THAT(csv, HasSubstr(",this,product,"));
    EXPECT_THAT(csv, HasSubstr(",measured,,"));
    // As many fields in every line as in the header; none of the sample holds a comma but in quotes.
    const auto header = csv.substr(0, csv.find('\n'));
    const auto second = csv.substr(csv.rfind('\n', csv.size() - 2) + 1);
    EXPECT_EQ(std::count(header.begin(), header.end(), ','),
              std::count(second.begin(), second.end(), ',') - (second.find("met, ") != std::string::npos));
}

TEST(BenchText, showsEveryRowWithItsVerdicts) {
    const std::string text = toText(sampleRun());
    EXPECT_THAT(text, HasSubstr("100,000 atoms"));
    EXPECT_THAT(text, HasSubstr("L3 stretch met, R1 met"));
    EXPECT_THAT(text, HasSubstr("27.7x memcpy, floor 10x (inflate)"));
    EXPECT_THAT(text, HasSubstr("warning: the machine is busy"));
}

TEST(Charts, drawThroughputWithTheGuidesLinesInTheGroupsTheyApplyTo) {
    const ChartSpec chart = throughputChart(sampleRun(), ThroughputUnit::Atoms);
    ASSERT_EQ(chart.groups.size(), 2U) << "loading has no rate";
    EXPECT_EQ(chart.groups[0].label, "serialize");
    ASSERT_EQ(chart.groups[0].bars.size(), 4U);
    const Bar& bar = chart.groups[0].bars[0];
    EXPECT_NEAR(bar.value, 100'000 / 0.046, 1);
    EXPECT_LT(*bar.low, bar.value);
    EXPECT_GT(*bar.high, bar.value);
    ASSERT_EQ(chart.lines.size(), 4U);
    EXPECT_EQ(chart.lines[0].label, "T1 target 200K");
    EXPECT_EQ(chart.lines[0].group, 0U);
    EXPECT_EQ(chart.lines[1].label, "T1 stretch 500K");
    EXPECT_TRUE(chart.lines[1].stretch);
    EXPECT_EQ(chart.lines[2].value, 150'000);
    EXPECT_EQ(chart.lines[2].group, 1U);
    EXPECT_TRUE(chart.logarithmic) << "150K to 164M";
    EXPECT_THAT(chart.axis, HasSubstr("log"));
    const ChartSpec bytes = throughputChart(sampleRun(), ThroughputUnit::RawBytes);
    EXPECT_NEAR(bytes.lines[0].value, 200'000 * 51.7 / 1e6, 1e-9);
}

TEST(Charts, markTheFloorOfEverySpeed) {
    BenchRun run = sampleRun();
    run.rows[1].floor.reset();
    const ChartSpec chart = throughputChart(run, ThroughputUnit::Atoms);
    EXPECT_THAT(chart.axis, HasSubstr("floor"));
    EXPECT_NEAR(*chart.groups[0].bars[0].floor, 100'000 / 0.011, 1) << "deflate";
    EXPECT_FALSE(chart.groups[0].bars[1].floor.has_value());
    EXPECT_GE(axisRange(chart).high, *chart.groups[1].bars[2].floor);
    EXPECT_EQ(*latencyChart(run).groups.back().bars[0].floor, 8'000) << "open and map";
    EXPECT_THAT(toSvg(chart, 640, 360, false), HasSubstr(", floor "));
    for (BenchRow& row : run.rows) row.floor.reset();
    EXPECT_THAT(throughputChart(run, ThroughputUnit::Atoms).axis, Not(HasSubstr("floor")));
}

TEST(Charts, drawTheRatioOncePerFormatAgainstItsTarget) {
    const ChartSpec chart = ratioChart(sampleRun());
    ASSERT_EQ(chart.groups.size(), 1U);
    EXPECT_EQ(chart.groups[0].bars.size(), 4U);
    ASSERT_EQ(chart.lines.size(), 2U);
    EXPECT_EQ(chart.lines[0].value, 2.5);
    EXPECT_EQ(chart.lines[1].value, 3.5);
    EXPECT_FALSE(chart.logarithmic);
}

TEST(Charts, drawEveryOperationAndEveryRowThatHasAMedian) {
    BenchRun run = sampleRun();
    run.rows = {sampleRow(Operation::Compress, "", "zstd:3", 4e6, 1'100'000),
                sampleRow(Operation::Compress, "", "zlib:6", 9e6, 1'000'000),
                sampleRow(Operation::Decompress, "", "zstd:3", 1e6, 1'100'000),
                sampleRow(Operation::Serialize, "mtts", "none", 4.9e6, 5'200'000)};
    run.inputOfRow.assign(run.rows.size(), 0);
    for (const ChartSpec& chart : {throughputChart(run, ThroughputUnit::RawBytes), latencyChart(run)}) {
        ASSERT_EQ(chart.groups.size(), 3U) << chart.id;
        EXPECT_EQ(chart.groups[0].label, "serialize");
        EXPECT_EQ(chart.groups[1].label, "compress");
        ASSERT_EQ(chart.groups[1].bars.size(), 2U);
        EXPECT_EQ(chart.groups[1].bars[0].label, "zstd:3");
        EXPECT_EQ(chart.groups[1].bars[1].label, "zlib:6");
        EXPECT_EQ(chart.groups[2].bars.size(), 1U);
    }
    const auto same = [](const Colour& a, const Colour& b) { return a.r == b.r && a.g == b.g && a.b == b.b; };
    const std::vector<Bar> codecs = latencyChart(run).groups[1].bars;
    EXPECT_FALSE(same(codecs[0].colour, codecs[1].colour)) << "zstd and zlib";
    const ChartSpec ratio = ratioChart(run);
    ASSERT_EQ(ratio.groups.size(), 2U) << "a codec's size is the same both ways";
    EXPECT_EQ(ratio.groups[1].label, "compress");
}

TEST(Charts, callNoTwoBarsOfAGroupTheSame) {
    BenchRun run = sampleRun();
    run.rows.assign(7, sampleRow(Operation::Serialize, "mtts", "none", 4e6, 5'200'000));
    run.inputOfRow.assign(run.rows.size(), 0);
    run.rows[1].medium = "file";
    run.rows[2].medium = "file";
    run.rows[2].cache = "cold";
    run.rows[3].threads = 1;
    run.rows[4].switches = "optimized";
    run.rows[5].program = "old";
    run.rows[6].label = "serialize mtts, 10 % slower on purpose";
    run.rows[0].label = "serialize mtts";
    const ChartSpec chart = latencyChart(run);
    ASSERT_EQ(chart.groups.size(), 1U);
    std::set<std::string> labels;
    for (const Bar& bar : chart.groups[0].bars) labels.insert(bar.label);
    EXPECT_EQ(labels.size(), run.rows.size());
    EXPECT_THAT(chart.groups[0].bars[1].label, HasSubstr("file"));
    EXPECT_THAT(chart.groups[0].bars[2].label, HasSubstr("cold file"));
    EXPECT_THAT(chart.groups[0].bars[3].label, HasSubstr("1 thread"));
    EXPECT_THAT(chart.groups[0].bars[4].label, HasSubstr("optimized"));
    EXPECT_THAT(chart.groups[0].bars[5].label, HasSubstr("old"));
    EXPECT_THAT(chart.groups[0].bars[6].label, HasSubstr("slower"));
    EXPECT_EQ(ratioChart(run).groups[0].bars[0].label, "mtts, product (this)") << "wherever it was put";
    EXPECT_EQ(latencyChart(sampleRun()).groups[0].bars[0].label, "paths") << "no longer than it must be";
}

TEST(Charts, drawNoLineWhereTheGuideHasNoTarget) {
    EXPECT_TRUE(allocationChart(sampleRun()).lines.empty());
    BenchRun run = sampleRun();
    for (BenchRow& row : run.rows) row.allocations.reset();
    EXPECT_TRUE(allocationChart(run).groups.empty());
    EXPECT_THAT(toSvg(allocationChart(run), 400, 300, false), HasSubstr("not measurable"));
}

TEST(Charts, nameTheInputWhereThereAreSeveral) {
    BenchRun run = sampleRun();
    run.inputs.push_back({"other", 1'000'000, 51'700'000, 3e6});
    run.rows.push_back(sampleRow(Operation::Serialize, "mtts", "none", 5e7, 52'000'000));
    run.inputOfRow.push_back(1);
    const ChartSpec chart = throughputChart(run, ThroughputUnit::Atoms);
    ASSERT_EQ(chart.groups.size(), 3U);
    EXPECT_EQ(chart.groups[0].label, "serialize, 100K atoms");
    EXPECT_EQ(chart.groups[2].label, "serialize, 1M atoms");
}

TEST(Charts, coverBarsIntervalsAndLinesWithTheAxis) {
    ChartSpec chart;
    BarGroup group;
    group.bars = {Bar{"a", 3, 2.0, 9.5, {}, 0}};
    chart.groups = {group};
    chart.lines = {{"line", 8, false, 0}};
    const AxisRange linear = axisRange(chart);
    EXPECT_EQ(linear.low, 0);
    EXPECT_GE(linear.high, 9.5);
    EXPECT_EQ(linear.ticks.front(), 0);
    EXPECT_EQ(linear.ticks.back(), linear.high);
    chart.logarithmic = true;
    chart.groups[0].bars[0].value = 1e6;
    const AxisRange decades = axisRange(chart);
    EXPECT_LT(decades.low, 2);
    EXPECT_GE(decades.high, 1e6);
    for (const double tick : decades.ticks) EXPECT_NEAR(std::log10(tick), std::round(std::log10(tick)), 1e-9);
    EXPECT_GT(axisRange(ChartSpec{}).high, 0) << "an empty chart has an axis too";
}

TEST(BenchText, saysWhatIsToBeKnownOfARow) {
    BenchRun run = sampleRun();
    EXPECT_THAT(toText(run), Not(HasSubstr("note: "))) << "that output was verified is said of every row";
    run.rows[1].label = "serialize act";
    run.rows[1].notes = {"output verified", "each sample is the mean of 10 runs", "1 outlier (0 severe)"};
    EXPECT_THAT(
        toText(run),
        HasSubstr("\nnote: serialize act: each sample is the mean of 10 runs; 1 outlier (0 severe)\n"));
}

TEST(BenchText, saysWhatRowsHaveInCommonOnce) {
    BenchRun run = sampleRun();
    ASSERT_GE(run.rows.size(), 3U);
    for (BenchRow& row : run.rows) {
        row.notes = {"output verified", "this machine has no counters"};
        row.label.clear();
    }
    run.rows[0].label = "one";
    run.rows[1].label = "two";
    run.rows[0].notes.emplace_back("written to memory");
    run.rows[1].notes.emplace_back("written to memory");
    run.rows[1].notes.emplace_back("1 outlier");
    const std::string text = toText(run);
    EXPECT_THAT(text, HasSubstr("\nnote: every row: this machine has no counters\nnote: one, two: written to "
                                "memory\nnote: two: 1 outlier\n"));
    EXPECT_EQ(text.find("no counters"), text.rfind("no counters"));
}

TEST(Charts, haveAxesWithFewTicksWhateverTheValues) {
    ChartSpec chart;
    chart.groups.resize(1);
    const double kLeast = std::numeric_limits<double>::denorm_min();
    const double kMost = std::numeric_limits<double>::max();
    const double kEndless = std::numeric_limits<double>::infinity();
    for (const auto& [one, other] : {std::pair{kLeast, 0.0},
                                     {kLeast, kLeast},
                                     {1e-300, 1e10},
                                     {kLeast, kMost},
                                     {kMost, kMost},
                                     {1e-320, 1e-310},
                                     {kEndless, 1.0},
                                     {std::nan(""), -kEndless},
                                     {-kMost, kMost}}) {
        chart.groups[0].bars = {Bar{"a", one, {}, {}, {}, 0}, Bar{"b", other, {}, {}, {}, 0}};
        for (const bool logarithmic : {false, true}) {
            chart.logarithmic = logarithmic;
            const AxisRange range = axisRange(chart);
            EXPECT_TRUE(std::isfinite(range.high / (range.low > 0 ? range.low : 1))) << one << ' ' << other;
            EXPECT_LT(range.low, range.high) << one << ' ' << other;
            EXPECT_GE(range.ticks.size(), 2U) << one << ' ' << other;
            EXPECT_LE(range.ticks.size(), 12U) << one << ' ' << other;
            EXPECT_EQ(toSvg(chart, 640, 360, false).find("nan"), std::string::npos) << one << ' ' << other;
        }
    }
}

TEST(Charts, showAtMostFourDigits) {
    EXPECT_EQ(formatValue(1'254'321, ValueFormat::AtomsPerSecond), "1.25M atoms/s");
    EXPECT_EQ(formatShort(9876, ValueFormat::Count), "9876");
    EXPECT_EQ(formatShort(123'456, ValueFormat::Count), "123K");
    EXPECT_EQ(formatValue(2.4999, ValueFormat::Ratio), "2.5 : 1");
    EXPECT_EQ(formatShort(9'300, ValueFormat::Nanoseconds), "9.3 us");
    EXPECT_EQ(formatShort(0, ValueFormat::Count), "0");
}

TEST(Svg, escapesTextAndKeepsEveryBar) {
    BenchRun run = sampleRun();
    run.rows[0].formatId = "<script>&\"";
    const std::string svg = toSvg(throughputChart(run, ThroughputUnit::Atoms), 640, 360, true);
    EXPECT_THAT(svg, Not(HasSubstr("<script>")));
    EXPECT_THAT(svg, HasSubstr("&lt;script&gt;&amp;&quot;"));
    std::size_t bars = 0;
    for (std::size_t at = 0; (at = svg.find("<title>", at)) != std::string::npos; ++at) ++bars;
    EXPECT_EQ(bars, 8U);
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, HasSubstr("stroke-dasharray"));
}

TEST(Html, isOneSelfContainedPage) {
    const std::string html = toHtml(sampleRun());
    for (const char* address : {"http:", "https:", "src=", "href=", "@import", "url("})
        EXPECT_THAT(html, Not(HasSubstr(address)));
    EXPECT_THAT(html, HasSubstr("prefers-color-scheme:dark"));
    EXPECT_THAT(html, HasSubstr("a &quot;b&quot; &lt;c&gt;.paths"));
    EXPECT_THAT(html, HasSubstr("Model &lt;&amp;&gt; 1"));
    EXPECT_THAT(html, Not(HasSubstr("<c>")));
    EXPECT_THAT(html, HasSubstr("stretch met"));
    EXPECT_THAT(html, HasSubstr("27.7x memcpy, floor 10x (inflate)"));
    EXPECT_THAT(toHtml(BenchRun{}), HasSubstr("</html>"));
}

TEST(CsvField, keepsSpreadsheetsFromRunningTexts) {
    EXPECT_EQ(csvField("=1+2"), "'=1+2");
    EXPECT_EQ(csvField("+cmd"), "'+cmd");
    EXPECT_EQ(csvField("-2+3"), "'-2+3");
    EXPECT_EQ(csvField("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csvField("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
    for (const char* plain : {"-1.5", "+2e3", "-", "a=b", "", "zlib:6"}) EXPECT_EQ(csvField(plain), plain);
}

TEST(Markup, replacesWhatIsNoText) {
    EXPECT_EQ(escapeMarkup("a\x01z"), "a\xEF\xBF\xBDz");
    EXPECT_EQ(escapeMarkup("\xFF\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(escapeMarkup("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "a surrogate";
    EXPECT_EQ(escapeMarkup("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"), "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
    EXPECT_EQ(escapeMarkup("\xC3"), "\xEF\xBF\xBD") << "ends inside";
    EXPECT_EQ(escapeMarkup("\xEF\xBF\xBE \xEF\xBF\xBF"), "\xEF\xBF\xBD \xEF\xBF\xBD")
        << "no characters of XML";
    EXPECT_EQ(escapeMarkup("\xEF\xBF\xBC"), "\xEF\xBF\xBC");
    EXPECT_EQ(shortened("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F", 3), "\xC3\xA4\xC3\xB6\xE2\x80\xA6");
    EXPECT_EQ(shortened("abc", 3), "abc");
}

} // namespace
} // namespace spacebench::results
