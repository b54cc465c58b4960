// SPDX-License-Identifier: Apache-2.0
//
// Runs a BenchCase and keeps what it measures: a warm-up, one run whose allocations are counted, then the
// timed samples. Counting costs time, so nothing is counted while samples are taken.
#pragma once

#include <functional>

#include "base/clock.h"
#include "jobs/bench/bench_case.h"
#include "measure/allocation.h"

namespace spacebench::jobs {

/// A sample is the mean of as many runs as take this long, each timed on its own (release and verification
/// lie between them): the clock's own cost of some 20 ns then vanishes in any sample.
inline constexpr std::uint64_t kSampleNs = 10'000'000;
inline constexpr std::uint64_t kMostRunsPerSample = 10'000;

struct CaseSamples {
    std::vector<std::uint64_t> samplesNs; ///< in run order; nanoseconds of one run
    std::uint64_t runsPerSample = 1;
    std::optional<measure::AllocationCounts> allocations;
    std::optional<std::uint64_t> peakResidentBytes; ///< of the process during the counted run
};

/// `onSample` is called before each run or sample, outside the timed part. Cancelled between two runs at the
/// latest.
[[nodiscard]] Result<CaseSamples> sampleCase(BenchCase& benchCase, std::uint64_t samples, const Clock& clock,
                                             const WorkContext& context,
                                             const std::function<void()>& onSample);

/// Calls of sampleCase's onSample.
[[nodiscard]] constexpr std::uint64_t stepsOfCase(std::uint64_t samples) {
    return samples + 2;
}

} // namespace spacebench::jobs
