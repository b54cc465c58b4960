// SPDX-License-Identifier: Apache-2.0
#include "formats/act/act_fields.h"

#include <fmt/format.h>

#include "base/units.h"
#include "base/varint.h"

namespace spacebench::formats::act {

using layout::FieldKind;
using space::ActArena;
using space::ActNode;

StoredNumbers numbersOf(const ActArena& arena, const ActNode& node) {
    StoredNumbers numbers;
    std::uint64_t at = node.offset + 1;
    const auto take = [&](StoredNumber::Role role) {
        const Varint number = loadVarint(arena.file().subspan(at));
        numbers.items[numbers.count++] = {role, at, at + number.size, number.value};
        at += number.size;
    };
    if (node.hasValue) take(StoredNumber::Role::Value);
    if (node.child != 0) take(StoredNumber::Role::Child);
    if (node.isLine) {
        take(StoredNumber::Role::Line);
        at = node.lineOffset;
        take(StoredNumber::Role::LineLength);
    }
    return numbers;
}

void appendFields(const ActArena& arena, const ActNode& node, std::string_view name,
                  std::vector<layout::FieldRange>& fields) {
    const std::string children = node.isLine ? (node.child != 0 ? "one child" : "no child")
                                             : fmt::format("{} children", node.childCount);
    fields.push_back(
        {node.offset, node.offset + 1, FieldKind::NodeHeader, fmt::format("{} header", name),
         fmt::format("{}, {}{}", node.isLine ? "line" : "branch", children, node.hasValue ? ", value" : "")});
    const StoredNumbers numbers = numbersOf(arena, node);
    for (unsigned i = 0; i < numbers.count; ++i) {
        const StoredNumber& number = numbers.items[i];
        switch (number.role) {
        case StoredNumber::Role::Value:
            fields.push_back(
                {number.begin, number.end, FieldKind::Value, "value", groupedNumber(number.value)});
            break;
        case StoredNumber::Role::Child:
            fields.push_back(
                {number.begin, number.end, FieldKind::Offset,
                 node.isLine ? "distance to child" : "distance to first child",
                 fmt::format("{}, at {}", groupedNumber(number.value), groupedNumber(node.child))});
            break;
        case StoredNumber::Role::Line:
            fields.push_back(
                {number.begin, number.end, FieldKind::Offset, "distance to line data",
                 fmt::format("{}, at {}", groupedNumber(number.value), groupedNumber(node.lineOffset))});
            break;
        case StoredNumber::Role::LineLength: {
            fields.push_back(
                {number.begin, number.end, FieldKind::Length, "line length", groupedNumber(number.value)});
            fields.push_back({number.end, number.end + number.value, FieldKind::LineData, "line data",
                              fmt::format("{} bytes", groupedNumber(number.value))});
            break;
        }
        }
    }
    if (node.childCount == 0) return;
    const std::uint64_t begin = node.end - (node.isWide() ? space::kActWideMaskBytes : node.childCount);
    fields.push_back({begin, node.end, node.isWide() ? FieldKind::Mask : FieldKind::ChildBytes,
                      node.isWide() ? "child mask" : "child bytes",
                      fmt::format("{} bytes", node.childCount)});
    if (node.isWide()) fields.back().value = fmt::format("{} of 256 bits", node.childCount);
}

} // namespace spacebench::formats::act
