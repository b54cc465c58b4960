// SPDX-License-Identifier: Apache-2.0
//
// The pieces of the codec lab: chunks, dictionaries, the plan, and which rows decide.
#include <gmock/gmock.h>

#include "jobs/lab/lab_chunks.h"
#include "jobs/lab/lab_deciding.h"
#include "jobs/lab/lab_estimate.h"
#include "jobs/lab/lab_plan.h"
#include "lab_helpers.h"

namespace spacebench::jobs {
namespace {

using results::LabRow;
using results::LabRun;
using results::MeasureState;
using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(LabChunks, areWholePathsUpToTheirSize) {
    const space::SpacePtr space = tests::generatedSpace(2000);
    const space::PathSet& paths = *space->pathSet();
    for (const std::uint64_t size : {1U, 100U, 1000U, 4096U, 1'000'000U}) {
        const std::vector<LabChunk> chunks = cutChunks(paths, size);
        std::uint64_t at = 0;
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            EXPECT_EQ(chunks[i].begin, at);
            ASSERT_GT(chunks[i].end, at);
            std::uint64_t frames = 0;
            for (std::uint64_t frame = at; frame < chunks[i].end; ++frames)
                frame += 4 + loadU32(paths.framed().data() + frame);
            EXPECT_TRUE(chunks[i].size() <= size || frames == 1) << size;
            at = chunks[i].end;
        }
        EXPECT_EQ(at, paths.framed().size());
    }
    EXPECT_THAT(cutChunks(paths, 0), SizeIs(1));
    EXPECT_THAT(cutChunks(space::PathSet(), 0), SizeIs(0));
}

TEST(LabDictionaries, areNeverTrainedOnWhatTheyAreUsedFor) {
    const space::SpacePtr space = tests::generatedSpace(3000);
    const space::PathSet& paths = *space->pathSet();
    const std::vector<LabChunk> chunks = cutChunks(paths, 1000);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const auto folds = trainFolds(paths.framed(), chunks, seed);
        ASSERT_TRUE(folds.ok()) << folds.error().describe();
        ASSERT_EQ(folds->fold.size(), chunks.size());
        for (unsigned use = 0; use < 2; ++use) {
            EXPECT_FALSE(folds->dictionaries[use].empty());
            EXPECT_FALSE(folds->trainedOn[use].empty());
            for (const std::size_t chunk : folds->trainedOn[use]) EXPECT_NE(folds->fold[chunk], use);
            EXPECT_GE(std::count(folds->fold.begin(), folds->fold.end(), use),
                      static_cast<std::ptrdiff_t>(chunks.size() / 2));
        }
    }
    EXPECT_TRUE(trainFolds(paths.framed(), chunks, 5)->fold == trainFolds(paths.framed(), chunks, 5)->fold);
    EXPECT_FALSE(trainFolds(paths.framed(), chunks, 5)->fold == trainFolds(paths.framed(), chunks, 6)->fold);
}

TEST(LabDictionaries, needEnoughChunks) {
    const space::SpacePtr space = tests::generatedSpace(100);
    const auto folds = trainFolds(space->pathSet()->framed(), cutChunks(*space->pathSet(), 1000), 1);
    ASSERT_FALSE(folds.ok());
    EXPECT_EQ(folds.error().code, ErrorCode::Unsupported);
}

TEST(LabBlocks, areDistinctAndAscendingAndTheSameForASeed) {
    const space::SpacePtr space = tests::generatedSpace(60'000);
    const std::vector<LabChunk> blocks = sampleBlocks(*space->pathSet(), 7);
    for (std::size_t i = 1; i < blocks.size(); ++i) EXPECT_GE(blocks[i].begin, blocks[i - 1].end);
    const std::vector<LabChunk> again = sampleBlocks(*space->pathSet(), 7);
    ASSERT_EQ(blocks.size(), again.size());
    bool other = false;
    const std::vector<LabChunk> different = sampleBlocks(*space->pathSet(), 8);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        EXPECT_EQ(blocks[i].begin, again[i].begin);
        other = other || blocks[i].begin != different[i].begin;
    }
    EXPECT_TRUE(other);
}

std::vector<std::string> keysOf(const LabRequest& request, const LabCircumstances& circumstances) {
    const auto plan = planLab(request, circumstances);
    EXPECT_TRUE(plan.ok());
    std::vector<std::string> keys;
    for (const PlannedRow& planned : *plan)
        keys.push_back((planned.toMeasure() ? "" : "not ") + planned.row.key());
    return keys;
}

TEST(LabPlan, triesTheOptionsOfACodecAtSomeLevels) {
    LabRequest request;
    request.codecs = {"zstd"};
    request.levels = {3};
    request.stages = {"none"};
    const LabCircumstances circumstances{10'000'000, 2};
    EXPECT_THAT(keysOf(request, circumstances),
                ElementsAre("not stored", "none/zstd:3/whole/t1", "none/zstd:3,workers=2/whole/t1",
                            "none/zstd:3,long=27/whole/t1", "none/zstd:3/4K/t1", "none/zstd:3,dict/4K/t1"));
    request.chunkBytes = {0, 65536, 65536, 1 << 20};
    request.threads = {1, 2};
    EXPECT_THAT(keysOf(request, circumstances),
                ElementsAre("not stored", "none/zstd:3/whole/t1", "none/zstd:3/64K/t1", "none/zstd:3/64K/t2",
                            "none/zstd:3/1M/t1", "none/zstd:3/1M/t2", "none/zstd:3,workers=2/whole/t1",
                            "none/zstd:3,long=27/whole/t1", "none/zstd:3,dict/64K/t1"));
    request.options = false;
    request.chunkBytes = {0};
    request.threads = {2};
    EXPECT_THAT(keysOf(request, circumstances), ElementsAre("not stored", "not none/zstd:3/whole/t2"));
}

TEST(LabPlan, refusesLevelsThatNoCodecHas) {
    LabRequest request;
    request.levels = {99};
    const auto all = planLab(request, {10'000'000, 2});
    ASSERT_FALSE(all.ok());
    EXPECT_EQ(all.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(all.error().expected, testing::HasSubstr("zstd -5 to 22"));
    // A level of one of several codecs is enough, and codecs without levels take part in any case.
    request.codecs = {"zlib", "zstd"};
    request.levels = {19};
    EXPECT_TRUE(planLab(request, {10'000'000, 2}).ok());
    request.codecs = {"snappy"};
    EXPECT_TRUE(planLab(request, {10'000'000, 2}).ok());
}

TEST(LabPlan, saysWhyThreadsOfTheLibraryTellNothing) {
    LabRequest request;
    request.codecs = {"zstd"};
    request.levels = {3};
    request.stages = {"none"};
    const auto oneCore = planLab(request, {10'000'000, 1});
    const auto smallInput = planLab(request, {10'000, 2});
    ASSERT_TRUE(oneCore.ok() && smallInput.ok());
    for (const auto* plan : {&*oneCore, &*smallInput}) {
        for (const PlannedRow& planned : *plan) {
            if (planned.row.workers == 0) continue;
            EXPECT_EQ(planned.row.state, MeasureState::Unavailable);
            EXPECT_FALSE(planned.row.reason.empty());
        }
    }
}

LabRow figures(std::string stage, std::uint64_t stored, std::uint64_t compressNs,
               std::uint64_t decompressNs) {
    LabRow row;
    row.codec = "c";
    row.stage = std::move(stage);
    row.storedBytes = stored;
    row.compress = results::Timing::of({compressNs});
    row.decompress = results::Timing::of({decompressNs});
    return row;
}

TEST(LabDeciding, leavesOutWhatIsClearlyBeaten) {
    LabRun run;
    run.rows = {
        figures("none", 100, 1000, 100),   // on the front
        figures("none", 100, 1100, 110),   // beaten, but not clearly
        figures("none", 100, 2000, 200),   // clearly beaten
        figures("none", 200, 2000, 90),    // slower and larger, but decompresses faster
        figures("columns", 50, 900, 80),   // beats all of them, but only Spacebench reads it
        figures("columns", 60, 2000, 200), // clearly beaten
        figures("none", 10, 1, 1),         // rejected
    };
    run.rows[6].state = MeasureState::Rejected;
    run.rows[2].level = 2;
    EXPECT_THAT(decidingRows(run), ElementsAre(true, true, false, true, true, false, false));
    LabRow stored = figures("none", 1000, 1, 1'000'000);
    stored.asStored = true;
    stored.compress = {};
    run.rows.push_back(stored);
    EXPECT_TRUE(decidingRows(run).back()) << "the baseline always counts";
}

} // namespace
} // namespace spacebench::jobs
