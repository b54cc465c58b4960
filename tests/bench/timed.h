// SPDX-License-Identifier: Apache-2.0
//
// How a job is timed: only what `run` does, not what becomes of its result; one sample a repetition, the
// median of all is the figure.
#pragma once

#include <chrono>

#include <benchmark/benchmark.h>

namespace spacebench::bench {

inline constexpr int kRepetitions = 11;

/// Runs `run` once a sample; what it returns is dropped outside of the timed part.
template <class Run>
void timeOnce(benchmark::State& state, Run run) {
    for ([[maybe_unused]] auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        [[maybe_unused]] const auto result = run();
        const auto end = std::chrono::steady_clock::now();
        state.SetIterationTime(std::chrono::duration<double>(end - start).count());
    }
}

/// Registers `body` under `name` as a job: samples of single runs.
template <class Body>
void registerJob(const char* name, Body body) {
    benchmark::RegisterBenchmark(name, body)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1)
        ->Repetitions(kRepetitions)
        ->ReportAggregatesOnly(true);
}

/// The same with one untimed run before the first sample, `run` being all of the work.
template <class Run>
void registerRun(const char* name, Run run) {
    registerJob(name, [run, warm = false](benchmark::State& state) mutable {
        if (!warm) static_cast<void>(run());
        warm = true;
        timeOnce(state, run);
    });
}

} // namespace spacebench::bench
