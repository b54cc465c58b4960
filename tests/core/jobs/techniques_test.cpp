// SPDX-License-Identifier: Apache-2.0
//
// The switchboard on real pipelines and real children. What a pipeline takes is not looked at.
#include <filesystem>

#include <gmock/gmock.h>

#include "base/clock.h"
#include "jobs/techniques/child_trials.h"
#include "jobs/techniques/circumstances.h"
#include "jobs/techniques/techniques.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::MeasureState;
using testing::HasSubstr;
using tuning::Task;
using tuning::TaskKind;

space::SpaceContent smallContent(std::uint64_t atoms) {
    space::GeneratorOptions options;
    options.atoms = atoms;
    auto paths = space::generate(options, {});
    space::SpaceContent content;
    if (paths.ok()) content.space = std::make_shared<space::MemorySpace>(std::move(paths).value());
    return content;
}

Result<results::TechniqueRun> runOn(TechniqueRequest request) {
    const SteadyClock clock;
    const WorkContext context;
    return runTechniques(request, JobServices{context, clock});
}

TEST(RunTechniques, goesOnWithoutTheChildThatCannotWork) {
    if (techniques::findJemalloc().empty()) GTEST_SKIP() << "jemalloc is not installed";
    TechniqueRequest request;
    request.name = "small";
    request.content = smallContent(1000);
    request.tasks = {{TaskKind::Serialize, "act"}};
    request.techniques = {"M2", "H4"};
    request.runs = 2;
    request.badExamples = false;
    request.worker = "/bin/false";
    const auto run = runOn(request);
    ASSERT_TRUE(run.ok()) << run.error().describe();
    ASSERT_EQ(run->effects.size(), 2U);
    EXPECT_TRUE(run->effects[0].allocationEffect || run->effects[0].timeEffect);
    EXPECT_EQ(run->effects[1].techniqueId, "H4");
    EXPECT_EQ(run->effects[1].state, MeasureState::Failed);
    EXPECT_THAT(run->effects[1].reason, HasSubstr("exit status 1"));
    request.worker = "/nowhere/spacectl";
    const auto missing = runOn(request);
    ASSERT_TRUE(missing.ok());
    EXPECT_EQ(missing->effects[1].state, MeasureState::Failed);
    EXPECT_THAT(missing->effects[1].reason, HasSubstr("/nowhere/spacectl"));
}

TEST(RunTechniques, refusesWhatMakesNoSense) {
    TechniqueRequest request;
    EXPECT_EQ(runOn(request).error().code, ErrorCode::InvalidArgument); // no paths
    request.content = smallContent(10);
    request.runs = 0;
    EXPECT_EQ(runOn(request).error().code, ErrorCode::InvalidArgument);
    request.runs = 1;
    request.techniques = {"M9"};
    EXPECT_THAT(runOn(request).error().expected, HasSubstr("M1, M2"));
    request.techniques.clear();
    request.tasks = {{TaskKind::Serialize, "metta"}};
    EXPECT_THAT(runOn(request).error().expected, HasSubstr("paths, act, mtts"));
}

TEST(RunTechniques, saysThatAnEmptySpaceShowsNothing) {
    TechniqueRequest request;
    request.content.space = std::make_shared<space::MemorySpace>(space::PathSet());
    request.runs = 1;
    const auto run = runOn(request);
    ASSERT_TRUE(run.ok()) << run.error().describe();
    EXPECT_FALSE(run->effects.empty());
    for (const results::EffectRow& row : run->effects) {
        EXPECT_EQ(row.state, MeasureState::Unavailable) << row.techniqueId;
        EXPECT_FALSE(row.reason.empty());
    }
}

/// A worker that answers as ours does, but dies when it is asked for the samples of the trial `deadly`.
std::string fragileWorker(const tests::TempFolder& folder, int deadly) {
    const std::string path = folder.write("worker", R"(#!/bin/sh
made=0
while read -r request; do
  id=${request#*:}; id=${id%%,*}
  case "$request" in
    *worker.about*) out='{"allocator":"glibc 0"}';;
    *techniques.make*) case "$request" in *'"pool":true'*) out='{"trial":1}';; *) out='{"trial":0}';; esac;;
    *techniques.sample*'"trial":)" + std::to_string(deadly) +
                                                        R"('*) echo 'so it ends' >&2; kill -SEGV $$;;
    *techniques.sample*) out='{"ns":5,"checksum_ns":0,"write_ns":0,"intern_ns":0,"symbols_ns":0}';;
    *) out='{}';;
  esac
  echo "{\"id\":$id,\"result\":$out}"
done
)");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
}

TEST(ChildTrials, goOnInANewChildWhenOneOfThemTookTheirsWithIt) {
    const tests::TempFolder folder;
    const auto input = techniques::ChildInput::create(smallContent(10), folder.path(), {});
    ASSERT_TRUE(input.ok()) << input.error().describe();
    techniques::Child::Options options;
    options.program = fragileWorker(folder, 1);
    options.input = *input;
    const auto child = std::make_shared<techniques::Child>(options);
    const Task task{TaskKind::Serialize, "mtts"};
    tuning::PipelineSettings deadly;
    deadly.pool = true;
    const auto first = techniques::childTrial(child, task, {}, {});
    const auto second = techniques::childTrial(child, task, deadly, {});
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(child->generation(), 1U);
    ASSERT_TRUE((*first)->sample(1, {}).ok());
    const auto dead = (*second)->sample(1, {});
    ASSERT_FALSE(dead.ok());
    EXPECT_THAT(dead.error().describe(), HasSubstr("SIGSEGV"));
    EXPECT_THAT(dead.error().describe(), HasSubstr("so it ends"));
    const auto again = (*first)->sample(1, {});
    ASSERT_TRUE(again.ok()) << again.error().describe();
    EXPECT_EQ(again->ns, 5U);
    EXPECT_EQ(child->generation(), 2U);
    // An answer of the wrong shape is an error, not an exception.
    EXPECT_FALSE((*first)->gate(true, {}).ok());
    EXPECT_FALSE((*first)->count({}).ok());
}

TEST(ChildTrials, refuseAProcessWithAnotherAllocator) {
    const tests::TempFolder folder;
    const auto input = techniques::ChildInput::create(smallContent(10), folder.path(), {});
    ASSERT_TRUE(input.ok());
    techniques::Child::Options options;
    options.program = fragileWorker(folder, 9);
    options.input = *input;
    options.allocator = tuning::Allocator::Jemalloc;
    options.jemallocLibrary = "";
    const auto child = std::make_shared<techniques::Child>(options);
    const auto trial = techniques::childTrial(child, {TaskKind::Serialize, "mtts"}, {}, {});
    ASSERT_FALSE(trial.ok());
    EXPECT_EQ(trial.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(trial.error().found, "glibc 0");
}

TEST(Trials, travelAsJson) {
    const techniques::Sample sample{1, 2, 3, 4, 5};
    const techniques::Sample again = techniques::sampleFromJson(techniques::toJson(sample));
    EXPECT_EQ(again.ns, 1U);
    EXPECT_EQ(again.checksumNs, 2U);
    EXPECT_EQ(again.writeNs, 3U);
    EXPECT_EQ(again.internNs, 4U);
    EXPECT_EQ(again.symbolsNs, 5U);
    results::RunCounts counts;
    counts.allocations = 7;
    counts.utilisation = 0.5;
    counts.locks = 9;
    const Json json = techniques::toJson(counts);
    EXPECT_EQ(techniques::toJson(techniques::countsFromJson(json)), json);
    EXPECT_TRUE(json["allocated_bytes"].is_null()); // not measured, not zero
}

} // namespace
} // namespace spacebench::jobs
