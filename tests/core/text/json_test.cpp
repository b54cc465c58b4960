// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <sstream>

#include "core/text/space_helpers.h"

namespace spacebench::formats {
namespace {

using testing::HasSubstr;
using tests::contentOf;
using tests::fromHex;
using tests::openText;
using tests::pathsOf;
using tests::saved;

std::vector<std::string> atomsOf(std::string_view format, std::string_view text,
                                 std::string_view dialect = {}) {
    OpenOptions options;
    options.dialect = dialect;
    auto opened = openText(format, text, options);
    EXPECT_TRUE(opened.ok() && !opened->damage) << text;
    std::vector<std::string> atoms;
    for (const Bytes& path : pathsOf(*opened->content.space)) {
        atoms.emplace_back();
        static_cast<void>(space::printAtom(path, atoms.back()));
    }
    return atoms;
}

TEST(Json, ReadsDocumentsAsMorkDoes) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"small", "array", "people"}) {
        const std::string stem = tests::sharedFile(std::string("mork/") + name);
        auto opened = openText("json", ByteView(tests::readFile(stem + ".json")));
        ASSERT_TRUE(opened.ok());
        EXPECT_FALSE(opened->damage.has_value());
        EXPECT_EQ(pathsOf(*opened->content.space), tests::pathsOfFile(stem + ".out.paths")) << name;
    }
}

/// Lines of a golden file: the path in hex, "# ", the text that gives it.
void checkGolden(std::string_view format, const std::string& name) {
    std::istringstream lines(tests::textOfFile(tests::goldenFile(name)));
    int cases = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') continue;
        const std::string text = line.substr(line.find("# ") + 2);
        SCOPED_TRACE(text);
        auto opened = openText(format, text + "\n");
        ASSERT_TRUE(opened.ok() && !opened->damage);
        EXPECT_THAT(pathsOf(*opened->content.space),
                    testing::ElementsAre(fromHex(line.substr(0, line.find('#')))));
        ++cases;
    }
    EXPECT_GT(cases, 5);
}

TEST(Json, ReadsTheGoldenFiles) {
    checkGolden("json", "json/leaves.hex");
    checkGolden("jsonl", "jsonl/atoms.hex");
}

TEST(Json, KeepsTheDigitsOfNumbers) {
    const std::pair<const char*, const char*> cases[] = {
        {"0", "0"},
        {"-0", "-0"},
        {"1.50", "150e-2"},
        {"10.0", "100e-1"},
        {"-2.5e-7", "-25e-8"},
        {"0.25", "25e-2"},
        {"0.0", "0e-1"},
        {"1e400", "1e400"},
        {"1E+3", "1e3"},
        {"1.0e1", "10"},
        {"0.050", "50e-3"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
    };
    for (const auto& [text, symbol] : cases) EXPECT_THAT(atomsOf("json", text), testing::ElementsAre(symbol));
}

TEST(Json, ReadsEscapesEmptiesAndRepeatedKeys) {
    EXPECT_THAT(atomsOf("json", R"(["\u00e9\ud83d\ude00\n", [], {}])"),
                testing::ElementsAre("(0 é😀\n)", "(1 [])", "(2 {})"));
    EXPECT_THAT(atomsOf("json", R"({"a": 1, "a": 2})"), testing::ElementsAre("(a 1)", "(a 2)"));
    auto opened = openText("json", R"({"a": ""})");
    ASSERT_EQ(opened->findings.size(), 1U);
    EXPECT_EQ(opened->findings[0].id, "json.empty_strings");
}

TEST(Json, SaysWhereADocumentIsWrong) {
    struct Case {
        std::string text;
        std::uint64_t line;
        std::uint64_t column;
        ErrorCode code = ErrorCode::Corrupt;
    };
    const Case cases[] = {
        {"[1,\n 2,]", 2, 4},
        {"{\"a\": 1", 1, 8},
        {"[1] 2", 1, 5},
        {"{\"a\" 1}", 1, 6},
        {"[\"\\ud800\"]", 1, 3},
        {"[01]", 1, 3},
        {"", 1, 1},
        {"[\"a", 1, 4},
        {"[tru]", 1, 5},
        {"{1: 2}", 1, 2},
        {"[\"a\nb\"]", 1, 4},
        {"[\"" + std::string(64, 'x') + "\"]", 1, 2},
        {std::string(1'000'000, '['), 1, 514, ErrorCode::LimitExceeded},
    };
    for (const Case& each : cases) {
        SCOPED_TRACE(each.text.substr(0, 20));
        auto opened = openText("json", each.text);
        ASSERT_TRUE(opened.ok());
        ASSERT_TRUE(opened->damage.has_value());
        EXPECT_EQ(opened->damage->code, each.code);
        ASSERT_TRUE(opened->damage->position.has_value());
        EXPECT_EQ(opened->damage->position->line, each.line);
        EXPECT_EQ(opened->damage->position->column, each.column);
    }
}

TEST(Json, IsToldFromTextAndFromLines) {
    const Format& json = *findFormat("json");
    const Format& jsonl = *findFormat("jsonl");
    struct Case {
        const char* text;
        Format::Match asJson;
        Format::Match asLines;
    };
    using enum Format::Match;
    const Case cases[] = {
        {"{\"a\": 1}", Yes, No},
        {"[1, 2, {\"k\": \"v\"}]", Yes, No},
        {"{\n\"a\": 1\n}\n", Yes, No},
        {"{\"a\": 1}\n{\"a\": 2}\n", Maybe, Yes},
        {"[\"edge\", \"a\"]\n", Yes, Yes},
        {"(a b)", No, No},
        {"[x y]", No, No},
        {"{\"hex\": \"6f\"}\n\"a\"\n", Maybe, Yes},
        {"", No, No},
        {"{\"a\": ", Yes, No},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(json.probe(asBytes(each.text)), each.asJson) << each.text;
        EXPECT_EQ(jsonl.probe(asBytes(each.text)), each.asLines) << each.text;
    }
}

TEST(Jsonl, WritesOneAtomALine) {
    const auto content =
        contentOf({fromHex("04 C4 65646765 C1 61 C0 80"), fromHex("00"), fromHex("02 00 01 C1 62"),
                   fromHex("02 C1 FF C2 22 0A"), fromHex("6F"), fromHex("C1 61"), fromHex("C0")});
    EXPECT_EQ(saved("jsonl", content).value(), "[]\n"
                                               "[[], [\"b\"]]\n"
                                               "[{\"hex\": \"ff\"}, \"\\\"\\u000a\"]\n"
                                               "[\"edge\", \"a\", {\"$\": 0}, {\"$\": 0}]\n"
                                               "{\"hex\": \"6f\"}\n"
                                               "{\"$\": 0}\n"
                                               "\"a\"\n");
    EXPECT_EQ(saved("jsonl", contentOf({fromHex("C1 61"), fromHex("C1 62")})).value(),
              "{\"hex\": \"c161\"}\n\"b\"\n");
}

TEST(Jsonl, BringsAnyPathsBackAndRecognisesWhatItWrote) {
    std::uint64_t state = 88172645463325252;
    const auto random = [&] {
        state ^= state << 13;
        state ^= state >> 7;
        return state ^= state << 17;
    };
    static constexpr Byte kLikely[] = {0,   1,   2,    3,    0xC0, 0xC1, 0xC2, 0x80,
                                       'a', '"', '\\', 0xCE, 0xBB, 0x7F, 0x1F};
    for (int round = 0; round < 2'000; ++round) {
        std::vector<Bytes> paths(1 + random() % 4);
        for (Bytes& path : paths) {
            path.resize(random() % 12);
            for (Byte& byte : path) byte = kLikely[random() % sizeof kLikely];
        }
        const auto content = contentOf(paths);
        auto text = saved("jsonl", content);
        ASSERT_TRUE(text.ok());
        ASSERT_EQ(findFormat("jsonl")->probe(asBytes(*text)), Format::Match::Yes) << *text;
        auto back = openText("jsonl", *text);
        ASSERT_TRUE(back.ok() && !back->damage) << *text;
        ASSERT_EQ(back->dialect, "atoms") << *text;
        ASSERT_EQ(pathsOf(*back->content.space), pathsOf(*content.space)) << *text;
    }
}

TEST(Jsonl, ReadsDocumentsAsMorkDoes) {
    auto opened = openText("jsonl", "{\"a\": 1}\n\n[\"x\"]\r\n");
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->dialect, "mork");
    EXPECT_THAT(pathsOf(*opened->content.space),
                testing::ElementsAre(fromHex("03 C5 4A534F4E4C C8 0000000000000000 02 C1 61 C1 31"),
                                     fromHex("03 C5 4A534F4E4C C8 0000000000000002 02 C1 30 C1 78")));
}

TEST(Jsonl, KeepsWhatComesBeforeABrokenLine) {
    auto opened = openText("jsonl", "[\"a\"]\n[\"b\"\n[\"c\"]\n");
    ASSERT_TRUE(opened.ok());
    ASSERT_TRUE(opened->damage.has_value());
    EXPECT_EQ(opened->damage->position->line, 2U);
    EXPECT_EQ(opened->content.space->knownCount(), 1U);
    auto deep = openText("jsonl", std::string(5'000'000, '['));
    ASSERT_TRUE(deep.ok());
    EXPECT_EQ(deep->damage->code, ErrorCode::LimitExceeded);
}

TEST(Jsonl, SurvivesMutatedLines) {
    const std::string sound =
        "[\"a\", {\"$\": 0}, [\"\\u00e9\", {\"hex\": \"ff\"}]]\n{\"k\": [1.5e3, null, {}]}\n";
    std::uint64_t state = 88172645463325252;
    for (int round = 0; round < 5'000; ++round) {
        std::string text = sound;
        for (int change = 0; change < 2; ++change) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            constexpr std::string_view kLikely = "[]{}\",:\\u0-e.\n$\xFF";
            text[state % text.size()] = kLikely[(state >> 32) % kLikely.size()];
        }
        for (const char* format : {"json", "jsonl"}) {
            auto opened = openText(format, text);
            ASSERT_TRUE(opened.ok());
            static_cast<void>(findFormat(format)->probe(asBytes(text)));
        }
    }
}

} // namespace
} // namespace spacebench::formats
