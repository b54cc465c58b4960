// SPDX-License-Identifier: Apache-2.0
#include "results/advice.h"

#include <gmock/gmock.h>

#include "support/lab_rows.h"
#include "support/seeded_random.h"

namespace spacebench::results {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::labRow;
using tests::labRun;
using tests::notMeasured;
using tests::staged;

/// Rows 0..4; no two quantities order them alike.
LabRun fourCodecs() {
    return labRun(
        {labRow("zstd", 19, 100'000, 80'000'000, 2'000'000),
         labRow("zstd", 6, 200'000, 10'000'000, 2'000'000), labRow("lz4", 1, 400'000, 2'000'000, 500'000),
         labRow("snappy", 0, 420'000, 2'500'000, 1'000'000), labRow("none", 0, 2'000'000, 200'000, 200'000)});
}
Goal goalOf(Priority priority) {
    Goal goal;
    goal.priority = priority;
    return goal;
}
Goal weighed(double size, double compress, double decompress) {
    Goal goal = goalOf(Priority::Custom);
    goal.sizeWeight = size;
    goal.compressWeight = compress;
    goal.decompressWeight = decompress;
    return goal;
}
/// `median` and samples around it, the same in every test.
Timing noisy(std::uint64_t median, double spread, std::uint64_t seed, std::size_t runs = 9) {
    tests::SeededRandom random(seed);
    std::vector<std::uint64_t> samples;
    for (std::size_t i = 0; i < runs; ++i)
        samples.push_back(
            static_cast<std::uint64_t>(static_cast<double>(median) *
                                       (1 + spread * (static_cast<double>(random.below(2001)) / 1000 - 1))));
    return Timing::of(std::move(samples));
}

TEST(Advice, RanksByWhatThePriorityWeighs) {
    const LabRun run = fourCodecs();
    EXPECT_THAT(advise(run, goalOf(Priority::Size)).ranking, ElementsAre(0, 1, 2, 3));
    // Products of both times, in ms^2: zstd 19 160, zstd 6 20, lz4 1, snappy 2.5.
    EXPECT_THAT(advise(run, goalOf(Priority::Speed)).ranking, ElementsAre(2, 3, 1, 0));
    // Times bytes, in 10^5: zstd 19 160, zstd 6 40, lz4 4, snappy 10.5.
    EXPECT_THAT(advise(run, goalOf(Priority::Balanced)).ranking, ElementsAre(2, 3, 1, 0));
    // Bytes^4 times compression: 1 * 80, 16 * 10, 256 * 2, 311 * 2.5.
    EXPECT_THAT(advise(run, weighed(4, 1, 0)).ranking, ElementsAre(0, 1, 2, 3));
    // Bytes^2 times compression: 80, 40, 32, 44.1.
    EXPECT_THAT(advise(run, weighed(2, 1, 0)).ranking, ElementsAre(2, 1, 3, 0));
    EXPECT_EQ(advise(run, weighed(2, 1, 0)).pick, 2U);
}

TEST(Advice, OnlyTheProportionsOfWeightsCount) {
    const LabRun run = fourCodecs();
    const auto a = advise(run, weighed(2, 1, 0.5));
    const auto b = advise(run, weighed(8, 4, 2));
    EXPECT_EQ(a.ranking, b.ranking);
    EXPECT_DOUBLE_EQ(regretOf(run, weighed(2, 1, 0.5), 1, 2).percent.value,
                     regretOf(run, weighed(8, 4, 2), 1, 2).percent.value);
}

TEST(Advice, ACopyAndTheFileAsItIsAreNoCompression) {
    LabRun run = fourCodecs();
    run.rows.push_back(labRow("paths", 0, 10, 1, 1));
    run.rows.back().asStored = true;
    for (const Priority priority : {Priority::Size, Priority::Speed, Priority::Balanced})
        EXPECT_THAT(advise(run, goalOf(priority)).ranking, testing::SizeIs(4));
    EXPECT_THAT(advise(run, goalOf(Priority::Speed)).evidence, Contains(HasSubstr("not compressing at all")));
}

TEST(Advice, RowsThatWereNotVerifiedOrHaveNoTimesAreNotPicked) {
    LabRun run = fourCodecs();
    run.rows[0].verified = false;
    run.rows[1].state = MeasureState::Rejected;
    run.rows[2].compress = {};
    EXPECT_THAT(advise(run, goalOf(Priority::Balanced)).ranking, ElementsAre(3));
    EXPECT_THAT(advise(run, goalOf(Priority::Size)).ranking, ElementsAre(2, 3)) << "size needs no times";
}

TEST(Advice, BudgetsExcludeRows) {
    const LabRun run = fourCodecs();
    Goal goal = goalOf(Priority::Size);
    goal.leastCompressBytesPerSecond = 200e6; // zstd 6: 2 MB in 10 ms
    EXPECT_THAT(advise(run, goal).ranking, ElementsAre(1, 2, 3)) << "a budget is met exactly";
    goal.leastCompressBytesPerSecond = 200.1e6;
    EXPECT_THAT(advise(run, goal).ranking, ElementsAre(2, 3));
    EXPECT_THAT(advise(run, goal).evidence, Contains(HasSubstr("2 of 4 rows fail the budgets")));
    Goal speed = goalOf(Priority::Speed);
    speed.mostStoredBytes = 200'000;
    EXPECT_THAT(advise(run, speed).ranking, ElementsAre(1, 0));
    speed.leastDecompressBytesPerSecond = 1e9; // 2 MB in 2 ms
    EXPECT_THAT(advise(run, speed).ranking, ElementsAre(1, 0));
}

TEST(Advice, SaysWhichBudgetNoRowMeetsAndWhatComesClosest) {
    const LabRun run = fourCodecs();
    Goal goal = goalOf(Priority::Size);
    goal.leastCompressBytesPerSecond = 5e9;
    const Advice none = advise(run, goal);
    EXPECT_FALSE(none.pick);
    EXPECT_FALSE(none.pickRegret);
    EXPECT_TRUE(none.ranking.empty());
    EXPECT_THAT(none.reason, HasSubstr("no row compresses at 5000 MB/s or more"));
    EXPECT_THAT(none.reason, HasSubstr("lz4 1 comes closest, with 1000 MB/s"));
    EXPECT_FALSE(none.guide.text.empty()) << "the rule does not know budgets";

    Goal both = goalOf(Priority::Size);
    both.leastCompressBytesPerSecond = 500e6;
    both.mostStoredBytes = 150'000;
    const Advice excluding = advise(run, both);
    EXPECT_FALSE(excluding.pick);
    EXPECT_THAT(excluding.reason, HasSubstr("each budget alone is met"));
    EXPECT_THAT(toText(excluding, run, both), HasSubstr("No pick"));
    EXPECT_TRUE(toJson(excluding, run, both)["pick"].is_null());
    EXPECT_THAT(advise(labRun({}), goal).reason, HasSubstr("no row of a compression was measured"));
}

TEST(Advice, TheGuidesRuleSwitchesAtExactlyOneAndTenMillionBytes) {
    EXPECT_EQ(guideChoice(Priority::Size, 10'000'000).family, "zlib-ng");
    EXPECT_EQ(guideChoice(Priority::Size, 10'000'000).level, 9);
    EXPECT_EQ(guideChoice(Priority::Size, 10'000'001).family, "zstd");
    EXPECT_EQ(guideChoice(Priority::Size, 10'000'001).level, 19);
    EXPECT_EQ(guideChoice(Priority::Balanced, 999'999).family, "snappy");
    EXPECT_EQ(guideChoice(Priority::Balanced, 1'000'000).family, "zstd");
    EXPECT_EQ(guideChoice(Priority::Balanced, 1'000'000).level, 6);
    for (const std::uint64_t bytes : {std::uint64_t{1}, std::uint64_t{1} << 40})
        EXPECT_EQ(guideChoice(Priority::Speed, bytes).family, "lz4");
}

TEST(Advice, ComparesTheRulesRowWithThePick) {
    const LabRun run = fourCodecs();
    const Advice balanced = advise(run, goalOf(Priority::Balanced));
    EXPECT_EQ(balanced.guide.family, "zstd");
    EXPECT_EQ(balanced.guideRow, 1U);
    ASSERT_TRUE(balanced.guideRegret);
    EXPECT_EQ(balanced.guideRegret->against, 2U);
    // (200,000 * 10 ms * 2 ms) : (400,000 * 2 ms * 0.5 ms) = 10, and its cube root is 2.154.
    EXPECT_NEAR(balanced.guideRegret->percent.value, 115.443, 0.001);
    EXPECT_NEAR(balanced.guideRegret->percent.low, 115.443, 0.001) << "samples without noise";
    const Advice speed = advise(run, goalOf(Priority::Speed));
    EXPECT_EQ(speed.guideRow, 2U);
    EXPECT_EQ(speed.guideRegret->percent.value, 0);
}

TEST(Advice, NoLibraryStandsInForZlibNg) {
    LabRun run = fourCodecs();
    run.rows.push_back(notMeasured("zlib-ng", 6, "zlib-ng was not found when this program was built"));
    run.rows.push_back(labRow("libdeflate", 9, 150'000, 30'000'000, 1'500'000));
    run.rows.push_back(labRow("zlib", 9, 160'000, 30'000'000, 2'500'000));
    const Advice advice = advise(run, goalOf(Priority::Size));
    EXPECT_EQ(advice.guide.family, "zlib-ng");
    EXPECT_FALSE(advice.guideRow);
    EXPECT_FALSE(advice.guideRegret);
    EXPECT_THAT(advice.guideNote, HasSubstr("zlib-ng 9 was not measured: zlib-ng was not found"));
    EXPECT_THAT(advice.guideNote, HasSubstr("no other library stands in"));
    EXPECT_THAT(advice.guideNote, HasSubstr("libdeflate 9 stores 150,000"));
    run.rows.push_back(labRow("zlib-ng", 9, 155'000, 20'000'000, 2'000'000));
    EXPECT_EQ(advise(run, goalOf(Priority::Size)).guideRow, run.rows.size() - 1);
}

TEST(Advice, TheRulesRowIsThePlainCodecOnTheWholeInput) {
    LabRun run = fourCodecs();
    LabRow& plain = run.rows[1];
    LabRow chunked = plain;
    chunked.chunkBytes = 65536;
    LabRow threaded = plain;
    threaded.threads = 2;
    const LabRow column = staged(plain);
    run.rows[1] = chunked;
    run.rows.push_back(threaded);
    run.rows.push_back(column);
    EXPECT_FALSE(advise(run, goalOf(Priority::Balanced)).guideRow);
}

TEST(Advice, TheRuleKnowsNoOwnWeights) {
    const Advice advice = advise(fourCodecs(), weighed(1, 1, 0));
    EXPECT_FALSE(advice.guideRow);
    EXPECT_THAT(advice.guideNote, HasSubstr("Size, Speed and Balanced"));
    EXPECT_TRUE(checkGoal(weighed(1, 0, 0)).ok());
    EXPECT_FALSE(checkGoal(weighed(0, 0, 0)).ok());
    EXPECT_FALSE(checkGoal(weighed(2, -1, 0)).ok());
}

TEST(Advice, ARuleThatFailsABudgetIsSaidTo) {
    Goal goal = goalOf(Priority::Balanced);
    goal.mostStoredBytes = 150'000;
    const Advice advice = advise(fourCodecs(), goal);
    EXPECT_EQ(advice.pick, 0U);
    EXPECT_EQ(advice.guideRow, 1U);
    EXPECT_THAT(advice.guideNote, HasSubstr("zstd 6 fails a budget: 200,000 bytes"));
}

TEST(Advice, TheIntervalOfATieContainsZeroAndThatOfADifferenceDoesNot) {
    LabRun run = labRun({labRow("zstd", 1, 300'000, 1, 1), labRow("zstd", 2, 300'000, 1, 1),
                         labRow("zstd", 3, 300'000, 1, 1)});
    run.rows[0].compress = noisy(10'000'000, 0.05, 1);
    run.rows[1].compress = noisy(10'050'000, 0.05, 2);
    run.rows[2].compress = noisy(15'000'000, 0.05, 3);
    const Goal goal = weighed(1, 1, 0);
    const Regret tie = regretOf(run, goal, 1, 0);
    EXPECT_TRUE(tie.hasInterval);
    EXPECT_TRUE(tie.percent.contains(0)) << tie.percent.low << " to " << tie.percent.high;
    EXPECT_LT(tie.percent.low, tie.percent.high);
    EXPECT_TRUE(tie.percent.contains(tie.percent.value));
    const Regret difference = regretOf(run, goal, 2, 0);
    EXPECT_GT(difference.percent.low, 0);
    EXPECT_NEAR(difference.percent.value, 100 * (std::sqrt(1.5) - 1), 5) << "bytes and time weigh half each";
    const Regret other = regretOf(run, goal, 0, 2);
    EXPECT_LT(other.percent.high, 0);
    const Advice advice = advise(run, goal);
    ASSERT_TRUE(advice.pickRegret);
    EXPECT_TRUE(advice.pickRegret->percent.contains(0));
}

TEST(Advice, PairedSamplesOfTheSameRoundsCancelWhatSlowsARound) {
    LabRun run = labRun({labRow("zstd", 1, 300'000, 1, 1), labRow("zstd", 2, 300'000, 1, 1)});
    std::vector<std::uint64_t> first;
    std::vector<std::uint64_t> second;
    for (const std::uint64_t slow : {10U, 30U, 11U, 29U, 12U, 31U, 10U, 30U}) {
        first.push_back(slow * 1'000'000);
        second.push_back(slow * 1'100'000); // always a tenth slower
    }
    run.rows[0].compress = Timing::of(first);
    run.rows[1].compress = Timing::of(second);
    const Regret regret = regretOf(run, weighed(0, 1, 0), 1, 0);
    EXPECT_NEAR(regret.percent.value, 10, 1e-6);
    EXPECT_NEAR(regret.percent.low, 10, 1e-6);
    EXPECT_NEAR(regret.percent.high, 10, 1e-6);
}

TEST(Advice, OneRunHasNoInterval) {
    LabRun run = fourCodecs();
    run.rows[3].compress = Timing::of({2'500'000});
    EXPECT_FALSE(regretOf(run, goalOf(Priority::Speed), 3, 2).hasInterval);
    EXPECT_TRUE(regretOf(run, goalOf(Priority::Size), 3, 2).hasInterval) << "bytes are exact";
    EXPECT_TRUE(toJson(advise(run, goalOf(Priority::Speed)), run, goalOf(Priority::Speed))["guide"]["regret"]
                    .is_object());
}

TEST(Advice, OfRowsThatTieThePlainerIsPicked) {
    LabRun run = labRun({labRow("zstd", 3, 300'000, 1, 1'000'000), labRow("zstd", 3, 300'000, 1, 1'000'000)});
    run.rows[0].workers = 2;
    run.rows[0].compress = noisy(10'000'000, 0.05, 1);
    run.rows[1].compress = noisy(10'100'000, 0.05, 2);
    const Goal goal = goalOf(Priority::Speed);
    const Advice advice = advise(run, goal);
    EXPECT_EQ(advice.pick, 1U);
    EXPECT_EQ(advice.pickRegret->row, 1U);
    EXPECT_EQ(advice.pickRegret->against, advice.ranking.front());
    EXPECT_TRUE(advice.pickRegret->percent.contains(0));
    if (advice.ranking.front() == 0) {
        EXPECT_THAT(advice.reason, HasSubstr("ties with zstd 3, 2 workers"));
    }
    run.rows[1].compress = noisy(14'000'000, 0.05, 2);
    EXPECT_EQ(advise(run, goal).pick, 0U) << "no tie";
}

TEST(Advice, OwnContainerRowsArePickedOnlyWhereAllowedButNamed) {
    LabRun run = fourCodecs();
    run.rows.push_back(staged(labRow("zstd", 19, 70'000, 70'000'000, 2'500'000)));
    Goal goal = goalOf(Priority::Size);
    const Advice without = advise(run, goal);
    EXPECT_EQ(without.pick, 0U);
    EXPECT_THAT(without.evidence, Contains(HasSubstr("own container")));
    EXPECT_THAT(without.evidence, Contains(HasSubstr("-30.0 %")));
    goal.ownContainer = true;
    EXPECT_EQ(advise(run, goal).pick, 5U);
}

TEST(Advice, EstimatesAreFlaggedAndTheirSizesHaveIntervals) {
    LabRun run = fourCodecs();
    for (LabRow& row : run.rows) {
        row.estimate = true;
        const auto stored = static_cast<double>(row.storedBytes);
        row.storedInterval = Interval{stored, stored * 0.9, stored * 1.1};
    }
    const Goal goal = goalOf(Priority::Size);
    const Advice advice = advise(run, goal);
    EXPECT_TRUE(advice.estimate);
    EXPECT_THAT(advice.evidence, Contains(HasSubstr("estimate")));
    EXPECT_THAT(toText(advice, run, goal), HasSubstr("Pick (estimate)"));
    EXPECT_TRUE(toJson(advice, run, goal)["estimate"]);
    const Regret regret = regretOf(run, goal, 3, 2); // 420,000 against 400,000, each give or take 10 %
    EXPECT_NEAR(regret.percent.value, 5, 1e-9);
    EXPECT_LT(regret.percent.low, -5);
    EXPECT_GT(regret.percent.high, 15);
    EXPECT_GT(regretOf(run, goal, 1, 0).percent.low, 50);
}

TEST(Advice, TheSameRunGivesTheSameWords) {
    LabRun run = fourCodecs();
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        run.rows[i].compress = noisy(10'000'000 + i * 1000, 0.1, i);
        run.rows[i].decompress = noisy(3'000'000, 0.1, i + 100);
    }
    const Goal goal = goalOf(Priority::Balanced);
    const std::string json = toJson(advise(run, goal), run, goal).dump();
    EXPECT_EQ(toJson(advise(run, goal), run, goal).dump(), json);
    const auto parsed = nlohmann::json::parse(json);
    EXPECT_EQ(parsed["schema"], "spacebench.advice");
    EXPECT_EQ(parsed["version"], 1);
    EXPECT_EQ(parsed["ranking"].size(), 4U);
    EXPECT_LE(parsed["regret"]["ci95"][0], 0);
    EXPECT_GE(parsed["regret"]["ci95"][1], 0);
    EXPECT_EQ(parsed["settings"]["schema"], "spacebench.compression");
    EXPECT_THAT(toText(advise(run, goal), run, goal), HasSubstr("The guide's rule"));
}

} // namespace
} // namespace spacebench::results
