// SPDX-License-Identifier: Apache-2.0
//
// The performance guide's claims as data: every row of its tables, and what contradicts what. And the rules
// by which a measured interval is held against a claim.
//
// The guide's absolute figures (baselines, latencies, throughput, codec speeds) are of its own machine, a
// Xeon E5-2699 v3 with 36 cores. They are judged on the machine at hand, and say so; ratios (techniques,
// compression) need no such note.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "results/ledger.h"

namespace spacebench::results {

/// How an interval is judged. In all of them an interval that is not finite is insufficient.
enum class ClaimRule {
    /// Lower is better, `high` is the limit. The interval at or below it: supported. Above it: not supported.
    /// The limit inside of it: insufficient, either may be true.
    AtMost,
    Below,   ///< AtMost, but the limit itself is missed: "< 5 ms"
    AtLeast, ///< higher is better, `low` is the limit; otherwise as AtMost
    /// A ratio without / with, `low` to `high` claimed. All of the interval below `low`: not supported. It
    /// reaches `low`, and lies above 1 (or above `low`): supported; more than `high` is as good. It reaches
    /// from no effect (1) to `low`: insufficient.
    Effect,
    /// An effect without a figure: above 1 supported; at most 5 % above 1 or below it: not supported.
    Improves,
    /// `low` to `high`, both ends count: an interval that touches them is supported, unless it is wider than
    /// half of its value.
    Between,
    /// Percent by which a choice is worse than the best measured: at most `high` possible, supported; no
    /// value at or below `high`: not supported; wider than ten points: insufficient.
    Regret,
    Word,      ///< the evidence itself brings the verdict: "low" has no figure to compare with
    Recipe,    ///< says how to look, not what is seen: never testable
    Statement, ///< a contradiction of the guide, by what it says
};

/// What measures it.
enum class ClaimSource { None, Bench, Lab, Techniques, System };

struct ClaimSpec {
    std::string_view id;       ///< "L1/1M/stretch"
    std::string_view guideRow; ///< of the guide's table: "L1"
    std::string_view section;
    std::string_view claim;
    std::string_view conditions;
    ClaimRule rule = ClaimRule::Statement;
    double low = 0;
    double high = 0;
    std::string_view unit;
    ClaimSource source = ClaimSource::None;
    /// The claim is about a space of so many atoms, whatever is in it; 0 = about the input at hand.
    std::uint64_t atoms = 0;
    /// Claims whose figures cannot hold together with this one's: ids with blanks between.
    std::string_view clashes{};
    /// Contradictions that speak of this claim; of a contradiction, the claims: ids with blanks between.
    std::string_view links{};
};

/// In the guide's order, contradictions last.
[[nodiscard]] std::span<const ClaimSpec> guideClaims();
[[nodiscard]] const ClaimSpec* findClaim(std::string_view id);
/// "at most 4,000 ms; an interval with the limit inside says nothing".
[[nodiscard]] std::string judgedText(const ClaimSpec& claim);

struct Judgement {
    ClaimVerdict verdict = ClaimVerdict::Insufficient;
    std::string reason; ///< of Insufficient
};
/// Not for Word, Recipe and Statement, which are Insufficient here.
[[nodiscard]] Judgement judgeClaim(const ClaimSpec& claim, const Interval& measured);

} // namespace spacebench::results
