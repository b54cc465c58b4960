// SPDX-License-Identifier: Apache-2.0
//
// Repeated measurements of one thing: raw samples in run order, and what they boil down to. And what became
// of something that was to be measured: every row of a report has a state, a figure or a reason.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace spacebench::results {

enum class MeasureState {
    Measured,
    Insufficient, ///< too few samples, too small an input, or the budget ended: figures may be there
    Unavailable,  ///< not measurable here; the reason says why
    Rejected,     ///< its output was wrong: no figure is shown
    Failed,       ///< it ended with an error or a signal
};
[[nodiscard]] std::string_view stateName(MeasureState state); ///< "measured", "insufficient", ...

struct Interval {
    double value = 0;
    double low = 0;
    double high = 0; ///< 95 %
    [[nodiscard]] bool contains(double point) const { return low <= point && point <= high; }
};

struct Timing {
    std::vector<std::uint64_t> samplesNs; ///< of one run each, in run order
    Interval medianNs;                    ///< with its 95 % bootstrap interval

    [[nodiscard]] bool empty() const { return samplesNs.empty(); }
    /// Median and interval of `samples`.
    [[nodiscard]] static Timing of(std::vector<std::uint64_t> samples);
    /// `bytes` a second; 0 where nothing was measured.
    [[nodiscard]] double bytesPerSecond(std::uint64_t bytes) const;
};
/// {"median_ns", "ci95_ns": [low, high], "samples_ns"}; null where it is empty.
[[nodiscard]] nlohmann::ordered_json toJson(const Timing& timing);
[[nodiscard]] nlohmann::ordered_json toJson(const Interval& interval); ///< {"value", "ci95": [low, high]}

} // namespace spacebench::results
