// SPDX-License-Identifier: Apache-2.0
//
// Every row of the performance guide with what was measured here: claim, conditions, figures, verdict. Filled
// from evidence that benchmarks, the codec lab and the switchboard leave (evidence_store.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
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
[[nodiscard]] std::optional<ClaimVerdict> verdictNamed(std::string_view name);

/// One figure for one claim from one run. Plain data.
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
/// Version 1; keys as the members in snake_case: a line of the store.
[[nodiscard]] nlohmann::ordered_json toJson(const Evidence& evidence);
/// Reads what toJson() wrote, unknown keys ignored. InvalidArgument for anything else, later versions too.
[[nodiscard]] Result<Evidence> evidenceFromJson(const nlohmann::json& json);
/// The machine of an environment stamp as evidence names it: "AMD EPYC, 2 cores, Debian GNU/Linux 12". Builds
/// whose times say nothing (debug, sanitizers) are machines of their own.
[[nodiscard]] std::string machineOf(const nlohmann::ordered_json& environment);

struct LedgerRow {
    std::string claimId;
    std::string guideRow; ///< of the guide's table: "L1" of "L1/1M"
    std::string section;  ///< "Baselines", "Latency targets", "Techniques", "Codecs", "Adaptive choice", ...
    std::string claim;    ///< as the guide says it
    std::string conditions; ///< "1M atoms", "files > 1 GB"
    std::string judged;     ///< how, in words: "at most 5 ms; ..."
    ClaimVerdict verdict = ClaimVerdict::NotMeasured;
    std::string reason;
    /// Ids of claims that cannot hold together with this one, and of the contradictions that say so; of a
    /// contradiction, the claims.
    std::vector<std::string> contradicts;
    std::optional<Evidence> evidence; ///< what the verdict rests on
    double secondsToMeasure = 0;      ///< an estimate of what is missing; 0 = nothing is
};

struct Ledger {
    std::string input;     ///< its name, where it is known
    std::string inputHash; ///< empty = of any input
    std::string machine;
    std::vector<LedgerRow> rows;
    std::vector<std::string> warnings; ///< what could not be read or recorded

    [[nodiscard]] std::size_t count(ClaimVerdict verdict) const;
    [[nodiscard]] const LedgerRow* row(std::string_view claimId) const;
    [[nodiscard]] double secondsToMeasure() const; ///< sum of the rows'
};
/// All rows of claims.md in its order (claims.h has them and the rules), judged by `evidence` of this machine
/// and, where `inputHash` is not empty, of that input alone; claims about a space of a stated size are
/// measured on generated ones, and so speak of every input.
///
/// Of one claim the newest evidence counts; where that of any input will do, one that decides comes before
/// one that could not tell, and that before a reason why nothing was measured. A claim that is not supported,
/// while one that it cannot hold together with is, contradicts that one: its verdict says so.
[[nodiscard]] Ledger makeLedger(const std::vector<Evidence>& evidence, const std::string& inputHash,
                                const std::string& machine);
/// Schema "spacebench.claims", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const Ledger& ledger);
[[nodiscard]] std::string toText(const Ledger& ledger); ///< the table for a terminal
[[nodiscard]] std::string toMarkdown(const Ledger& ledger);

} // namespace spacebench::results
