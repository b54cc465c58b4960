// SPDX-License-Identifier: Apache-2.0
//
// What every BLAKE2b kernel shares: the state it works on, and the constants of RFC 7693. A kernel compresses
// whole blocks of one message; which ones there are is in implementations.h.
#pragma once

#include <array>

#include "base/bytes.h"

namespace spacebench::codecs::blake2b {

inline constexpr std::size_t kBlockBytes = 128;
inline constexpr std::size_t kWords = 16; ///< of a block
inline constexpr std::size_t kRounds = 12;

struct State {
    std::array<std::uint64_t, 8> chain{};
    std::uint64_t countLow = 0; ///< bytes hashed, 128 bits, up to and including the block in work
    std::uint64_t countHigh = 0;
    std::uint64_t last = 0; ///< all ones while the last block is compressed
};

/// Compresses `count` >= 1 blocks. On entry the state's count includes the first of them; the kernel adds
/// kBlockBytes for each further one, and the caller sees to it that countLow does not overflow on the way.
using Kernel = void (*)(State& state, const Byte* blocks, std::size_t count);

void compressScalar(State& state, const Byte* blocks, std::size_t count);
void compressBmi2(State& state, const Byte* blocks, std::size_t count);   ///< needs BMI2
void compressAvx2(State& state, const Byte* blocks, std::size_t count);   ///< needs AVX2
void compressAvx512(State& state, const Byte* blocks, std::size_t count); ///< needs AVX-512F and VL

// RFC 7693, 2.6: the fractional parts of the square roots of the first eight primes.
inline constexpr std::array<std::uint64_t, 8> kInitial = {
    0x6A09E667F3BCC908U, 0xBB67AE8584CAA73BU, 0x3C6EF372FE94F82BU, 0xA54FF53A5F1D36F1U,
    0x510E527FADE682D1U, 0x9B05688C2B3E6C1FU, 0x1F83D9ABFB41BD6BU, 0x5BE0CD19137E2179U};

// RFC 7693, 2.7: the order of message words in each round; rounds 10 and 11 repeat 0 and 1. Words 2i and
// 2i + 1 of a row go to column i, words 8 + 2i and 9 + 2i to diagonal i.
inline constexpr std::size_t kSchedule[10][kWords] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                                      {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                                      {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                                      {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                                      {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                                      {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                                      {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                                      {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                                      {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                                      {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

} // namespace spacebench::codecs::blake2b
