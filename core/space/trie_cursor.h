// SPDX-License-Identifier: Apache-2.0
//
// The read-only zipper over a space: a focus in the trie of all paths, one byte a level. Both kinds of space
// implement it, so views and jobs never ask which one they have.
//
// A node exists where some path starts with the bytes from the root to it. A *stop* (formats.md, 3) is the
// root, a node that ends a path, or a fork; between stops runs are folded. Moves that are impossible return
// false and leave the focus where it was. A mapped file is not trusted: a broken reference makes the move
// fail, error() says what and where, and the cursor stays usable above the damage. Not thread-safe; a space
// hands out as many cursors as asked for. The space must outlive them.
#pragma once

#include <array>
#include <bit>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::space {

/// The set of branch bytes below a node.
struct ByteMask {
    std::array<std::uint64_t, 4> words{};

    void set(Byte byte) { words[byte / 64] |= std::uint64_t{1} << (byte % 64); }
    [[nodiscard]] bool test(Byte byte) const { return (words[byte / 64] >> (byte % 64) & 1) != 0; }
    [[nodiscard]] unsigned count() const {
        unsigned sum = 0;
        for (const std::uint64_t word : words) sum += static_cast<unsigned>(std::popcount(word));
        return sum;
    }
    /// The smallest set byte that is at least `from` (0..256); 256 = none.
    [[nodiscard]] unsigned next(unsigned from) const {
        while (from < 256) {
            const std::uint64_t rest = words[from / 64] >> (from % 64);
            if (rest != 0) return from + static_cast<unsigned>(std::countr_zero(rest));
            from = (from / 64 + 1) * 64;
        }
        return 256;
    }
    bool operator==(const ByteMask&) const = default;
};

class TrieCursor {
  public:
    virtual ~TrieCursor() = default;

    /// Bytes from the root to the focus. Valid until the next move.
    [[nodiscard]] virtual ByteView path() const = 0;
    /// The focus ends a path of the space.
    [[nodiscard]] virtual bool isPath() const = 0;
    /// Its value; 0 where it has none or isPath() is false.
    [[nodiscard]] virtual std::uint64_t value() const = 0;
    /// Branch bytes below the focus, at most 256. Cost: O(children).
    [[nodiscard]] virtual ByteMask children() const = 0;

    virtual bool descendByte(Byte branch) = 0;
    /// Descends along `bytes` as far as it goes; returns how many were taken.
    virtual std::size_t descend(ByteView bytes) = 0;
    /// Descends to the next stop below, first through `branch`: one visible row of the folded trie.
    virtual bool descendToStop(Byte branch) = 0;
    /// Up `levels` bytes; false (and no move) where the focus is less deep.
    virtual bool ascend(std::size_t levels) = 0;
    virtual void reset() = 0; ///< to the root
    /// To the next path in order after the focus, below it first, never the focus itself; false at the end
    /// (the focus is then at the root).
    virtual bool nextPath() = 0;

    /// Paths at and below the focus. Exact and O(log n) in memory spaces; a walk bounded by `stepLimit` nodes
    /// in mapped ones, nullopt where that did not suffice.
    [[nodiscard]] virtual std::optional<std::uint64_t> subtreeCount(std::uint64_t stepLimit) = 0;

    /// Where the focus lies in the file, for mapped spaces: the offset of the node that covers it.
    [[nodiscard]] virtual std::optional<std::uint64_t> nodeOffset() const { return std::nullopt; }
    /// The damage that stopped the last move that returned false (or ended nextPath()); nullptr = none.
    [[nodiscard]] virtual const Error* error() const { return nullptr; }
};

} // namespace spacebench::space
