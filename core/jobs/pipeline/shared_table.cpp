// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/shared_table.h"

namespace spacebench::jobs::pipeline {

namespace {

constexpr unsigned kSlotShift = 40; ///< 00 00 pp nn nn nn nn nn, read big-endian
constexpr std::uint64_t kSerialMask = (std::uint64_t{1} << kSlotShift) - 1;
constexpr std::uint64_t kPollStride = 1024;

} // namespace

void SharedTable::insert(unsigned slot, ByteView text, Arena* arena) {
    Shard& shard = m_shards[shardOf(asText(text))];
    if (shard.find(asText(text)) != shard.end()) return;
    Slot& own = m_slots[slot];
    Byte* kept = nullptr;
    if (arena != nullptr) {
        kept = static_cast<Byte*>(arena->allocate(text.size()));
    } else {
        own.owned.push_back(std::make_unique<Byte[]>(text.size()));
        kept = own.owned.back().get();
    }
    if (!text.empty()) std::memcpy(kept, text.data(), text.size());
    own.texts.emplace_back(kept, text.size());
    const std::uint64_t symbol = std::uint64_t{slot} << kSlotShift | own.texts.size();
    shard.emplace(asText(own.texts.back()), symbol);
}

Result<void> SharedTable::internOneByOne(const space::SymbolTable& table, unsigned writers, Crew& crew) {
    return crew.run(writers, writers, [&](std::size_t writer, Arena* arena) -> Result<void> {
        PollGate gate(crew.context(), kPollStride);
        const std::uint64_t end = table.size() * (writer + 1) / writers;
        for (std::uint64_t i = table.size() * writer / writers; i < end; ++i) {
            SB_CHECK(gate.step(i));
            const std::unique_lock lock(m_lock);
            ++m_writeLocks;
            insert(static_cast<unsigned>(writer), table.entry(i).text, arena);
        }
        return {};
    });
}

Result<void> SharedTable::internAtOnce(const space::SymbolTable& table, unsigned writers, Crew& crew) {
    const std::unique_lock lock(m_lock);
    ++m_writeLocks;
    return crew.run(writers, writers, [&](std::size_t writer, Arena* arena) -> Result<void> {
        PollGate gate(crew.context(), kPollStride);
        for (std::uint64_t i = 0; i < table.size(); ++i) {
            SB_CHECK(gate.step(i));
            const ByteView text = table.entry(i).text;
            if (writers > 1 && shardOf(asText(text)) % writers != writer) continue;
            insert(static_cast<unsigned>(writer), text, arena);
        }
        return {};
    });
}

Result<void> SharedTable::intern(const space::SymbolTable& table, unsigned writers, bool batch, Crew& crew) {
    return batch ? internAtOnce(table, writers, crew) : internOneByOne(table, writers, crew);
}

std::uint64_t SharedTable::symbolOf(ByteView text) const {
    const std::shared_lock lock(m_lock);
    const Shard& shard = m_shards[shardOf(asText(text))];
    const auto found = shard.find(asText(text));
    return found == shard.end() ? 0 : found->second;
}

ByteView SharedTable::textOf(std::uint64_t symbol) const {
    const std::shared_lock lock(m_lock);
    const std::uint64_t slot = symbol >> kSlotShift;
    const std::uint64_t serial = symbol & kSerialMask;
    if (slot >= kSlots || serial == 0 || serial > m_slots[slot].texts.size()) return {};
    return m_slots[slot].texts[serial - 1];
}

std::uint64_t SharedTable::size() const {
    const std::shared_lock lock(m_lock);
    std::uint64_t sum = 0;
    for (const Slot& slot : m_slots) sum += slot.texts.size();
    return sum;
}

unsigned SharedTable::slotsUsed() const {
    const std::shared_lock lock(m_lock);
    unsigned used = 0;
    for (const Slot& slot : m_slots) used += slot.texts.empty() ? 0U : 1U;
    return used;
}

} // namespace spacebench::jobs::pipeline
