// SPDX-License-Identifier: Apache-2.0
#include "results/targets.h"

#include <gmock/gmock.h>

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> idsOf(const std::vector<TargetVerdict>& verdicts) {
    std::vector<std::string> ids;
    for (const TargetVerdict& verdict : verdicts) ids.push_back(verdict.id);
    return ids;
}

Measured measured(Operation operation, std::string format, std::uint64_t atoms, double medianNs) {
    Measured one;
    one.operation = operation;
    one.formatId = std::move(format);
    one.atoms = atoms;
    one.medianNs = medianNs;
    return one;
}

TEST(Targets, agreeWithTheTableOfTheGuide) {
    struct Line {
        Operation operation;
        const char* format;
        std::uint64_t atoms;
        double limitMs, stretchMs;
    };
    const std::vector<Line> lines = {{Operation::Serialize, "mtts", 1'000, 5, 2},
                                     {Operation::Serialize, "mtts", 100'000, 500, 200},
                                     {Operation::Serialize, "mtts", 1'000'000, 5000, 2000},
                                     {Operation::Deserialize, "mtts", 1'000, 10, 5},
                                     {Operation::Deserialize, "mtts", 100'000, 1000, 400},
                                     {Operation::Deserialize, "mtts", 1'000'000, 10'000, 4000},
                                     {Operation::Load, "act", 77, 10, 1}};
    for (const Line& line : lines) {
        const auto verdicts = judge(measured(line.operation, line.format, line.atoms, 1e6));
        ASSERT_FALSE(verdicts.empty());
        EXPECT_EQ(verdicts[0].limit, line.limitMs * 1e6) << line.atoms;
        EXPECT_EQ(verdicts[0].stretch, line.stretchMs * 1e6) << line.atoms;
        EXPECT_EQ(verdicts[0].measured, 1e6);
    }
}

TEST(Targets, applyLatencyAtExactlyItsSizesAndThroughputAtAny) {
    EXPECT_THAT(idsOf(judge(measured(Operation::Serialize, "mtts", 100'000, 1))),
                ElementsAre("L1", "T1", "R1"));
    EXPECT_THAT(idsOf(judge(measured(Operation::Serialize, "mtts", 100'001, 1))), ElementsAre("T1", "R1"));
    EXPECT_THAT(idsOf(judge(measured(Operation::Deserialize, "mtts", 1'000, 1))),
                ElementsAre("L2", "T2", "R1"));
    EXPECT_THAT(idsOf(judge(measured(Operation::Serialize, "paths", 100'000, 1))), ElementsAre("T1", "R1"));
    EXPECT_THAT(idsOf(judge(measured(Operation::Load, "act", 3, 1))), ElementsAre("L3", "R1"));
}

TEST(Targets, ofMemoryDoNotJudgeFiles) {
    Measured row = measured(Operation::Serialize, "mtts", 100'000, 1e6);
    const auto inMemory = idsOf(judge(row));
    row.medium = "memory";
    EXPECT_EQ(idsOf(judge(row)), inMemory);
    row.medium = "file";
    EXPECT_THAT(idsOf(judge(row)), ElementsAre("R1")) << "peak memory is asked of both";
}

TEST(Targets, judgeTheRatioOnlyWhereSomethingIsCompressed) {
    Measured row = measured(Operation::Serialize, "paths", 5, 1);
    row.compressionRatio = 3.0;
    const auto verdicts = judge(row);
    ASSERT_THAT(idsOf(verdicts), ElementsAre("T1", "T3", "R1"));
    EXPECT_TRUE(verdicts[1].met);
    EXPECT_FALSE(verdicts[1].stretchMet);
    row.compressionRatio = 2.49;
    EXPECT_EQ(judge(row)[1].word(), "missed");
    row.operation = Operation::Deserialize;
    EXPECT_THAT(idsOf(judge(row)), ElementsAre("T2", "R1"));
}

TEST(Targets, giveTheVerdictAtTheEdgesAsTheGuideWritesThem) {
    // 1000 atoms in exactly 5 ms are 200K atoms/s: throughput is met at its limit, "< 5 ms" is not.
    const auto edge = judge(measured(Operation::Serialize, "mtts", 1'000, 5e6));
    EXPECT_FALSE(edge[0].met);
    EXPECT_TRUE(edge[1].met);
    EXPECT_FALSE(edge[1].stretchMet);
    const auto fast = judge(measured(Operation::Serialize, "mtts", 1'000, 1.9e6));
    EXPECT_EQ(fast[0].word(), "stretch met");
    EXPECT_EQ(fast[1].word(), "stretch met");
    EXPECT_EQ(judge(measured(Operation::Serialize, "mtts", 1'000, 3e6))[0].word(), "met");
}

TEST(Targets, sayWhatCannotBeMeasuredInsteadOfGuessing) {
    Measured row = measured(Operation::Deserialize, "act", 10, 1);
    EXPECT_EQ(judge(row)[1].word(), "not measurable here");
    EXPECT_FALSE(judge(row)[1].met);
    row.peakOverSerialized = 2.0;
    EXPECT_EQ(judge(row)[1].word(), "met");
    EXPECT_EQ(judge(row)[1].stretch, std::nullopt);
    row.peakOverSerialized = 2.01;
    EXPECT_EQ(judge(row)[1].word(), "missed");
}

} // namespace
} // namespace spacebench::results
