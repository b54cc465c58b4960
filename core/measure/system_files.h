// SPDX-License-Identifier: Apache-2.0
//
// What the kernel says in /proc and /sys. Missing, unreadable or empty files are nullopt: "unknown", never a
// guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spacebench::measure {

/// The whole file (at most 1 MiB) without blanks at its end.
[[nodiscard]] std::optional<std::string> readSystemFile(const std::string& path);
/// The number that the file begins with.
[[nodiscard]] std::optional<std::uint64_t> readSystemNumber(const std::string& path);
/// Replaces the content; false where that is not permitted.
[[nodiscard]] bool writeSystemFile(const std::string& path, std::string_view text);
/// What follows "KEY:" in lines like those of /proc/cpuinfo and /proc/self/status; the first such line.
[[nodiscard]] std::optional<std::string> valueOfKey(std::string_view text, std::string_view key);
/// Kernel's numbers of the threads that this process has now; its own where /proc does not say.
[[nodiscard]] std::vector<int> threadsOfThisProcess();
/// "0-3,8" -> 0 1 2 3 8; nullopt where it is no such list.
[[nodiscard]] std::optional<std::vector<unsigned>> parseCpuList(std::string_view text);

} // namespace spacebench::measure
