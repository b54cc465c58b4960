// SPDX-License-Identifier: Apache-2.0
//
// The line data that an ACT writer has written so far: bytes -> offset in the file. Exact: equal hashes are
// compared byte by byte. The bytes themselves belong to the caller and must stay where they are.
//
// Open addressing over one block of memory; a hash that the caller computed ahead can be prefetched, which
// hides most of the cost (limits.md, "write an ACT"). Not thread-safe.
#pragma once

#include <bit>
#include <cstring>

#include "base/byte_buffer.h"

namespace spacebench::formats::act {

class LineTable {
  public:
    /// The seed keeps crafted input from making every line collide; it never shows in the output.
    explicit LineTable(std::uint64_t seed) : m_seed(seed | 1) {}

    [[nodiscard]] std::uint64_t hash(ByteView line) const {
        const Byte* at = line.data();
        std::size_t left = line.size();
        std::uint64_t state = m_seed ^ left;
        for (; left > 16; left -= 16, at += 16)
            state = mix(state ^ loadU64(at), loadU64(at + 8) ^ kSecondKey);
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        if (left >= 8) {
            low = loadU64(at);
            high = loadU64(at + left - 8);
        } else if (left >= 4) {
            low = loadU32(at);
            high = loadU32(at + left - 4);
        } else if (left != 0) {
            low = at[0] | std::uint64_t{at[left / 2]} << 8 | std::uint64_t{at[left - 1]} << 16;
        }
        return mix(low ^ state, high ^ kSecondKey);
    }

    void prefetch(std::uint64_t hash) const {
        if (m_mask != 0) __builtin_prefetch(slots() + (tagOf(hash) & m_mask));
    }

    /// The offset of an equal line, or 0 (no line lies at 0).
    [[nodiscard]] std::uint64_t find(ByteView line, std::uint64_t hash) const {
        if (m_mask == 0) return 0;
        const Slot* const table = slots();
        for (std::uint64_t i = tagOf(hash) & m_mask;; i = (i + 1) & m_mask) {
            const Slot& slot = table[i];
            if (slot.offset == 0) return 0;
            if (slot.tag == tagOf(hash) && slot.size == line.size() &&
                std::memcmp(slot.bytes, line.data(), line.size()) == 0)
                return slot.offset;
        }
    }

    /// Adds a line that find() did not find. False where memory cannot be had.
    [[nodiscard]] bool insert(ByteView line, std::uint64_t hash, std::uint64_t offset) {
        if (2 * (m_count + 1) > capacity() && !grow(std::max<std::uint64_t>(1024, 2 * capacity())))
            return false;
        put({line.data(), offset, tagOf(hash), static_cast<std::uint32_t>(line.size())});
        ++m_count;
        return true;
    }

    /// Room for about `lines` lines. False where memory cannot be had.
    [[nodiscard]] bool reserve(std::uint64_t lines) {
        const std::uint64_t wanted = std::bit_ceil(2 * lines + 1024);
        return wanted <= capacity() || grow(wanted);
    }

  private:
    struct Slot {
        const Byte* bytes = nullptr;
        std::uint64_t offset = 0; ///< 0 = free
        std::uint32_t tag = 0;
        std::uint32_t size = 0;
    };
    static constexpr std::uint64_t kSecondKey = 0x9E3779B97F4A7C15U;

    static std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    /// The tag is also where a line goes, so that growing need not look at the lines, which are cold.
    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }

    [[nodiscard]] Slot* slots() { return reinterpret_cast<Slot*>(m_memory.data()); }
    [[nodiscard]] const Slot* slots() const { return reinterpret_cast<const Slot*>(m_memory.data()); }
    [[nodiscard]] std::uint64_t capacity() const { return m_mask == 0 ? 0 : m_mask + 1; }

    void put(const Slot& slot) {
        std::uint64_t i = slot.tag & m_mask;
        while (slots()[i].offset != 0) i = (i + 1) & m_mask;
        slots()[i] = slot;
    }
    bool grow(std::uint64_t capacity) {
        ByteBuffer memory;
        if (!memory.resize(capacity * sizeof(Slot))) return false;
        std::memset(memory.data(), 0, memory.size());
        const std::uint64_t before = this->capacity();
        std::swap(m_memory, memory);
        m_mask = capacity - 1;
        const auto* old = reinterpret_cast<const Slot*>(memory.data());
        for (std::uint64_t i = 0; i < before; ++i)
            if (old[i].offset != 0) put(old[i]);
        return true;
    }

    std::uint64_t m_seed;
    ByteBuffer m_memory;
    std::uint64_t m_mask = 0;
    std::uint64_t m_count = 0;
};

} // namespace spacebench::formats::act
