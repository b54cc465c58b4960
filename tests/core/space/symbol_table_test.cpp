// SPDX-License-Identifier: Apache-2.0
#include "space/symbol_table.h"

#include <gtest/gtest.h>

#include "space/multiplicities.h"
#include "support/shared_data.h"

namespace spacebench::space {
namespace {

using tests::fromHex;

TEST(SymbolTable, SortsAndKeepsTheFirstOfEqualSymbols) {
    SymbolTable::Builder builder;
    for (const auto& [symbol, text] :
         {std::pair{9U, "nine"}, {3U, ""}, {3U, "three"}, {9U, "again"}, {1U, "one"}})
        ASSERT_TRUE(builder.add(symbol, asBytes(text)).ok());
    auto table = builder.finish();
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(builder.duplicates(), 2U);
    ASSERT_EQ(table->size(), 3U);
    EXPECT_EQ(table->entry(0).symbol, 1U);
    EXPECT_EQ(asText(table->entry(1).text), "");
    EXPECT_EQ(asText(table->entry(2).text), "nine");
}

TEST(SymbolTable, FindsByNumberAndByItsEightBytes) {
    SymbolTable::Builder builder;
    ASSERT_TRUE(builder.add(0x0000'0300'0000'0002, asBytes("x")).ok());
    auto table = builder.finish();
    ASSERT_TRUE(table.ok());
    EXPECT_TRUE(table->textOf(0x0000'0300'0000'0002).has_value());
    EXPECT_FALSE(table->textOf(2).has_value());
    EXPECT_TRUE(table->textOf(fromHex("0000030000000002")).has_value());
    EXPECT_FALSE(table->textOf(fromHex("0000030000000003")).has_value());
    EXPECT_FALSE(table->textOf(fromHex("030000000002")).has_value());
    EXPECT_FALSE(SymbolTable{}.textOf(0).has_value());
}

TEST(Multiplicities, SortsAndKeepsTheLastOfEqualKeys) {
    const Multiplicities counts({{"b", 1}, {"a", 2}, {"b", 3}});
    ASSERT_EQ(counts.entries().size(), 2U);
    EXPECT_EQ(counts.entries()[0], (Multiplicities::Entry{"a", 2}));
    EXPECT_EQ(counts.entries()[1], (Multiplicities::Entry{"b", 3}));
    ASSERT_NE(counts.find("b"), nullptr);
    EXPECT_EQ(counts.find("b")->count, 3U);
    EXPECT_EQ(counts.find("c"), nullptr);
}

} // namespace
} // namespace spacebench::space
