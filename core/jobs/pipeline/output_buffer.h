// SPDX-License-Identifier: Apache-2.0
//
// M1: the buffer that a run serializes or decompresses into, growing by doubling unless room for all was
// asked for at once. Counts how often it had to be moved to a larger one. Not thread-safe.
#pragma once

#include "base/byte_sink.h"

namespace spacebench::jobs::pipeline {

class OutputBuffer final : public ByteSink {
  public:
    explicit OutputBuffer(bool hugePages = false) : m_hugePages(hugePages) {}

    /// The guide's estimate for `atoms`, taken at once: 16 bytes of header, the symbol table, 50 bytes a path
    /// and 4 for its length. LimitExceeded where memory cannot be had.
    [[nodiscard]] Result<void> preallocate(std::uint64_t symbolBytes, std::uint64_t atoms);

    /// `count` bytes more, not initialised; null where memory cannot be had.
    [[nodiscard]] Byte* extend(std::size_t count) {
        if (count > m_capacity - m_size && !grow(count)) return nullptr;
        Byte* const at = m_data.get() + m_size;
        m_size += count;
        return at;
    }
    void truncate(std::size_t size) { m_size = std::min(m_size, size); }

    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override { return m_size; }
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override;

    [[nodiscard]] ByteView view() const { return {m_data.get(), m_size}; }
    [[nodiscard]] std::uint64_t growths() const { return m_growths; }

  private:
    struct Free {
        void operator()(Byte* memory) const { std::free(memory); }
    };
    static constexpr std::size_t kFirstBytes = 4096;

    [[nodiscard]] bool grow(std::size_t count);
    [[nodiscard]] bool moveTo(std::size_t capacity);

    bool m_hugePages;
    std::unique_ptr<Byte[], Free> m_data;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    std::uint64_t m_growths = 0;
};

} // namespace spacebench::jobs::pipeline
