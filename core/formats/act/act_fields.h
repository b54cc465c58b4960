// SPDX-License-Identifier: Apache-2.0
//
// The fields of ACT nodes for people: what the hex view colours and what verify checks one by one. The fast
// decoder (space/act_node.h) skips over them.
#pragma once

#include "layout/field_range.h"
#include "space/act_node.h"

namespace spacebench::formats::act {

/// A number as it lies in the file.
struct StoredNumber {
    enum class Role { Value, Child, Line, LineLength };
    Role role = Role::Value;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t value = 0; ///< as stored: distances stay distances
};

/// The varints of a decoded node, in file order, the length of its line data last. At most 4.
struct StoredNumbers {
    StoredNumber items[4];
    unsigned count = 0;
};
[[nodiscard]] StoredNumbers numbersOf(const space::ActArena& arena, const space::ActNode& node);

/// The node's own fields, then its line data; `at` names it in labels ("root node", "node").
void appendFields(const space::ActArena& arena, const space::ActNode& node, std::string_view at,
                  std::vector<layout::FieldRange>& fields);

} // namespace spacebench::formats::act
