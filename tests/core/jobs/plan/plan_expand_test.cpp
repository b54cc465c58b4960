// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "jobs/plan/plan.h"
#include "measure/processors.h"

namespace spacebench::jobs {
namespace {

Plan planOf(const std::string& sweeps, const std::string& inputs = R"({"atoms": "1K"})") {
    auto plan = planFromText("{\"inputs\": [" + inputs + "], \"measure\": [" + sweeps + "]}", "p.json");
    EXPECT_TRUE(plan.ok()) << plan.error().describe();
    return plan.ok() ? std::move(*plan) : Plan{};
}

Expansion expanded(const Plan& plan) {
    auto expansion = expand(plan);
    EXPECT_TRUE(expansion.ok()) << expansion.error().describe();
    return expansion.ok() ? std::move(*expansion) : Expansion{};
}

std::vector<std::string> keysOf(const Plan& plan, const Expansion& expansion) {
    std::vector<std::string> keys;
    for (const Configuration& row : expansion.rows) {
        const std::string key = row.key(plan);
        keys.push_back(key.substr(0, key.find('@')));
    }
    return keys;
}

bool skips(const Expansion& expansion, const std::string& label, const std::string& words) {
    for (const SkippedCombination& skipped : expansion.skipped)
        if (skipped.label == label && skipped.reason.find(words) != std::string::npos) return true;
    return false;
}

using Keys = std::vector<std::string>;

TEST(PlanExpand, listsCombinationsInTheOrderOfThePlan) {
    const Plan plan = planOf(R"({"operations": ["serialize", "deserialize"], "formats": ["mtts", "paths"],
                                 "codecs": ["default", "zlib:1"], "media": ["memory", "file"]})");
    const Expansion expansion = expanded(plan);
    EXPECT_EQ(
        keysOf(plan, expansion),
        (Keys{"serialize/mtts", "serialize/mtts/file", "serialize/mtts/zlib:1", "serialize/mtts/zlib:1/file",
              "serialize/paths", "serialize/paths/file", "serialize/paths/zlib:1",
              "serialize/paths/zlib:1/file", "deserialize/mtts", "deserialize/mtts/file",
              "deserialize/mtts/zlib:1", "deserialize/mtts/zlib:1/file", "deserialize/paths",
              "deserialize/paths/file", "deserialize/paths/zlib:1", "deserialize/paths/zlib:1/file"}));
    EXPECT_TRUE(expansion.skipped.empty());
    EXPECT_GT(expansion.seconds, 0);
    EXPECT_EQ(expansion.rows[3].label(), "serialize mtts, zlib:1, file");
    EXPECT_EQ(expansion.rows[0].key(plan), "serialize/mtts@generated: atoms, N = 1,000, seed 1");
}

TEST(PlanExpand, saysWhyCombinationsMakeNoSense) {
    const Plan plan = planOf(R"({"operations": ["serialize", "deserialize", "load", "compress"],
                                 "formats": ["act", "mtts", "paths", "symbols", "json"],
                                 "codecs": ["default", "zstd:3", "libdeflate:6"],
                                 "switches": ["product", "current"], "threads": [1, 0, 4000],
                                 "media": ["memory", "file"], "cache": ["warm", "cold"]})");
    const Expansion expansion = expanded(plan);
    EXPECT_TRUE(skips(expansion, "serialize act, zstd:3", "takes no codec"));
    EXPECT_TRUE(skips(expansion, "serialize paths, zstd:3", "zlib"));
    EXPECT_TRUE(skips(expansion, "load mtts", "not opened in place"));
    EXPECT_TRUE(skips(expansion, "serialize symbols", "holds no paths"));
    EXPECT_TRUE(skips(expansion, "serialize json", "does not write"));
    EXPECT_TRUE(skips(expansion, "serialize mtts, libdeflate:6", "compress"));
    EXPECT_TRUE(skips(expansion, "compress default", "codecs") || skips(expansion, "compress", "codecs"));
    EXPECT_TRUE(skips(expansion, "load act, current", "serialize and deserialize"));
    EXPECT_TRUE(skips(expansion, "deserialize mtts, 1 thread, cold memory", "medium 'file'"));
    EXPECT_TRUE(skips(expansion, "serialize mtts, 1 thread, cold file", "could be cold"));
    EXPECT_TRUE(skips(expansion, "serialize mtts, 4000 threads", "processor"));
    EXPECT_TRUE(skips(expansion, "load act", "one thread"));
    EXPECT_TRUE(skips(expansion, "compress zstd:3, 1 thread, file", "memory to memory"));
    EXPECT_TRUE(skips(expansion, "serialize mtts, current, 1 thread, file", "sync nothing"));
    std::set<std::string> keys;
    for (const std::string& key : keysOf(plan, expansion)) EXPECT_TRUE(keys.insert(key).second) << key;
    EXPECT_TRUE(keys.count("deserialize/mtts/zstd:3/t1/file/cold") == 1);
    EXPECT_TRUE(keys.count("compress/libdeflate:6/t1") == 1);
}

TEST(PlanExpand, makesARangeItsLevelsAndMeasuresNothingTwice) {
    const Plan plan = planOf(R"({"operations": ["compress"], "codecs": ["zstd:1..3", "zstd", "snappy"]},
                                {"operations": ["compress"], "codecs": ["zstd:2"]})");
    const Expansion expansion = expanded(plan);
    EXPECT_EQ(keysOf(plan, expansion),
              (Keys{"compress/zstd:1", "compress/zstd:2", "compress/zstd:3", "compress/snappy"}));
    EXPECT_TRUE(skips(expansion, "compress zstd:2", "another sweep"));
}

TEST(PlanExpand, givesOptimizedSwitchesToTheirTask) {
    const Plan plan =
        planOf(R"({"operations": ["serialize"], "formats": ["mtts", "act"], "switches": ["optimized"],
                                 "codecs": ["default", "lz4"]})");
    const Expansion expansion = expanded(plan);
    ASSERT_EQ(expansion.rows.size(), 3U);
    EXPECT_TRUE(expansion.rows[0].switches.settings->preallocate);
    EXPECT_EQ(expansion.rows[0].switches.settings->codec, "none");
    EXPECT_EQ(expansion.rows[1].switches.settings->codec, "lz4:1");
    EXPECT_EQ(expansion.rows[0].switches.settings->allocator, tuning::Allocator::Glibc);
}

TEST(PlanExpand, namesRowsOfEqualFileNamesByTheirFolders) {
    Plan plan = planOf(R"({"operations": ["serialize"], "formats": ["mtts"]})");
    plan.inputs = {PlanInput{"/a/kb.paths", "", {}}, PlanInput{"/b/kb.paths", "", {}}};
    Configuration row;
    row.formatId = "mtts";
    row.codec = "default";
    row.switches.name = "product";
    EXPECT_EQ(row.key(plan), "serialize/mtts@/a/kb.paths");
    plan.inputs.pop_back();
    EXPECT_EQ(row.key(plan), "serialize/mtts@kb.paths");
}

TEST(PlanExpand, refusesWhatCannotBeRun) {
    const std::string all = R"({"operations": ["serialize"], "formats": ["mtts"]})";
    Plan missing = planOf(all);
    missing.inputs[0].file = "/no/such.paths";
    EXPECT_EQ(expand(missing).error().code, ErrorCode::Io);
    Plan foreign = planOf(all);
    foreign.programs = {{"before", "/bin/true"}, {"this", ""}};
    ASSERT_TRUE(expand(foreign).ok());
    foreign.isolation = Isolation::InProcess;
    EXPECT_EQ(expand(foreign).error().code, ErrorCode::InvalidArgument);
    Plan twice = planOf(all);
    twice.inputs.push_back(twice.inputs[0]);
    EXPECT_EQ(expand(twice).error().code, ErrorCode::InvalidArgument);
    Plan nothing = planOf(all);
    nothing.sweeps[0].threads = {4000};
    EXPECT_NE(expand(nothing).error().describe().find("processor"), std::string::npos);
    Plan unknown = planOf(all);
    unknown.sweeps[0].formats = {"nope"};
    EXPECT_EQ(expand(unknown).error().code, ErrorCode::InvalidArgument);
    Plan pinned = planOf(all);
    pinned.pin = "4000";
    EXPECT_EQ(expand(pinned).error().code, ErrorCode::InvalidArgument);
    Plan ambiguous = planOf(all);
    ambiguous.sweeps[0].switches = {{"mine", tuning::PipelineSettings{}}};
    ambiguous.sweeps.push_back(ambiguous.sweeps[0]);
    ambiguous.sweeps[1].switches[0].settings->pool = true;
    EXPECT_NE(expand(ambiguous).error().describe().find("mine"), std::string::npos);
}

/// So many threads, none of which has anything to do.
class Pool final : public Executor {
  public:
    explicit Pool(std::size_t threads) : m_threads(static_cast<unsigned>(threads)) {}
    unsigned concurrency() const override { return m_threads; }
    void parallelFor(std::size_t, const std::function<void(std::size_t)>&) override {}

  private:
    unsigned m_threads;
};

TEST(PlanExpand, leavesOutInProcessWhatThePoolOfThisProgramHasNoThreadsFor) {
    const std::vector<unsigned> usable = measure::usableProcessors();
    if (usable.size() < 2) GTEST_SKIP() << "one processor: there are no numbers of threads to choose from";
    const std::string two = std::to_string(usable[0]) + "," + std::to_string(usable[1]);
    const auto expandedWith = [](const Plan& plan, std::size_t threads) {
        Pool pool(threads);
        WorkContext context;
        context.executor = &pool;
        return expand(plan, {}, context);
    };
    Plan plan = planOf(R"({"operations": ["serialize"], "formats": ["mtts"], "threads": [1, 2, 0]})");
    plan.isolation = Isolation::InProcess;
    const auto asked = expandedWith(plan, 16);
    ASSERT_TRUE(asked.ok()) << asked.error().describe();
    EXPECT_EQ(keysOf(plan, *asked), (Keys{"serialize/mtts/t1", "serialize/mtts"}));
    EXPECT_TRUE(skips(*asked, "serialize mtts, 2 threads", "1 or with all 16 threads"));
    EXPECT_EQ(expandedWith(plan, 2)->rows.size(), 3U);
    plan.isolation = Isolation::Process;
    EXPECT_EQ(expandedWith(plan, 16)->rows.size(), 3U) << "workers have any number of threads";

    Plan pinned = planOf(R"({"operations": ["serialize"], "formats": ["mtts"]})");
    pinned.isolation = Isolation::InProcess;
    pinned.pin = two;
    const auto refused = expandedWith(pinned, 16);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(refused.error().found.find("pinned to 2 processors"), std::string::npos);
    EXPECT_NE(refused.error().advice.find("'process'"), std::string::npos);
    EXPECT_TRUE(expandedWith(pinned, 2).ok());
    pinned.sweeps[0].threads = {1, 0};
    const auto single = expandedWith(pinned, 16);
    ASSERT_TRUE(single.ok());
    EXPECT_EQ(keysOf(pinned, *single), Keys{"serialize/mtts/t1"});
    EXPECT_TRUE(skips(*single, "serialize mtts", "pinned to 2 processors"));
    pinned.pin = std::to_string(usable[0]);
    EXPECT_TRUE(expandedWith(pinned, 16).ok());
}

TEST(PlanExpand, boundsRowsAndCombinations) {
    std::string inputs = R"({"atoms": 1})";
    for (int i = 2; i <= 400; ++i) inputs += ", {\"atoms\": " + std::to_string(i) + "}";
    const Plan many =
        planOf(R"({"operations": ["compress", "decompress"], "codecs": ["zstd:1..19"]})", inputs);
    EXPECT_EQ(expand(many).error().code, ErrorCode::LimitExceeded);
    std::string threads = "0";
    for (int i = 1; i < 900; ++i) threads += "," + std::to_string(i);
    const auto huge = planFromText(R"({"inputs": [{"atoms": 1}], "measure": [{"operations":
        ["serialize", "deserialize"], "codecs": ["zstd:1..22", "lz4:1..12"], "media": ["memory", "file"],
        "cache": ["warm", "cold"], "switches": ["product", "current"], "threads": [)" +
                                       threads + "]}]}",
                                   "p");
    ASSERT_FALSE(huge.ok());
    EXPECT_EQ(huge.error().code, ErrorCode::LimitExceeded);
    EXPECT_TRUE(huge.error().position);
}

TEST(PlanExpand, expectsMoreTimeOfMoreWork) {
    const auto secondsOf = [](const std::string& change, const std::string& atoms = "10K") {
        const Plan plan = planOf(R"({"operations": ["serialize"], "formats": ["mtts"])" + change + "}",
                                 "{\"atoms\": \"" + atoms + "\"}");
        return expanded(plan).seconds;
    };
    const double base = secondsOf("");
    EXPECT_GT(secondsOf("", "1M"), base);
    EXPECT_GT(secondsOf(R"(, "codecs": ["zstd:19"])"), base);
    EXPECT_GT(secondsOf(R"(, "media": ["file"])"), base);
    Plan plan = planOf(R"({"operations": ["serialize"], "formats": ["mtts"]})", R"({"atoms": "10K"})");
    // The budget is for samples: what is made before them comes on top of it.
    plan.budgetSeconds = base / 4;
    const double shorter = expanded(plan).seconds;
    plan.budgetSeconds = base / 8;
    EXPECT_NEAR(shorter - expanded(plan).seconds, base / 8, 1e-9);
    EXPECT_GT(shorter, base / 4);
    EXPECT_LT(shorter, base);
    plan.budgetSeconds = 0;
    plan.runs = 20;
    EXPECT_GT(expanded(plan).seconds, base * 1.5);
}

TEST(PlanShard, readsPartOfParts) {
    const auto shard = parseShard("2/4");
    ASSERT_TRUE(shard.ok());
    EXPECT_EQ(shard->index, 2U);
    EXPECT_EQ(shard->count, 4U);
    for (const char* bad :
         {"", "2", "/4", "2/", "0/4", "5/4", "-1/4", "2/4/1", " 2/4", "2/ 4", "1/99999", "a/b", "1/0"})
        EXPECT_FALSE(parseShard(bad).ok()) << bad;
}

TEST(PlanShard, partsAreTogetherExactlyThePlan) {
    const Plan plan =
        planOf(R"({"operations": ["serialize", "deserialize"], "formats": ["mtts", "act", "paths"]},
                                {"operations": ["compress", "decompress"], "codecs": ["zstd:1..19", "snappy"]})",
               R"({"atoms": "1K"}, {"atoms": "100K"}, {"atoms": "1M"})");
    const Expansion all = expanded(plan);
    for (const unsigned count : {1U, 2U, 3U, 7U, 64U, 500U}) {
        Keys together;
        double longest = 0;
        double seconds = 0;
        for (unsigned index = 1; index <= count; ++index) {
            const Expansion part = shardOf(all, {index, count});
            for (const Configuration& row : part.rows) together.push_back(row.key(plan));
            longest = std::max(longest, part.seconds);
            seconds += part.seconds;
            EXPECT_EQ(part.rows.empty(), index > all.rows.size()) << shardText({index, count});
        }
        Keys whole;
        for (const Configuration& row : all.rows) whole.push_back(row.key(plan));
        EXPECT_EQ(together, whole) << count;
        EXPECT_NEAR(seconds, all.seconds, all.seconds * 1e-9);
        double row = 0;
        double sum = 0;
        for (const Configuration& one : all.rows) {
            row = std::max(row, one.secondsARun);
            sum += one.secondsARun;
        }
        // No part is longer than its fair share by more than one row.
        EXPECT_LE(longest, (1.0 / count + row / sum) * all.seconds * 1.001) << count;
    }
}

TEST(PlanShard, keepsWhatIsPairedTogether) {
    Plan plan =
        planOf(R"({"operations": ["serialize", "deserialize"], "formats": ["mtts", "act", "paths"]})");
    plan.programs = {{"this", ""}, {"before", "/bin/true"}};
    const Expansion all = expanded(plan);
    ASSERT_EQ(all.rows.size(), 12U);
    for (unsigned index = 1; index <= 4; ++index) {
        std::map<std::string, int> keys;
        for (const Configuration& row : shardOf(all, {index, 4}).rows) ++keys[row.key(plan)];
        for (const auto& [key, programs] : keys) EXPECT_EQ(programs, 2) << key;
    }
}

TEST(PlanShard, aPartSaysWhichOneItIs) {
    const Plan plan = planOf(R"({"operations": ["serialize"], "formats": ["mtts"]})");
    EXPECT_EQ(toJson(plan, {1, 1}), toJson(plan));
    const auto shard = shardIn(toJson(plan, {3, 5}));
    ASSERT_TRUE(shard);
    EXPECT_EQ(shardText(*shard), "3/5");
    EXPECT_TRUE(planFromText(toText(toJson(plan, {3, 5})), "p.json").ok());
    EXPECT_FALSE(shardIn(Json{{"x-shard", "9/5"}}));
}

} // namespace
} // namespace spacebench::jobs
