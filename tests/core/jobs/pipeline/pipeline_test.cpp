// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b/implementations.h"
#include "core/jobs/pipeline/pipeline_fixture.h"
#include "formats/format.h"
#include "jobs/job_runner.h"
#include "jobs/pipeline/path_copy.h"

namespace spacebench::jobs::pipeline {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using tuning::PathCopy;
using tuning::PipelineSettings;
using tuning::Task;

class PipelineWhole : public PipelineTest {};

TEST_F(PipelineWhole, theProductWritesAndReadsTheSame) {
    PipelineSettings settings;
    settings.product = true;
    const auto& before = codecs::blake2b::current();
    for (const Task& task : allTasks()) {
        const PipelineTrace trace = runSound(task, settings);
        EXPECT_GT(trace.storedBytes, 0U) << taskText(task);
    }
    EXPECT_EQ(&codecs::blake2b::current(), &before) << "the hash of everyone else";
    settings.codec = "zstd:1";
    settings.hash = "libb2";
    const PipelineTrace trace = runSound(serialize("mtts"), settings, false);
    EXPECT_EQ(trace.codec, "zstd:1");
    EXPECT_EQ(trace.hash, "libb2");
    runSound(deserialize("mtts"), settings);
}

TEST_F(PipelineWhole, theGuidesVectorCopyIsRejected) {
    if (!canCopy(PathCopy::GuideAvx2)) GTEST_SKIP() << "this processor has no AVX2";
    PipelineSettings settings;
    settings.copy = PathCopy::GuideAvx2;
    for (const Task& task : allTasks()) {
        const std::string why = differenceOf(task, settings);
        EXPECT_THAT(why, HasSubstr("expected")) << taskText(task);
        EXPECT_THAT(why, ::testing::AnyOf(StartsWith("byte "), StartsWith("path "))) << taskText(task);
    }
}

TEST_F(PipelineWhole, orderLosingCollectionIsRejected) {
    PipelineSettings settings;
    settings.orderLosingCollection = true;
    for (const unsigned threads : {1U, 2U}) {
        settings.collectThreads = threads;
        for (const Task& task : allTasks()) {
            const std::string why = differenceOf(task, settings);
            EXPECT_THAT(why, HasSubstr("expected")) << taskText(task) << " with threads " << threads;
            EXPECT_THAT(differenceOf(task, settings, false), HasSubstr("expected")) << taskText(task);
        }
    }
}

TEST_F(PipelineWhole, worksAsATimedJob) {
    JobRunner runner(m_clock, {}, 3);
    PipelineSettings settings;
    settings.pool = true;
    settings.collectThreads = 3;
    settings.serializeThreads = 3;
    settings.internThreads = 3;
    settings.chunkPaths = 300;
    settings.affinity = true;
    const auto job = runner.submit<std::string>(
        "pipelines", Lane::Timed, [&](const WorkContext& context) -> Result<std::string> {
            for (const bool product : {false, true}) {
                settings.product = product;
                for (const Task& task : allTasks()) {
                    SB_TRY(pipeline, makePipeline(task, settings, m_input, context));
                    for (int i = 0; i < 3; ++i) {
                        SB_TRY(trace, pipeline->run(m_clock, context));
                        if (trace.threads < 1 || trace.threads > 3) return std::string("threads");
                        SB_TRY(different, pipeline->difference(false, context));
                        if (!different.empty()) return different;
                    }
                }
            }
            return std::string();
        });
    const auto& result = job.result();
    ASSERT_TRUE(result.ok()) << result.error().describe();
    EXPECT_EQ(*result, "");
}

TEST_F(PipelineWhole, valuesAndOwnSymbolsAreKept) {
    space::PathSetBuilder paths;
    space::SymbolTable::Builder symbols;
    for (unsigned i = 0; i < 600; ++i) {
        // One interned symbol of writer 3, beside a path that is no atom.
        const Bytes path = {0xC8, 0, 0, 3, 0, 0, 0, static_cast<Byte>(i >> 8), static_cast<Byte>(i)};
        ASSERT_TRUE(paths.add(path, i * 77).ok());
        ASSERT_TRUE(symbols.add(std::uint64_t{3} << 40 | i, asBytes("text " + std::to_string(i))).ok());
    }
    ASSERT_TRUE(paths.add({}, 5).ok());
    auto set = paths.finish({});
    auto table = symbols.finish();
    ASSERT_TRUE(set.ok() && table.ok());
    m_input = inputOf(std::make_shared<space::MemorySpace>(std::move(*set)),
                      std::make_shared<space::SymbolTable>(std::move(*table)));
    EXPECT_TRUE(m_input->symbolsAreOwn);
    for (const Task& task : allTasks()) {
        PipelineSettings settings;
        runSound(task, settings);
        settings.collectThreads = 2;
        settings.internThreads = 2;
        settings.batchInterning = true;
        settings.pool = true;
        runSound(task, settings);
        settings.product = true;
        runSound(task, settings);
    }
}

TEST_F(PipelineWhole, emptyAndTinySpacesWork) {
    for (const std::uint64_t atoms : {0U, 1U, 2U}) {
        space::PathSetBuilder builder;
        for (std::uint64_t i = 0; i < atoms; ++i)
            ASSERT_TRUE(builder.add(Bytes{0xC1, static_cast<Byte>(i)}).ok());
        auto set = builder.finish({});
        ASSERT_TRUE(set.ok());
        m_input = inputOf(std::make_shared<space::MemorySpace>(std::move(*set)));
        EXPECT_EQ(m_input->symbols->size(), atoms);
        for (const Task& task : allTasks()) {
            PipelineSettings settings;
            runSound(task, settings);
            settings.collectThreads = 2;
            settings.serializeThreads = 2;
            settings.writeBuffer = 4096;
            settings.input = tuning::InputKind::Read256K;
            runSound(task, settings, false);
        }
    }
}

TEST_F(PipelineWhole, symbolsOfTheInputAreThoseOfItsAtoms) {
    space::PathSetBuilder builder;
    ASSERT_TRUE(builder.add(Bytes{0x03, 0xC1, 'b', 0xC2, 'a', 'a', 0xC0}).ok());
    ASSERT_TRUE(builder.add(Bytes{0x02, 0xC1, 'b', 0xC1, 'c'}).ok());
    ASSERT_TRUE(builder.add(Bytes{0xC1, 'z', 'z'}).ok()) << "no atom: a byte too many";
    auto set = builder.finish({});
    ASSERT_TRUE(set.ok());
    const auto input = inputOf(std::make_shared<space::MemorySpace>(std::move(*set)));
    ASSERT_EQ(input->symbols->size(), 3U);
    EXPECT_FALSE(input->symbolsAreOwn);
    EXPECT_EQ(asText(input->symbols->entry(0).text), "b") << "in the order in which they come";
    EXPECT_EQ(asText(input->symbols->entry(1).text), "c");
    EXPECT_EQ(asText(input->symbols->entry(2).text), "aa");
}

TEST_F(PipelineWhole, aFolderThatIsNotThereIsAnIoError) {
    auto lost = std::make_shared<PipelineInput>(*m_input);
    lost->folder = m_folder.file("missing");
    m_input = lost;
    for (const Task& task : allTasks()) {
        const auto made = make(task, {});
        ASSERT_FALSE(made.ok());
        EXPECT_EQ(made.error().code, ErrorCode::Io);
    }
}

TEST_F(PipelineWhole, aFolderThatVanishesFailsTheRunAndNothingStays) {
    auto pipeline = make(serialize("mtts"), {});
    ASSERT_TRUE(pipeline.ok());
    std::filesystem::remove_all(m_folder.path());
    const auto trace = (*pipeline)->run(m_clock, m_context);
    ASSERT_FALSE(trace.ok());
    EXPECT_EQ(trace.error().code, ErrorCode::Io);
    EXPECT_FALSE((*pipeline)->difference(true, m_context).ok());
}

TEST_F(PipelineWhole, noFileIsSeenInTheFolder) {
    std::vector<std::unique_ptr<Pipeline>> pipelines;
    for (const Task& task : allTasks()) {
        auto pipeline = make(task, {});
        ASSERT_TRUE(pipeline.ok());
        ASSERT_TRUE((*pipeline)->run(m_clock, m_context).ok());
        pipelines.push_back(std::move(*pipeline));
    }
    EXPECT_THAT(m_folder.entries(), IsEmpty()) << "not even while they are in use";
}

TEST_F(PipelineWhole, aRunThatIsCancelledSaysSoAndTheNextOneWorks) {
    for (const Task& task : allTasks()) {
        for (const bool parallel : {false, true}) {
            PipelineSettings settings;
            settings.pool = true;
            settings.collectThreads = parallel ? 2 : 1;
            auto pipeline = make(task, settings);
            ASSERT_TRUE(pipeline.ok());
            WorkContext cancelled = m_context;
            std::stop_source stop;
            stop.request_stop();
            cancelled.stop = stop.get_token();
            const auto trace = (*pipeline)->run(m_clock, cancelled);
            ASSERT_FALSE(trace.ok()) << taskText(task);
            EXPECT_EQ(trace.error().code, ErrorCode::Cancelled);
            std::string difference;
            run(**pipeline, difference);
            EXPECT_EQ(difference, "");
        }
    }
    EXPECT_THAT(m_folder.entries(), IsEmpty());
}

TEST_F(PipelineWhole, senselessSettingsAreRefusedInWords) {
    const auto codeOf = [&](auto change) {
        PipelineSettings settings;
        change(settings);
        const auto made = make(serialize("mtts"), settings);
        return made.ok() ? ErrorCode::Internal : made.error().code;
    };
    EXPECT_EQ(codeOf([](auto& s) { s.writeBuffer = 100; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](auto& s) { s.internThreads = 129; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](auto& s) { s.collectThreads = 0; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](auto& s) { s.chunkPaths = 0; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](auto& s) { s.codec = "rar"; }), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf([](auto& s) { s.allocator = tuning::Allocator::Jemalloc; }), ErrorCode::Unsupported);
    EXPECT_EQ(make(serialize("metta"), {}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(makeInput({}, m_folder.path(), {}).error().code, ErrorCode::InvalidArgument);
}

TEST_F(PipelineWhole, partsOfARunAreTimed) {
    class Ticking final : public Clock {
      public:
        std::uint64_t nowNs() const override { return m_now += 10; }

      private:
        mutable std::uint64_t m_now = 0;
    } clock;
    auto pipeline = make(serialize("mtts"), {});
    ASSERT_TRUE(pipeline.ok());
    const auto trace = (*pipeline)->run(clock, m_context);
    ASSERT_TRUE(trace.ok());
    for (const std::uint64_t part :
         {trace->collectNs, trace->symbolsNs, trace->encodeNs, trace->checksumNs, trace->writeNs})
        EXPECT_EQ(part, 10U);
    EXPECT_EQ(trace->codecNs, 0U);
    auto reading = make(deserialize("mtts"), {});
    ASSERT_TRUE(reading.ok());
    const auto read = (*reading)->run(clock, m_context);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->internNs, 10U);
    EXPECT_EQ(read->symbolsNs, 30U) << "interning and its two looks at the clock included";
    for (const std::uint64_t part : {read->collectNs, read->encodeNs, read->checksumNs, read->writeNs})
        EXPECT_EQ(part, 10U);
}

} // namespace
} // namespace spacebench::jobs::pipeline
