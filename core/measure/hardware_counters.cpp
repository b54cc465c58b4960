// SPDX-License-Identifier: Apache-2.0
#include "measure/hardware_counters.h"

#include <cerrno>
#include <cmath>
#include <cstring>

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "measure/system_files.h"

namespace spacebench::measure {

namespace {

struct Event {
    const char* name;
    std::uint64_t config;
    std::optional<std::uint64_t> HardwareCounts::*field;
};
constexpr Event kEventList[] = {
    {"cycles", PERF_COUNT_HW_CPU_CYCLES, &HardwareCounts::cycles},
    {"instructions", PERF_COUNT_HW_INSTRUCTIONS, &HardwareCounts::instructions},
    {"cache misses", PERF_COUNT_HW_CACHE_MISSES, &HardwareCounts::cacheMisses},
    {"branch misses", PERF_COUNT_HW_BRANCH_MISSES, &HardwareCounts::branchMisses},
};

int openEvent(perf_event_attr& attributes, int thread) {
    return static_cast<int>(
        ::syscall(SYS_perf_event_open, &attributes, thread, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

std::string reasonOf(int problem) {
    const char* name = strerrorname_np(problem);
    const char* words = strerror(problem);
    switch (problem) {
    case ENOENT:
    case EOPNOTSUPP:
    case ENODEV:
        words = "this machine has no such counters, as most virtual machines";
        break;
    case EACCES:
    case EPERM:
        words = "not permitted here; /proc/sys/kernel/perf_event_paranoid must be at most 2, and containers "
                "may refuse it altogether";
        break;
    case ENOSYS:
        words = "this kernel has no performance counters";
        break;
    default:
        break;
    }
    return fmt::format("perf_event_open: {}: {}", name != nullptr ? name : std::to_string(problem), words);
}

} // namespace

HardwareCounters::HardwareCounters() : HardwareCounters(openEvent) {}

HardwareCounters::HardwareCounters(const Open& open) {
    static_assert(std::size(kEventList) == kEvents);
    const std::vector<int> threads = threadsOfThisProcess();
    for (std::size_t i = 0; i < kEvents; ++i) {
        for (const int thread : threads) {
            perf_event_attr attributes{};
            attributes.size = sizeof attributes;
            attributes.type = PERF_TYPE_HARDWARE;
            attributes.config = kEventList[i].config;
            attributes.disabled = 1;
            attributes.inherit = 1;
            attributes.exclude_kernel = 1;
            attributes.exclude_hv = 1;
            attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
            const int descriptor = open(attributes, thread);
            if (descriptor >= 0) {
                m_descriptors[i].push_back(descriptor);
                continue;
            }
            if (errno == ESRCH) continue; // the thread has ended meanwhile
            const int problem = errno;
            // What only some threads count is no count of the process.
            for (const int opened : m_descriptors[i]) ::close(opened);
            m_descriptors[i].clear();
            if (m_why.empty()) m_why = fmt::format("no {}: {}", kEventList[i].name, reasonOf(problem));
            break;
        }
    }
}

HardwareCounters::~HardwareCounters() {
    for (const auto& event : m_descriptors)
        for (const int descriptor : event) ::close(descriptor);
}

bool HardwareCounters::available() const {
    for (const auto& event : m_descriptors)
        if (!event.empty()) return true;
    return false;
}

void HardwareCounters::start() {
    for (const auto& event : m_descriptors)
        for (const int descriptor : event) ::ioctl(descriptor, PERF_EVENT_IOC_ENABLE, 0);
}

void HardwareCounters::stop() {
    for (const auto& event : m_descriptors)
        for (const int descriptor : event) ::ioctl(descriptor, PERF_EVENT_IOC_DISABLE, 0);
}

HardwareCounts HardwareCounters::read() const {
    HardwareCounts counts;
    for (std::size_t i = 0; i < kEvents; ++i) {
        if (m_descriptors[i].empty()) continue;
        double sum = 0;
        bool known = true;
        for (const int descriptor : m_descriptors[i]) {
            struct {
                std::uint64_t value, enabled, running;
            } said{};
            if (::read(descriptor, &said, sizeof said) != static_cast<ssize_t>(sizeof said)) {
                known = false;
            } else if (said.running != 0) {
                sum += static_cast<double>(said.value) * static_cast<double>(said.enabled) /
                       static_cast<double>(said.running);
            } else if (said.enabled != 0) {
                known = false; // wanted, but never given a counter
            }
        }
        if (known) counts.*kEventList[i].field = static_cast<std::uint64_t>(std::llround(sum));
    }
    return counts;
}

} // namespace spacebench::measure
