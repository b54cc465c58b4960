// SPDX-License-Identifier: Apache-2.0
//
// A switchboard run made up by hand: every state and both kinds of row have something to show.
#pragma once

#include "results/technique_result.h"

namespace spacebench::results {

inline Configuration sampleConfiguration(std::string id, const tuning::Task& task, std::uint64_t ns,
                                         std::uint64_t allocations) {
    Configuration one;
    one.id = std::move(id);
    one.task = task;
    one.settings = tuning::toJson(tuning::currentPipeline());
    one.compared = "bytes";
    one.time = Timing::of({ns, ns + ns / 100, ns - ns / 100});
    one.counted = true;
    one.counts.allocations = allocations;
    one.counts.allocatedBytes = allocations * 64;
    one.counts.storedBytes = 5'000'000;
    one.counts.writeCalls = 12;
    one.counts.utilisation = 0.5;
    one.counts.threads = 1;
    return one;
}

inline EffectRow sampleEffect(std::string id, std::string title, const tuning::Task& task,
                              tuning::Quantity quantity, std::string claim, double low, double high,
                              std::optional<Interval> effect) {
    EffectRow row;
    row.techniqueId = std::move(id);
    row.title = std::move(title);
    row.task = task;
    row.quantity = quantity;
    row.claimText = std::move(claim);
    row.claimedLow = low;
    row.claimedHigh = high;
    row.effect = effect;
    row.timeEffect = effect;
    return row;
}

inline TechniqueRun sampleTechniques() {
    using tuning::Quantity;
    const tuning::Task serialize{tuning::TaskKind::Serialize, "mtts"};
    const tuning::Task deserialize{tuning::TaskKind::Deserialize, "act"};
    TechniqueRun run;
    run.environment = nlohmann::ordered_json{{"cpu", "made up"}};
    run.input = "sample, with \"quotes\"";
    run.inputHash = "00ff";
    run.atoms = 100'000;
    run.rawBytes = 5'400'000;
    run.symbols = 300;
    run.rounds = 10;
    run.seed = 7;
    run.configurations = {sampleConfiguration("current", serialize, 50'000'000, 200'000),
                          sampleConfiguration("current+M1", serialize, 40'000'000, 100'000),
                          sampleConfiguration("current+guide-avx2-copy", serialize, 1'234'567, 9)};
    run.configurations[2].state = MeasureState::Rejected;
    run.configurations[2].reason = "output differs: byte 12: expected 3F, found 00";
    EffectRow m1 = sampleEffect("M1", "Preallocation", serialize, Quantity::Time, "20-30 % less time", 1.25,
                                1.43, Interval{1.25, 1.2, 1.3});
    m1.allocationEffect = 2;
    m1.without = 0;
    m1.with = 1;
    EffectRow m1Allocations = sampleEffect("M1", "Preallocation", serialize, Quantity::Allocations,
                                           "50 % fewer allocations", 2, 2, Interval{2, 2, 2});
    EffectRow numa = sampleEffect("H1", "NUMA-local allocation", serialize, Quantity::Time,
                                  "1.5-2x on multi-socket", 1.5, 2, std::nullopt);
    numa.state = MeasureState::Unavailable;
    numa.reason = "this machine has one NUMA node: all memory is local already";
    EffectRow affinity = sampleEffect("H2", "Thread affinity", serialize, Quantity::Time, "no figure", 0, 0,
                                      Interval{1.01, 0.97, 1.04});
    EffectRow compression = sampleEffect("Z1", "Appropriate compression", serialize, Quantity::Size,
                                         "2-4x smaller", 2, 4, Interval{5.5, 5.5, 5.5});
    EffectRow bad = sampleEffect("guide-avx2-copy", "AVX2 copy as printed", serialize, Quantity::Time, "", 0,
                                 0, Interval{9.9, 9.9, 9.9});
    bad.badExample = true;
    bad.state = MeasureState::Rejected;
    bad.reason = "output differs: byte 12: expected 3F, found 00";
    bad.with = 2;
    EffectRow mapped = sampleEffect("I2", "Memory-mapped input", deserialize, Quantity::Time,
                                    "5-10x for files > 100 MB", 5, 10, Interval{0.88, 0.8, 0.9});
    mapped.outsideConditions = "the claim is about files > 100 MB, this one has 5,400,000 bytes";
    run.effects = {numa, affinity, m1, m1Allocations, compression, bad, mapped};
    run.interactions = {{"M1", "Z1", serialize, {1.2, 1.1, 1.3}, "I1 x C3"},
                        {"M1", "H2", serialize, {0.99, 0.95, 1.05}, ""}};
    run.warnings = {"other programs were busy"};
    return run;
}

} // namespace spacebench::results
