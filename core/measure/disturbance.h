// SPDX-License-Identifier: Apache-2.0
//
// What may have disturbed a run while it lasted: clock rates, load, time stolen by a host, throttling of a
// container, other programs, heat, lack of memory. Two readings of /proc and /sys and what changed between
// them; a value that cannot be found out is "unknown", never guessed. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace spacebench::measure {

struct DisturbanceOptions {
    std::string systemRoot; ///< put before /proc and /sys: tests bring their own machines
    /// Processor time that this program and its ended children have taken so far; empty = ask the kernel.
    std::function<std::uint64_t()> ownCpuNs;
};

class Disturbance {
  public:
    /// The run begins.
    explicit Disturbance(DisturbanceOptions options = {});
    /// Now and then during the run: the greatest load is kept. Reads one small file.
    void look();
    /// The run so far, or as a whole: frequency_mhz {before, after: {least, most}}, load {before, after,
    /// most}, own_processors, others_percent, steal_percent, throttled {periods, seconds},
    /// temperature_celsius {before, after}, memory {waiting_percent, swapped_pages}, warnings: sentences like
    /// "4 % of the time was stolen by the host".
    [[nodiscard]] nlohmann::ordered_json report();

  private:
    struct Frequencies {
        double least = 0;
        double most = 0;
    };
    struct Reading {
        /// Of /proc/stat, in clock ticks over all processors.
        std::optional<std::uint64_t> allTicks, busyTicks, stolenTicks;
        std::optional<std::uint64_t> processors;
        std::uint64_t ownNs = 0;
        std::optional<double> load;
        std::optional<Frequencies> frequencies;
        std::optional<double> temperature;
        std::optional<std::uint64_t> throttledPeriods, throttledUs;
        std::optional<std::uint64_t> memoryWaitUs, swappedPages;
    };
    [[nodiscard]] Reading read() const;
    void readTicks(Reading& reading) const;
    [[nodiscard]] std::optional<double> readLoad() const;
    [[nodiscard]] std::optional<Frequencies> readFrequencies() const;
    [[nodiscard]] std::optional<double> readTemperature() const;

    DisturbanceOptions m_options;
    Reading m_before;
    std::optional<double> m_mostLoad;
};

} // namespace spacebench::measure
