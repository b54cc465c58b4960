// SPDX-License-Identifier: Apache-2.0
#include "measure/process_counters.h"

#include <charconv>

#include <sys/resource.h>

#include "measure/system_files.h"

namespace spacebench::measure {

namespace {

std::uint64_t nanoseconds(const timeval& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_usec) * 1'000;
}

/// A line like "VmHWM:    1234 kB" of /proc/self/status, in bytes.
std::optional<std::uint64_t> statusBytes(const char* key) {
    const auto status = readSystemFile("/proc/self/status");
    if (!status) return std::nullopt;
    const auto value = valueOfKey(*status, key);
    if (!value || !value->ends_with(" kB")) return std::nullopt;
    std::uint64_t kibibytes = 0;
    const auto [rest, problem] = std::from_chars(value->data(), value->data() + value->size(), kibibytes);
    if (problem != std::errc{}) return std::nullopt;
    return kibibytes * 1024;
}

} // namespace

ProcessCounters readProcessCounters() {
    ProcessCounters counters;
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0) return counters;
    counters.userNs = nanoseconds(usage.ru_utime);
    counters.systemNs = nanoseconds(usage.ru_stime);
    counters.minorFaults = static_cast<std::uint64_t>(usage.ru_minflt);
    counters.majorFaults = static_cast<std::uint64_t>(usage.ru_majflt);
    counters.voluntarySwitches = static_cast<std::uint64_t>(usage.ru_nvcsw);
    counters.involuntarySwitches = static_cast<std::uint64_t>(usage.ru_nivcsw);
    return counters;
}

ProcessCounters difference(const ProcessCounters& later, const ProcessCounters& earlier) {
    return {later.userNs - earlier.userNs,
            later.systemNs - earlier.systemNs,
            later.minorFaults - earlier.minorFaults,
            later.majorFaults - earlier.majorFaults,
            later.voluntarySwitches - earlier.voluntarySwitches,
            later.involuntarySwitches - earlier.involuntarySwitches};
}

bool resetPeakResident() {
    return writeSystemFile("/proc/self/clear_refs", "5"); // proc(5): 5 resets the peak
}

std::optional<std::uint64_t> peakResidentBytes() {
    return statusBytes("VmHWM");
}

std::optional<std::uint64_t> residentBytes() {
    return statusBytes("VmRSS");
}

} // namespace spacebench::measure
