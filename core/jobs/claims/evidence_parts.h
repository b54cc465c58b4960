// SPDX-License-Identifier: Apache-2.0
//
// What all runs have in common when they become evidence.
#pragma once

#include "results/claims.h"
#include "results/ledger.h"

namespace spacebench::jobs::claims {

/// Fewer samples say nothing about the spread.
inline constexpr std::size_t kFewestSamples = 5;

/// Where, when and on what something was measured: copied into each piece.
struct EvidenceOrigin {
    results::Evidence common;

    EvidenceOrigin(const nlohmann::ordered_json& environment, std::string_view source, std::string input,
                   std::string inputHash);

    /// `claim` with a figure, judged by its rule.
    [[nodiscard]] results::Evidence judged(const results::ClaimSpec& claim, results::Interval measured,
                                           std::string text) const;
    /// The same with too few samples to be judged.
    [[nodiscard]] results::Evidence judgedOf(const results::ClaimSpec& claim, results::Interval measured,
                                             std::string text, std::size_t samples) const;
    /// `verdict` is Insufficient or NotTestableHere.
    [[nodiscard]] results::Evidence reasoned(const results::ClaimSpec& claim, results::ClaimVerdict verdict,
                                             std::string reason) const;
};

/// "1.32x", "45.3 MB/s".
[[nodiscard]] std::string figureText(double value, std::string_view unit);
/// "1.32x [1.28, 1.37]"; a single point has no interval.
[[nodiscard]] std::string intervalText(const results::Interval& interval, std::string_view unit);

} // namespace spacebench::jobs::claims
