// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b/libb2_hash.h"

#include <new>

#include <blake2.h>

namespace spacebench::codecs::blake2b {

namespace {

blake2b_state* stateIn(Byte* storage) {
    return std::launder(reinterpret_cast<blake2b_state*>(storage));
}

} // namespace

Libb2Hash::Libb2Hash(std::size_t digestBytes) : m_digestBytes(digestBytes) {
    static_assert(sizeof(blake2b_state) <= kStateBytes && alignof(blake2b_state) <= 64);
    auto* state = ::new (m_state.data()) blake2b_state;
    static_cast<void>(blake2b_init(state, digestBytes)); // fails for lengths outside 1..64 only
}

void Libb2Hash::update(ByteView bytes) {
    if (!bytes.empty())
        static_cast<void>(blake2b_update(stateIn(m_state.data()), bytes.data(), bytes.size()));
}

std::array<Byte, 64> Libb2Hash::finish() {
    std::array<Byte, 64> digest{};
    static_cast<void>(blake2b_final(stateIn(m_state.data()), digest.data(), m_digestBytes));
    return digest;
}

} // namespace spacebench::codecs::blake2b
