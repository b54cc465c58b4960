// SPDX-License-Identifier: Apache-2.0
//
// Reading files in whatever pieces they come, whole and damaged.
#include "jobs/pipeline/parse.h"

#include "core/jobs/pipeline/pipeline_fixture.h"
#include "support/seeded_random.h"
#include "support/shared_data.h"

namespace spacebench::jobs::pipeline {
namespace {

class PipelineParse : public PipelineTest {
  protected:
    PipelineParse() { m_input = inputOf(generatedSpace(400, 3)); }

    Plan planOf(const std::string& format, const tuning::PipelineSettings& settings = {}) {
        auto plan = makePlan(deserialize(format), settings, m_input);
        EXPECT_TRUE(plan.ok()) << plan.error().describe();
        return std::move(plan).value();
    }
    Bytes storedBytes(const Plan& plan) {
        const auto file = m_input->references->stored(plan, m_context);
        EXPECT_TRUE(file.ok()) << file.error().describe();
        return tests::readFile((*file)->path());
    }
    /// Feeds `bytes` in pieces of up to `most` bytes; the number of paths.
    Result<std::uint64_t> parse(const Plan& plan, ByteView bytes, std::uint64_t most, std::uint64_t seed) {
        tests::SeededRandom random(seed);
        Crew crew(plan.settings, nullptr, m_context);
        const auto store = makePathStore(false, false, pathCopier(tuning::PathCopy::Library));
        SharedTable table;
        PipelineTrace trace;
        trace.storedBytes = bytes.size();
        std::vector<std::vector<std::uint64_t>> values;
        const ParseJob job{plan, *store, crew, Stopwatch{m_clock}, trace, &table, values};
        const auto parser = makeParser(job);
        while (!bytes.empty()) {
            const std::size_t size = std::min<std::size_t>(bytes.size(), 1 + random.below(most));
            // A copy of its own: a parser that reads past its piece, or keeps it, is found out by ASan.
            const Bytes piece = toBytes(bytes.first(size));
            SB_CHECK(parser->add(piece));
            bytes = bytes.subspan(size);
        }
        SB_CHECK(parser->finish());
        return store->total();
    }
};

TEST_F(PipelineParse, takesPiecesOfAnySize) {
    for (const char* format : {"paths", "act", "mtts"}) {
        for (const char* codec : {"none", "lz4"}) {
            if (std::string(format) != "mtts" && std::string(codec) != "none") continue;
            for (const unsigned threads : {1U, 2U}) {
                tuning::PipelineSettings settings;
                settings.collectThreads = threads;
                settings.codec = codec;
                const Plan plan = planOf(format, settings);
                const Bytes bytes = storedBytes(plan);
                for (const std::uint64_t most : {1U, 3U, 100U, 5000U, 1U << 30}) {
                    const auto paths = parse(plan, bytes, most, most);
                    ASSERT_TRUE(paths.ok()) << format << " " << most << ": " << paths.error().describe();
                    EXPECT_EQ(*paths, 400U) << format << " " << most;
                }
            }
        }
    }
}

TEST_F(PipelineParse, saysThatAFileIsCutOff) {
    for (const char* format : {"paths", "act", "mtts"}) {
        const Plan plan = planOf(format);
        const Bytes bytes = storedBytes(plan);
        tests::SeededRandom random(5);
        for (int round = 0; round < 60; ++round) {
            const std::size_t size = 1 + random.below(bytes.size() - 1);
            const auto paths = parse(plan, ByteView(bytes).first(size), 4000, 1);
            EXPECT_FALSE(paths.ok()) << format << " cut to " << size;
        }
    }
}

TEST_F(PipelineParse, survivesAnyDamage) {
    for (const char* format : {"paths", "act", "mtts"}) {
        for (const char* codec : {"none", "zstd"}) {
            if (std::string(format) != "mtts" && std::string(codec) != "none") continue;
            tuning::PipelineSettings settings;
            settings.codec = codec;
            settings.collectThreads = 2;
            const Plan plan = planOf(format, settings);
            const Bytes sound = storedBytes(plan);
            tests::SeededRandom random(11);
            std::uint64_t refused = 0;
            for (int round = 0; round < 150; ++round) {
                Bytes bytes = sound;
                for (std::uint64_t flips = random.below(3) + 1; flips != 0; --flips)
                    bytes[random.below(round % 2 == 0 ? std::min<std::size_t>(64, bytes.size())
                                                      : bytes.size())] ^=
                        static_cast<Byte>(1 + random.below(255));
                // A damaged ACT may spell very many paths: time is not what is tested here.
                WorkContext saved = m_context;
                m_context.limits.pathBytes = 1 << 16;
                refused += parse(plan, bytes, 3000, static_cast<std::uint64_t>(round)).ok() ? 0U : 1U;
                m_context = saved;
            }
            if (plan.kind == TaskFormat::Mtts) {
                EXPECT_EQ(refused, 150U) << "the checksum covers everything";
            } else {
                EXPECT_GT(refused, 0U) << format;
            }
        }
    }
}

} // namespace
} // namespace spacebench::jobs::pipeline
