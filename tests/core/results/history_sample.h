// SPDX-License-Identifier: Apache-2.0
//
// A small run as the history keeps it.
#pragma once

#include <string>

#include "results/run_record.h"

namespace spacebench::tests {

inline results::Metric sampleMetric(std::string_view id, results::MetricUnit unit,
                                    std::vector<double> samples, results::Interval value) {
    results::Metric metric;
    metric.id = id;
    metric.title = std::string(id) + " in words";
    metric.unit = unit;
    metric.samples = std::move(samples);
    metric.value = value;
    return metric;
}

/// Two measured rows and one that failed. `scale` stretches the times.
inline results::RunRecord historySample(const std::string& title, double scale = 1) {
    using results::MetricUnit;
    results::RunRecord record;
    record.title = title;
    record.source = "spacebench";
    record.startedUtc = "2026-11-22T22:14:05Z";
    record.elapsedSeconds = 12.5;
    record.machine = "test processor, 2 cores, Linux";
    record.planName = "quick-look";
    record.note = "after the change";
    record.tags = {"nightly", "zlib"};
    record.noiseFloor = 0.013;
    record.session = "session-1";
    record.environment = {{"cpu", {{"model", "test processor"}}}};
    record.plan = {{"runs", 3}};
    record.document = {{"schema", "spacebench.bench"}, {"rows", nlohmann::ordered_json::array()}};
    record.warnings = {"load 1.7 during the run"};
    for (const char* format : {"mtts", "act"}) {
        results::RecordRow row;
        row.key = std::string("serialize/") + format + "/zlib:6@kb.paths";
        row.label = std::string("serialize ") + format + ", zlib:6";
        row.input = "kb.paths";
        row.inputHash = "c0ffee";
        row.atoms = 1000;
        row.operation = "serialize";
        row.formatId = format;
        row.codec = "zlib:6";
        row.threads = 2;
        row.failures = 1;
        row.rounds = {0, 1, 2};
        row.metrics.push_back(sampleMetric(results::metric::kTime, MetricUnit::Nanoseconds,
                                           {1.5e6 * scale, 1.25e6 * scale, 1.75e6 * scale},
                                           {1.5e6 * scale, 1.25e6 * scale, 1.75e6 * scale}));
        results::Metric stored =
            sampleMetric(results::metric::kStoredBytes, MetricUnit::Bytes, {}, {4096, 4096, 4096});
        stored.exact = true;
        row.metrics.push_back(stored);
        record.rows.push_back(std::move(row));
    }
    results::RecordRow failed;
    failed.key = "deserialize/pathmap1/none@kb.paths";
    failed.label = "deserialize pathmap1";
    failed.input = "kb.paths";
    failed.state = results::MeasureState::Failed;
    failed.reason = "the worker was killed by signal 9";
    record.rows.push_back(std::move(failed));
    return record;
}

} // namespace spacebench::tests
