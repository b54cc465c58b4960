// SPDX-License-Identifier: Apache-2.0
//
// C2: the symbol table that a process shares, as MORK has it: 128 slots for writers, each with serial numbers
// of its own, one write lock, and an index by text in 128 shards. Symbols get in one by one, each under the
// lock, or all under one lock; with several writers each works in a slot of its own, and in a batch each has
// the shards to itself that fall to it.
#pragma once

#include <array>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "jobs/pipeline/crew.h"
#include "space/symbol_table.h"

namespace spacebench::jobs::pipeline {

class SharedTable {
  public:
    static constexpr unsigned kSlots = 128;

    SharedTable() = default;
    SharedTable(const SharedTable&) = delete;
    SharedTable& operator=(const SharedTable&) = delete;

    /// Interns every text of `table`. `writers` is 1..kSlots, at most crew's threads work at once. Texts are
    /// copied: to arenas with M2.
    [[nodiscard]] Result<void> intern(const space::SymbolTable& table, unsigned writers, bool batch,
                                      Crew& crew);

    /// The symbol of a text, 0 = none. Takes the lock for reading.
    [[nodiscard]] std::uint64_t symbolOf(ByteView text) const;
    /// Empty where there is no such symbol.
    [[nodiscard]] ByteView textOf(std::uint64_t symbol) const;
    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] unsigned slotsUsed() const;
    /// Times that the write lock was taken.
    [[nodiscard]] std::uint64_t writeLocks() const { return m_writeLocks; }

  private:
    /// Where one writer puts symbols.
    struct Slot {
        std::vector<ByteView> texts;                ///< by serial number, from 1
        std::vector<std::unique_ptr<Byte[]>> owned; ///< without M2: a block of its own each
    };
    using Shard = std::unordered_map<std::string_view, std::uint64_t>;

    [[nodiscard]] static std::size_t shardOf(std::string_view text) {
        return std::hash<std::string_view>()(text) >> 57; // the buckets go by the low bits
    }
    /// With the lock held, or the shard and the slot in one hand only.
    void insert(unsigned slot, ByteView text, Arena* arena);
    [[nodiscard]] Result<void> internOneByOne(const space::SymbolTable& table, unsigned writers, Crew& crew);
    [[nodiscard]] Result<void> internAtOnce(const space::SymbolTable& table, unsigned writers, Crew& crew);

    mutable std::shared_mutex m_lock;
    std::array<Shard, kSlots> m_shards;
    std::array<Slot, kSlots> m_slots;
    std::uint64_t m_writeLocks = 0;
};

} // namespace spacebench::jobs::pipeline
