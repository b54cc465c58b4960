// SPDX-License-Identifier: Apache-2.0
#include "space/act_child_index.h"

#include <array>
#include <new>

namespace spacebench::space {

/// A node takes 61 bytes at most (act_node.h), so 256 of them stay within 16 bits.
struct ActChildIndex::Table {
    std::uint64_t parent = 0;
    std::uint16_t count = 0;
    std::array<std::uint16_t, 256> starts; ///< from the first child; `count` of them are there
    [[nodiscard]] static std::size_t bytesFor(std::size_t count) {
        return offsetof(Table, starts) + count * sizeof(std::uint16_t);
    }
};

ActChildIndex::~ActChildIndex() {
    Slot* const slots = m_slots.load();
    if (slots == nullptr) return;
    for (std::size_t i = 0; i < kSlots; ++i) ::operator delete(const_cast<Table*>(slots[i].load()));
    delete[] slots;
}

ActChildIndex::Slot* ActChildIndex::slots() const {
    Slot* slots = m_slots.load(std::memory_order_acquire);
    if (slots != nullptr) return slots;
    auto* fresh = new (std::nothrow) Slot[kSlots]{};
    if (fresh == nullptr) return nullptr;
    if (m_slots.compare_exchange_strong(slots, fresh, std::memory_order_acq_rel)) return fresh;
    delete[] fresh; // another thread was faster
    return slots;
}

/// The table of `parent`, made now where there is room for it; nullptr = step.
const ActChildIndex::Table* ActChildIndex::tableOf(const ActArena& arena, const ActNode& parent) const {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
    Slot* const all = slots();
    if (all == nullptr) return nullptr;
    Slot& slot = all[parent.offset * kSpread >> (64 - std::countr_zero(kSlots))];
    const Table* known = slot.load(std::memory_order_acquire);
    if (known != nullptr) return known->parent == parent.offset ? known : nullptr;

    const std::size_t bytes = Table::bytesFor(parent.childCount);
    if (m_bytes.fetch_add(bytes, std::memory_order_relaxed) + bytes > kMostBytes) {
        m_bytes.fetch_sub(bytes, std::memory_order_relaxed);
        return nullptr;
    }
    void* const memory = ::operator new(bytes, std::nothrow);
    if (memory == nullptr) return nullptr;
    auto* const table = static_cast<Table*>(memory);
    table->parent = parent.offset;
    table->count = parent.childCount;
    std::uint64_t at = parent.child;
    ActFault fault;
    for (std::size_t i = 0; i < parent.childCount; ++i) {
        table->starts[i] = static_cast<std::uint16_t>(at - parent.child);
        // Behind a damaged child nothing can be found: stepping says why.
        if (i + 1 < parent.childCount && !arena.skip(at, parent.offset, at, fault)) {
            ::operator delete(memory);
            return nullptr;
        }
    }
    if (slot.compare_exchange_strong(known, table, std::memory_order_acq_rel)) return table;
    ::operator delete(memory); // another thread was faster
    return known->parent == parent.offset ? known : nullptr;
}

bool ActChildIndex::child(const ActArena& arena, const ActNode& parent, unsigned index, ActNode& node,
                          ActFault& fault) const {
    const Table* const table = index < kFromChild ? nullptr : tableOf(arena, parent);
    if (table == nullptr || index >= table->count) return arena.child(parent, index, node, fault);
    return arena.decode(parent.child + table->starts[index], parent.offset, node, fault);
}

} // namespace spacebench::space
