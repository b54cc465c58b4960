// SPDX-License-Identifier: Apache-2.0
//
// BLAKE2b on rows of AVX2. Rotations by whole bytes are one shuffle each; that by 63 takes three
// instructions, two of them in sequence, so a half round is 13 operations long instead of 12.
#define SPACEBENCH_BLAKE2B_TARGET __attribute__((target("avx2")))
#include "codecs/blake2b/row_rounds.h"

namespace spacebench::codecs::blake2b {

namespace {

struct ShuffledRotations {
    SPACEBENCH_BLAKE2B_INLINE static __m256i by32(__m256i row) { return _mm256_shuffle_epi32(row, 0xB1); }
    SPACEBENCH_BLAKE2B_INLINE static __m256i by24(__m256i row) {
        const __m128i lane = _mm_setr_epi8(3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);
        return _mm256_shuffle_epi8(row, _mm256_broadcastsi128_si256(lane));
    }
    SPACEBENCH_BLAKE2B_INLINE static __m256i by16(__m256i row) {
        const __m128i lane = _mm_setr_epi8(2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);
        return _mm256_shuffle_epi8(row, _mm256_broadcastsi128_si256(lane));
    }
    SPACEBENCH_BLAKE2B_INLINE static __m256i by63(__m256i row) {
        return _mm256_or_si256(_mm256_srli_epi64(row, 63), _mm256_add_epi64(row, row));
    }
};

} // namespace

SPACEBENCH_BLAKE2B_TARGET void compressAvx2(State& state, const Byte* blocks, std::size_t count) {
    RowRounds<ShuffledRotations>::compress(state, blocks, count);
}

} // namespace spacebench::codecs::blake2b
