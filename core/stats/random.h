// SPDX-License-Identifier: Apache-2.0
//
// Random numbers that are the same with every compiler: SplitMix64 (Steele, Lea, Flood, 2014; public domain
// reference by Sebastiano Vigna). Good enough for resampling, not for secrets.
#pragma once

#include <cstdint>

namespace spacebench::stats {

class SplitMix64 {
  public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31);
    }
    /// Uniform in [0, bound), bound < 2^32: the high half of a product; its bias is below bound / 2^32.
    std::uint64_t below(std::uint64_t bound) { return ((next() >> 32) * bound) >> 32; }

  private:
    std::uint64_t m_state;
};

} // namespace spacebench::stats
