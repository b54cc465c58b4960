// SPDX-License-Identifier: Apache-2.0
//
// Atoms as lines of JSON and back (FORMAT.md, dialect "atoms"): nested arrays, `{"$": n}` for variables,
// `{"hex": "..."}` for bytes that are no text.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::formats::jsonl {

/// Not thread-safe; keeps its stack between calls. No recursion.
class AtomLineReader {
  public:
    /// Reads text[begin, end), one line. False where it is JSON so far, but no atom. Errors: no JSON at all.
    [[nodiscard]] Result<bool> read(ByteView text, std::size_t begin, std::size_t end);
    [[nodiscard]] const Bytes& path() const { return m_path; }

  private:
    std::vector<std::uint32_t> m_open; ///< where the headers of open compounds lie in m_path
    Bytes m_path;
};

class AtomLineWriter {
  public:
    /// Appends the line of `path` without its end. Paths that are no expression, or nested deeper than lines
    /// are read, become one {"hex": ...}; so does a bare symbol that is no UTF-8, or where `first` (a first
    /// line always starts with a bracket, by which the format is recognised).
    void append(ByteView path, bool first, std::string& out);

  private:
    bool appendExpression(ByteView path, std::string& out);
    Bytes m_open; ///< children still to come, a compound
};

} // namespace spacebench::formats::jsonl
