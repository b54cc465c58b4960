// SPDX-License-Identifier: Apache-2.0
//
// How much a piece of work allocates: calls, bytes, and the high-water mark of live memory, over all threads
// and all libraries of the process.
//
// The counting is done by malloc_hooks.cpp, which replaces malloc and its kin in programs that link the
// CMake target `spacebench_malloc_hooks`. Programs without it, and sanitizer builds, say "not measurable
// here" (nullopt), never zero. While nothing is counted, a hooked call costs one relaxed load more.
//
// Counts are process-wide, so they belong to one job only in the Timed lane, where nothing else runs.
#pragma once

#include <cstdint>
#include <optional>

namespace spacebench::measure {

struct AllocationCounts {
    std::uint64_t calls = 0; ///< malloc, calloc, realloc, memalign, ... that handed out memory
    std::uint64_t bytes = 0; ///< asked for; realloc adds its growth only
    std::uint64_t peakBytes =
        0; ///< most live at once above what was live at the start, as the allocator rounds
};

/// This program counts allocations.
[[nodiscard]] bool allocationCountingAvailable();

/// What the calling thread allocates from now on is not counted: for a thread that does other work beside the
/// measured job, as the window's own thread does.
void standAside();

/// Counts from construction to finish(). One at a time in the process: a second one that is open at the same
/// time measures nothing (nullopt). Not thread-safe itself; what other threads allocate is counted.
class AllocationScope {
  public:
    AllocationScope();
    ~AllocationScope();
    AllocationScope(const AllocationScope&) = delete;
    AllocationScope& operator=(const AllocationScope&) = delete;

    /// Stops counting; nullopt = not measurable here. Later calls give the same.
    [[nodiscard]] std::optional<AllocationCounts> finish();

  private:
    bool m_counting = false;
    AllocationCounts m_start;
    std::optional<AllocationCounts> m_result;
};

} // namespace spacebench::measure
