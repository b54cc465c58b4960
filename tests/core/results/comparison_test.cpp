// SPDX-License-Identifier: Apache-2.0
#include "results/comparison.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spacebench::results {
namespace {

using stats::Change;
using testing::Contains;
using testing::HasSubstr;

std::vector<double> around(double median, std::size_t count = 10, double step = 0.002) {
    std::vector<double> samples;
    for (std::size_t i = 0; i < count; ++i)
        samples.push_back(
            median * (1 + step * (static_cast<double>(i * 7 % count) - static_cast<double>(count - 1) / 2)));
    return samples;
}

RecordRow timedRow(const std::string& key, double median, std::size_t count = 10) {
    RecordRow row;
    row.key = key;
    row.label = "label of " + key;
    row.input = "kb.paths";
    row.inputHash = "00aa";
    Metric time;
    time.id = metric::kTime;
    time.title = "wall time";
    time.samples = around(median, count);
    time.value = {median, median * 0.99, median * 1.01};
    for (std::size_t i = 0; i < count; ++i) row.rounds.push_back(i);
    Metric size;
    size.id = metric::kStoredBytes;
    size.title = "stored bytes";
    size.unit = MetricUnit::Bytes;
    size.exact = true;
    size.value = {1000, 1000, 1000};
    row.metrics = {time, size};
    return row;
}

RunRecord runOf(std::vector<RecordRow> rows) {
    RunRecord run;
    run.uid = "20261122-000000-aaaaaa";
    run.title = "a run";
    run.machine = "this machine";
    run.rows = std::move(rows);
    return run;
}

Result<Comparison> compare(std::vector<RunRecord> records, const ComparisonOptions& options = {}) {
    std::vector<std::shared_ptr<const RunRecord>> runs;
    for (RunRecord& record : records) runs.push_back(std::make_shared<RunRecord>(std::move(record)));
    return compareRuns(std::move(runs), options);
}

TEST(CompareRuns, JudgesEachRowAndSortsByEffect) {
    const auto found = compare({runOf({timedRow("a", 100), timedRow("b", 100), timedRow("c", 100)}),
                                runOf({timedRow("a", 100.2), timedRow("b", 110), timedRow("c", 80)})});
    ASSERT_TRUE(found.ok());
    const Comparison& comparison = found.value();
    ASSERT_EQ(comparison.rows.size(), 3U);
    EXPECT_EQ(comparison.rows[0].key, "c");
    EXPECT_EQ(comparison.rows[0].cells[1].against.change, Change::Faster);
    EXPECT_EQ(comparison.rows[1].key, "b");
    EXPECT_EQ(comparison.rows[1].cells[1].against.change, Change::Slower);
    EXPECT_EQ(comparison.rows[2].cells[1].against.change, Change::Same);
    EXPECT_EQ(comparison.rows[1].cells[1].basis, Basis::Unpaired);
    EXPECT_EQ(comparison.count(Change::Slower), 1U);
    EXPECT_EQ(comparison.correction, stats::Correction::Holm);
    EXPECT_NEAR(comparison.geometricMeanRatio, std::cbrt(1.002 * 1.1 * 0.8), 0.002);
    EXPECT_THAT(comparison.warnings, Contains(HasSubstr("weaker: the runs were not interleaved")));
}

TEST(CompareRuns, SaysInsufficientBelowNineSamples) {
    const auto found = compare({runOf({timedRow("a", 100, 8)}), runOf({timedRow("a", 200, 10)})});
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found.value().rows[0].cells[1].against.change, Change::Insufficient);
    EXPECT_EQ(found.value().count(Change::Insufficient), 1U);
}

TEST(CompareRuns, PairsTheRoundsOfOneSession) {
    // Every round is a tenth slower than the one before: only pairs can see 5 %.
    RecordRow before = timedRow("a", 100);
    RecordRow after = before;
    for (std::size_t i = 0; i < 10; ++i) {
        before.metrics[0].samples[i] = 100 * std::pow(1.1, static_cast<double>(i)) * (i % 2 == 0 ? 1 : 1.002);
        after.metrics[0].samples[9 - i] = 105 * std::pow(1.1, static_cast<double>(i));
        after.rounds[9 - i] = i; // in another order
    }
    RunRecord first = runOf({before});
    RunRecord second = runOf({after});
    first.session = second.session = "s";
    const auto paired = compare({first, second});
    ASSERT_TRUE(paired.ok());
    const ComparisonCell& cell = paired.value().rows[0].cells[1];
    EXPECT_EQ(cell.basis, Basis::Paired);
    EXPECT_EQ(cell.runs, 10U);
    EXPECT_EQ(cell.against.change, Change::Slower);
    EXPECT_NEAR(cell.against.ratio, 1.05, 0.003);
    second.session = "another";
    EXPECT_EQ(compare({first, second}).value().rows[0].cells[1].against.change, Change::Inconclusive);
}

TEST(CompareRuns, ComparesExactQuantitiesExactly) {
    RecordRow after = timedRow("a", 100);
    after.metrics[1].value = {1001, 1001, 1001};
    ComparisonOptions options;
    options.metric = metric::kStoredBytes;
    const auto found = compare({runOf({timedRow("a", 100)}), runOf({after})}, options);
    ASSERT_TRUE(found.ok());
    const ComparisonCell& cell = found.value().rows[0].cells[1];
    EXPECT_TRUE(cell.exact);
    EXPECT_EQ(cell.against.change, Change::Slower);
    EXPECT_EQ(changeWord(cell.against.change, *cell.metric), "worse");
    EXPECT_EQ(found.value().correction, stats::Correction::None);
}

TEST(CompareRuns, UsesTheNoiseFloorOfTheSessions) {
    RunRecord loud = runOf({timedRow("a", 110)});
    loud.noiseFloor = 0.15;
    const auto found = compare({runOf({timedRow("a", 100)}), loud});
    ASSERT_TRUE(found.ok());
    EXPECT_DOUBLE_EQ(found.value().noiseFloor, 0.15);
    EXPECT_EQ(found.value().rows[0].cells[1].against.change, Change::Inconclusive);
}

TEST(CompareRuns, RefusesOtherMachinesUnlessAsked) {
    RunRecord other = runOf({timedRow("a", 100)});
    other.machine = "another machine";
    const auto refused = compare({runOf({timedRow("a", 100)}), other});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(refused.error().advice, HasSubstr("--mix-machines"));
    ComparisonOptions options;
    options.mixMachines = true;
    const auto allowed = compare({runOf({timedRow("a", 100)}), other}, options);
    ASSERT_TRUE(allowed.ok());
    EXPECT_THAT(allowed.value().warnings, Contains("different machines: this machine, another machine"));
}

TEST(CompareRuns, RefusesOtherInputsUnlessAsked) {
    RecordRow changed = timedRow("a@kb.paths", 100);
    changed.inputHash = "00bb";
    const auto refused = compare({runOf({timedRow("a@kb.paths", 100)}), runOf({changed})});
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().advice, HasSubstr("--mix-inputs"));

    RecordRow renamed = timedRow("a@me@other.paths", 150);
    renamed.input = "me@other.paths";
    renamed.inputHash = "00cc";
    const auto noneAlike = compare({runOf({timedRow("a@kb.paths", 100)}), runOf({renamed})});
    ASSERT_FALSE(noneAlike.ok());
    EXPECT_THAT(noneAlike.error().advice, HasSubstr("--mix-inputs"));
    ComparisonOptions options;
    options.mixInputs = true;
    const auto allowed = compare({runOf({timedRow("a@kb.paths", 100)}), runOf({renamed})}, options);
    ASSERT_TRUE(allowed.ok());
    ASSERT_EQ(allowed.value().rows.size(), 1U);
    EXPECT_EQ(allowed.value().rows[0].cells[1].against.change, Change::Slower);
    EXPECT_THAT(allowed.value().warnings, Contains(HasSubstr("different inputs: kb.paths")));
}

TEST(CompareRuns, ShowsRowsThatOneRunLacksAndLeavesThemOutOfTheMean) {
    RecordRow failed = timedRow("b", 100);
    failed.state = MeasureState::Failed;
    failed.reason = "the worker died";
    const auto found = compare({runOf({timedRow("a", 100), timedRow("b", 100), timedRow("only", 5)}),
                                runOf({timedRow("a", 50), failed, timedRow("new", 1)})});
    ASSERT_TRUE(found.ok());
    const Comparison& comparison = found.value();
    EXPECT_EQ(comparison.rows.size(), 4U);
    EXPECT_EQ(comparison.compared(), 1U);
    EXPECT_NEAR(comparison.geometricMeanRatio, 0.5, 1e-9);
    EXPECT_THAT(toText(comparison), HasSubstr("failed: the worker died"));
    EXPECT_THAT(toText(comparison), HasSubstr("not in this run"));
    EXPECT_THAT(countsText(comparison), HasSubstr("1 row: 1 faster; 3 not in both runs"));
}

TEST(CompareRuns, JudgesRowsWithoutSamplesByTheirIntervals) {
    const auto bare = [](double value, double width) {
        RecordRow row = timedRow("a", value);
        row.rounds.clear();
        row.metrics[0].samples.clear();
        row.metrics[0].value = {value, value - width, value + width};
        return row;
    };
    const auto slower = compare({runOf({bare(100, 1)}), runOf({bare(120, 1)})});
    ASSERT_TRUE(slower.ok());
    EXPECT_EQ(slower.value().rows[0].cells[1].basis, Basis::Intervals);
    EXPECT_EQ(slower.value().rows[0].cells[1].against.change, Change::Slower);
    EXPECT_THAT(slower.value().warnings, Contains(HasSubstr("weaker: some rows have no samples")));
    const auto nothing = compare({runOf({bare(100, 0)}), runOf({bare(120, 0)})});
    EXPECT_EQ(nothing.value().rows[0].cells[1].against.change, Change::Insufficient);
}

TEST(CompareRuns, RefusesOneRunAloneAndMetricsThatNobodyHas) {
    EXPECT_FALSE(compare({runOf({timedRow("a", 100)})}).ok());
    ComparisonOptions options;
    options.metric = "nothing";
    const auto refused = compare({runOf({timedRow("a", 100)}), runOf({timedRow("a", 100)})}, options);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().expected, HasSubstr("stored_bytes, time"));
    EXPECT_FALSE(compare({runOf({timedRow("a", 100)}), runOf({timedRow("z", 100)})}).ok());
}

TEST(CompareRuns, TakesMoreThanTwo) {
    const auto found =
        compare({runOf({timedRow("a", 100)}), runOf({timedRow("a", 100)}), runOf({timedRow("a", 130)})});
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found.value().rows[0].cells.size(), 3U);
    EXPECT_EQ(found.value().rows[0].cells[1].against.change, Change::Same);
    EXPECT_EQ(found.value().count(Change::Slower), 1U);
    EXPECT_THAT(toText(found.value()), HasSubstr("run 3 against the first"));
}

TEST(CompareRuns, ARunInTheMiddleCountsAsMuchAsTheLast) {
    const auto found =
        compare({runOf({timedRow("a", 100), timedRow("b", 100)}),
                 runOf({timedRow("a", 150), timedRow("b", 100)}), runOf({timedRow("a", 100)})});
    ASSERT_TRUE(found.ok());
    const Comparison& comparison = found.value();
    EXPECT_EQ(comparison.count(Change::Slower), 1U);
    EXPECT_EQ(comparison.count(Change::Same), 2U);
    EXPECT_EQ(comparison.compared(), 3U);
    EXPECT_EQ(countsText(comparison), "3 comparisons: 1 slower, 2 same; 1 not in both runs");
    EXPECT_EQ(toJson(comparison)["counts"]["slower"], 1);
    const std::string junit = toJUnit(comparison);
    EXPECT_THAT(junit, HasSubstr("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\""));
    EXPECT_THAT(junit, HasSubstr("name=\"a, run 2\">\n      <failure message=\"slower: +50.0 %"));
    EXPECT_THAT(junit, HasSubstr("name=\"a, run 3\">\n      <system-out>same"));
    const XyChart chart = ratioChart(comparison);
    ASSERT_EQ(chart.series.size(), 2U) << "one a run";
    EXPECT_EQ(chart.series[0].label, "run 2: a run");
    EXPECT_EQ(chart.series[0].values.size(), 2U);
    EXPECT_NEAR(chart.series[0].values[0].x, 1.5, 0.01);
    EXPECT_THAT(chart.series[0].values[0].label, HasSubstr("run 2, slower"));
    EXPECT_NE(chart.series[0].values[0].y, chart.series[1].values[0].y);
}

TEST(CompareRuns, RefusesOnlyWhereNoRunHasARowOfTheFirst) {
    EXPECT_TRUE(
        compare({runOf({timedRow("a", 1)}), runOf({timedRow("a", 1)}), runOf({timedRow("z", 1)})}).ok());
    EXPECT_TRUE(
        compare({runOf({timedRow("a", 1)}), runOf({timedRow("z", 1)}), runOf({timedRow("a", 1)})}).ok());
    EXPECT_FALSE(
        compare({runOf({timedRow("a", 1)}), runOf({timedRow("y", 1)}), runOf({timedRow("z", 1)})}).ok());
}

TEST(ComparisonReports, SayWorseOfSizesNotSlower) {
    RecordRow after = timedRow("a", 100);
    after.metrics[1].value = {1001, 1001, 1001};
    ComparisonOptions options;
    options.metric = metric::kStoredBytes;
    const auto found = compare({runOf({timedRow("a", 100)}), runOf({after})}, options);
    EXPECT_EQ(countsText(found.value()), "1 row: 1 worse");
}

TEST(ComparisonReports, SayWhatIsOddAboutTheSamplesInEveryForm) {
    RecordRow odd = timedRow("a", 100);
    odd.metrics[0].samples.back() = 1000;
    const auto found = compare({runOf({timedRow("a", 100)}), runOf({odd})});
    ASSERT_EQ(rowWarnings(found.value()).size(), 1U);
    const std::string words = "label of a, run 2: 1 outlier (1 severe), kept";
    for (const std::string& text : {toText(found.value()), toMarkdown(found.value()), toHtml(found.value())})
        EXPECT_THAT(text, HasSubstr(words));
}

TEST(ComparisonReports, SayTheIntervalBeforeThePAndHowItWasDecided) {
    const auto found = compare({runOf({timedRow("a<&>", 100)}), runOf({timedRow("a<&>", 110)})});
    const Comparison& comparison = found.value();
    const std::string text = toText(comparison);
    EXPECT_LT(text.find("95 % interval"), text.find("verdict"));
    EXPECT_LT(text.find("interval decides"), text.find("corrected for the number of rows"));
    EXPECT_THAT(text, HasSubstr("Weaker, not interleaved"));
    EXPECT_THAT(effectText(comparison.rows[0].cells[1]),
                testing::MatchesRegex(".10.0 % .95 %: .* to .*., p .*"));

    EXPECT_THAT(toMarkdown(comparison), HasSubstr("| slower |"));
    EXPECT_THAT(toCsv(comparison), HasSubstr("a<&>,label of a<&>,kb.paths,time,ns,"));
    const std::string junit = toJUnit(comparison);
    EXPECT_THAT(junit, HasSubstr("tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\""));
    EXPECT_THAT(junit, HasSubstr("name=\"a&lt;&amp;&gt;\""));
    EXPECT_THAT(junit, HasSubstr("<failure message=\"slower: +10.0 %"));

    const auto json = toJson(comparison);
    EXPECT_EQ(json["schema"], "spacebench.comparison");
    EXPECT_EQ(json["rows"][0]["cells"][1]["against_first"]["verdict"], "slower");
    EXPECT_EQ(json["rows"][0]["cells"][1]["against_first"]["basis"], "not interleaved");
    EXPECT_EQ(json["counts"]["slower"], 1);
    EXPECT_EQ(json["rows"][0]["cells"][0]["samples"].size(), 10U);
}

TEST(ComparisonReports, SkipWhatCannotBeJudged) {
    const auto found =
        compare({runOf({timedRow("a", 100, 5), timedRow("b", 1)}), runOf({timedRow("a", 110)})});
    const std::string junit = toJUnit(found.value());
    EXPECT_THAT(junit, HasSubstr("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\""));
    EXPECT_THAT(junit, HasSubstr("<skipped message=\"insufficient"));
}

TEST(ComparisonCharts, DrawEveryRowAndEverySample) {
    const auto found = compare(
        {runOf({timedRow("a", 100), timedRow("b", 100)}), runOf({timedRow("a", 110), timedRow("b", 100)})});
    const Comparison& comparison = found.value();
    const XyChart ratios = ratioChart(comparison);
    ASSERT_EQ(ratios.series.size(), 2U);
    EXPECT_EQ(ratios.series[0].label, "worse");
    EXPECT_NEAR(ratios.series[0].values[0].x, 1.1, 0.01);
    EXPECT_TRUE(ratios.series[0].values[0].xLow.has_value());
    EXPECT_THAT(ratios.xAxis, HasSubstr("lower is better"));
    EXPECT_EQ(ratios.marks[0].x, 1);
    EXPECT_THAT(ratios.yNames, testing::ElementsAre("label of b", "label of a")) << "the first on top";
    EXPECT_EQ(ratios.series[0].values[0].y, 2);
    EXPECT_THAT(toSvg(ratios, 700, 300, false), HasSubstr(">label of b</text>"));

    const XyChart distribution = distributionChart(comparison, 0);
    ASSERT_EQ(distribution.series.size(), 2U);
    EXPECT_EQ(distribution.series[0].values.size(), 20U);
    EXPECT_DOUBLE_EQ(distribution.series[0].values.front().y, 0);
    EXPECT_DOUBLE_EQ(distribution.series[0].values.back().y, 100);

    const XyChart histogram = histogramChart(comparison, 0);
    double runs = 0;
    for (std::size_t i = 0; i < histogram.series[0].values.size(); i += 2)
        runs += histogram.series[0].values[i].y;
    EXPECT_DOUBLE_EQ(runs, 10);
    EXPECT_EQ(histogram.series[0].values.front().x, distribution.series[0].values.front().x);

    const XyChart order = orderChart(comparison, 0);
    EXPECT_EQ(order.series[1].values.size(), 10U);
    EXPECT_DOUBLE_EQ(order.series[0].values[3].y, comparison.rows[0].cells[0].metric->samples[3]);
    EXPECT_TRUE(distributionChart(comparison, 99).empty());
    for (const XyChart& chart : {ratios, distribution, histogram, order})
        EXPECT_THAT(toSvg(chart, 600, 300, false), HasSubstr("</svg>"));
}

TEST(ComparisonCharts, MarkTheStepsOfAHistory) {
    std::vector<Interval> values;
    std::vector<std::string> labels;
    for (int i = 0; i < 24; ++i) {
        const double value = (i < 12 ? 100 : 120) + 0.1 * (i * 7 % 5);
        values.push_back({value, value - 1, value + 1});
        labels.push_back("run " + std::to_string(i));
    }
    Metric like;
    like.title = "wall time";
    const XyChart chart = trendChart("trend", like, values, labels);
    ASSERT_EQ(chart.marks.size(), 1U);
    EXPECT_DOUBLE_EQ(chart.marks[0].x, 12.5);
    EXPECT_EQ(chart.marks[0].label, "+20 %");
    EXPECT_EQ(chart.series[0].values[3].label, "run 3");
    EXPECT_EQ(chart.xNames[3], "run 3");
    for (const double tick : xRange(chart).ticks) EXPECT_EQ(tick, std::round(tick));
    EXPECT_TRUE(trendChart("trend", like, {}, {}).empty());
    for (Interval& value : values) value = {100, 99, 101};
    for (const Interval& value : {Interval{250, 249, 251},
                                  {250, 249, 251},
                                  {250, 249, 251},
                                  {250, 249, 251},
                                  {250, 249, 251},
                                  {250, 249, 251}})
        values.push_back(value);
    const XyChart steep = trendChart("trend", like, values, {});
    ASSERT_EQ(steep.marks.size(), 1U);
    EXPECT_EQ(steep.marks[0].label, "+150 %");
    for (const double tick : xRange(trendChart("trend", like, {values[0], values[1]}, {})).ticks)
        EXPECT_EQ(tick, std::round(tick)) << "runs are counted";
}

} // namespace
} // namespace spacebench::results
