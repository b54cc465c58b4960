// SPDX-License-Identifier: Apache-2.0
//
// A sorted set of unique paths in one arena, without an allocation a path.
//
// The arena keeps the framing that `.paths`, MTTS and PATHMAP1 share, `[u32 length][bytes]` a path
// (formats.md, 2, 4, 5), so that reading those formats is inflating plus one scan, and writing them is
// handing out the arena: `framed()`. Beside it: one u64 arena offset a path and, only where some value is not
// 0, one u64 value a path (absent and 0 are the same thing). Immutable once built; any number of threads may
// read. Memory: framed bytes + 8 (or 16) bytes a path.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/byte_buffer.h"
#include "base/work_context.h"

namespace spacebench::space {

struct SortEntry;
struct SortRoom;

/// For a first guess of a number of paths from their bytes.
inline constexpr std::size_t kTypicalFrameBytes = 48;

struct PathRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    [[nodiscard]] std::uint64_t size() const { return end - begin; }
    bool operator==(const PathRange&) const = default;
};

class PathSet {
  public:
    PathSet() = default;

    [[nodiscard]] std::uint64_t size() const { return m_starts.size(); }
    /// The i-th path in order, i < size(). O(1).
    [[nodiscard]] ByteView path(std::uint64_t index) const {
        const Byte* frame = m_arena.data() + m_starts[index];
        return {frame + 4, loadU32(frame)};
    }
    [[nodiscard]] std::uint64_t value(std::uint64_t index) const {
        return m_values.empty() ? 0 : m_values[index];
    }
    [[nodiscard]] bool hasValues() const { return !m_values.empty(); } ///< some value is not 0
    /// One a path, or empty where all are 0.
    [[nodiscard]] std::span<const std::uint64_t> values() const { return m_values; }
    /// All paths in order as `[u32 length][bytes]`: the raw form of `.paths`.
    [[nodiscard]] ByteView framed() const { return m_arena.view(); }
    /// Where path `index` lies in framed(): its length field.
    [[nodiscard]] std::uint64_t frameOffset(std::uint64_t index) const { return m_starts[index]; }
    [[nodiscard]] std::uint64_t pathBytes() const { return m_arena.size() - 4 * size(); }

    /// First index whose path is not below `path`. O(log n).
    [[nodiscard]] std::uint64_t lowerBound(ByteView path) const;
    [[nodiscard]] std::optional<std::uint64_t> find(ByteView path) const;
    /// Indices of the paths that start with `prefix`. O(log n).
    [[nodiscard]] PathRange withPrefix(ByteView prefix) const;

  private:
    friend class PathSetBuilder;
    ByteBuffer m_arena;
    std::vector<std::uint64_t> m_starts;
    std::vector<std::uint64_t> m_values; ///< empty, or one a path
};

/// What the builder met on its way to a sorted set.
struct BuildNotes {
    std::uint64_t added = 0;          ///< paths given, duplicates included
    std::uint64_t duplicates = 0;     ///< given again and dropped
    bool outOfOrder = false;          ///< some path was below the one before it
    std::uint64_t firstDisorder = 0;  ///< index (from 0, as given) of the first such path
    std::uint64_t valueConflicts = 0; ///< duplicates with another value; the last one given stays
};

/// Collects paths in any order. Sorted input without duplicates costs no sort and no copy. Not thread-safe.
/// Memory: as PathSet; unsorted input is compacted into a second arena at finish().
class PathSetBuilder {
  public:
    PathSetBuilder() = default;

    /// Expected totals; hints.
    [[nodiscard]] Result<void> reserve(std::uint64_t paths, std::uint64_t framedBytes);
    /// Copies `path` (at most 2^32 - 1 bytes). LimitExceeded where memory cannot be had.
    [[nodiscard]] Result<void> add(ByteView path, std::uint64_t value = 0);
    /// The same for paths that are known to ascend, as a PathReader gives them: nothing is compared.
    [[nodiscard]] Result<void> addAscending(ByteView path, std::uint64_t value = 0);
    [[nodiscard]] std::uint64_t added() const { return m_notes.added; }
    [[nodiscard]] std::uint64_t arenaBytes() const { return m_arena.size(); }

    /// Takes over a buffer of complete frames instead of add(); nothing may have been added before. Frames
    /// are bounds-checked; a frame that passes the end is Corrupt with its offset, the frames before it stay
    /// and finish() gives them.
    [[nodiscard]] Result<void> adoptFrames(ByteBuffer frames, const WorkContext& context);

    /// The error for a frame at `at` that wants `length` bytes where `left` bytes, its length field included,
    /// are all there is.
    [[nodiscard]] static Error cutFrame(std::uint64_t at, std::uint64_t left, std::uint64_t length);

    /// Sorts and deduplicates where needed. The builder is empty afterwards.
    [[nodiscard]] Result<PathSet> finish(const WorkContext& context);
    /// The same without a set: hands on every path in order, once, with the last value given and the bytes
    /// that it shares with the one before it. The builder is empty
    /// afterwards, but keeps its memory.
    using TakePath = std::function<Result<void>(ByteView path, std::uint64_t value, std::size_t shared)>;
    [[nodiscard]] Result<void> drain(const TakePath& take, const WorkContext& context);
    /// After drain(): starts anew in the memory that it has.
    void forget() { m_notes = {}; }
    /// What finish() and drain() take at their height, all that was added included.
    [[nodiscard]] std::uint64_t finishBytes() const;
    [[nodiscard]] std::uint64_t drainBytes() const {
        return m_arena.size() + kDrainBytesAPath * m_notes.added +
               2 * sizeof(std::uint64_t) * m_values.size();
    }
    [[nodiscard]] bool hasValues() const { return !m_values.empty(); }
    /// The path that was added last; some path was.
    [[nodiscard]] ByteView last() const {
        const Byte* frame = m_arena.data() + m_starts.back();
        return {frame + 4, loadU32(frame)};
    }
    /// Valid after finish() or drain(); order and duplicates are known before too.
    [[nodiscard]] const BuildNotes& notes() const { return m_notes; }

  private:
    static constexpr std::uint64_t kDrainBytesAPath = 40; ///< an offset, and what sorting takes

    /// Notes order and equality of two neighbours that share their first `shared` bytes; `index` is that of
    /// `path`.
    void note(std::uint64_t index, ByteView previous, ByteView path, std::size_t shared);
    void noteDisorder(std::uint64_t index);
    /// Frames in `order` (empty = as they lie), without duplicates, to `out`.
    [[nodiscard]] Result<void> compact(const std::vector<SortEntry>& order, ByteBuffer& out,
                                       const WorkContext& context);

    ByteBuffer m_arena;
    std::vector<std::uint64_t> m_starts;
    std::vector<std::uint64_t> m_values;
    BuildNotes m_notes;
    std::shared_ptr<SortRoom> m_room; ///< of drain()
};

} // namespace spacebench::space
