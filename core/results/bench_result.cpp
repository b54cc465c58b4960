// SPDX-License-Identifier: Apache-2.0
#include "results/bench_result.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/text_table.h"

namespace spacebench::results {

namespace {

std::uint64_t wholeNumber(double value) {
    return value > 0 ? static_cast<std::uint64_t>(std::llround(value)) : 0;
}

std::string csvNumber(const std::optional<double>& value) {
    return value ? fmt::format("{:.6g}", *value) : std::string();
}
std::string csvNumber(const std::optional<std::uint64_t>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

} // namespace

std::string verdictText(const BenchRow& row) {
    std::string text;
    for (const TargetVerdict& verdict : row.targets) {
        if (!text.empty()) text += ", ";
        text += fmt::format("{} {}", verdict.id, verdict.word());
    }
    return text.empty() ? "no target" : text;
}

std::string toCsv(const BenchRun& run) {
    std::string csv =
        "input,operation,format,codec,atoms,raw_bytes,stored_bytes,median_ns,ci_low_ns,ci_high_ns,"
        "count,isolation,allocations,allocated_bytes,peak_heap_bytes,peak_rss_bytes,memcpy_multiple,"
        "floor_multiple,floor_basis,targets,samples_ns\n";
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const BenchRow& row = run.rows[i];
        csv +=
            fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                        csvField(run.inputs[run.inputOfRow[i]].name), operationName(row.operation),
                        csvField(row.formatId), csvField(row.codec), row.atoms, row.rawBytes, row.storedBytes,
                        wholeNumber(row.medianNs), wholeNumber(row.ciLowNs), wholeNumber(row.ciHighNs),
                        row.samplesNs.size(), csvField(row.isolation), csvNumber(row.allocations),
                        csvNumber(row.allocatedBytes), csvNumber(row.peakHeapBytes),
                        csvNumber(row.peakRssBytes), csvNumber(run.memcpyMultiple(i)),
                        csvNumber(run.floorMultiple(i)), csvField(row.floor ? row.floor->basis : ""),
                        csvField(row.targets.empty() ? "" : verdictText(row)),
                        fmt::format("{}", fmt::join(row.samplesNs, " ")));
    }
    return csv;
}

std::string toText(const BenchRun& run) {
    std::string text;
    for (std::size_t input = 0; input < run.inputs.size(); ++input) {
        const BenchInput& one = run.inputs[input];
        if (input != 0) text += "\n";
        text += fmt::format("{}: {} atoms, {} framed, memcpy of them {}\n\n", one.name,
                            groupedNumber(one.atoms), sizeText(one.rawBytes), durationText(one.memcpyNs));
        std::vector<std::vector<std::string>> table = {
            {"operation", "format", "codec", "median", "95 % interval", "atoms/s", "MB/s", "stored", "ratio",
             "allocations", "peak heap", "times memcpy", "targets"}};
        for (std::size_t i = 0; i < run.rows.size(); ++i) {
            if (run.inputOfRow[i] != input) continue;
            const BenchRow& row = run.rows[i];
            const bool load = row.operation == Operation::Load;
            table.push_back({std::string(operationName(row.operation)), row.formatId, row.codec,
                             durationText(row.medianNs),
                             durationText(row.ciLowNs) + " - " + durationText(row.ciHighNs),
                             load ? "-" : groupedNumber(wholeNumber(row.atomsPerSecond())),
                             load ? "-" : significant(row.rawBytesPerSecond() / 1e6),
                             sizeText(row.storedBytes), significant(row.ratio(), 3),
                             row.allocations ? groupedNumber(*row.allocations) : "not measurable",
                             row.peakHeapBytes ? sizeText(*row.peakHeapBytes) : "not measurable",
                             distanceText(row.medianNs, run.memcpyNs(i), row.floor), verdictText(row)});
        }
        text += tableText(table, 3);
    }
    for (const std::string& warning : run.warnings) text += "\nwarning: " + warning;
    if (!run.warnings.empty()) text += "\n";
    return text;
}

} // namespace spacebench::results
