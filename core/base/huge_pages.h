// SPDX-License-Identifier: Apache-2.0
//
// Asks the system to back a large block with huge pages: the first touch of fresh memory in 4 KiB pages runs
// at 2.5 GB/s, in huge ones ten times as fast. Only a request; fine to ignore, content is not touched.
#pragma once

#include <cstddef>
#include <cstdint>

#include <sys/mman.h>

namespace spacebench::inline base {

inline constexpr std::size_t kHugePageBytes = std::size_t{2} << 20; ///< x86-64

inline void preferHugePages(const void* memory, std::size_t size) {
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (begin + kHugePageBytes - 1) & ~(kHugePageBytes - 1);
    const std::uintptr_t last = (begin + size) & ~(kHugePageBytes - 1);
    if (first >= last) return;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): rounding an address needs the number
    madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
}

} // namespace spacebench::inline base
