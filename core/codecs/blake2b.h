// SPDX-License-Identifier: Apache-2.0
//
// BLAKE2b (RFC 7693) without a key, fed in pieces: the checksum of MTTS and PATHMAP1. Which code does the
// work is measured once, or chosen: blake2b/implementations.h. One object belongs to one thread.
#pragma once

#include <variant>

#include "codecs/blake2b/implementations.h"
#include "codecs/blake2b/kernel_hash.h"
#include "codecs/blake2b/libb2_hash.h"

namespace spacebench::codecs {

using Digest256 = std::array<Byte, 32>;
using Digest512 = std::array<Byte, 64>;

class Blake2b {
  public:
    static constexpr std::size_t kLongestDigest = 64;
    static constexpr std::size_t kBlockBytes = blake2b::kBlockBytes;

    /// `digestBytes` is 1..64. A shorter digest is not a cut longer one: the length is hashed in.
    explicit Blake2b(std::size_t digestBytes) : Blake2b(digestBytes, blake2b::current()) {}
    /// `implementation` is one that find() gave.
    Blake2b(std::size_t digestBytes, const blake2b::Implementation& implementation);

    void update(ByteView bytes);
    /// The digest is in the first `digestBytes`, the rest is zero; the object is used up afterwards.
    [[nodiscard]] std::array<Byte, kLongestDigest> finish();
    /// The first 32 bytes of finish().
    [[nodiscard]] Digest256 finish256();

  private:
    std::size_t m_digestBytes;
    std::variant<blake2b::KernelHash, blake2b::Libb2Hash> m_hash;
};

[[nodiscard]] Digest256 blake2b256(ByteView bytes);
[[nodiscard]] Digest512 blake2b512(ByteView bytes);

} // namespace spacebench::codecs
