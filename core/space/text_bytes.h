// SPDX-License-Identifier: Apache-2.0
//
// Which bytes mean something in MeTTa text (formats.md, 1): shared by parser and printer, so that they agree.
#pragma once

#include <array>

#include "base/bytes.h"

namespace spacebench::space {

/// Space, tab, newline and parentheses: they end a symbol. (A CR does so only right before a newline.)
inline constexpr std::array<bool, 256> kEndsSymbol = [] {
    std::array<bool, 256> table{};
    for (const char c : {' ', '\t', '\n', '(', ')'}) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

/// The first byte in [at, end) that ends a symbol, or `end`. Looks at eight bytes at once: all that end one
/// are below '*', which few other bytes of real symbols are.
inline const Byte* endOfSymbol(const Byte* at, const Byte* end) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    while (end - at >= 8) {
        const std::uint64_t word = loadU64(at);
        const std::uint64_t below = (word - kOnes * '*') & ~word & (kOnes * 0x80);
        if (below == 0) {
            at += 8;
            continue;
        }
        // Bits above the lowest may be false alarms of the borrow; the lowest one never is.
        at += __builtin_ctzll(below) / 8;
        if (kEndsSymbol[*at]) return at;
        ++at;
    }
    while (at != end && !kEndsSymbol[*at]) ++at;
    return at;
}

} // namespace spacebench::space
