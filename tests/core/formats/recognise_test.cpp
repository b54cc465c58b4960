// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/looks_like.h"
#include "support/format_files.h"

namespace spacebench::formats {
namespace {

Error refusal(ByteView bytes) {
    const auto recognised = recognise(*tests::sourceOf(bytes, "some.file"));
    if (recognised.ok()) {
        ADD_FAILURE() << "recognised as " << (*recognised)->info().id;
        return {};
    }
    return recognised.error();
}

TEST(Recognise, SaysWhatAFileThatIsNoSpaceLooksLike) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "empty"},
        {"1F 8B 08 00 78 C0 02 6B", "gzip"},
        {"50 4B 03 04 0A 00 00 00 00 00", "ZIP"},
        {"7F 45 4C 46 02 01 01 00", "ELF"},
        {"28 B5 2F FD 00 00 00 00 00 00", "Zstandard"},
        {"89 50 4E 47 0D 0A 1A 0A 00", "PNG"},
        {"00 00 00 00 00 00 00 00 00 00", "zero"},
        {"FF 00 FE 01 80 81 82 83", "no known kind"},
    };
    for (const auto& [hex, words] : cases) {
        SCOPED_TRACE(words);
        const Error error = refusal(tests::fromHex(hex));
        EXPECT_EQ(error.code, ErrorCode::NotThisFormat);
        EXPECT_EQ(exitCodeOf(error.code), 3);
        EXPECT_EQ(error.file, "some.file");
        EXPECT_THAT(error.found, testing::HasSubstr(words));
        EXPECT_THAT(error.expected, testing::HasSubstr("paths"));
    }
}

TEST(Recognise, NamesOldTreesByTheirVersion) {
    for (const char* magic : {"ACTree01", "ACTree02"}) {
        Bytes bytes = toBytes(asBytes(magic));
        bytes.resize(40);
        const Error error = refusal(bytes);
        EXPECT_EQ(error.code, ErrorCode::UnsupportedVersion);
        EXPECT_EQ(error.found, magic);
    }
}

TEST(Recognise, ZlibStreamsThatHoldSomethingElseAreAWeakMatch) {
    // "x^2 + y" is text that starts with a zlib header.
    EXPECT_EQ(findFormat("paths")->probe(asBytes("x^2 + y and more text behind it")), Format::Match::No);
    // An object of git: zlib, but its first four bytes are no length that fits.
    MemorySink sink;
    ASSERT_TRUE(
        codecs::compress(codecs::parseCodec("zlib").value(), asBytes("blob 5\0hello"), sink, {}).ok());
    EXPECT_EQ(findFormat("paths")->probe(sink.view()), Format::Match::Maybe);
}

TEST(Recognise, DoesNotCareForTheName) {
    EXPECT_EQ(formatForName("a/b.paths")->info().id, "paths");
    EXPECT_EQ(formatForName("b.paths.zst")->info().id, "pathmap1");
    EXPECT_EQ(formatForName("b.unknown"), nullptr);
    const Bytes empty = tests::fromHex("78 DA 03 00 00 00 00 01");
    const auto recognised = recognise(*tests::sourceOf(empty, "misleading.act"));
    ASSERT_TRUE(recognised.ok());
    EXPECT_EQ((*recognised)->info().id, "paths");
}

TEST(LooksLike, ShowsTheFirstBytesAsHex) {
    EXPECT_EQ(hexStart(tests::fromHex("01 AB")), "01 AB");
    EXPECT_EQ(hexStart(tests::fromHex("01 02 03"), 2), "01 02 ..");
    EXPECT_EQ(hexStart({}), "");
}

} // namespace
} // namespace spacebench::formats
