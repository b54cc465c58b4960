// SPDX-License-Identifier: Apache-2.0
//
// Settings and devices of the machine that figures depend on, as the environment stamp names them. Each is
// "unknown" where the kernel does not say. `root` is put before /proc and /sys.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace spacebench::measure {

/// The device behind the file system of `path`: {"name", "model", "rotational"}; "unknown" where there is
/// none (memory, network, layers).
[[nodiscard]] nlohmann::ordered_json deviceBehind(const std::string& path, const std::string& root);
/// "always", "madvise", "never".
[[nodiscard]] std::string transparentHugePages(const std::string& root);
/// Randomised addresses: "on", "without the heap", "off".
[[nodiscard]] std::string addressRandomisation(const std::string& root);
/// "mains", "battery".
[[nodiscard]] std::string powerSource(const std::string& root);
/// Processors' worth of time that a container lets this process take: a number, "none", or "unknown".
[[nodiscard]] nlohmann::ordered_json processorQuota(const std::string& root);
/// Folder of the control group that this process is in (version 2).
[[nodiscard]] std::string controlGroupFolder(const std::string& root);

} // namespace spacebench::measure
