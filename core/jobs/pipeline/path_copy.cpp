// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/path_copy.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace spacebench::jobs::pipeline {

namespace {

void copyBytes(Byte* to, ByteView path, const Byte*) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        to[i] = path[i];
        asm volatile("" ::: "memory"); // the compiler would make memcpy of it, which is the other way
    }
}

void copyLibrary(Byte* to, ByteView path, const Byte*) {
    if (!path.empty()) std::memcpy(to, path.data(), path.size());
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) inline void copyStep(Byte* to, const Byte* from) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
}

__attribute__((target("avx2"))) void copyAvx2(Byte* to, ByteView path, const Byte*) {
    std::size_t i = 0;
    for (; i + PathCopier::kStepBytes <= path.size(); i += PathCopier::kStepBytes)
        copyStep(to + i, path.data() + i);
    // Compilers do it from -O2 on; without it all code after this one is twice as slow.
    _mm256_zeroupper();
    if (i != path.size()) std::memcpy(to + i, path.data() + i, path.size() - i);
}

__attribute__((target("avx2"))) void copyAsTheGuide(Byte* to, ByteView path, const Byte* readableEnd) {
    for (std::size_t i = 0; i < path.size(); i += PathCopier::kStepBytes) {
        const Byte* from = path.data() + i;
        const auto readable = static_cast<std::size_t>(readableEnd - from);
        if (readable >= PathCopier::kStepBytes) {
            copyStep(to + i, from);
        } else { // where even the guide's code would leave the memory it was given
            Byte step[PathCopier::kStepBytes] = {};
            std::memcpy(step, from, readable);
            copyStep(to + i, step);
        }
    }
}
#endif

} // namespace

bool canCopy(tuning::PathCopy how) {
    if (how == tuning::PathCopy::Bytes || how == tuning::PathCopy::Library) return true;
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

PathCopier pathCopier(tuning::PathCopy how) {
    switch (how) {
#if defined(__x86_64__)
    case tuning::PathCopy::Avx2:
        return {copyAvx2, false};
    case tuning::PathCopy::GuideAvx2:
        return {copyAsTheGuide, true};
#else
    case tuning::PathCopy::Avx2:
    case tuning::PathCopy::GuideAvx2:
#endif
    case tuning::PathCopy::Library:
        return {copyLibrary, false};
    case tuning::PathCopy::Bytes:
        break;
    }
    return {copyBytes, false};
}

} // namespace spacebench::jobs::pipeline
