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
    /// For a file of `fileBytes`. LimitExceeded where the bits (an eighth of the file) cannot be had.
    [[nodiscard]] static Result<ActMarks> create(std::uint64_t fileBytes, const Limits& limits);

    void mark(std::uint64_t offset) { m_words[offset / 64] |= std::uint64_t{1} << (offset % 64); }
    [[nodiscard]] bool test(std::uint64_t offset) const {
        return (m_words[offset / 64] >> (offset % 64) & 1) != 0;
    }
    [[nodiscard]] std::uint64_t count() const;
    /// The highest marked offset below `end`; `none` where there is none.
    static constexpr std::uint64_t kNone = ~std::uint64_t{0};
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
    std::vector<std::uint64_t> m_words;
    std::vector<std::uint64_t> m_ranks;
};

} // namespace spacebench::space
