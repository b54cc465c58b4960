// SPDX-License-Identifier: Apache-2.0
//
// A file that appears whole or not at all: written to an unnamed (O_TMPFILE) or hidden temporary in the same
// folder, synced, then renamed onto its name, the folder synced too. Until commit() returns, the old file is
// untouched; destruction without commit leaves nothing. Not thread-safe. Buffered: writes of any size are
// fine.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/byte_sink.h"

namespace spacebench::io {

class AtomicFile final : public ByteSink {
  public:
    struct Options {
        bool replaceExisting = false; ///< else commit() fails where the name is taken
        bool hiddenName = false;      ///< a named temporary even where unnamed ones (O_TMPFILE) are possible
        /// For measuring what writing costs: gone with this object, however the process ends. What has the
        /// name `path` does not matter; commit() fails.
        bool neverCommitted = false;
        std::size_t bufferBytes = std::size_t{256} << 10; ///< limits.md: 256 KiB to 1 MiB writes are fastest
    };
    /// Symbolic links are followed. A new file gets the umask's permissions, a replaced one keeps its own.
    /// Errors: Io where the folder does not exist, is not writable, the name is a folder or a device, or is
    /// taken and replaceExisting is not set.
    [[nodiscard]] static Result<std::unique_ptr<AtomicFile>> create(const std::string& path, Options options);
    [[nodiscard]] static Result<std::unique_ptr<AtomicFile>> create(const std::string& path);
    ~AtomicFile() override;

    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override;
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override;
    /// Preallocates, and checks free space: where it does not suffice, the next write() fails with Io "no
    /// space left" before a byte is written.
    void expectSize(std::uint64_t bytes) override;

    /// Flushes, and gives a name under which this process can open what was written so far, to check it
    /// before it is committed. Valid until the next write, commit() or destruction.
    [[nodiscard]] Result<std::string> readBackPath();

    /// Flush and fsync: what was written is on the disk, but has no name yet.
    [[nodiscard]] Result<void> sync();
    /// sync(), rename, fsync of the folder.
    [[nodiscard]] Result<void> commit();

  private:
    struct State;
    explicit AtomicFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Standard output (or any open descriptor) as a sink, buffered; flush() at the end, or what is buffered is
/// lost. A closed pipe is an Io error with EPIPE's words, never a signal. The descriptor stays open.
class DescriptorSink final : public ByteSink {
  public:
    explicit DescriptorSink(int descriptor, std::string name);
    ~DescriptorSink() override;
    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override { return m_position; }
    [[nodiscard]] Result<void> flush();

  private:
    Result<void> writeThrough(ByteView bytes);

    int m_descriptor;
    std::string m_name;
    ByteBuffer m_buffer;
    std::uint64_t m_position = 0;
    std::optional<Error> m_failure; ///< the first one; every later call returns it
};

} // namespace spacebench::io
