// SPDX-License-Identifier: Apache-2.0
#include "results/targets.h"

#include <array>

#include "base/units.h"

namespace spacebench::results {

namespace {

constexpr double kMs = 1e6; // nanoseconds
constexpr double kSecond = 1e9;

constexpr Target latency(std::string_view id, std::string_view title, Operation operation,
                         std::string_view format, std::uint64_t atoms, double limitNs, double stretchNs) {
    return {id, title, Quantity::LatencyNs, operation, format, atoms, limitNs, stretchNs, true};
}

// claims.md, "Baselines and targets": MORK Space Serialization Performance Guide 1.0 (2025-11-13).
constexpr std::array kTargets = {
    latency("L1", "serialize Binary, 1K atoms", Operation::Serialize, "mtts", 1'000, 5 * kMs, 2 * kMs),
    latency("L1", "serialize Binary, 100K atoms", Operation::Serialize, "mtts", 100'000, 500 * kMs,
            200 * kMs),
    latency("L1", "serialize Binary, 1M atoms", Operation::Serialize, "mtts", 1'000'000, 5 * kSecond,
            2 * kSecond),
    latency("L2", "deserialize Binary, 1K atoms", Operation::Deserialize, "mtts", 1'000, 10 * kMs, 5 * kMs),
    latency("L2", "deserialize Binary, 100K atoms", Operation::Deserialize, "mtts", 100'000, 1 * kSecond,
            400 * kMs),
    latency("L2", "deserialize Binary, 1M atoms", Operation::Deserialize, "mtts", 1'000'000, 10 * kSecond,
            4 * kSecond),
    latency("L3", "load ACT, any size", Operation::Load, "act", 0, 10 * kMs, 1 * kMs),
    Target{"T1", "serialization throughput", Quantity::AtomsPerSecond, Operation::Serialize, "", 0, 200e3,
           500e3, false},
    Target{"T2", "deserialization throughput", Quantity::AtomsPerSecond, Operation::Deserialize, "", 0, 150e3,
           400e3, false},
    Target{"T3", "compression ratio", Quantity::CompressionRatio, Operation::Serialize, "", 0, 2.5, 3.5,
           false},
    // The guide's "max 3x" is a ceiling above the target, not a stretch goal below it.
    Target{"R1", "peak memory over serialized size (the guide's ceiling is 3x)", Quantity::PeakOverSerialized,
           std::nullopt, "", 0, 2, 0, true},
};

bool applies(const Target& target, const Measured& measured) {
    if (target.operation && *target.operation != measured.operation) return false;
    if (!target.formatId.empty() && target.formatId != measured.formatId) return false;
    if (target.atoms != 0 && target.atoms != measured.atoms) return false;
    return target.quantity != Quantity::CompressionRatio || measured.compressionRatio.has_value();
}

std::optional<double> valueOf(Quantity quantity, const Measured& measured) {
    switch (quantity) {
    case Quantity::LatencyNs:
        return measured.medianNs > 0 ? std::optional(measured.medianNs) : std::nullopt;
    case Quantity::AtomsPerSecond:
        if (measured.medianNs <= 0) return std::nullopt;
        return static_cast<double>(measured.atoms) * kSecond / measured.medianNs;
    case Quantity::CompressionRatio:
        return measured.compressionRatio;
    case Quantity::PeakOverSerialized:
        return measured.peakOverSerialized;
    }
    return std::nullopt;
}

/// The guide writes latencies as "< 5 ms": a limit that is hit exactly is not met. The others are met at it.
bool within(const Target& target, double value, double bound) {
    if (target.quantity == Quantity::LatencyNs) return value < bound;
    return target.lowerIsBetter ? value <= bound : value >= bound;
}

} // namespace

std::string_view operationName(Operation operation) {
    switch (operation) {
    case Operation::Serialize:
        return "serialize";
    case Operation::Deserialize:
        return "deserialize";
    case Operation::Load:
        return "load";
    case Operation::Compress:
        return "compress";
    case Operation::Decompress:
        return "decompress";
    }
    return "";
}

std::optional<Operation> operationNamed(std::string_view name) {
    for (const Operation operation : kOperations)
        if (operationName(operation) == name) return operation;
    return std::nullopt;
}

std::span<const Target> guideTargets() {
    return kTargets;
}

std::string_view TargetVerdict::word() const {
    if (!measured) return "not measurable here";
    if (!met) return "missed";
    return stretchMet ? "stretch met" : "met";
}

std::string quantityText(Quantity quantity, double value) {
    switch (quantity) {
    case Quantity::LatencyNs:
        return durationText(value);
    case Quantity::AtomsPerSecond:
        return rateText(value, "atoms");
    case Quantity::CompressionRatio:
        return significant(value) + " : 1";
    case Quantity::PeakOverSerialized:
        return significant(value) + "x";
    }
    return "";
}

std::vector<TargetVerdict> judge(const Measured& measured) {
    std::vector<TargetVerdict> verdicts;
    for (const Target& target : kTargets) {
        if (!applies(target, measured)) continue;
        TargetVerdict verdict;
        verdict.id = target.id;
        verdict.title = target.title;
        verdict.quantity = target.quantity;
        verdict.limit = target.limit;
        if (target.stretch > 0) verdict.stretch = target.stretch;
        verdict.measured = valueOf(target.quantity, measured);
        if (verdict.measured) {
            verdict.met = within(target, *verdict.measured, target.limit);
            verdict.stretchMet = verdict.stretch && within(target, *verdict.measured, *verdict.stretch);
        }
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

} // namespace spacebench::results
