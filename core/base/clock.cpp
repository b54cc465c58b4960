// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <chrono>

namespace spacebench::inline base {

std::uint64_t SteadyClock::nowNs() const {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                          std::chrono::steady_clock::now().time_since_epoch())
                                          .count());
}

} // namespace spacebench::inline base
