// SPDX-License-Identifier: Apache-2.0
//
// BLAKE2b on rows of AVX-512VL: every rotation is one instruction of one cycle, and 32 registers hold the
// whole block. Rows stay 256 bits wide: picking the words with 512-bit permutations closes a vector port and
// was 20 % slower.
#define SPACEBENCH_BLAKE2B_TARGET __attribute__((target("avx2,avx512f,avx512vl")))
#include "codecs/blake2b/row_rounds.h"

namespace spacebench::codecs::blake2b {

namespace {

struct NativeRotations {
    SPACEBENCH_BLAKE2B_INLINE static __m256i by32(__m256i row) { return _mm256_ror_epi64(row, 32); }
    SPACEBENCH_BLAKE2B_INLINE static __m256i by24(__m256i row) { return _mm256_ror_epi64(row, 24); }
    SPACEBENCH_BLAKE2B_INLINE static __m256i by16(__m256i row) { return _mm256_ror_epi64(row, 16); }
    SPACEBENCH_BLAKE2B_INLINE static __m256i by63(__m256i row) { return _mm256_ror_epi64(row, 63); }
};

} // namespace

SPACEBENCH_BLAKE2B_TARGET void compressAvx512(State& state, const Byte* blocks, std::size_t count) {
    RowRounds<NativeRotations>::compress(state, blocks, count);
}

} // namespace spacebench::codecs::blake2b
