// SPDX-License-Identifier: Apache-2.0
//
// Numbers the distinct line data of an ACT in the order they come: 0, 1, 2, ... Exact: what has the same tag
// is compared byte by byte.
//
// Why it is fast: a slot is 8 bytes (tag and number), so that a line seen for the first time, which most are,
// costs one cache miss; lines lie in the order they came. Who knows some lines ahead hides the misses with
// prefetchSlot, prefetchLine and prefetchBytes in turn. The limit: one miss a new line, three a known one.
// The plain version is a std::map (tests/plain/plain_act.h). Not thread-safe.
#pragma once

#include <bit>
#include <cstring>
#include <vector>

#include "base/byte_buffer.h"
#include "base/huge_pages.h"

namespace spacebench::formats::act {

class LineTable {
  public:
    enum class Bytes {
        Borrowed, ///< inserted bytes stay where they are as long as the table
        Copied,
    };
    /// The seed keeps crafted input from making every line collide; it never shows in the output. From
    /// `budget` bytes of memory on, further lines are forgotten: they will be written again.
    LineTable(std::uint64_t seed, Bytes bytes, std::uint64_t budget = UINT64_MAX)
        : m_seed(seed | 1), m_bytes(bytes), m_budget(budget) {}

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

    void prefetchSlot(std::uint64_t hash) const {
        if (m_mask != 0) __builtin_prefetch(slots() + (tagOf(hash) & m_mask));
    }
    /// Once the slot is there.
    void prefetchLine(std::uint64_t hash) const {
        if (const Line* line = likelyLine(hash)) __builtin_prefetch(line);
    }
    /// Once the line is there.
    void prefetchBytes(std::uint64_t hash) const {
        if (const Line* line = likelyLine(hash)) __builtin_prefetch(line->bytes);
    }

    static constexpr std::uint32_t kNoNumber = UINT32_MAX;

    /// The number of `line`: that of an equal one, or size() as it was before, or kNoNumber.
    [[nodiscard]] std::uint32_t numberOf(ByteView line, std::uint64_t hash) {
        if (m_mask != 0) {
            const Slot* const table = slots();
            for (std::uint64_t i = tagOf(hash) & m_mask;; i = (i + 1) & m_mask) {
                const Slot slot = table[i];
                if (slot.number == 0) break;
                if (slot.tag != tagOf(hash)) continue;
                const Line& known = m_lines[slot.number - 1];
                if (known.size == line.size() && equalLines(known.bytes, line.data(), line.size()))
                    return slot.number - 1;
            }
        }
        return add(line, hash);
    }

    [[nodiscard]] std::uint64_t size() const { return m_lines.size(); }

    /// Room for about `lines` lines, as far as the budget goes. False where memory cannot be had.
    [[nodiscard]] bool reserve(std::uint64_t lines) {
        lines = std::min(lines, m_budget / (2 * sizeof(Line)));
        std::uint64_t wanted = 1024;
        while (maxLines(wanted) < lines) wanted *= 2;
        return (wanted <= capacity() || grow(wanted)) && makeRoom(lines);
    }

    /// Times that a line got no number.
    [[nodiscard]] std::uint64_t forgotten() const { return m_forgotten; }
    [[nodiscard]] std::uint64_t memoryBytes() const {
        return m_memory.capacity() + m_lines.capacity() * sizeof(Line) + m_copied;
    }

  private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t number = 0; ///< of the line, from 1; 0 = free
    };
    struct Line {
        const Byte* bytes = nullptr;
        std::uint32_t size = 0;
    };
    static constexpr std::uint64_t kSecondKey = 0x9E3779B97F4A7C15U;
    static constexpr std::uint64_t kMostLines = UINT32_MAX - 1;
    static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

    static std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    /// The tag is also where a line goes, so that growing need not look at the lines, which are cold.
    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
    /// Most lines are short: the call of memcmp would cost more than they do.
    static bool equalLines(const Byte* a, const Byte* b, std::size_t size) {
        if (size > 16) return std::memcmp(a, b, size) == 0;
        if (size >= 8)
            return ((loadU64(a) ^ loadU64(b)) | (loadU64(a + size - 8) ^ loadU64(b + size - 8))) == 0;
        if (size >= 4)
            return ((loadU32(a) ^ loadU32(b)) | (loadU32(a + size - 4) ^ loadU32(b + size - 4))) == 0;
        for (std::size_t i = 0; i < size; ++i)
            if (a[i] != b[i]) return false;
        return true;
    }
    static std::uint64_t maxLines(std::uint64_t capacity) { return capacity / 4 * 3; }

    [[nodiscard]] Slot* slots() { return reinterpret_cast<Slot*>(m_memory.data()); }
    [[nodiscard]] const Slot* slots() const { return reinterpret_cast<const Slot*>(m_memory.data()); }
    [[nodiscard]] std::uint64_t capacity() const { return m_mask == 0 ? 0 : m_mask + 1; }

    [[nodiscard]] const Line* likelyLine(std::uint64_t hash) const {
        if (m_mask == 0) return nullptr;
        std::uint64_t i = tagOf(hash) & m_mask;
        if (slots()[i].tag != tagOf(hash)) i = (i + 1) & m_mask; // further away is rare
        const Slot slot = slots()[i];
        return slot.number != 0 && slot.tag == tagOf(hash) ? &m_lines[slot.number - 1] : nullptr;
    }
    /// What the next line may need: a larger table and a larger list beside the old ones.
    [[nodiscard]] bool isFull(std::size_t size) const {
        if (m_lines.size() >= kMostLines) return true;
        if (m_budget == UINT64_MAX) return false;
        std::uint64_t wanted = memoryBytes();
        if (m_lines.size() + 1 > maxLines(capacity())) wanted += 2 * capacity() * sizeof(Slot);
        if (m_lines.size() == m_lines.capacity()) wanted += 2 * m_lines.size() * sizeof(Line);
        if (m_bytes == Bytes::Copied && m_room < size) wanted += std::max(kChunkBytes, size);
        return wanted > m_budget;
    }
    std::uint32_t add(ByteView line, std::uint64_t hash) {
        const Byte* const bytes = isFull(line.size()) || !makeRoomForOne() ? nullptr
                                  : m_bytes == Bytes::Borrowed             ? line.data()
                                                                           : copy(line);
        if (bytes == nullptr) {
            ++m_forgotten;
            return kNoNumber;
        }
        m_lines.push_back({bytes, static_cast<std::uint32_t>(line.size())});
        put({tagOf(hash), static_cast<std::uint32_t>(m_lines.size())});
        return static_cast<std::uint32_t>(m_lines.size() - 1);
    }
    bool makeRoomForOne() {
        if (m_lines.size() + 1 > maxLines(capacity()) && !grow(std::max<std::uint64_t>(1024, 2 * capacity())))
            return false;
        return m_lines.size() != m_lines.capacity() || makeRoom(2 * m_lines.size() + 1024);
    }
    void put(Slot slot) {
        std::uint64_t i = slot.tag & m_mask;
        while (slots()[i].number != 0) i = (i + 1) & m_mask;
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
            if (old[i].number != 0) put(old[i]);
        return true;
    }
    bool makeRoom(std::uint64_t lines) {
        try {
            m_lines.reserve(lines);
            preferHugePages(m_lines.data(), m_lines.capacity() * sizeof(Line));
        } catch (const std::exception&) { // bad_alloc or length_error
            return false;
        }
        return true;
    }
    const Byte* copy(ByteView line) {
        if (m_room < line.size()) {
            ByteBuffer chunk;
            const std::size_t size = std::max(kChunkBytes, line.size());
            if (!chunk.reserve(size)) return nullptr;
            try {
                m_chunks.push_back(std::move(chunk));
            } catch (const std::bad_alloc&) {
                return nullptr;
            }
            m_room = size;
            m_copied += size;
        }
        Byte* const to = m_chunks.back().extend(line.size());
        std::memcpy(to, line.data(), line.size());
        m_room -= line.size();
        return to;
    }

    std::uint64_t m_seed;
    Bytes m_bytes;
    std::uint64_t m_budget;
    ByteBuffer m_memory; ///< the slots
    std::uint64_t m_mask = 0;
    std::vector<Line> m_lines;
    std::vector<ByteBuffer> m_chunks; ///< Copied
    std::size_t m_room = 0;           ///< in the last chunk
    std::uint64_t m_copied = 0;
    std::uint64_t m_forgotten = 0;
};

} // namespace spacebench::formats::act
