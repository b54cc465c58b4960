// SPDX-License-Identifier: Apache-2.0
//
// Paths as the guide's code holds them between space and file: a buffer each. The kind of buffer is M2 and
// M3: a vector, one whose memory is from an arena, one with room for 64 bytes inside, or both. Paths lie in
// ranges, so that several threads can fill one each (P1); a range is filled by one thread at a time.
#pragma once

#include <memory>
#include <optional>

#include "base/result.h"
#include "jobs/pipeline/arena.h"
#include "jobs/pipeline/path_copy.h"

namespace spacebench::jobs::pipeline {

/// M3: the bytes inside a path buffer.
inline constexpr std::size_t kInlineBytes = 64;
/// Paths handed from one step to the next at a time: enough to make a virtual call cheap.
inline constexpr std::size_t kBatchPaths = 256;

class PathStore {
  public:
    struct Counts {
        std::uint64_t heap = 0;   ///< path buffers with a heap block of their own
        std::uint64_t inside = 0; ///< that needed none: their bytes are inside the buffer
        std::uint64_t pooled = 0; ///< that needed none: their bytes are in an arena
        std::uint64_t growths = 0;
    };

    virtual ~PathStore() = default;

    /// Ranges are appended empty; indices of those that are there stay. LimitExceeded without memory.
    [[nodiscard]] virtual Result<void> addRanges(std::size_t count) = 0;
    [[nodiscard]] virtual std::size_t ranges() const = 0;
    /// The range belongs to `arena` (null without M2) from here on; room for `paths`, if that is known.
    [[nodiscard]] virtual Result<void> begin(std::size_t range, Arena* arena, std::uint64_t paths) = 0;
    /// Copies paths to the end of the range. All lie before `readableEnd`, in one piece of memory.
    [[nodiscard]] virtual Result<void> add(std::size_t range, std::span<const ByteView> paths,
                                           const Byte* readableEnd) = 0;
    [[nodiscard]] virtual std::uint64_t size(std::size_t range) const = 0;
    /// Fills `out` with the paths of the range from `first` on; returns how many there were.
    [[nodiscard]] virtual std::size_t views(std::size_t range, std::uint64_t first,
                                            std::span<ByteView> out) const = 0;
    [[nodiscard]] virtual Counts counts() const = 0;

    /// The ranges one after another, in the order in which they were appended to it.
    std::vector<std::size_t> order;
    [[nodiscard]] std::uint64_t total() const;
};

[[nodiscard]] std::unique_ptr<PathStore> makePathStore(bool pool, bool inlinePaths, PathCopier copier);

/// Walks paths `begin` to `end` of the ranges in their order.
class PathWalk {
  public:
    PathWalk(const PathStore& store, std::uint64_t begin, std::uint64_t end);
    /// The next ones, at most kBatchPaths; empty at the end.
    [[nodiscard]] std::span<const ByteView> next();

  private:
    const PathStore& m_store;
    std::size_t m_place = 0; ///< in the order
    std::uint64_t m_first = 0;
    std::uint64_t m_left;
    std::vector<ByteView> m_batch;
};

} // namespace spacebench::jobs::pipeline
