// SPDX-License-Identifier: Apache-2.0
//
// The printer behind printAtom, for those who print a million: it keeps its buffer and its stack between
// calls and tells whether the text would read back as the same atom.
#pragma once

#include <string>
#include <string_view>

#include "base/byte_buffer.h"
#include "space/expression.h"

namespace spacebench::space {

/// `$a`..`$j`, then `$x10`..`$x63`.
void appendVariableName(unsigned number, std::string& out);

/// True where the symbol whose first byte lies at `symbolOffset` of `path` is the line number in a head
/// `(JSONL n ...)`, JSONL being inline or a symbol of `symbols`: 8 bytes, but no interned symbol.
[[nodiscard]] bool isLineNumber(ByteView path, std::size_t symbolOffset, const SymbolTable* symbols);

/// True where text `symbol`, as a child, reads back as exactly this symbol (formats.md, 1, text form).
[[nodiscard]] bool readsBack(ByteView symbol);

/// Not thread-safe; one a thread. Memory: the largest text and one byte a level of the deepest atom.
class AtomPrinter {
  public:
    explicit AtomPrinter(const SymbolTable* symbols = nullptr) : m_symbols(symbols) {}

    /// The text of `path`, valid until the next call; see sound(). O(size), no recursion, throws nothing but
    /// std::bad_alloc.
    [[nodiscard]] std::string_view print(ByteView path);
    /// The last path was one expression; else the text is what came before the fault.
    [[nodiscard]] bool sound() const { return m_sound; }
    /// The last text reads back as the same atom (symbols of the table as their text). Only where sound() and
    /// only after print() with checking on.
    [[nodiscard]] bool faithful() const { return m_faithful; }
    /// Levels of compounds in the last atom.
    [[nodiscard]] std::size_t depth() const { return m_depth; }
    /// Have print() find out faithful(): one more look at every symbol.
    void setChecking(bool on) { m_checking = on; }

  private:
    [[nodiscard]] std::string_view textOf(ByteView path, std::size_t at, std::size_t size);
    void makeRoom(std::size_t used, std::size_t wanted);

    const SymbolTable* m_symbols;
    std::string m_text; ///< as large as ever needed; a text is its beginning
    std::string m_hex;  ///< of an unknown symbol
    Bytes m_open;       ///< children still to come, a compound; at most 63 each
    std::size_t m_depth = 0;
    bool m_sound = false;
    bool m_faithful = false;
    bool m_checking = false;
};

} // namespace spacebench::space
