// SPDX-License-Identifier: Apache-2.0
#include "io/spilling_sink.h"

namespace spacebench::io {

namespace {
constexpr std::size_t kBlockBytes = std::size_t{256} << 10; // limits.md: 256 KiB to 1 MiB writes are fastest
}

Result<void> SpillingSink::write(ByteView bytes) {
    SB_CHECK(m_memory.write(bytes));
    if (m_memory.position() <= (m_file == nullptr ? m_memoryBytes : kBlockBytes)) return {};
    if (m_file == nullptr) {
        SB_TRY(file, SpillFile::create(m_folder));
        m_file = std::move(file);
    }
    SB_CHECK(m_file->write(m_memory.view()));
    m_memory.clear();
    return {};
}

std::uint64_t SpillingSink::position() const {
    return (m_file == nullptr ? 0 : m_file->position()) + m_memory.position();
}

Result<void> SpillingSink::copyTo(ByteSink& out, const WorkContext& context) {
    if (m_file != nullptr) {
        ByteBuffer block;
        if (!block.resize(kBlockBytes)) return ByteBuffer::outOfMemory(kBlockBytes);
        for (std::uint64_t at = 0; at < m_file->position(); at += kBlockBytes) {
            SB_CHECK(context.poll());
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, m_file->position() - at));
            SB_CHECK(m_file->readAt(at, {block.data(), count}));
            SB_CHECK(out.write(block.view().first(count)));
        }
    }
    return out.write(m_memory.view());
}

} // namespace spacebench::io
