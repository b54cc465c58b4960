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

/// A row with three runs in workers: 0.9, 1.0 and 1.1 ms on one thread.
inline BenchRow isolatedRow(std::string program) {
    BenchRow row;
    row.operation = Operation::Serialize;
    row.formatId = "mtts";
    row.codec = "none";
    row.key = "serialize/mtts/t1/file@kb.paths";
    row.label = "serialize mtts, 1 thread, file";
    row.program = std::move(program);
    row.threads = 1;
    row.medium = "file";
    row.isolation = "process";
    row.atoms = 1'000;
    row.rawBytes = 50'000;
    row.storedBytes = 20'000;
    row.samplesNs = {1'000'000, 900'000, 1'100'000};
    row.medianNs = 1e6;
    row.ciLowNs = 0.9e6;
    row.ciHighNs = 1.1e6;
    row.allocations = 12;
    for (std::size_t i = 0; i < row.samplesNs.size(); ++i) {
        RunSample sample;
        sample.wallNs = row.samplesNs[i];
        sample.userNs = row.samplesNs[i] * 6 / 10;
        sample.systemNs = row.samplesNs[i] * 2 / 10;
        sample.iterations = 10;
        sample.minorFaults = 40 + static_cast<double>(i);
        sample.voluntarySwitches = 1;
        sample.involuntarySwitches = 2;
        if (i != 1) sample.cycles = 3'000'000;
        sample.allocations = 12;
        sample.peakHeapBytes = 40'000;
        sample.storedBytes = row.storedBytes;
        sample.round = i;
        row.runs.push_back(std::move(sample));
    }
    row.targets =
        judge({row.operation, row.formatId, row.atoms, row.medianNs, std::nullopt, std::nullopt, row.medium});
    return row;
}

/// Two programs in the same rounds, one row of which failed.
inline BenchRun interleavedRun() {
    BenchRun run;
    run.title = "two programs";
    run.startedUtc = "2026-11-22T22:14:05Z";
    run.elapsedSeconds = 3.5;
    run.complete = false;
    run.environment["cpu"] = {{"model", "Model"}, {"cores", 2}};
    run.plan = {{"schema", "spacebench.plan"}, {"name", "quick-look"}, {"tags", {"b", "a", "b"}}};
    run.controlFirstNs = {100, 101, 99};
    run.controlSecondNs = {100, 99, 102};
    run.noiseFloor = 0.012;
    run.diskWriteBytesPerSecond = 200e6;
    run.inputs = {{"kb.paths", 1'000, 50'000, 5'000, "00ff"}};
    BenchRow failed = isolatedRow("this");
    failed.key = "load/act@kb.paths";
    failed.state = MeasureState::Failed;
    failed.reason = "three workers in a row died";
    failed.failures = {"ended by signal 9", "ended by signal 9", "ended by signal 9"};
    failed.runs.clear();
    failed.samplesNs.clear();
    run.rows = {isolatedRow("this"), std::move(failed), isolatedRow("before")};
    run.inputOfRow = {0, 0, 0};
    return run;
}

} // namespace spacebench::results
