// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "io/atomic_file.h"
#include "io/write_all.h"

namespace spacebench::io {

namespace {
constexpr std::size_t kBufferBytes = std::size_t{256} << 10; ///< limits.md: 256 KiB writes are fast
} // namespace

DescriptorSink::DescriptorSink(int descriptor, std::string name)
    : m_descriptor(descriptor), m_name(std::move(name)) {}

/// What was not flushed is dropped: nobody could be told that it failed.
DescriptorSink::~DescriptorSink() = default;

Result<void> DescriptorSink::write(ByteView bytes) {
    if (m_failure) return *m_failure;
    if (m_buffer.size() + bytes.size() > kBufferBytes) SB_CHECK(flush());
    if (bytes.size() >= kBufferBytes) {
        SB_CHECK(writeThrough(bytes));
    } else if (!m_buffer.append(bytes)) {
        m_failure = ByteBuffer::outOfMemory(bytes.size()).in(m_name);
        return *m_failure;
    }
    m_position += bytes.size();
    return {};
}

Result<void> DescriptorSink::flush() {
    if (m_failure) return *m_failure;
    if (m_buffer.empty()) return {};
    SB_CHECK(writeThrough(m_buffer.view()));
    m_buffer.clear();
    return {};
}

Result<void> DescriptorSink::writeThrough(ByteView bytes) {
    auto written = writeAll(m_descriptor, bytes);
    if (written.ok()) return {};
    m_failure = std::move(written).error().in(m_name);
    return *m_failure;
}

} // namespace spacebench::io
