// SPDX-License-Identifier: Apache-2.0
//
// What every Space must do, checked against a sorted map: iteration, prefixes, look-up, counting, and the
// cursor through all its moves. For memory and mapped spaces alike.
#pragma once

#include <map>

#include <gtest/gtest.h>

#include "space/space.h"
#include "support/seeded_random.h"

namespace spacebench::tests {

using SpaceOracle = std::map<Bytes, std::uint64_t>;

/// The trie that a sorted map of paths spells, computed the plain way.
class OracleTrie {
  public:
    explicit OracleTrie(const SpaceOracle& paths) : m_paths(paths) {}

    [[nodiscard]] bool hasNode(const Bytes& node) const { return node.empty() || countBelow(node) != 0; }
    [[nodiscard]] std::uint64_t countBelow(const Bytes& node) const {
        std::uint64_t count = 0;
        for (auto at = m_paths.lower_bound(node); at != m_paths.end() && startsWith(at->first, node); ++at)
            ++count;
        return count;
    }
    [[nodiscard]] space::ByteMask children(const Bytes& node) const {
        space::ByteMask mask;
        for (auto at = m_paths.lower_bound(node); at != m_paths.end() && startsWith(at->first, node); ++at) {
            if (at->first.size() > node.size()) mask.set(at->first[node.size()]);
        }
        return mask;
    }
    /// The next stop below `node` through `branch`, which exists.
    [[nodiscard]] Bytes stopBelow(Bytes node, Byte branch) const {
        do {
            node.push_back(branch);
            branch = static_cast<Byte>(children(node).next(0));
        } while (!m_paths.contains(node) && children(node).count() == 1);
        return node;
    }
    /// How many of `bytes` can be taken from `node`.
    [[nodiscard]] std::size_t reach(Bytes node, const Bytes& bytes) const {
        for (std::size_t taken = 0; taken < bytes.size(); ++taken) {
            node.push_back(bytes[taken]);
            if (!hasNode(node)) return taken;
        }
        return bytes.size();
    }
    [[nodiscard]] const SpaceOracle& paths() const { return m_paths; }

  private:
    const SpaceOracle& m_paths;
};

inline std::string hexOf(ByteView bytes) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    for (const Byte byte : bytes) {
        text += kDigits[byte / 16];
        text += kDigits[byte % 16];
    }
    return text;
}

/// All that can be asked at a focus.
inline void expectFocus(space::TrieCursor& cursor, const OracleTrie& oracle, const Bytes& focus) {
    SCOPED_TRACE("at node " + hexOf(focus));
    ASSERT_EQ(hexOf(cursor.path()), hexOf(focus));
    const auto at = oracle.paths().find(focus);
    const bool isPath = at != oracle.paths().end();
    EXPECT_EQ(cursor.isPath(), isPath);
    EXPECT_EQ(cursor.value(), isPath ? at->second : 0);
    EXPECT_EQ(cursor.children(), oracle.children(focus));
    EXPECT_EQ(cursor.subtreeCount(UINT64_MAX), oracle.countBelow(focus));
    EXPECT_EQ(hexOf(cursor.path()), hexOf(focus)) << "asking moves nothing";
    EXPECT_EQ(cursor.error(), nullptr);
}

/// Visits every node, byte by byte or stop by stop, down and up again.
inline void checkEveryNode(const space::Space& space, const OracleTrie& oracle, bool byStops) {
    struct Level {
        space::ByteMask mask;
        unsigned next;
        std::size_t length;
    };
    const auto cursor = space.cursor();
    Bytes focus;
    std::vector<Level> levels;
    const auto enter = [&](std::size_t length) {
        expectFocus(*cursor, oracle, focus);
        levels.push_back({oracle.children(focus), 0, length});
    };
    enter(0);
    while (!levels.empty() && !testing::Test::HasFatalFailure()) {
        Level& level = levels.back();
        const unsigned branch = level.mask.next(level.next);
        if (branch > 255) {
            const std::size_t length = level.length;
            levels.pop_back();
            ASSERT_TRUE(cursor->ascend(length));
            focus.resize(focus.size() - length);
            ASSERT_EQ(hexOf(cursor->path()), hexOf(focus));
            continue;
        }
        level.next = branch + 1;
        const std::size_t before = focus.size();
        if (byStops) {
            ASSERT_TRUE(cursor->descendToStop(static_cast<Byte>(branch)));
            focus = oracle.stopBelow(focus, static_cast<Byte>(branch));
        } else {
            ASSERT_TRUE(cursor->descendByte(static_cast<Byte>(branch)));
            focus.push_back(static_cast<Byte>(branch));
        }
        enter(focus.size() - before);
    }
}

/// One random move on both, and the same focus afterwards.
inline void randomMove(space::TrieCursor& cursor, const OracleTrie& oracle, SeededRandom& random,
                       Bytes& focus) {
    const auto someByte = [&] {
        // Mostly a byte that is there, sometimes any.
        const space::ByteMask mask = oracle.children(focus);
        if (mask.count() == 0 || random.below(8) == 0) return static_cast<Byte>(random.below(256));
        unsigned byte = mask.next(static_cast<unsigned>(random.below(256)));
        if (byte > 255) byte = mask.next(0);
        return static_cast<Byte>(byte);
    };
    switch (random.below(7)) {
    case 0: {
        const Byte branch = someByte();
        const bool possible = oracle.children(focus).test(branch);
        ASSERT_EQ(cursor.descendByte(branch), possible);
        if (possible) focus.push_back(branch);
        break;
    }
    case 1: {
        const Byte branch = someByte();
        const bool possible = oracle.children(focus).test(branch);
        ASSERT_EQ(cursor.descendToStop(branch), possible);
        if (possible) focus = oracle.stopBelow(focus, branch);
        break;
    }
    case 2: {
        // Along some path, not always to its end, sometimes leaving it.
        Bytes wanted;
        auto at = oracle.paths().lower_bound(focus);
        const std::uint64_t below = oracle.countBelow(focus);
        if (below != 0) {
            std::advance(at, static_cast<std::ptrdiff_t>(random.below(below)));
            wanted.assign(at->first.begin() + static_cast<std::ptrdiff_t>(focus.size()), at->first.end());
        }
        wanted.resize(wanted.size() - random.below(wanted.size() + 1) / 2);
        if (random.below(2) == 0) wanted.push_back(static_cast<Byte>(random.below(256)));
        const std::size_t reach = oracle.reach(focus, wanted);
        ASSERT_EQ(cursor.descend(wanted), reach);
        focus.insert(focus.end(), wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(reach));
        break;
    }
    case 3:
    case 4: {
        const std::size_t levels = random.below(focus.size() + 2);
        ASSERT_EQ(cursor.ascend(levels), levels <= focus.size());
        if (levels <= focus.size()) focus.resize(focus.size() - levels);
        break;
    }
    case 5:
        for (std::uint64_t steps = random.below(4) + 1; steps-- > 0;) {
            const auto next = oracle.paths().upper_bound(focus);
            ASSERT_EQ(cursor.nextPath(), next != oracle.paths().end());
            focus = next != oracle.paths().end() ? next->first : Bytes{};
            ASSERT_EQ(hexOf(cursor.path()), hexOf(focus));
        }
        break;
    default:
        if (random.below(10) != 0) return;
        cursor.reset();
        focus.clear();
        break;
    }
}

inline void checkRandomMoves(const space::Space& space, const OracleTrie& oracle, std::uint64_t seed,
                             std::size_t moves) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SeededRandom random(seed);
    const auto cursor = space.cursor();
    Bytes focus;
    for (std::size_t i = 0; i < moves && !testing::Test::HasFailure(); ++i) {
        SCOPED_TRACE("move " + std::to_string(i));
        randomMove(*cursor, oracle, random, focus);
        ASSERT_EQ(hexOf(cursor->path()), hexOf(focus));
        // Not always, so that moves also follow one another without a question between them.
        if (random.below(3) == 0) expectFocus(*cursor, oracle, focus);
    }
}

/// Iteration over everything through the cursor: the root counts where it is a path.
inline void checkCursorIteration(const space::Space& space, const SpaceOracle& oracle) {
    const auto cursor = space.cursor();
    auto at = oracle.begin();
    bool have = cursor->isPath() || cursor->nextPath();
    for (; have; have = cursor->nextPath(), ++at) {
        ASSERT_NE(at, oracle.end());
        ASSERT_EQ(hexOf(cursor->path()), hexOf(at->first));
        ASSERT_EQ(cursor->value(), at->second);
        ASSERT_TRUE(cursor->isPath());
    }
    EXPECT_EQ(at, oracle.end());
    EXPECT_TRUE(cursor->path().empty()) << "at the end the focus is the root";
    EXPECT_EQ(cursor->error(), nullptr);
}

inline void checkReader(const space::Space& space, const SpaceOracle& oracle, const Bytes& prefix) {
    SCOPED_TRACE("prefix " + hexOf(prefix));
    const auto reader = space.read(prefix);
    auto at = oracle.lower_bound(prefix);
    while (reader->next()) {
        ASSERT_NE(at, oracle.end());
        ASSERT_EQ(hexOf(reader->path()), hexOf(at->first));
        ASSERT_EQ(reader->value(), at->second);
        ++at;
    }
    ASSERT_EQ(reader->error(), nullptr);
    EXPECT_TRUE(at == oracle.end() || !startsWith(at->first, prefix)) << "the reader ended too early";
    EXPECT_FALSE(reader->next()) << "the end stays the end";
}

/// Paths and prefixes that are there, nearly there, and not there.
inline std::vector<Bytes> probesOf(const SpaceOracle& oracle, SeededRandom& random, std::size_t count) {
    std::vector<Bytes> probes = {{}, {0}, {255}, {255, 255}};
    for (std::size_t i = 0; i < count && !oracle.empty(); ++i) {
        auto at = oracle.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random.below(oracle.size())));
        Bytes probe = at->first;
        switch (random.below(4)) {
        case 0:
            probe.resize(random.below(probe.size() + 1));
            break;
        case 1:
            probe.push_back(static_cast<Byte>(random.below(256)));
            break;
        case 2:
            if (!probe.empty()) ++probe[random.below(probe.size())];
            break;
        default:
            break;
        }
        probes.push_back(std::move(probe));
    }
    return probes;
}

inline void checkCount(const space::Space& space, const SpaceOracle& oracle) {
    const auto totals = space.count({});
    ASSERT_TRUE(totals.ok()) << totals.error().describe();
    space::PathTotals expected;
    for (const auto& [path, value] : oracle) {
        ++expected.paths;
        expected.pathBytes += path.size();
        expected.nonZeroValues += value != 0 ? 1 : 0;
        expected.longestPath = std::max<std::uint64_t>(expected.longestPath, path.size());
    }
    EXPECT_EQ(totals->paths, expected.paths);
    EXPECT_EQ(totals->pathBytes, expected.pathBytes);
    EXPECT_EQ(totals->nonZeroValues, expected.nonZeroValues);
    EXPECT_EQ(totals->longestPath, expected.longestPath);
    EXPECT_FALSE(totals->saturated);
    EXPECT_EQ(space.knownCount().value_or(expected.paths), expected.paths);
}

/// All of the above. The oracle computes children by scanning: keep spaces to some thousand short paths.
inline void checkSpace(const space::Space& space, const SpaceOracle& oracle) {
    const OracleTrie trie(oracle);
    SeededRandom random(oracle.size());
    checkCount(space, oracle);
    checkCursorIteration(space, oracle);
    for (const Bytes& probe : probesOf(oracle, random, 100)) {
        checkReader(space, oracle, probe);
        const auto found = space.find(probe);
        ASSERT_TRUE(found.ok());
        const auto expected = oracle.find(probe);
        ASSERT_EQ(found->has_value(), expected != oracle.end()) << hexOf(probe);
        EXPECT_EQ(found->value_or(0), found->has_value() ? expected->second : 0);
    }
    checkEveryNode(space, trie, false);
    checkEveryNode(space, trie, true);
    for (std::uint64_t seed = 1; seed <= 5 && !testing::Test::HasFailure(); ++seed)
        checkRandomMoves(space, trie, seed, 1000);
}

/// Spaces that are hard on tries: empty, the empty path, chains, wide and deep forks, values on the way.
inline std::vector<std::pair<std::string, SpaceOracle>> trickySpaces() {
    std::vector<std::pair<std::string, SpaceOracle>> spaces;
    spaces.push_back({"empty", {}});
    spaces.push_back({"emptyPath", {{{}, 0}}});
    spaces.push_back({"emptyPathWithValue", {{{}, 7}}});
    spaces.push_back({"oneLongPath", {{Bytes(300, 0x41), 1}}});
    spaces.push_back({"rootAndLeaf", {{{}, 3}, {{0}, 0}}});
    SpaceOracle chain;
    for (std::size_t i = 0; i < 40; ++i) chain[Bytes(i, static_cast<Byte>(0))] = i % 3;
    spaces.push_back({"chain", chain});
    SpaceOracle wide;
    for (unsigned i = 0; i < 256; ++i) {
        wide[{static_cast<Byte>(i)}] = i;
        wide[{7, static_cast<Byte>(i), 1, 2, 3}] = 0;
    }
    spaces.push_back({"wide", wide});
    // Fan-outs around 32, where ACT nodes change their form.
    SpaceOracle around32;
    for (unsigned fan = 30; fan <= 34; ++fan) {
        for (unsigned i = 0; i < fan; ++i)
            around32[{static_cast<Byte>(fan), static_cast<Byte>(i * 7), 'x', 'y'}] = i;
    }
    spaces.push_back({"around32", around32});
    struct Random {
        const char* name;
        std::size_t paths;
        std::size_t longest;
        unsigned alphabet;
    };
    for (const Random& kind :
         {Random{"binary", 300, 12, 2}, Random{"ternary", 600, 8, 3}, Random{"bytes", 400, 6, 256}}) {
        SeededRandom random(kind.paths);
        SpaceOracle paths;
        for (std::size_t i = 0; i < kind.paths; ++i)
            paths[random.bytes(kind.longest, kind.alphabet)] = random.below(2) * random.next();
        spaces.push_back({kind.name, std::move(paths)});
    }
    return spaces;
}

} // namespace spacebench::tests
