// SPDX-License-Identifier: Apache-2.0
//
// Owner of one open file descriptor. Private to io/: nothing else opens files.
#pragma once

#include <utility>

#include <unistd.h>

namespace spacebench::io {

class FileDescriptor {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
    FileDescriptor(FileDescriptor&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~FileDescriptor() {
        if (valid()) ::close(m_descriptor);
    }

    [[nodiscard]] bool valid() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }

  private:
    int m_descriptor = -1;
};

} // namespace spacebench::io
