// SPDX-License-Identifier: Apache-2.0
#include "formats/columns/column_stage.h"

#include <gmock/gmock.h>

#include "base/varint.h"
#include "codecs/codec.h"
#include "space/generator.h"
#include "support/format_files.h"
#include "support/seeded_random.h"

namespace spacebench::formats::columns {
namespace {

using tests::Content;
using tests::fromHex;

space::PathSet setOf(const Content& content) {
    space::PathSetBuilder builder;
    for (const auto& [path, value] : content) EXPECT_TRUE(builder.add(path, value).ok());
    auto set = builder.finish({});
    EXPECT_TRUE(set.ok());
    return std::move(set).value();
}

SplitColumns splitSound(const space::PathSet& paths, bool ranks) {
    auto split = splitColumns(paths, {.rankSymbols = ranks}, {});
    if (!split.ok()) {
        ADD_FAILURE() << split.error().describe();
        return {};
    }
    return std::move(split).value();
}

void expectComesBack(const space::PathSet& paths, const std::string& what) {
    for (const bool ranks : {false, true}) {
        const SplitColumns split = splitSound(paths, ranks);
        JoinedPaths joined;
        const auto result = joinColumns(split.block, joined, {});
        ASSERT_TRUE(result.ok()) << what << ": " << result.error().describe();
        EXPECT_EQ(joined.paths, paths.size()) << what;
        EXPECT_TRUE(equalBytes(joined.frames, paths.framed())) << what << (ranks ? ", ranked" : "");
        EXPECT_TRUE(std::equal(joined.values.begin(), joined.values.end(), paths.values().begin(),
                               paths.values().end()))
            << what;
    }
}

/// `C8 00 00 pp nn...` of writer slot 1.
Bytes interned(std::uint64_t serial) {
    Bytes token = fromHex("C8 0000 01 0000000000");
    for (unsigned i = 0; i < 5; ++i) token[8 - i] = static_cast<Byte>(serial >> (8 * i));
    return token;
}
Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// Interned atoms, some raw keys among them, and symbols that occur once only.
Content internedContent() {
    Content content;
    for (std::uint64_t i = 0; i < 300; ++i)
        content[joined({{3}, interned(7), interned(i % 90), interned(1'000'000 + i)})] = i % 3;
    for (std::uint64_t i = 0; i < 300; ++i)
        content[joined({{3}, interned(8), interned(i % 70), interned(500 + i / 2)})] = 0;
    content[fromHex("C8 0000 01 00000000")] = 0; // cut
    content[fromHex("41 C161")] = 9;             // a reserved byte: no rank
    content[fromHex("78")] = 0;                  // nor this
    content[joined({interned(8), {0x00}})] = 0;  // goes on after the expression
    content[fromHex("C8 6162636465666768")] = 0; // eight letters
    content[joined({{2}, interned(7), {0xC0}})] = 0;
    return content;
}

TEST(ColumnStage, ABlockIsWhatTheDescriptionSays) {
    // "(a b)", "(a c)", and a key that is no expression.
    const space::PathSet paths =
        setOf({{fromHex("02 C161 C162"), 0}, {fromHex("02 C161 C163"), 5}, {fromHex("61"), 0}});
    EXPECT_EQ(toBytes(splitSound(paths, false).block.view()),
              fromHex("03 17 00 00 03 03 03 07" // paths, framed bytes, symbols, sizes of the five parts
                      "00 04 00"                // shared
                      "00 00 02"                // rest lengths: two expressions, one byte
                      "00 05 00"                // values
                      "02C161C162 63 61"));     // rests
}

TEST(ColumnStage, ExpressionsNeedNoLengthsAndZerosNoValues) {
    const SplitColumns split =
        splitSound(setOf({{fromHex("02 C161 C162"), 0}, {fromHex("03 C161 C162 C0"), 0}}), false);
    const auto layout = readBlockLayout(split.block);
    ASSERT_TRUE(layout.ok());
    EXPECT_EQ(layout->paths, 2U);
    EXPECT_EQ(layout->lengths.begin, layout->lengths.end);
    EXPECT_EQ(layout->values.begin, layout->values.end);
    EXPECT_EQ(layout->rests.end, split.block.size());
}

TEST(ColumnStage, EveryKindOfPathComesBack) {
    expectComesBack(setOf({}), "nothing");
    expectComesBack(setOf({{{}, 0}}), "the empty path");
    expectComesBack(setOf({{{}, 3}, {fromHex("00"), UINT64_MAX}}), "the empty path with a value");
    expectComesBack(setOf({{fromHex("61"), 0}, {fromHex("6161"), 1}, {fromHex("616161"), 2}}), "prefixes");
    expectComesBack(setOf({{fromHex("C161"), 0}, {fromHex("C161 00"), 0}, {fromHex("C161 00 00"), 0}}),
                    "expressions that go on");
    expectComesBack(setOf({{fromHex("40"), 0}, {fromHex("7F00"), 0}, {fromHex("C5 61"), 0}}), "no atoms");
    expectComesBack(setOf(internedContent()), "interned");
    expectComesBack(setOf({{Bytes(300, 0xC0), 0}, {Bytes(70'000, 0xC0), 0}}), "long raw keys");
    Bytes nested(3 << 20, 0x01); // an expression beyond what is followed
    nested.push_back(0xC0);
    Bytes sibling = nested;
    sibling.back() = 0x00;
    expectComesBack(setOf({{nested, 1}, {sibling, 2}}), "very deep");
}

TEST(ColumnStage, RandomPathsComeBack) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        tests::SeededRandom random(seed);
        Content content;
        for (int i = 0; i < 200; ++i) {
            Bytes path;
            for (std::uint64_t parts = random.below(4); parts-- > 0;) {
                const Bytes part = random.below(3) == 0 ? interned(random.below(5))
                                                        : random.bytes(6, random.below(2) == 0 ? 4 : 256);
                path.insert(path.end(), part.begin(), part.end());
            }
            if (random.below(2) == 0) path.insert(path.begin(), static_cast<Byte>(random.below(4)));
            content[path] = seed % 2 == 0 ? random.next() >> random.below(64) : 0;
        }
        expectComesBack(setOf(content), "seed " + std::to_string(seed));
    }
}

TEST(ColumnStage, EveryShapeOfGeneratedSpaceComesBack) {
    for (const std::string_view name : space::kShapeNames) {
        const auto paths =
            space::generate({.atoms = 3'000, .seed = 3, .shape = *space::shapeNamed(name)}, {});
        ASSERT_TRUE(paths.ok());
        expectComesBack(*paths, std::string(name));
    }
}

TEST(ColumnStage, SymbolsThatComeOftenAreRankedAndOthersStay) {
    const space::PathSet paths = setOf(internedContent());
    const SplitColumns plain = splitSound(paths, false);
    const SplitColumns ranked = splitSound(paths, true);
    EXPECT_EQ(plain.rankedSymbols, 0U);
    // Of slot 1: 90 and 70 small ones, of which 70 are shared, 7 and 8, and the 150 that come twice.
    EXPECT_GT(ranked.rankedSymbols, 200U);
    EXPECT_LT(ranked.rankedSymbols, 300U);
    EXPECT_LT(ranked.block.size(), plain.block.size());
    const auto layout = readBlockLayout(ranked.block);
    ASSERT_TRUE(layout.ok());
    EXPECT_EQ(layout->symbols, ranked.rankedSymbols);
}

TEST(ColumnStage, WithoutInternedSymbolsThereIsNothingToRank) {
    const auto paths = space::generate({.atoms = 500, .seed = 1, .shape = space::Shape::Atoms}, {});
    ASSERT_TRUE(paths.ok());
    const SplitColumns ranked = splitSound(*paths, true);
    EXPECT_EQ(ranked.rankedSymbols, 0U);
    EXPECT_TRUE(equalBytes(ranked.block, splitSound(*paths, false).block));
}

TEST(ColumnStage, BlocksAreAppendedToWhatIsThere) {
    JoinedPaths joined;
    ASSERT_TRUE(joinColumns(splitSound(setOf({{fromHex("C161"), 0}}), false).block, joined, {}).ok());
    ASSERT_TRUE(joinColumns(splitSound(setOf({{fromHex("C162"), 4}}), false).block, joined, {}).ok());
    ASSERT_TRUE(joinColumns(splitSound(setOf({{fromHex("C163"), 0}}), false).block, joined, {}).ok());
    EXPECT_EQ(joined.paths, 3U);
    EXPECT_THAT(joined.values, testing::ElementsAre(0U, 4U, 0U));
    EXPECT_EQ(toBytes(joined.frames.view()), fromHex("02000000C161 02000000C162 02000000C163"));
}

TEST(ColumnStage, OnlyWholeAscendingFramesAreSplit) {
    for (const char* hex : {"02000000C162 02000000C161", "01000000C0 01000000C0", "02000000C0", "0100"}) {
        const auto split = splitColumns(fromHex(hex), {}, {}, {});
        ASSERT_FALSE(split.ok()) << hex;
        EXPECT_EQ(split.error().code, ErrorCode::InvalidArgument) << hex;
    }
    const std::uint64_t values[] = {1, 2};
    EXPECT_FALSE(splitColumns(fromHex("01000000C0"), values, {}, {}).ok());
}

TEST(ColumnStage, APartOfASetsFramesCanBeSplit) {
    const auto paths = space::generate({.atoms = 100, .seed = 1, .shape = space::Shape::Atoms}, {});
    ASSERT_TRUE(paths.ok());
    const std::size_t begin = paths->frameOffset(20);
    const ByteView part = paths->framed().subspan(begin, paths->frameOffset(70) - begin);
    const auto split = splitColumns(part, {}, {}, {});
    ASSERT_TRUE(split.ok());
    JoinedPaths back;
    ASSERT_TRUE(joinColumns(split->block, back, {}).ok());
    EXPECT_TRUE(equalBytes(back.frames, part));
}

struct Hostile {
    const char* what;
    const char* hex;
    ErrorCode code;
};
constexpr Hostile kHostile[] = {
    {"nothing", "", ErrorCode::Corrupt},
    {"a header that ends early", "01 05 00", ErrorCode::Corrupt},
    {"more paths than entries", "05 05 00 00 01 00 00 01 00 C0", ErrorCode::Corrupt},
    {"sizes that overflow", "01 05 00 FFFFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFFFF 00 00 01 00 C0",
     ErrorCode::Corrupt},
    {"a first path that shares", "01 06 00 00 01 00 00 01 01 C0", ErrorCode::Corrupt},
    {"shares more than there is", "02 0B 00 00 02 00 00 02 0002 C0C1", ErrorCode::Corrupt},
    {"paths out of order", "02 0A 00 00 02 00 00 02 0000 C080", ErrorCode::Corrupt},
    {"the same path twice", "02 0A 00 00 02 00 00 02 0000 C0C0", ErrorCode::Corrupt},
    {"an expression without end", "01 05 00 00 01 00 00 01 00 02", ErrorCode::Corrupt},
    {"a byte that begins nothing", "01 05 00 00 01 00 00 01 00 40", ErrorCode::Corrupt},
    {"a rest that passes the end", "01 05 00 00 01 01 00 01 00 07 C0", ErrorCode::Corrupt},
    {"rests that are left over", "01 06 00 00 01 00 00 02 00 C0C0", ErrorCode::Corrupt},
    {"a value that is missing", "02 0A 00 00 02 00 01 02 0000 01 80C0", ErrorCode::Corrupt},
    {"bytes after the block", "01 05 00 00 01 00 00 01 00 C0 C0", ErrorCode::Corrupt},
    {"longer than it says", "01 04 00 00 01 00 00 01 00 C0", ErrorCode::Corrupt},
    {"shorter than it says", "01 06 00 00 01 00 00 01 00 C0", ErrorCode::Corrupt},
    {"a rank that is not there", "01 0D 01 01 01 00 00 01 02 00 41", ErrorCode::Corrupt},
    {"a symbol of more than 48 bits", "01 0D 01 09 01 00 00 01 FFFFFFFFFFFFFFFFFF 00 40", ErrorCode::Corrupt},
    {"more than memory holds", "01 FFFFFFFFFFFFFFFF7F 00 00 01 00 00 01 00 C0", ErrorCode::LimitExceeded},
};

TEST(ColumnStage, WhatABlockSaysIsNotBelieved) {
    for (const Hostile& hostile : kHostile) {
        JoinedPaths joined;
        const auto result = joinColumns(fromHex(hostile.hex), joined, {});
        ASSERT_FALSE(result.ok()) << hostile.what;
        EXPECT_EQ(result.error().code, hostile.code) << hostile.what << ": " << result.error().describe();
        EXPECT_FALSE(result.error().expected.empty()) << hostile.what;
    }
}

TEST(ColumnStage, LimitsHoldBeforeMemoryIsTaken) {
    // Each path is one byte longer than the one before it: small columns, quadratic content.
    Content content;
    for (std::size_t i = 1; i <= 500; ++i) content[Bytes(i, 0xC0)] = 0;
    const SplitColumns split = splitSound(setOf(content), false);
    EXPECT_LT(split.block.size(), 2'500U);
    WorkContext context;
    context.limits.contentBytes = 100'000;
    JoinedPaths joined;
    const auto tooMuch = joinColumns(split.block, joined, context);
    ASSERT_FALSE(tooMuch.ok());
    EXPECT_EQ(tooMuch.error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(joined.paths, 0U);
    EXPECT_EQ(joined.frames.capacity(), 0U);
    context.limits.contentBytes = 200'000;
    context.limits.pathBytes = 100;
    const auto tooLong = joinColumns(split.block, joined, context);
    ASSERT_FALSE(tooLong.ok());
    EXPECT_EQ(tooLong.error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(joined.paths, 100U);
}

TEST(ColumnStage, ACutBlockGivesThePathsBeforeTheCut) {
    for (const bool ranks : {false, true}) {
        const space::PathSet paths = setOf(internedContent());
        const ByteBuffer block = splitSound(paths, ranks).block;
        const auto layout = readBlockLayout(block);
        ASSERT_TRUE(layout.ok());
        for (std::size_t size = 0; size < block.size(); size += 7) {
            JoinedPaths joined;
            EXPECT_FALSE(joinColumns(block.view().first(size), joined, {}).ok()) << size;
            EXPECT_TRUE(startsWith(paths.framed(), joined.frames)) << size;
            EXPECT_TRUE(joined.values.empty() || joined.values.size() == joined.paths) << size;
            if (size > layout->rests.begin + 100) {
                EXPECT_GT(joined.paths, 0U) << size;
            }
        }
    }
}

TEST(ColumnStage, FlippedBitsAreSurvivedAndLeaveAscendingPaths) {
    Content content = internedContent();
    while (content.size() > 60) content.erase(content.begin());
    for (const bool ranks : {false, true}) {
        const ByteBuffer block = splitSound(setOf(content), ranks).block;
        Bytes bytes = toBytes(block.view());
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            bytes[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
            JoinedPaths joined;
            static_cast<void>(joinColumns(bytes, joined, {}).ok());
            space::PathSetBuilder builder;
            ASSERT_TRUE(builder.adoptFrames(std::move(joined.frames), {}).ok());
            const auto set = builder.finish({});
            ASSERT_TRUE(set.ok());
            EXPECT_FALSE(builder.notes().outOfOrder);
            EXPECT_EQ(builder.notes().duplicates, 0U);
            bytes[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
        }
    }
}

TEST(ColumnStage, CancelledWorkStops) {
    const auto paths = space::generate({.atoms = 20'000, .seed = 1, .shape = space::Shape::Dense}, {});
    ASSERT_TRUE(paths.ok());
    const ByteBuffer block = splitSound(*paths, false).block;
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    const auto split = splitColumns(*paths, {}, context);
    ASSERT_FALSE(split.ok());
    EXPECT_EQ(split.error().code, ErrorCode::Cancelled);
    JoinedPaths joined;
    const auto result = joinColumns(block, joined, context);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(ColumnStage, MakesBigLogicSmallerThan560000BytesWithZstd19) {
    SB_NEED_SHARED_DATA();
    const Opened opened =
        tests::openBytes("paths", tests::readFile(tests::sharedFile("big_logic.metta.paths")));
    const space::PathSet& paths = *opened.content.space->pathSet();
    ASSERT_EQ(paths.framed().size(), 5'332'645U);
    const SplitColumns split = splitSound(paths, false);
    MemorySink stored;
    ASSERT_TRUE(codecs::compress(*codecs::parseCodec("zstd:19"), split.block, stored, {}).ok());
    EXPECT_LT(stored.position(), 560'000U);
    EXPECT_LT(stored.position(), 500'000U) << "the lengths that expressions imply are written all the same";
    expectComesBack(paths, "big_logic");
}

TEST(ColumnStage, RanksTheRealInternedSpaces) {
    SB_NEED_SHARED_DATA();
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(tests::sharedFile("interned"))) {
        if (entry.path().extension() != ".paths") continue;
        ++seen;
        const Opened opened = tests::openBytes("paths", tests::readFile(entry.path().string()));
        expectComesBack(*opened.content.space->pathSet(), entry.path().filename().string());
    }
    EXPECT_GT(seen, 0);
}

} // namespace
} // namespace spacebench::formats::columns
