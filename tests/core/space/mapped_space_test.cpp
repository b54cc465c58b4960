// SPDX-License-Identifier: Apache-2.0
#include "space/mapped_space.h"

#include <gtest/gtest.h>

#include "support/golden_space.h"

namespace spacebench::space {
namespace {

using tests::Content;

std::shared_ptr<const MappedSpace> openBytes(const Bytes& file, Limits limits = {}) {
    auto opened = MappedSpace::open(io::fromMemory(file, "test.act"), loadU64(file.data() + 8), limits);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().describe());
    return opened.ok() ? *opened : nullptr;
}

Bytes withHeader(std::uint64_t root, const std::string& arenaHex) {
    Bytes file = toBytes(asBytes("ACTree03"));
    file.resize(16);
    storeU64(file.data() + 8, root);
    const Bytes arena = tests::fromHex(arenaHex);
    file.insert(file.end(), arena.begin(), arena.end());
    file.resize(file.size() + 8);
    return file;
}

Content contentOf(const Space& space, ByteView prefix = {}) {
    Content content;
    Bytes before;
    const auto reader = space.read(prefix);
    while (reader->next()) {
        const Bytes path = toBytes(reader->path());
        EXPECT_TRUE(content.empty() || compareBytes(before, path) < 0) << "order";
        content[path] = reader->value();
        before = path;
    }
    EXPECT_EQ(reader->error(), nullptr) << reader->error()->describe();
    return content;
}

TEST(MappedSpace, readsEveryGoldenFileAsItsTwinSays) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        SCOPED_TRACE(name);
        const auto space = openBytes(tests::readFile(tests::sharedFile("golden/" + name + ".act")));
        ASSERT_NE(space, nullptr);
        const Content expected = tests::goldenContent(name);
        EXPECT_EQ(contentOf(*space), expected);
        PathTotals totals;
        for (const auto& [path, value] : expected) {
            totals.paths += 1;
            totals.pathBytes += path.size();
            totals.nonZeroValues += value != 0 ? 1 : 0;
            totals.longestPath = std::max<std::uint64_t>(totals.longestPath, path.size());
            const auto found = space->find(path);
            ASSERT_TRUE(found.ok());
            EXPECT_EQ(found.value(), std::optional(value));
        }
        const auto counted = space->count({});
        ASSERT_TRUE(counted.ok());
        EXPECT_EQ(counted.value().paths, totals.paths);
        EXPECT_EQ(counted.value().pathBytes, totals.pathBytes);
        EXPECT_EQ(counted.value().nonZeroValues, totals.nonZeroValues);
        EXPECT_EQ(counted.value().longestPath, totals.longestPath);
        EXPECT_FALSE(counted.value().saturated);
    }
}

TEST(MappedSpace, itsCursorWalksEveryPathAndKnowsEverySubtree) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        SCOPED_TRACE(name);
        const Content expected = tests::goldenContent(name);
        if (expected.empty()) continue;
        const auto space = openBytes(tests::readFile(tests::sharedFile("golden/" + name + ".act")));
        const auto cursor = space->cursor();
        EXPECT_EQ(cursor->subtreeCount(1U << 20), expected.size());
        Content walked;
        if (cursor->isPath()) walked[toBytes(cursor->path())] = cursor->value();
        while (cursor->nextPath()) walked[toBytes(cursor->path())] = cursor->value();
        EXPECT_EQ(cursor->error(), nullptr);
        EXPECT_TRUE(cursor->path().empty()) << "the end of a walk is the root";
        EXPECT_EQ(walked, expected);
        std::size_t i = 0;
        for (const auto& [path, value] : expected) {
            if (i++ % 37 != 0) continue;
            cursor->reset();
            ASSERT_EQ(cursor->descend(path), path.size());
            EXPECT_TRUE(cursor->isPath());
            EXPECT_EQ(cursor->value(), value);
            // Upwards byte by byte, the focus says what the set says.
            for (std::size_t depth = path.size(); depth != 0 && path.size() - depth < 40; --depth) {
                const Bytes prefix(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth));
                ASSERT_TRUE(equalBytes(cursor->path(), prefix));
                ASSERT_EQ(cursor->isPath(), expected.count(prefix) != 0);
                const auto below = expected.upper_bound(prefix);
                const bool hasChild = below != expected.end() && startsWith(below->first, prefix);
                ASSERT_EQ(cursor->children().count() != 0, hasChild);
                ASSERT_TRUE(cursor->ascend(1));
                ASSERT_TRUE(cursor->children().test(path[depth - 1]));
            }
        }
    }
}

TEST(MappedSpace, readsBelowAPrefixThatEndsInsideALineToo) {
    SB_NEED_SHARED_DATA();
    const Content expected = tests::goldenContent("atoms-1k");
    const auto space = openBytes(tests::readFile(tests::sharedFile("golden/atoms-1k.act")));
    const Bytes middle = std::next(expected.begin(), 500)->first;
    for (std::size_t size = 0; size <= middle.size(); ++size) {
        const ByteView prefix = ByteView(middle).first(size);
        Content below;
        for (const auto& [path, value] : expected)
            if (startsWith(path, prefix)) below[path] = value;
        EXPECT_EQ(contentOf(*space, prefix), below) << size;
    }
    Bytes other = middle;
    other.back() ^= 0x55;
    EXPECT_TRUE(contentOf(*space, other).empty());
    EXPECT_EQ(space->find(other).value(), std::nullopt);
}

/// "a" leads to 2^levels paths: each level has two children that share one subtree.
Bytes sharedTree(unsigned levels, bool deadEnds) {
    std::string hex = deadEnds ? "00 00 " : "40 00 40 00 "; // two equal leaves
    std::uint64_t run = 16;                                 // offset of the pair below
    std::uint64_t at = deadEnds ? 18 : 20;
    for (unsigned level = 1; level < levels; ++level) {
        const std::uint64_t pair = at;
        for (unsigned twin = 0; twin < 2; ++twin) {
            char node[32];
            std::snprintf(node, sizeof node, "02 %02x 61 62 ", static_cast<unsigned>(at - run));
            hex += node;
            at += 4;
        }
        run = pair;
    }
    char root[32];
    std::snprintf(root, sizeof root, "02 %02x 61 62 ", static_cast<unsigned>(at - run));
    return withHeader(at, hex + root);
}

TEST(MappedSpace, countsAnExponentialNumberOfPathsWithoutWalkingThem) {
    const auto space = openBytes(sharedTree(60, false));
    const auto totals = space->count({});
    ASSERT_TRUE(totals.ok());
    EXPECT_EQ(totals.value().paths, std::uint64_t{1} << 60);
    EXPECT_EQ(totals.value().longestPath, 60U);
    EXPECT_TRUE(totals.value().saturated) << "60 * 2^60 path bytes do not fit";
    EXPECT_EQ(openBytes(sharedTree(10, false))->count({}).value().pathBytes, 10U * 1024U);
    EXPECT_EQ(space->cursor()->subtreeCount(1000), std::nullopt);
    const auto reader = space->read();
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(reader->next());
}

TEST(MappedSpace, doesNotGetLostInSharedSubtreesWithoutAPath) {
    const auto space = openBytes(sharedTree(60, true));
    const auto reader = space->read();
    EXPECT_FALSE(reader->next());
    ASSERT_NE(reader->error(), nullptr);
    EXPECT_EQ(reader->error()->code, ErrorCode::Corrupt);
    const auto cursor = space->cursor();
    EXPECT_FALSE(cursor->nextPath());
    EXPECT_NE(cursor->error(), nullptr);
    EXPECT_EQ(space->count({}).value().paths, 0U);
}

TEST(MappedSpace, stopsAtThePathLimit) {
    Limits limits;
    limits.pathBytes = 4;
    // Line "hello" below the root.
    const auto space = openBytes(withHeader(22, "05 68 65 6c 6c 6f  C0 00 06"), limits);
    const auto reader = space->read();
    EXPECT_FALSE(reader->next());
    ASSERT_NE(reader->error(), nullptr);
    EXPECT_EQ(reader->error()->code, ErrorCode::LimitExceeded);
    const auto cursor = space->cursor();
    EXPECT_FALSE(cursor->descendToStop('h'));
    ASSERT_NE(cursor->error(), nullptr);
    EXPECT_EQ(cursor->error()->code, ErrorCode::LimitExceeded);
    EXPECT_TRUE(cursor->path().empty());
}

TEST(MappedSpace, acceptsALineWithBothValueAndChild) {
    // 16: line "ab"; 19: leaf value 7; 22: branch {c}; 25: line node, value 5, child, "ab".
    const auto space = openBytes(withHeader(24, "02 61 62  40 07  01 02 63  C1 05 03 08"));
    const Content expected = {{tests::fromHex("6162"), 5}, {tests::fromHex("616263"), 7}};
    EXPECT_EQ(contentOf(*space), expected);
    EXPECT_EQ(space->find(tests::fromHex("6162")).value(), 5U);
    EXPECT_EQ(space->count({}).value().paths, 2U);
    const auto cursor = space->cursor();
    ASSERT_TRUE(cursor->descendToStop('a'));
    EXPECT_TRUE(cursor->isPath());
    EXPECT_EQ(cursor->value(), 5U);
    EXPECT_EQ(cursor->subtreeCount(100), 2U);
    ASSERT_TRUE(cursor->nextPath());
    EXPECT_EQ(cursor->value(), 7U);
    EXPECT_FALSE(cursor->nextPath());
}

TEST(MappedSpace, readsAChainOfLinesWithAValueInTheMiddle) {
    // 16: line "a"; 18: line "b"; 20: line node 9 "b"; 23: line node 4 "a" -> 20.
    const auto space = openBytes(withHeader(23, "01 61  01 62  C0 09 02  C1 04 03 07"));
    const Content expected = {{tests::fromHex("61"), 4}, {tests::fromHex("6162"), 9}};
    EXPECT_EQ(contentOf(*space), expected);
    EXPECT_EQ(space->find(tests::fromHex("61")).value(), 4U);
    EXPECT_EQ(space->count({}).value().paths, 2U);
    EXPECT_EQ(space->count({}).value().pathBytes, 3U);
    const auto cursor = space->cursor();
    ASSERT_TRUE(cursor->nextPath());
    EXPECT_EQ(cursor->subtreeCount(100), 2U);
    ASSERT_TRUE(cursor->nextPath());
    EXPECT_EQ(cursor->value(), 9U);
}

TEST(MappedSpace, isUsableAboveDamage) {
    // 16: leaf 1; 18: a branch with 33 children (impossible); 19: root {a, b}.
    const auto space = openBytes(withHeader(19, "40 01  21  02 03 61 62"));
    const auto reader = space->read();
    ASSERT_TRUE(reader->next());
    EXPECT_EQ(asText(reader->path()), "a");
    EXPECT_FALSE(reader->next());
    ASSERT_NE(reader->error(), nullptr);
    EXPECT_EQ(reader->error()->byteOffset, 18U);
    EXPECT_FALSE(reader->next()) << "the error is sticky";

    const auto cursor = space->cursor();
    EXPECT_FALSE(cursor->descendByte('b'));
    ASSERT_NE(cursor->error(), nullptr);
    EXPECT_EQ(cursor->error()->code, ErrorCode::Corrupt);
    EXPECT_EQ(cursor->error()->expected, "0 to 32");
    EXPECT_EQ(cursor->error()->found, "33");
    EXPECT_TRUE(cursor->descendByte('a'));
    EXPECT_EQ(cursor->error(), nullptr);
    EXPECT_EQ(cursor->value(), 1U);
    EXPECT_FALSE(cursor->nextPath());
    EXPECT_NE(cursor->error(), nullptr);
    EXPECT_EQ(asText(cursor->path()), "a") << "a failed move leaves the focus where it was";
    EXPECT_FALSE(space->count({}).ok());
    EXPECT_FALSE(space->find(tests::fromHex("62")).ok());
}

TEST(MappedSpace, refusesReferencesThatDoNotPointBackwards) {
    const auto openRoot = [](std::uint64_t root, const std::string& hex) {
        const Bytes file = withHeader(root, hex);
        return MappedSpace::open(io::fromMemory(file, "test.act"), root);
    };
    EXPECT_FALSE(openRoot(16, "01 00 61").ok()) << "itself";
    EXPECT_FALSE(openRoot(16, "01 01 61").ok()) << "the header";
    EXPECT_FALSE(openRoot(15, "00").ok()) << "below the arena";
    EXPECT_FALSE(openRoot(99, "00").ok()) << "past the end";
    EXPECT_FALSE(openRoot(18, "05 61 C0 00 02").ok()) << "a line that runs into its node";
    EXPECT_FALSE(openRoot(16, "FF FF FF FF FF FF FF FF FF").ok()) << "no bytes for the varint";
    // The second child would be the parent itself: a cycle through a sibling.
    const auto cycle = openRoot(18, "40 00  02 02 61 62");
    ASSERT_TRUE(cycle.ok());
    const auto reader = cycle.value()->read();
    ASSERT_TRUE(reader->next());
    EXPECT_FALSE(reader->next());
    EXPECT_NE(reader->error(), nullptr);
}

} // namespace
} // namespace spacebench::space
