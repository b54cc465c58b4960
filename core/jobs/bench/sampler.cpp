// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/sampler.h"

#include <algorithm>

#include "measure/process_counters.h"

namespace spacebench::jobs {

namespace {

/// One run, timed, checked and released.
Result<std::uint64_t> timedRun(BenchCase& benchCase, bool thorough, const Clock& clock,
                               const WorkContext& context) {
    SB_CHECK(context.poll());
    const std::uint64_t start = clock.nowNs();
    auto outcome = benchCase.run(context);
    const std::uint64_t elapsed = clock.nowNs() - start;
    SB_CHECK(std::move(outcome));
    SB_CHECK(benchCase.verify(thorough, context));
    benchCase.release();
    return elapsed;
}

Result<void> countedRun(BenchCase& benchCase, const WorkContext& context, CaseSamples& result) {
    SB_CHECK(context.poll());
    benchCase.releaseAll();
    const bool peakIsOurs = measure::resetPeakResident();
    measure::AllocationScope scope;
    auto outcome = benchCase.run(context);
    result.allocations = scope.finish();
    if (peakIsOurs) result.peakResidentBytes = measure::peakResidentBytes();
    SB_CHECK(std::move(outcome));
    SB_CHECK(benchCase.verify(true, context));
    benchCase.release();
    return {};
}

} // namespace

Result<CaseSamples> sampleCase(BenchCase& benchCase, std::uint64_t samples, const Clock& clock,
                               const WorkContext& context, const std::function<void()>& onSample) {
    WorkContext quiet = context;
    quiet.progress = nullptr; // what formats report would replace the benchmark's own progress
    CaseSamples result;
    onSample();
    SB_TRY(warmUpNs, timedRun(benchCase, true, clock, quiet));
    onSample();
    SB_CHECK(countedRun(benchCase, quiet, result));
    const std::uint64_t runsNeeded = kSampleNs / std::max<std::uint64_t>(warmUpNs, 1);
    result.runsPerSample = std::clamp<std::uint64_t>(runsNeeded, 1, kMostRunsPerSample);
    for (std::uint64_t sample = 0; sample < samples; ++sample) {
        onSample();
        std::uint64_t sum = 0;
        for (std::uint64_t i = 0; i < result.runsPerSample; ++i) {
            SB_TRY(elapsed, timedRun(benchCase, i + 1 == result.runsPerSample, clock, quiet));
            sum += elapsed;
        }
        result.samplesNs.push_back((sum + result.runsPerSample / 2) / result.runsPerSample);
    }
    return result;
}

} // namespace spacebench::jobs
