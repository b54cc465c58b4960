// SPDX-License-Identifier: Apache-2.0
//
// Output that is wanted again in a moment, behind something that is only known when all of it is there: in
// memory while it is small, in a spill file beyond. Not thread-safe.
#pragma once

#include <memory>

#include "base/work_context.h"
#include "io/spill_file.h"

namespace spacebench::io {

class SpillingSink final : public ByteSink {
  public:
    /// Holds up to `memoryBytes`; the file goes to `folder` (SpillFile::create).
    SpillingSink(std::string folder, std::uint64_t memoryBytes)
        : m_folder(std::move(folder)), m_memoryBytes(memoryBytes) {}

    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override;
    /// Hands on everything, in order. Cancellable.
    [[nodiscard]] Result<void> copyTo(ByteSink& out, const WorkContext& context);
    [[nodiscard]] bool spilled() const { return m_file != nullptr; }

  private:
    std::string m_folder;
    std::uint64_t m_memoryBytes;
    MemorySink m_memory; ///< all of it, or what waits for the next write to the file
    std::shared_ptr<SpillFile> m_file;
};

} // namespace spacebench::io
