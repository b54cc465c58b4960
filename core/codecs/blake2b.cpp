// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b.h"

#include <bit>
#include <utility>

namespace spacebench::codecs {

namespace {

// RFC 7693, 2.6: the fractional parts of the square roots of the first eight primes.
constexpr std::array<std::uint64_t, 8> kInitial = {
    0x6A09E667F3BCC908U, 0xBB67AE8584CAA73BU, 0x3C6EF372FE94F82BU, 0xA54FF53A5F1D36F1U,
    0x510E527FADE682D1U, 0x9B05688C2B3E6C1FU, 0x1F83D9ABFB41BD6BU, 0x5BE0CD19137E2179U};

// RFC 7693, 2.7: the order of message words in each round; rounds 10 and 11 repeat 0 and 1.
constexpr std::size_t kSchedule[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                           {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                           {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                           {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                           {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                           {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                           {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                           {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                           {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                           {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

constexpr std::size_t kRounds = 12;

#define SPACEBENCH_INLINE inline __attribute__((always_inline))

SPACEBENCH_INLINE void mix(std::uint64_t& a, std::uint64_t& b, std::uint64_t& c, std::uint64_t& d,
                           std::uint64_t x, std::uint64_t y) {
    a += b + x;
    d = std::rotr(d ^ a, 32);
    c += d;
    b = std::rotr(b ^ c, 24);
    a += b + y;
    d = std::rotr(d ^ a, 16);
    c += d;
    b = std::rotr(b ^ c, 63);
}

// One round with its schedule known to the compiler, so that every message word is a fixed load.
template <std::size_t Round>
SPACEBENCH_INLINE void mixRound(std::uint64_t (&v)[16], const Byte* block) {
    constexpr const std::size_t(&s)[16] = kSchedule[Round % 10];
    const auto word = [block](std::size_t index) { return loadU64(block + 8 * index); };
    mix(v[0], v[4], v[8], v[12], word(s[0]), word(s[1]));
    mix(v[1], v[5], v[9], v[13], word(s[2]), word(s[3]));
    mix(v[2], v[6], v[10], v[14], word(s[4]), word(s[5]));
    mix(v[3], v[7], v[11], v[15], word(s[6]), word(s[7]));
    mix(v[0], v[5], v[10], v[15], word(s[8]), word(s[9]));
    mix(v[1], v[6], v[11], v[12], word(s[10]), word(s[11]));
    mix(v[2], v[7], v[8], v[13], word(s[12]), word(s[13]));
    mix(v[3], v[4], v[9], v[14], word(s[14]), word(s[15]));
}

template <std::size_t... Round>
SPACEBENCH_INLINE void mixAll(std::uint64_t (&v)[16], const Byte* block, std::index_sequence<Round...>) {
    (mixRound<Round>(v, block), ...);
}

} // namespace

Blake2b::Blake2b(std::size_t digestBytes) : m_state(kInitial) {
    // The parameter block of RFC 7693, 2.5: digest length, no key, fanout 1, depth 1.
    m_state[0] ^= 0x01010000U ^ digestBytes;
}

void Blake2b::compressBlock(const Byte* block, bool last) {
    std::uint64_t v[16];
    for (std::size_t i = 0; i < 8; ++i) {
        v[i] = m_state[i];
        v[i + 8] = kInitial[i];
    }
    v[12] ^= m_hashedLow;
    v[13] ^= m_hashedHigh;
    if (last) v[14] = ~v[14];
    mixAll(v, block, std::make_index_sequence<kRounds>());
    for (std::size_t i = 0; i < 8; ++i) m_state[i] ^= v[i] ^ v[i + 8];
}

void Blake2b::compressBlocks(const Byte* blocks, std::size_t count) {
    for (; count != 0; --count, blocks += kBlockBytes) {
        m_hashedLow += kBlockBytes;
        if (m_hashedLow < kBlockBytes) ++m_hashedHigh;
        compressBlock(blocks, false);
    }
}

void Blake2b::update(ByteView bytes) {
    if (bytes.empty()) return;
    if (m_pendingBytes != 0) {
        const std::size_t taken = std::min(kBlockBytes - m_pendingBytes, bytes.size());
        std::memcpy(m_pending.data() + m_pendingBytes, bytes.data(), taken);
        m_pendingBytes += taken;
        bytes = bytes.subspan(taken);
        if (bytes.empty()) return;
        compressBlocks(m_pending.data(), 1);
        m_pendingBytes = 0;
    }
    const std::size_t whole = (bytes.size() - 1) / kBlockBytes; // at least one byte is kept back
    compressBlocks(bytes.data(), whole);
    bytes = bytes.subspan(whole * kBlockBytes);
    std::memcpy(m_pending.data(), bytes.data(), bytes.size());
    m_pendingBytes = bytes.size();
}

std::array<Byte, Blake2b::kLongestDigest> Blake2b::finish() {
    std::fill(m_pending.begin() + static_cast<std::ptrdiff_t>(m_pendingBytes), m_pending.end(), Byte{0});
    m_hashedLow += m_pendingBytes;
    if (m_hashedLow < m_pendingBytes) ++m_hashedHigh;
    compressBlock(m_pending.data(), true);
    std::array<Byte, kLongestDigest> digest;
    for (std::size_t i = 0; i < 8; ++i) storeU64(digest.data() + 8 * i, m_state[i]);
    return digest;
}

Digest256 blake2b256(ByteView bytes) {
    Blake2b hash(32);
    hash.update(bytes);
    const auto digest = hash.finish();
    Digest256 cut;
    std::copy_n(digest.begin(), cut.size(), cut.begin());
    return cut;
}

Digest512 blake2b512(ByteView bytes) {
    Blake2b hash(64);
    hash.update(bytes);
    return hash.finish();
}

} // namespace spacebench::codecs
