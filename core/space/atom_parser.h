// SPDX-License-Identifier: Apache-2.0
//
// MeTTa text to expressions, as MORK reads it (formats.md, 1, text form), one atom at a time, without
// recursion. Where MORK cuts or overflows without a word, this is an error with line and column.
#pragma once

#include <string_view>

#include "base/byte_buffer.h"
#include "base/work_context.h"
#include "space/expression.h"

namespace spacebench::space {

/// Compounds open at once. No format has such a limit; it bounds what a file of "(((..." costs, and is far
/// above anything real.
inline constexpr std::size_t kMaxNesting = std::size_t{1} << 22;

/// Line and column (in bytes) of `offset` in `text`, both from 1. O(offset).
[[nodiscard]] TextPosition positionOf(ByteView text, std::uint64_t offset);

class AtomParser {
  public:
    struct Options {
        bool cutSymbols = false; ///< at 63 bytes, as MORK does
        std::uint64_t maxPathBytes = Limits{}.pathBytes;
    };
    /// `text` outlives the parser.
    AtomParser(ByteView text, Options options) : m_text(text), m_options(options) {}

    /// Reads the next atom; false at the end of the text. Errors: Corrupt or LimitExceeded with byte offset
    /// and position; resumeAfter() can then go on.
    [[nodiscard]] Result<bool> next();
    /// The path of the last atom. Valid until the next call of next().
    [[nodiscard]] ByteView path() const { return m_path.view().first(m_size); }

    [[nodiscard]] std::uint64_t offset() const { return m_at; }            ///< text read so far
    [[nodiscard]] std::uint64_t atomOffset() const { return m_atomStart; } ///< where the last atom began
    [[nodiscard]] std::uint64_t symbolsCut() const { return m_symbolsCut; }
    /// After an error: goes on at the first line after `offset` that does not start with a blank.
    void resumeAfter(std::uint64_t offset);

  private:
    struct Name {
        const Byte* begin;
        std::size_t size;
    };
    // The hot path returns bool; false: fail() has said why.
    [[nodiscard]] bool skipBlanks();
    [[nodiscard]] bool addChild();
    [[nodiscard]] bool readLeaf();
    [[nodiscard]] bool putVariable(const Byte* begin, std::size_t size);
    [[nodiscard]] bool putSymbol(const Byte* begin, std::size_t size);
    [[nodiscard]] bool makeRoom();
    bool fail(Error error);
    [[nodiscard]] Error errorAt(std::uint64_t offset, std::string message) const;

    ByteView m_text;
    Options m_options;
    std::size_t m_at = 0;
    std::size_t m_atomStart = 0;
    ByteBuffer m_path;
    std::size_t m_size = 0;            ///< bytes of m_path in use
    std::vector<std::uint32_t> m_open; ///< where the headers of open compounds lie in m_path
    std::vector<Name> m_names;         ///< variables of this atom, in order of introduction
    std::uint64_t m_symbolsCut = 0;
    std::optional<Error> m_error;
};

/// `text` is exactly one atom (blanks and comments around it are fine).
[[nodiscard]] Result<Bytes> parseAtom(std::string_view text);

} // namespace spacebench::space
