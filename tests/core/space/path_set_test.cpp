// SPDX-License-Identifier: Apache-2.0
#include <map>

#include <gtest/gtest.h>

#include "space/path_set.h"
#include "support/seeded_random.h"

namespace spacebench::space {
namespace {

using tests::SeededRandom;
using Oracle = std::map<Bytes, std::uint64_t>;

void expectContent(const PathSet& set, const Oracle& oracle) {
    ASSERT_EQ(set.size(), oracle.size());
    Bytes framed;
    std::uint64_t index = 0;
    std::uint64_t pathBytes = 0;
    bool anyValue = false;
    for (const auto& [path, value] : oracle) {
        ASSERT_TRUE(equalBytes(set.path(index), path)) << "path " << index;
        ASSERT_EQ(set.value(index), value) << "path " << index;
        ASSERT_EQ(set.frameOffset(index), framed.size());
        anyValue = anyValue || value != 0;
        for (unsigned i = 0; i < 4; ++i) framed.push_back(static_cast<Byte>(path.size() >> (8 * i)));
        framed.insert(framed.end(), path.begin(), path.end());
        pathBytes += path.size();
        ++index;
    }
    EXPECT_TRUE(equalBytes(set.framed(), framed));
    EXPECT_EQ(set.pathBytes(), pathBytes);
    EXPECT_EQ(set.hasValues(), anyValue);
}

/// Runs tasks in reverse on the calling thread: what threads do in any order.
class ReverseExecutor final : public Executor {
  public:
    unsigned concurrency() const override { return 4; }
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) override {
        for (std::size_t i = count; i-- > 0;) body(i);
    }
};

struct Mix {
    const char* name;
    std::size_t paths;
    std::size_t longest;
    unsigned alphabet;
    std::size_t sharedPrefix;
    bool values;
};

class RandomPaths : public testing::TestWithParam<Mix> {};

INSTANTIATE_TEST_SUITE_P(
    Mixes, RandomPaths,
    testing::Values(Mix{"fewLetters", 5000, 12, 2, 0, true}, Mix{"manyDuplicates", 20000, 3, 3, 0, true},
                    Mix{"allBytes", 20000, 40, 256, 0, false}, Mix{"zeroBytes", 3000, 30, 1, 0, true},
                    Mix{"longSharedPrefix", 3000, 20, 4, 1000, false}, Mix{"large", 100000, 24, 7, 5, true}),
    [](const auto& mix) { return mix.param.name; });

TEST_P(RandomPaths, comeOutSortedAndUniqueWithTheLastValueGiven) {
    const Mix& mix = GetParam();
    ReverseExecutor executor;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        SCOPED_TRACE(seed);
        SeededRandom random(seed);
        const Bytes prefix(mix.sharedPrefix, 0x55);
        PathSetBuilder builder;
        Oracle oracle;
        for (std::size_t i = 0; i < mix.paths; ++i) {
            Bytes path = prefix;
            const Bytes rest = random.bytes(mix.longest, mix.alphabet);
            path.insert(path.end(), rest.begin(), rest.end());
            const std::uint64_t value = mix.values ? random.below(3) : 0;
            ASSERT_TRUE(builder.add(path, value).ok());
            oracle[path] = value;
        }
        WorkContext context;
        if (seed == 2) context.executor = &executor;
        auto set = builder.finish(context);
        ASSERT_TRUE(set.ok()) << set.error().describe();
        expectContent(*set, oracle);
        EXPECT_EQ(builder.notes().added, mix.paths);
        EXPECT_EQ(builder.notes().duplicates, mix.paths - oracle.size());
        EXPECT_TRUE(builder.notes().outOfOrder);
    }
}

TEST(PathSetBuilder, keepsPrefixesAndZeroBytesApart) {
    const std::vector<Bytes> paths = {
        {0, 0}, {}, {0}, {0, 0, 0}, {1}, {0, 1}, {0, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0},
        {255},  {}};
    PathSetBuilder builder;
    Oracle oracle;
    for (const Bytes& path : paths) {
        ASSERT_TRUE(builder.add(path).ok());
        oracle[path] = 0;
    }
    auto set = builder.finish({});
    ASSERT_TRUE(set.ok());
    expectContent(*set, oracle);
    EXPECT_EQ(builder.notes().firstDisorder, 1U);
}

TEST(PathSetBuilder, takesSortedFramesOverWithoutMovingThem) {
    SeededRandom random(7);
    Oracle oracle;
    while (oracle.size() < 1000) oracle[random.bytes(20, 256)] = 0;
    ByteBuffer frames;
    for (const auto& [path, value] : oracle) {
        storeU32(frames.extend(4), static_cast<std::uint32_t>(path.size()));
        ASSERT_TRUE(frames.append(path));
    }
    const Byte* const before = frames.data();
    PathSetBuilder builder;
    ASSERT_TRUE(builder.adoptFrames(std::move(frames), {}).ok());
    auto set = builder.finish({});
    ASSERT_TRUE(set.ok());
    EXPECT_EQ(set->framed().data(), before);
    EXPECT_FALSE(builder.notes().outOfOrder);
    expectContent(*set, oracle);
}

TEST(PathSetBuilder, dropsDuplicatesOfSortedInputInPlace) {
    PathSetBuilder builder;
    for (const char* text : {"a", "a", "ab", "ab", "ab", "b"})
        ASSERT_TRUE(builder.add(asBytes(text), 9).ok());
    ASSERT_TRUE(builder.add(asBytes("b"), 5).ok());
    EXPECT_EQ(builder.notes().duplicates, 4U);
    auto set = builder.finish({});
    ASSERT_TRUE(set.ok());
    expectContent(*set,
                  {{toBytes(asBytes("a")), 9}, {toBytes(asBytes("ab")), 9}, {toBytes(asBytes("b")), 5}});
    EXPECT_EQ(builder.notes().duplicates, 4U);
    EXPECT_EQ(builder.notes().valueConflicts, 1U);
    EXPECT_FALSE(builder.notes().outOfOrder);
}

TEST(PathSetBuilder, forgetsAColumnOfZeros) {
    PathSetBuilder builder;
    ASSERT_TRUE(builder.add(asBytes("a"), 7).ok());
    ASSERT_TRUE(builder.add(asBytes("a"), 0).ok());
    auto set = builder.finish({});
    ASSERT_TRUE(set.ok());
    EXPECT_FALSE(set->hasValues());
    EXPECT_EQ(builder.notes().valueConflicts, 1U);
}

TEST(PathSetBuilder, keepsTheFramesBeforeOneThatPassesTheEnd) {
    for (const auto& [tail, expected] : {std::pair<Bytes, const char*>{{9, 0, 0, 0, 'x'}, "9 bytes"},
                                         std::pair<Bytes, const char*>{{9, 0}, "4 bytes"},
                                         std::pair<Bytes, const char*>{{255, 255, 255, 255}, "4294967295"}}) {
        ByteBuffer frames;
        ASSERT_TRUE(frames.append(Bytes{2, 0, 0, 0, 'o', 'k'}));
        ASSERT_TRUE(frames.append(tail));
        PathSetBuilder builder;
        const auto adopted = builder.adoptFrames(std::move(frames), {});
        ASSERT_FALSE(adopted.ok());
        EXPECT_EQ(adopted.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(adopted.error().byteOffset, 6U);
        EXPECT_NE(adopted.error().expected.find(expected), std::string::npos) << adopted.error().describe();
        auto set = builder.finish({});
        ASSERT_TRUE(set.ok());
        expectContent(*set, {{toBytes(asBytes("ok")), 0}});
    }
}

TEST(PathSetBuilder, stopsSortingWhenCancelled) {
    SeededRandom random(3);
    PathSetBuilder builder;
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(builder.add(random.bytes(20, 256)).ok());
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    const auto set = builder.finish(context);
    ASSERT_FALSE(set.ok());
    EXPECT_EQ(set.error().code, ErrorCode::Cancelled);
}

TEST(PathSet, findsPathsAndPrefixes) {
    SeededRandom random(11);
    Oracle oracle;
    PathSetBuilder builder;
    for (int i = 0; i < 2000; ++i) {
        const Bytes path = random.bytes(6, 4);
        oracle[path] = 0;
        ASSERT_TRUE(builder.add(path).ok());
    }
    auto set = builder.finish({});
    ASSERT_TRUE(set.ok());
    for (int i = 0; i < 2000; ++i) {
        const Bytes wanted = random.bytes(6, 4);
        const auto at = oracle.lower_bound(wanted);
        const auto index = static_cast<std::uint64_t>(std::distance(oracle.begin(), at));
        ASSERT_EQ(set->lowerBound(wanted), index);
        ASSERT_EQ(set->find(wanted).has_value(), oracle.contains(wanted));
        PathRange range{index, index};
        for (auto it = at; it != oracle.end() && startsWith(it->first, wanted); ++it) ++range.end;
        ASSERT_EQ(set->withPrefix(wanted), range);
    }
}

TEST(PathSet, thatIsEmptyHoldsNothing) {
    const PathSet set;
    EXPECT_EQ(set.size(), 0U);
    EXPECT_EQ(set.lowerBound({}), 0U);
    EXPECT_FALSE(set.find({}).has_value());
    EXPECT_EQ(set.withPrefix({}).size(), 0U);
    EXPECT_TRUE(set.framed().empty());
    EXPECT_EQ(set.pathBytes(), 0U);
}

} // namespace
} // namespace spacebench::space
