// SPDX-License-Identifier: Apache-2.0
//
// A space: a set of unique byte paths in lexicographic order, each with a u64 value (0 = none said).
// Immutable, shared, any thread. MemorySpace holds a PathSet; MappedSpace uses an ACT file in place. Symbol
// table and multiplicities travel beside it in SpaceContent.
#pragma once

#include <memory>

#include "base/work_context.h"
#include "space/path_set.h"
#include "space/trie_cursor.h"

namespace spacebench::space {

class SymbolTable;
class Multiplicities;

/// Ordered iteration. `while (reader->next()) use(reader->path(), reader->value());` then look at error(): a
/// mapped file may be damaged. Views are valid until the next next(). One virtual call a path.
class PathReader {
  public:
    virtual ~PathReader() = default;
    /// To the next path (the first one at the first call); false at the end or at damage.
    virtual bool next() = 0;
    [[nodiscard]] ByteView path() const { return m_path; }
    [[nodiscard]] std::uint64_t value() const { return m_value; }
    [[nodiscard]] const Error* error() const { return m_error ? &*m_error : nullptr; }

  protected:
    ByteView m_path;
    std::uint64_t m_value = 0;
    std::optional<Error> m_error;
};

struct PathTotals {
    std::uint64_t paths = 0;
    std::uint64_t pathBytes = 0; ///< without length fields
    std::uint64_t nonZeroValues = 0;
    std::uint64_t longestPath = 0; ///< bytes
    bool saturated = false;        ///< shared subtrees spell more than 2^64 - 1: numbers are lower bounds
    [[nodiscard]] std::uint64_t framedBytes() const { return pathBytes + 4 * paths; }
};

class Space {
  public:
    virtual ~Space() = default;
    Space() = default;
    Space(const Space&) = delete;
    Space& operator=(const Space&) = delete;

    [[nodiscard]] virtual std::unique_ptr<TrieCursor> cursor() const = 0;
    /// All paths that start with `prefix`, in order, the prefix included in each.
    [[nodiscard]] virtual std::unique_ptr<PathReader> read(ByteView prefix = {}) const = 0;
    /// The value stored for `path`; nullopt = not in the space. Corrupt where a mapped file is damaged on the
    /// way.
    [[nodiscard]] virtual Result<std::optional<std::uint64_t>> find(ByteView path) const = 0;
    /// Number of paths where that is known without work. A file's own word, where it is read as it is used:
    /// readers end with an error where it was wrong.
    [[nodiscard]] virtual std::optional<std::uint64_t> knownCount() const = 0;
    /// The same for the bytes of all paths as frames.
    [[nodiscard]] virtual std::optional<std::uint64_t> knownFramedBytes() const { return std::nullopt; }
    /// No path has a value other than 0, known without work.
    [[nodiscard]] virtual bool knownWithoutValues() const { return false; }
    /// A small file may spell any number of paths, through shared subtrees: count before reading all.
    [[nodiscard]] virtual bool mayBeEndless() const { return false; }
    /// A guess of what all paths take as frames, for those who want to reserve memory; 0 = no idea.
    [[nodiscard]] virtual std::uint64_t expectedFramedBytes() const { return knownFramedBytes().value_or(0); }
    /// Counts, walking a mapped file once: O(nodes), never O(paths): shared subtrees are counted once and
    /// multiplied.
    [[nodiscard]] virtual Result<PathTotals> count(const WorkContext& context) const = 0;
    /// The sorted set in memory where there is one (the fast way for writers); nullptr for mapped spaces.
    [[nodiscard]] virtual const PathSet* pathSet() const { return nullptr; }
};

using SpacePtr = std::shared_ptr<const Space>;

/// All that a file may say: what formats open and save.
struct SpaceContent {
    SpacePtr space; ///< null for files that hold no paths (symbol tables, multiplicities)
    std::shared_ptr<const SymbolTable> symbols;
    std::shared_ptr<const Multiplicities> multiplicities;
};

} // namespace spacebench::space
