// SPDX-License-Identifier: Apache-2.0
//
// The performance guide's targets, and the figures that lie beside them.
#include "results/target_table.h"

namespace spacebench::results {

namespace {

constexpr double kMs = 1e6; // nanoseconds
constexpr double kSecond = 1e9;
constexpr std::uint64_t k1K = 1'000;
constexpr std::uint64_t k100K = 100'000;
constexpr std::uint64_t k1M = 1'000'000;

constexpr const char* kGuide = "MORK Space Serialization Performance Guide 1.0 (2025-11-13)";
constexpr const char* kGuideMachine = "Intel Xeon E5-2699 v3 2.30 GHz, 36 cores, 252 GB DDR4-2133";
constexpr const char* kPathMapMachine = "2 cores of an AMD EPYC with AVX-512, virtual";

TableTarget latency(std::string id, std::string title, std::string operation, std::string format,
                    std::uint64_t atoms, double limitNs, double stretchNs) {
    TableTarget target;
    target.id = std::move(id);
    target.title = std::move(title);
    target.group = "Latency";
    target.metric = metric::kTime;
    target.operation = std::move(operation);
    target.formatId = std::move(format);
    target.atoms = atoms;
    target.limit = limitNs;
    target.stretch = stretchNs;
    target.lowerIsBetter = true;
    target.strict = true; // the guide writes "< 5 ms"
    // Waiting for a disk is R3's matter. ACT is mapped: loading needs its file.
    if (target.operation != "load") target.medium = kMediumMemory;
    return target;
}

TableTarget throughput(std::string id, std::string title, std::string_view metricId, std::string operation,
                       double limit, double stretch) {
    TableTarget target;
    target.id = std::move(id);
    target.title = std::move(title);
    target.group = "Throughput";
    target.metric = metricId;
    target.operation = std::move(operation);
    target.limit = limit;
    target.stretch = stretch;
    if (target.metric == metric::kAtomRate) target.medium = kMediumMemory;
    return target;
}

TableTarget resource(std::string id, std::string title, std::string_view metricId, double limit,
                     double ceiling, bool lowerIsBetter) {
    TableTarget target;
    target.id = std::move(id);
    target.title = std::move(title);
    target.group = "Resources";
    target.metric = metricId;
    target.limit = limit;
    target.ceiling = ceiling;
    target.lowerIsBetter = lowerIsBetter;
    return target;
}

std::vector<TableTarget> guideTargets() {
    std::vector<TableTarget> targets = {
        latency("L1/1K", "serialize Binary, 1K atoms", "serialize", "mtts", k1K, 5 * kMs, 2 * kMs),
        latency("L1/100K", "serialize Binary, 100K atoms", "serialize", "mtts", k100K, 500 * kMs, 200 * kMs),
        latency("L1/1M", "serialize Binary, 1M atoms", "serialize", "mtts", k1M, 5 * kSecond, 2 * kSecond),
        latency("L2/1K", "deserialize Binary, 1K atoms", "deserialize", "mtts", k1K, 10 * kMs, 5 * kMs),
        latency("L2/100K", "deserialize Binary, 100K atoms", "deserialize", "mtts", k100K, 1 * kSecond,
                400 * kMs),
        latency("L2/1M", "deserialize Binary, 1M atoms", "deserialize", "mtts", k1M, 10 * kSecond,
                4 * kSecond),
        latency("L3", "load ACT, any size", "load", "act", 0, 10 * kMs, 1 * kMs),
        throughput("T1", "serialization throughput", metric::kAtomRate, "serialize", 200e3, 500e3),
        throughput("T2", "deserialization throughput", metric::kAtomRate, "deserialize", 150e3, 400e3),
        throughput("T3", "compression ratio", metric::kRatio, "serialize", 2.5, 3.5),
        resource("R1", "peak memory over serialized size (the guide's ceiling is 3x)",
                 metric::kPeakHeapMultiple, 2, 3, true),
        resource("R2", "CPU utilisation on several cores", metric::kCpuUse, 0.7, 0.9, true),
        resource("R3", "disk I/O as a share of the disk's bandwidth", metric::kDiskShare, 0.8, 0.95, false),
    };
    TableTarget& processors = targets[targets.size() - 2];
    processors.floor = 0.5;
    processors.leastThreads = 2;
    targets.back().medium = kMediumFile;
    return targets;
}

ReferenceFigure time(std::string operation, std::string format, std::uint64_t atoms, double ns,
                     std::string input = {}) {
    ReferenceFigure figure;
    figure.operation = std::move(operation);
    figure.formatId = std::move(format);
    figure.atoms = atoms;
    figure.input = std::move(input);
    figure.metric = metric::kTime;
    figure.value = ns;
    return figure;
}

ReferenceFigure memory(double bytes) {
    ReferenceFigure figure;
    figure.atoms = k1M;
    figure.metric = metric::kPeakResident; // the guide does not say of which operation
    figure.value = bytes;
    return figure;
}

/// One row of a table: 100K and 1M generated atoms, and the two inputs that are spaces of their own.
void addPathMapRow(std::vector<ReferenceFigure>& figures, const char* operation, const char* format,
                   double logicMs, double smallMs, double largeMs, double randomMs, double deepMs) {
    figures.push_back(time(operation, format, 0, logicMs * kMs, "big_logic"));
    figures.push_back(time(operation, format, k100K, smallMs * kMs));
    figures.push_back(time(operation, format, k1M, largeMs * kMs));
    figures.push_back(time(operation, format, k1M, randomMs * kMs, "random"));
    figures.push_back(time(operation, format, k100K, deepMs * kMs, "deep"));
}

std::vector<ReferenceSet> guideReferences() {
    ReferenceSet baseline{"guide-baseline",
                          "Guide, baseline",
                          kGuideMachine,
                          kGuide,
                          {time("serialize", "paths", k1M, 12 * kSecond),
                           time("deserialize", "paths", k1M, 19 * kSecond),
                           time("serialize", "act", k1M, 1.7 * kSecond), time("load", "act", k1M, 1 * kMs),
                           time("serialize", "mtts", k1M, 8 * kSecond), memory(500e6)}};
    baseline.figures[3].upperBound = true; // "< 1 ms"
    ReferenceSet optimized{"guide-optimized",
                           "Guide, optimized",
                           kGuideMachine,
                           kGuide,
                           {time("serialize", "paths", k1M, 4 * kSecond),
                            time("deserialize", "paths", k1M, 7 * kSecond),
                            time("serialize", "mtts", k1M, 2.5 * kSecond), memory(150e6)}};
    ReferenceSet others{"guide-team",
                        "The guide's team, other documents",
                        "Intel Xeon E5-2699 v3",
                        "measurements in other documents of the same team",
                        {time("serialize", "paths", k1M, 1.45 * kSecond),
                         time("deserialize", "paths", k1M, 6.2 * kSecond),
                         time("serialize", "act", k1M, 0.92 * kSecond)}};
    ReferenceSet pathMap{"pathmap",
                         "PathMap",
                         kPathMapMachine,
                         "PathMap and MORK of 2026-07 (Rust, jemalloc, native code), in-process medians",
                         {}};
    // In the order big_logic, 100K, 1M, random 1M, deep 100K.
    addPathMapRow(pathMap.figures, "deserialize", "paths", 25.9, 21.0, 215, 232, 510);
    addPathMapRow(pathMap.figures, "serialize", "paths", 154, 87.6, 813, 1225, 2665);
    addPathMapRow(pathMap.figures, "serialize", "act", 39.5, 27.0, 325, 429, 280);
    addPathMapRow(pathMap.figures, "load", "act", 0.008, 0.008, 0.009, 0.008, 0.009);
    addPathMapRow(pathMap.figures, "deserialize", "act", 49.8, 43.2, 434, 554, 1105);
    return {std::move(baseline), std::move(optimized), std::move(others), std::move(pathMap)};
}

} // namespace

const TargetTable& guideTable() {
    static const TargetTable kTable = [] {
        TargetTable table;
        table.id = "guide";
        table.title = "Performance guide";
        table.source = kGuide;
        table.builtIn = true;
        table.targets = guideTargets();
        table.references = guideReferences();
        return table;
    }();
    return kTable;
}

} // namespace spacebench::results
