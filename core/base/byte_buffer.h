// SPDX-License-Identifier: Apache-2.0
//
// Growable byte storage without zero-filling: the staging memory of readers and writers.
// Growth is geometric through realloc, which glibc does for large blocks by remapping pages instead of
// copying. Move-only value; not thread-safe. Memory that cannot be had is reported as false or LimitExceeded,
// never thrown.
#pragma once

#include <cstdlib>
#include <memory>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::inline base {

class ByteBuffer {
  public:
    ByteBuffer() = default;
    ByteBuffer(ByteBuffer&& other) noexcept
        : m_data(std::move(other.m_data)), m_size(std::exchange(other.m_size, 0)),
          m_capacity(std::exchange(other.m_capacity, 0)) {}
    ByteBuffer& operator=(ByteBuffer&& other) noexcept {
        m_data = std::move(other.m_data);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, 0);
        return *this;
    }

    [[nodiscard]] Byte* data() { return m_data.get(); }
    [[nodiscard]] const Byte* data() const { return m_data.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteView view() const { return {m_data.get(), m_size}; }
    operator ByteView() const { return view(); }

    /// Room for `capacity` bytes in all. False where memory cannot be had; the content stays.
    [[nodiscard]] bool reserve(std::size_t capacity);
    /// Appends `count` uninitialised bytes and returns where they start; nullptr where memory cannot be had.
    [[nodiscard]] Byte* extend(std::size_t count);
    [[nodiscard]] bool append(ByteView bytes);
    /// Sets the size; new bytes are uninitialised. False where memory cannot be had.
    [[nodiscard]] bool resize(std::size_t size);
    void truncate(std::size_t size) { m_size = std::min(m_size, size); }
    void clear() { m_size = 0; }
    void shrinkToFit();

    /// The error to return where reserve, extend, append or resize said no.
    [[nodiscard]] static Error outOfMemory(std::size_t wanted);

  private:
    struct Free {
        void operator()(Byte* memory) const { std::free(memory); }
    };
    std::unique_ptr<Byte[], Free> m_data;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace spacebench::inline base
