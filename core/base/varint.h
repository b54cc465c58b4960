// SPDX-License-Identifier: Apache-2.0
//
// The variable-length integer of ACTree03 (formats.md, section 3): a first byte 0..247 is the value;
// otherwise first byte - 247 = n (1..8) bytes of little-endian value follow. Writers use the fewest bytes.
#pragma once

#include "base/bytes.h"

namespace spacebench::inline base {

inline constexpr std::size_t kVarintMaxBytes = 9;
inline constexpr Byte kVarintLargestInline = 247;

/// Bytes that `value` takes: 1..9.
[[nodiscard]] inline std::size_t varintSize(std::uint64_t value) {
    if (value <= kVarintLargestInline) return 1;
    return 1 + (64 - static_cast<std::size_t>(__builtin_clzll(value)) + 7) / 8;
}

/// Writes 1..9 bytes at `at`, which has room for 9; returns how many count.
inline std::size_t storeVarint(Byte* at, std::uint64_t value) {
    if (value <= kVarintLargestInline) {
        *at = static_cast<Byte>(value);
        return 1;
    }
    const std::size_t size = varintSize(value);
    *at = static_cast<Byte>(kVarintLargestInline + size - 1);
    storeU64(at + 1, value);
    return size;
}

struct Varint {
    std::uint64_t value = 0;
    std::size_t size = 0; ///< bytes taken; 0 = the bytes end too early
};

/// Reads a varint at the start of `bytes`; size 0 where they end inside it. Accepts forms longer than needed.
[[nodiscard]] inline Varint loadVarint(ByteView bytes) {
    if (bytes.empty()) return {};
    if (bytes[0] <= kVarintLargestInline) return {bytes[0], 1};
    const std::size_t count = static_cast<std::size_t>(bytes[0]) - kVarintLargestInline;
    if (bytes.size() < count + 1) return {};
    if (bytes.size() >= kVarintMaxBytes)
        return {loadU64(bytes.data() + 1) & (~std::uint64_t{0} >> (64 - 8 * count)), count + 1};
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::uint64_t{bytes[1 + i]} << (8 * i);
    return {value, count + 1};
}

} // namespace spacebench::inline base
