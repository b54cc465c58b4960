// SPDX-License-Identifier: Apache-2.0
#include "base/byte_sink.h"

namespace spacebench::inline base {

Result<void> ByteSink::patch(std::uint64_t, ByteView) {
    return Error::unsupported("this output cannot be changed after it was written")
        .advise("Write to a file instead of a pipe");
}

Result<void> MemorySink::write(ByteView bytes) {
    if (!m_buffer.append(bytes)) return ByteBuffer::outOfMemory(m_buffer.size() + bytes.size());
    return {};
}

Result<void> MemorySink::patch(std::uint64_t offset, ByteView bytes) {
    if (offset > m_buffer.size() || bytes.size() > m_buffer.size() - offset)
        return Error::internal("patch outside of what was written").at(offset);
    if (!bytes.empty()) std::memcpy(m_buffer.data() + offset, bytes.data(), bytes.size());
    return {};
}

void MemorySink::expectSize(std::uint64_t bytes) {
    // A hint only: where this much cannot be had, growth on demand decides.
    static_cast<void>(m_buffer.reserve(static_cast<std::size_t>(bytes)));
}

} // namespace spacebench::inline base
