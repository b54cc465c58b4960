// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b/implementations.h"

#include <atomic>

#include "base/clock.h"
#include "codecs/blake2b.h"

namespace spacebench::codecs::blake2b {

namespace {

constexpr std::size_t kCount = 5;

const std::array<Implementation, kCount>& table() {
    static const std::array<Implementation, kCount> kTable = {{
        {"scalar", "plain code for any x86-64", compressScalar, true},
        {"bmi2", "plain code with three-operand rotations", compressBmi2,
         __builtin_cpu_supports("bmi2") != 0},
        {"avx2", "rows as vectors, rotations by shuffles", compressAvx2, __builtin_cpu_supports("avx2") != 0},
        {"avx512", "rows as vectors, native rotations", compressAvx512,
         __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0},
        {"libb2", "the reference library, with its own choice of code", nullptr, true},
    }};
    return kTable;
}

struct Measurement {
    std::array<double, kCount> bytesPerSecond{}; ///< 0 = not usable
    std::size_t fastest = 0;
};

/// The least of several turns: whatever disturbs a turn only ever makes it slower. The first turn also wakes
/// the vector units.
Measurement measure() {
    static constexpr std::size_t kMessageBytes = 2048;
    static constexpr int kTurns = 10;
    const std::array<Byte, kMessageBytes> message{};
    std::array<std::uint64_t, kCount> least{};
    least.fill(UINT64_MAX);
    const SteadyClock clock;
    for (int turn = 0; turn < kTurns; ++turn) {
        for (std::size_t i = 0; i < kCount; ++i) {
            if (!table()[i].usable) continue;
            const std::uint64_t begin = clock.nowNs();
            Blake2b hash(32, table()[i]);
            hash.update(message);
            const auto digest = hash.finish();
            asm volatile("" : : "r"(digest.data()) : "memory"); // the digest counts as used
            least[i] = std::min(least[i], std::max<std::uint64_t>(1, clock.nowNs() - begin));
        }
    }
    Measurement result;
    for (std::size_t i = 0; i < kCount; ++i) {
        if (!table()[i].usable) continue;
        result.bytesPerSecond[i] = static_cast<double>(kMessageBytes) * 1e9 / static_cast<double>(least[i]);
        if (least[i] < least[result.fastest]) result.fastest = i;
    }
    return result;
}

const Measurement& measurement() {
    static const Measurement kMeasurement = measure();
    return kMeasurement;
}

std::atomic<const Implementation*> chosen{nullptr};

} // namespace

std::span<const Implementation> implementations() {
    return table();
}

const Implementation* find(std::string_view id) {
    for (const Implementation& one : table())
        if (one.id == id) return one.usable ? &one : nullptr;
    return nullptr;
}

const Implementation& current() {
    const Implementation* implementation = chosen.load(std::memory_order_relaxed);
    return implementation != nullptr ? *implementation : table()[measurement().fastest];
}

void setDefault(const Implementation* implementation) {
    chosen.store(implementation, std::memory_order_relaxed);
}

std::optional<double> bytesPerSecond(const Implementation& implementation) {
    for (std::size_t i = 0; i < kCount; ++i)
        if (table()[i].id == implementation.id && table()[i].usable) return measurement().bytesPerSecond[i];
    return std::nullopt;
}

} // namespace spacebench::codecs::blake2b
