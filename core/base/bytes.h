// SPDX-License-Identifier: Apache-2.0
//
// Byte views and the handful of operations on them that every layer needs.
// A path is a byte string; order is bytewise lexicographic, a path before its extensions.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spacebench::inline base {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using ByteView = std::span<const Byte>;

inline ByteView asBytes(std::string_view text) {
    return {reinterpret_cast<const Byte*>(text.data()), text.size()};
}

inline std::string_view asText(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes toBytes(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

/// Number of leading bytes that `a` and `b` share. Cost: linear in the answer.
inline std::size_t commonPrefix(ByteView a, ByteView b) {
    const std::size_t limit = std::min(a.size(), b.size());
    std::size_t i = 0;
    for (; i + 8 <= limit; i += 8) {
        std::uint64_t x = 0;
        std::uint64_t y = 0;
        std::memcpy(&x, a.data() + i, 8);
        std::memcpy(&y, b.data() + i, 8);
        if (x != y) return i + static_cast<std::size_t>(__builtin_ctzll(x ^ y)) / 8;
    }
    while (i < limit && a[i] == b[i]) ++i;
    return i;
}

/// The same within the first `limit` bytes of both, which both have; up to 7 bytes behind them must be
/// readable.
inline std::size_t commonPrefixWithSlack(const Byte* a, const Byte* b, std::size_t limit) {
    for (std::size_t i = 0; i < limit; i += 8) {
        std::uint64_t x = 0;
        std::uint64_t y = 0;
        std::memcpy(&x, a + i, 8);
        std::memcpy(&y, b + i, 8);
        if (x != y) return std::min(limit, i + static_cast<std::size_t>(__builtin_ctzll(x ^ y)) / 8);
    }
    return limit;
}

/// Three-way bytewise comparison: negative, zero or positive.
inline int compareBytes(ByteView a, ByteView b) {
    const std::size_t limit = std::min(a.size(), b.size());
    if (limit != 0) {
        if (const int order = std::memcmp(a.data(), b.data(), limit); order != 0) return order;
    }
    return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

inline bool equalBytes(ByteView a, ByteView b) {
    return a.size() == b.size() && compareBytes(a, b) == 0;
}

inline bool startsWith(ByteView bytes, ByteView prefix) {
    return bytes.size() >= prefix.size() && equalBytes(bytes.first(prefix.size()), prefix);
}

inline std::uint32_t loadU32(const Byte* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

inline std::uint64_t loadU64(const Byte* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

inline void storeU32(Byte* at, std::uint32_t value) {
    std::memcpy(at, &value, sizeof value);
}
inline void storeU64(Byte* at, std::uint64_t value) {
    std::memcpy(at, &value, sizeof value);
}

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "loads and stores above assume a little-endian machine");

} // namespace spacebench::inline base
