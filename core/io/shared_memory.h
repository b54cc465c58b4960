// SPDX-License-Identifier: Apache-2.0
//
// Memory that two processes share, in a file without a name: nothing is left of it when the last of them is
// gone, however they ended. Its size is fixed (sealed), so that no process can cut it off under another one.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace spacebench::io {

class SharedMemory {
  public:
    /// `bytes` zeros.
    [[nodiscard]] static Result<std::unique_ptr<SharedMemory>> create(std::size_t bytes);
    /// What path() of another process named. InvalidArgument where it is no such memory, or has less than
    /// `leastBytes`.
    [[nodiscard]] static Result<std::unique_ptr<SharedMemory>> open(const std::string& path,
                                                                    std::size_t leastBytes);
    ~SharedMemory();
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    /// On a page boundary.
    [[nodiscard]] std::span<Byte> bytes() const;
    /// A name under which processes of the same user can open it as long as this object lives. Empty where
    /// this one was opened itself.
    [[nodiscard]] std::string path() const;

  private:
    SharedMemory();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace spacebench::io
