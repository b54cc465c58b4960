// SPDX-License-Identifier: Apache-2.0
#include "measure/allocation.h"

#include <algorithm>

#include "measure/allocation_counters.h"

namespace spacebench::measure {

constinit AllocationCounters allocationCounters;
constinit thread_local bool threadStandsAside = false;

void standAside() {
    threadStandsAside = true;
}

namespace {

std::atomic<bool> scopeOpen{false};

AllocationCounts sumOfSlots() {
    AllocationCounts sum;
    const std::size_t taken =
        std::min(allocationCounters.slotsTaken.load(std::memory_order_acquire), AllocationCounters::kSlots);
    for (std::size_t i = 0; i < taken; ++i) {
        sum.calls += allocationCounters.slots[i].calls.load(std::memory_order_relaxed);
        sum.bytes += allocationCounters.slots[i].bytes.load(std::memory_order_relaxed);
    }
    return sum;
}

} // namespace

bool allocationCountingAvailable() {
    return allocationCounters.available.load(std::memory_order_relaxed);
}

AllocationScope::AllocationScope() {
    if (!allocationCountingAvailable()) return;
    if (scopeOpen.exchange(true, std::memory_order_acq_rel)) return;
    m_counting = true;
    m_start = sumOfSlots();
    allocationCounters.liveBytes.store(0, std::memory_order_relaxed);
    allocationCounters.peakLiveBytes.store(0, std::memory_order_relaxed);
    allocationCounters.counting.store(true, std::memory_order_release);
}

AllocationScope::~AllocationScope() {
    if (m_counting) static_cast<void>(finish());
}

std::optional<AllocationCounts> AllocationScope::finish() {
    if (!m_counting) return m_result;
    m_counting = false;
    allocationCounters.counting.store(false, std::memory_order_release);
    const AllocationCounts end = sumOfSlots();
    const std::int64_t peak = allocationCounters.peakLiveBytes.load(std::memory_order_relaxed);
    m_result = AllocationCounts{end.calls - m_start.calls, end.bytes - m_start.bytes,
                                static_cast<std::uint64_t>(std::max<std::int64_t>(peak, 0))};
    scopeOpen.store(false, std::memory_order_release);
    return m_result;
}

} // namespace spacebench::measure
