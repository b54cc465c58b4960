// SPDX-License-Identifier: Apache-2.0
//
// Sorts framed paths without moving them: MSD radix passes over cached 8-byte windows of the paths, so that
// the arena is read only once for every 8 bytes that equal prefixes are long.
#pragma once

#include <vector>

#include "base/byte_buffer.h"
#include "base/work_context.h"

namespace spacebench::space {

/// A frame in an arena, with the 8 bytes of its path that are being sorted by, big-endian.
struct SortEntry {
    std::uint64_t window = 0;
    std::uint64_t frame = 0; ///< offset of the length field
};

/// What sorting works in; kept by whoever sorts again and again, because fresh memory costs more than
/// sorting.
struct SortRoom {
    std::vector<SortEntry> entries;
    std::vector<SortEntry> scratch;
};

/// The frames at `starts` (ascending offsets into `arena`) in path order; equal paths by offset. Uses the
/// executor's threads. Cancellable. Memory: 32 bytes a path while it works, of which 16 are the answer.
[[nodiscard]] Result<std::vector<SortEntry>>
sortFrames(const Byte* arena, const std::vector<std::uint64_t>& starts, const WorkContext& context);
/// The same in `room`, whose entries are the answer.
[[nodiscard]] Result<void> sortFrames(const Byte* arena, const std::vector<std::uint64_t>& starts,
                                      SortRoom& room, const WorkContext& context);

} // namespace spacebench::space
