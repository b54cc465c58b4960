// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds bytes in bytes, forwards or backwards, cancellable at any size.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/work_context.h"

namespace spacebench::widgets {

/// The first occurrence that starts at `from` or later, or before `from` going backwards; goes round the end
/// once. nullopt = nowhere. Progress in bytes.
[[nodiscard]] Result<std::optional<std::uint64_t>>
findBytes(ByteView haystack, ByteView needle, std::uint64_t from, bool backwards, const WorkContext& context);

} // namespace spacebench::widgets
