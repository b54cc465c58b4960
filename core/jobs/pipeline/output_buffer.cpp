// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/output_buffer.h"

#include "base/huge_pages.h"

namespace spacebench::jobs::pipeline {

namespace {

// The guide's size estimate (claims.md, M1).
constexpr std::uint64_t kEstimatedHeader = 16;
constexpr std::uint64_t kEstimatedFrame = 54;

} // namespace

Result<void> OutputBuffer::preallocate(std::uint64_t symbolBytes, std::uint64_t atoms) {
    const std::uint64_t wanted = kEstimatedHeader + symbolBytes + kEstimatedFrame * atoms;
    if (wanted > m_capacity && !moveTo(wanted)) return ByteBuffer::outOfMemory(wanted);
    return {};
}

bool OutputBuffer::grow(std::size_t count) {
    if (count > SIZE_MAX / 2 - m_size) return false;
    if (m_capacity != 0) ++m_growths;
    return moveTo(std::max({m_size + count, 2 * m_capacity, kFirstBytes}));
}

bool OutputBuffer::moveTo(std::size_t capacity) {
    void* const moved = std::realloc(m_data.get(), capacity);
    if (moved == nullptr) return false;
    static_cast<void>(m_data.release());
    m_data.reset(static_cast<Byte*>(moved));
    m_capacity = capacity;
    if (m_hugePages) preferHugePages(moved, capacity);
    return true;
}

Result<void> OutputBuffer::write(ByteView bytes) {
    if (bytes.empty()) return {};
    Byte* const at = extend(bytes.size());
    if (at == nullptr) return ByteBuffer::outOfMemory(m_size + bytes.size());
    std::memcpy(at, bytes.data(), bytes.size());
    return {};
}

Result<void> OutputBuffer::patch(std::uint64_t offset, ByteView bytes) {
    if (offset > m_size || bytes.size() > m_size - offset)
        return Error::internal("a patch passes the end of the output");
    std::memcpy(m_data.get() + offset, bytes.data(), bytes.size());
    return {};
}

} // namespace spacebench::jobs::pipeline
