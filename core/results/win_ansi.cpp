// SPDX-License-Identifier: Apache-2.0
#include "results/win_ansi.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "results/markup.h"

namespace spacebench::results {

namespace {

struct Extra {
    char32_t character;
    unsigned char code;
};
// What code page 1252 has where Latin-1 has control characters.
constexpr std::array kExtras = {
    Extra{0x20AC, 0x80}, Extra{0x201A, 0x82}, Extra{0x0192, 0x83}, Extra{0x201E, 0x84}, Extra{0x2026, 0x85},
    Extra{0x2020, 0x86}, Extra{0x2021, 0x87}, Extra{0x02C6, 0x88}, Extra{0x2030, 0x89}, Extra{0x0160, 0x8A},
    Extra{0x2039, 0x8B}, Extra{0x0152, 0x8C}, Extra{0x017D, 0x8E}, Extra{0x2018, 0x91}, Extra{0x2019, 0x92},
    Extra{0x201C, 0x93}, Extra{0x201D, 0x94}, Extra{0x2022, 0x95}, Extra{0x2013, 0x96}, Extra{0x2014, 0x97},
    Extra{0x02DC, 0x98}, Extra{0x2122, 0x99}, Extra{0x0161, 0x9A}, Extra{0x203A, 0x9B}, Extra{0x0153, 0x9C},
    Extra{0x017E, 0x9E}, Extra{0x0178, 0x9F},
};
struct Spelled {
    char32_t character;
    const char* words;
};
constexpr std::array kSpelled = {
    Spelled{0x2190, "<-"},   Spelled{0x2192, "->"}, Spelled{0x2194, "<->"}, Spelled{0x2212, "-"},
    Spelled{0x2248, "~"},    Spelled{0x2260, "!="}, Spelled{0x2264, "<="},  Spelled{0x2265, ">="},
    Spelled{0x03BC, "\xB5"}, Spelled{0x2009, " "},  Spelled{0x202F, " "},   Spelled{0x2714, "+"},
    Spelled{0x2718, "x"},
};

/// The character that well-formed text begins with, and its bytes.
std::pair<char32_t, std::size_t> firstOf(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length && i < text.size(); ++i)
        character = (character << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    return {character, std::min(length, text.size())};
}

std::string codeOf(char32_t character) {
    if (character < 0x20 || character == 0x7F) return " ";
    if (character < 0x80 || (character >= 0xA0 && character <= 0xFF))
        return std::string(1, static_cast<char>(character));
    if (character == 0xFFFD) return "?";
    for (const Extra& extra : kExtras)
        if (extra.character == character) return std::string(1, static_cast<char>(extra.code));
    for (const Spelled& spelled : kSpelled)
        if (spelled.character == character) return spelled.words;
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(character));
}

} // namespace

std::string winAnsi(std::string_view text) {
    const std::string clean = validText(text);
    std::string out;
    std::string_view rest = clean;
    while (!rest.empty()) {
        const auto [character, length] = firstOf(rest);
        out += codeOf(character);
        rest.remove_prefix(length);
    }
    return out;
}

} // namespace spacebench::results
