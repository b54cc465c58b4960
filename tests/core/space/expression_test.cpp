// SPDX-License-Identifier: Apache-2.0
#include "space/expression.h"

#include <gmock/gmock.h>

#include "space/atom_parser.h"
#include "space/atom_printer.h"
#include "space/symbol_table.h"
#include "support/shared_data.h"

namespace spacebench::space {
namespace {

using testing::HasSubstr;
using tests::fromHex;

std::string printed(ByteView path, const PrintOptions& options = {}) {
    std::string out;
    static_cast<void>(printAtom(path, out, options));
    return out;
}

SymbolTable tableOf(std::initializer_list<std::pair<std::uint64_t, std::string_view>> entries) {
    SymbolTable::Builder builder;
    for (const auto& [symbol, text] : entries) EXPECT_TRUE(builder.add(symbol, asBytes(text)).ok());
    return builder.finish().value();
}

struct Printed {
    const char* hex;
    const char* text;
};

TEST(Expression, PrintsAsMorkDoes) {
    const Printed cases[] = {
        {"04 C4 65646765 C1 61 C0 80", "(edge a $a $a)"},
        {"00", "()"},
        {"01 00", "(())"},
        {"02 00 00", "(() ())"},
        {"C1 61", "a"},
        {"C0", "$a"},
        {"03 C1 66 02 C0 C0 81", "(f ($a $b) $b)"},
        {"0C C1 76 C0 C0 C0 C0 C0 C0 C0 C0 C0 C0 C0", "(v $a $b $c $d $e $f $g $h $i $j $x10)"},
        {"02 01 C1 61 C1 62", "((a) b)"},
        {"C2 CEBB", "λ"},
    };
    for (const Printed& each : cases) {
        SCOPED_TRACE(each.hex);
        std::string out;
        EXPECT_FALSE(printAtom(fromHex(each.hex), out).has_value());
        EXPECT_EQ(out, each.text);
    }
}

TEST(Expression, SaysWhereAndWhyBytesAreNoExpression) {
    struct Case {
        const char* hex;
        std::uint64_t offset;
        const char* reason;
    };
    const Case cases[] = {
        {"", 0, "is empty"},
        {"6F", 0, "reserved byte 0x6F"},
        {"02 C1 61", 3, "ends where 1 more expression should follow"},
        {"C9 6162", 0, "ends inside a symbol of 9 bytes"},
        {"C1", 0, "ends inside a symbol of 1 byte"},
        {"C1 61 C1 62 00", 2, "3 bytes after the expression"},
        {"80", 0, "refers to variable 0, but 0 were introduced so far"},
        {"02 C0 81", 2, "refers to variable 1, but 1 was introduced so far"},
    };
    for (const Case& each : cases) {
        SCOPED_TRACE(each.hex);
        const Bytes path = fromHex(each.hex);
        const auto fault = faultOf(path);
        ASSERT_TRUE(fault.has_value());
        EXPECT_EQ(fault->offset, each.offset);
        EXPECT_EQ(fault->reason, each.reason);
        std::string out;
        std::string escaped;
        const auto same = printAtom(path, out);
        printEscaped(path, escaped);
        ASSERT_TRUE(same.has_value());
        EXPECT_EQ(same->reason, each.reason);
        EXPECT_EQ(out, escaped);
    }
}

TEST(Expression, AllowsSixtyFourVariablesAndNoMore) {
    Bytes path = {2, 32};
    path.insert(path.end(), 32, 0xC0);
    path.push_back(32);
    path.insert(path.end(), 32, 0xC0);
    EXPECT_FALSE(faultOf(path).has_value());
    EXPECT_THAT(printed(path), HasSubstr("$x63))"));
    path[0] = 3;
    path.push_back(0xC0);
    ASSERT_TRUE(faultOf(path).has_value());
    EXPECT_EQ(faultOf(path)->offset, path.size() - 1);
}

TEST(Expression, EscapesEverythingThatIsNotPrintable) {
    std::string out;
    printEscaped(fromHex("41 5C 00 7F 20 FF"), out);
    EXPECT_EQ(out, "A\\\\\\x00\\x7F \\xFF");
}

TEST(Expression, CutsLongTextWithDots) {
    EXPECT_EQ(printed(fromHex("02 C3 616263 C3 646566"), {.maxBytes = 5}), "(abc ...");
    EXPECT_EQ(printed(fromHex("02 C3 616263 C3 646566"), {.maxBytes = 9}), "(abc def)");
    EXPECT_EQ(printed(fromHex("6F 6F 6F"), {.maxBytes = 2}), "oo...");
}

TEST(Expression, ResolvesSymbolsThatTheTableKnowsAndShowsOthersAsHex) {
    const SymbolTable table = tableOf({{1, "parent"}, {2, "JSONL"}, {7, "seven"}});
    const PrintOptions options{.symbols = &table};
    EXPECT_EQ(printed(fromHex("02 C8 0000000000000001 C8 0000010000000007"), options),
              "(parent 0x0000010000000007)");
    EXPECT_EQ(printed(fromHex("02 C8 0000000000000001 C3 616263"), options), "(parent abc)");
    // The line number of a JSONL head is 8 bytes too, and never a symbol.
    const std::string seven = {0, 0, 0, 0, 0, 0, 0, 7};
    EXPECT_EQ(printed(fromHex("03 C5 4A534F4E4C C8 0000000000000007 C1 61"), options),
              "(JSONL " + seven + " a)");
    EXPECT_EQ(printed(fromHex("03 C8 0000000000000002 C8 0000000000000007 C1 61"), options),
              "(JSONL " + seven + " a)");
    EXPECT_EQ(printed(fromHex("03 C8 0000000000000001 C8 0000000000000007 C1 61"), options),
              "(parent seven a)");
}

TEST(Expression, WritesResolvedSymbolsInline) {
    const SymbolTable table = tableOf({{1, "parent"}, {2, std::string(64, 'x')}});
    Bytes out;
    std::uint64_t unresolved = 0;
    resolveSymbols(fromHex("03 C8 0000000000000001 C8 0000000000000002 C8 0000000000000003"), table, out,
                   unresolved);
    EXPECT_EQ(out, fromHex("03 C6 706172656E74 C8 0000000000000002 C8 0000000000000003"));
    EXPECT_EQ(unresolved, 2U);
    out.clear();
    resolveSymbols(fromHex("02 C8 0000000000000001"), table, out, unresolved);
    EXPECT_EQ(out, fromHex("02 C8 0000000000000001")) << "no expression: its bytes mean nothing";
    EXPECT_EQ(unresolved, 2U);
}

TEST(Expression, DescribesAStepOfTheTrie) {
    EXPECT_EQ(describeStep({}, fromHex("04 C4 65646765 C1 61")), "(4 edge a");
    EXPECT_EQ(describeStep(fromHex("03 C1 66 C0"), fromHex("C0 81")), "$b $b");
    EXPECT_EQ(describeStep(fromHex("04 C4 6564"), fromHex("6765 C1 61")), "\"ge\" a");
    EXPECT_EQ(describeStep({}, fromHex("02 C4 6564")), "(2 [4]\"ed\"");
    EXPECT_EQ(describeStep({}, fromHex("02 C4")), "(2 [4]");
    EXPECT_EQ(describeStep({}, fromHex("02 C4 6500")), "(2 [4]0x6500") << "not text";
    EXPECT_EQ(describeStep(fromHex("C4 65"), fromHex("64 67")), "\"dg\"") << "within one symbol";
    EXPECT_EQ(describeStep({}, fromHex("6F 00")), "0x6F (0");
    const SymbolTable table = tableOf({{1, "parent"}});
    EXPECT_EQ(describeStep({}, fromHex("02 C8 0000000000000001"), &table), "(2 parent");
    EXPECT_EQ(describeStep(fromHex("03 C5 4A534F4E4C"), fromHex("C8 0000000000000001"), &table),
              "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01");
}

TEST(Expression, KnowsWhichSymbolsTextBringsBack) {
    for (const char* good :
         {"a", "a;b", "a\"b", "a$b", "\"a b (c)\"", "\"a \\\" b\"", "\"\"", "a\rb", "-1.5e3", "\xFF"})
        EXPECT_TRUE(readsBack(asBytes(good))) << good;
    for (const char* bad : {"", "a b", "a(", ")", ";x", "$x", "\"", "\"a\"b", "\"a", "\"a\\\"", "a\tb",
                            "two words, long", "long-symbol-with blank"})
        EXPECT_FALSE(readsBack(asBytes(bad))) << bad;
    EXPECT_FALSE(readsBack(asBytes(std::string(64, 'x'))));
}

/// xorshift: the same bytes everywhere.
struct Random {
    std::uint64_t state = 0x9E3779B97F4A7C15;
    std::uint64_t next() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
};

TEST(Expression, TreatsRandomBytesAlikeEverywhere) {
    Random random;
    const SymbolTable table = tableOf({{1, "parent"}});
    std::uint64_t sound = 0;
    for (int round = 0; round < 20'000; ++round) {
        Bytes path(random.next() % 8);
        for (Byte& byte : path) {
            // Mostly small structures, so that some are whole.
            static constexpr Byte kLikely[] = {0, 1, 2, 0xC0, 0xC1, 0x80, 0x81, 'a', 0xC8, ' ', '(', '"'};
            byte = random.next() % 8 == 0 ? static_cast<Byte>(random.next())
                                          : kLikely[random.next() % sizeof kLikely];
        }
        const auto fault = faultOf(path);
        std::string out;
        const auto same = printAtom(path, out);
        ASSERT_EQ(fault.has_value(), same.has_value());
        static_cast<void>(describeStep(ByteView(path).first(path.size() / 2),
                                       ByteView(path).subspan(path.size() / 2), &table));
        Bytes resolved;
        std::uint64_t unresolved = 0;
        resolveSymbols(path, table, resolved, unresolved);
        if (fault) {
            ASSERT_LE(fault->offset, path.size());
            ASSERT_EQ(resolved, path);
            continue;
        }
        ++sound;
        AtomPrinter printer;
        printer.setChecking(true);
        const std::string text(printer.print(path));
        ASSERT_TRUE(printer.sound());
        ASSERT_EQ(text, out);
        const auto back = parseAtom(text + "\n");
        ASSERT_EQ(printer.faithful(), back.ok() && *back == path) << out;
    }
    EXPECT_GT(sound, 500U);
}

} // namespace
} // namespace spacebench::space
