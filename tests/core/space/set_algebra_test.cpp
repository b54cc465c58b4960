// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "space/set_algebra.h"
#include "space/symbol_table.h"
#include "support/memory_spaces.h"
#include "support/seeded_random.h"
#include "support/shared_data.h"
#include "support/space_views.h"

namespace spacebench::space {
namespace {

using tests::memorySpaceOf;
using Oracle = std::map<Bytes, std::uint64_t>;

struct Seen {
    DifferenceKind kind;
    Bytes path;
    std::uint64_t valueA;
    std::uint64_t valueB;
    bool operator==(const Seen&) const = default;
};

TEST(CompareSpaces, findsEveryDifferenceInOrder) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        SCOPED_TRACE(seed);
        tests::SeededRandom random(seed);
        Oracle a;
        Oracle b;
        std::map<Bytes, bool> all;
        for (int i = 0; i < 500; ++i) {
            const Bytes path = random.bytes(4, 5);
            all[path] = true;
            if (random.below(4) != 0) a[path] = random.below(2);
            if (random.below(4) != 0) b[path] = random.below(2);
        }
        std::vector<Seen> expected;
        Comparison totals;
        for (const auto& [path, ignored] : all) {
            if (a.contains(path) && !b.contains(path)) {
                ++totals.onlyInA;
                expected.push_back({DifferenceKind::OnlyInA, path, a[path], 0});
            } else if (b.contains(path) && !a.contains(path)) {
                ++totals.onlyInB;
                expected.push_back({DifferenceKind::OnlyInB, path, 0, b[path]});
            } else if (a.contains(path)) {
                ++totals.common;
                if (a[path] == b[path]) continue;
                ++totals.changedValues;
                expected.push_back({DifferenceKind::ValueChanged, path, a[path], b[path]});
            }
        }
        std::vector<Seen> seen;
        const auto found =
            compareSpaces(*memorySpaceOf(a), *memorySpaceOf(b), {}, {}, [&](const Difference& difference) {
                seen.push_back(
                    {difference.kind, toBytes(difference.path), difference.valueA, difference.valueB});
            });
        ASSERT_TRUE(found.ok());
        EXPECT_EQ(found->onlyInA, totals.onlyInA);
        EXPECT_EQ(found->onlyInB, totals.onlyInB);
        EXPECT_EQ(found->common, totals.common);
        EXPECT_EQ(found->changedValues, totals.changedValues);
        EXPECT_FALSE(found->equal());
        EXPECT_EQ(seen, expected);
    }
}

TEST(CompareSpaces, ofOneAndTheSameContentAreEqualWhateverTheirKind) {
    const Oracle paths = {{{}, 0}, {{1}, 4}, {{1, 2}, 0}};
    const auto memory = memorySpaceOf(paths);
    const tests::OpaqueSpace opaque(memory);
    for (const Space* other : {static_cast<const Space*>(memory.get()), static_cast<const Space*>(&opaque)}) {
        const auto found = compareSpaces(*memory, *other, {}, {});
        ASSERT_TRUE(found.ok());
        EXPECT_TRUE(found->equal());
        EXPECT_EQ(found->common, 3U);
    }
}

TEST(CompareSpaces, leavesValuesAloneWhereAsked) {
    const auto a = memorySpaceOf({{{1}, 4}});
    const auto b = memorySpaceOf({{{1}, 5}});
    EXPECT_FALSE(compareSpaces(*a, *b, {.compareValues = true}, {})->equal());
    EXPECT_TRUE(compareSpaces(*a, *b, {.compareValues = false}, {})->equal());
}

TEST(CompareSpaces, doesNotTakeDamageForMissingPaths) {
    const auto whole = memorySpaceOf({{{1}, 0}, {{2}, 0}, {{3}, 0}});
    for (const std::uint64_t readable : {0U, 2U, 3U}) {
        const tests::DamagedSpace damaged(whole, readable);
        for (const auto& found :
             {compareSpaces(*whole, damaged, {}, {}), compareSpaces(damaged, *whole, {}, {})}) {
            ASSERT_FALSE(found.ok());
            EXPECT_EQ(found.error().code, ErrorCode::Corrupt);
        }
    }
}

TEST(CompareContents, isWhatRemainsWhenSymbolsAreResolved) {
    // (edge b a), interned; "b" has the smaller symbol: resolving turns the order of the two paths around.
    SymbolTable::Builder builder;
    ASSERT_TRUE(builder.add(0x0000010000000001, asBytes("edge")).ok());
    ASSERT_TRUE(builder.add(0x0000010000000002, asBytes("b")).ok());
    ASSERT_TRUE(builder.add(0x0000010000000003, asBytes("a")).ok());
    auto table = builder.finish();
    ASSERT_TRUE(table.ok());
    SpaceContent interned;
    interned.symbols = std::make_shared<SymbolTable>(std::move(*table));
    interned.space = memorySpaceOf({
        {tests::fromHex("02 C8 0000010000000001 C8 0000010000000002"), 1},
        {tests::fromHex("02 C8 0000010000000001 C8 0000010000000003"), 2},
        {tests::fromHex("02 C8 0000010000000001 C8 0000010000000099"), 3},
    });
    SpaceContent plain;
    plain.space = memorySpaceOf({
        {tests::fromHex("02 C4 65646765 C1 61"), 2},
        {tests::fromHex("02 C4 65646765 C1 62"), 1},
        {tests::fromHex("02 C4 65646765 C8 0000010000000099"), 3},
    });
    auto found = compareContents(interned, plain, {}, {});
    ASSERT_TRUE(found.ok()) << found.error().describe();
    EXPECT_TRUE(found->equal());
    EXPECT_EQ(found->common, 3U);
    EXPECT_EQ(found->unresolvedA, 1U);
    EXPECT_EQ(found->unresolvedB, 0U);

    interned.symbols = nullptr;
    found = compareContents(interned, plain, {}, {});
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->onlyInA, 3U);
    EXPECT_EQ(found->onlyInB, 3U);
}

TEST(CompareContents, needsPathsOnBothSides) {
    const auto found = compareContents({}, {memorySpaceOf({}), nullptr, nullptr}, {}, {});
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace spacebench::space
