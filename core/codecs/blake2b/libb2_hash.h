// SPDX-License-Identifier: Apache-2.0
//
// BLAKE2b by libb2, behind the same steps as our own: for comparison, and for who trusts a library more. Its
// state is kept as bytes, so that its header, full of C names and macros, stays out of ours.
#pragma once

#include <array>

#include "base/bytes.h"

namespace spacebench::codecs::blake2b {

class Libb2Hash {
  public:
    /// `digestBytes` is 1..64.
    explicit Libb2Hash(std::size_t digestBytes);
    void update(ByteView bytes);
    /// The digest is in the first `digestBytes`; the object is used up afterwards.
    [[nodiscard]] std::array<Byte, 64> finish();

  private:
    static constexpr std::size_t kStateBytes = 448; ///< of the library's state, checked when it is built
    std::size_t m_digestBytes;
    alignas(64) std::array<Byte, kStateBytes> m_state;
};

} // namespace spacebench::codecs::blake2b
