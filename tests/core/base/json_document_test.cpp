// SPDX-License-Identifier: Apache-2.0
#include "base/json_document.h"

#include <array>

#include <gtest/gtest.h>

namespace spacebench {
namespace {

TEST(JsonDocument, knowsTheLineAndColumnOfEveryValue) {
    const auto document =
        JsonDocument::parse("\xEF\xBB\xBF{\r\n  \"a\\\"\\\\\": [1,\n -2.5e3\n, \"x\\ny\"],\n"
                            "\t\"b\":{\"c\" :\n\n true}}\n",
                            "f.json");
    ASSERT_TRUE(document.ok()) << document.error().describe();
    const JsonPlace root = document->root();
    EXPECT_EQ(root.position(), (TextPosition{1, 1}));
    const JsonPlace list = root.at(0);
    EXPECT_EQ(root.keyAt(0), "a\"\\");
    EXPECT_EQ(list.position(), (TextPosition{2, 12}));
    EXPECT_EQ(list.at(0).position(), (TextPosition{2, 13}));
    EXPECT_EQ(list.at(1).position(), (TextPosition{3, 2}));
    EXPECT_EQ(list.at(2).position(), (TextPosition{4, 3}));
    EXPECT_EQ(list.at(2).json(), "x\ny");
    const auto inner = root.find("b")->find("c");
    ASSERT_TRUE(inner);
    EXPECT_EQ(inner->position(), (TextPosition{7, 2}));
    EXPECT_EQ(inner->path(), "b.c");
    EXPECT_FALSE(root.find("c"));
}

TEST(JsonDocument, refusesWhatIsNoJsonWithItsPlace) {
    struct Case {
        std::string text;
        TextPosition place;
        ErrorCode code;
        std::string words;
    };
    const std::string deep(17, '[');
    for (const Case& c : {
             Case{"", {1, 1}, ErrorCode::InvalidArgument, "no JSON"},
             Case{"{\n  \"a\": 1,\n  nul\n}", {3, 3}, ErrorCode::InvalidArgument, "no JSON"},
             Case{"[1,\n2", {2, 2}, ErrorCode::InvalidArgument, "no JSON"},
             Case{"{} {}", {1, 4}, ErrorCode::InvalidArgument, "no JSON"},
             Case{"[\"\xFF\"]", {1, 3}, ErrorCode::InvalidArgument, "no JSON"},
             Case{
                 "{\"a\": 1,\n \"b\": {\"a\": 2},\n \"a\": 3}", {3, 2}, ErrorCode::InvalidArgument, "line 1"},
             Case{deep, {1, 17}, ErrorCode::LimitExceeded, "16 levels"},
         }) {
        const auto document = JsonDocument::parse(c.text, "f.json");
        ASSERT_FALSE(document.ok()) << c.text;
        const Error& error = document.error();
        EXPECT_EQ(error.code, c.code) << error.describe();
        ASSERT_TRUE(error.position) << error.describe();
        EXPECT_EQ(error.position->line, c.place.line) << c.text << ": " << error.describe();
        EXPECT_EQ(error.file, "f.json");
        EXPECT_NE(error.describe().find(c.words), std::string::npos) << error.describe();
    }
}

TEST(JsonDocument, boundsSizeAndNumberOfValues) {
    EXPECT_EQ(JsonDocument::parse(std::string((4U << 20) + 1, ' '), "f").error().code,
              ErrorCode::LimitExceeded);
    std::string many = "[0";
    for (int i = 0; i < 200'000; ++i) many += ",0";
    EXPECT_EQ(JsonDocument::parse(many + "]", "f").error().code, ErrorCode::LimitExceeded);
    EXPECT_TRUE(JsonDocument::parse("[0,0]", "f", {.bytes = 5, .depth = 1, .values = 3}).ok());
}

TEST(JsonDocument, refusesUnknownKeysWithTheNearestKnownOne) {
    const auto document = JsonDocument::parse("{\"x-note\": 1,\n \"formts\": 2}", "f.json");
    ASSERT_TRUE(document.ok());
    constexpr std::array<std::string_view, 2> kKnown = {"formats", "codecs"};
    const auto checked = document->root().onlyKeys(kKnown, "a sweep");
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().position, (TextPosition{2, 2}));
    EXPECT_EQ(checked.error().advice, "Did you mean 'formats'?");
    EXPECT_EQ(nearestOf("zebra", kKnown), "");
}

TEST(JsonDocument, readsWholeNumbersAsPeopleWriteThem) {
    const auto document =
        JsonDocument::parse("[100000, \"100K\", 1e5, 1.5, -1, \"x\", true, 18446744073709551616]", "f");
    ASSERT_TRUE(document.ok()) << document.error().describe();
    const JsonPlace root = document->root();
    for (std::size_t i = 0; i < root.size(); ++i) {
        const auto value = root.at(i).whole(1, 1'000'000);
        EXPECT_EQ(value.ok(), i < 3) << root.at(i).described();
        if (i < 3)
            EXPECT_EQ(*value, 100'000U);
        else
            EXPECT_TRUE(value.error().position);
    }
    EXPECT_FALSE(root.at(0).whole(1, 99'999).ok());
    EXPECT_FALSE(root.at(0).text().ok());
    EXPECT_FALSE(root.at(0).flag().ok());
    EXPECT_FALSE(root.at(1).number(0, 1e9).ok());
    EXPECT_DOUBLE_EQ(*root.at(3).number(0, 2), 1.5);
}

} // namespace
} // namespace spacebench
