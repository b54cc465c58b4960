// SPDX-License-Identifier: Apache-2.0
//
// Interned symbols by frequency, and paths with their ranks in place of them. FORMAT.md, "Ranks".
#pragma once

#include <optional>
#include <vector>

#include "base/byte_buffer.h"
#include "base/work_context.h"

namespace spacebench::formats::columns {

/// The 8 bytes of a symbol that may be an interned one: 00 00 first.
inline constexpr std::size_t kInternedBytes = 8;
inline constexpr Byte kInternedToken = 0xC0 | kInternedBytes;

/// Counts, then ranks. One thread.
class SymbolRanks {
  public:
    /// Counts the interned symbols that end behind the first `shared` bytes of `path`. Throws bad_alloc.
    void count(ByteView path, std::size_t shared);
    /// Ranks those that were counted twice or more: most frequent first, then lowest. Call once.
    void rank();
    [[nodiscard]] const std::vector<std::uint64_t>& symbols() const { return m_symbols; } ///< by rank
    /// Appends `path` with ranks in place of symbols to `out`; false, with nothing appended, where it is not
    /// exactly one expression that can be followed.
    /// Some symbol has a rank.
    [[nodiscard]] Result<bool> encode(ByteView path, ByteBuffer& out) const;

  private:
    struct Slot {
        std::uint64_t symbol = 0;
        std::uint64_t count = 0; ///< after rank(): rank + 1, 0 = none
        bool used = false;
    };
    [[nodiscard]] std::size_t slotOf(std::uint64_t symbol) const;
    void grow();

    std::vector<Slot> m_slots; ///< open addressing, a power of two
    std::size_t m_used = 0;
    std::vector<std::uint64_t> m_symbols;
};

/// Appends the path that `encoded`, one expression with ranks, stands for; Corrupt where a rank is none.
[[nodiscard]] Result<void> decodeRanks(ByteView encoded, const std::vector<std::uint64_t>& symbols,
                                       ByteBuffer& out);

} // namespace spacebench::formats::columns
