// SPDX-License-Identifier: Apache-2.0
//
// The vector BLAKE2b kernel as templates, compiled once for each instruction set that a .cpp names in
// SPACEBENCH_BLAKE2B_TARGET (AVX2 at least) before it includes this file. The .cpp brings the rotations.
//
// Why it is fast: each row of the 4 x 4 state is one vector, so the four mixes of a half round are one
// sequence of instructions. Between columns and diagonals rows a, c and d move and b stays: b is ready last,
// the others have been ready for long enough to hide the three cycles of a permutation. Words are picked from
// registers by shuffles within 128-bit lanes (two ports) instead of gathers, which are slow where the
// processor works around data sampling; each is added to `a` before `b` is ready, off the critical path.
// Where the limit is: 12 operations in sequence a half round, 288 cycles a block where a rotation is one
// instruction. Measured 338: permutations have one port only and now and then delay the sequence (26.4 cycles
// a round without any words), and handing the chain from block to block costs about 19 cycles.
#pragma once

#include <utility>

#include <immintrin.h>

#include "codecs/blake2b/kernel.h"

#ifndef SPACEBENCH_BLAKE2B_TARGET
#define SPACEBENCH_BLAKE2B_TARGET __attribute__((target("avx2")))
#endif
#define SPACEBENCH_BLAKE2B_INLINE SPACEBENCH_BLAKE2B_TARGET inline __attribute__((always_inline))

namespace spacebench::codecs::blake2b {

/// `Rotate` has static functions by32, by24, by16 and by63: four words to the right.
template <class Rotate>
struct RowRounds {
    using Row = __m256i; ///< four words

    struct Rows {
        Row a, b, c, d;
    };
    /// The block as eight pairs of words, each pair in both 128-bit lanes.
    struct Pairs {
        Row pair[kWords / 2];
    };

    /// Words First and Second, in both lanes.
    template <std::size_t First, std::size_t Second>
    SPACEBENCH_BLAKE2B_INLINE static Row twoWords(const Pairs& words) {
        const Row x = words.pair[First / 2];
        const Row y = words.pair[Second / 2];
        if constexpr (First % 2 == 0 && Second % 2 == 0) {
            return _mm256_unpacklo_epi64(x, y);
        } else if constexpr (First % 2 == 1 && Second % 2 == 1) {
            return _mm256_unpackhi_epi64(x, y);
        } else if constexpr (First % 2 == 0) {
            return _mm256_blend_epi32(x, y, 0xCC);
        } else {
            return _mm256_alignr_epi8(y, x, 8);
        }
    }

    template <std::size_t W0, std::size_t W1, std::size_t W2, std::size_t W3>
    SPACEBENCH_BLAKE2B_INLINE static Row fourWords(const Pairs& words) {
        const Row low = twoWords<W0, W1>(words);
        const Row high = twoWords<W2, W3>(words);
        return _mm256_blend_epi32(low, high, 0xF0);
    }

    SPACEBENCH_BLAKE2B_INLINE static void addWords(Row& a, Row words) {
        a = _mm256_add_epi64(a, words);
        asm("" : "+x"(a)); // the compiler would add b and the words first
    }

    SPACEBENCH_BLAKE2B_INLINE static void mixFirst(Rows& v, Row words) {
        addWords(v.a, words);
        v.a = _mm256_add_epi64(v.a, v.b);
        v.d = Rotate::by32(_mm256_xor_si256(v.d, v.a));
        v.c = _mm256_add_epi64(v.c, v.d);
        v.b = Rotate::by24(_mm256_xor_si256(v.b, v.c));
    }

    SPACEBENCH_BLAKE2B_INLINE static void mixSecond(Rows& v, Row words) {
        addWords(v.a, words);
        v.a = _mm256_add_epi64(v.a, v.b);
        v.d = Rotate::by16(_mm256_xor_si256(v.d, v.a));
        v.c = _mm256_add_epi64(v.c, v.d);
        v.b = Rotate::by63(_mm256_xor_si256(v.b, v.c));
    }

    template <std::size_t Round>
    SPACEBENCH_BLAKE2B_INLINE static void mixRound(Rows& v, const Pairs& words) {
        constexpr const std::size_t(&s)[kWords] = kSchedule[Round % 10];
        mixFirst(v, fourWords<s[0], s[2], s[4], s[6]>(words));
        mixSecond(v, fourWords<s[1], s[3], s[5], s[7]>(words));
        // Lane i keeps b[i], which belongs to diagonal i - 1.
        v.a = _mm256_permute4x64_epi64(v.a, _MM_SHUFFLE(2, 1, 0, 3));
        v.c = _mm256_permute4x64_epi64(v.c, _MM_SHUFFLE(0, 3, 2, 1));
        v.d = _mm256_permute4x64_epi64(v.d, _MM_SHUFFLE(1, 0, 3, 2));
        mixFirst(v, fourWords<s[14], s[8], s[10], s[12]>(words));
        mixSecond(v, fourWords<s[15], s[9], s[11], s[13]>(words));
        v.a = _mm256_permute4x64_epi64(v.a, _MM_SHUFFLE(0, 3, 2, 1));
        v.c = _mm256_permute4x64_epi64(v.c, _MM_SHUFFLE(2, 1, 0, 3));
        v.d = _mm256_permute4x64_epi64(v.d, _MM_SHUFFLE(1, 0, 3, 2));
    }

    template <std::size_t... Round>
    SPACEBENCH_BLAKE2B_INLINE static void mixAll(Rows& v, const Pairs& words, std::index_sequence<Round...>) {
        (mixRound<Round>(v, words), ...);
    }

    SPACEBENCH_BLAKE2B_INLINE static Row loadRow(const std::uint64_t* words) {
        return _mm256_loadu_si256(reinterpret_cast<const Row*>(words));
    }

    SPACEBENCH_BLAKE2B_INLINE static void compress(State& state, const Byte* blocks, std::size_t count) {
        Row low = loadRow(state.chain.data());
        Row high = loadRow(state.chain.data() + 4);
        std::uint64_t counted = state.countLow;
        for (;;) {
            Pairs words;
#pragma GCC unroll 8
            for (std::size_t i = 0; i < kWords / 2; ++i)
                words.pair[i] = _mm256_broadcastsi128_si256(
                    _mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks + 16 * i)));
            const Row count128 =
                _mm256_set_epi64x(0, static_cast<long long>(state.last),
                                  static_cast<long long>(state.countHigh), static_cast<long long>(counted));
            Rows v = {low, high, loadRow(kInitial.data()),
                      _mm256_xor_si256(loadRow(kInitial.data() + 4), count128)};
            mixAll(v, words, std::make_index_sequence<kRounds>());
            low = _mm256_xor_si256(low, _mm256_xor_si256(v.a, v.c));
            high = _mm256_xor_si256(high, _mm256_xor_si256(v.b, v.d));
            if (--count == 0) break;
            blocks += kBlockBytes;
            counted += kBlockBytes;
        }
        state.countLow = counted;
        _mm256_storeu_si256(reinterpret_cast<Row*>(state.chain.data()), low);
        _mm256_storeu_si256(reinterpret_cast<Row*>(state.chain.data() + 4), high);
    }
};

} // namespace spacebench::codecs::blake2b
