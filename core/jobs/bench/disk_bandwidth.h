// SPDX-License-Identifier: Apache-2.0
//
// What the disk under a folder does by itself: the yardstick of what a benchmark writes and reads.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "jobs/job.h"
#include "results/timing.h"

namespace spacebench::jobs {

struct DiskBandwidth {
    std::optional<results::Interval> writeBytesPerSecond; ///< writing a new file and syncing it
    std::optional<results::Interval> readBytesPerSecond;  ///< from the device, its pages evicted before
    std::string writeReason, readReason;                  ///< in words, where there is no figure
    std::uint64_t bytes = 0;                              ///< of the file
};

inline constexpr std::uint64_t kDiskProbeBytes = std::uint64_t{64} << 20;

/// Writes and reads files of `bytes` that no device can compress, several times: some seconds, once a
/// session. They have no name and are gone afterwards. Nothing is measured where files lie in memory (tmpfs).
/// Fails where the folder cannot be written to, and where cancelled.
[[nodiscard]] Result<DiskBandwidth> measureDisk(const std::string& folder, const JobServices& services,
                                                std::uint64_t bytes = kDiskProbeBytes);

/// Nanoseconds until what `write` puts into a new file in `folder` is on the disk; the file is dropped.
[[nodiscard]] Result<std::uint64_t> timeToDisk(const std::string& folder, const Clock& clock,
                                               const std::function<Result<void>(ByteSink&)>& write);

} // namespace spacebench::jobs
