// SPDX-License-Identifier: Apache-2.0
#include "results/lab_charts.h"

#include <gmock/gmock.h>

#include "support/lab_rows.h"

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using tests::labRow;
using tests::labRun;
using tests::notMeasured;
using tests::staged;

/// 0 zstd 19, 1 zstd 3, 2 zstd 9 (dominated), 3 lz4, 4 columns + zstd 3, 5 zlib-ng (absent), 6 as stored.
LabRun someRun() {
    LabRun run = labRun({labRow("zstd", 19, 100'000, 100'000'000, 2'000'000),
                         labRow("zstd", 3, 200'000, 10'000'000, 2'000'000),
                         labRow("zstd", 9, 210'000, 20'000'000, 3'000'000),
                         labRow("lz4", 1, 400'000, 2'000'000, 500'000),
                         staged(labRow("zstd", 3, 150'000, 20'000'000, 4'000'000)),
                         notMeasured("zlib-ng", 9, "not found"), labRow("paths", 0, 180'000, 1, 4'000'000)});
    run.rows.back().asStored = true;
    run.rows.back().compress = {};
    return run;
}
const XySeries* seriesOf(const XyChart& chart, const std::string& label) {
    for (const XySeries& series : chart.series)
        if (series.label == label) return &series;
    return nullptr;
}
const XyPoint* pointOf(const XyChart& chart, std::size_t row) {
    for (const XySeries& series : chart.series)
        for (const XyPoint& point : series.values)
            if (point.row == row && !series.steps) return &point;
    return nullptr;
}

TEST(LabCharts, ParetoChartsHaveAFrontAndFadeWhatIsDominated) {
    const XyChart chart = paretoChart(someRun(), ParetoOf::Compress, 2U);
    EXPECT_TRUE(chart.xLog);
    EXPECT_FALSE(chart.yLog);
    const XySeries* front = seriesOf(chart, "best known");
    ASSERT_NE(front, nullptr);
    EXPECT_TRUE(front->steps);
    std::vector<std::size_t> rows;
    for (const XyPoint& point : front->values) rows.push_back(point.row);
    EXPECT_THAT(rows, ElementsAre(0, 4, 1, 3));
    EXPECT_DOUBLE_EQ(pointOf(chart, 0)->x, 20) << "2 MB in 100 ms";
    EXPECT_DOUBLE_EQ(pointOf(chart, 0)->y, 20);
    EXPECT_TRUE(pointOf(chart, 0)->named);
    EXPECT_FALSE(pointOf(chart, 2)->faded) << "the pick is never faded";
    EXPECT_THAT(pointOf(chart, 2)->label, HasSubstr("the pick"));
    EXPECT_TRUE(pointOf(paretoChart(someRun(), ParetoOf::Compress), 2)->faded);
    EXPECT_EQ(pointOf(chart, 5), nullptr) << "rows without figures have no point";
    const XySeries* stored = seriesOf(chart, "as stored");
    ASSERT_NE(stored, nullptr);
    EXPECT_TRUE(stored->line) << "nobody compressed it here: its ratio is known, no speed";
    EXPECT_FALSE(stored->points);
    ASSERT_THAT(stored->values, SizeIs(2));
    EXPECT_TRUE(stored->values[0].named);
    EXPECT_EQ(stored->values[0].y, stored->values[1].y);
    EXPECT_DOUBLE_EQ(stored->values[1].x, 1000) << "as far as the others go";
}

TEST(LabCharts, FamiliesHaveTheirOwnColourAndMark) {
    const XyChart chart = paretoChart(someRun(), ParetoOf::Decompress);
    const XySeries* zstd = seriesOf(chart, "zstd");
    const XySeries* lz4 = seriesOf(chart, "lz4");
    const XySeries* columns = seriesOf(chart, "columns + zstd");
    const XySeries* stored = seriesOf(chart, "as stored");
    ASSERT_TRUE(zstd != nullptr && lz4 != nullptr && columns != nullptr && stored != nullptr);
    EXPECT_THAT(zstd->values, SizeIs(3));
    EXPECT_NE(zstd->mark, lz4->mark);
    EXPECT_NE(zstd->colour.r, lz4->colour.r);
    EXPECT_EQ(zstd->mark, columns->mark);
    EXPECT_NE(zstd->colour.g, columns->colour.g);
    EXPECT_TRUE(stored->points) << "its decompression is measured";
    EXPECT_TRUE(stored->values[0].named);
    EXPECT_FALSE(stored->values[0].faded);
    EXPECT_THAT(stored->values[0].label, HasSubstr("as stored"));
}

TEST(LabCharts, IntervalsOfSpeedAndOfEstimatedSizesAreThere) {
    LabRun run = someRun();
    run.rows[0].compress = Timing::of({90'000'000, 100'000'000, 110'000'000, 100'000'000});
    run.rows[0].estimate = true;
    run.rows[0].storedInterval = Interval{100'000, 80'000, 125'000};
    const XyChart chart = paretoChart(run, ParetoOf::Compress);
    const XyPoint* point = pointOf(chart, 0);
    ASSERT_TRUE(point->xLow && point->xHigh && point->yLow && point->yHigh);
    EXPECT_LT(*point->xLow, point->x);
    EXPECT_GT(*point->xHigh, point->x);
    EXPECT_DOUBLE_EQ(*point->yLow, 16);
    EXPECT_DOUBLE_EQ(*point->yHigh, 25);
    EXPECT_THAT(point->label, HasSubstr("estimate"));
}

TEST(LabCharts, TheLinkChartHasALineForEachRowThatIsBestSomewhere) {
    const LabRun run = someRun();
    const auto ranges = bestByLinkSpeed(run);
    ASSERT_THAT(ranges, SizeIs(2)); // zstd 19, then lz4: 300,000 bytes against 1.5 ms, 200 MB/s
    const XyChart chart = linkChart(run);
    ASSERT_THAT(chart.series, SizeIs(3));
    EXPECT_EQ(chart.series[0].label, "zstd 19");
    EXPECT_EQ(chart.series[1].label, "lz4 1");
    EXPECT_THAT(chart.series[2].label, HasSubstr("as stored"));
    EXPECT_TRUE(chart.series[2].dashed);
    ASSERT_THAT(chart.marks, SizeIs(1));
    EXPECT_NEAR(chart.marks[0].x, 200, 1e-9);
    EXPECT_EQ(chart.marks[0].label, "above 200 MB/s: lz4 1");
    for (const XyPoint& point : chart.series[0].values)
        EXPECT_NEAR(point.y, 100'000 * 1e3 / point.x + 2'000'000, 1e-3);
    EXPECT_LT(chart.series[0].values.front().x, 1);
    EXPECT_GT(chart.series[0].values.back().x, 5000);
}

TEST(LabCharts, TheChunkChartFollowsOneLevelOfEachCodec) {
    LabRun run = someRun();
    for (const int level : {1, 3})
        for (const std::uint64_t chunk : {std::uint64_t{4096}, std::uint64_t{65536}}) {
            LabRow row = labRow("zstd", level, 300'000 - chunk, 10'000'000, 2'000'000);
            row.chunkBytes = chunk;
            run.rows.push_back(row);
        }
    const XyChart chart = chunkChart(run);
    ASSERT_THAT(chart.series, SizeIs(1)) << "the others have one size only";
    EXPECT_EQ(chart.series[0].label, "zstd 3") << "its standard level";
    ASSERT_THAT(chart.series[0].values, SizeIs(3));
    EXPECT_EQ(chart.series[0].values[0].x, 4096);
    EXPECT_EQ(chart.series[0].values[2].x, 2'000'000) << "the whole";
    EXPECT_EQ(chart.series[0].values[2].row, 1U);
}

TEST(LabCharts, NothingMeasuredMakesEmptyChartsThatSayWhy) {
    const LabRun run = labRun({notMeasured("zlib-ng", 9, "not found")});
    for (const XyChart& chart : {paretoChart(run, ParetoOf::Compress), linkChart(run), chunkChart(run)}) {
        EXPECT_THAT(chart.series, IsEmpty());
        EXPECT_FALSE(chart.emptyNote.empty());
    }
    EXPECT_TRUE(decisionMap(run).empty());
    EXPECT_FALSE(decisionMap(run).emptyNote.empty());
}

TEST(LabCharts, TheMapShowsWhereTheRuleLosesAndWhereNothingIsKnown) {
    LabRun run = someRun();
    run.rows.push_back(labRow("zstd", 6, 190'000, 15'000'000, 2'000'000)); // 7
    run.rows.push_back(labRow("snappy", 0, 420'000, 2'200'000, 500'000));  // 8
    const GridChart map = decisionMap(run);
    EXPECT_THAT(map.rows, ElementsAre("Size", "Speed", "Balanced"));
    ASSERT_THAT(map.columns, SizeIs(3));
    EXPECT_EQ(map.columns[1], "1 to 10 MB (this input)");
    // Size: zlib-ng is not here; above 10 MB the rule says zstd 19, which is the smallest.
    EXPECT_EQ(map.cell(0, 1).shade, Shade::Neutral);
    EXPECT_THAT(map.cell(0, 1).text, HasSubstr("zlib-ng 9: not measured"));
    EXPECT_THAT(map.cell(0, 1).tooltip, HasSubstr("not found"));
    EXPECT_EQ(map.cell(0, 2).text, "zstd 19: the pick");
    EXPECT_EQ(map.cell(0, 2).shade, Shade::Good);
    EXPECT_THAT(map.cell(0, 2).tooltip, HasSubstr("An input of this size was not measured"));
    // Speed: LZ4 is the fastest.
    EXPECT_EQ(map.cell(1, 1).text, "lz4 1: the pick");
    // Balanced: zstd 6 costs (190 * 15 * 2) / (400 * 2 * 0.5) = 14.25, cube root 2.424, more than LZ4.
    EXPECT_EQ(map.cell(2, 1).text, "zstd 6: +142 %");
    EXPECT_EQ(map.cell(2, 1).shade, Shade::Bad);
    EXPECT_EQ(map.cell(2, 1).row, 7U);
    EXPECT_EQ(map.cell(2, 1).strength, 1);
    EXPECT_THAT(map.cell(2, 1).tooltip, Not(HasSubstr("was not measured")));
    // Below 1 MB it says Snappy: (420 * 2.2 * 0.5) / 400 = 1.155, cube root 1.049.
    EXPECT_EQ(map.cell(2, 0).text, "snappy: +5 %");
    EXPECT_EQ(map.cell(2, 0).shade, Shade::Warning);
    EXPECT_LT(map.cell(2, 0).strength, 0.5) << "paler: of that size nothing was measured";
}

TEST(LabCharts, OneRunIsNotEnoughToCallTheRuleBad) {
    LabRun run = someRun();
    run.rows.push_back(labRow("zstd", 6, 190'000, 15'000'000, 2'000'000));
    run.rows.back().compress = tests::steadyTime(15'000'000, 1);
    EXPECT_THAT(decisionMap(run).cell(2, 1).text, HasSubstr("zstd 6: +142 %"));
    EXPECT_EQ(decisionMap(run).cell(2, 1).shade, Shade::Warning);
}

TEST(LabCharts, AreDrawn) {
    const LabRun run = someRun();
    for (const bool dark : {false, true}) {
        EXPECT_THAT(toSvg(paretoChart(run, ParetoOf::Compress), 800, 400, dark), HasSubstr("zstd 19"));
        EXPECT_THAT(toSvg(linkChart(run), 800, 400, dark), HasSubstr("above 200 MB/s"));
        EXPECT_THAT(toSvg(decisionMap(run), 800, 300, dark), HasSubstr("this input"));
    }
}

} // namespace
} // namespace spacebench::results
