// SPDX-License-Identifier: Apache-2.0
#include "results/markup.h"

#include <algorithm>

namespace spacebench::results {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Length of the well-formed UTF-8 sequence that `text` begins with; 0 = there is none (RFC 3629).
std::size_t sequenceLength(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues(text[i])) return 0;
    if (lead == 0xE0 && at(1) < 0xA0) return 0; // overlong
    if (lead == 0xED && at(1) > 0x9F) return 0; // surrogates
    if (lead == 0xF0 && at(1) < 0x90) return 0; // overlong
    if (lead == 0xF4 && at(1) > 0x8F) return 0; // above U+10FFFF
    return length;
}

/// U+FFFE and U+FFFF: well-formed, but no characters of XML 1.0.
bool isNoCharacter(std::string_view sequence) {
    return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF";
}

} // namespace

std::string escapeMarkup(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        const char c = text[0];
        if (length == 0 || isNoCharacter(text.substr(0, length))) {
            out += kReplacement;
        } else if (length > 1) {
            out += text.substr(0, length);
        } else if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\'') {
            out += "&#39;";
        } else if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
            out += kReplacement;
        } else {
            out += c;
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::string validText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        out += length == 0 ? kReplacement : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::size_t characterCount(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string shortened(std::string_view text, std::size_t most) {
    if (characterCount(text) <= most) return std::string(text);
    std::size_t kept = 0;
    std::size_t end = 0;
    while (end < text.size() && kept + 1 < most) {
        ++end;
        while (end < text.size() && continues(text[end])) ++end;
        ++kept;
    }
    return std::string(text.substr(0, end)) + "\xE2\x80\xA6";
}

} // namespace spacebench::results
