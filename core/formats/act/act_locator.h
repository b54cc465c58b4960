// SPDX-License-Identifier: Apache-2.0
//
// Between bytes and paths of an opened ACT; contract in layout/field_range.h.
#pragma once

#include "formats/act/act_format.h"

namespace spacebench::formats::act {

/// For the root outline.roots[chosen]. Keeps the source alive.
[[nodiscard]] std::shared_ptr<const layout::Locator> makeLocator(io::SourcePtr source, Outline outline,
                                                                 std::uint64_t chosen);

} // namespace spacebench::formats::act
