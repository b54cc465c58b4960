// SPDX-License-Identifier: Apache-2.0
//
// What the kernel counts for this process: processor time, page faults, context switches, resident memory.
// Differences of two readings belong to one job only in the Timed lane, where nothing else runs.
#pragma once

#include <cstdint>
#include <optional>

namespace spacebench::measure {

struct ProcessCounters {
    std::uint64_t userNs = 0;
    std::uint64_t systemNs = 0;
    std::uint64_t minorFaults = 0;
    std::uint64_t majorFaults = 0; ///< those that waited for a device
    std::uint64_t voluntarySwitches = 0;
    std::uint64_t involuntarySwitches = 0;
};

/// getrusage of all threads so far.
[[nodiscard]] ProcessCounters readProcessCounters();
/// What was counted between two readings.
[[nodiscard]] ProcessCounters difference(const ProcessCounters& later, const ProcessCounters& earlier);

/// Sets the process's high-water mark of resident memory back to what is resident now
/// (/proc/self/clear_refs). False where that is not permitted: then peakResidentBytes() speaks of the whole
/// life of the process.
[[nodiscard]] bool resetPeakResident();
/// VmHWM; nullopt = unknown here.
[[nodiscard]] std::optional<std::uint64_t> peakResidentBytes();
/// VmRSS; nullopt = unknown here.
[[nodiscard]] std::optional<std::uint64_t> residentBytes();

} // namespace spacebench::measure
