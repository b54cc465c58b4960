// SPDX-License-Identifier: Apache-2.0
//
// What readers of unordered paths share: from a sorter to an opened space, with what the sorter met as
// facts and findings.
#pragma once

#include "formats/format.h"
#include "space/external_sort.h"

namespace spacebench::formats {

/// Sorts what `sorter` holds into opened.content.space; duplicates become a fact and, with `prefix`, a
/// finding "PREFIX.duplicates".
[[nodiscard]] Result<void> finishSpace(space::ExternalSorter& sorter, Opened& opened,
                                       std::string_view prefix);

/// Sets opened.damage, and the finding that repeats it, "PREFIX.ID".
void setDamage(Opened& opened, Error error, std::string id);

} // namespace spacebench::formats
