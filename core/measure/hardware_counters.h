// SPDX-License-Identifier: Apache-2.0
//
// What the processor itself counts (perf_event_open), in user mode, over all threads that the process has
// when the counters are made and those that these start later. Virtual machines and containers often have
// none: then each is nullopt and why() says so; nothing is estimated, and software clocks never stand in for
// cycles.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct perf_event_attr;

namespace spacebench::measure {

struct HardwareCounts {
    std::optional<std::uint64_t> cycles, instructions, cacheMisses, branchMisses;
};

class HardwareCounters {
  public:
    /// perf_event_open(2) for one thread: a descriptor, or -1 and errno. For tests.
    using Open = std::function<int(perf_event_attr& attributes, int thread)>;

    HardwareCounters();
    explicit HardwareCounters(const Open& open);
    ~HardwareCounters();
    HardwareCounters(const HardwareCounters&) = delete;
    HardwareCounters& operator=(const HardwareCounters&) = delete;

    /// At least one of the counters is there.
    [[nodiscard]] bool available() const;
    /// Why there is none, in words: "perf_event_open: ENOENT: this machine has no such counters, as most
    /// virtual machines"; empty where all are there.
    [[nodiscard]] const std::string& why() const { return m_why; }

    /// Counts from here to stop(), added to what was counted before.
    void start();
    void stop();
    /// So far. Scaled where the processor had to share its counters, as perf(1) does.
    [[nodiscard]] HardwareCounts read() const;

  private:
    static constexpr std::size_t kEvents = 4;
    std::array<std::vector<int>, kEvents> m_descriptors; ///< one a thread; empty = the event is not there
    std::string m_why;
};

} // namespace spacebench::measure
