// SPDX-License-Identifier: Apache-2.0
#include "codecs/zlib/level_choice.h"

#include <array>

#include <libdeflate.h>
#include <zlib.h>

namespace spacebench::codecs::zlib {

namespace {

constexpr std::size_t kSamples = 4;
constexpr std::size_t kSampleBytes = std::size_t{16} << 10;
constexpr std::size_t kWorthChoosing = std::size_t{2} << 20;
/// zlib-ng's level 7 of zlib's is 0.9852 on big_logic, 0.985 on 1M atoms, 0.984 on 10K atoms; the rest is for
/// what a sample can be wrong by.
constexpr double kPathMapOfZlib = 0.980;

using Samples = std::array<ByteView, kSamples>;

/// 0 = failed.
std::size_t sizeByZlib(const Samples& samples) {
    std::size_t total = 0;
    Bytes room(compressBound(kSampleBytes));
    for (const ByteView sample : samples) {
        uLongf size = room.size();
        if (compress2(room.data(), &size, sample.data(), sample.size(), kPathMapLevel) != Z_OK) return 0;
        total += size;
    }
    return total;
}

/// 0 = failed.
std::size_t sizeByLibdeflate(const Samples& samples, int level) {
    libdeflate_compressor* const compressor = libdeflate_alloc_compressor(level);
    if (compressor == nullptr) return 0;
    std::size_t total = 0;
    Bytes room(libdeflate_zlib_compress_bound(compressor, kSampleBytes));
    for (const ByteView sample : samples)
        total += libdeflate_zlib_compress(compressor, sample.data(), sample.size(), room.data(), room.size());
    libdeflate_free_compressor(compressor);
    return total;
}

} // namespace

int levelAsPathMap(ByteView beginning, const WorkContext& context) {
    const ByteView sampled = beginning.first(std::min(beginning.size(), kSampledBytes));
    if (sampled.size() < kWorthChoosing) return kPathMapLevel;
    Samples samples;
    for (std::size_t i = 0; i < kSamples; ++i)
        samples[i] = sampled.subspan((2 * i + 1) * sampled.size() / (2 * kSamples), kSampleBytes);
    constexpr std::array<int, 2> kFaster = {5, 6};
    std::array<std::size_t, 1 + kFaster.size()> sizes{};
    const auto measure = [&](std::size_t which) {
        sizes[which] = which == 0 ? sizeByZlib(samples) : sizeByLibdeflate(samples, kFaster[which - 1]);
    };
    if (context.executor != nullptr) {
        context.executor->parallelFor(sizes.size(), measure);
    } else {
        for (std::size_t i = 0; i < sizes.size(); ++i) measure(i);
    }
    const double most = kPathMapOfZlib * static_cast<double>(sizes[0]);
    for (std::size_t i = 0; i < kFaster.size(); ++i)
        if (sizes[1 + i] != 0 && static_cast<double>(sizes[1 + i]) <= most) return kFaster[i];
    return kPathMapLevel;
}

} // namespace spacebench::codecs::zlib
