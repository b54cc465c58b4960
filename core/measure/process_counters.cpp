// SPDX-License-Identifier: Apache-2.0
#include "measure/process_counters.h"

#include <charconv>
#include <utility>

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

std::optional<std::uint64_t> numberOfKey(std::string_view text, std::string_view key) {
    const auto value = valueOfKey(text, key);
    if (!value) return std::nullopt;
    std::uint64_t number = 0;
    const auto [rest, problem] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (problem != std::errc{}) return std::nullopt;
    return number;
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

std::uint64_t cpuNsWithChildren() {
    std::uint64_t sum = 0;
    for (const auto whose : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        if (getrusage(whose, &usage) == 0) sum += nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
    }
    return sum;
}

ProcessCounters difference(const ProcessCounters& later, const ProcessCounters& earlier) {
    return {later.userNs - earlier.userNs,
            later.systemNs - earlier.systemNs,
            later.minorFaults - earlier.minorFaults,
            later.majorFaults - earlier.majorFaults,
            later.voluntarySwitches - earlier.voluntarySwitches,
            later.involuntarySwitches - earlier.involuntarySwitches};
}

std::optional<IoCounters> readIoCounters() {
    const auto text = readSystemFile("/proc/self/io");
    if (!text) return std::nullopt;
    IoCounters counters;
    const std::pair<const char*, std::uint64_t*> fields[] = {{"rchar", &counters.readBytes},
                                                             {"wchar", &counters.writtenBytes},
                                                             {"syscr", &counters.readCalls},
                                                             {"syscw", &counters.writeCalls},
                                                             {"read_bytes", &counters.deviceReadBytes},
                                                             {"write_bytes", &counters.deviceWrittenBytes}};
    for (const auto& [key, number] : fields) {
        const auto found = numberOfKey(*text, key);
        if (!found) return std::nullopt;
        *number = *found;
    }
    return counters;
}

std::optional<IoCounters> difference(const std::optional<IoCounters>& later,
                                     const std::optional<IoCounters>& earlier) {
    if (!later || !earlier) return std::nullopt;
    return IoCounters{later->readBytes - earlier->readBytes,
                      later->writtenBytes - earlier->writtenBytes,
                      later->readCalls - earlier->readCalls,
                      later->writeCalls - earlier->writeCalls,
                      later->deviceReadBytes - earlier->deviceReadBytes,
                      later->deviceWrittenBytes - earlier->deviceWrittenBytes};
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
