// SPDX-License-Identifier: Apache-2.0
//
// A benchmark run as JSON. Keys are only ever added: files of earlier versions stay readable
// (bench_json_reader.cpp), and their readers find what they knew.
#include <cmath>

#include "results/bench_quantities.h"
#include "results/bench_result.h"
#include "stats/bootstrap.h"

namespace spacebench::results {

namespace {

using Json = nlohmann::ordered_json;

std::uint64_t wholeNumber(double value) {
    return value > 0 ? static_cast<std::uint64_t>(std::llround(value)) : 0;
}

template <class Number>
Json orNull(const std::optional<Number>& value) {
    return value ? Json(*value) : Json(nullptr);
}

/// Times are whole nanoseconds; rates and ratios keep their fraction.
Json targetNumber(Quantity quantity, const std::optional<double>& value) {
    if (!value) return nullptr;
    if (quantity == Quantity::LatencyNs) return wholeNumber(*value);
    return *value;
}

Json targetJson(const TargetVerdict& verdict) {
    Json json;
    json["id"] = verdict.id;
    json["title"] = verdict.title;
    json["quantity"] = quantityKey(verdict.quantity);
    json["limit"] = targetNumber(verdict.quantity, verdict.limit);
    json["stretch"] = targetNumber(verdict.quantity, verdict.stretch);
    json["measured"] = targetNumber(verdict.quantity, verdict.measured);
    json["met"] = verdict.measured ? Json(verdict.met) : Json(nullptr);
    json["stretch_met"] = verdict.measured && verdict.stretch ? Json(verdict.stretchMet) : Json(nullptr);
    return json;
}

/// What the row was measured of and under, and what became of it.
void addCircumstances(const BenchRun& run, std::size_t index, Json& json) {
    const BenchRow& row = run.rows[index];
    json["input_index"] = run.inputOfRow[index];
    json["key"] = row.key;
    json["label"] = row.label;
    json["switches"] = row.switches;
    json["program"] = row.program;
    json["threads"] = row.threads;
    json["medium"] = row.medium;
    json["cache"] = row.cache;
    json["injected_delay"] = row.injectedDelay;
    json["state"] = stateName(row.state);
    json["reason"] = row.reason;
    json["failures"] = row.failures;
}

Json controlJson(const BenchRun& run) {
    if (run.controlFirstNs.empty()) return nullptr;
    Json json;
    json["first_ns"] = run.controlFirstNs;
    json["second_ns"] = run.controlSecondNs;
    json["noise_floor"] = run.noiseFloor;
    return json;
}

Json rowJson(const BenchRun& run, std::size_t index) {
    const BenchRow& row = run.rows[index];
    Json json;
    json["input"] = run.inputs[run.inputOfRow[index]].name;
    json["operation"] = operationName(row.operation);
    json["format"] = row.formatId;
    json["codec"] = row.codec;
    json["atoms"] = row.atoms;
    json["raw_bytes"] = row.rawBytes;
    json["stored_bytes"] = row.storedBytes;
    json["samples_ns"] = row.samplesNs;
    const auto figure = [&row](double ns) {
        return row.samplesNs.empty() ? Json(nullptr) : Json(wholeNumber(ns));
    };
    json["median_ns"] = figure(row.medianNs);
    json["ci_low_ns"] = figure(row.ciLowNs);
    json["ci_high_ns"] = figure(row.ciHighNs);
    json["count"] = row.samplesNs.size();
    json["isolation"] = row.isolation;
    json["allocations"] = orNull(row.allocations);
    json["allocated_bytes"] = orNull(row.allocatedBytes);
    json["peak_heap_bytes"] = orNull(row.peakHeapBytes);
    json["peak_rss_bytes"] = orNull(row.peakRssBytes);
    const auto multiple = run.memcpyMultiple(index);
    const auto floor = run.floorMultiple(index);
    json["memcpy_multiple"] = multiple ? Json(*multiple) : Json(nullptr);
    json["floor_multiple"] = floor ? Json(*floor) : Json(nullptr);
    json["floor_basis"] = row.floor ? Json(row.floor->basis) : Json(nullptr);
    json["floor_detail"] = row.floor ? Json(row.floor->detail) : Json(nullptr);
    json["floor_ns"] = row.floor ? Json(wholeNumber(row.floor->ns)) : Json(nullptr);
    addCircumstances(run, index, json);
    json["runs"] = Json::array();
    for (const RunSample& sample : row.runs) json["runs"].push_back(toJson(sample));
    json["targets"] = Json::array();
    for (const TargetVerdict& verdict : row.targets) json["targets"].push_back(targetJson(verdict));
    json["notes"] = row.notes;
    return json;
}

} // namespace

nlohmann::ordered_json toJson(const BenchRun& run) {
    Json json;
    json["schema"] = "spacebench.bench";
    json["version"] = 1;
    json["title"] = run.title;
    json["started_utc"] = run.startedUtc;
    json["elapsed_s"] = run.elapsedSeconds;
    json["complete"] = run.complete;
    json["environment"] = run.environment;
    json["plan"] = run.plan;
    // Of every ci_low_ns and ci_high_ns (Timing::of).
    const stats::BootstrapOptions bootstrap;
    json["interval"] = {{"of", "median"},
                        {"method", "bootstrap, percentile"},
                        {"confidence", bootstrap.confidence},
                        {"resamples", bootstrap.resamples},
                        {"seed", bootstrap.seed}};
    json["control"] = controlJson(run);
    json["disk"] = {{"write_bytes_per_second", orNull(run.diskWriteBytesPerSecond)},
                    {"read_bytes_per_second", orNull(run.diskReadBytesPerSecond)}};
    Json inputs = Json::array();
    for (const BenchInput& input : run.inputs) {
        Json one;
        one["name"] = input.name;
        one["atoms"] = input.atoms;
        one["raw_bytes"] = input.rawBytes;
        one["memcpy_ns"] = wholeNumber(input.memcpyNs);
        one["hash"] = input.hash;
        inputs.push_back(std::move(one));
    }
    // One yardstick for a reader who looks at one input; all of them beside it.
    json["reference"] = Json::object();
    json["reference"]["memcpy_ns"] =
        run.inputs.empty() ? Json(nullptr) : Json(wholeNumber(run.inputs.front().memcpyNs));
    json["reference"]["raw_bytes"] = run.inputs.empty() ? Json(nullptr) : Json(run.inputs.front().rawBytes);
    json["inputs"] = std::move(inputs);
    json["results"] = Json::array();
    for (std::size_t i = 0; i < run.rows.size(); ++i) json["results"].push_back(rowJson(run, i));
    json["warnings"] = run.warnings;
    return json;
}

} // namespace spacebench::results
