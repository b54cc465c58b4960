// SPDX-License-Identifier: Apache-2.0
//
// Which offsets of an ACT are nodes: one bit a byte of the file, filled from the roots downwards.
//
// References point strictly backwards, so one scan from the highest marked offset to the lowest meets every
// parent before its children, each node once, however often subtrees are shared: O(nodes + child bytes).
#pragma once

#include <bit>
#include <functional>
#include <vector>

#include "base/work_context.h"
#include "space/act_node.h"

namespace spacebench::space {

class ActMarks {
  public:
    static constexpr std::uint64_t kNone = ~std::uint64_t{0};

    /// For a file of `fileBytes`. LimitExceeded where the bits (an eighth of the file) cannot be had.
    [[nodiscard]] static Result<ActMarks> create(std::uint64_t fileBytes, const Limits& limits);

    void mark(std::uint64_t offset) { m_words[offset / 64] |= std::uint64_t{1} << (offset % 64); }
    [[nodiscard]] bool test(std::uint64_t offset) const {
        return (m_words[offset / 64] >> (offset % 64) & 1) != 0;
    }
    void markRange(std::uint64_t begin, std::uint64_t end);
    /// Marks in [begin, end).
    [[nodiscard]] std::uint64_t countBetween(std::uint64_t begin, std::uint64_t end) const;
    /// The lowest offset in [begin, end) that is not marked; kNone where there is none.
    [[nodiscard]] std::uint64_t firstUnmarked(std::uint64_t begin, std::uint64_t end) const;
    /// The highest marked offset below `end`; kNone where there is none.
    [[nodiscard]] std::uint64_t highestBelow(std::uint64_t end) const;
    /// The lowest marked offset at or above `begin`.
    [[nodiscard]] std::uint64_t lowestFrom(std::uint64_t begin) const;

    /// Number of marks below an offset, in constant time; valid until the next mark().
    void buildRanks();
    [[nodiscard]] std::uint64_t rank(std::uint64_t offset) const {
        const std::uint64_t below = (std::uint64_t{1} << (offset % 64)) - 1;
        return m_ranks[offset / 64] + static_cast<std::uint64_t>(std::popcount(m_words[offset / 64] & below));
    }

    /// Marks what `node` refers to. `onFault` hears of children that cannot be located; false = stop.
    /// Returns false where told to stop.
    [[nodiscard]] bool markChildren(const ActArena& arena, const ActNode& node,
                                    const std::function<bool(const ActFault&)>& onFault);

  private:
    /// The bits of word `index` that lie in [begin, end).
    static std::uint64_t within(std::uint64_t index, std::uint64_t begin, std::uint64_t end);

    std::vector<std::uint64_t> m_words;
    std::vector<std::uint64_t> m_ranks;
};

} // namespace spacebench::space
