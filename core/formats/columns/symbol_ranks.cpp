// SPDX-License-Identifier: Apache-2.0
#include "formats/columns/symbol_ranks.h"

#include <fmt/format.h>

#include "formats/columns/expression_end.h"

namespace spacebench::formats::columns {

namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::uint64_t kMixer = 0x9E37'79B9'7F4A'7C15; // 2^64 over the golden ratio

/// The symbol of an interned token at `at`, which lies inside the path.
std::uint64_t symbolAt(const Byte* at) {
    return __builtin_bswap64(loadU64(at + 1));
}
bool isInterned(const Byte* at) {
    return at[0] == kInternedToken && at[1] == 0 && at[2] == 0;
}

/// Bytes of a token of a path without ranks; 0 = there is no such token.
std::size_t tokenBytes(Byte first) {
    if (first > kSymbol) return 1 + static_cast<std::size_t>(first - kSymbol);
    return first >= kFirstRank && first < kFirstReference ? 0 : 1;
}

Byte* storeRank(Byte* at, std::uint64_t rank) {
    if (rank <= kLargestInlineRank) {
        *at = static_cast<Byte>(kFirstRank + rank);
        return at + 1;
    }
    rank -= kLargestInlineRank + 1;
    unsigned more = 0; // bytes beyond the first
    while (rank >> (8 * (more + 1)) != 0) ++more;
    *at++ = static_cast<Byte>(kLongRank + more);
    for (unsigned i = more + 1; i-- > 0;) *at++ = static_cast<Byte>(rank >> (8 * i));
    return at;
}

} // namespace

std::size_t SymbolRanks::slotOf(std::uint64_t symbol) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = static_cast<std::size_t>((symbol * kMixer) >> 20) & mask;
    while (m_slots[slot].used && m_slots[slot].symbol != symbol) slot = (slot + 1) & mask;
    return slot;
}

void SymbolRanks::grow() {
    std::vector<Slot> old(std::max(kFirstSlots, 2 * m_slots.size()));
    old.swap(m_slots);
    for (const Slot& slot : old)
        if (slot.used) m_slots[slotOf(slot.symbol)] = slot;
}

void SymbolRanks::count(ByteView path, std::size_t shared) {
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t size = tokenBytes(path[at]);
        if (size == 0 || size > path.size() - at) return;
        if (at + size > shared && isInterned(path.data() + at)) {
            if (2 * m_used >= m_slots.size()) grow();
            Slot& slot = m_slots[slotOf(symbolAt(path.data() + at))];
            if (!slot.used) {
                slot = {symbolAt(path.data() + at), 0, true};
                ++m_used;
            }
            ++slot.count;
        }
        at += size;
    }
}

void SymbolRanks::rank() {
    std::vector<Slot> counted;
    for (const Slot& slot : m_slots)
        if (slot.count > 1) counted.push_back(slot);
    std::sort(counted.begin(), counted.end(), [](const Slot& a, const Slot& b) {
        return a.count != b.count ? a.count > b.count : a.symbol < b.symbol;
    });
    for (Slot& slot : m_slots) slot.count = 0;
    m_symbols.reserve(counted.size());
    for (const Slot& slot : counted) {
        m_symbols.push_back(slot.symbol);
        m_slots[slotOf(slot.symbol)].count = m_symbols.size();
    }
}

Result<bool> SymbolRanks::encode(ByteView path, ByteBuffer& out) const {
    if (path.empty() || path.size() > kFollowedBytes) return false;
    const std::size_t before = out.size();
    Byte* to = out.extend(path.size()); // a rank takes no more than what it stands for
    if (to == nullptr) return ByteBuffer::outOfMemory(path.size());
    const Byte* at = path.data();
    const Byte* const end = at + path.size();
    std::uint64_t open = 1;
    while (open != 0 && at != end) {
        const std::size_t size = tokenBytes(*at);
        if (size == 0 || size > static_cast<std::size_t>(end - at)) break;
        if (*at < kFirstRank) open += *at;
        --open;
        const std::uint64_t rank = isInterned(at) ? m_slots[slotOf(symbolAt(at))].count : 0;
        if (rank != 0) {
            to = storeRank(to, rank - 1);
        } else {
            std::memcpy(to, at, size);
            to += size;
        }
        at += size;
    }
    const bool whole = open == 0 && at == end;
    out.truncate(whole ? static_cast<std::size_t>(to - out.data()) : before);
    return whole;
}

Result<void> decodeRanks(ByteView encoded, const std::vector<std::uint64_t>& symbols, ByteBuffer& out) {
    constexpr std::size_t kMost = 1 + kInternedBytes; // that one byte becomes
    const std::size_t before = out.size();
    Byte* to = out.extend(kMost * encoded.size());
    if (to == nullptr) return ByteBuffer::outOfMemory(kMost * encoded.size());
    for (std::size_t at = 0; at < encoded.size();) {
        const Byte first = encoded[at];
        if (first >= kFirstRank && first < kFirstReference) {
            std::uint64_t rank = static_cast<std::uint64_t>(first - kFirstRank);
            ++at;
            if (first >= kLongRank) {
                rank = 0;
                for (unsigned i = 0; i <= static_cast<unsigned>(first - kLongRank); ++i)
                    rank = rank << 8 | encoded[at++];
                rank =
                    rank > UINT64_MAX - kLargestInlineRank - 1 ? UINT64_MAX : rank + kLargestInlineRank + 1;
            }
            if (rank >= symbols.size()) {
                out.truncate(before);
                return Error::corrupt("a path has the rank of a symbol that is not in the table")
                    .expect(fmt::format("a rank below {}", symbols.size()))
                    .got(fmt::format("{}", rank));
            }
            *to = kInternedToken;
            storeU64(to + 1, __builtin_bswap64(symbols[rank]));
            to += kMost;
        } else {
            const std::size_t size = first > kSymbol ? 1 + static_cast<std::size_t>(first - kSymbol) : 1;
            std::memcpy(to, encoded.data() + at, size);
            to += size;
            at += size;
        }
    }
    out.truncate(static_cast<std::size_t>(to - out.data()));
    return {};
}

} // namespace spacebench::formats::columns
