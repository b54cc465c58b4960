// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one level of the folded trie: the stops below a node (formats.md, 3). Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/work_context.h"
#include "space/space.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

/// One row of the trie: from a stop to the next stop below.
struct TrieStep {
    Bytes bytes; ///< the branch byte and the folded run after it
    std::string label;
    unsigned children = 0;
    bool isPath = false;
    std::uint64_t value = 0;
    std::optional<std::uint64_t> pathsBelow; ///< at and below the stop; absent = not counted yet
    std::optional<std::uint64_t> nodeOffset;
    std::optional<Error> damage; ///< the reference cannot be followed: `bytes` is the branch byte alone
};

/// All stops directly below `path`, at most 256, in byte order. Counts only where they cost nothing.
[[nodiscard]] Result<std::vector<TrieStep>> readSteps(const space::Space& space, ByteView path,
                                                      const space::SymbolTable* symbols,
                                                      const WorkContext& context);

/// Paths at and below each of `steps` below `path`; nullopt where `slices` walks of kSliceNodes nodes do not
/// suffice. Polls between slices: a cancel takes effect within milliseconds.
inline constexpr std::uint64_t kSliceNodes = 1U << 15;
[[nodiscard]] Result<std::vector<std::optional<std::uint64_t>>>
countSteps(const space::Space& space, ByteView path, const std::vector<Bytes>& steps, std::uint64_t slices,
           const WorkContext& context);

} // namespace spacebench::widgets
