// SPDX-License-Identifier: Apache-2.0
#include "formats/kv/kv_locator.h"

#include <fmt/format.h>

#include "formats/kv/kv_line.h"

namespace spacebench::formats::kv {

namespace {

/// An answer takes some 20 ms at most: unordered lines beyond that are not searched.
constexpr std::size_t kSearchedLines = 500'000;

std::vector<layout::FieldRange> lineFields(ByteView text, std::uint64_t begin) {
    using layout::FieldKind;
    const LineBounds bounds = lineAt(text, static_cast<std::size_t>(begin));
    const ByteView line = text.first(bounds.end).subspan(static_cast<std::size_t>(begin));
    const auto tab = static_cast<std::uint64_t>(std::find(line.begin(), line.end(), '\t') - line.begin());
    std::vector<layout::FieldRange> fields;
    if (tab != 0)
        fields.push_back(
            {begin, begin + tab, FieldKind::PathBytes, "path as hex", fmt::format("{} bytes", tab / 2)});
    if (tab + 1 < line.size())
        fields.push_back({begin + tab + 1, begin + line.size(), FieldKind::Value, "value",
                          std::string(asText(line.subspan(static_cast<std::size_t>(tab) + 1)))});
    return fields;
}

} // namespace

std::vector<layout::FieldRange> KvLocator::fieldsOf(ByteView path) const {
    const auto index = m_space->pathSet()->find(path);
    if (!index) return {};
    const ByteView text = m_source->bytes();
    if (m_asStored) return lineFields(text, m_lines[static_cast<std::size_t>(*index)]);
    Bytes candidate;
    for (std::size_t i = 0; i < std::min(kSearchedLines, m_lines.size()); ++i) {
        const auto begin = static_cast<std::size_t>(m_lines[i]);
        const Line line = parseLine(text.first(lineAt(text, begin).end).subspan(begin), candidate);
        if (!line.fault && equalBytes(candidate, path)) return lineFields(text, m_lines[i]);
    }
    return {};
}

std::optional<Bytes> KvLocator::pathAt(std::uint64_t offset) const {
    const ByteView text = m_source->bytes();
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), offset);
    if (after == m_lines.begin() || offset >= text.size()) return std::nullopt;
    const auto begin = static_cast<std::size_t>(*std::prev(after));
    const LineBounds bounds = lineAt(text, begin);
    if (offset >= bounds.next) return std::nullopt;
    Bytes path;
    if (parseLine(text.first(bounds.end).subspan(begin), path).fault) return std::nullopt;
    return path;
}

} // namespace spacebench::formats::kv
