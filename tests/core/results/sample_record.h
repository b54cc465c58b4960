// SPDX-License-Identifier: Apache-2.0
//
// A run record made up by hand: rows as our own runs leave them.
#pragma once

#include "results/run_record.h"

namespace spacebench::results {

inline Metric sampleMetric(std::string_view id, MetricUnit unit, double value, double spread = 0) {
    Metric one;
    one.id = id;
    one.title = id;
    one.unit = unit;
    one.value = {value, value * (1 - spread), value * (1 + spread)};
    if (spread > 0) one.samples = {value * (1 - spread), value, value * (1 + spread)};
    return one;
}

inline RecordRow recordRow(const std::string& operation, const std::string& format, std::uint64_t atoms,
                           double seconds, double spread = 0.01) {
    RecordRow row;
    row.key = operation + "/" + format + "/t2@" + std::to_string(atoms);
    row.label = operation + " " + format;
    row.input = "generated: atoms, N = " + std::to_string(atoms) + ", seed 1";
    row.inputHash = "hash of " + std::to_string(atoms);
    row.atoms = atoms;
    row.operation = operation;
    row.formatId = format;
    row.codec = "none";
    row.threads = 2;
    row.metrics = {
        sampleMetric(metric::kTime, MetricUnit::Nanoseconds, seconds * 1e9, spread),
        sampleMetric(metric::kAtomRate, MetricUnit::PerSecond, static_cast<double>(atoms) / seconds, spread),
    };
    for (std::size_t i = 0; i < row.metrics.front().samples.size(); ++i) row.rounds.push_back(i);
    return row;
}

inline RunRecord sampleRecord(std::vector<RecordRow> rows) {
    RunRecord run;
    run.uid = "20261122-221405-3f9c1a";
    run.title = "quick look";
    run.source = "spacebench";
    run.startedUtc = "2026-11-22T22:14:05Z";
    run.machine = "some machine";
    run.environment["cpu"] = {{"model", "Model <&> 1"}, {"cores", 2}};
    run.rows = std::move(rows);
    return run;
}

} // namespace spacebench::results
