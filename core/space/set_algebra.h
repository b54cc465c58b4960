// SPDX-License-Identifier: Apache-2.0
//
// Two spaces side by side: what only one of them has, and which values differ. One ordered pass over both,
// whatever kinds they are; cost O(paths), memory constant. Used by diff, and to verify what was written.
#pragma once

#include <functional>

#include "space/space.h"

namespace spacebench::space {

enum class DifferenceKind { OnlyInA, OnlyInB, ValueChanged };

struct Difference {
    DifferenceKind kind = DifferenceKind::OnlyInA;
    ByteView path; ///< valid during the call
    std::uint64_t valueA = 0;
    std::uint64_t valueB = 0;
};

/// Called for each difference, in path order.
using DifferenceSink = std::function<void(const Difference&)>;

struct Comparison {
    std::uint64_t common = 0; ///< paths that both have, changed values included
    std::uint64_t onlyInA = 0;
    std::uint64_t onlyInB = 0;
    std::uint64_t changedValues = 0;
    std::uint64_t unresolvedA = 0; ///< symbols that the table of A does not know, or that are too long inline
    std::uint64_t unresolvedB = 0;
    [[nodiscard]] bool equal() const { return onlyInA == 0 && onlyInB == 0 && changedValues == 0; }
};

struct CompareOptions {
    bool compareValues = true; ///< false where one side's format cannot hold them
};

/// Byte for byte. Errors: those of a damaged mapped file, Cancelled.
[[nodiscard]] Result<Comparison> compareSpaces(const Space& a, const Space& b, const CompareOptions& options,
                                               const WorkContext& context, const DifferenceSink& sink = {});

/// The same after each side's symbols are resolved (formats.md, Rulings): a side with a table is first
/// copied with its symbols inline, because that changes the order of its paths.
[[nodiscard]] Result<Comparison> compareContents(const SpaceContent& a, const SpaceContent& b,
                                                 const CompareOptions& options, const WorkContext& context,
                                                 const DifferenceSink& sink = {});

/// `space` with the symbols that `symbols` knows written inline, sorted anew in memory or as the context's
/// budget has it; `unresolved` counts the others. LimitExceeded past limits.contentBytes.
[[nodiscard]] Result<SpacePtr> withSymbolsInline(const Space& space, const SymbolTable& symbols,
                                                 std::uint64_t& unresolved, const WorkContext& context);

} // namespace spacebench::space
