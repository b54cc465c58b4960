// SPDX-License-Identifier: Apache-2.0
//
// Sizes as people write them on a command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace spacebench::inline base {

/// "64M", "2GiB", "1000000": suffixes K, M, G, T are powers of 1000, with i powers of 1024; a B may follow.
/// nullopt = no size, or one beyond 2^64.
[[nodiscard]] std::optional<std::uint64_t> parseSize(std::string_view text);

} // namespace spacebench::inline base
