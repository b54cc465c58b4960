// SPDX-License-Identifier: Apache-2.0
#include "jobs/claims/evidence_parts.h"

#include <cmath>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::jobs::claims {

namespace {

std::string numberText(double value) {
    constexpr double kGrouped = 10'000;
    if (value >= kGrouped && value < 1e15)
        return groupedNumber(static_cast<std::uint64_t>(std::llround(value)));
    return significant(value, 3);
}

} // namespace

EvidenceOrigin::EvidenceOrigin(const nlohmann::ordered_json& environment, std::string_view source,
                               std::string input, std::string inputHash) {
    common.machine = results::machineOf(environment);
    if (environment.is_object() && environment.contains("time_utc") && environment["time_utc"].is_string())
        common.timeUtc = environment["time_utc"].get<std::string>();
    common.source = source;
    common.input = std::move(input);
    common.inputHash = std::move(inputHash);
}

results::Evidence EvidenceOrigin::judged(const results::ClaimSpec& claim, results::Interval measured,
                                         std::string text) const {
    results::Evidence evidence = common;
    evidence.claimId = claim.id;
    evidence.unit = claim.unit;
    evidence.measured = measured;
    evidence.measuredText = std::move(text);
    results::Judgement judgement = results::judgeClaim(claim, measured);
    evidence.verdict = judgement.verdict;
    evidence.reason = std::move(judgement.reason);
    return evidence;
}

results::Evidence EvidenceOrigin::judgedOf(const results::ClaimSpec& claim, results::Interval measured,
                                           std::string text, std::size_t samples) const {
    results::Evidence evidence = judged(claim, measured, std::move(text));
    if (samples < kFewestSamples) {
        evidence.verdict = results::ClaimVerdict::Insufficient;
        evidence.reason = fmt::format("{} {}, at least {} are needed", samples,
                                      samples == 1 ? "sample" : "samples", kFewestSamples);
    }
    return evidence;
}

results::Evidence EvidenceOrigin::reasoned(const results::ClaimSpec& claim, results::ClaimVerdict verdict,
                                           std::string reason) const {
    results::Evidence evidence = common;
    evidence.claimId = claim.id;
    evidence.unit = claim.unit;
    evidence.verdict = verdict;
    evidence.reason = std::move(reason);
    return evidence;
}

std::string figureText(double value, std::string_view unit) {
    const bool attached = unit == "x" || unit == ":1";
    return attached ? numberText(value) + std::string(unit) : fmt::format("{} {}", numberText(value), unit);
}

std::string intervalText(const results::Interval& interval, std::string_view unit) {
    if (interval.low == interval.high) return figureText(interval.value, unit);
    return fmt::format("{} [{}, {}]", figureText(interval.value, unit), numberText(interval.low),
                       numberText(interval.high));
}

} // namespace spacebench::jobs::claims
