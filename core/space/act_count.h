// SPDX-License-Identifier: Apache-2.0
//
// How many paths an ACT holds. O(nodes) also where shared subtrees spell an exponential number of paths:
// numbers then saturate at 2^64 - 1 and say so.
#pragma once

#include "io/byte_source.h"
#include "space/act_node.h"
#include "space/space.h"

namespace spacebench::space {

/// `released`, where given, is the arena's file: its pages are given back on the way.
[[nodiscard]] Result<PathTotals> countActPaths(ActArena arena, std::uint64_t rootOffset,
                                               const WorkContext& context,
                                               const io::ByteSource* released = nullptr);

/// Paths at and below the node at `offset` (which ends before `limit`), visiting at most `stepLimit` nodes;
/// nullopt where that did not suffice or the subtree is damaged.
[[nodiscard]] std::optional<std::uint64_t> countActSubtree(ActArena arena, std::uint64_t offset,
                                                           std::uint64_t limit, std::uint64_t stepLimit);

} // namespace spacebench::space
