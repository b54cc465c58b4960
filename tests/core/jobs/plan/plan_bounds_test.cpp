// SPDX-License-Identifier: Apache-2.0
//
// Absurd plans stay cheap, and what they leave out is counted; rows of different things have different keys.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/plan/expansion_report.h"
#include "jobs/plan/plan.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using ::testing::HasSubstr;

/// 0 and then more threads than any machine of the tests has.
std::string threadsFrom(int first, int count) {
    std::string list = "0";
    for (int i = 0; i < count; ++i) list += "," + std::to_string(first + i);
    return list;
}

std::string planText(const std::string& sweeps) {
    return R"({"inputs": [{"atoms": 10}], "measure": [)" + sweeps + "]}";
}

Plan read(const std::string& sweeps) {
    auto plan = planFromText(planText(sweeps), "p.json");
    EXPECT_TRUE(plan.ok()) << plan.error().describe();
    return plan.ok() ? std::move(*plan) : Plan{};
}

constexpr std::size_t kListed = 1'000;

TEST(PlanBounds, listsTheFirstSkipsAndCountsTheRest) {
    const Plan plan = read(R"({"operations": ["serialize"], "formats": ["mtts"],
        "codecs": ["zstd:1..10"], "threads": [)" +
                           threadsFrom(3000, 150) + R"(]},
        {"operations": ["deserialize"], "formats": ["mtts"], "codecs": ["zstd:1..5"], "threads": [)" +
                           threadsFrom(3000, 300) + "]}");
    const auto expansion = expand(plan);
    ASSERT_TRUE(expansion.ok()) << expansion.error().describe();
    EXPECT_EQ(expansion->rows.size(), 15U);
    EXPECT_EQ(expansion->skipped.size(), kListed);
    EXPECT_EQ(expansion->unlistedSkips, 3'000 - kListed);
    EXPECT_THAT(expansionText(plan, *expansion, {}), HasSubstr("and 2,000 more combinations"));
    const Json json = expansionJson(plan, *expansion, {});
    EXPECT_EQ(json["skipped"].size(), kListed);
    EXPECT_EQ(json["unlisted_skips"], 2'000);
    EXPECT_EQ(shardOf(*expansion, {1, 2}).unlistedSkips, 2'000U) << "part 1 says it";
    EXPECT_EQ(shardOf(*expansion, {2, 2}).unlistedSkips, 0U);
}

TEST(PlanBounds, saysNothingOfMoreWhereAllAreListed) {
    const Plan plan = read(R"({"operations": ["serialize"], "formats": ["mtts"], "threads": [0, 4000]})");
    const auto expansion = expand(plan);
    ASSERT_TRUE(expansion.ok()) << expansion.error().describe();
    EXPECT_EQ(expansion->unlistedSkips, 0U);
    EXPECT_THAT(expansionText(plan, *expansion, {}), ::testing::Not(HasSubstr("more combination")));
}

TEST(PlanBounds, boundsCombinationsOverTheWholePlan) {
    const auto sweep = [](int first) {
        return R"({"operations": ["serialize", "deserialize"], "formats": ["mtts"],
            "codecs": ["zstd:1..22"], "switches": ["product", "current", "optimized"],
            "media": ["memory", "file"], "cache": ["warm", "cold"], "threads": [)" +
               threadsFrom(first, 999) + "]}";
    };
    const auto one = planFromText(planText(sweep(3000)), "p.json");
    ASSERT_TRUE(one.ok()) << one.error().describe();
    const auto two = planFromText(planText(sweep(3000) + ",\n" + sweep(3001)), "p.json");
    ASSERT_FALSE(two.ok());
    EXPECT_EQ(two.error().code, ErrorCode::LimitExceeded);
    Plan plan = *one;
    plan.sweeps.push_back(plan.sweeps[0]);
    EXPECT_EQ(expand(plan).error().code, ErrorCode::LimitExceeded);
}

TEST(PlanBounds, endsWhenItIsCancelled) {
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    const std::string sweep = R"({"operations": ["serialize"], "formats": ["mtts"]})";
    EXPECT_EQ(planFromText(planText(sweep), "p.json", context).error().code, ErrorCode::Cancelled);
    EXPECT_EQ(expand(read(sweep), {}, context).error().code, ErrorCode::Cancelled);
}

TEST(PlanKeys, tellAnOpenSpaceFromAFileOfItsName) {
    const tests::TempFolder folder;
    const std::string file = folder.write("kb.paths", "x");
    Plan plan = read(R"({"operations": ["serialize"], "formats": ["mtts"]})");
    plan.inputs = {PlanInput{"", "kb.paths", {}}, PlanInput{file, "", {}}};
    const auto expansion = expand(plan);
    ASSERT_TRUE(expansion.ok()) << expansion.error().describe();
    ASSERT_EQ(expansion->rows.size(), 2U);
    EXPECT_EQ(expansion->rows[0].key(plan), "serialize/mtts@kb.paths");
    EXPECT_EQ(expansion->rows[1].key(plan), "serialize/mtts@" + file);
    plan.inputs[0].space = "other";
    EXPECT_EQ(expansion->rows[1].key(plan), "serialize/mtts@kb.paths") << "as it always was";
    plan.inputs = {PlanInput{"", file, {}}, PlanInput{file, "", {}}, PlanInput{"", "kb.paths", {}}};
    EXPECT_THAT(expand(plan).error().message, HasSubstr("two inputs go by the name"));
}

TEST(PlanKeys, tellSwitchesFromOtherPartsOfAKey) {
    Configuration row;
    row.formatId = "mtts";
    row.codec = "default";
    row.switches = {"mine", tuning::PipelineSettings{}};
    EXPECT_EQ(row.keyWithoutInput(), "serialize/mtts/mine") << "as it always was";
    EXPECT_EQ(row.label(), "serialize mtts, mine");
    for (const char* ordinary : {"t", "t2x", "t0", "tuned", "files", "zstd", "memory"}) {
        row.switches.name = ordinary;
        EXPECT_EQ(row.keyWithoutInput(), std::string("serialize/mtts/") + ordinary);
    }
    for (const char* alike : {"file", "cold", "t2", "none"}) {
        row.switches.name = alike;
        EXPECT_EQ(row.keyWithoutInput(), std::string("serialize/mtts/switches=") + alike);
        EXPECT_EQ(row.label(), std::string("serialize mtts, switches ") + alike);
    }
}

TEST(PlanKeys, measureSwitchesThatAreCalledLikeAMedium) {
    const Plan plan =
        read(R"({"operations": ["deserialize"], "formats": ["mtts"], "media": ["memory", "file"],
        "switches": ["product", {"name": "file", "settings": {}}]})");
    const auto expansion = expand(plan);
    ASSERT_TRUE(expansion.ok()) << expansion.error().describe();
    std::set<std::string> keys;
    for (const Configuration& row : expansion->rows) keys.insert(row.keyWithoutInput());
    EXPECT_EQ(keys, (std::set<std::string>{"deserialize/mtts", "deserialize/mtts/file",
                                           "deserialize/mtts/switches=file",
                                           "deserialize/mtts/switches=file/file"}));
}

} // namespace
} // namespace spacebench::jobs
