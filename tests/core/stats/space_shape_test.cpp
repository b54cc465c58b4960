// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "stats/space_shape.h"
#include "support/memory_spaces.h"
#include "support/shared_data.h"
#include "support/space_checks.h"
#include "support/space_views.h"

namespace spacebench::stats {
namespace {

/// A trie of maps, counted the plain way.
struct PlainTrie {
    std::map<Byte, PlainTrie> children;
    bool endsPath = false;

    void add(ByteView path) {
        if (path.empty()) {
            endsPath = true;
            return;
        }
        children[path[0]].add(path.subspan(1));
    }
    /// Stops on the longest way down, this node included where it is one.
    std::uint64_t count(SpaceShape& shape, bool isRoot) const {
        ++shape.trieNodes;
        const bool stop = isRoot || endsPath || children.size() != 1;
        if (stop) {
            ++shape.stops;
            ++shape.fanOut[children.size()];
            if (children.size() > 1) ++shape.forks;
            if (children.empty() && endsPath) ++shape.leaves;
        }
        std::uint64_t deepest = 0;
        for (const auto& [byte, child] : children) deepest = std::max(deepest, child.count(shape, false));
        return deepest + (stop ? 1 : 0);
    }
};

TEST(SpaceShape, isThatOfThePlainTrie) {
    for (const auto& [name, oracle] : tests::trickySpaces()) {
        SCOPED_TRACE(name);
        PlainTrie trie;
        SpaceShape expected;
        for (const auto& [path, value] : oracle) trie.add(path);
        expected.deepestStop = trie.count(expected, true);
        const tests::OpaqueSpace space(tests::memorySpaceOf(oracle));
        const auto shape = measureShape(space, {});
        ASSERT_TRUE(shape.ok()) << shape.error().describe();
        EXPECT_EQ(shape->trieNodes, expected.trieNodes);
        EXPECT_EQ(shape->stops, expected.stops);
        EXPECT_EQ(shape->forks, expected.forks);
        EXPECT_EQ(shape->leaves, expected.leaves);
        EXPECT_EQ(shape->deepestStop, expected.deepestStop);
        EXPECT_EQ(shape->fanOut, expected.fanOut);
        const auto totals = space.count({});
        EXPECT_EQ(shape->totals.paths, totals->paths);
        EXPECT_EQ(shape->totals.pathBytes, totals->pathBytes);
        EXPECT_EQ(shape->totals.nonZeroValues, totals->nonZeroValues);
        EXPECT_EQ(shape->totals.longestPath, totals->longestPath);
    }
}

TEST(SpaceShape, putsLengthsIntoPowersOfTwo) {
    const auto shape = measureShape(*tests::memorySpaceOf({{{}, 0},
                                                           {{1}, 0},
                                                           {{1, 1}, 0},
                                                           {{1, 1, 1}, 0},
                                                           {Bytes(4, 1), 0},
                                                           {Bytes(7, 1), 0},
                                                           {Bytes(8, 1), 0}}),
                                    {});
    ASSERT_TRUE(shape.ok());
    EXPECT_EQ(shape->lengthHistogram, (std::vector<std::uint64_t>{2, 2, 2, 1}));
}

TEST(SpaceShape, countsPathsThatAreExpressions) {
    const auto shape = measureShape(*tests::memorySpaceOf({{tests::fromHex("02 C1 61 C1 62"), 0},
                                                           {tests::fromHex("02 C1 61"), 0},
                                                           {tests::fromHex("6F"), 0},
                                                           {tests::fromHex("C0"), 0}}),
                                    {});
    ASSERT_TRUE(shape.ok());
    EXPECT_EQ(shape->expressions, 2U);
}

TEST(SpaceShape, isNotGuessedFromDamage) {
    const auto whole = tests::memorySpaceOf({{{1}, 0}, {{2}, 0}});
    const auto shape = measureShape(tests::DamagedSpace(whole, 1), {});
    ASSERT_FALSE(shape.ok());
    EXPECT_EQ(shape.error().code, ErrorCode::Corrupt);
}

} // namespace
} // namespace spacebench::stats
