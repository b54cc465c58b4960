// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "space/path_index.h"
#include "support/memory_spaces.h"
#include "support/space_views.h"

namespace spacebench::space {
namespace {

std::map<Bytes, std::uint64_t> numbers(unsigned count) {
    std::map<Bytes, std::uint64_t> paths;
    for (unsigned i = 0; i < count; ++i) {
        const unsigned n = 2 * i + 1; // odd ones, so that there is something between them
        paths[{static_cast<Byte>(n >> 16), static_cast<Byte>(n >> 8), static_cast<Byte>(n)}] = i;
    }
    return paths;
}

/// With and without a sorted set behind it.
class PathIndexOf : public testing::TestWithParam<bool> {
  protected:
    static SpacePtr space(unsigned count) {
        SpacePtr memory = tests::memorySpaceOf(numbers(count));
        if (GetParam()) return std::make_shared<tests::OpaqueSpace>(memory);
        return memory;
    }
};
INSTANTIATE_TEST_SUITE_P(Spaces, PathIndexOf, testing::Bool(),
                         [](const auto& opaque) { return opaque.param ? "opaque" : "memory"; });

TEST_P(PathIndexOf, givesEveryRowByNumberAndBack) {
    for (const unsigned count : {0U, 1U, 1023U, 1024U, 1025U, 5000U}) {
        SCOPED_TRACE(count);
        const auto oracle = numbers(count);
        PathIndex index(space(count));
        ASSERT_TRUE(index.build({}).ok());
        EXPECT_TRUE(index.complete());
        ASSERT_EQ(index.rows(), count);
        std::uint64_t number = 0;
        for (const auto& [path, value] : oracle) {
            if (number % 97 == 0 || number + 2 > count) {
                const auto rows = index.fetch(number, 1);
                ASSERT_EQ(rows.size(), 1U);
                EXPECT_EQ(rows[0].number, number);
                EXPECT_EQ(rows[0].path, path);
                EXPECT_EQ(rows[0].value, value);
                EXPECT_EQ(index.rowOf(path), number);
                Bytes after = path;
                after.push_back(0);
                EXPECT_EQ(index.rowOf(after), number + 1) << "the first path after one that is not there";
            }
            ++number;
        }
        EXPECT_EQ(index.rowOf({}), 0U);
        EXPECT_TRUE(index.fetch(count, 10).empty());
        const auto all = index.fetch(0, UINT64_MAX);
        ASSERT_EQ(all.size(), count);
        EXPECT_TRUE(
            std::equal(all.begin(), all.end(), oracle.begin(), [](const auto& row, const auto& entry) {
                return row.path == entry.first && row.value == entry.second;
            }));
    }
}

TEST(PathIndex, ofASetInMemoryNeedsNoBuilding) {
    const PathIndex index(tests::memorySpaceOf(numbers(10)));
    EXPECT_TRUE(index.complete());
    EXPECT_EQ(index.rows(), 10U);
}

TEST(PathIndex, keepsTheRowsBeforeDamageAndSaysWhatItIs) {
    PathIndex index(std::make_shared<tests::DamagedSpace>(tests::memorySpaceOf(numbers(3000)), 1500));
    const auto built = index.build({});
    ASSERT_FALSE(built.ok());
    EXPECT_EQ(built.error().code, ErrorCode::Corrupt);
    EXPECT_FALSE(index.complete());
    EXPECT_EQ(index.rows(), 1500U);
    EXPECT_EQ(index.fetch(1400, 1000).size(), 100U);
}

TEST(PathIndex, stopsAtTheStatedLimit) {
    PathIndex index(std::make_shared<tests::OpaqueSpace>(tests::memorySpaceOf(numbers(3000))));
    WorkContext context;
    context.limits.expandedBytes = 300;
    const auto built = index.build(context);
    ASSERT_FALSE(built.ok());
    EXPECT_EQ(built.error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(index.rows(), 101U);
}

} // namespace
} // namespace spacebench::space
