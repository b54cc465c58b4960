// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "codecs/blake2b.h"
#include "formats/columns/columns_file.h"
#include "support/format_files.h"
#include "support/seeded_random.h"

namespace spacebench::formats::columns {
namespace {

using tests::Content;
using tests::contentOf;
using tests::findingWith;
using tests::fromHex;
using tests::openBytes;
using tests::saveBytes;

const Content kThree = {{fromHex("02 C161 C162"), 0}, {fromHex("02 C161 C163"), 5}, {fromHex("61"), 0}};
const Bytes kSymbol = fromHex("C8 0000 01 0000000007");
const Content kRanked = {{fromHex("02 C8 0000 01 0000000007 C8 0000 01 0000000007"), 0}, {kSymbol, 0}};

Bytes golden(const std::string& name) {
    return fromHex(asText(tests::readFile(tests::goldenFile("columns/" + name))));
}
SaveOptions with(std::string_view codec, std::string dialect = {}) {
    SaveOptions options;
    options.codec = codecs::parseCodec(codec).value();
    options.dialect = std::move(dialect);
    return options;
}
Content manyAtoms() {
    Content content;
    for (unsigned i = 0; i < 60; ++i) {
        Bytes path = fromHex("02 C161 C2 0000");
        path[4] = static_cast<Byte>(i / 7);
        path[5] = static_cast<Byte>(i);
        content[path] = i % 4;
    }
    return content;
}
Findings verified(const Bytes& bytes, const WorkContext& context = {}) {
    auto findings = findFormat("columns")->verify(tests::sourceOf(bytes), {}, context);
    if (!findings.ok()) return {findingOf(findings.error(), "refused")};
    return std::move(findings).value();
}

TEST(Columns, ReadsTheFilesMadeByHand) {
    const Opened three = openBytes("columns", golden("three-none.hex"));
    EXPECT_FALSE(three.damage) << three.damage->describe();
    EXPECT_EQ(contentOf(*three.content.space), kThree);
    EXPECT_EQ(three.dialect, "columns");
    EXPECT_EQ(tests::factText(three, "codec"), "none");
    EXPECT_THAT(tests::factText(three, "container"), testing::HasSubstr("own"));
    EXPECT_THAT(tests::factText(three, "checksum"), testing::HasSubstr("everything"));
    const Opened ranked = openBytes("columns", golden("two-ranks.hex"));
    EXPECT_FALSE(ranked.damage);
    EXPECT_EQ(contentOf(*ranked.content.space), kRanked);
    EXPECT_EQ(ranked.dialect, "columns+ranks");
}

TEST(Columns, WritesTheFilesMadeByHand) {
    EXPECT_EQ(saveBytes("columns", tests::contentWith(kThree), with("none")), golden("three-none.hex"));
    EXPECT_EQ(saveBytes("columns", tests::contentWith(kRanked), with("none", "columns+ranks")),
              golden("two-ranks.hex"));
}

TEST(Columns, IsRecognisedByItsMagicAndItsName) {
    const auto recognised = recognise(*tests::sourceOf(golden("three-none.hex")));
    ASSERT_TRUE(recognised.ok());
    EXPECT_EQ((*recognised)->info().id, "columns");
    EXPECT_EQ(formatForName("big.sbcols")->info().id, "columns");
}

TEST(Columns, RoundTripsWithEveryCodecAndStageAndSaysWhatItDid) {
    for (const char* codec : {"none", "zlib:9", "lz4", "zstd:-3", "zstd:19", "snappy"}) {
        for (const char* dialect : {"columns", "columns+ranks"}) {
            const Bytes bytes = saveBytes("columns", tests::contentWith(manyAtoms()), with(codec, dialect));
            const Opened opened = openBytes("columns", bytes);
            EXPECT_FALSE(opened.damage) << codec;
            EXPECT_TRUE(opened.findings.empty()) << codec;
            EXPECT_EQ(contentOf(*opened.content.space), manyAtoms()) << codec;
            EXPECT_EQ(opened.dialect, dialect);
            EXPECT_THAT(tests::factText(opened, "codec"),
                        testing::StartsWith(std::string(codec).substr(0, std::string(codec).find(':'))));
        }
    }
    EXPECT_EQ(
        tests::factText(
            openBytes("columns", saveBytes("columns", tests::contentWith(kThree), with("zstd:-3"))), "codec"),
        "zstd, level -3");
}

TEST(Columns, IsPlainlyMarkedAsOwnContainerWhenItIsWritten) {
    MemorySink sink;
    const auto report = findFormat("columns")->save(tests::contentWith(kThree), {}, sink, {});
    ASSERT_TRUE(report.ok());
    EXPECT_NE(findingWith(report->findings, "columns.own_container"), nullptr);
    EXPECT_EQ(report->paths, 3U);
    EXPECT_EQ(report->rawBytes, 23U);
}

TEST(Columns, EveryByteOfAFileHasAnOwner) {
    for (const Bytes& bytes : {golden("three-none.hex"), golden("two-ranks.hex"),
                               saveBytes("columns", tests::contentWith(kThree), with("zlib"))}) {
        const Opened opened = openBytes("columns", bytes);
        ASSERT_NE(opened.locator, nullptr);
        std::uint64_t at = 0;
        for (const layout::FieldRange& field : opened.locator->fixedFields()) {
            EXPECT_EQ(field.begin, at) << field.label;
            EXPECT_GT(field.end, field.begin) << field.label;
            EXPECT_NE(field.kind, layout::FieldKind::Unclaimed);
            at = field.end;
        }
        EXPECT_EQ(at, bytes.size());
    }
}

TEST(Columns, NoTruncationAndNoChangedByteIsEverCalledSound) {
    for (const char* codec : {"none", "zstd", "zlib"}) {
        const Bytes sound = saveBytes("columns", tests::contentWith(manyAtoms()), with(codec));
        EXPECT_FALSE(hasErrors(verified(sound)));
        for (std::size_t size = 0; size < sound.size(); ++size) {
            const Findings findings = verified(Bytes(sound.begin(), sound.begin() + static_cast<long>(size)));
            ASSERT_TRUE(hasErrors(findings)) << codec << " cut to " << size;
            if (size >= kHeaderBytes) {
                EXPECT_NE(findingWith(findings, "columns.truncated"), nullptr) << size;
            }
        }
        Bytes changed = sound;
        for (std::size_t at = 0; at < sound.size(); ++at) {
            for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
                changed[at] = static_cast<Byte>(changed[at] ^ flip);
                EXPECT_TRUE(hasErrors(verified(changed))) << codec << ", byte " << at;
                changed[at] = static_cast<Byte>(changed[at] ^ flip);
            }
        }
    }
}

TEST(Columns, AFileThatIsCutGivesThePathsBeforeTheCut) {
    const Bytes sound = saveBytes("columns", tests::contentWith(manyAtoms()), with("none"));
    const Opened opened = openBytes("columns", Bytes(sound.begin(), sound.end() - 60));
    ASSERT_TRUE(opened.damage);
    const Content content = contentOf(*opened.content.space);
    EXPECT_GT(content.size(), 20U);
    EXPECT_LT(content.size(), 60U);
    for (const auto& [path, value] : content) EXPECT_EQ(manyAtoms().at(path), value);
}

/// A file of two blocks, whose sizes the writer would not choose.
Bytes twoBlocks(const Content& first, const Content& second) {
    const Bytes a = saveBytes("columns", tests::contentWith(first), with("none"));
    const Bytes b = saveBytes("columns", tests::contentWith(second), with("none"));
    Bytes both(a.begin(), a.end() - 32);
    storeU64(both.data() + kPathsAt, loadU64(a.data() + kPathsAt) + loadU64(b.data() + kPathsAt));
    storeU64(both.data() + kFramedBytesAt,
             loadU64(a.data() + kFramedBytesAt) + loadU64(b.data() + kFramedBytesAt));
    both.insert(both.end(), b.begin() + kHeaderBytes, b.end() - 32);
    const codecs::Digest256 sum = codecs::blake2b256(both);
    both.insert(both.end(), sum.begin(), sum.end());
    return both;
}

TEST(Columns, BlocksFollowEachOtherAndEachIsSalvagedAlone) {
    const Content first = {{fromHex("C161"), 0}, {fromHex("C162"), 0}};
    const Content second = {{fromHex("C163"), 9}, {fromHex("C164"), 0}};
    Content all = first;
    all.insert(second.begin(), second.end());
    Bytes bytes = twoBlocks(first, second);
    const Opened sound = openBytes("columns", bytes);
    EXPECT_FALSE(sound.damage) << sound.damage->describe();
    EXPECT_EQ(contentOf(*sound.content.space), all);

    bytes[kHeaderBytes + kBlockHeaderBytes + 12] = 0x00; // the rest of the second path
    const Opened damaged = openBytes("columns", bytes);
    ASSERT_TRUE(damaged.damage);
    EXPECT_EQ(contentOf(*damaged.content.space), (Content{{fromHex("C161"), 0}}));
    const auto salvaged = findFormat("columns")->salvage(tests::sourceOf(bytes), {}, {});
    ASSERT_TRUE(salvaged.ok());
    EXPECT_EQ(contentOf(*salvaged->content.space),
              (Content{{fromHex("C161"), 0}, {fromHex("C163"), 9}, {fromHex("C164"), 0}}));
    EXPECT_TRUE(hasErrors(salvaged->findings));
}

TEST(Columns, BlocksInAnotherOrderAreDamage) {
    const Bytes bytes = twoBlocks({{fromHex("C163"), 1}}, {{fromHex("C161"), 0}});
    const Opened opened = openBytes("columns", bytes);
    ASSERT_TRUE(opened.damage);
    EXPECT_NE(findingWith(opened.findings, "columns.block"), nullptr);
    EXPECT_EQ(contentOf(*opened.content.space), (Content{{fromHex("C163"), 1}}));
}

TEST(Columns, WhatIsNotKnownIsRefusedWithTheOffset) {
    const struct {
        std::size_t at;
        Byte value;
        ErrorCode code;
    } kCases[] = {{0, 'X', ErrorCode::NotThisFormat},
                  {kVersionAt, 2, ErrorCode::UnsupportedVersion},
                  {kCodecAt, 9, ErrorCode::UnsupportedVersion},
                  {kStageAt, 0, ErrorCode::UnsupportedVersion},
                  {kStageAt, 3, ErrorCode::UnsupportedVersion}};
    for (const auto& one : kCases) {
        Bytes bytes = golden("three-none.hex");
        bytes[one.at] = one.value;
        const auto opened = findFormat("columns")->open(tests::sourceOf(bytes), {}, {});
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.error().code, one.code);
        EXPECT_EQ(opened.error().byteOffset, one.at);
    }
    OpenOptions other;
    other.dialect = "columns+ranks";
    EXPECT_FALSE(findFormat("columns")->open(tests::sourceOf(golden("three-none.hex")), other, {}).ok());
}

TEST(Columns, ReservedFieldsThatAreSetAreAWarning) {
    Bytes bytes = golden("three-none.hex");
    bytes[kFlagsAt + 1] = 4;
    EXPECT_NE(findingWith(openBytes("columns", bytes).findings, "columns.reserved"), nullptr);
}

TEST(Columns, BombsStopAtTheLimits) {
    // A block that is said to hold, and does hold, a quarter of a GiB of zeros.
    MemorySink stored;
    const Bytes zeros(std::size_t{256} << 20);
    ASSERT_TRUE(codecs::compress(*codecs::parseCodec("zstd:1"), zeros, stored, {}).ok());
    Bytes bytes = golden("three-none.hex");
    bytes.resize(kHeaderBytes + kBlockHeaderBytes);
    bytes[kCodecAt] = 3;
    storeU64(bytes.data() + kHeaderBytes + 16, zeros.size());
    storeU64(bytes.data() + kHeaderBytes + 24, stored.position());
    bytes.insert(bytes.end(), stored.view().begin(), stored.view().end());
    bytes.resize(bytes.size() + 32);
    const Opened bomb = openBytes("columns", bytes);
    ASSERT_TRUE(bomb.damage);
    EXPECT_EQ(bomb.damage->code, ErrorCode::LimitExceeded);
    WorkContext small;
    small.limits.contentBytes = 20;
    const Findings findings = verified(golden("three-none.hex"), small);
    ASSERT_TRUE(hasErrors(findings));
    EXPECT_EQ(findings.front().code, ErrorCode::LimitExceeded);
}

TEST(Columns, MakesBigLogicSmallerThan560000Bytes) {
    SB_NEED_SHARED_DATA();
    const Opened paths = openBytes("paths", tests::readFile(tests::sharedFile("big_logic.metta.paths")));
    const Bytes bytes = saveBytes("columns", paths.content, with("zstd:19"));
    EXPECT_LT(bytes.size(), 500'000U);
    const Opened back = openBytes("columns", bytes);
    EXPECT_FALSE(back.damage);
    EXPECT_TRUE(
        equalBytes(back.content.space->pathSet()->framed(), paths.content.space->pathSet()->framed()));
}

} // namespace
} // namespace spacebench::formats::columns
