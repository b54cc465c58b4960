// SPDX-License-Identifier: Apache-2.0
//
// Where writers put bytes, in order. Files, memory and pipes implement it (io/); hashing and compressing
// layers wrap it.
#pragma once

#include "base/byte_buffer.h"

namespace spacebench::inline base {

class ByteSink {
  public:
    virtual ~ByteSink() = default;
    ByteSink() = default;
    ByteSink(const ByteSink&) = delete;
    ByteSink& operator=(const ByteSink&) = delete;

    /// Takes all of `bytes` or fails; after a failure the sink is unusable.
    [[nodiscard]] virtual Result<void> write(ByteView bytes) = 0;
    /// Bytes taken so far.
    [[nodiscard]] virtual std::uint64_t position() const = 0;
    /// Replaces bytes written earlier (a count or root offset known only at the end). `offset + bytes` is
    /// within position(). Unsupported on pipes: a caller that needs it asks canPatch() first.
    [[nodiscard]] virtual bool canPatch() const { return false; }
    [[nodiscard]] virtual Result<void> patch(std::uint64_t offset, ByteView bytes);
    /// About how many bytes will come in all: lets a file preallocate. A hint, may be ignored.
    virtual void expectSize(std::uint64_t bytes) { static_cast<void>(bytes); }
};

/// Collects in memory.
class MemorySink final : public ByteSink {
  public:
    Result<void> write(ByteView bytes) override;
    std::uint64_t position() const override { return m_buffer.size(); }
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override;
    void expectSize(std::uint64_t bytes) override;

    [[nodiscard]] ByteView view() const { return m_buffer.view(); }
    [[nodiscard]] ByteBuffer take() { return std::move(m_buffer); }
    void clear() { m_buffer.clear(); }

  private:
    ByteBuffer m_buffer;
};

/// Counts and forgets.
class NullSink final : public ByteSink {
  public:
    Result<void> write(ByteView bytes) override {
        m_position += bytes.size();
        return {};
    }
    std::uint64_t position() const override { return m_position; }
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t, ByteView) override { return {}; }

  private:
    std::uint64_t m_position = 0;
};

} // namespace spacebench::inline base
