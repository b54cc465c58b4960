// SPDX-License-Identifier: Apache-2.0
//
// A benchmark run made up by hand: every branch of the reports has something to show.
#pragma once

#include "results/bench_result.h"

namespace spacebench::results {

inline BenchRow sampleRow(Operation operation, std::string format, std::string codec, double medianNs,
                          std::uint64_t storedBytes) {
    BenchRow row;
    row.operation = operation;
    row.formatId = std::move(format);
    row.codec = std::move(codec);
    row.atoms = 100'000;
    row.rawBytes = 5'170'000;
    row.storedBytes = storedBytes;
    row.samplesNs = {static_cast<std::uint64_t>(medianNs * 0.97), static_cast<std::uint64_t>(medianNs),
                     static_cast<std::uint64_t>(medianNs * 1.08)};
    row.medianNs = medianNs;
    row.ciLowNs = medianNs * 0.97;
    row.ciHighNs = medianNs * 1.08;
    row.allocations = 37 + storedBytes % 1000;
    row.allocatedBytes = 2 * storedBytes;
    row.peakHeapBytes = storedBytes + storedBytes / 2;
    row.peakRssBytes = 60'000'000;
    Measured measured;
    measured.operation = operation;
    measured.formatId = row.formatId;
    measured.atoms = row.atoms;
    measured.medianNs = medianNs;
    if (row.codec != "none") measured.compressionRatio = row.ratio();
    measured.peakOverSerialized = 1.5;
    row.targets = judge(measured);
    FloorQuestion question;
    question.operation = operation;
    question.formatId = row.formatId;
    question.codec = row.codec;
    question.atoms = row.atoms;
    question.rawBytes = row.rawBytes;
    question.parts = {310'000, 0.5e6, 11e6, 3.1e6, 8'000};
    row.floor = floorOf(question);
    row.notes = {"output verified"};
    return row;
}

/// One input of 100,000 atoms, four formats, three operations.
inline BenchRun sampleRun() {
    BenchRun run;
    run.environment["cpu"] = {{"model", "Model <&> 1"}, {"cores", 2}};
    run.environment["kernel"] = nullptr;
    run.inputs = {{"a \"b\" <c>.paths", 100'000, 5'170'000, 310'000}};
    run.rows = {
        sampleRow(Operation::Serialize, "paths", "zlib:6", 46e6, 1'035'000),
        sampleRow(Operation::Serialize, "act", "none", 11e6, 2'070'000),
        sampleRow(Operation::Serialize, "mtts", "none", 4.9e6, 5'200'000),
        sampleRow(Operation::Serialize, "pathmap1", "zstd:3", 14e6, 1'120'000),
        sampleRow(Operation::Deserialize, "paths", "zlib:6", 8.6e6, 1'035'000),
        sampleRow(Operation::Deserialize, "act", "none", 4.1e6, 2'070'000),
        sampleRow(Operation::Deserialize, "mtts", "none", 0.61e6, 5'200'000),
        sampleRow(Operation::Deserialize, "pathmap1", "zstd:3", 3.2e6, 1'120'000),
        sampleRow(Operation::Load, "act", "none", 9'300, 2'070'000),
    };
    run.inputOfRow.assign(run.rows.size(), 0);
    run.warnings = {"the machine is busy: load 1.9 on 2 cores"};
    return run;
}

} // namespace spacebench::results
