// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <gmock/gmock.h>

#include "results/metric_catalog.h"
#include "results/row_metric.h"
#include "results/run_record.h"
#include "sample_run.h"

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;

double valueOf(const RecordRow& row, std::string_view id) {
    for (const Metric& metric : row.metrics)
        if (metric.id == id) return metric.value.value;
    ADD_FAILURE() << "no " << id;
    return 0;
}

const Metric* find(const RecordRow& row, std::string_view id) {
    for (const Metric& metric : row.metrics)
        if (metric.id == id) return &metric;
    return nullptr;
}

TEST(RecordOfBench, hasEveryMetricThatWasMeasured) {
    const RunRecord record = recordOf(interleavedRun());
    EXPECT_EQ(record.source, "spacebench");
    EXPECT_EQ(record.title, "two programs");
    EXPECT_EQ(record.planName, "quick-look");
    EXPECT_THAT(record.tags, ElementsAre("a", "b"));
    EXPECT_EQ(record.noiseFloor, 0.012);
    EXPECT_EQ(record.document["schema"], "spacebench.bench");
    const RecordRow& row = record.rows[0];
    EXPECT_EQ(row.key, "serialize/mtts/t1/file@kb.paths");
    EXPECT_EQ(row.threads, 1U);
    EXPECT_THAT(row.rounds, ElementsAre(0, 1, 2));
    EXPECT_EQ(valueOf(row, metric::kTime), 1'000'000);
    EXPECT_EQ(find(row, metric::kTime)->samples.size(), 3U);
    EXPECT_EQ(valueOf(row, metric::kUserTime), 600'000);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kAtomRate), 1e6);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kRawRate), 50e6);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kStoredRate), 20e6);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kCpuUse), 0.8);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kPeakHeapMultiple), 2);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kDiskShare), 0.1) << "20 MB/s of 200";
    EXPECT_EQ(valueOf(row, metric::kContextSwitches), 3);
    EXPECT_DOUBLE_EQ(valueOf(row, metric::kRatio), 2.5);
    EXPECT_EQ(find(row, metric::kCycles), nullptr) << "one run lacks them";
}

TEST(RecordOfBench, givesOneMetricAsTheWholeRecordHasIt) {
    const BenchRun run = interleavedRun();
    const RunRecord record = recordOf(run);
    for (std::size_t i = 0; i < run.rows.size(); ++i)
        for (const KnownMetric& known : knownMetrics()) {
            const Metric* const whole = find(record.rows[i], known.id);
            const auto one = metricOf(run, i, known.id);
            const auto median = metricMedian(run, i, known.id);
            ASSERT_EQ(one.has_value(), whole != nullptr) << known.id;
            ASSERT_EQ(median.has_value(), whole != nullptr) << known.id;
            if (whole == nullptr) continue;
            EXPECT_EQ(*median, whole->value.value) << known.id;
            EXPECT_EQ(one->value.low, whole->value.low) << known.id;
            EXPECT_EQ(one->value.high, whole->value.high) << known.id;
            EXPECT_EQ(one->samples, whole->samples) << known.id;
            EXPECT_EQ(one->exact, whole->exact) << known.id;
        }
    EXPECT_FALSE(metricMedian(run, run.rows.size(), metric::kTime)) << "there is no such row";
}

TEST(RecordOfBench, callsExactWhatIsTheSameInEveryRun) {
    BenchRun run = interleavedRun();
    const auto exact = [&](std::string_view id) {
        const RunRecord record = recordOf(run);
        return find(record.rows[0], id)->exact;
    };
    EXPECT_TRUE(exact(metric::kStoredBytes));
    EXPECT_TRUE(exact(metric::kRatio));
    EXPECT_TRUE(exact(metric::kAllocations));
    EXPECT_FALSE(exact(metric::kTime));
    EXPECT_FALSE(exact(metric::kMinorFaults));
    run.rows[0].threads = 2;
    EXPECT_FALSE(exact(metric::kAllocations)) << "threads cut the work as they come";
    run.rows[0].threads = 1;
    run.rows[0].runs[1].allocations = 99;
    EXPECT_FALSE(exact(metric::kAllocations));
}

TEST(RecordOfBench, turnsTheIntervalOfARate) {
    const RunRecord record = recordOf(interleavedRun());
    const Metric& rate = *find(record.rows[0], metric::kAtomRate);
    EXPECT_FALSE(rate.lowerIsBetter);
    EXPECT_DOUBLE_EQ(rate.value.low, 1000 / 1.1e-3);
    EXPECT_DOUBLE_EQ(rate.value.high, 1000 / 0.9e-3);
}

TEST(RecordOfBench, hasNoFiguresWhereThereAreNone) {
    const RunRecord record = recordOf(interleavedRun());
    EXPECT_EQ(record.rows[1].state, MeasureState::Failed);
    EXPECT_EQ(record.rows[1].reason, "three workers in a row died");
    EXPECT_TRUE(record.rows[1].metrics.empty());
    BenchRun load = interleavedRun();
    load.rows[0].operation = Operation::Load;
    EXPECT_EQ(find(recordOf(load).rows[0], metric::kAtomRate), nullptr);
    EXPECT_EQ(find(recordOf(load).rows[0], metric::kDiskShare), nullptr) << "reads a few pages";
    EXPECT_TRUE(recordOf(BenchRun{}).rows.empty());
}

TEST(RecordOfBench, knowsTheShareOfTheDiskOnlyOfWhatCameFromIt) {
    BenchRun run = interleavedRun();
    BenchRow& row = run.rows[0];
    run.diskReadBytesPerSecond = 100e6;
    row.operation = Operation::Deserialize;
    const auto hasShare = [&] { return find(recordOf(run).rows[0], metric::kDiskShare) != nullptr; };
    for (RunSample& sample : row.runs) sample.coldConfirmed = true;
    EXPECT_FALSE(hasShare()) << "not asked for";
    row.cache = "cold";
    ASSERT_TRUE(hasShare());
    EXPECT_DOUBLE_EQ(valueOf(recordOf(run).rows[0], metric::kDiskShare), 0.2) << "20 MB/s of 100";
    row.runs[1].coldConfirmed = false;
    EXPECT_FALSE(hasShare());
    row.runs[1].coldConfirmed = true;
    row.cache = "cold (not possible here)";
    EXPECT_FALSE(hasShare());
}

TEST(RecordOfBench, readsResultsThatHaveNoRunsOfTheirOwn) {
    const RunRecord record = recordOf(sampleRun());
    ASSERT_EQ(record.rows.size(), 9U);
    std::set<std::string> keys;
    for (const RecordRow& row : record.rows) keys.insert(row.key);
    EXPECT_EQ(keys.size(), 9U);
    EXPECT_EQ(record.rows[0].key, "serialize/paths@a \"b\" <c>.paths");
    EXPECT_EQ(valueOf(record.rows[0], metric::kPeakHeap), 1'552'500);
}

TEST(RecordOfBench, keepsProgramsApart) {
    const BenchRun run = interleavedRun();
    const RunRecord both = recordOf(run);
    EXPECT_EQ(both.rows[2].key, both.rows[0].key + "#before");
    const auto each = recordsOf(run);
    ASSERT_EQ(each.size(), 2U);
    EXPECT_EQ(each[0].rows.size(), 2U);
    EXPECT_EQ(each[1].rows.size(), 1U);
    EXPECT_EQ(each[1].rows[0].key, each[0].rows[0].key) << "the same thing, for comparing";
    EXPECT_FALSE(each[0].session.empty());
    EXPECT_EQ(each[0].session, each[1].session);
    EXPECT_EQ(each[1].title, "two programs: before");
    EXPECT_EQ(recordsOf(sampleRun()).size(), 1U);
    EXPECT_TRUE(recordsOf(sampleRun())[0].session.empty());
}

} // namespace
} // namespace spacebench::results
