// SPDX-License-Identifier: Apache-2.0
//
// A file that appears whole or not at all: written to an unnamed (O_TMPFILE) or hidden temporary in the same
// folder, synced, then renamed onto its name, the folder synced too. Until commit() returns, the old file is
// untouched; destruction without commit leaves nothing. Not thread-safe. Buffered: writes of any size are
// fine.
#pragma once

#include <memory>
#include <string>

#include "base/byte_sink.h"

namespace spacebench::io {

class AtomicFile final : public ByteSink {
  public:
    struct Options {
        bool replaceExisting = false;                     ///< else commit() fails where the name is taken
        std::size_t bufferBytes = std::size_t{256} << 10; ///< limits.md: 256 KiB to 1 MiB writes are fastest
    };
    /// Errors: Io where the folder does not exist, is not writable, or the name is a folder.
    [[nodiscard]] static Result<std::unique_ptr<AtomicFile>> create(const std::string& path, Options options);
    [[nodiscard]] static Result<std::unique_ptr<AtomicFile>> create(const std::string& path);
    ~AtomicFile() override;

    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override;
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override;
    /// Checks free space (Io "no space left" before writing a byte) and preallocates.
    void expectSize(std::uint64_t bytes) override;

    /// Flush, fsync, rename, fsync of the folder.
    [[nodiscard]] Result<void> commit();

  private:
    struct State;
    explicit AtomicFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Standard output (or any open descriptor) as a sink, buffered; flush() at the end.
class DescriptorSink final : public ByteSink {
  public:
    explicit DescriptorSink(int descriptor, std::string name);
    ~DescriptorSink() override;
    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override { return m_position; }
    [[nodiscard]] Result<void> flush();

  private:
    int m_descriptor;
    std::string m_name;
    ByteBuffer m_buffer;
    std::uint64_t m_position = 0;
};

} // namespace spacebench::io
