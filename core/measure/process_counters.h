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
/// Processor time of all threads so far, and of the children that have ended and were waited for.
[[nodiscard]] std::uint64_t cpuNsWithChildren();
/// What was counted between two readings.
[[nodiscard]] ProcessCounters difference(const ProcessCounters& later, const ProcessCounters& earlier);

/// What all threads of the process asked the kernel to move (proc(5), /proc/PID/io); the page cache counts,
/// mappings do not. Reading them is itself a few reads.
struct IoCounters {
    std::uint64_t readBytes = 0; ///< rchar
    std::uint64_t writtenBytes = 0;
    std::uint64_t readCalls = 0; ///< syscr
    std::uint64_t writeCalls = 0;
    std::uint64_t deviceReadBytes = 0; ///< that a device had to deliver
    std::uint64_t deviceWrittenBytes = 0;
};

/// nullopt = the kernel does not say here.
[[nodiscard]] std::optional<IoCounters> readIoCounters();
/// What was counted between two readings; nullopt where one is missing.
[[nodiscard]] std::optional<IoCounters> difference(const std::optional<IoCounters>& later,
                                                   const std::optional<IoCounters>& earlier);

/// Sets the process's high-water mark of resident memory back to what is resident now
/// (/proc/self/clear_refs). False where that is not permitted: then peakResidentBytes() speaks of the whole
/// life of the process.
[[nodiscard]] bool resetPeakResident();
/// VmHWM; nullopt = unknown here.
[[nodiscard]] std::optional<std::uint64_t> peakResidentBytes();
/// VmRSS; nullopt = unknown here.
[[nodiscard]] std::optional<std::uint64_t> residentBytes();

} // namespace spacebench::measure
