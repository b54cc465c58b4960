// SPDX-License-Identifier: GPL-3.0-or-later
//
// Benchmark calls for pages under test: plans are read and expanded by the core, samples are made up. A run
// can be held before any of its samples.
#pragma once

#include <atomic>
#include <climits>
#include <memory>
#include <thread>

#include "jobs/plan/plan.h"
#include "results/timing.h"
#include "views/benchmark_page.h"

namespace spacebench::widgets {

struct FakeBench {
    std::atomic<int> samples{0};         ///< taken so far, of all plans
    std::atomic<int> holdAfter{INT_MAX}; ///< no sample beyond so many, until it is raised
    std::atomic<bool> failSecondRow{false};
    std::atomic<bool> failAtOnce{false};

    /// Of row `row` in round `round`.
    static std::uint64_t sampleNs(std::size_t row, std::uint64_t round) {
        return 1'000'000 * (row + 1) + 1'000 * round;
    }

    Result<results::BenchRun> run(const jobs::PlanRequest& request, const jobs::JobServices& services,
                                  const std::function<void(const results::BenchRun&)>& onUpdate) {
        if (failAtOnce) return Error::io("the inputs cannot be read");
        const jobs::Plan& plan = request.plan;
        SB_TRY(expansion, jobs::expand(plan));
        results::BenchRun run;
        run.title = plan.title;
        run.plan = jobs::toJson(plan);
        for (const jobs::PlanInput& input : plan.inputs)
            run.inputs.push_back({input.name(), input.generated.atoms, 54'000, 1'000.0, {}});
        for (const jobs::Configuration& one : expansion.rows) {
            results::BenchRow row;
            row.operation = one.operation;
            row.formatId = one.formatId;
            row.codec = one.codec;
            row.key = one.key(plan);
            row.label = one.label();
            row.switches = one.switches.name;
            row.threads = 1;
            row.atoms = run.inputs[one.input].atoms;
            row.rawBytes = 54'000;
            row.storedBytes = 27'000;
            run.rows.push_back(std::move(row));
            run.inputOfRow.push_back(one.input);
        }
        run.noiseFloor = 0.01;
        run.controlFirstNs = {1'000'000, 1'010'000};
        if (onUpdate) onUpdate(run);
        services.work.begin("Measuring", ProgressUnit::None, plan.runs * run.rows.size());
        std::uint64_t done = 0;
        for (std::uint64_t round = 0; round < plan.runs; ++round)
            for (const std::size_t row : order(request, run.rows.size())) {
                if (request.control) request.control->waitWhilePaused(services.work.stop);
                while (samples >= holdAfter && !services.work.cancelled()) std::this_thread::yield();
                if (services.work.cancelled()) {
                    run.complete = false;
                    if (done == 0) return Error::cancelled();
                    return run;
                }
                take(run.rows[row], row, round);
                ++samples;
                services.work.advanceTo(++done);
                if (onUpdate) onUpdate(run);
            }
        return run;
    }

  private:
    static std::vector<std::size_t> order(const jobs::PlanRequest& request, std::size_t rows) {
        std::vector<std::size_t> all;
        for (std::size_t row = 0; row < rows; ++row)
            if (!request.control || !request.control->skipped(row)) all.push_back(row);
        return all;
    }

    void take(results::BenchRow& row, std::size_t index, std::uint64_t round) const {
        if (failSecondRow && index == 1) {
            row.state = results::MeasureState::Failed;
            row.reason = "the worker ended with signal 9";
            row.failures = {"run 1: signal 9"};
            return;
        }
        results::RunSample sample;
        sample.wallNs = sampleNs(index, round);
        sample.userNs = sample.wallNs / 2;
        sample.round = round;
        sample.notes = {"output verified"};
        row.runs.push_back(sample);
        row.samplesNs.push_back(sample.wallNs);
        const results::Timing timing = results::Timing::of(row.samplesNs);
        row.medianNs = timing.medianNs.value;
        row.ciLowNs = timing.medianNs.low;
        row.ciHighNs = timing.medianNs.high;
    }
};

/// `fake` outlives what is made of it.
inline BenchCalls callsOf(FakeBench& fake) {
    BenchCalls calls;
    calls.plan.read = jobs::planFromText;
    calls.plan.expand = jobs::expand;
    calls.plan.ready = jobs::readyPlans;
    calls.run = [&fake](const jobs::PlanRequest& request, const jobs::JobServices& services,
                        const std::function<void(const results::BenchRun&)>& onUpdate) {
        return fake.run(request, services, onUpdate);
    };
    return calls;
}

} // namespace spacebench::widgets
