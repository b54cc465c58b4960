// SPDX-License-Identifier: Apache-2.0
//
// Bytes from a descriptor, handed out line by line: how parent and worker read each other's messages.
#pragma once

#include <array>
#include <cerrno>
#include <optional>
#include <string>

#include <unistd.h>

namespace spacebench::jobs::worker {

class LineBuffer {
  public:
    /// Longest message that is read; the longest real ones carry some thousand samples.
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

    /// One read(2); its result, 0 = the end.
    ssize_t readFrom(int descriptor) {
        std::array<char, 64 << 10> piece;
        const ssize_t count = ::read(descriptor, piece.data(), piece.size());
        if (count > 0) m_bytes.append(piece.data(), static_cast<std::size_t>(count));
        return count;
    }
    /// The next whole line, without its end.
    [[nodiscard]] std::optional<std::string> next() {
        const std::size_t end = m_bytes.find('\n', m_searched);
        if (end == std::string::npos) {
            m_searched = m_bytes.size();
            return std::nullopt;
        }
        std::string line = m_bytes.substr(0, end);
        m_bytes.erase(0, end + 1);
        m_searched = 0;
        return line;
    }
    [[nodiscard]] bool tooLong() const { return m_bytes.size() > kMostBytes; }

  private:
    std::string m_bytes;
    std::size_t m_searched = 0; ///< no line ends before here
};

} // namespace spacebench::jobs::worker
