// SPDX-License-Identifier: Apache-2.0
//
// Whether markup is well formed, as far as a tag scanner can tell: for what the core writes without any XML
// library.
#pragma once

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace spacebench::tests {

/// Empty = well formed; else what is wrong, in words.
[[nodiscard]] inline std::string markupProblem(std::string_view text) {
    std::vector<std::string> open;
    while (!text.empty()) {
        if (text.front() == '&') {
            const std::size_t end = text.find(';');
            if (end == std::string_view::npos || end > 6) return "a bare ampersand";
            text.remove_prefix(end);
            continue;
        }
        if (text.front() != '<') {
            if (open.empty() && std::isspace(static_cast<unsigned char>(text.front())) == 0)
                return "text outside of the root";
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = text.find('>');
        if (end == std::string_view::npos) return "a tag that does not end";
        const std::string_view tag = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (tag.find('<') != std::string_view::npos) return "a tag inside a tag";
        const bool closes = tag.starts_with('/');
        const std::string name(tag.substr(closes ? 1 : 0, tag.find_first_of(" /\n", 1) - (closes ? 1 : 0)));
        std::size_t quotes = 0;
        for (const char c : tag) quotes += c == '"' ? 1 : 0;
        if (quotes % 2 != 0) return "an open quote in " + name;
        if (closes) {
            if (open.empty() || open.back() != name) return "an end without a begin: " + name;
            open.pop_back();
        } else if (!tag.ends_with('/')) {
            open.push_back(name);
        }
    }
    return open.empty() ? "" : "no end of " + open.back();
}

[[nodiscard]] inline std::size_t countOf(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace spacebench::tests
