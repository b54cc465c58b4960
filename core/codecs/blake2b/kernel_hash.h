// SPDX-License-Identifier: Apache-2.0
//
// A message fed in pieces to one kernel: collects blocks, counts, pads the last one.
#pragma once

#include "codecs/blake2b/kernel.h"

namespace spacebench::codecs::blake2b {

class KernelHash {
  public:
    /// `digestBytes` is 1..64.
    KernelHash(Kernel kernel, std::size_t digestBytes);
    void update(ByteView bytes);
    /// The digest is in the first `digestBytes`, more of the chain after it; the object is used up
    /// afterwards.
    [[nodiscard]] std::array<Byte, 64> finish();

  private:
    void compress(const Byte* blocks, std::size_t count);
    void addToCount(std::size_t bytes);

    Kernel m_kernel;
    State m_state;
    std::array<Byte, kBlockBytes> m_pending{}; ///< the last block is compressed differently: one is kept back
    std::size_t m_pendingBytes = 0;
};

} // namespace spacebench::codecs::blake2b
