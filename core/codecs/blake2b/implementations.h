// SPDX-License-Identifier: Apache-2.0
//
// The implementations of BLAKE2b in this program, and which one new hashes use. None is fastest everywhere
// (vectors lose on some processors, scalar code on others), so the first hash measures those that run here:
// 2 KiB each, a few times in turn, about 0.1 ms in all. Any thread; all give the same digests.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "codecs/blake2b/kernel.h"

namespace spacebench::codecs::blake2b {

struct Implementation {
    std::string_view id; ///< "scalar", "bmi2", "avx2", "avx512", "libb2"
    std::string_view summary;
    Kernel kernel = nullptr; ///< nullptr: the library hashes whole messages by itself
    bool usable = false;     ///< the processor has the instructions
};

/// All there are, usable or not; the first is the oracle of the others and runs everywhere.
[[nodiscard]] std::span<const Implementation> implementations();

/// nullptr where there is no such implementation, or where this processor lacks its instructions.
[[nodiscard]] const Implementation* find(std::string_view id);

/// What a hash uses that is told nothing else: what setDefault() chose, else the fastest.
[[nodiscard]] const Implementation& current();

/// For hashes that start from now on. nullptr: the fastest again. Only what find() gave.
void setDefault(const Implementation* implementation);

/// Of the measurement that chooses the fastest, made now if it was not made before. Nothing for what cannot
/// be used. A rough figure, good for ordering: benchmarks measure for longer.
[[nodiscard]] std::optional<double> bytesPerSecond(const Implementation& implementation);

} // namespace spacebench::codecs::blake2b
