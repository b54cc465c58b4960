// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which paths match what the user typed: one pass over the space, in a job.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/work_context.h"
#include "space/space.h"

namespace spacebench::widgets {

enum class FilterKind { TextContains, TextStartsWith, BytesStartWith };

struct AtomFilter {
    FilterKind kind = FilterKind::TextContains;
    std::string text; ///< UTF-8; compared with the atom as printed
    Bytes bytes;      ///< for BytesStartWith
    bool operator==(const AtomFilter&) const = default;
};

/// Numbers of the matching paths, ascending.
using FilterRows = std::vector<std::uint64_t>;

/// "04 C4 65", "0x04c465": nullopt where it is not an even number of hex digits.
[[nodiscard]] std::optional<Bytes> parseHex(const std::string& text);

/// Reports progress in paths, total where the space knows it. LimitExceeded where the answer does not fit
/// memory.
[[nodiscard]] Result<FilterRows> filterAtoms(const space::SpaceContent& content, const AtomFilter& filter,
                                             const WorkContext& context);

} // namespace spacebench::widgets
