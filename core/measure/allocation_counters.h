// SPDX-License-Identifier: Apache-2.0
//
// The counters between malloc_hooks.cpp, which writes them inside malloc, and allocation.cpp, which reads
// them. Nothing here allocates, locks, or needs construction.
//
// Calls and bytes are counted a thread, in slots that only their thread writes (no locked instruction); the
// sum over all slots is the process's. Live memory is one shared atomic: it is freed on other threads.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace spacebench::measure {

struct alignas(64) AllocationSlot {
    std::atomic<std::uint64_t> calls{0};
    std::atomic<std::uint64_t> bytes{0};
};

struct AllocationCounters {
    /// Slots are never given back; threads beyond the last share it, with locked additions.
    static constexpr std::size_t kSlots = 512;

    std::atomic<bool> available{false}; ///< malloc_hooks.cpp is linked in
    std::atomic<bool> counting{false};  ///< a scope is open
    std::atomic<std::size_t> slotsTaken{0};
    alignas(64) std::atomic<std::int64_t> liveBytes{
        0}; ///< since the scope began; below 0 where older memory was freed
    std::atomic<std::int64_t> peakLiveBytes{0};
    std::array<AllocationSlot, kSlots> slots;
};

extern constinit thread_local bool threadStandsAside; ///< this thread is not counted
extern AllocationCounters allocationCounters;

} // namespace spacebench::measure
