// SPDX-License-Identifier: Apache-2.0
//
// What readers of unordered paths share: from a builder to an opened memory space, with what the builder met
// as facts and findings.
#pragma once

#include "formats/format.h"
#include "space/path_set.h"

namespace spacebench::formats {

/// Sorts what `builder` holds into opened.content.space; duplicates become a fact and, with `prefix`, a
/// finding "PREFIX.duplicates".
[[nodiscard]] Result<void> finishSpace(space::PathSetBuilder& builder, Opened& opened,
                                       std::string_view prefix, const WorkContext& context);

/// Sets opened.damage, and the finding that repeats it, "PREFIX.ID".
void setDamage(Opened& opened, Error error, std::string id);

} // namespace spacebench::formats
