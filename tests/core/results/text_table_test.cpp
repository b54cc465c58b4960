// SPDX-License-Identifier: Apache-2.0
#include "results/text_table.h"

#include <gtest/gtest.h>

namespace spacebench::results {
namespace {

TEST(TextTable, alignsColumns) {
    EXPECT_EQ(tableText({{"name", "n", "last"}, {"a", "10", "x"}}, 1), "name   n  last\na     10  x\n");
}

TEST(TextTable, doesNotMakeEveryLineAsLongAsOneName) {
    std::vector<std::vector<std::string>> table(1001, {"short", "1"});
    table.front().front() = std::string(100'000, 'x');
    const std::string text = tableText(table, 1);
    EXPECT_LT(text.size(), 100'000U + 1001 * 250U);
    EXPECT_NE(text.find(table.front().front() + "  1\n"), std::string::npos) << "nothing is cut";
}

} // namespace
} // namespace spacebench::results
