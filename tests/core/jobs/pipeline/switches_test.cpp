// SPDX-License-Identifier: Apache-2.0
//
// Each switch changes exactly one thing, and what it changes can be seen.
#include <filesystem>

#include "codecs/blake2b/implementations.h"
#include "core/jobs/pipeline/pipeline_fixture.h"
#include "io/scratch_file.h"
#include "jobs/pipeline/path_copy.h"
#include "jobs/pipeline/placement.h"
#include "measure/allocation.h"
#include "measure/process_counters.h"
#include "measure/processors.h"

namespace spacebench::jobs::pipeline {
namespace {

using tuning::InputKind;
using tuning::PathCopy;
using tuning::PipelineSettings;
using tuning::Task;

struct Switch {
    const char* name;
    void (*turn)(PipelineSettings&);
    bool sameBytes = true; ///< for .paths
};
const Switch kSwitches[] = {
    {"nothing", [](PipelineSettings&) {}},
    {"preallocate", [](PipelineSettings& s) { s.preallocate = true; }},
    {"pool", [](PipelineSettings& s) { s.pool = true; }},
    {"inline", [](PipelineSettings& s) { s.inlinePaths = true; }},
    {"symbolsInMemory", [](PipelineSettings& s) { s.symbolsInMemory = true; }},
    {"batch", [](PipelineSettings& s) { s.batchInterning = true; }},
    {"writers", [](PipelineSettings& s) { s.internThreads = 3; }},
    {"libb2", [](PipelineSettings& s) { s.hash = "libb2"; }},
    {"fastest", [](PipelineSettings& s) { s.hash = "fastest"; }},
    {"smallBuffer", [](PipelineSettings& s) { s.writeBuffer = 4096; }},
    {"largeBuffer", [](PipelineSettings& s) { s.writeBuffer = 1 << 20; }},
    {"pieces", [](PipelineSettings& s) { s.input = InputKind::Read256K; }},
    {"mapped", [](PipelineSettings& s) { s.input = InputKind::Mapped; }},
    {"huge", [](PipelineSettings& s) { s.input = InputKind::MappedHuge; }},
    {"collectors", [](PipelineSettings& s) { s.collectThreads = 2; }},
    {"chunks",
     [](PipelineSettings& s) {
         s.serializeThreads = 2;
         s.chunkPaths = 500;
     },
     false},
    {"affinity", [](PipelineSettings& s) { s.affinity = true; }},
    {"bytes", [](PipelineSettings& s) { s.copy = PathCopy::Bytes; }},
};

PipelineSettings allOn() {
    PipelineSettings settings;
    for (const Switch& one : kSwitches) one.turn(settings);
    settings.writeBuffer = 256 << 10;
    return settings;
}

class PipelineSwitches : public PipelineTest {};

TEST_F(PipelineSwitches, aloneGiveTheReferenceOutputInEveryTask) {
    for (const Task& task : allTasks()) {
        for (const Switch& one : kSwitches) {
            SCOPED_TRACE(one.name);
            PipelineSettings settings;
            one.turn(settings);
            runSound(task, settings, one.sameBytes || task.formatId != "paths");
        }
    }
}

TEST_F(PipelineSwitches, togetherGiveTheReferenceOutputInEveryTask) {
    for (const Task& task : allTasks()) runSound(task, allOn(), task.formatId != "paths");
}

TEST_F(PipelineSwitches, inRandomCombinationsGiveTheReferenceOutput) {
    std::uint64_t state = 42;
    const auto random = [&state] {
        return (state = state * 6364136223846793005U + 1442695040888963407U) >> 40;
    };
    for (int round = 0; round < 40; ++round) {
        PipelineSettings settings;
        for (const Switch& one : kSwitches)
            if (random() % 2 == 0) one.turn(settings);
        const std::vector<Task> tasks = allTasks();
        const Task& task = tasks[random() % tasks.size()];
        SCOPED_TRACE(round);
        runSound(task, settings, task.formatId != "paths");
    }
}

TEST_F(PipelineSwitches, workWithoutThreads) {
    m_context.executor = nullptr;
    for (const Task& task : allTasks())
        EXPECT_EQ(runSound(task, allOn(), task.formatId != "paths").threads, 1U) << taskText(task);
}

TEST_F(PipelineSwitches, vectorCopyGivesTheSameBytes) {
    if (!canCopy(PathCopy::Avx2)) GTEST_SKIP() << "this processor has no AVX2";
    PipelineSettings settings;
    settings.copy = PathCopy::Avx2;
    for (const Task& task : allTasks()) runSound(task, settings);
}

TEST_F(PipelineSwitches, memoryOnTheOwnNodeGivesTheSameBytes) {
    if (!canPlaceMemory()) GTEST_SKIP() << "memory cannot be placed here";
    PipelineSettings settings;
    settings.numaLocal = true;
    settings.pool = true;
    settings.collectThreads = 2;
    for (const Task& task : allTasks())
        EXPECT_EQ(runSound(task, settings).nodeLocalThreads, 2U) << taskText(task);
}

TEST_F(PipelineSwitches, preallocationMovesNoBuffer) {
    m_input = inputOf(generatedSpace(12'000)); // an ACT is built in blocks of 256 KiB
    for (const char* format : {"paths", "act", "mtts"}) {
        PipelineSettings settings;
        const PipelineTrace without = runSound(serialize(format), settings);
        settings.preallocate = true;
        const PipelineTrace with = runSound(serialize(format), settings);
        EXPECT_GT(without.bufferGrowths, 0U) << format;
        EXPECT_EQ(with.bufferGrowths, 0U) << format << ": the estimate of 54 bytes an atom suffices";
    }
    for (const char* format : {"paths", "act", "mtts"}) {
        PipelineSettings settings;
        EXPECT_GT(runSound(deserialize(format), settings).bufferGrowths, 8U) << format;
        settings.preallocate = true;
        EXPECT_LE(runSound(deserialize(format), settings).bufferGrowths, 1U) << format;
    }
}

/// Allocation calls of a run after a first one.
std::optional<std::uint64_t> allocationsOf(Pipeline& pipeline, const Clock& clock,
                                           const WorkContext& context) {
    EXPECT_TRUE(pipeline.run(clock, context).ok());
    pipeline.release();
    measure::AllocationScope scope;
    EXPECT_TRUE(pipeline.run(clock, context).ok());
    const auto counts = scope.finish();
    if (!counts) return std::nullopt;
    return counts->calls;
}

TEST_F(PipelineSwitches, poolsAndInlineBuffersSaveTheAllocationOfEachPath) {
    for (const Task& task :
         {serialize("mtts"), deserialize("mtts"), serialize("act"), deserialize("paths")}) {
        SCOPED_TRACE(taskText(task));
        PipelineSettings plain;
        PipelineSettings pool;
        pool.pool = true;
        PipelineSettings inlined;
        inlined.inlinePaths = true;
        const PipelineTrace plainTrace = runSound(task, plain);
        const PipelineTrace inlineTrace = runSound(task, inlined);
        EXPECT_EQ(plainTrace.heapPaths, kAtoms);
        EXPECT_EQ(runSound(task, pool).pooledPaths, kAtoms);
        EXPECT_EQ(inlineTrace.heapPaths + inlineTrace.inlinePaths, kAtoms);
        EXPECT_GT(inlineTrace.inlinePaths, kAtoms / 2);

        if (!measure::allocationCountingAvailable()) continue;
        std::vector<std::uint64_t> calls;
        for (const PipelineSettings& settings : {plain, pool, inlined}) {
            auto pipeline = make(task, settings);
            ASSERT_TRUE(pipeline.ok());
            calls.push_back(allocationsOf(**pipeline, m_clock, m_context).value_or(0));
        }
        EXPECT_LE(calls[1] + kAtoms - 100, calls[0]) << "a block a path is what the pool saves";
        EXPECT_LE(calls[2] + inlineTrace.inlinePaths - 100, calls[0]);
    }
}

TEST_F(PipelineSwitches, poolsAreKeptBetweenRuns) {
    PipelineSettings settings;
    settings.pool = true;
    for (const Task& task : {serialize("paths"), deserialize("mtts")}) {
        auto pipeline = make(task, settings);
        ASSERT_TRUE(pipeline.ok());
        std::string difference;
        EXPECT_EQ(run(**pipeline, difference).reusedBytes, 0U);
        EXPECT_EQ(difference, "");
        (*pipeline)->release();
        EXPECT_GT(run(**pipeline, difference).reusedBytes, kAtoms * 32);
        EXPECT_EQ(difference, "");
    }
}

TEST_F(PipelineSwitches, symbolsGoThroughATemporaryFileOrNot) {
    for (const Task& task : {serialize("mtts"), deserialize("mtts")}) {
        PipelineSettings settings;
        const PipelineTrace file = runSound(task, settings);
        settings.symbolsInMemory = true;
        const PipelineTrace memory = runSound(task, settings);
        EXPECT_EQ(file.temporaryFiles, 1U);
        EXPECT_EQ(memory.temporaryFiles, 0U);
        EXPECT_EQ(file.writeCalls, memory.writeCalls + 1);
        EXPECT_EQ(file.readCalls, memory.readCalls + 1);
    }
}

TEST_F(PipelineSwitches, symbolsTakeOneLockEachOrOneInAll) {
    const std::uint64_t symbols = m_input->symbols->size();
    ASSERT_GT(symbols, 100U);
    for (const unsigned writers : {1U, 2U, 5U}) {
        PipelineSettings settings;
        settings.internThreads = writers;
        EXPECT_EQ(runSound(deserialize("mtts"), settings).locks, symbols);
        settings.batchInterning = true;
        const PipelineTrace batch = runSound(deserialize("mtts"), settings);
        EXPECT_EQ(batch.locks, 1U);
        EXPECT_EQ(batch.threads, std::min(writers, 2U));
    }
}

TEST_F(PipelineSwitches, hashIsWhatWasChosen) {
    PipelineSettings settings;
    for (const auto& one : codecs::blake2b::implementations()) {
        settings.hash = one.id;
        if (one.usable) {
            EXPECT_EQ(runSound(serialize("mtts"), settings).hash, one.id);
            EXPECT_EQ(runSound(deserialize("mtts"), settings).hash, one.id);
        } else {
            EXPECT_EQ(make(serialize("mtts"), settings).error().code, ErrorCode::Unsupported);
        }
    }
    settings.hash = "scalar";
    EXPECT_EQ(runSound(serialize("paths"), settings).hash, "") << "nothing is hashed there";
    settings.hash = "md5";
    EXPECT_EQ(make(serialize("mtts"), settings).error().code, ErrorCode::InvalidArgument);
}

TEST_F(PipelineSwitches, writeCallsFollowTheBuffer) {
    PipelineSettings settings;
    settings.symbolsInMemory = true;
    const PipelineTrace none = runSound(serialize("mtts"), settings);
    EXPECT_EQ(none.writeCalls, 8 + 2 * kAtoms) << "seven fields, two a path, the checksum";
    settings.writeBuffer = 4096;
    const PipelineTrace small = runSound(serialize("mtts"), settings);
    EXPECT_GE(small.writeCalls, small.storedBytes / 8192);
    EXPECT_LE(small.writeCalls, small.storedBytes / 2048);
    settings.writeBuffer = 1 << 20;
    EXPECT_LE(runSound(serialize("mtts"), settings).writeCalls, 2U);
}

TEST_F(PipelineSwitches, theKernelSeesTheSameCalls) {
    if (!measure::readIoCounters()) GTEST_SKIP() << "the kernel does not count calls here";
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "sanitizers make calls of their own: a look at memory is a write into a pipe";
#endif
    PipelineSettings settings;
    settings.symbolsInMemory = true;
    for (const std::uint64_t buffer : {0U, 65536U}) {
        settings.writeBuffer = buffer;
        auto pipeline = make(serialize("mtts"), settings);
        ASSERT_TRUE(pipeline.ok());
        const auto before = measure::readIoCounters();
        const auto trace = (*pipeline)->run(m_clock, m_context);
        const auto seen = measure::difference(measure::readIoCounters(), before);
        ASSERT_TRUE(trace.ok() && seen);
        EXPECT_EQ(seen->writeCalls, trace->writeCalls) << buffer;
        EXPECT_EQ(seen->writtenBytes, trace->storedBytes) << buffer;
    }
}

TEST_F(PipelineSwitches, inputIsReadOrMapped) {
    PipelineSettings settings;
    for (const char* format : {"paths", "act", "mtts"}) {
        settings.symbolsInMemory = true;
        settings.input = InputKind::ReadWhole;
        const PipelineTrace whole = runSound(deserialize(format), settings);
        EXPECT_EQ(whole.readCalls, 1U) << format;
        EXPECT_EQ(whole.mappings, 0U);
        settings.input = InputKind::Read256K;
        EXPECT_EQ(runSound(deserialize(format), settings).readCalls, (whole.storedBytes + 262143) / 262144)
            << format;
        for (const InputKind kind : {InputKind::Mapped, InputKind::MappedHuge}) {
            settings.input = kind;
            const PipelineTrace mapped = runSound(deserialize(format), settings);
            EXPECT_EQ(mapped.readCalls, 0U) << format;
            EXPECT_EQ(mapped.mappings, 1U) << format;
        }
    }
}

TEST_F(PipelineSwitches, inputInPiecesIsCutAnywhere) {
    m_input = inputOf(generatedSpace(12'000, 7));
    PipelineSettings settings;
    settings.input = InputKind::Read256K;
    for (const unsigned threads : {1U, 2U}) {
        settings.collectThreads = threads;
        for (const char* format : {"paths", "act", "mtts"}) runSound(deserialize(format), settings);
        settings.codec = "lz4";
        EXPECT_GT(runSound(deserialize("mtts"), settings).readCalls, 1U);
        settings.codec = "none";
    }
}

TEST_F(PipelineSwitches, directOutputAndInputBypassThePageCache) {
    const io::DirectIo direct = io::directIoIn(m_folder.path());
    PipelineSettings settings;
    settings.direct = true;
    settings.symbolsInMemory = true;
    if (!direct.possible) {
        EXPECT_NE(direct.note, "");
        const auto refused = make(serialize("mtts"), settings);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
        GTEST_SKIP() << direct.note;
    }
    for (const Task& task : allTasks()) {
        for (const InputKind kind : {InputKind::ReadWhole, InputKind::Read256K, InputKind::Mapped}) {
            settings.input = kind;
            const PipelineTrace trace = runSound(task, settings);
            EXPECT_GE(trace.directBytes, trace.storedBytes) << taskText(task);
            EXPECT_LT(trace.directBytes, trace.storedBytes + 4096) << taskText(task);
            EXPECT_EQ(trace.mappings, 0U);
        }
    }
    settings.direct = false;
    EXPECT_EQ(runSound(serialize("mtts"), settings).directBytes, 0U);
}

TEST_F(PipelineSwitches, threadsTakePart) {
    for (const Task& task : allTasks()) {
        PipelineSettings settings;
        EXPECT_EQ(runSound(task, settings).threads, 1U) << taskText(task);
        settings.collectThreads = 2;
        EXPECT_EQ(runSound(task, settings).threads, 2U) << taskText(task);
    }
    PipelineSettings settings;
    settings.serializeThreads = 2;
    settings.chunkPaths = 1000;
    for (const char* format : {"paths", "mtts"}) {
        const PipelineTrace trace = runSound(serialize(format), settings, false);
        EXPECT_EQ(trace.threads, 2U) << format;
        EXPECT_EQ(trace.chunks, 3U) << format;
    }
}

TEST_F(PipelineSwitches, theActWriterPreparesBlocksOnAnotherThread) {
    PipelineSettings settings;
    const PipelineTrace alone = runSound(serialize("act"), settings);
    settings.serializeThreads = 2;
    EXPECT_EQ(runSound(serialize("act"), settings).threads, alone.threads + 1);
}

TEST_F(PipelineSwitches, pinnedThreadsAreFreeAgainAfterwards) {
    const std::vector<unsigned> before = measure::usableProcessors();
    PipelineSettings settings;
    settings.collectThreads = 2;
    EXPECT_EQ(runSound(serialize("mtts"), settings).pinnedThreads, 0U);
    settings.affinity = true;
    EXPECT_EQ(runSound(serialize("mtts"), settings).pinnedThreads, 2U);
    EXPECT_EQ(runSound(deserialize("mtts"), settings).pinnedThreads, 2U);
    EXPECT_EQ(measure::usableProcessors(), before);
}

TEST_F(PipelineSwitches, codecChangesTheSizeAndNotTheContent) {
    PipelineSettings settings;
    const std::uint64_t plain = runSound(serialize("mtts"), settings).storedBytes;
    for (const char* codec : {"zlib:6", "lz4", "zstd:3", "snappy"}) {
        settings.codec = codec;
        const PipelineTrace trace = runSound(serialize("mtts"), settings, false);
        EXPECT_LT(trace.storedBytes, plain) << codec;
        EXPECT_THAT(trace.codec, ::testing::StartsWith(std::string(codec).substr(0, 3)));
        EXPECT_NE(differenceOf(serialize("mtts"), settings), "") << "these are not the same bytes";
        runSound(deserialize("mtts"), settings);
        settings.serializeThreads = 2;
        settings.preallocate = true;
        runSound(serialize("mtts"), settings, false);
        settings = {};
    }
    settings.codec = "zlib:1";
    const PipelineTrace fast = runSound(serialize("paths"), settings, false);
    EXPECT_EQ(fast.codec, "zlib:1");
    EXPECT_GT(fast.storedBytes, runSound(serialize("paths"), {}).storedBytes);
    settings.codec = "zstd";
    EXPECT_EQ(make(serialize("paths"), settings).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(make(serialize("act"), settings).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace spacebench::jobs::pipeline
