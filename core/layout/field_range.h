// SPDX-License-Identifier: Apache-2.0
//
// Who owns which bytes of a file: named, classed ranges, and the two-way map between bytes and paths that the
// Bytes page uses.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace spacebench::layout {

/// Classes share one legend and one colour across the program (ui.md).
enum class FieldKind {
    Magic,
    Version,
    Count,
    Length,
    Offset,
    Value,
    NodeHeader,
    Mask,
    ChildBytes,
    LineData,
    PathBytes,
    SymbolTable,
    Compressed,
    Checksum,
    Padding,
    Trailer,
    Reserved,
    Text,
    Unclaimed
};

[[nodiscard]] std::string_view fieldKindName(FieldKind kind); ///< "magic", "child bytes", ...

struct FieldRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0; ///< exclusive
    FieldKind kind = FieldKind::Unclaimed;
    std::string label; ///< "root offset"
    std::string value; ///< decoded, for people: "30,113"
    bool operator==(const FieldRange&) const = default;
};

/// Answers questions between bytes and paths of one opened file; immutable, any thread, each answer bounded
/// in time.
class Locator {
  public:
    virtual ~Locator() = default;
    /// Header, trailer, checksum: the fields that lie at fixed or few places, ascending.
    [[nodiscard]] virtual std::vector<FieldRange> fixedFields() const = 0;
    /// The fields that spell `path` (for an ACT: of every node on the way; for framed formats: its frame), in
    /// path order; empty = unknown or not possible (compressed).
    [[nodiscard]] virtual std::vector<FieldRange> fieldsOf(ByteView path) const = 0;
    /// A path that the byte at `offset` belongs to, where that can be found.
    [[nodiscard]] virtual std::optional<Bytes> pathAt(std::uint64_t offset) const = 0;
};

} // namespace spacebench::layout
