// SPDX-License-Identifier: Apache-2.0
#include "results/claims.h"

#include <cmath>

#include <fmt/format.h>

#include "base/units.h"

namespace spacebench::results {

namespace {

constexpr double kNoEffect = 1;
/// An improvement of less than that is none that anybody would notice.
constexpr double kNoticeable = 1.05;
constexpr double kWidestBetween = 0.5;      ///< of the value
constexpr double kWidestRegretPercent = 10; ///< points

std::string withUnit(double value, std::string_view unit) {
    const bool whole = value >= 1000 && value == std::floor(value);
    const std::string number =
        whole ? groupedNumber(static_cast<std::uint64_t>(value)) : significant(value, 3);
    const bool attached = unit == "x" || unit == ":1";
    return attached ? number + std::string(unit) : fmt::format("{} {}", number, unit);
}

Judgement supported() {
    return {ClaimVerdict::Supported, {}};
}
Judgement notSupported() {
    return {ClaimVerdict::NotSupported, {}};
}
Judgement insufficient(std::string reason) {
    return {ClaimVerdict::Insufficient, std::move(reason)};
}

Judgement straddles(double limit, std::string_view unit) {
    return insufficient(fmt::format("the interval has the limit of {} inside", withUnit(limit, unit)));
}

Judgement judgeEffect(const ClaimSpec& claim, const Interval& measured) {
    if (measured.high < claim.low) return notSupported();
    if (measured.low > kNoEffect || measured.low >= claim.low) return supported();
    return insufficient("the interval reaches from no effect to what is claimed");
}

Judgement judgeImprovement(const Interval& measured) {
    if (measured.low > kNoEffect) return supported();
    if (measured.high <= kNoticeable) return notSupported();
    return insufficient("the interval holds no effect as well as a noticeable one");
}

Judgement judgeBetween(const ClaimSpec& claim, const Interval& measured) {
    if (measured.high < claim.low || measured.low > claim.high) return notSupported();
    if (measured.high - measured.low > kWidestBetween * measured.value)
        return insufficient("the interval is wider than half of its value");
    return supported();
}

Judgement judgeRegret(const ClaimSpec& claim, const Interval& measured) {
    if (measured.low > claim.high) return notSupported();
    if (measured.high - measured.low > kWidestRegretPercent)
        return insufficient(fmt::format("the interval is wider than {:.0f} points", kWidestRegretPercent));
    return supported();
}

} // namespace

std::string judgedText(const ClaimSpec& claim) {
    switch (claim.rule) {
    case ClaimRule::AtMost:
        return fmt::format("at most {}; an interval with the limit inside says nothing",
                           withUnit(claim.high, claim.unit));
    case ClaimRule::Below:
        return fmt::format("less than {}; an interval with the limit inside says nothing",
                           withUnit(claim.high, claim.unit));
    case ClaimRule::AtLeast:
        return fmt::format("at least {}; an interval with the limit inside says nothing",
                           withUnit(claim.low, claim.unit));
    case ClaimRule::Effect:
        return fmt::format("without over with: the interval reaches {} or more, and no effect is not in it",
                           withUnit(claim.low, claim.unit));
    case ClaimRule::Improves:
        return "without over with: the interval lies above 1; at most 1.05 is no effect";
    case ClaimRule::Between:
        return fmt::format("the interval touches {} to {}, and is no wider than half of its value",
                           significant(claim.low, 3), withUnit(claim.high, claim.unit));
    case ClaimRule::Regret:
        return fmt::format(
            "the choice costs at most {} more than the best measured, as far as the interval goes",
            withUnit(claim.high, claim.unit));
    case ClaimRule::Word:
        return "processor time for a byte: more than each codec that is said to need less, less than each "
               "that is said to need more";
    case ClaimRule::Recipe:
        return "a recipe: it has no figure to judge";
    case ClaimRule::Statement:
        return "by what the guide says";
    }
    return {};
}

Judgement judgeClaim(const ClaimSpec& claim, const Interval& measured) {
    if (!std::isfinite(measured.value) || !std::isfinite(measured.low) || !std::isfinite(measured.high))
        return insufficient("the measured interval has no end");
    switch (claim.rule) {
    case ClaimRule::AtMost:
        if (measured.high <= claim.high) return supported();
        return measured.low > claim.high ? notSupported() : straddles(claim.high, claim.unit);
    case ClaimRule::Below:
        if (measured.high < claim.high) return supported();
        return measured.low >= claim.high ? notSupported() : straddles(claim.high, claim.unit);
    case ClaimRule::AtLeast:
        if (measured.low >= claim.low) return supported();
        return measured.high < claim.low ? notSupported() : straddles(claim.low, claim.unit);
    case ClaimRule::Effect:
        return judgeEffect(claim, measured);
    case ClaimRule::Improves:
        return judgeImprovement(measured);
    case ClaimRule::Between:
        return judgeBetween(claim, measured);
    case ClaimRule::Regret:
        return judgeRegret(claim, measured);
    case ClaimRule::Word:
    case ClaimRule::Recipe:
    case ClaimRule::Statement:
        break;
    }
    return insufficient("there is no figure to judge by");
}

} // namespace spacebench::results
