// SPDX-License-Identifier: Apache-2.0
#include "base/byte_buffer.h"

#include <fmt/format.h>

namespace spacebench::inline base {

bool ByteBuffer::reserve(std::size_t capacity) {
    if (capacity <= m_capacity) return true;
    void* grown = std::realloc(m_data.get(), capacity);
    if (grown == nullptr) return false;
    static_cast<void>(m_data.release());
    m_data.reset(static_cast<Byte*>(grown));
    m_capacity = capacity;
    return true;
}

Byte* ByteBuffer::extend(std::size_t count) {
    if (count > SIZE_MAX - m_size) return nullptr;
    const std::size_t wanted = m_size + count;
    if (wanted > m_capacity) {
        const std::size_t geometric = std::max<std::size_t>(wanted, m_capacity + m_capacity / 2);
        if (!reserve(std::max<std::size_t>(geometric, 64)) && !reserve(wanted)) return nullptr;
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
    if (m_size == m_capacity || m_size == 0) return;
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
