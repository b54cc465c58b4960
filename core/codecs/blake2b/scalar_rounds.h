// SPDX-License-Identifier: Apache-2.0
//
// The scalar BLAKE2b kernel as templates, compiled once for each instruction set that a .cpp names in
// SPACEBENCH_BLAKE2B_TARGET before it includes this file.
//
// Why it is fast: four independent mixes advance in step, one operation of each after the other, so that the
// core always finds work while a rotation is under way; every message word is a load at a fixed address; and
// a word is added to `a` before `b` is ready, which takes that addition off the critical path.
// Where the limit is: 24 operations follow one another in each of the 12 rounds, so 288 cycles a block at
// best (1.6 GB/s at 3.6 GHz). 16 words of state do not fit into 15 registers beside the pointers: the moves
// to and from the stack fill the ports, and a round takes 34 to 36 cycles instead of 24.
#pragma once

#include <bit>
#include <utility>

#include "codecs/blake2b/kernel.h"

#ifndef SPACEBENCH_BLAKE2B_TARGET
#define SPACEBENCH_BLAKE2B_TARGET
#endif
#define SPACEBENCH_BLAKE2B_INLINE SPACEBENCH_BLAKE2B_TARGET inline __attribute__((always_inline))

namespace spacebench::codecs::blake2b {

/// `Unit` is a type of the including file alone: each gets functions of its own.
template <class Unit>
struct ScalarRounds {
    using Words = std::uint64_t[kWords];

    /// Half of four mixes: columns (Shift 0) or diagonals (Shift 1); Step 0 or 1 is the word of each pair.
    template <std::size_t Round, std::size_t Shift, std::size_t Step>
    SPACEBENCH_BLAKE2B_INLINE static void mixHalf(Words& v, const Byte* block) {
        constexpr const std::size_t(&order)[kWords] = kSchedule[Round % 10];
        constexpr int kFirst = Step == 0 ? 32 : 16;
        constexpr int kSecond = Step == 0 ? 24 : 63;
        const auto b = [](std::size_t i) { return 4 + (i + Shift) % 4; };
        const auto c = [](std::size_t i) { return 8 + (i + 2 * Shift) % 4; };
        const auto d = [](std::size_t i) { return 12 + (i + 3 * Shift) % 4; };
#pragma GCC unroll 4
        for (std::size_t i = 0; i < 4; ++i) {
            v[i] += loadU64(block + 8 * order[8 * Shift + 2 * i + Step]);
            asm("" : "+r"(v[i])); // the compiler would add b and the word first
        }
#pragma GCC unroll 4
        for (std::size_t i = 0; i < 4; ++i) v[i] += v[b(i)];
#pragma GCC unroll 4
        for (std::size_t i = 0; i < 4; ++i) v[d(i)] = std::rotr(v[d(i)] ^ v[i], kFirst);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < 4; ++i) v[c(i)] += v[d(i)];
#pragma GCC unroll 4
        for (std::size_t i = 0; i < 4; ++i) v[b(i)] = std::rotr(v[b(i)] ^ v[c(i)], kSecond);
    }

    template <std::size_t Round>
    SPACEBENCH_BLAKE2B_INLINE static void mixRound(Words& v, const Byte* block) {
        mixHalf<Round, 0, 0>(v, block);
        mixHalf<Round, 0, 1>(v, block);
        mixHalf<Round, 1, 0>(v, block);
        mixHalf<Round, 1, 1>(v, block);
    }

    template <std::size_t... Round>
    SPACEBENCH_BLAKE2B_INLINE static void mixAll(Words& v, const Byte* block, std::index_sequence<Round...>) {
        (mixRound<Round>(v, block), ...);
    }

    SPACEBENCH_BLAKE2B_INLINE static void compress(State& state, const Byte* blocks, std::size_t count) {
        for (;;) {
            Words v;
            for (std::size_t i = 0; i < 8; ++i) {
                v[i] = state.chain[i];
                v[i + 8] = kInitial[i];
            }
            v[12] ^= state.countLow;
            v[13] ^= state.countHigh;
            v[14] ^= state.last;
            mixAll(v, blocks, std::make_index_sequence<kRounds>());
            for (std::size_t i = 0; i < 8; ++i) state.chain[i] ^= v[i] ^ v[i + 8];
            if (--count == 0) return;
            blocks += kBlockBytes;
            state.countLow += kBlockBytes;
        }
    }
};

} // namespace spacebench::codecs::blake2b
