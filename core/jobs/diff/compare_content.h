// SPDX-License-Identifier: Apache-2.0
//
// Whether two files say the same, whatever their formats (formats.md, Rulings): equal sets of paths after
// symbols are resolved, and equal values where both formats can hold them. Files without paths are compared
// by their symbol tables or multiplicities.
#pragma once

#include "space/space.h"

namespace spacebench::jobs {

struct CompareOptions {
    bool values = true;         ///< both formats hold them
    std::uint64_t examples = 5; ///< differences to keep
};

struct Difference {
    enum class Kind { OnlyInFirst, OnlyInSecond, OtherValue };
    Kind kind = Kind::OnlyInFirst;
    Bytes path;       ///< symbols resolved; for tables: the key as text
    std::string text; ///< as people read it
    std::uint64_t firstValue = 0;
    std::uint64_t secondValue = 0;
};

struct Comparison {
    std::uint64_t same = 0; ///< paths (or entries) in both, with equal values where these are compared
    std::uint64_t onlyInFirst = 0;
    std::uint64_t onlyInSecond = 0;
    std::uint64_t otherValues = 0;
    bool symbolsResolved = false; ///< some table was needed to compare
    std::uint64_t unresolvedSymbols =
        0; ///< symbols of either that their table does not know or that do not fit
    std::vector<std::string> compared; ///< "paths", "values", "symbols", "multiplicities"
    std::vector<Difference> examples;  ///< in path order

    [[nodiscard]] bool equal() const { return onlyInFirst == 0 && onlyInSecond == 0 && otherValues == 0; }
    /// "paths (symbols resolved), not values".
    [[nodiscard]] std::string comparedText() const;
};

/// One pass over both, in path order; a second copy in memory only of a side whose symbols must be resolved.
/// Errors: damage met on the way; InvalidArgument where one holds paths and the other cannot.
[[nodiscard]] Result<Comparison> compareContents(const space::SpaceContent& first,
                                                 const space::SpaceContent& second,
                                                 const CompareOptions& options, const WorkContext& context);

/// Equal symbols with equal texts.
[[nodiscard]] bool sameTable(const space::SymbolTable& first, const space::SymbolTable& second);

} // namespace spacebench::jobs
