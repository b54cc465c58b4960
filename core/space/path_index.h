// SPDX-License-Identifier: Apache-2.0
//
// Random access by row number to the paths of any space: free for memory spaces, a sparse index of
// checkpoints for mapped ones.
#pragma once

#include <atomic>
#include <mutex>

#include "space/space.h"

namespace spacebench::space {

/// Built by one thread (build()), read by others at the same time: rows become available as the index grows.
/// Memory: one path and 8 bytes for every kStride paths of a mapped space; nothing for memory spaces.
class PathIndex {
  public:
    static constexpr std::uint64_t kStride = 1024;

    explicit PathIndex(SpacePtr space);

    /// Walks the space once. Returns where it is damaged, cancelled, or done. Memory spaces: returns at once.
    [[nodiscard]] Result<void> build(const WorkContext& context);
    /// Rows that can be asked for now.
    [[nodiscard]] std::uint64_t rows() const { return m_rows.load(std::memory_order_acquire); }
    [[nodiscard]] bool complete() const { return m_complete.load(std::memory_order_acquire); }

    struct Row {
        std::uint64_t number = 0;
        Bytes path;
        std::uint64_t value = 0;
    };
    /// Rows [first, first + count) as far as there are; cost: at most kStride + count steps.
    [[nodiscard]] std::vector<Row> fetch(std::uint64_t first, std::uint64_t count) const;
    /// The number of `path`, or of the first path after it. Cost: O(log n) + at most kStride steps.
    [[nodiscard]] std::uint64_t rowOf(ByteView path) const;

    [[nodiscard]] const SpacePtr& space() const { return m_space; }

  private:
    SpacePtr m_space;
    std::atomic<std::uint64_t> m_rows{0};
    std::atomic<bool> m_complete{false};
    mutable std::mutex m_mutex;       ///< guards m_checkpoints
    std::vector<Bytes> m_checkpoints; ///< path number kStride * i
};

} // namespace spacebench::space
