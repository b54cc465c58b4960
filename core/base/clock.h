// SPDX-License-Identifier: Apache-2.0
//
// The monotonic clock that all measurements use, passed in so that tests need no real one.
#pragma once

#include <cstdint>

namespace spacebench::inline base {

class Clock {
  public:
    virtual ~Clock() = default;
    /// Nanoseconds since some fixed point; never goes back. Any thread.
    [[nodiscard]] virtual std::uint64_t nowNs() const = 0;
};

/// CLOCK_MONOTONIC; about 20 ns a call.
class SteadyClock final : public Clock {
  public:
    [[nodiscard]] std::uint64_t nowNs() const override;
};

} // namespace spacebench::inline base
