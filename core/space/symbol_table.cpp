// SPDX-License-Identifier: Apache-2.0
#include "space/symbol_table.h"

#include <algorithm>
#include <new>

namespace spacebench::space {

Result<void> SymbolTable::Builder::add(std::uint64_t symbol, ByteView text) {
    const std::uint64_t offset = m_text.size();
    if (!m_text.append(text)) return ByteBuffer::outOfMemory(text.size());
    try {
        m_slots.push_back({symbol, offset, text.size()});
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(2 * m_slots.size() * sizeof(Slot));
    }
    return {};
}

Result<SymbolTable> SymbolTable::Builder::finish() {
    const auto below = [](const Slot& a, const Slot& b) { return a.symbol < b.symbol; };
    const auto same = [](const Slot& a, const Slot& b) { return a.symbol == b.symbol; };
    if (!std::is_sorted(m_slots.begin(), m_slots.end(), below)) {
        // Offsets grow in the order given (an empty text shares the next one's), so they keep
        // the first of equal symbols first without the extra memory of a stable sort.
        std::sort(m_slots.begin(), m_slots.end(), [](const Slot& a, const Slot& b) {
            if (a.symbol != b.symbol) return a.symbol < b.symbol;
            return a.offset != b.offset ? a.offset < b.offset : a.length < b.length;
        });
    }
    const auto last = std::unique(m_slots.begin(), m_slots.end(), same);
    m_duplicates = static_cast<std::uint64_t>(m_slots.end() - last);
    m_slots.erase(last, m_slots.end());
    SymbolTable table;
    table.m_text = std::move(m_text);
    table.m_slots = std::move(m_slots);
    m_text = {};
    m_slots = {};
    return table;
}

SymbolTable::Entry SymbolTable::entry(std::uint64_t index) const {
    const Builder::Slot& slot = m_slots[index];
    return {slot.symbol, m_text.view().subspan(slot.offset, slot.length)};
}

std::optional<ByteView> SymbolTable::textOf(std::uint64_t symbol) const {
    const auto found = std::lower_bound(
        m_slots.begin(), m_slots.end(), symbol,
        [](const Builder::Slot& slot, std::uint64_t wanted) { return slot.symbol < wanted; });
    if (found == m_slots.end() || found->symbol != symbol) return std::nullopt;
    return m_text.view().subspan(found->offset, found->length);
}

std::optional<ByteView> SymbolTable::textOf(ByteView bytes) const {
    if (bytes.size() != sizeof(std::uint64_t)) return std::nullopt;
    return textOf(__builtin_bswap64(loadU64(bytes.data())));
}

} // namespace spacebench::space
