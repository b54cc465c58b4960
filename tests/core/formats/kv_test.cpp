// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/format_files.h"

namespace spacebench::formats {
namespace {

using tests::Content;
using tests::contentOf;
using tests::findingWith;
using tests::openBytes;

const Content kThree = {{{}, 5}, {{'a'}, 0}, {{'a', 'b'}, 248}};

Opened openText(std::string_view text) {
    return openBytes("kv", asBytes(text));
}

TEST(Kv, ReadsAndWritesTheFileMadeByHand) {
    const Bytes bytes = tests::fromHex(asText(tests::readFile(tests::goldenFile("kv/three.hex"))));
    const Opened opened = openBytes("kv", bytes);
    EXPECT_FALSE(opened.damage);
    EXPECT_TRUE(opened.findings.empty());
    EXPECT_EQ(contentOf(*opened.content.space), kThree);
    EXPECT_EQ(tests::saveBytes("kv", opened.content), bytes);
    const auto recognised = recognise(*tests::sourceOf(bytes));
    ASSERT_TRUE(recognised.ok());
    EXPECT_EQ((*recognised)->info().id, "kv");
}

TEST(Kv, GivesBackTheSharedFilesByteForByte) {
    SB_NEED_SHARED_DATA();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(tests::sharedFile("golden"))) {
        if (entry.path().extension() != ".kv" && entry.path().extension() != ".dump") continue;
        ++files;
        const Bytes bytes = tests::readFile(entry.path());
        const Opened opened = openBytes("kv", bytes);
        EXPECT_FALSE(opened.damage) << entry.path();
        EXPECT_EQ(contentOf(*opened.content.space), tests::contentOfKvFile(entry.path())) << entry.path();
        EXPECT_EQ(tests::saveBytes("kv", opened.content), bytes) << entry.path();
    }
    EXPECT_GE(files, 10U);
}

TEST(Kv, MissingValuesUpperCaseCarriageReturnsAndAMissingLastLineEndAreFine) {
    const Opened opened = openText("61\n6B\t7\r\n6c\t18446744073709551615");
    EXPECT_FALSE(opened.damage);
    EXPECT_EQ(contentOf(*opened.content.space),
              (Content{{{'a'}, 0}, {{'k'}, 7}, {{'l'}, ~std::uint64_t{0}}}));
}

TEST(Kv, UnsortedLinesAndConflictsAreFindings) {
    const Opened opened = openText("62\t1\n61\t2\n62\t3\n");
    EXPECT_FALSE(opened.damage);
    EXPECT_FALSE(hasErrors(opened.findings));
    EXPECT_NE(findingWith(opened.findings, "kv.unsorted"), nullptr);
    EXPECT_NE(findingWith(opened.findings, "kv.value_conflict"), nullptr);
    EXPECT_EQ(contentOf(*opened.content.space), (Content{{{'a'}, 2}, {{'b'}, 3}}));
}

struct BadLine {
    const char* text;
    TextPosition position;
    std::uint64_t offset;
};

TEST(Kv, BadLinesSayLineAndColumnAndKeepWhatCameBefore) {
    const BadLine cases[] = {
        {"61\t1\n6x\t1\n63\n", {2, 2}, 6}, {"61\t1\n6\t1\n", {2, 2}, 6},
        {"61\t1\n62\t\n", {2, 4}, 8},      {"61\t1\n62\t1x\n", {2, 5}, 9},
        {"61\t1\n\n63\t1\n", {2, 1}, 5},   {"61\t1\n62\t18446744073709551616\n", {2, 23}, 27},
        {"61\t1\n62\t-1\n", {2, 4}, 8},    {"61\t1\n62 1\n", {2, 3}, 7},
    };
    for (const BadLine& bad : cases) {
        SCOPED_TRACE(bad.text);
        const Opened opened = openText(bad.text);
        ASSERT_TRUE(opened.damage);
        EXPECT_EQ(opened.damage->code, ErrorCode::Corrupt);
        ASSERT_TRUE(opened.damage->position);
        EXPECT_EQ(opened.damage->position->line, bad.position.line);
        EXPECT_EQ(opened.damage->position->column, bad.position.column);
        EXPECT_EQ(opened.damage->byteOffset, bad.offset);
        EXPECT_EQ(contentOf(*opened.content.space), (Content{{{'a'}, 1}}));
    }
}

TEST(Kv, SalvageLeavesBadLinesOut) {
    const auto salvaged = findFormat("kv")->salvage(tests::sourceOf(asBytes("61\t1\noops\n63\t3\n")), {}, {});
    ASSERT_TRUE(salvaged.ok());
    EXPECT_EQ(contentOf(*salvaged->content.space), (Content{{{'a'}, 1}, {{'c'}, 3}}));
    EXPECT_TRUE(hasErrors(salvaged->findings));
}

TEST(Kv, IsRecognisedWhereEveryLineFits) {
    const Format& kv = *findFormat("kv");
    EXPECT_EQ(kv.probe(asBytes("6162\n63\n")), Format::Match::Yes);
    EXPECT_EQ(kv.probe(asBytes("\t5\n61\t6\n")), Format::Match::Yes);
    EXPECT_EQ(kv.probe(asBytes("61\t6\nzz\t6\n")), Format::Match::Maybe);
    EXPECT_EQ(kv.probe(asBytes("(edge a b)\n")), Format::Match::No);
    EXPECT_EQ(kv.probe(asBytes("abc\n")), Format::Match::No);
    EXPECT_EQ(kv.probe({}), Format::Match::No);
    std::string large;
    while (large.size() < 200000) large += "616263646566\t17\n";
    EXPECT_EQ(kv.probe(asBytes(large)), Format::Match::Yes);
}

TEST(Kv, LinesCanBeLocatedBothWays) {
    for (const char* text : {"\t5\n61\t0\n6162\t248\n", "61\t0\n6162\t248\n\t5\n"}) {
        const Opened opened = openText(text);
        const auto fields = opened.locator->fieldsOf(toBytes(asBytes("ab")));
        ASSERT_EQ(fields.size(), 2U);
        EXPECT_EQ(std::string(text).substr(fields[0].begin, 4), "6162");
        EXPECT_EQ(std::string(text).substr(fields[1].begin, 3), "248");
        EXPECT_EQ(opened.locator->pathAt(fields[1].begin), toBytes(asBytes("ab")));
        EXPECT_EQ(opened.locator->fieldsOf({}).size(), 1U);
        EXPECT_EQ(opened.locator->pathAt(1000), std::nullopt);
    }
}

} // namespace
} // namespace spacebench::formats
