// SPDX-License-Identifier: Apache-2.0
//
// Where an expression ends (formats.md, 1), for paths that come front-coded: what the shared bytes say is
// remembered from the path before. Only structure counts, not whether a reference has its variable.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace spacebench::formats::columns {

/// Symbols that were ranked take the first bytes that formats.md, 1 reserves: the rank itself up to
/// kLargestInlineRank, else kLongRank + n with n + 1 big-endian bytes of what is above.
inline constexpr Byte kFirstRank = 0x40;
inline constexpr Byte kLongRank = 0x78;
inline constexpr Byte kFirstReference = 0x80; ///< what follows the reserved bytes
inline constexpr Byte kSymbol = 0xC0;
inline constexpr std::uint64_t kLargestInlineRank = kLongRank - kFirstRank - 1;
/// No further is an expression followed: bounds what has to be remembered of a path. Longer ones say how long
/// they are.
inline constexpr std::size_t kFollowedBytes = std::size_t{1} << 20;

class ExpressionEnd {
  public:
    /// With `ranks`, the reserved first bytes are ranks; else no expression has them.
    explicit ExpressionEnd(bool ranks) : m_ranks(ranks) {}

    struct Found {
        std::size_t end = 0; ///< where the expression ends, or where it could not be followed any further
        bool complete = false;
    };
    /// Follows a path whose first `shared` bytes are those of the path before (of the last call), at `head`.
    /// What comes behind them is `tail`, of which it may need only a part. Cost: linear in what is read of
    /// `tail`.
    [[nodiscard]] Found find(const Byte* head, std::size_t shared, ByteView tail) {
        while (m_tokens.back().begin > shared) m_tokens.pop_back();
        auto [at, open] = m_tokens.back();
        const std::size_t limit = std::min(shared + tail.size(), kFollowedBytes);
        while (open != 0 && at < limit) {
            // The one token that lies across the border has its first byte in the head.
            const Byte first = at < shared ? head[at] : tail[at - shared];
            std::size_t size = 1;
            if (first < kFirstRank)
                open += first; // one child fewer is open where it ends, `first` more begin
            else if (first < kFirstReference) {
                if (!m_ranks) return {at, false};
                if (first >= kLongRank) size += static_cast<std::size_t>(first - kLongRank) + 1;
            } else if (first > kSymbol)
                size += static_cast<std::size_t>(first - kSymbol);
            if (size > limit - at) return {at, false};
            --open;
            at += size;
            m_tokens.push_back({at, open});
        }
        return {at, open == 0};
    }

  private:
    struct Token {
        std::size_t begin = 0;
        std::uint64_t open = 1; ///< expressions that are yet to come, from here on
    };
    std::vector<Token> m_tokens{Token{}}; ///< of the path so far; never empty
    bool m_ranks;
};

} // namespace spacebench::formats::columns
