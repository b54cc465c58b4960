// SPDX-License-Identifier: Apache-2.0
#include "base/byte_buffer.h"

#include <fmt/format.h>

#include <sys/mman.h>

namespace spacebench::inline base {

namespace {

/// From here on a block is aligned to huge pages and asks for them: first touch of fresh memory runs at
/// 23,500 instead of 2,400 MB/s then (limits.md, "Memory and files"). Below, realloc is as good and wastes
/// less.
constexpr std::size_t kHugeFromBytes = std::size_t{8} << 20;
constexpr std::size_t kHugePageBytes = std::size_t{2} << 20;

/// A block on huge-page boundaries, or nullptr.
void* allocateHuge(std::size_t bytes) {
    void* block = nullptr;
    if (posix_memalign(&block, kHugePageBytes, bytes) != 0) return nullptr;
    // Advice: where the system has no huge pages, plain ones do.
    static_cast<void>(madvise(block, bytes, MADV_HUGEPAGE));
    return block;
}

} // namespace

bool ByteBuffer::reserve(std::size_t capacity) {
    if (capacity <= m_capacity) return true;
    if (capacity >= kHugeFromBytes) {
        void* block = allocateHuge(capacity);
        if (block == nullptr) return false;
        if (m_size != 0) std::memcpy(block, m_data.get(), m_size);
        m_data.reset(static_cast<Byte*>(block));
    } else {
        void* grown = std::realloc(m_data.get(), capacity);
        if (grown == nullptr) return false;
        static_cast<void>(m_data.release());
        m_data.reset(static_cast<Byte*>(grown));
    }
    m_capacity = capacity;
    return true;
}

Byte* ByteBuffer::extend(std::size_t count) {
    if (count > SIZE_MAX / 2 - m_size) return nullptr;
    const std::size_t wanted = m_size + count;
    if (wanted > m_capacity) {
        // Untouched memory costs nothing, copies do: double.
        const std::size_t doubled = std::max<std::size_t>({wanted, 2 * m_capacity, 64});
        if (!reserve(doubled) && !reserve(wanted)) return nullptr;
    }
    Byte* at = m_data.get() + m_size;
    m_size = wanted;
    return at;
}

bool ByteBuffer::append(ByteView bytes) {
    if (bytes.empty()) return true;
    Byte* at = extend(bytes.size());
    if (at == nullptr) return false;
    std::memcpy(at, bytes.data(), bytes.size());
    return true;
}

bool ByteBuffer::resize(std::size_t size) {
    if (size <= m_size) {
        m_size = size;
        return true;
    }
    return extend(size - m_size) != nullptr;
}

void ByteBuffer::shrinkToFit() {
    // The untouched end of a huge block was never backed by memory: nothing to give back.
    if (m_size == m_capacity || m_size == 0 || m_capacity >= kHugeFromBytes) return;
    void* shrunk = std::realloc(m_data.get(), m_size);
    if (shrunk == nullptr) return;
    static_cast<void>(m_data.release());
    m_data.reset(static_cast<Byte*>(shrunk));
    m_capacity = m_size;
}

Error ByteBuffer::outOfMemory(std::size_t wanted) {
    return Error::limit("memory cannot be had")
        .expect(fmt::format("{} bytes", wanted))
        .advise("Close other programs, raise the memory limit, or use a streaming conversion");
}

} // namespace spacebench::inline base
