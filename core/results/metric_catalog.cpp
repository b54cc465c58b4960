// SPDX-License-Identifier: Apache-2.0
#include "results/metric_catalog.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"

namespace spacebench::results {

namespace {

constexpr KnownMetric kKnown[] = {
    {metric::kTime, "wall time", MetricUnit::Nanoseconds, true},
    {metric::kUserTime, "CPU time, user", MetricUnit::Nanoseconds, true},
    {metric::kSystemTime, "CPU time, system", MetricUnit::Nanoseconds, true},
    {metric::kAtomRate, "atoms/s", MetricUnit::PerSecond, false},
    {metric::kRawRate, "raw bytes/s", MetricUnit::BytesPerSecond, false},
    {metric::kStoredRate, "stored bytes/s", MetricUnit::BytesPerSecond, false},
    {metric::kAllocations, "allocations", MetricUnit::Count, true},
    {metric::kAllocatedBytes, "bytes allocated", MetricUnit::Bytes, true},
    {metric::kPeakHeap, "peak heap", MetricUnit::Bytes, true},
    {metric::kPeakResident, "peak resident memory", MetricUnit::Bytes, true},
    {metric::kPeakHeapMultiple, "peak heap over stored size", MetricUnit::Ratio, true},
    {metric::kPeakResidentMultiple, "peak resident memory over stored size", MetricUnit::Ratio, true},
    {metric::kCpuUse, "CPU use over the cores used", MetricUnit::Share, false},
    {metric::kBytesRead, "bytes read", MetricUnit::Bytes, true},
    {metric::kBytesWritten, "bytes written", MetricUnit::Bytes, true},
    {metric::kDiskShare, "share of the disk's bandwidth", MetricUnit::Share, false},
    {metric::kMinorFaults, "minor page faults", MetricUnit::Count, true},
    {metric::kMajorFaults, "major page faults", MetricUnit::Count, true},
    {metric::kContextSwitches, "context switches", MetricUnit::Count, true},
    {metric::kStoredBytes, "stored size", MetricUnit::Bytes, true},
    {metric::kRatio, "compression ratio", MetricUnit::Ratio, false},
    {metric::kCycles, "cycles", MetricUnit::Count, true},
    {metric::kInstructions, "instructions", MetricUnit::Count, true},
    {metric::kCacheMisses, "cache misses", MetricUnit::Count, true},
    {metric::kBranchMisses, "branch misses", MetricUnit::Count, true},
};

} // namespace

std::span<const KnownMetric> knownMetrics() {
    return kKnown;
}

const KnownMetric* findMetric(std::string_view id) {
    const auto* const at = std::find_if(std::begin(kKnown), std::end(kKnown),
                                        [id](const KnownMetric& one) { return one.id == id; });
    return at != std::end(kKnown) ? at : nullptr;
}

std::string metricValueText(std::string_view id, double value) {
    const KnownMetric* const known = findMetric(id);
    if (known == nullptr || !std::isfinite(value)) return significant(value);
    switch (known->unit) {
    case MetricUnit::Nanoseconds:
        return durationText(value);
    case MetricUnit::PerSecond:
        return rateText(value, "atoms");
    case MetricUnit::BytesPerSecond:
        return throughputText(value);
    case MetricUnit::Bytes:
        // Beyond 2^63 nothing is measured, but a table may hold any number.
        return value >= 0 && value < 9e18 ? sizeText(static_cast<std::uint64_t>(std::llround(value)))
                                          : significant(value) + " B";
    case MetricUnit::Count:
        return value >= 0 && value < 9e18 && value == std::floor(value)
                   ? groupedNumber(static_cast<std::uint64_t>(value))
                   : significant(value);
    case MetricUnit::Ratio:
        return significant(value) + (id == metric::kRatio ? " : 1" : "x");
    case MetricUnit::Share:
        return significant(value * 100) + " %";
    }
    return significant(value);
}

} // namespace spacebench::results
