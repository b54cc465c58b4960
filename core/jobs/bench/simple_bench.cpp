// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/run_plan.h"

namespace spacebench::jobs {

namespace {

constexpr std::uint64_t kGeneratorSeed = 1;

} // namespace

Plan planOf(const SimpleBench& bench) {
    Plan plan;
    plan.name = "bench";
    plan.title = "Benchmark";
    for (const std::string& file : bench.files) {
        PlanInput input;
        input.file = file;
        plan.inputs.push_back(std::move(input));
    }
    for (const std::string& name : bench.spaces) {
        PlanInput input;
        input.space = name;
        plan.inputs.push_back(std::move(input));
    }
    for (const std::uint64_t atoms : bench.generatedAtoms) {
        PlanInput input;
        input.generated.atoms = atoms;
        input.generated.seed = kGeneratorSeed;
        plan.inputs.push_back(std::move(input));
    }
    PlanSweep sweep;
    sweep.operations = bench.operations;
    sweep.formats = bench.formatIds;
    plan.sweeps.push_back(std::move(sweep));
    plan.runs = bench.runs;
    return plan;
}

} // namespace spacebench::jobs
