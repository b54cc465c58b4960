// SPDX-License-Identifier: Apache-2.0
//
// The plain versions of framing, parsing, sorting and varints: written from formats.md for the eye, not for
// speed. The oracles of core's fast ones in tests, fuzzers and benchmarks.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace spacebench::plain {

using Paths = std::vector<Bytes>;

/// `[u32 length][bytes]` a path (formats.md, 2).
inline Bytes frame(const Paths& paths) {
    Bytes out;
    for (const Bytes& path : paths) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            out.push_back(static_cast<Byte>(path.size() >> shift & 0xFF));
        out.insert(out.end(), path.begin(), path.end());
    }
    return out;
}

/// The paths of complete frames; nullopt where the bytes end inside one.
inline std::optional<Paths> parse(ByteView frames) {
    Paths paths;
    for (std::size_t at = 0; at < frames.size();) {
        if (frames.size() - at < 4) return std::nullopt;
        std::size_t size = 0;
        for (unsigned i = 0; i < 4; ++i) size |= std::size_t{frames[at + i]} << (8 * i);
        at += 4;
        if (frames.size() - at < size) return std::nullopt;
        paths.emplace_back(frames.begin() + static_cast<std::ptrdiff_t>(at),
                           frames.begin() + static_cast<std::ptrdiff_t>(at + size));
        at += size;
    }
    return paths;
}

inline Paths sortedUnique(Paths paths) {
    std::sort(paths.begin(), paths.end(), [](ByteView a, ByteView b) { return compareBytes(a, b) < 0; });
    paths.erase(std::unique(paths.begin(), paths.end(), equalBytes), paths.end());
    return paths;
}

inline std::size_t commonPrefix(ByteView a, ByteView b) {
    std::size_t i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
    return i;
}

/// formats.md, 3, "varint".
inline void appendVarint(Bytes& out, std::uint64_t value) {
    if (value <= 247) {
        out.push_back(static_cast<Byte>(value));
        return;
    }
    std::size_t count = 1;
    while (count < 8 && value >> (8 * count) != 0) ++count;
    out.push_back(static_cast<Byte>(247 + count));
    for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<Byte>(value >> (8 * i) & 0xFF));
}

/// Reads at `at` and moves it behind; nullopt where the bytes end inside.
inline std::optional<std::uint64_t> takeVarint(ByteView bytes, std::size_t& at) {
    if (at >= bytes.size()) return std::nullopt;
    const Byte first = bytes[at++];
    if (first <= 247) return first;
    const std::size_t count = first - std::size_t{247};
    if (bytes.size() - at < count) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::uint64_t{bytes[at + i]} << (8 * i);
    at += count;
    return value;
}

} // namespace spacebench::plain
