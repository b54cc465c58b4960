// SPDX-License-Identifier: Apache-2.0
//
// The BLAKE2b checksums at the end of MTTS and PATHMAP1 files.
#pragma once

#include <functional>

#include "base/byte_sink.h"
#include "base/work_context.h"
#include "codecs/blake2b.h"
#include "io/byte_source.h"

namespace spacebench::formats {

inline constexpr std::size_t kChecksumBytes = 32;

enum class ChecksumKind {
    Blake2b256,   ///< a digest of 32 bytes, as documented
    Blake2b512Cut ///< the first 32 bytes of a digest of 64, as some writers have it
};

/// Hashes `bytes`, cancellable. 1.4 GB/s.
[[nodiscard]] Result<codecs::Digest256> checksumOf(ByteView bytes, ChecksumKind kind,
                                                   const WorkContext& context);

/// BLAKE2b of a part of a file whose pages are given back on the way.
[[nodiscard]] Result<codecs::Digest256> checksumOfPart(const io::ByteSource& source, std::uint64_t begin,
                                                       std::uint64_t end, ChecksumKind kind,
                                                       const WorkContext& context);

[[nodiscard]] std::string checksumText(ByteView digest); ///< hex

/// Passes everything on and hashes it on the way.
class HashingSink final : public ByteSink {
  public:
    explicit HashingSink(ByteSink& out) : m_out(out), m_hash(kChecksumBytes) {}
    Result<void> write(ByteView bytes) override {
        m_hash.update(bytes); // while the block is in cache
        return m_out.write(bytes);
    }
    std::uint64_t position() const override { return m_out.position(); }
    /// Writes the digest of all that was written, behind it.
    [[nodiscard]] Result<void> writeChecksum() { return m_out.write(m_hash.finish256()); }

  private:
    ByteSink& m_out;
    codecs::Blake2b m_hash;
};

/// Runs both, at the same time where the context has threads. The second one must not report progress.
void runBoth(const WorkContext& context, const std::function<void()>& first,
             const std::function<void()>& second);

} // namespace spacebench::formats
