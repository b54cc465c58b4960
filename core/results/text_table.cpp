// SPDX-License-Identifier: Apache-2.0
#include "results/text_table.h"

#include <algorithm>
#include <charconv>

namespace spacebench::results {

namespace {

/// One long name must not make every line as long as it is: its own line alone is out of place.
constexpr std::size_t kMostWidth = 200;

/// Characters, not bytes: names may be UTF-8.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::size_t length = widthOf(text);
    if (length >= width) return text;
    const std::string blanks(width - length, ' ');
    return right ? blanks + text : text + blanks;
}

bool isNumber(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    return problem == std::errc() && stop == end;
}

/// Spreadsheets would run it.
bool isFormula(std::string_view text) {
    return text.size() > 1 && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
           !isNumber(text);
}

} // namespace

std::string tableText(const std::vector<std::vector<std::string>>& table, std::size_t leftColumns) {
    if (table.empty()) return {};
    std::vector<std::size_t> widths(table.front().size(), 0);
    for (const auto& line : table)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::min(std::max(widths[i], widthOf(line[i])), kMostWidth);
    std::string text;
    for (const auto& line : table) {
        std::string out;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i != 0) out += "  ";
            out += padded(line[i], widths[i], i >= leftColumns && i + 1 != line.size());
        }
        out.erase(out.find_last_not_of(' ') + 1);
        text += out + "\n";
    }
    return text;
}

std::string csvField(std::string_view text) {
    const std::string safe = (isFormula(text) ? "'" : "") + std::string(text);
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

} // namespace spacebench::results
