// SPDX-License-Identifier: Apache-2.0
#include "results/timing.h"

#include "stats/bootstrap.h"
#include "stats/summary.h"

namespace spacebench::results {

std::string_view stateName(MeasureState state) {
    switch (state) {
    case MeasureState::Measured:
        return "measured";
    case MeasureState::Insufficient:
        return "insufficient";
    case MeasureState::Unavailable:
        return "not measurable here";
    case MeasureState::Rejected:
        return "rejected";
    case MeasureState::Failed:
        return "failed";
    }
    return "";
}

Timing Timing::of(std::vector<std::uint64_t> samples) {
    Timing timing;
    timing.samplesNs = std::move(samples);
    const std::vector<double> times(timing.samplesNs.begin(), timing.samplesNs.end());
    stats::BootstrapOptions options;
    // BCa corrects by leaving samples out one at a time, which says next to nothing about a median: of ten
    // samples it covers no better (simulated in the tests of stats/bootstrap.h).
    options.method = stats::BootstrapMethod::Percentile;
    const stats::Interval interval = stats::medianInterval(times, options);
    timing.medianNs = {stats::median(times), interval.low, interval.high};
    return timing;
}

double Timing::bytesPerSecond(std::uint64_t bytes) const {
    return medianNs.value > 0 ? static_cast<double>(bytes) * 1e9 / medianNs.value : 0;
}

nlohmann::ordered_json toJson(const Interval& interval) {
    return {{"value", interval.value}, {"ci95", {interval.low, interval.high}}};
}

nlohmann::ordered_json toJson(const Timing& timing) {
    if (timing.empty()) return nullptr;
    return {{"median_ns", timing.medianNs.value},
            {"ci95_ns", {timing.medianNs.low, timing.medianNs.high}},
            {"samples_ns", timing.samplesNs}};
}

} // namespace spacebench::results
