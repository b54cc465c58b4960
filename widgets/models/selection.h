// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one current thing of a tab: a place in the trie, and with it an atom, its fields in the file, a byte.
// Every page shows it; picking something in one page moves the others.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "layout/field_range.h"
#include "space/path_index.h"
#include "space/space.h"

namespace spacebench::widgets {

/// What was picked; the rest follows from it.
struct SelectionRequest {
    std::optional<Bytes> path;               ///< a node of the trie, or a whole path
    std::optional<std::uint64_t> byteOffset; ///< a byte of the file
    bool operator==(const SelectionRequest&) const = default;
};

struct Selection {
    SelectionRequest request;
    std::optional<Bytes> path; ///< absent: bytes that belong to no path, or nothing selected
    bool isPath = false;       ///< else an inner node
    std::uint64_t value = 0;
    /// Number of the path in order, or of the first path below an inner node; absent while not known.
    std::optional<std::uint64_t> row;
    std::optional<std::uint64_t> nodeOffset;
    std::vector<layout::FieldRange> fields; ///< in the file, as far as the format allows
    std::optional<std::uint64_t> byteOffset;
    [[nodiscard]] bool empty() const { return !path && !byteOffset; }
};

/// What a selection is resolved against. All parts are immutable or thread-safe; locator and index may be
/// null.
struct SelectionScope {
    space::SpacePtr space;
    std::shared_ptr<const layout::Locator> locator;
    std::shared_ptr<const space::PathIndex> index;
};

/// Cost: one descent, one locator answer, one index look-up: milliseconds at worst, so a job for mapped
/// spaces.
[[nodiscard]] Selection resolveSelection(const SelectionScope& scope, const SelectionRequest& request);

} // namespace spacebench::widgets
