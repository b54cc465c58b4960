// SPDX-License-Identifier: Apache-2.0
//
// What a space looks like as a trie: counted once by a job, shown on the Summary page and by `spacectl info`.
#pragma once

#include <array>
#include <vector>

#include "space/space.h"

namespace spacebench::stats {

struct SpaceShape {
    space::PathTotals totals;
    std::uint64_t trieNodes = 0;   ///< one a byte: distinct prefixes, the root included
    std::uint64_t stops = 0;       ///< nodes after folding runs: root, path ends, forks (formats.md, 3)
    std::uint64_t forks = 0;       ///< stops with two or more children
    std::uint64_t leaves = 0;      ///< paths with nothing below them
    std::uint64_t deepestStop = 0; ///< stops on the longest chain from the root
    std::array<std::uint64_t, 257> fanOut{};    ///< stops by number of children
    std::vector<std::uint64_t> lengthHistogram; ///< paths by length, in powers of two: [i] = lengths in [2^i,
                                                ///< 2^(i+1)), [0] has 0 and 1
    std::uint64_t expressions = 0;              ///< paths that are exactly one expression
};

/// One ordered pass over all paths (shared subtrees of an ACT are counted as often as they are spelled;
/// limits.expandedBytes bounds that).
[[nodiscard]] Result<SpaceShape> measureShape(const space::Space& space, const WorkContext& context);

} // namespace spacebench::stats
