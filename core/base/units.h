// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people read them, the same in spacectl, reports and the window.
// Sizes in B, KiB, MiB, GiB; throughput in MB/s (10^6); time in ns, us, ms, s; at most four significant
// digits.
#pragma once

#include <cstdint>
#include <string>

namespace spacebench::inline base {

[[nodiscard]] std::string groupedNumber(std::uint64_t value);           ///< 1234567 -> "1,234,567"
[[nodiscard]] std::string sizeText(std::uint64_t bytes);                ///< "1.4 GiB", "812 B"
[[nodiscard]] std::string durationText(double nanoseconds);             ///< "1.234 ms", "12.3 s"
[[nodiscard]] std::string throughputText(double bytesPerSecond);        ///< "512.3 MB/s"
[[nodiscard]] std::string rateText(double perSecond, const char* unit); ///< "1.25 M atoms/s"
[[nodiscard]] std::string significant(double value, int digits = 4);    ///< "12.35", "1235", "0.001234"

} // namespace spacebench::inline base
