// SPDX-License-Identifier: Apache-2.0
#include "base/parse_size.h"

#include <charconv>

namespace spacebench::inline base {

std::optional<std::uint64_t> parseSize(std::string_view text) {
    std::uint64_t number = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{}) return std::nullopt;
    std::string_view unit = text.substr(static_cast<std::size_t>(rest - text.data()));
    if (unit.empty()) return number;
    const auto endsWith = [&unit](char lower, char upper) {
        return !unit.empty() && (unit.back() == lower || unit.back() == upper);
    };
    if (endsWith('b', 'B')) unit.remove_suffix(1);
    if (unit.empty()) return number;
    const bool binary = endsWith('i', 'I');
    if (binary) unit.remove_suffix(1);
    const std::size_t power =
        unit.size() == 1 ? std::string_view("kmgtKMGT").find(unit.front()) : std::string_view::npos;
    if (power == std::string_view::npos) return std::nullopt;
    const std::uint64_t base = binary ? 1024 : 1000;
    for (std::size_t i = 0; i <= power % 4; ++i) {
        if (number > UINT64_MAX / base) return std::nullopt;
        number *= base;
    }
    return number;
}

} // namespace spacebench::inline base
