// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b/kernel_hash.h"

namespace spacebench::codecs::blake2b {

KernelHash::KernelHash(Kernel kernel, std::size_t digestBytes) : m_kernel(kernel) {
    m_state.chain = kInitial;
    // The parameter block of RFC 7693, 2.5: digest length, no key, fanout 1, depth 1.
    m_state.chain[0] ^= 0x01010000U ^ digestBytes;
}

void KernelHash::addToCount(std::size_t bytes) {
    m_state.countLow += bytes;
    if (m_state.countLow < bytes) ++m_state.countHigh;
}

void KernelHash::compress(const Byte* blocks, std::size_t count) {
    while (count != 0) {
        addToCount(kBlockBytes);
        // As many as fit before the low half of the count overflows: all there are, for 18 exabytes.
        const std::uint64_t further = (UINT64_MAX - m_state.countLow) / kBlockBytes;
        const std::size_t now = 1 + static_cast<std::size_t>(std::min<std::uint64_t>(count - 1, further));
        m_kernel(m_state, blocks, now);
        blocks += now * kBlockBytes;
        count -= now;
    }
}

void KernelHash::update(ByteView bytes) {
    if (bytes.empty()) return;
    if (m_pendingBytes != 0) {
        const std::size_t taken = std::min(kBlockBytes - m_pendingBytes, bytes.size());
        std::memcpy(m_pending.data() + m_pendingBytes, bytes.data(), taken);
        m_pendingBytes += taken;
        bytes = bytes.subspan(taken);
        if (bytes.empty()) return;
        compress(m_pending.data(), 1);
        m_pendingBytes = 0;
    }
    const std::size_t whole = (bytes.size() - 1) / kBlockBytes; // at least one byte is kept back
    compress(bytes.data(), whole);
    bytes = bytes.subspan(whole * kBlockBytes);
    std::memcpy(m_pending.data(), bytes.data(), bytes.size());
    m_pendingBytes = bytes.size();
}

std::array<Byte, 64> KernelHash::finish() {
    std::fill(m_pending.begin() + static_cast<std::ptrdiff_t>(m_pendingBytes), m_pending.end(), Byte{0});
    addToCount(m_pendingBytes);
    m_state.last = ~std::uint64_t{0};
    m_kernel(m_state, m_pending.data(), 1);
    std::array<Byte, 64> digest;
    for (std::size_t i = 0; i < 8; ++i) storeU64(digest.data() + 8 * i, m_state.chain[i]);
    return digest;
}

} // namespace spacebench::codecs::blake2b
