// SPDX-License-Identifier: Apache-2.0
#include "results/markdown.h"

#include "results/markup.h"

namespace spacebench::results {

namespace {

constexpr std::string_view kSpecial = "\\`*_[]|#~";

} // namespace

std::string markdownText(std::string_view text) {
    // Markdown holds HTML: what would be a tag there is escaped as one.
    std::string out;
    for (const char c : escapeMarkup(text)) {
        if (c == '\n' || c == '\t') {
            out += ' ';
            continue;
        }
        if (kSpecial.find(c) != std::string_view::npos && !(c == '#' && out.ends_with('&'))) out += '\\';
        out += c;
    }
    return out;
}

std::string markdownTable(const std::vector<std::vector<std::string>>& table, std::size_t leftColumns) {
    if (table.empty()) return {};
    std::string text;
    const auto addLine = [&text](const std::vector<std::string>& cells) {
        for (const std::string& cell : cells) text += "| " + markdownText(cell) + " ";
        text += "|\n";
    };
    addLine(table.front());
    for (std::size_t i = 0; i < table.front().size(); ++i)
        text += i >= leftColumns && i + 1 != table.front().size() ? "|---:" : "|---";
    text += "|\n";
    for (std::size_t i = 1; i < table.size(); ++i) addLine(table[i]);
    return text;
}

} // namespace spacebench::results
