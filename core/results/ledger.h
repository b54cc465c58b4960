// SPDX-License-Identifier: Apache-2.0
//
// Every row of the performance guide with what was measured here: claim, conditions, figures, verdict. Filled
// from evidence that benchmarks, the codec lab and the switchboard leave (evidence_store.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/timing.h"

namespace spacebench::results {

enum class ClaimVerdict {
    NotMeasured, ///< nothing yet: "measure all" would
    Supported,
    NotSupported,
    NotTestableHere, ///< the reason says why
    Insufficient,    ///< measured, but the input is too small or the interval too wide to tell
    Contradicts,     ///< another claim of the guide, by what they say or by what was measured
};
[[nodiscard]] std::string_view verdictName(ClaimVerdict verdict); ///< "supported", "not supported", ...

/// One figure for one claim from one run. Plain data; JSON keys as the members.
struct Evidence {
    std::string claimId; ///< "M1", "B3", "L1/1M", "K-zstd/ratio"
    std::string input;
    std::string inputHash;
    std::string machine; ///< processor, cores, system: figures of different ones are never mixed
    std::string timeUtc; ///< ISO 8601
    std::string source;  ///< "techniques", "lab", "bench", "claims"
    ClaimVerdict verdict = ClaimVerdict::NotMeasured;
    std::string reason; ///< of NotTestableHere and Insufficient
    std::optional<Interval> measured;
    std::string unit;         ///< "x", "MB/s", "ms", "atoms/s", "bytes"
    std::string measuredText; ///< "1.32x [1.28, 1.37] of serialize mtts"
};

struct LedgerRow {
    std::string claimId;
    std::string section; ///< "Baselines", "Latency targets", "Techniques", "Codecs", "Adaptive choice", ...
    std::string claim;   ///< as the guide says it
    std::string conditions; ///< "1M atoms", "files > 1 GB"
    ClaimVerdict verdict = ClaimVerdict::NotMeasured;
    std::string reason;
    std::vector<std::string> contradicts; ///< ids of claims that cannot hold together with this one
    std::optional<Evidence> evidence; ///< what the verdict rests on: the newest for this input and machine
    double secondsToMeasure = 0;      ///< an estimate of what is missing; 0 = nothing is
};

struct Ledger {
    std::string input; ///< empty = of any input: the newest evidence each
    std::string machine;
    std::vector<LedgerRow> rows;

    [[nodiscard]] std::size_t count(ClaimVerdict verdict) const;
};
/// All rows of claims.md in its order, judged by `evidence` of this machine and, where `inputHash` is not
/// empty, of that input alone.
[[nodiscard]] Ledger makeLedger(const std::vector<Evidence>& evidence, const std::string& inputHash,
                                const std::string& machine);
/// Schema "spacebench.claims", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const Ledger& ledger);
[[nodiscard]] std::string toText(const Ledger& ledger);

} // namespace spacebench::results
