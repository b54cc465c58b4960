// SPDX-License-Identifier: Apache-2.0
#include "results/target_table.h"

#include <fmt/format.h>

#include "results/metric_catalog.h"

namespace spacebench::results {

namespace {

bool reaches(const TableTarget& target, double value, double bound) {
    if (value == bound) return !target.strict;
    return (value < bound) == target.lowerIsBetter;
}

} // namespace

std::string_view targetStateName(TargetState state) {
    switch (state) {
    case TargetState::StretchMet:
        return "stretch met";
    case TargetState::Met:
        return "met";
    case TargetState::Missed:
        return "missed";
    case TargetState::BeyondCeiling:
        return "beyond the ceiling";
    case TargetState::NotMeasurable:
        return "not measurable here";
    case TargetState::NotMeasured:
        return "not measured";
    }
    return "";
}

TargetState stateOf(const TableTarget& target, double value) {
    if (target.ceiling && value > *target.ceiling) return TargetState::BeyondCeiling;
    if (target.floor && value < *target.floor) return TargetState::Missed;
    if (!reaches(target, value, target.limit)) return TargetState::Missed;
    return target.stretch && reaches(target, value, *target.stretch) ? TargetState::StretchMet
                                                                     : TargetState::Met;
}

std::string limitText(const TableTarget& target) {
    const auto text = [&target](double value) { return metricValueText(target.metric, value); };
    if (target.floor) return text(*target.floor) + " to " + text(target.limit);
    if (target.strict) return (target.lowerIsBetter ? "< " : "> ") + text(target.limit);
    return (target.lowerIsBetter ? "at most " : "at least ") + text(target.limit);
}

} // namespace spacebench::results
