// SPDX-License-Identifier: Apache-2.0
//
// One line of a kv file: hex digits, and where there is a tab, a decimal value behind it.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace spacebench::formats::kv {

/// Why a line is none; columns count from 1.
struct LineFault {
    std::uint64_t column = 1;
    std::string_view reason; ///< "a byte that is no hex digit"
    std::string_view expected;
};

struct Line {
    std::uint64_t value = 0;
    std::optional<LineFault> fault;
};

/// Parses `line`, without its line end, into `path` (replaced) and the value.
[[nodiscard]] Line parseLine(ByteView line, Bytes& path);

/// `text` from `at` up to the next line end: the line without it (nor a CR before it), and where the next one
/// begins.
struct LineBounds {
    std::size_t end = 0;
    std::size_t next = 0;
};
[[nodiscard]] LineBounds lineAt(ByteView text, std::size_t at);

} // namespace spacebench::formats::kv
