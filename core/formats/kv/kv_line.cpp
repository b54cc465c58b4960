// SPDX-License-Identifier: Apache-2.0
#include "formats/kv/kv_line.h"

#include <array>

namespace spacebench::formats::kv {

namespace {

constexpr Byte kNoDigit = 0xFF;

constexpr std::array<Byte, 256> makeDigits() {
    std::array<Byte, 256> digits{};
    digits.fill(kNoDigit);
    for (unsigned i = 0; i < 10; ++i) digits['0' + i] = static_cast<Byte>(i);
    for (unsigned i = 0; i < 6; ++i) {
        digits['a' + i] = static_cast<Byte>(10 + i);
        digits['A' + i] = static_cast<Byte>(10 + i);
    }
    return digits;
}

constexpr std::array<Byte, 256> kDigits = makeDigits();

} // namespace

Line parseLine(ByteView line, Bytes& path) {
    path.clear();
    if (line.empty()) return {0, LineFault{1, "an empty line", "hex digits, or a tab for the empty path"}};
    std::size_t at = 0;
    for (; at + 1 < line.size(); at += 2) {
        const Byte high = kDigits[line[at]];
        const Byte low = kDigits[line[at + 1]];
        if ((high | low) == kNoDigit) break;
        path.push_back(static_cast<Byte>(high << 4 | low));
    }
    if (at == line.size()) return {};
    if (line[at] != '\t') {
        const bool oneDigit = kDigits[line[at]] != kNoDigit;
        if (oneDigit && (at + 1 == line.size() || line[at + 1] == '\t'))
            return {0, LineFault{at + 2, "an odd number of hex digits", "two hex digits a byte"}};
        return {0, LineFault{at + 1 + (oneDigit ? 1U : 0U), "a byte that is no hex digit",
                             "a hex digit, or a tab and the value"}};
    }
    ++at;
    if (at == line.size()) return {0, LineFault{at + 1, "no value after the tab", "a decimal number"}};
    std::uint64_t value = 0;
    for (; at < line.size(); ++at) {
        const unsigned digit = line[at] - unsigned{'0'};
        if (digit > 9) return {0, LineFault{at + 1, "a byte that is no decimal digit", "a decimal number"}};
        if (__builtin_mul_overflow(value, std::uint64_t{10}, &value) ||
            __builtin_add_overflow(value, std::uint64_t{digit}, &value))
            return {0, LineFault{at + 1, "a value that does not fit into 64 bits",
                                 "at most 18446744073709551615"}};
    }
    return {value, std::nullopt};
}

LineBounds lineAt(ByteView text, std::size_t at) {
    const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
    if (found == nullptr) return {text.size(), text.size()};
    const auto newline = static_cast<std::size_t>(static_cast<const Byte*>(found) - text.data());
    const bool carriageReturn = newline > at && text[newline - 1] == '\r';
    return {newline - (carriageReturn ? 1 : 0), newline + 1};
}

} // namespace spacebench::formats::kv
