// SPDX-License-Identifier: Apache-2.0
//
// The parts that pipelines are made of, each alone.
#include "core/jobs/pipeline/pipeline_fixture.h"
#include "jobs/pipeline/arena.h"
#include "jobs/pipeline/compare.h"
#include "jobs/pipeline/counting_executor.h"
#include "jobs/pipeline/path_copy.h"
#include "jobs/pipeline/shared_table.h"
#include "jobs/pipeline/zlib_stream.h"
#include "support/seeded_random.h"

namespace spacebench::jobs::pipeline {
namespace {

using ::testing::HasSubstr;
using tuning::PathCopy;

TEST(Arena, handsOutApartAndKeepsItsMemory) {
    Arena arena;
    std::vector<Byte*> pieces;
    for (std::size_t i = 0; i < 5000; ++i) {
        const std::size_t size = i % 100 == 99 ? 300'000 : i % 700 + 1;
        pieces.push_back(static_cast<Byte*>(arena.allocate(size)));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(pieces.back()) % alignof(std::max_align_t), 0U);
        std::memset(pieces.back(), static_cast<int>(i % 251), size);
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::size_t size = i % 100 == 99 ? 300'000 : i % 700 + 1;
        EXPECT_EQ(pieces[i][0], i % 251);
        EXPECT_EQ(pieces[i][size - 1], i % 251) << "nobody else wrote there";
    }
    EXPECT_EQ(arena.reusedBytes(), 0U);
    arena.rewind();
    EXPECT_EQ(arena.allocate(1), pieces[0]);
    EXPECT_NE(arena.allocate(300'000), nullptr);
    EXPECT_EQ(arena.reusedBytes(), 16U + 300'000U);
}

TEST(PathCopier, copiesPathsOfEveryLength) {
    const Bytes source = tests::pattern(200);
    for (const PathCopy how : {PathCopy::Bytes, PathCopy::Library, PathCopy::Avx2}) {
        if (!canCopy(how)) continue;
        const PathCopier copier = pathCopier(how);
        for (std::size_t size = 0; size <= 130; ++size) {
            ASSERT_EQ(copier.copiedBytes(size), size);
            const ByteView path = ByteView(source).subspan(3, size);
            Bytes to(size + 1, 0xEE);
            copier.copy(to.data(), path, source.data() + source.size());
            EXPECT_TRUE(equalBytes(ByteView(to).first(size), path));
            EXPECT_EQ(to[size], 0xEE) << "nothing behind it";
        }
    }
}

TEST(PathCopier, theGuidesCopiesWhatLiesBehindAShortTail) {
    if (!canCopy(PathCopy::GuideAvx2)) GTEST_SKIP() << "this processor has no AVX2";
    const Bytes source = tests::pattern(100);
    const PathCopier copier = pathCopier(PathCopy::GuideAvx2);
    EXPECT_EQ(copier.copiedBytes(64), 64U);
    EXPECT_EQ(copier.copiedBytes(65), 96U);
    Bytes to(32);
    copier.copy(to.data(), ByteView(source).first(5), source.data() + source.size());
    EXPECT_TRUE(equalBytes(to, ByteView(source).first(32)));
    copier.copy(to.data(), ByteView(source).subspan(95), source.data() + source.size());
    EXPECT_TRUE(equalBytes(ByteView(to).first(5), ByteView(source).subspan(95)));
    EXPECT_EQ(to[5], 0) << "there is nothing behind the last path that may be read";
}

space::SymbolTable tableOf(unsigned count, std::string_view word) {
    space::SymbolTable::Builder builder;
    for (unsigned i = 1; i <= count; ++i)
        EXPECT_TRUE(builder.add(i, asBytes(std::string(word) + std::to_string(i))).ok());
    return std::move(builder.finish().value());
}

TEST(SharedTable, givesEachTextOneSymbolInTheSlotOfItsWriter) {
    FairExecutor executor(4);
    WorkContext context;
    context.executor = &executor;
    const tuning::PipelineSettings settings;
    for (const bool batch : {false, true}) {
        for (const bool pool : {false, true}) {
            ArenaPool arenas;
            Crew crew(settings, pool ? &arenas : nullptr, context);
            SharedTable table;
            ASSERT_TRUE(table.intern(tableOf(5000, "w"), 4, batch, crew).ok());
            EXPECT_EQ(table.size(), 5000U);
            EXPECT_EQ(table.slotsUsed(), 4U);
            EXPECT_EQ(table.writeLocks(), batch ? 1U : 5000U);
            EXPECT_EQ(crew.threads(), 4U);
            EXPECT_TRUE(differenceOfSymbols(tableOf(5000, "w"), table, 4, context).value().empty());
            // What is there already keeps its symbol.
            const std::uint64_t before = table.symbolOf(asBytes("w77"));
            ASSERT_TRUE(table.intern(tableOf(5100, "w"), 2, batch, crew).ok());
            EXPECT_EQ(table.size(), 5100U);
            EXPECT_EQ(table.symbolOf(asBytes("w77")), before);
            EXPECT_EQ(table.symbolOf(asBytes("x")), 0U);
            EXPECT_TRUE(table.textOf(0).empty());
            EXPECT_TRUE(table.textOf(UINT64_MAX).empty());
        }
    }
}

TEST(OutputGate, namesTheFirstDifference) {
    Bytes expected = tests::pattern(2000);
    Bytes found = expected;
    const WorkContext context;
    EXPECT_EQ(differenceOfBytes(expected, found, {}, context).value(), "");
    expected[1204] = 0x3F;
    found[1204] = 0x00;
    found[1300] ^= 1;
    EXPECT_EQ(differenceOfBytes(expected, found, {}, context).value(), "byte 1,204: expected 3F, found 00");
    found.resize(100);
    EXPECT_EQ(differenceOfBytes(expected, found, "the symbol table", context).value(),
              "byte 100 of the symbol table: expected " +
                  differenceOfBytes(expected, found, {}, context).value().substr(19, 2) + ", found the end");
    EXPECT_THAT(differenceOfBytes(found, expected, {}, context).value(),
                HasSubstr("byte 100: expected the end"));

    space::PathSetBuilder builder;
    for (const char* path : {"a", "b", "c"}) ASSERT_TRUE(builder.add(asBytes(path), 1).ok());
    const auto three = builder.finish({});
    for (const char* path : {"a", "b"}) ASSERT_TRUE(builder.add(asBytes(path), *path == 'b' ? 2 : 1).ok());
    const auto two = builder.finish({});
    EXPECT_EQ(differenceOfPaths(*three, *two, true, context).value(), "path 1: expected value 1, found 2");
    EXPECT_EQ(differenceOfPaths(*three, *two, false, context).value(),
              "path 2: expected 3 paths in all, found 2");
    for (const char* path : {"a", "x", "y"}) ASSERT_TRUE(builder.add(asBytes(path)).ok());
    EXPECT_EQ(differenceOfPaths(*three, *builder.finish({}), false, context).value(),
              "path 1: expected \"b\", found \"x\"");
}

TEST(ZlibStream, joinsPartsIntoOneStream) {
    Bytes raw;
    for (unsigned i = 0; i < 40'000; ++i) raw.push_back(static_cast<Byte>(i * i >> 7));
    for (const int level : {1, 6, 7, 9}) {
        OutputBuffer whole;
        ASSERT_TRUE(deflateWhole(raw, level, whole, {}).ok());
        std::vector<DeflatedPart> parts;
        for (std::size_t at = 0; at < raw.size(); at += 9000)
            parts.push_back(
                deflatePart(ByteView(raw).subspan(at, std::min<std::size_t>(9000, raw.size() - at)), level,
                            {})
                    .value());
        OutputBuffer joined;
        ASSERT_TRUE(joinParts(parts, level, joined).ok());
        EXPECT_TRUE(equalBytes(whole.view().first(2), joined.view().first(2)))
            << "header as zlib's, level " << level;
        for (const OutputBuffer* stored : {&whole, &joined}) {
            for (const std::size_t step : {std::size_t{1}, std::size_t{1000}, stored->view().size()}) {
                OutputBuffer back;
                Inflating inflating(back);
                for (std::size_t at = 0; at < stored->view().size(); at += step)
                    ASSERT_TRUE(
                        inflating
                            .add(stored->view().subspan(at, std::min(step, stored->view().size() - at)), {})
                            .ok());
                ASSERT_TRUE(inflating.finish().ok());
                EXPECT_TRUE(equalBytes(back.view(), raw));
            }
        }
    }
}

TEST(ZlibStream, refusesDamage) {
    OutputBuffer stored;
    ASSERT_TRUE(deflateWhole(Bytes(5000, 'x'), 7, stored, {}).ok());
    Bytes bytes = toBytes(stored.view());
    const auto inflate = [](ByteView all) -> Result<void> {
        OutputBuffer raw;
        Inflating inflating(raw);
        SB_CHECK(inflating.add(all, {}));
        return inflating.finish();
    };
    EXPECT_TRUE(inflate(bytes).ok());
    EXPECT_EQ(inflate(ByteView(bytes).first(bytes.size() - 1)).error().code, ErrorCode::Corrupt);
    bytes.push_back(0);
    EXPECT_EQ(inflate(bytes).error().code, ErrorCode::Corrupt);
    bytes[bytes.size() - 2] ^= 1;
    EXPECT_EQ(inflate(bytes).error().code, ErrorCode::Corrupt);
}

TEST(CountingExecutor, seesTheThreadsThatWork) {
    FairExecutor executor(3);
    CountingExecutor counting(executor);
    EXPECT_EQ(counting.concurrency(), 3U);
    std::atomic<int> done{0};
    counting.parallelFor(6, [&](std::size_t) { ++done; });
    counting.start([&] { ++done; })->wait();
    EXPECT_EQ(done.load(), 7);
    EXPECT_EQ(counting.threads().size(), 4U) << "three that share, one that was started";
}

class PipelineFiles : public PipelineTest {};

TEST_F(PipelineFiles, areReadByTheProduct) {
    for (const char* format : {"paths", "act", "mtts"}) {
        for (const char* codec : {"none", "zlib:9", "lz4", "zstd:1", "snappy"}) {
            tuning::PipelineSettings settings;
            settings.codec = codec;
            settings.serializeThreads = 2;
            settings.chunkPaths = 700;
            const auto plan = makePlan(serialize(format), settings, m_input);
            if (!plan.ok()) continue; // not for this format
            ArenaPool arenas;
            PipelineTrace trace;
            std::string fault;
            const auto file = serializeOnce(*plan, arenas, m_clock, trace, fault, m_context);
            ASSERT_TRUE(file.ok()) << file.error().describe();
            const auto content = openByProduct(*plan, (*file)->path(), m_context);
            ASSERT_TRUE(content.ok()) << format << " " << codec << ": " << content.error().describe();
            EXPECT_EQ(differenceOfContent(*plan, *content, m_context).value(), "") << format << " " << codec;
        }
    }
}

} // namespace
} // namespace spacebench::jobs::pipeline
