// SPDX-License-Identifier: Apache-2.0
#include "codecs/crc32c.h"

#include <array>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace spacebench::codecs {

namespace {

constexpr std::uint32_t kReversedPolynomial = 0x82F63B78U; // RFC 3720, appendix B.4

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? kReversedPolynomial : 0U);
        table[byte] = crc;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kTable = makeTable();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32cSse42(ByteView bytes, std::uint32_t crc) {
    std::uint64_t state = ~crc;
    const Byte* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) state = _mm_crc32_u64(state, loadU64(at));
    auto low = static_cast<std::uint32_t>(state);
    for (; left != 0; --left, ++at) low = _mm_crc32_u8(low, *at);
    return ~low;
}
#endif

} // namespace

std::uint32_t crc32cPortable(ByteView bytes, std::uint32_t crc) {
    std::uint32_t state = ~crc;
    for (const Byte byte : bytes) state = kTable[(state ^ byte) & 0xFFU] ^ (state >> 8);
    return ~state;
}

std::uint32_t crc32c(ByteView bytes, std::uint32_t crc) {
#if defined(__x86_64__)
    static const bool kHaveSse42 = __builtin_cpu_supports("sse4.2") != 0;
    if (kHaveSse42) return crc32cSse42(bytes, crc);
#endif
    return crc32cPortable(bytes, crc);
}

} // namespace spacebench::codecs
