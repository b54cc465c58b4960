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

Bytes golden(const std::string& name) {
    return tests::fromHex(asText(tests::readFile(tests::goldenFile("pathmap1/" + name))));
}

SaveOptions with(std::string_view codec) {
    SaveOptions options;
    options.codec = codecs::parseCodec(codec).value();
    return options;
}

TEST(Pathmap1, ReadsTheFilesMadeByHandAndNamesTheirChecksums) {
    const Opened current = openBytes("pathmap1", golden("three-none.hex"));
    EXPECT_FALSE(current.damage);
    EXPECT_TRUE(current.findings.empty());
    EXPECT_EQ(contentOf(*current.content.space), kThree);
    EXPECT_THAT(tests::factText(current, "checksum"), testing::HasSubstr("everything"));
    const Opened older = openBytes("pathmap1", golden("three-older.hex"));
    EXPECT_FALSE(older.damage);
    EXPECT_NE(findingWith(older.findings, "pathmap1.older_checksum"), nullptr);
    EXPECT_EQ(contentOf(*older.content.space), kThree);
    EXPECT_THAT(tests::factText(older, "checksum"), testing::HasSubstr("older"));
}

TEST(Pathmap1, WritesTheFileMadeByHand) {
    EXPECT_EQ(tests::saveBytes("pathmap1", tests::contentWith(kThree), with("none")),
              golden("three-none.hex"));
}

TEST(Pathmap1, ReadsTheSharedFiles) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"pathmap1-none.bin", "pathmap1-zlib.bin", "pathmap1-zlib-oldsum.bin"}) {
        const Bytes bytes = tests::readFile(tests::sharedFile(std::string("made/") + name));
        const auto recognised = recognise(*tests::sourceOf(bytes));
        ASSERT_TRUE(recognised.ok());
        EXPECT_EQ((*recognised)->info().id, "pathmap1");
        const Opened opened = openBytes("pathmap1", bytes);
        EXPECT_FALSE(opened.damage) << name;
        EXPECT_EQ(contentOf(*opened.content.space).size(), 8U) << name;
        EXPECT_TRUE(contentOf(*opened.content.space).contains(toBytes(asBytes("bcdefghijk")))) << name;
    }
}

TEST(Pathmap1, RoundTripsWithEveryCodec) {
    Content content = kThree;
    content.emplace(Bytes(), 0);
    for (int i = 0; i < 3000; ++i) content[toBytes(asBytes("path " + std::to_string(i)))] = 0;
    for (const char* codec :
         {"none", "zlib", "zlib:1", "lz4", "lz4:9", "zstd", "zstd:-5", "zstd:19", "snappy"}) {
        for (const Content& sample : {content, Content{}}) {
            const Opened opened =
                openBytes("pathmap1", tests::saveBytes("pathmap1", tests::contentWith(sample), with(codec)));
            EXPECT_FALSE(opened.damage) << codec << ": " << opened.damage->describe();
            EXPECT_EQ(contentOf(*opened.content.space), sample) << codec;
        }
    }
    EXPECT_EQ(tests::factText(openBytes("pathmap1", tests::saveBytes("pathmap1", tests::contentWith(kThree))),
                              "codec"),
              "zstd");
}

TEST(Pathmap1, DamageIsNamedAndWhatCouldBeReadStays) {
    for (const char* codec : {"none", "zlib", "lz4", "zstd", "snappy"}) {
        SCOPED_TRACE(codec);
        const Bytes sound = tests::saveBytes("pathmap1", tests::contentWith(kThree), with(codec));

        Bytes trailing = sound;
        trailing.push_back('x');
        EXPECT_TRUE(openBytes("pathmap1", trailing).damage);

        Bytes wrongSum = sound;
        wrongSum.back() ^= 1;
        const Opened summed = openBytes("pathmap1", wrongSum);
        ASSERT_TRUE(summed.damage);
        EXPECT_NE(findingWith(summed.findings, "pathmap1.checksum"), nullptr);
        EXPECT_EQ(summed.damage->byteOffset, sound.size() - 32);
        EXPECT_EQ(contentOf(*summed.content.space), kThree);

        for (const std::size_t size : {std::size_t{16}, std::size_t{20}, sound.size() - 33, sound.size() - 1})
            EXPECT_TRUE(openBytes("pathmap1", ByteView(sound).first(size)).damage) << "cut to " << size;
    }
}

TEST(Pathmap1, AbsurdCountsAndLengthsCostNothing) {
    Bytes bytes = golden("three-none.hex");
    storeU64(bytes.data() + 16, ~std::uint64_t{0});
    const Opened counted = openBytes("pathmap1", bytes);
    ASSERT_TRUE(counted.damage);
    EXPECT_EQ(counted.damage->code, ErrorCode::Corrupt);
    bytes = golden("three-none.hex");
    storeU32(bytes.data() + 29, 0xFFFFFFFFU);
    const Opened lengthened = openBytes("pathmap1", bytes);
    ASSERT_TRUE(lengthened.damage);
    EXPECT_EQ(lengthened.damage->byteOffset, 29U);
    EXPECT_EQ(contentOf(*lengthened.content.space), (Content{{{'a'}, 0}}));
}

TEST(Pathmap1, CountsThatAreTooLowAreDamageInCompressedFilesToo) {
    MemorySink packed;
    const Bytes raw = tests::fromHex("01 00 00 00 00 00 00 00  01 00 00 00 61  01 00 00 00 62");
    ASSERT_TRUE(codecs::compress(codecs::parseCodec("zlib").value(), raw, packed, {}).ok());
    Bytes bytes = tests::fromHex("50 41 54 48 4D 41 50 31 01 00 01 00 00 00 00 00");
    bytes.insert(bytes.end(), packed.view().begin(), packed.view().end());
    bytes.resize(bytes.size() + 32);
    const Opened opened = openBytes("pathmap1", bytes);
    ASSERT_TRUE(opened.damage);
    EXPECT_THAT(opened.damage->found, testing::HasSubstr("offset 13 of the decompressed data"));
    EXPECT_EQ(contentOf(*opened.content.space), (Content{{{'a'}, 0}}));
}

TEST(Pathmap1, UnknownVersionsAndCodecsAreRefusedByName) {
    Bytes version = golden("three-none.hex");
    version[8] = 2;
    const auto newer = findFormat("pathmap1")->open(tests::sourceOf(version), {}, {});
    ASSERT_FALSE(newer.ok());
    EXPECT_EQ(newer.error().code, ErrorCode::UnsupportedVersion);
    EXPECT_EQ(newer.error().byteOffset, 8U);
    Bytes codec = golden("three-none.hex");
    codec[10] = 9;
    const auto unknown = findFormat("pathmap1")->open(tests::sourceOf(codec), {}, {});
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().code, ErrorCode::UnsupportedVersion);
    EXPECT_EQ(unknown.error().byteOffset, 10U);
}

TEST(Pathmap1, UncompressedPathsCanBeLocatedBothWays) {
    const Opened opened = openBytes("pathmap1", golden("three-none.hex"));
    const auto fields = opened.locator->fieldsOf(toBytes(asBytes("ab")));
    ASSERT_EQ(fields.size(), 2U);
    EXPECT_EQ(fields[0].begin, 29U);
    EXPECT_EQ(fields[1].begin, 33U);
    EXPECT_EQ(fields[1].end, 35U);
    EXPECT_EQ(opened.locator->pathAt(33), toBytes(asBytes("ab")));
    EXPECT_EQ(opened.locator->pathAt(35), toBytes(asBytes("b")));
    EXPECT_EQ(opened.locator->pathAt(10), std::nullopt);
    EXPECT_EQ(opened.locator->pathAt(40), std::nullopt);
    EXPECT_TRUE(opened.locator->fieldsOf(toBytes(asBytes("zz"))).empty());
}

} // namespace
} // namespace spacebench::formats
