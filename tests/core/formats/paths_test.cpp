// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/codec.h"
#include "support/format_files.h"

namespace spacebench::formats {
namespace {

using tests::Content;
using tests::contentOf;
using tests::findingWith;
using tests::openBytes;

const Content kThree = {{{'a'}, 0}, {{'a', 'b'}, 0}, {{'b'}, 0}};

Bytes zlibOf(ByteView raw) {
    MemorySink sink;
    EXPECT_TRUE(codecs::compress({codecs::findCodec("zlib"), 7}, raw, sink, {}).ok());
    return toBytes(sink.view());
}

Bytes golden(const std::string& name) {
    return tests::fromHex(asText(tests::readFile(tests::goldenFile("paths/" + name))));
}

Opened openShared(const std::string& name) {
    return openBytes("paths", tests::readFile(tests::sharedFile(name)));
}

TEST(Paths, ReadsTheFileMadeByHand) {
    const Opened opened = openBytes("paths", golden("three.hex"));
    EXPECT_FALSE(opened.damage);
    EXPECT_TRUE(opened.findings.empty());
    EXPECT_EQ(contentOf(*opened.content.space), kThree);
}

TEST(Paths, WritesTheEmptySpaceAsPathMapDoes) {
    EXPECT_EQ(tests::saveBytes("paths", tests::contentWith({})), golden("empty.hex"));
    const Opened opened = openBytes("paths", golden("empty.hex"));
    EXPECT_FALSE(opened.damage);
    EXPECT_EQ(opened.content.space->knownCount(), 0U);
}

TEST(Paths, ReadsEveryFileThatPathMapWroteAndWritesTheSameContent) {
    SB_NEED_SHARED_DATA();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(tests::sharedFile("golden"))) {
        if (entry.path().extension() != ".paths") continue;
        ++files;
        SCOPED_TRACE(entry.path().filename());
        const Bytes bytes = tests::readFile(entry.path());
        const auto recognised = recognise(*tests::sourceOf(bytes));
        ASSERT_TRUE(recognised.ok()) << recognised.error().describe();
        EXPECT_EQ((*recognised)->info().id, "paths");
        const Opened opened = openBytes("paths", bytes);
        EXPECT_FALSE(opened.damage);
        EXPECT_TRUE(opened.findings.empty());
        EXPECT_EQ(contentOf(*opened.content.space), tests::contentOfPathsFile(entry.path()));
        const Opened again = openBytes("paths", tests::saveBytes("paths", opened.content));
        EXPECT_EQ(contentOf(*again.content.space), contentOf(*opened.content.space));
    }
    EXPECT_GE(files, 20U);
}

TEST(Paths, ReadsTheRealSpace) {
    SB_NEED_SHARED_DATA();
    const Opened opened = openShared("big_logic.metta.paths");
    EXPECT_FALSE(opened.damage);
    EXPECT_TRUE(opened.findings.empty());
    const space::PathSet& paths = *opened.content.space->pathSet();
    EXPECT_EQ(paths.size(), 91692U);
    EXPECT_EQ(paths.pathBytes(), 4965877U);
    EXPECT_EQ(paths.framed().size(), 5332645U);
}

TEST(Paths, UnusualFilesAreSoundWithFindings) {
    SB_NEED_SHARED_DATA();
    const Opened unsorted = openShared("odd/dups-unsorted.paths");
    EXPECT_FALSE(unsorted.damage);
    EXPECT_FALSE(hasErrors(unsorted.findings));
    EXPECT_NE(findingWith(unsorted.findings, "paths.unsorted"), nullptr);
    EXPECT_NE(findingWith(unsorted.findings, "paths.duplicates"), nullptr);
    const Opened empty = openShared("odd/empty-path-mid.paths");
    EXPECT_FALSE(empty.damage);
    EXPECT_FALSE(hasErrors(empty.findings));
    EXPECT_NE(findingWith(empty.findings, "paths.empty_path"), nullptr);
    EXPECT_TRUE(contentOf(*empty.content.space).contains(Bytes()));
}

struct Damage {
    const char* file;
    const char* finding;
    std::uint64_t offset;
    std::uint64_t leastPaths; ///< that must still be readable
};

TEST(Paths, DamagedFilesSayWhatAndWhereAndKeepWhatCouldBeRead) {
    SB_NEED_SHARED_DATA();
    const Damage cases[] = {
        {"bad/adler.paths", "paths.adler", 803832, 91692},
        {"bad/trunc.paths", "paths.truncated", 400000, 40000},
        {"bad/trailing.paths", "paths.trailing", 803836, 91692},
        {"bad/two-streams.paths", "paths.trailing", 13, 1},
        {"bad/short-last.paths", "paths.frame", 27, 2},
        {"bad/short-len.paths", "paths.frame", 16, 2},
    };
    for (const Damage& damage : cases) {
        SCOPED_TRACE(damage.file);
        const Opened opened = openShared(damage.file);
        ASSERT_TRUE(opened.damage);
        EXPECT_EQ(opened.damage->code, ErrorCode::Corrupt);
        EXPECT_EQ(opened.damage->byteOffset, damage.offset);
        EXPECT_FALSE(opened.damage->expected.empty());
        EXPECT_FALSE(opened.damage->found.empty());
        const Finding* finding = findingWith(opened.findings, damage.finding);
        ASSERT_NE(finding, nullptr);
        EXPECT_EQ(finding->severity, Severity::Error);
        EXPECT_GE(opened.content.space->knownCount(), damage.leastPaths);
    }
}

TEST(Paths, AFlippedByteIsNeverSound) {
    SB_NEED_SHARED_DATA();
    const Opened opened = openShared("bad/flip.paths");
    ASSERT_TRUE(opened.damage);
    EXPECT_EQ(opened.damage->code, ErrorCode::Corrupt);
    EXPECT_GT(*opened.content.space->knownCount(), 0U);
}

TEST(Paths, GzipIsNamedAndRefused) {
    SB_NEED_SHARED_DATA();
    const Bytes bytes = tests::readFile(tests::sharedFile("bad/gzip.paths"));
    const auto recognised = recognise(*tests::sourceOf(bytes));
    ASSERT_FALSE(recognised.ok());
    EXPECT_EQ(recognised.error().code, ErrorCode::NotThisFormat);
    EXPECT_THAT(recognised.error().found, testing::HasSubstr("gzip"));
    const auto opened = findFormat("paths")->open(tests::sourceOf(bytes), {}, {});
    ASSERT_FALSE(opened.ok());
    EXPECT_THAT(opened.error().found, testing::HasSubstr("gzip"));
}

TEST(Paths, SalvageReadsTheStreamsBehindTheFirst) {
    SB_NEED_SHARED_DATA();
    const Bytes bytes = tests::readFile(tests::sharedFile("bad/two-streams.paths"));
    const auto salvaged = findFormat("paths")->salvage(tests::sourceOf(bytes), {}, {});
    ASSERT_TRUE(salvaged.ok());
    EXPECT_EQ(contentOf(*salvaged->content.space), (Content{{{'a'}, 0}, {{'b'}, 0}}));
    EXPECT_TRUE(hasErrors(salvaged->findings));
}

TEST(Paths, HugeLengthsCostNothing) {
    Bytes raw = {1, 0, 0, 0, 'x'};
    for (int i = 0; i < 1000; ++i) raw.insert(raw.end(), 4, 0xFF);
    const Opened opened = openBytes("paths", zlibOf(raw));
    ASSERT_TRUE(opened.damage);
    EXPECT_EQ(opened.damage->code, ErrorCode::Corrupt);
    EXPECT_THAT(opened.damage->expected, testing::HasSubstr("4294967295"));
    EXPECT_THAT(opened.damage->found, testing::HasSubstr("offset 5 of the decompressed data"));
    EXPECT_EQ(contentOf(*opened.content.space), (Content{{{'x'}, 0}}));
}

TEST(Paths, BombsStopAtTheStatedLimit) {
    Bytes raw(std::size_t{48} << 20, 0xFF); // one path that is as long as the bomb, after one that is not
    storeU32(raw.data(), 1);
    const Bytes stored = zlibOf(raw);
    const WorkContext context;
    const auto opened = findFormat("paths")->open(tests::sourceOf(stored), {}, context);
    ASSERT_TRUE(opened.ok());
    ASSERT_TRUE(opened->damage);
    EXPECT_EQ(opened->damage->code, ErrorCode::LimitExceeded);
    EXPECT_NE(findingWith(opened->findings, "paths.limit"), nullptr);
    EXPECT_EQ(contentOf(*opened->content.space), (Content{{Bytes(1, 0xFF), 0}}));
}

TEST(Paths, OtherCodecsAreRefused) {
    MemorySink sink;
    SaveOptions options;
    options.codec = codecs::CodecChoice{codecs::findCodec("zstd"), 3};
    const auto saved = findFormat("paths")->save(tests::contentWith(kThree), options, sink, {});
    ASSERT_FALSE(saved.ok());
    EXPECT_EQ(saved.error().code, ErrorCode::InvalidArgument);
}

TEST(Paths, EveryLevelRoundTripsWithTheEmptyPathAndReportsItsFramedBytes) {
    Content content = kThree;
    content.emplace(Bytes(), 0);
    for (int level = 1; level <= 9; ++level) {
        SaveOptions options;
        options.codec = codecs::CodecChoice{codecs::findCodec("zlib"), level};
        MemorySink sink;
        const auto saved = findFormat("paths")->save(tests::contentWith(content), options, sink, {});
        ASSERT_TRUE(saved.ok());
        EXPECT_EQ(saved->paths, 4U);
        EXPECT_EQ(saved->rawBytes, 20U);
        EXPECT_EQ(contentOf(*openBytes("paths", sink.view()).content.space), content);
    }
}

TEST(Paths, ValuesAreALossThatMustBeAllowed) {
    const auto content = tests::contentWith({{{'a'}, 7}, {{'b'}, 0}});
    MemorySink sink;
    const auto refused = findFormat("paths")->save(content, {}, sink, {});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(sink.position(), 0U) << "nothing is written before the refusal";
    SaveOptions options;
    options.dropWhatDoesNotFit = true;
    const auto saved = findFormat("paths")->save(content, options, sink, {});
    ASSERT_TRUE(saved.ok());
    ASSERT_EQ(saved->losses.size(), 1U);
    EXPECT_EQ(saved->losses[0].id, "values");
    EXPECT_EQ(saved->losses[0].count, 1U);
    EXPECT_EQ(saved->losses[0].examples.size(), 1U);
}

TEST(Paths, TheFieldsOfTheFileAreHeaderDataAndAdler) {
    const Opened opened = openBytes("paths", golden("empty.hex"));
    ASSERT_NE(opened.locator, nullptr);
    const auto fields = opened.locator->fixedFields();
    ASSERT_EQ(fields.size(), 3U);
    EXPECT_EQ(fields[0].end, 2U);
    EXPECT_EQ(fields[2].begin, 4U);
    EXPECT_EQ(fields[2].kind, layout::FieldKind::Checksum);
    EXPECT_EQ(fields[2].value, "00 00 00 01");
}

} // namespace
} // namespace spacebench::formats
