// SPDX-License-Identifier: Apache-2.0
#include "space/act_marks.h"

#include <new>

#include "base/byte_buffer.h"

namespace spacebench::space {

Result<ActMarks> ActMarks::create(std::uint64_t fileBytes, const Limits& limits) {
    const std::uint64_t words = fileBytes / 64 + 1;
    if (words * 8 > limits.contentBytes)
        return Error::limit("the file is too large to mark its nodes in memory")
            .expect("at most " + std::to_string(limits.contentBytes) + " bytes of marks")
            .got(std::to_string(words * 8));
    ActMarks marks;
    try {
        marks.m_words.resize(words);
    } catch (const std::bad_alloc&) {
        return ByteBuffer::outOfMemory(words * 8);
    }
    return marks;
}

std::uint64_t ActMarks::within(std::uint64_t index, std::uint64_t begin, std::uint64_t end) {
    std::uint64_t bits = ~std::uint64_t{0};
    if (index == begin / 64) bits &= ~std::uint64_t{0} << (begin % 64);
    if (index == (end - 1) / 64) bits &= ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    return bits;
}

void ActMarks::markRange(std::uint64_t begin, std::uint64_t end) {
    if (begin >= end) return;
    for (std::uint64_t i = begin / 64; i <= (end - 1) / 64; ++i) m_words[i] |= within(i, begin, end);
}

std::uint64_t ActMarks::countBetween(std::uint64_t begin, std::uint64_t end) const {
    std::uint64_t sum = 0;
    if (begin >= end) return sum;
    for (std::uint64_t i = begin / 64; i <= (end - 1) / 64; ++i)
        sum += static_cast<std::uint64_t>(std::popcount(m_words[i] & within(i, begin, end)));
    return sum;
}

std::uint64_t ActMarks::firstUnmarked(std::uint64_t begin, std::uint64_t end) const {
    if (begin >= end) return kNone;
    for (std::uint64_t i = begin / 64; i <= (end - 1) / 64; ++i) {
        const std::uint64_t free = ~m_words[i] & within(i, begin, end);
        if (free != 0) return i * 64 + static_cast<std::uint64_t>(std::countr_zero(free));
    }
    return kNone;
}

std::uint64_t ActMarks::highestBelow(std::uint64_t end) const {
    if (end == 0) return kNone;
    const std::uint64_t last = end - 1;
    std::uint64_t index = std::min<std::uint64_t>(last / 64, m_words.size() - 1);
    std::uint64_t word = m_words[index];
    if (index == last / 64 && last % 64 != 63) word &= (std::uint64_t{1} << (last % 64 + 1)) - 1;
    while (word == 0) {
        if (index == 0) return kNone;
        word = m_words[--index];
    }
    return index * 64 + 63 - static_cast<std::uint64_t>(std::countl_zero(word));
}

std::uint64_t ActMarks::lowestFrom(std::uint64_t begin) const {
    std::uint64_t index = begin / 64;
    if (index >= m_words.size()) return kNone;
    std::uint64_t word = m_words[index] >> (begin % 64) << (begin % 64);
    while (word == 0) {
        if (++index == m_words.size()) return kNone;
        word = m_words[index];
    }
    return index * 64 + static_cast<std::uint64_t>(std::countr_zero(word));
}

void ActMarks::buildRanks() {
    m_ranks.resize(m_words.size());
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_ranks[i] = sum;
        sum += static_cast<std::uint64_t>(std::popcount(m_words[i]));
    }
}

bool ActMarks::markChildren(const ActArena& arena, const ActNode& node,
                            const std::function<bool(const ActFault&)>& onFault) {
    if (node.child == 0) return true;
    std::uint64_t at = node.child;
    ActFault fault;
    for (unsigned left = node.isLine ? 1 : node.childCount; left != 0; --left) {
        std::uint64_t end = 0;
        if (!arena.skip(at, node.offset, end, fault)) return onFault(fault);
        mark(at);
        at = end;
    }
    return true;
}

} // namespace spacebench::space
