// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "core/text/space_helpers.h"
#include "formats/symbols/symbol_zip.h"

namespace spacebench::formats {
namespace {

using testing::HasSubstr;
using tests::contentOf;
using tests::fromHex;
using tests::openText;
using tests::pathsOf;
using tests::saved;

std::vector<Bytes> pathsFrom(std::string_view text) {
    auto opened = openText("metta", text);
    EXPECT_TRUE(opened.ok() && !opened->damage) << text;
    return pathsOf(*opened->content.space);
}

TEST(Metta, ReadsAtomsAsTheGoldenFileSpellsThem) {
    // A line of golden/metta/atoms.hex: the path, `#`, the text that gives it.
    std::istringstream lines(tests::textOfFile(tests::goldenFile("metta/atoms.hex")));
    int cases = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') continue;
        const std::string text = line.substr(line.find("# ") + 2);
        SCOPED_TRACE(text);
        EXPECT_THAT(pathsFrom(text), testing::ElementsAre(fromHex(line.substr(0, line.find('#')))));
        ++cases;
    }
    EXPECT_GT(cases, 15);
}

TEST(Metta, TakesACarriageReturnAsBlankOnlyBeforeANewline) {
    EXPECT_EQ(pathsFrom("(a)\r\nb\r\n"), (std::vector<Bytes>{fromHex("01 C1 61"), fromHex("C1 62")}));
    EXPECT_EQ(pathsFrom("(a\r)"), std::vector<Bytes>{fromHex("01 C2 61 0D")});
    EXPECT_EQ(pathsFrom("a\r"), std::vector<Bytes>{fromHex("C2 61 0D")});
    EXPECT_EQ(pathsFrom("(a \r\n b)"), std::vector<Bytes>{fromHex("02 C1 61 C1 62")});
    EXPECT_EQ(pathsFrom("$v\r\n"), std::vector<Bytes>{fromHex("C0")});
}

struct Fault {
    std::string text;
    ErrorCode code;
    std::uint64_t line;
    std::uint64_t column;
    const char* message;
    std::size_t before; ///< atoms that stay
};

std::string repeated(std::string_view word, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += word;
    return out;
}

TEST(Metta, SaysInWhichLineAndColumnTextIsWrongAndKeepsTheAtomsBefore) {
    std::string variables;
    for (int i = 0; i < 65; ++i)
        variables +=
            (i % 33 == 0 ? "(" : " ") + std::string("$v") + std::to_string(i) + (i % 33 == 32 ? ")" : "");
    const Fault faults[] = {
        {"(a)\n(b))\n(c)", ErrorCode::Corrupt, 2, 4, "closing parenthesis", 2},
        {"(a)\n (b (c)", ErrorCode::Corrupt, 2, 8, "ends inside an expression", 1},
        {"(a)\n(b \"c)", ErrorCode::Corrupt, 2, 4, "string is not closed", 1},
        {"x\n(" + repeated("a ", 64) + ")", ErrorCode::Corrupt, 2, 128, "more than 63 children", 1},
        {"x\n(q " + variables + "))", ErrorCode::Corrupt, 2, 0, "more than 64 variables", 1},
        {"x\n  " + std::string(64, 'y'), ErrorCode::Corrupt, 2, 3, "symbol is too long", 1},
        {"x\n  \"" + std::string(62, 'y') + "\"", ErrorCode::Corrupt, 2, 3, "symbol is too long", 1},
        {"x\n" + std::string(5'000'000, '('), ErrorCode::LimitExceeded, 2, 4194305, "nested too deep", 1},
    };
    for (const Fault& each : faults) {
        SCOPED_TRACE(each.message);
        auto opened = openText("metta", each.text);
        ASSERT_TRUE(opened.ok());
        ASSERT_TRUE(opened->damage.has_value());
        EXPECT_EQ(opened->damage->code, each.code);
        EXPECT_THAT(opened->damage->message, HasSubstr(each.message));
        ASSERT_TRUE(opened->damage->position.has_value());
        EXPECT_EQ(opened->damage->position->line, each.line);
        if (each.column != 0) {
            EXPECT_EQ(opened->damage->position->column, each.column);
        }
        EXPECT_EQ(opened->content.space->knownCount(), each.before);
        EXPECT_TRUE(hasErrors(opened->findings));
    }
}

TEST(Metta, TakesTheLargestAtomsThatMorkHas) {
    EXPECT_EQ(pathsFrom("(" + repeated("a ", 63) + ")").at(0).size(), 127U);
    EXPECT_EQ(pathsFrom(std::string(63, 'y')).at(0).size(), 64U);
    const std::string deep = std::string(100'000, '(') + std::string(100'000, ')');
    EXPECT_EQ(pathsFrom(deep).at(0).size(), 100'000U);
    auto content = contentOf({pathsFrom(deep).at(0)});
    EXPECT_EQ(saved("metta", content).value(), deep + "\n");
}

TEST(Metta, CutsSymbolsWhenAsked) {
    OpenOptions options;
    options.cutSymbols = true;
    auto opened = openText("metta", "(a " + std::string(70, 'y') + ")", options);
    ASSERT_TRUE(opened.ok());
    EXPECT_FALSE(opened->damage.has_value());
    EXPECT_EQ(pathsOf(*opened->content.space).at(0).size(), 1U + 2 + 64);
    ASSERT_EQ(opened->findings.size(), 1U);
    EXPECT_EQ(opened->findings[0].id, "metta.cut_symbols");
}

TEST(Metta, SalvagesTheAtomsAroundFaults) {
    const Format& metta = *findFormat("metta");
    auto opened = metta.salvage(io::fromMemory(asBytes("(a)\n(b))\n(c)\n(d (e)\n(f)\n"), "test"), {}, {});
    ASSERT_TRUE(opened.ok());
    EXPECT_TRUE(opened->damage.has_value());
    EXPECT_EQ(pathsOf(*opened->content.space),
              (std::vector<Bytes>{fromHex("01 C1 61"), fromHex("01 C1 62"), fromHex("01 C1 63"),
                                  fromHex("01 C1 66")}));
}

TEST(Metta, MayBeTextButNotBinary) {
    const Format& metta = *findFormat("metta");
    for (const char* text : {"(a b)", "a", "; only a comment\n", "(λ é)\r\n", ")", "(a"})
        EXPECT_EQ(metta.probe(asBytes(text)), Format::Match::Maybe) << text;
    for (const char* hex : {"", "00", "28 61 00 29", "1F 8B 08 00", "FF FE 28 00", "C3 28", "28 61 01 29"})
        EXPECT_EQ(metta.probe(fromHex(hex)), Format::Match::No) << hex;
}

TEST(Metta, ListsWhatTextCannotHoldAndDropsItOnlyWhenTold) {
    const std::vector<Bytes> good = {fromHex("01 C1 61"), fromHex("C5 22 61 20 62 22")};
    std::vector<Bytes> all = good;
    all.push_back(fromHex("6F 6F"));                // no expression
    all.push_back(fromHex("02 C1 61"));             // cut off
    all.push_back(fromHex("02 C1 61 C3 62 20 63")); // a blank in a symbol
    all.push_back(fromHex("01 C2 24 78"));          // a symbol that looks like a variable
    all.push_back(fromHex("C1 0D"));                // a bare CR before the newline that ends its line
    const space::SpaceContent content = contentOf(all);
    auto losses = findFormat("metta")->losses(content, {}, {});
    ASSERT_TRUE(losses.ok());
    ASSERT_EQ(losses->size(), 2U);
    EXPECT_EQ(losses->at(0).id, "not_expressions");
    EXPECT_EQ(losses->at(0).count, 2U);
    EXPECT_EQ(losses->at(1).id, "unprintable_symbols");
    EXPECT_EQ(losses->at(1).count, 3U);
    EXPECT_EQ(losses->at(1).examples.size(), 3U);
    EXPECT_THAT(losses->at(1).message, HasSubstr("3 of 7"));

    auto refused = saved("metta", content);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    auto dropped = saved("metta", content, true);
    ASSERT_TRUE(dropped.ok());
    EXPECT_EQ(*dropped, "(a)\n\"a b\"\n");
}

TEST(Metta, ReadsAndPrintsAsMorkDoes) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"ancestor", "std", "transitive"}) {
        SCOPED_TRACE(name);
        const std::string stem = tests::sharedFile(std::string("mork/") + name);
        auto opened = openText("metta", ByteView(tests::readFile(stem + ".src.metta")));
        ASSERT_TRUE(opened.ok());
        EXPECT_FALSE(opened->damage.has_value());
        EXPECT_EQ(pathsOf(*opened->content.space), tests::pathsOfFile(stem + ".out.paths"));
        EXPECT_EQ(saved("metta", opened->content).value(), tests::textOfFile(stem + ".out.metta"));
    }
}

TEST(Metta, ReadsMorksEdgeCasesButForItsStrayCarriageReturn) {
    SB_NEED_SHARED_DATA();
    const std::string stem = tests::sharedFile("mork/edge-text");
    OpenOptions options;
    options.cutSymbols = true;
    auto opened = openText("metta", ByteView(tests::readFile(stem + ".src.metta")), options);
    ASSERT_TRUE(opened.ok());
    std::vector<Bytes> expected = tests::pathsOfFile(stem + ".out.paths");
    EXPECT_EQ(std::erase(expected, fromHex("C1 0D")), 1U);
    EXPECT_EQ(pathsOf(*opened->content.space), expected);
    std::string text = tests::textOfFile(stem + ".out.metta");
    text.erase(text.find("\r\n"), 2);
    EXPECT_EQ(saved("metta", opened->content).value(), text);
}

TEST(Metta, PrintsInternedSpacesAsTheirText) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"ancestor", "out", "std"}) {
        SCOPED_TRACE(name);
        const std::string stem = tests::sharedFile(std::string("interned/") + name);
        Findings findings;
        auto table = symbols::readSymbolZip(tests::readFile(stem + ".zip"), findings);
        ASSERT_TRUE(table.ok());
        space::SpaceContent content = contentOf(tests::pathsOfFile(stem + ".paths"));
        content.symbols = std::make_shared<const space::SymbolTable>(std::move(*table));
        EXPECT_EQ(saved("metta", content).value(), tests::textOfFile(stem + ".metta"));
    }
}

TEST(Metta, SurvivesMutatedText) {
    const std::string sound = "(edge a $x $x)\n\"q (\" ; c\n(: (f 1) (-> A ()))\r\n";
    std::uint64_t state = 88172645463325252;
    for (int round = 0; round < 5'000; ++round) {
        std::string text = sound;
        for (int change = 0; change < 3; ++change) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            constexpr std::string_view kLikely = "()\"\\;$ \n\r\tax\0\xFF";
            const std::size_t at = state % text.size();
            if (state >> 60 < 8)
                text[at] = kLikely[(state >> 32) % kLikely.size()];
            else if (state >> 60 < 12)
                text.erase(at, 1);
            else
                text.insert(at, 1, kLikely[(state >> 32) % kLikely.size()]);
        }
        auto opened = openText("metta", text);
        ASSERT_TRUE(opened.ok());
        const auto paths = pathsOf(*opened->content.space);
        for (const Bytes& path : paths) ASSERT_FALSE(space::faultOf(path).has_value()) << text;
        auto again = saved("metta", opened->content, true);
        ASSERT_TRUE(again.ok());
        auto reread = openText("metta", *again);
        ASSERT_TRUE(reread.ok() && !reread->damage);
        if (auto strict = saved("metta", opened->content); strict.ok()) {
            ASSERT_EQ(pathsOf(*reread->content.space), paths) << text;
        }
        auto salvaged = findFormat("metta")->salvage(io::fromMemory(asBytes(text), "test"), {}, {});
        ASSERT_TRUE(salvaged.ok());
        ASSERT_GE(*salvaged->content.space->knownCount(), paths.size());
    }
}

} // namespace
} // namespace spacebench::formats
