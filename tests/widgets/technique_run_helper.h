// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small run of the switchboard, made by hand: every state that a row may have.
#pragma once

#include "results/technique_result.h"

namespace spacebench::widgets {

inline results::Configuration configurationOf(std::string id, tuning::Task task,
                                              std::vector<std::uint64_t> samples) {
    results::Configuration one;
    one.id = std::move(id);
    one.task = std::move(task);
    one.settings = nlohmann::ordered_json{{"preallocate", one.id != "current"}, {"pool", false}};
    one.compared = "bytes";
    one.time = results::Timing::of(std::move(samples));
    one.counts.allocations = one.id == "current" ? 2000 : 1000;
    one.counts.minorFaults = 77;
    one.counted = true;
    return one;
}

inline results::TechniqueRun handMadeRun() {
    using results::MeasureState;
    const tuning::Task write{tuning::TaskKind::Serialize, "paths"};
    const tuning::Task read{tuning::TaskKind::Deserialize, "mtts"};
    results::TechniqueRun run;
    run.input = "made by hand";
    run.rounds = 3;
    run.configurations = {configurationOf("current", write, {3'000'111, 3'000'222, 3'000'333}),
                          configurationOf("current+M1", write, {2'000'111, 2'000'222, 2'000'333}),
                          configurationOf("current", read, {900'111, 900'222, 900'333}),
                          configurationOf("current+guide-avx2-copy", write, {})};
    run.configurations[3].state = MeasureState::Rejected;
    run.configurations[3].reason = "output differs: byte 1,204: expected 3F, found 00";
    const auto row = [&](const char* id, const char* title, const tuning::Task& task, MeasureState state) {
        results::EffectRow one;
        one.techniqueId = id;
        one.title = title;
        one.task = task;
        one.state = state;
        run.effects.push_back(one);
        return &run.effects.back();
    };
    results::EffectRow* slow = row("H3", "AVX2 path copy", write, MeasureState::Measured);
    slow->effect = results::Interval{0.8, 0.7, 0.9};
    slow->claimText = "no figure";
    results::EffectRow* fast = row("M1", "Preallocation", write, MeasureState::Measured);
    fast->effect = results::Interval{1.5, 1.4, 1.6};
    fast->timeEffect = fast->effect;
    fast->allocationEffect = 2;
    fast->claimText = "20-30 % less time";
    fast->claimedLow = 1.25;
    fast->claimedHigh = 1.43;
    fast->without = 0;
    fast->with = 1;
    results::EffectRow* away = row("H1", "NUMA-local allocation", write, MeasureState::Unavailable);
    away->reason = "this machine has one NUMA node: all memory is local already";
    away->claimText = "1.5-2x on multi-socket";
    away->claimedLow = 1.5;
    away->claimedHigh = 2;
    results::EffectRow* other = row("I2", "Memory-mapped input", read, MeasureState::Measured);
    other->effect = results::Interval{1.1, 1.05, 1.2};
    other->claimText = "5-10x for files > 100 MB";
    other->claimedLow = 5;
    other->claimedHigh = 10;
    other->outsideConditions = "the claim is about files > 100 MB, this one has 5 MB";
    other->without = 2;
    results::EffectRow* bad = row("guide-avx2-copy", "AVX2 copy as printed", write, MeasureState::Rejected);
    bad->badExample = true;
    bad->reason = run.configurations[3].reason;
    bad->effect = results::Interval{9, 9, 9}; // a figure that must not be seen
    bad->without = 0;
    bad->with = 3;
    run.interactions.push_back({"M1", "H3", write, {0.9, 0.85, 0.95}, ""});
    return run;
}

} // namespace spacebench::widgets
