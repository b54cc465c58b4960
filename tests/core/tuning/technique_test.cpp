// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <gmock/gmock.h>

#include "codecs/blake2b/implementations.h"
#include "codecs/codec.h"
#include "tuning/technique.h"

namespace spacebench::tuning {
namespace {

using testing::HasSubstr;

const std::vector<std::string> kIds = {"M1", "M2", "M3", "C1", "C2", "C3", "I1", "I2",
                                       "I3", "P1", "P2", "H1", "H2", "H3", "H4", "Z1"};

std::vector<Task> allTasks() {
    std::vector<Task> tasks;
    for (const TaskKind kind : {TaskKind::Serialize, TaskKind::Deserialize})
        for (const char* format : {"paths", "act", "mtts"}) tasks.push_back({kind, format});
    return tasks;
}

/// A machine on which everything can be measured.
Circumstances largeMachine() {
    Circumstances here;
    here.cores = 16;
    here.physicalCores = 8;
    here.numaNodes = 2;
    here.avx2 = true;
    here.directIo = true;
    here.jemallocLibrary = "/usr/lib/libjemalloc.so.2";
    here.atoms = 50'000'000;
    here.rawBytes = 2'700'000'000;
    here.fileBytes = 2'700'000'000;
    here.symbols = 500;
    here.hasCodec = true;
    here.concurrent = true;
    return here;
}

std::vector<std::string> changedKeys(const PipelineSettings& a, const PipelineSettings& b) {
    std::vector<std::string> changed;
    const auto first = toJson(a);
    const auto second = toJson(b);
    for (const auto& [key, value] : first.items())
        if (second.at(key) != value) changed.push_back(key);
    return changed;
}

TEST(Techniques, areThoseOfTheGuideInItsOrder) {
    std::vector<std::string> ids;
    for (const Technique& technique : allTechniques()) {
        ids.emplace_back(technique.id);
        EXPECT_EQ(findTechnique(technique.id), &technique);
        EXPECT_FALSE(technique.title.empty() || technique.what.empty() || technique.how.empty());
        EXPECT_FALSE(technique.claims.empty()) << technique.id;
    }
    EXPECT_EQ(ids, kIds);
    EXPECT_EQ(findTechnique("M9"), nullptr);
}

TEST(Techniques, carryTheGuidesClaimsInItsWordsAndAsRatios) {
    struct Expected {
        const char* id;
        std::size_t claim;
        Quantity quantity;
        double low;
        double high;
        const char* text;
    };
    // "20-30 % less" is a ratio without / with of 1 / 0.8 to 1 / 0.7.
    const Expected table[] = {
        {"M1", 0, Quantity::Time, 1.25, 1.4286, "20-30 % less time"},
        {"M1", 1, Quantity::Allocations, 2, 2, "50 % fewer allocations"},
        {"M2", 0, Quantity::Allocations, 1.6667, 2.5, "40-60 % less allocation overhead"},
        {"M3", 0, Quantity::Allocations, 1.4286, 2, "30-50 % fewer heap allocations"},
        {"C1", 0, Quantity::SymbolsTime, 10, 20, "10-20x for small symbol tables"},
        {"C2", 0, Quantity::Time, 1.5, 2, "1.5-2x faster deserialization"},
        {"C3", 0, Quantity::ChecksumTime, 1.15, 1.25, "15-25 % faster checksum"},
        {"I1", 0, Quantity::WriteTime, 2, 3, "2-3x faster writes"},
        {"I2", 0, Quantity::Time, 5, 10, "5-10x for files > 100 MB"},
        {"I3", 0, Quantity::Time, 1.2, 1.4, "20-40 % for files > 1 GB"},
        {"P1", 0, Quantity::Time, 2, 4, "2-4x"},
        {"P2", 0, Quantity::Time, 3, 8, "3-8x on 8+ cores"},
        {"H1", 0, Quantity::Time, 1.5, 2, "1.5-2x on multi-socket"},
        {"H2", 0, Quantity::Time, 0, 0, "no figure"},
        {"H3", 0, Quantity::Time, 0, 0, "no figure"},
        {"H4", 0, Quantity::Time, 10, 100, "10-100x for concurrent writes"},
        {"Z1", 0, Quantity::Size, 2, 4, "2-4x smaller"},
    };
    std::size_t claims = 0;
    for (const Technique& technique : allTechniques()) claims += technique.claims.size();
    EXPECT_EQ(claims, std::size(table));
    for (const Expected& expected : table) {
        const Claim& claim = findTechnique(expected.id)->claims[expected.claim];
        EXPECT_EQ(claim.quantity, expected.quantity) << expected.id;
        EXPECT_NEAR(claim.low, expected.low, 1e-4) << expected.id;
        EXPECT_NEAR(claim.high, expected.high, 1e-4) << expected.id;
        EXPECT_EQ(claim.text, expected.text);
    }
}

TEST(Techniques, eachChangeExactlyOneSettingAndTakeItBack) {
    const Circumstances here = largeMachine();
    std::set<std::string> touched;
    for (const Technique& technique : allTechniques()) {
        PipelineSettings settings = currentPipeline();
        technique.turnOn(settings, here);
        const auto changed = changedKeys(currentPipeline(), settings);
        ASSERT_EQ(changed.size(), 1U) << technique.id;
        EXPECT_TRUE(touched.insert(changed.front()).second) << technique.id << " repeats " << changed.front();
        technique.turnOff(settings);
        EXPECT_EQ(settings, currentPipeline()) << technique.id;
    }
}

TEST(Techniques, eachWorkOnSomeTaskAndSayWhyTheyCannotBeMeasured) {
    const Circumstances here = largeMachine();
    Circumstances small; // one core, one node, tmpfs, no AVX2, no jemalloc, no symbols
    small.directIoNote = "tmpfs has no page cache to bypass";
    small.fileBytes = 5'332'645;
    std::set<std::string> unavailable;
    for (const Technique& technique : allTechniques()) {
        std::size_t tasks = 0;
        for (const Task& task : allTasks()) {
            if (!technique.applies(task)) continue;
            ++tasks;
            EXPECT_EQ(technique.unavailable(task, here), "") << technique.id;
            EXPECT_EQ(technique.outsideConditions(task, here), "") << technique.id;
            if (!technique.unavailable(task, small).empty()) unavailable.emplace(technique.id);
        }
        EXPECT_GE(tasks, 1U) << technique.id;
    }
    EXPECT_EQ(unavailable,
              (std::set<std::string>{"C1", "C2", "I3", "P1", "P2", "H1", "H2", "H3", "H4", "Z1"}));
    const Task serialize{TaskKind::Serialize, "mtts"};
    const Task deserialize{TaskKind::Deserialize, "mtts"};
    EXPECT_EQ(findTechnique("I3")->unavailable(serialize, small), small.directIoNote);
    EXPECT_THAT(findTechnique("H1")->unavailable(serialize, small), HasSubstr("one NUMA node"));
    EXPECT_THAT(findTechnique("H4")->unavailable(serialize, small), HasSubstr("libjemalloc2"));
    EXPECT_THAT(findTechnique("P1")->unavailable(serialize, small), HasSubstr("one core"));
    EXPECT_EQ(findTechnique("I2")->outsideConditions(deserialize, small),
              "the claim is about files > 100 MB, this one has 5,332,645 bytes");
    EXPECT_THAT(findTechnique("P2")->outsideConditions(serialize, small), HasSubstr("8 or more cores"));
    EXPECT_THAT(findTechnique("H4")->outsideConditions(serialize, small), HasSubstr("concurrent"));
    Circumstances many = here;
    many.symbols = 1'000'000;
    EXPECT_THAT(findTechnique("C1")->outsideConditions(serialize, many), HasSubstr("1,000,000 symbols"));
}

TEST(Techniques, workWhereTheirStepIs) {
    const Task serializePaths{TaskKind::Serialize, "paths"};
    const Task deserializeAct{TaskKind::Deserialize, "act"};
    EXPECT_FALSE(findTechnique("I2")->applies(serializePaths));
    EXPECT_TRUE(findTechnique("I2")->applies(deserializeAct));
    EXPECT_FALSE(findTechnique("I1")->applies(deserializeAct));
    EXPECT_FALSE(findTechnique("C3")->applies(serializePaths)); // no checksum there
    EXPECT_TRUE(findTechnique("C3")->applies({TaskKind::Deserialize, "mtts"}));
    EXPECT_FALSE(findTechnique("Z1")->applies(deserializeAct));
    EXPECT_EQ(taskName(deserializeAct), "deserialize act");
}

TEST(Techniques, letTheCodecFollowTheGuidesBalancedRule) {
    Circumstances here = largeMachine();
    PipelineSettings settings;
    here.rawBytes = 999'999;
    findTechnique("Z1")->turnOn(settings, here);
    EXPECT_EQ(settings.codec, "snappy");
    EXPECT_TRUE(codecs::parseCodec(settings.codec).ok());
    here.rawBytes = 1'000'000;
    findTechnique("Z1")->turnOn(settings, here);
    EXPECT_EQ(settings.codec, "zstd:6");
    EXPECT_TRUE(codecs::parseCodec(settings.codec).ok());
}

TEST(Pipelines, currentIsTheGuidesPresentCode) {
    const PipelineSettings current = currentPipeline();
    EXPECT_FALSE(current.product || current.preallocate || current.pool || current.inlinePaths ||
                 current.symbolsInMemory || current.batchInterning || current.direct);
    EXPECT_EQ(current.writeBuffer, 0U); // one write a field
    EXPECT_EQ(current.input, InputKind::ReadWhole);
    EXPECT_EQ(current.collectThreads, 1U);
    EXPECT_EQ(current.copy, PathCopy::Library);
    EXPECT_NE(codecs::blake2b::find(current.hash), nullptr);
    EXPECT_TRUE(codecs::parseCodec(current.codec).ok());
}

TEST(Pipelines, optimizedTurnsOnAllThatApplyAndCanBeMeasured) {
    const Circumstances here = largeMachine();
    for (const Task& task : allTasks()) {
        const PipelineSettings optimized = optimizedPipeline(task, here);
        EXPECT_EQ(conflictOf(task, optimized), "");
        EXPECT_FALSE(optimized.product || optimized.orderLosingCollection);
        for (const Technique& technique : allTechniques()) {
            PipelineSettings without = optimized;
            technique.turnOff(without);
            // Direct I/O stays off where the input is mapped.
            const bool excluded = technique.id == "I3" && task.kind == TaskKind::Deserialize;
            EXPECT_EQ(without != optimized, technique.applies(task) && !excluded)
                << technique.id << " of " << taskName(task);
        }
    }
    const Circumstances small; // nothing but what needs nothing
    const PipelineSettings modest = optimizedPipeline({TaskKind::Serialize, "mtts"}, small);
    EXPECT_TRUE(modest.preallocate && modest.pool && modest.inlinePaths);
    EXPECT_EQ(modest.collectThreads, 1U);
    EXPECT_EQ(modest.allocator, Allocator::Glibc);
    EXPECT_FALSE(modest.direct);
}

TEST(Pipelines, theProductIsOneOfItsOwn) {
    EXPECT_TRUE(productPipeline().product);
}

TEST(Pipelines, travelAsJson) {
    PipelineSettings settings = optimizedPipeline({TaskKind::Serialize, "mtts"}, largeMachine());
    settings.copy = PathCopy::GuideAvx2;
    settings.input = InputKind::MappedHuge;
    settings.internThreads = 7;
    settings.orderLosingCollection = true;
    const auto again = settingsFromJson(toJson(settings));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(*again, settings);
    auto json = toJson(settings);
    json["copy"] = "by hand";
    EXPECT_FALSE(settingsFromJson(json).ok());
    json = toJson(settings);
    json["write_buffer"] = "large";
    EXPECT_FALSE(settingsFromJson(json).ok());
    json.erase("write_buffer");
    EXPECT_FALSE(settingsFromJson(json).ok());
}

TEST(BadExamples, changeThePipelineTowardsTheGuidesMistakes) {
    ASSERT_EQ(badExamples().size(), 2U);
    PipelineSettings copy = currentPipeline();
    badExamples()[0].turnOn(copy);
    EXPECT_EQ(copy.copy, PathCopy::GuideAvx2);
    PipelineSettings collection = currentPipeline();
    badExamples()[1].turnOn(collection);
    EXPECT_TRUE(collection.orderLosingCollection);
    EXPECT_GE(collection.collectThreads, 2U);
}

} // namespace
} // namespace spacebench::tuning
