// SPDX-License-Identifier: Apache-2.0
//
// Random numbers for tests: the same on every machine, from a seed that the failing test prints.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace spacebench::tests {

/// SplitMix64 (Steele, Lea, Flood 2014).
class SeededRandom {
  public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t z = m_state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    /// 0 .. bound - 1
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    /// Up to `longest` bytes out of the first `alphabet` byte values, spread over all of them.
    Bytes bytes(std::size_t longest, unsigned alphabet) {
        Bytes bytes(below(longest + 1));
        for (Byte& byte : bytes)
            byte = static_cast<Byte>(below(alphabet) * 255 / (alphabet > 1 ? alphabet - 1 : 1));
        return bytes;
    }

  private:
    std::uint64_t m_state;
};

/// The same `size` bytes everywhere, without a pattern that a checksum could miss.
inline Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    std::uint32_t state = 1;
    for (Byte& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<Byte>(state >> 24);
    }
    return bytes;
}

} // namespace spacebench::tests
