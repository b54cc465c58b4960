// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/atom_filter.h"

#include <new>

#include "space/expression.h"
#include "space/path_set.h"
#include "space/symbol_table.h"

namespace spacebench::widgets {

namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Paths that start with the same bytes are neighbours: no pass over the others where the set is in memory.
FilterRows rowsOf(space::PathRange range) {
    FilterRows rows(range.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = range.begin + i;
    return rows;
}

Result<FilterRows> scan(const space::SpaceContent& content, const AtomFilter& filter,
                        const WorkContext& context) {
    FilterRows rows;
    const auto reader = content.space->read();
    const space::PrintOptions print{content.symbols.get()};
    const bool isPrefix = filter.kind == FilterKind::TextStartsWith;
    std::string text;
    PollGate gate(context);
    for (std::uint64_t number = 0; reader->next(); ++number) {
        SB_CHECK(gate.step(number));
        bool matches = false;
        if (filter.kind == FilterKind::BytesStartWith) {
            matches = startsWith(reader->path(), filter.bytes);
        } else {
            text.clear();
            space::printAtom(reader->path(), text, print);
            matches = isPrefix ? text.starts_with(filter.text) : text.find(filter.text) != std::string::npos;
        }
        if (matches) rows.push_back(number);
    }
    if (const Error* error = reader->error()) return *error;
    return rows;
}

} // namespace

std::optional<Bytes> parseHex(const std::string& text) {
    Bytes bytes;
    int high = -1;
    std::size_t start = text.starts_with("0x") || text.starts_with("0X") ? 2 : 0;
    for (std::size_t i = start; i < text.size(); ++i) {
        if (text[i] == ' ' && high < 0) continue;
        const int digit = hexDigit(text[i]);
        if (digit < 0) return std::nullopt;
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(static_cast<Byte>(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0) return std::nullopt;
    return bytes;
}

Result<FilterRows> filterAtoms(const space::SpaceContent& content, const AtomFilter& filter,
                               const WorkContext& context) {
    context.begin("filtering", ProgressUnit::Paths, content.space->knownCount().value_or(0));
    try {
        if (const space::PathSet* set = content.space->pathSet();
            set != nullptr && filter.kind == FilterKind::BytesStartWith) {
            return rowsOf(set->withPrefix(filter.bytes));
        }
        return scan(content, filter, context);
    } catch (const std::bad_alloc&) {
        return Error::limit("too many matches to list").advise("filter by more text");
    }
}

} // namespace spacebench::widgets
