// SPDX-License-Identifier: Apache-2.0
//
// What the quantities of targets are called in result files.
#pragma once

#include <optional>
#include <string_view>

#include "results/targets.h"

namespace spacebench::results {

inline constexpr std::pair<Quantity, std::string_view> kQuantityKeys[] = {
    {Quantity::LatencyNs, "latency_ns"},
    {Quantity::AtomsPerSecond, "atoms_per_second"},
    {Quantity::CompressionRatio, "compression_ratio"},
    {Quantity::PeakOverSerialized, "peak_over_serialized"},
};
[[nodiscard]] constexpr std::string_view quantityKey(Quantity quantity) {
    for (const auto& [known, key] : kQuantityKeys)
        if (known == quantity) return key;
    return "";
}
[[nodiscard]] constexpr std::optional<Quantity> quantityWithKey(std::string_view text) {
    for (const auto& [quantity, key] : kQuantityKeys)
        if (key == text) return quantity;
    return std::nullopt;
}

} // namespace spacebench::results
