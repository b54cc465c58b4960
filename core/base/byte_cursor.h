// SPDX-License-Identifier: Apache-2.0
//
// Checked reads over bytes that are not trusted. Every parser goes through this; a read past the end is an
// Error with the offset, what was being read and how many bytes were left, never undefined behaviour.
#pragma once

#include <bit>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::inline base {

class ByteCursor {
  public:
    /// `origin` is the file offset of bytes[0], so that errors name offsets in the file.
    explicit ByteCursor(ByteView bytes, std::uint64_t origin = 0) : m_bytes(bytes), m_origin(origin) {}

    [[nodiscard]] std::uint64_t offset() const { return m_origin + m_at; }
    [[nodiscard]] std::uint64_t remaining() const { return m_bytes.size() - m_at; }
    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }

    /// The next `count` bytes, or Corrupt. `what` names them in the error.
    [[nodiscard]] Result<ByteView> take(std::uint64_t count, std::string_view what);
    [[nodiscard]] Result<void> skip(std::uint64_t count, std::string_view what);
    [[nodiscard]] Result<std::uint8_t> u8(std::string_view what) { return number<std::uint8_t>(what, false); }
    [[nodiscard]] Result<std::uint16_t> u16(std::string_view what, bool bigEndian = false) {
        return number<std::uint16_t>(what, bigEndian);
    }
    [[nodiscard]] Result<std::uint32_t> u32(std::string_view what, bool bigEndian = false) {
        return number<std::uint32_t>(what, bigEndian);
    }
    [[nodiscard]] Result<std::uint64_t> u64(std::string_view what, bool bigEndian = false) {
        return number<std::uint64_t>(what, bigEndian);
    }

  private:
    template <class T>
    Result<T> number(std::string_view what, bool bigEndian) {
        auto bytes = take(sizeof(T), what);
        if (!bytes.ok()) return std::move(bytes).error();
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            const std::size_t shift = 8 * (bigEndian ? sizeof(T) - 1 - i : i);
            value = static_cast<T>(value | static_cast<T>(T{(*bytes)[i]} << shift));
        }
        return value;
    }

    ByteView m_bytes;
    std::uint64_t m_origin = 0;
    std::size_t m_at = 0;
};

} // namespace spacebench::inline base
