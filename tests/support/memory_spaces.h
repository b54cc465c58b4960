// SPDX-License-Identifier: Apache-2.0
//
// Memory spaces from what tests have at hand.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>

#include "space/memory_space.h"

namespace spacebench::tests {

inline std::shared_ptr<const space::MemorySpace> memorySpaceOf(const std::map<Bytes, std::uint64_t>& paths) {
    space::PathSetBuilder builder;
    for (const auto& [path, value] : paths) {
        if (!builder.add(path, value).ok()) std::abort();
    }
    auto set = builder.finish({});
    if (!set.ok()) std::abort();
    return std::make_shared<space::MemorySpace>(std::move(set).value());
}

} // namespace spacebench::tests
