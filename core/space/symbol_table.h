// SPDX-License-Identifier: Apache-2.0
//
// Interned symbols: 8 bytes, big-endian `00 00 pp nn nn nn nn nn` (pp = writer slot 0..127, n = serial), and
// their text (formats.md, 1 and 6). Immutable after building; look-ups from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_buffer.h"
#include "base/result.h"

namespace spacebench::space {

class SymbolTable {
  public:
    struct Entry {
        std::uint64_t symbol = 0; ///< the 8 bytes read big-endian
        ByteView text;            ///< points into the table
    };

    /// Entries sorted by symbol, duplicates removed (the first stays). `source` is where the table came from,
    /// for people.
    class Builder {
      public:
        [[nodiscard]] Result<void> add(std::uint64_t symbol, ByteView text);
        [[nodiscard]] Result<SymbolTable> finish();
        [[nodiscard]] std::uint64_t duplicates() const { return m_duplicates; } ///< valid after finish()

      private:
        friend class SymbolTable;
        struct Slot {
            std::uint64_t symbol;
            std::uint64_t offset;
            std::uint64_t length;
        };
        ByteBuffer m_text;
        std::vector<Slot> m_slots;
        std::uint64_t m_duplicates = 0;
    };

    [[nodiscard]] std::uint64_t size() const { return m_slots.size(); }
    [[nodiscard]] Entry entry(std::uint64_t index) const;
    /// O(log n).
    [[nodiscard]] std::optional<ByteView> textOf(std::uint64_t symbol) const;
    /// `bytes` is a symbol's 8 bytes; nullopt where it is not 8 bytes or not in the table.
    [[nodiscard]] std::optional<ByteView> textOf(ByteView bytes) const;
    [[nodiscard]] std::uint64_t textBytes() const { return m_text.size(); }

  private:
    ByteBuffer m_text;
    std::vector<Builder::Slot> m_slots; ///< sorted by symbol
};

} // namespace spacebench::space
