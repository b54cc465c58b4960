// SPDX-License-Identifier: Apache-2.0
//
// Where a measurement was taken: machine, system, program, libraries, and what may disturb the figures. A
// value that cannot be found out is "unknown", never guessed. Reads /proc and /sys: a few milliseconds.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace spacebench::measure {

struct EnvironmentOptions {
    std::string systemRoot;     ///< put before /proc and /sys: tests bring their own machines
    std::string dataPath = "."; ///< whose file system is named
};

/// Keys: time_utc, program, cpu, load_1min, virtual_machine, numa_nodes, memory_bytes, kernel, system,
/// filesystem, device, transparent_huge_pages, address_randomisation, swappiness, power, processor_quota,
/// compiler, build_flags, sanitizer, libraries, blake2b, allocation_counting, warnings.
[[nodiscard]] nlohmann::ordered_json environmentStamp(const EnvironmentOptions& options = {});

} // namespace spacebench::measure
