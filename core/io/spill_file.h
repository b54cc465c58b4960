// SPDX-License-Identifier: Apache-2.0
//
// A file without a name for what does not fit into a memory budget: gone with the process, however that ends.
// Written at its end, read anywhere, parts that are done with given back. One thread writes; readAt() may be
// called by any thread for bytes that were written through.
#pragma once

#include <memory>
#include <string>

#include "base/byte_sink.h"

namespace spacebench::io {

/// Where to spill beside a file that will be written to `outputFolder` (empty = there is none): $TMPDIR where
/// it is set, else that folder, else /var/tmp, else /tmp; but a folder whose files lie in memory only where
/// $TMPDIR names it or there is no other.
[[nodiscard]] std::string spillFolderFor(const std::string& outputFolder);

class SpillFile final : public ByteSink {
  public:
    /// `folder` empty = spillFolderFor(""). Errors: Io, with advice, where no file can be made there.
    [[nodiscard]] static Result<std::shared_ptr<SpillFile>> create(const std::string& folder);
    ~SpillFile() override;

    /// Straight through: callers bring blocks. Io with advice where the disk is full; after a failure every
    /// later call repeats it.
    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override { return m_size; }
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override;

    /// Fills `out` with the bytes from `offset` on, all of which were written.
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<Byte> out) const;
    /// The bytes from `begin` to `end` are not needed any more: gives their disk space back where that is
    /// possible.
    void discard(std::uint64_t begin, std::uint64_t end);

    [[nodiscard]] const std::string& folder() const { return m_folder; }
    /// A name under which this process can open the file.
    [[nodiscard]] std::string path() const;
    /// Most bytes that it ever took on the disk.
    [[nodiscard]] std::uint64_t peakBytes() const { return m_peak; }

  private:
    SpillFile(int descriptor, std::string folder) : m_descriptor(descriptor), m_folder(std::move(folder)) {}
    Error failed(Error error);

    int m_descriptor;
    std::string m_folder;
    std::uint64_t m_size = 0;
    std::uint64_t m_discarded = 0;
    std::uint64_t m_peak = 0;
    std::optional<Error> m_failure;
};

} // namespace spacebench::io
