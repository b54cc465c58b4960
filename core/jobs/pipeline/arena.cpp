// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/arena.h"

#include "base/huge_pages.h"

namespace spacebench::jobs::pipeline {

namespace {

std::size_t aligned(std::size_t bytes) {
    return (bytes + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);
}

} // namespace

Arena::Block Arena::make(std::size_t bytes) const {
    const std::size_t alignment = m_hugePages && bytes >= kHugePageBytes ? kHugePageBytes : 64;
    const std::size_t size = (bytes + alignment - 1) / alignment * alignment;
    Block block;
    block.memory.reset(static_cast<Byte*>(std::aligned_alloc(alignment, size)));
    if (block.memory == nullptr) throw std::bad_alloc();
    if (m_hugePages) preferHugePages(block.memory.get(), size);
    block.size = size;
    return block;
}

void* Arena::allocate(std::size_t bytes) {
    bytes = aligned(bytes);
    if (bytes >= kLargeBytes) return allocateLarge(bytes);
    if (m_current == m_blocks.size() || m_used + bytes > m_blocks[m_current].size) {
        if (m_current != m_blocks.size()) ++m_current;
        if (m_current == m_blocks.size())
            m_blocks.push_back(make(m_hugePages ? 2 * kBlockBytes : kBlockBytes));
        m_used = 0;
    }
    Block& block = m_blocks[m_current];
    Byte* const at = block.memory.get() + m_used;
    m_used += bytes;
    if (block.kept) m_reused += bytes;
    return at;
}

void* Arena::allocateLarge(std::size_t bytes) {
    for (Block& block : m_large) {
        if (block.taken || block.size < bytes) continue;
        block.taken = true;
        if (block.kept) m_reused += bytes;
        return block.memory.get();
    }
    m_large.push_back(make(bytes));
    m_large.back().taken = true;
    return m_large.back().memory.get();
}

void Arena::rewind() {
    for (Block& block : m_blocks) block.kept = true;
    for (Block& block : m_large) {
        block.kept = true;
        block.taken = false;
    }
    m_current = 0;
    m_used = 0;
    m_reused = 0;
}

Arena& ArenaPool::arena(unsigned node, unsigned worker) {
    const std::lock_guard lock(m_mutex);
    return m_arenas.try_emplace({node, worker}, m_hugePages).first->second;
}

void ArenaPool::rewind() {
    const std::lock_guard lock(m_mutex);
    for (auto& [key, arena] : m_arenas) arena.rewind();
}

std::uint64_t ArenaPool::reusedBytes() const {
    const std::lock_guard lock(m_mutex);
    std::uint64_t sum = 0;
    for (const auto& [key, arena] : m_arenas) sum += arena.reusedBytes();
    return sum;
}

} // namespace spacebench::jobs::pipeline
