// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <gmock/gmock.h>

#include "results/metric_catalog.h"
#include "results/target_table.h"
#include "sample_record.h"

namespace spacebench::results {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::shared_ptr<const TargetTable> guide() {
    return std::make_shared<const TargetTable>(guideTable());
}

Dashboard dashboardOf(std::vector<RecordRow> rows) {
    return makeDashboard(guide(), std::make_shared<const RunRecord>(sampleRecord(std::move(rows))));
}

const DashboardCell* cellOf(const Dashboard& dashboard, std::string_view id) {
    for (const DashboardCell& cell : dashboard.cells)
        if (cell.target->id == id) return &cell;
    return nullptr;
}

RecordRow withMetric(RecordRow row, std::string_view id, MetricUnit unit, double value, double spread = 0) {
    row.metrics.push_back(sampleMetric(id, unit, value, spread));
    return row;
}

TEST(GuideTable, hasUniqueIdsKnownMetricsAndGoalsBeyondTheLimits) {
    std::set<std::string> ids;
    for (const TableTarget& target : guideTable().targets) {
        EXPECT_TRUE(ids.insert(target.id).second) << target.id;
        EXPECT_NE(findMetric(target.metric), nullptr) << target.id;
        EXPECT_GT(target.limit, 0) << target.id;
        const double stretch = target.stretch.value_or(target.limit);
        EXPECT_TRUE(target.lowerIsBetter ? stretch <= target.limit : stretch >= target.limit) << target.id;
        EXPECT_GE(target.ceiling.value_or(target.limit), target.limit) << target.id;
        EXPECT_LE(target.floor.value_or(target.limit), target.limit) << target.id;
    }
    for (const char* id :
         {"L1/1K", "L1/100K", "L1/1M", "L2/1K", "L2/100K", "L2/1M", "L3", "T1", "T2", "T3", "R1", "R2", "R3"})
        EXPECT_THAT(ids, Contains(id));
    for (const ReferenceSet& set : guideTable().references) {
        EXPECT_FALSE(set.machine.empty()) << set.id;
        EXPECT_FALSE(set.source.empty()) << set.id;
        EXPECT_FALSE(set.figures.empty()) << set.id;
    }
}

TEST(Dashboard, showsEveryTargetOfTheGuideWithAVerdictOrAReason) {
    const std::vector<std::vector<RecordRow>> runs = {
        {}, {recordRow("serialize", "mtts", 1000, 0.001)}, {recordRow("load", "act", 7, 1e-5)}};
    for (const auto& rows : runs) {
        const Dashboard dashboard = dashboardOf(rows);
        for (const TableTarget& target : guideTable().targets) {
            const DashboardCell* const cell = cellOf(dashboard, target.id);
            ASSERT_NE(cell, nullptr) << target.id;
            EXPECT_EQ(cell->measured.has_value(), isJudged(cell->state)) << target.id;
            EXPECT_NE(cell->measured.has_value(), !cell->reason.empty()) << target.id;
        }
    }
}

TEST(Dashboard, saysWhereOneTimeMeetsTheLatencyAndMissesTheThroughput) {
    const Dashboard dashboard = dashboardOf({recordRow("deserialize", "mtts", 1'000'000, 8)});
    const DashboardCell* const latency = cellOf(dashboard, "L2/1M");
    const DashboardCell* const throughput = cellOf(dashboard, "T2");
    EXPECT_EQ(latency->state, TargetState::Met);
    EXPECT_EQ(throughput->state, TargetState::Missed);
    EXPECT_THAT(latency->conflicts, ElementsAre("T2"));
    EXPECT_THAT(throughput->conflicts, ElementsAre("L2/1M"));
    ASSERT_THAT(dashboard.contradictions, SizeIs(1));
    EXPECT_EQ(
        dashboard.contradictions[0],
        "deserialize mtts at 1,000,000 atoms: L2/1M met (8 s, the target is < 10 s), T2 missed (125 k "
        "atoms/s, the target is at least 150 k atoms/s); both speak of the same time: L2/1M allows 10 s, T2 "
        "allows 6.667 s");
    EXPECT_THAT(toText(dashboard), HasSubstr(dashboard.contradictions[0]));
    EXPECT_THAT(toMarkdown(dashboard), HasSubstr("At odds: deserialize mtts"));
    EXPECT_EQ(toJson(dashboard)["contradictions"].size(), 1u);
}

TEST(Dashboard, findsNoContradictionWhereBothAreMetOrMissed) {
    EXPECT_THAT(dashboardOf({recordRow("deserialize", "mtts", 1'000'000, 6)}).contradictions, IsEmpty());
    EXPECT_THAT(dashboardOf({recordRow("deserialize", "mtts", 1'000'000, 11)}).contradictions, IsEmpty());
}

TEST(Dashboard, judgesWithTheInterval) {
    struct Case {
        double seconds, spread;
        TargetState state;
        const char* closeTo;
    };
    for (const Case& one :
         {Case{4, 0.01, TargetState::Met, ""}, Case{4.9, 0.05, TargetState::Met, "limit"},
          Case{5.1, 0.05, TargetState::Missed, "limit"}, Case{2.01, 0.05, TargetState::Met, "stretch goal"},
          Case{1.5, 0.05, TargetState::StretchMet, ""}, Case{5, 0, TargetState::Missed, ""}}) { // "< 5 s"
        RecordRow row = recordRow("serialize", "mtts", 1'000'000, one.seconds, one.spread);
        if (one.spread > 0) row.metrics[0].samples.resize(9, one.seconds * 1e9);
        const Dashboard dashboard = dashboardOf({row});
        const DashboardCell* const cell = cellOf(dashboard, "L1/1M");
        EXPECT_EQ(cell->state, one.state) << one.seconds;
        EXPECT_EQ(cell->closeTo, one.closeTo) << one.seconds;
        EXPECT_EQ(cell->sure, cell->closeTo.empty() && one.spread > 0);
    }
}

TEST(Dashboard, isNotSureOfAFigureWithoutAnInterval) {
    RecordRow row = recordRow("serialize", "mtts", 1'000'000, 4, 0);
    row.metrics[0].samples = {4e9};
    Dashboard dashboard = dashboardOf({row});
    EXPECT_EQ(cellOf(dashboard, "L1/1M")->state, TargetState::Met);
    EXPECT_FALSE(cellOf(dashboard, "L1/1M")->sure);
    EXPECT_EQ(cellText(*cellOf(dashboard, "L1/1M")), "met; no interval: one sample");
    EXPECT_EQ(toJson(dashboard)["cells"][2]["doubts"][0], "no interval: one sample");
    row.metrics[0].samples.clear();
    EXPECT_EQ(cellText(*cellOf(dashboardOf({row}), "L1/1M")), "met; no interval: the source gave none");
    row.metrics[0].samples = {4e9, 4e9, 4e9};
    EXPECT_TRUE(cellOf(dashboardOf({row}), "L1/1M")->sure) << "equal samples have a point as interval";
    row.metrics[0].samples.clear();
    row.metrics[0].exact = true;
    EXPECT_TRUE(cellOf(dashboardOf({row}), "L1/1M")->sure);
}

TEST(Dashboard, saysWhereARowHasTooFewRuns) {
    RecordRow row = recordRow("serialize", "mtts", 1'000'000, 4);
    row.state = MeasureState::Insufficient;
    row.reason = "the budget was spent";
    const Dashboard dashboard = dashboardOf({row});
    EXPECT_FALSE(cellOf(dashboard, "L1/1M")->sure);
    EXPECT_EQ(
        cellText(*cellOf(dashboard, "L1/1M")),
        "met; insufficient: the budget was spent; only 3 samples: their interval holds the median in at most "
        "75 % of cases, not in 95 %");
}

TEST(Dashboard, chartsHaveIdsOfTheirOwn) {
    auto table = std::make_shared<TargetTable>(guideTable());
    table->targets.resize(3);
    table->targets[0].group = "Level 1";
    table->targets[1].group = "Level 2";
    table->targets[2].group = "level 2";
    std::vector<std::string> ids;
    for (const XyChart& chart :
         dashboardCharts(makeDashboard(table, std::make_shared<const RunRecord>(sampleRecord({})))))
        ids.push_back(chart.id);
    EXPECT_THAT(ids, ElementsAre("dashboard-level-1", "dashboard-level-2", "dashboard-level-2-2"));
}

TEST(Dashboard, holdsProcessorUseToItsRange) {
    struct Case {
        double use;
        TargetState state;
    };
    for (const Case& one :
         {Case{0.3, TargetState::Missed}, Case{0.5, TargetState::Met}, Case{0.7, TargetState::Met},
          Case{0.71, TargetState::Missed}, Case{0.91, TargetState::BeyondCeiling}}) {
        const Dashboard dashboard = dashboardOf({withMetric(recordRow("serialize", "paths", 100'000, 1),
                                                            metric::kCpuUse, MetricUnit::Share, one.use)});
        EXPECT_EQ(cellOf(dashboard, "R2")->state, one.state) << one.use;
    }
    RecordRow alone =
        withMetric(recordRow("serialize", "paths", 100'000, 1), metric::kCpuUse, MetricUnit::Share, 0.99);
    alone.threads = 1;
    const Dashboard dashboard = dashboardOf({alone});
    EXPECT_EQ(cellOf(dashboard, "R2")->state, TargetState::NotMeasurable);
    EXPECT_THAT(cellOf(dashboard, "R2")->reason, HasSubstr("ran on 1 thread,"));
    alone.threads = 0; // the key says "/t2"
    EXPECT_EQ(cellOf(dashboardOf({alone}), "R2")->state, TargetState::BeyondCeiling);
}

TEST(Dashboard, holdsMemoryAndDiskToTheirMaximum) {
    RecordRow row = recordRow("serialize", "paths", 100'000, 1);
    const auto stateAt = [&row](const char* id, std::string_view metricId, MetricUnit unit, double value) {
        return cellOf(dashboardOf({withMetric(row, metricId, unit, value)}), id)->state;
    };
    EXPECT_EQ(stateAt("R1", metric::kPeakHeapMultiple, MetricUnit::Ratio, 2), TargetState::Met);
    EXPECT_EQ(stateAt("R1", metric::kPeakHeapMultiple, MetricUnit::Ratio, 2.5), TargetState::Missed);
    EXPECT_EQ(stateAt("R1", metric::kPeakHeapMultiple, MetricUnit::Ratio, 3.1), TargetState::BeyondCeiling);
    row.key = "serialize/paths/t2/file@kb.paths"; // of disks, files tell
    EXPECT_EQ(stateAt("R3", metric::kDiskShare, MetricUnit::Share, 0.5), TargetState::Missed);
    EXPECT_EQ(stateAt("R3", metric::kDiskShare, MetricUnit::Share, 0.85), TargetState::Met);
    EXPECT_EQ(stateAt("R3", metric::kDiskShare, MetricUnit::Share, 0.97), TargetState::BeyondCeiling);
}

TEST(Dashboard, judgesRowsOfTheMediumThatATargetNames) {
    RecordRow file =
        withMetric(recordRow("serialize", "mtts", 1000, 0.009), metric::kDiskShare, MetricUnit::Share, 0.85);
    file.key = "serialize/mtts/t2/file@atoms";
    EXPECT_EQ(cellOf(dashboardOf({file}), "L1/1K")->state, TargetState::NotMeasured)
        << "waiting for the disk is no matter of serializing";
    EXPECT_THAT(cellOf(dashboardOf({file}), "L1/1K")->reason, HasSubstr("in memory"));
    const Dashboard both = dashboardOf({file, recordRow("serialize", "mtts", 1000, 0.001)});
    EXPECT_EQ(cellOf(both, "L1/1K")->state, TargetState::StretchMet);
    EXPECT_EQ(cellOf(both, "R3")->state, TargetState::Met);
    EXPECT_EQ(cellOf(dashboardOf({recordRow("serialize", "mtts", 1000, 0.001)}), "R3")->state,
              TargetState::NotMeasured);
    RecordRow unknown = recordRow("serialize", "mtts", 1000, 0.009);
    unknown.key = file.key;
    EXPECT_THAT(cellOf(dashboardOf({unknown}), "R3")->reason, HasSubstr("bandwidth"));
}

TEST(Dashboard, judgesTheWorstRowOfEachInput) {
    const Dashboard dashboard = dashboardOf(
        {recordRow("serialize", "mtts", 1'000'000, 1), recordRow("serialize", "paths", 1'000'000, 6),
         recordRow("serialize", "act", 1'000'000, 2), recordRow("serialize", "mtts", 1000, 0.001)});
    std::vector<const DashboardCell*> cells;
    for (const DashboardCell& cell : dashboard.cells)
        if (cell.target->id == "T1") cells.push_back(&cell);
    ASSERT_THAT(cells, SizeIs(2)); // one an input
    EXPECT_EQ(cells[0]->rowLabel, "serialize paths");
    EXPECT_EQ(cells[0]->state, TargetState::Missed);
    EXPECT_EQ(cells[0]->rowsJudged, 3u);
    EXPECT_EQ(cells[0]->rowsMet, 2u);
    EXPECT_THAT(cellText(*cells[0]), HasSubstr("the worst of 3 rows, 2 meet it"));
    EXPECT_EQ(cells[1]->state, TargetState::StretchMet);
}

TEST(Dashboard, speaksOfFormatsUnlessATargetNamesAnotherOperation) {
    const RecordRow block =
        withMetric(recordRow("decompress", "", 1000, 1), metric::kPeakHeapMultiple, MetricUnit::Ratio, 4.6);
    EXPECT_EQ(cellOf(dashboardOf({block}), "R1")->state, TargetState::NotMeasured);
    TableTarget own;
    own.metric = metric::kPeakHeapMultiple;
    EXPECT_FALSE(speaksOf(own, block));
    own.operation = "decompress";
    EXPECT_TRUE(speaksOf(own, block));
}

TEST(Dashboard, asksForARatioOfWhatCompressesOnly) {
    RecordRow row =
        withMetric(recordRow("serialize", "mtts", 1000, 1), metric::kRatio, MetricUnit::Ratio, 0.99);
    EXPECT_EQ(cellOf(dashboardOf({row}), "T3")->state, TargetState::NotMeasured);
    row.codec = "zlib:6";
    EXPECT_EQ(cellOf(dashboardOf({row}), "T3")->state, TargetState::Missed);
}

TEST(Dashboard, saysWhyARowGivesNoFigure) {
    RecordRow row = recordRow("serialize", "mtts", 1000, 1);
    row.state = MeasureState::Failed;
    row.reason = "the worker was killed by signal 9";
    const Dashboard dashboard = dashboardOf({row});
    EXPECT_EQ(cellOf(dashboard, "L1/1K")->state, TargetState::NotMeasurable);
    EXPECT_THAT(cellOf(dashboard, "L1/1K")->reason, HasSubstr("signal 9"));
    EXPECT_THAT(cellOf(dashboard, "L1/1M")->reason, HasSubstr("1,000,000 atoms"));
}

TEST(Dashboard, laysReferencesBesideWhatTheySpeakOf) {
    const Dashboard dashboard = dashboardOf({recordRow("serialize", "mtts", 1'000'000, 4)});
    const auto& references = cellOf(dashboard, "L1/1M")->references;
    ASSERT_THAT(references, SizeIs(2));
    EXPECT_EQ(references[0].first->id, "guide-baseline");
    EXPECT_EQ(references[0].second, 8e9);
    EXPECT_EQ(references[1].second, 2.5e9);
    EXPECT_THAT(toText(dashboard), HasSubstr("Guide, baseline: Intel Xeon E5-2699 v3"));
    EXPECT_THAT(toText(dashboard), Not(HasSubstr("PathMap:"))); // it writes no MTTS
    // Rates follow from times: 1M atoms in 12 s.
    const Dashboard paths = dashboardOf({recordRow("serialize", "paths", 1'000'000, 4)});
    const auto& rates = cellOf(paths, "T1")->references;
    ASSERT_THAT(rates, SizeIs(4));
    EXPECT_DOUBLE_EQ(rates[0].second, 1e6 / 12);
    EXPECT_EQ(rates[3].first->id, "pathmap");
    EXPECT_DOUBLE_EQ(rates[3].second, 1e6 / 0.813);
    // The input of the figure counts before its size.
    RecordRow logic = recordRow("serialize", "paths", 91'692, 0.1);
    logic.input = "/spaces/big_logic.metta.paths";
    EXPECT_DOUBLE_EQ(cellOf(dashboardOf({logic}), "T1")->references.at(0).second, 91'692 / 0.154);
}

TEST(Dashboard, drawsMeasuredOverTargetSoThatBelowOneIsMet) {
    const Dashboard dashboard = dashboardOf({recordRow("deserialize", "mtts", 1'000'000, 8)});
    const std::vector<XyChart> charts = dashboardCharts(dashboard);
    ASSERT_THAT(charts, SizeIs(3));
    EXPECT_EQ(charts[0].id, "dashboard-latency");
    EXPECT_TRUE(charts[0].yLog);
    EXPECT_DOUBLE_EQ(charts[0].series[0].values[0].y, 0.8);
    EXPECT_DOUBLE_EQ(charts[1].series[0].values[0].y, 1.2); // 125K of 150K
    EXPECT_TRUE(charts[2].empty());
    for (const XyChart& chart : charts) EXPECT_THAT(toSvg(chart, 640, 360, true), HasSubstr("</svg>"));
}

TEST(Dashboard, drawsWhatMissesARangeFromBelowAboveOne) {
    TableTarget target;
    target.id = "R";
    target.group = "Range";
    target.metric = metric::kCpuUse;
    target.lowerIsBetter = true;
    target.floor = 0.5;
    target.limit = 0.8;
    TargetTable table;
    table.id = "ranges";
    table.targets = {target};
    DashboardCell cell;
    cell.target = &table.targets[0];
    const auto drawn = [&](const Interval& measured) {
        Dashboard dashboard;
        dashboard.table = std::make_shared<const TargetTable>(table);
        dashboard.run = std::make_shared<const RunRecord>();
        cell.target = &dashboard.table->targets[0];
        cell.measured = measured;
        dashboard.cells = {cell};
        return dashboardCharts(dashboard).at(0).series.at(0).values.at(0);
    };
    EXPECT_DOUBLE_EQ(drawn({0.25, 0.2, 0.4}).y, 2) << "half of what is asked for";
    EXPECT_DOUBLE_EQ(drawn({1.6, 1.6, 1.6}).y, 2) << "twice what is allowed";
    const XyPoint within = drawn({0.64, 0.4, 0.88});
    EXPECT_DOUBLE_EQ(within.y, 0.8);
    EXPECT_EQ(within.yLow, std::optional(within.y)) << "the interval holds its own figure";
    ASSERT_TRUE(within.yHigh);
    EXPECT_DOUBLE_EQ(*within.yHigh, 1.25);
}

} // namespace
} // namespace spacebench::results
