// SPDX-License-Identifier: Apache-2.0
//
// Integers that cannot be mixed up: `using JobId = StrongId<struct JobIdTag>;`.
#pragma once

#include <compare>
#include <cstdint>

namespace spacebench::inline base {

template <class Tag, class Rep = std::uint64_t>
struct StrongId {
    Rep value{};
    auto operator<=>(const StrongId&) const = default;
};

} // namespace spacebench::inline base
