// SPDX-License-Identifier: Apache-2.0
//
// BLAKE2b for any x86-64: the oracle that the other kernels are checked against.
#include "codecs/blake2b/scalar_rounds.h"

namespace spacebench::codecs::blake2b {

namespace {
struct Scalar;
}

void compressScalar(State& state, const Byte* blocks, std::size_t count) {
    ScalarRounds<Scalar>::compress(state, blocks, count);
}

} // namespace spacebench::codecs::blake2b
