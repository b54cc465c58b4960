// SPDX-License-Identifier: GPL-3.0-or-later
//
// Verdicts on the guide's claims as a word with a mark, the same on every page. Colour only repeats what the
// word says.
#pragma once

#include <array>

#include <QString>

#include "results/ledger.h"
#include "theme.h"

namespace spacebench::widgets {

/// In the order in which people look for them.
inline constexpr std::array kClaimVerdicts = {
    results::ClaimVerdict::Supported,       results::ClaimVerdict::NotSupported,
    results::ClaimVerdict::Contradicts,     results::ClaimVerdict::Insufficient,
    results::ClaimVerdict::NotTestableHere, results::ClaimVerdict::NotMeasured,
};

[[nodiscard]] QString verdictWord(results::ClaimVerdict verdict); ///< translated: "not supported"
[[nodiscard]] QString verdictMark(results::ClaimVerdict verdict); ///< one character
[[nodiscard]] Role verdictRole(results::ClaimVerdict verdict);
/// "✓ supported"; a contradiction names the claims: "⇄ contradicts L2/1M, T2".
[[nodiscard]] QString markedVerdict(const results::LedgerRow& row);

} // namespace spacebench::widgets
