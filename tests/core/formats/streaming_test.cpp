// SPDX-License-Identifier: Apache-2.0
//
// Files read as they come: the same paths, the same words about damage and the same findings as files held in
// memory; order and duplicates noticed wherever they lie; paths of any length.
#include "formats/streamed_space.h"

#include <gmock/gmock.h>

#include "base/clock.h"
#include "jobs/job_runner.h"
#include "support/format_files.h"
#include "support/seeded_random.h"

namespace spacebench::formats {
namespace {

constexpr std::size_t kFirstBlockBytes = std::size_t{256} << 10; ///< frame_stream.cpp
constexpr std::size_t kBlockBytes = std::size_t{512} << 10;

struct Variant {
    const char* format;
    const char* dialect = "";
    const char* codec = "";
};

constexpr Variant kVariants[] = {
    {"paths"},
    {"mtts"},
    {"mtts", "short"},
    {"mtts", "bigendian"},
    {"mtts", "documented", "zlib:1"},
    {"mtts", "short", "lz4"},
    {"mtts", "documented", "zstd"},
    {"mtts", "documented", "snappy"},
    {"pathmap1", "", "none"},
    {"pathmap1", "", "zlib:1"},
    {"pathmap1", "", "lz4"},
    {"pathmap1", "", "zstd"},
    {"pathmap1", "", "snappy"},
};

std::string nameOf(const Variant& variant) {
    return std::string(variant.format) + " " + variant.dialect + " " + variant.codec;
}

SaveOptions optionsOf(const Variant& variant) {
    SaveOptions options;
    options.dialect = variant.dialect;
    if (*variant.codec != 0) options.codec = *codecs::parseCodec(variant.codec);
    return options;
}

Bytes savedAs(const Variant& variant, const tests::Content& content) {
    return tests::saveBytes(variant.format, tests::contentWith(content), optionsOf(variant));
}

Result<Opened> openStreamed(std::string_view format, ByteView file, const WorkContext& context = {}) {
    OpenOptions options;
    options.streaming = true;
    return findFormat(format)->open(tests::sourceOf(file), options, context);
}

/// Some blocks of paths, among them one that fills several blocks, some longer than what may hang over the
/// end of one, and the empty path.
tests::Content someBlocks() {
    tests::Content content;
    tests::SeededRandom random(11);
    for (int i = 0; i < 12000; ++i) {
        Bytes path(20 + random.below(200));
        for (Byte& byte : path) byte = static_cast<Byte>('a' + random.below(6));
        content[path] = 0;
    }
    content[Bytes(3 * kBlockBytes, 'b')] = 0;
    for (int i = 0; i < 8; ++i) {
        Bytes path(70000 + random.below(40000), static_cast<Byte>('c' + i % 3));
        path.back() = static_cast<Byte>(i);
        content[path] = 0;
    }
    content[{}] = 0;
    return content;
}

Bytes framed(const std::vector<Bytes>& paths) {
    Bytes raw;
    for (const Bytes& path : paths) {
        Byte length[4];
        storeU32(length, static_cast<std::uint32_t>(path.size()));
        raw.insert(raw.end(), length, length + 4);
        raw.insert(raw.end(), path.begin(), path.end());
    }
    return raw;
}

Bytes pathsFile(const std::vector<Bytes>& paths) {
    MemorySink out;
    EXPECT_TRUE(codecs::compress(*codecs::parseCodec("zlib:1"), framed(paths), out, {}).ok());
    return toBytes(out.view());
}

/// `count` ascending paths of `size` bytes.
std::vector<Bytes> ascending(std::size_t count, std::size_t size) {
    std::vector<Bytes> paths(count, Bytes(size, 'x'));
    for (std::size_t i = 0; i < count; ++i)
        for (int byte = 0; byte < 4; ++byte)
            paths[i][static_cast<std::size_t>(byte)] = static_cast<Byte>(i >> (24 - 8 * byte));
    return paths;
}

std::vector<std::string> idsOf(const Findings& findings) {
    std::vector<std::string> ids;
    for (const Finding& finding : findings)
        ids.push_back(finding.id + " " + finding.message + " " +
                      std::to_string(finding.byteOffset.value_or(0)));
    return ids;
}

TEST(Streaming, GivesTheSamePathsAsEachFormatInMemoryWithAndWithoutThreads) {
    const tests::Content content = someBlocks();
    const SteadyClock clock;
    jobs::JobRunner runner(clock, Limits{}, 2);
    for (const Variant& variant : kVariants) {
        const Bytes file = savedAs(variant, content);
        for (Executor* executor : {static_cast<Executor*>(nullptr), static_cast<Executor*>(&runner)}) {
            WorkContext context;
            context.executor = executor;
            const auto opened = openStreamed(variant.format, file, context);
            ASSERT_TRUE(opened.ok()) << nameOf(variant);
            ASSERT_NE(opened->streamed, nullptr) << nameOf(variant);
            EXPECT_EQ(opened->content.space->pathSet(), nullptr);
            for (int pass = 0; pass < 3; ++pass)
                ASSERT_EQ(tests::contentOf(*opened->content.space), content) << nameOf(variant);
            EXPECT_FALSE(opened->streamed->unordered());
            EXPECT_FALSE(opened->streamed->damage());
            EXPECT_EQ(opened->content.space->knownCount(), content.size());
            EXPECT_NE(
                tests::findingWith(opened->streamed->findings(), variant.format + std::string(".empty_path")),
                nullptr);
        }
    }
}

TEST(Streaming, AnswersWhatEverySpaceAnswers) {
    const tests::Content content = {{{1}, 0}, {{1, 2}, 0}, {{1, 2, 3}, 0}, {{2}, 0}};
    for (const Variant& variant : kVariants) {
        const auto opened = openStreamed(variant.format, savedAs(variant, content));
        ASSERT_TRUE(opened.ok());
        const space::Space& space = *opened->content.space;
        const auto totals = space.count({});
        ASSERT_TRUE(totals.ok());
        EXPECT_EQ(totals->paths, 4U);
        EXPECT_EQ(totals->framedBytes(), 4U * 4 + 7);
        EXPECT_EQ(totals->longestPath, 3U);
        EXPECT_EQ(space.knownFramedBytes(), 4U * 4 + 7);
        EXPECT_EQ(*space.find(Bytes{1, 2}), 0U);
        EXPECT_EQ(*space.find(Bytes{1, 3}), std::nullopt);
        const auto below = space.read(Bytes{1, 2});
        ASSERT_TRUE(below->next());
        EXPECT_EQ(toBytes(below->path()), (Bytes{1, 2}));
        ASSERT_TRUE(below->next());
        EXPECT_FALSE(below->next());
        EXPECT_EQ(below->error(), nullptr);
        const auto cursor = space.cursor();
        EXPECT_EQ(cursor->children().count(), 2U);
    }
}

TEST(Streaming, SpellsAnEmptySpace) {
    for (const Variant& variant : kVariants) {
        const auto opened = openStreamed(variant.format, savedAs(variant, {}));
        ASSERT_TRUE(opened.ok());
        EXPECT_TRUE(tests::contentOf(*opened->content.space).empty()) << nameOf(variant);
        EXPECT_EQ(opened->content.space->count({})->paths, 0U);
    }
}

TEST(Streaming, NoticesDisorderAndDuplicatesOnBothSidesOfTheEndOfABlock) {
    constexpr std::size_t kSize = 996;
    const std::vector<Bytes> sorted = ascending(2 * kFirstBlockBytes / kSize, kSize);
    const std::size_t border = kFirstBlockBytes / (kSize + 4);
    for (std::size_t i = border - 2; i <= border + 2; ++i) {
        for (const bool duplicate : {false, true}) {
            std::vector<Bytes> paths = sorted;
            if (duplicate)
                paths[i] = paths[i - 1];
            else
                std::swap(paths[i], paths[i - 1]);
            const auto opened = openStreamed("paths", pathsFile(paths));
            ASSERT_TRUE(opened.ok());
            const auto reader = opened->content.space->read();
            std::size_t given = 0;
            while (reader->next()) ++given;
            ASSERT_NE(reader->error(), nullptr) << i;
            EXPECT_TRUE(opened->streamed->unordered()) << i;
            EXPECT_FALSE(opened->streamed->damage());
            EXPECT_EQ(given, i) << (duplicate ? "duplicate" : "swapped");
        }
    }
}

/// What opening in memory and reading as it comes say about `file` must be the same.
void expectSameWords(std::string_view format, const Bytes& file) {
    const auto held = findFormat(format)->open(tests::sourceOf(file), {}, {});
    const auto opened = openStreamed(format, file);
    ASSERT_EQ(held.ok(), opened.ok());
    if (!held.ok()) {
        EXPECT_EQ(held.error().describe(), opened.error().describe());
        return;
    }
    if (opened->streamed == nullptr) {
        EXPECT_EQ(held->damage.has_value(), opened->damage.has_value());
        return;
    }
    const auto reader = opened->content.space->read();
    tests::Content content;
    while (reader->next()) content[toBytes(reader->path())] = reader->value();
    if (opened->streamed->unordered()) return; // held in memory then
    const auto damage = opened->streamed->damage();
    ASSERT_EQ(held->damage.has_value(), damage.has_value())
        << (damage ? damage->describe() : held->damage->describe());
    EXPECT_EQ(reader->error() != nullptr, damage.has_value());
    if (damage) {
        EXPECT_EQ(damage->describe(), held->damage->describe());
        EXPECT_EQ(damage->code, held->damage->code);
        return;
    }
    EXPECT_EQ(content, tests::contentOf(*held->content.space));
    Findings findings = opened->findings;
    for (const Finding& finding : opened->streamed->findings()) findings.push_back(finding);
    EXPECT_EQ(idsOf(findings), idsOf(held->findings));
}

TEST(Streaming, SpeaksOfDamageInTheWordsOfOpening) {
    tests::Content content;
    for (int i = 0; i < 40; ++i) content[toBytes(asBytes("path " + std::to_string(i * 37 % 100)))] = 0;
    tests::SeededRandom random(5);
    for (const Variant& variant : kVariants) {
        const Bytes sound = savedAs(variant, content);
        expectSameWords(variant.format, sound);
        for (std::size_t size = 0; size < sound.size(); ++size)
            expectSameWords(variant.format,
                            Bytes(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size)));
        for (int i = 0; i < 600 && !testing::Test::HasFailure(); ++i) {
            Bytes file = sound;
            const auto at = static_cast<std::ptrdiff_t>(random.below(file.size()));
            switch (random.below(3)) {
            case 0:
                file[static_cast<std::size_t>(at)] ^= static_cast<Byte>(1U << random.below(8));
                break;
            case 1:
                file.insert(file.begin() + at, static_cast<Byte>(random.next()));
                break;
            default:
                file.erase(file.begin() + at);
                break;
            }
            expectSameWords(variant.format, file);
        }
        Bytes longer = sound;
        longer.push_back(0);
        expectSameWords(variant.format, longer);
        ASSERT_FALSE(testing::Test::HasFailure()) << nameOf(variant);
    }
}

TEST(Streaming, SpeaksOfDamageAroundTheEndsOfBlocksInTheWordsOfOpening) {
    // Sound zlib streams around frames that are cut or too long at any place near the end of a block.
    for (const std::size_t border : {kFirstBlockBytes, kFirstBlockBytes + kBlockBytes}) {
        for (std::size_t cut = border - 6; cut <= border + 6; ++cut) {
            Bytes raw = framed(ascending(border / 500 + 9, 501));
            raw.resize(cut);
            MemorySink out;
            ASSERT_TRUE(codecs::compress(*codecs::parseCodec("zlib:1"), raw, out, {}).ok());
            expectSameWords("paths", toBytes(out.view()));
        }
    }
    Bytes raw = framed(ascending(3000, 500));
    storeU32(raw.data() + 504 * 700, 0x7FFFFFFF);
    MemorySink out;
    ASSERT_TRUE(codecs::compress(*codecs::parseCodec("zlib:1"), raw, out, {}).ok());
    expectSameWords("paths", toBytes(out.view()));
}

TEST(Streaming, StopsWhenCancelled) {
    const Bytes file = savedAs({"paths"}, someBlocks());
    std::stop_source stop;
    WorkContext context;
    context.stop = stop.get_token();
    const auto opened = openStreamed("paths", file, context);
    ASSERT_TRUE(opened.ok());
    const auto reader = opened->content.space->read();
    ASSERT_TRUE(reader->next());
    stop.request_stop();
    while (reader->next()) {
    }
    ASSERT_NE(reader->error(), nullptr);
    EXPECT_EQ(reader->error()->code, ErrorCode::Cancelled);
    EXPECT_FALSE(opened->streamed->damage());
}

TEST(Streaming, WritesTheBytesThatASpaceInMemoryGives) {
    const tests::Content content = someBlocks();
    tests::Content expressions;
    for (int i = 0; i < 3000; ++i) {
        Bytes path = {3, 0xC1, 'p', 0xC4};
        for (int byte = 3; byte >= 0; --byte) path.push_back(static_cast<Byte>('a' + (i >> (4 * byte)) % 16));
        path.insert(path.end(), {0xC2, 'x', 'y'});
        expressions[path] = 0;
    }
    for (const tests::Content& paths : {content, expressions}) {
        const Bytes file = savedAs({"paths"}, paths);
        for (const Format* target : allFormats()) {
            if (!target->info().can(Writes | HoldsPaths)) continue;
            if (!target->info().can(AnyBytes) && &paths == &content) continue;
            SaveOptions save;
            save.dropWhatDoesNotFit = true;
            const auto opened = openStreamed("paths", file);
            ASSERT_TRUE(opened.ok());
            EXPECT_EQ(tests::saveBytes(target->info().id, opened->content, save),
                      tests::saveBytes(target->info().id, tests::contentWith(paths), save))
                << target->info().id;
        }
    }
}

} // namespace
} // namespace spacebench::formats
