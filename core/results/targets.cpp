// SPDX-License-Identifier: Apache-2.0
#include "results/targets.h"

#include "base/units.h"
#include "results/target_table.h"

namespace spacebench::results {

namespace {

constexpr double kSecond = 1e9; // nanoseconds

struct QuantityOfMetric {
    std::string_view metric;
    Quantity quantity;
};
constexpr QuantityOfMetric kQuantities[] = {
    {metric::kTime, Quantity::LatencyNs},
    {metric::kAtomRate, Quantity::AtomsPerSecond},
    {metric::kRatio, Quantity::CompressionRatio},
    {metric::kPeakHeapMultiple, Quantity::PeakOverSerialized},
};
/// nullopt: a row alone cannot be held against it (processor use, disk).
std::optional<Quantity> quantityOf(const TableTarget& target) {
    for (const QuantityOfMetric& one : kQuantities)
        if (one.metric == target.metric) return one.quantity;
    return std::nullopt;
}

bool applies(const TableTarget& target, const Measured& measured) {
    if (!target.operation.empty() && target.operation != operationName(measured.operation)) return false;
    if (!target.formatId.empty() && target.formatId != measured.formatId) return false;
    if (target.atoms != 0 && target.atoms != measured.atoms) return false;
    if (!target.medium.empty() && !measured.medium.empty() && target.medium != measured.medium) return false;
    return target.metric != metric::kRatio || measured.compressionRatio.has_value();
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
    for (const TableTarget& target : guideTable().targets) {
        const std::optional<Quantity> quantity = quantityOf(target);
        if (!quantity || !applies(target, measured)) continue;
        TargetVerdict verdict;
        verdict.id = target.id.substr(0, target.id.find('/')); // the size stands in the title
        verdict.title = target.title;
        verdict.quantity = *quantity;
        verdict.limit = target.limit;
        verdict.stretch = target.stretch;
        verdict.measured = valueOf(*quantity, measured);
        if (verdict.measured) {
            const TargetState state = stateOf(target, *verdict.measured);
            verdict.met = isMet(state);
            verdict.stretchMet = state == TargetState::StretchMet;
        }
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

} // namespace spacebench::results
