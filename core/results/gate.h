// SPDX-License-Identifier: Apache-2.0
//
// The gate's decision: pure, so that simulations can hold it to its rates. A row that looks slower is only
// suspected; it is a regression when a second measurement of it says the same. The first look is not
// corrected for the number of rows (it only chooses what is measured again); the second is, so that whatever
// the number of rows, 5 % at most of the gates of an unchanged program fail, as far as conditions are alike:
// * Pairs are new on both sides: the second look knows nothing of the first. Benjamini and Hochberg, over the
//   suspected rows.
// * A stored baseline has the same samples in both looks, and where they were fast by chance both err. So the
//   first look counts for nothing: Holm over all rows, with the half of p that is that of slow-downs.
#pragma once

#include <limits>

#include "results/comparison.h"

namespace spacebench::results {

enum class GateVerdict {
    Passed,       ///< not slower: faster, the same, or not known to differ
    Regression,   ///< slower twice; or once where no second look was asked for
    NotConfirmed, ///< looked slower at first, or one worker died
    Suspected,    ///< the same, and it was not measured again
    Broken,       ///< the baseline has a figure; now the output is wrong, or workers die (isBroken())
    Insufficient, ///< too few runs on a side, or the baseline has no figure
};
[[nodiscard]] std::string_view gateVerdictName(GateVerdict verdict); ///< "regression", "not confirmed", ...

struct GateRow {
    std::string key;
    std::string label;
    GateVerdict verdict = GateVerdict::Passed;
    ComparisonCell first;                 ///< the new run against the baseline
    std::optional<ComparisonCell> second; ///< the confirming run against it
};
struct GateResult {
    std::vector<std::shared_ptr<const RunRecord>>
        runs;                  ///< baseline, first look, second look; rows point here
    std::vector<GateRow> rows; ///< as in the first comparison: the largest change first
    bool confirmed = false;    ///< a second look was asked for
    double threshold = 0;
    double noiseFloor = 0;
    std::size_t samples = 0; ///< a side, of the row that has fewest
    bool complete = true;    ///< false: interrupted, and so no judgement
    bool paired = false;     ///< measured in the same rounds as the baseline
    /// The least slow-down that is found four times of five, of the middle row, and of the worst; infinite
    /// where there are too few runs.
    double detectable = std::numeric_limits<double>::infinity();
    double detectableWorst = std::numeric_limits<double>::infinity();
    std::vector<std::string> warnings;

    [[nodiscard]] std::size_t count(GateVerdict verdict) const;
    /// 130 where it was interrupted, 1 where there is a regression or something is broken, 5 where nothing
    /// could be judged, else 0.
    [[nodiscard]] int exitStatus() const;
};

/// How both looks are compared, uncorrected; the caller adds metric and what may be mixed.
[[nodiscard]] ComparisonOptions eachLook(ComparisonOptions options);

/// Keys, in the last run, of rows that look slower in `first` (than in the first run), or where a worker
/// died, and that a second measurement could clear: exact quantities are what they are.
[[nodiscard]] std::vector<std::string> suspects(const Comparison& first);
/// Corrects the second look, as is said above. `second` null: not measured again. With `confirm` false a
/// single look decides, corrected by Holm: pass a comparison that is.
[[nodiscard]] GateResult decide(const Comparison& first, const Comparison* second, bool confirm);

/// Adds what the gate can see (samples, paired, detectable): simulated from the noise of `first`, in about a
/// tenth of a second.
void statePower(const Comparison& first, GateResult& gate);

/// Schema "spacebench.gate", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const GateResult& gate);
/// "With this noise 10 runs a side find slow-downs of 4 % and more ...", and how often it errs.
[[nodiscard]] std::vector<std::string> rateText(const GateResult& gate);
[[nodiscard]] std::string toText(const GateResult& gate);
[[nodiscard]] std::string toMarkdown(const GateResult& gate);
/// A confirmed regression is a <failure>, and what is broken an <error>.
[[nodiscard]] std::string toJUnit(const GateResult& gate);

} // namespace spacebench::results
