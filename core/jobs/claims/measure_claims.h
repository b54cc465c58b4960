// SPDX-License-Identifier: Apache-2.0
//
// The plan behind "measure all", and what carries it out: the runners are passed in, so that tests need not
// measure anything.
#pragma once

#include <functional>

#include "jobs/bench/run_plan.h"
#include "jobs/claims/claims.h"

namespace spacebench::jobs::claims {

struct Runners {
    std::function<Result<results::BenchRun>(const PlanRequest&, const JobServices&)> bench;
    std::function<Result<results::LabRun>(const LabRequest&, const JobServices&)> lab;
    std::function<Result<results::TechniqueRun>(const TechniqueRequest&, const JobServices&)> techniques;
    /// R2 and R3.
    std::function<Result<std::vector<results::Evidence>>(const ClaimsRequest&, const std::string& inputHash,
                                                         const JobServices&)>
        resources;
};

/// Claims that are measured together.
struct Piece {
    enum class Kind { BenchOfSize, BenchOfInput, Resources, CodecTable, AdaptiveRule, Techniques };
    Kind kind = Kind::BenchOfSize;
    std::string title;                   ///< "benchmark of 1M atoms"
    std::vector<std::string> claims;     ///< ids
    std::uint64_t atoms = 0;             ///< BenchOfSize
    std::vector<std::string> techniques; ///< ids
    double seconds = 0;                  ///< about
};

/// All pieces, the cheap ones first. Every claim that can be measured is in exactly one.
[[nodiscard]] std::vector<Piece> allPieces(const InputSize& size);
/// Spreads the seconds of each piece that is still needed over its unmeasured rows.
void estimate(results::Ledger& ledger, const std::vector<Piece>& pieces);

/// measureClaims() with other runners. `machine` is that of the ledger.
[[nodiscard]] Result<results::Ledger>
measureClaimsWith(const Runners& runners, const ClaimsRequest& request, const std::string& machine,
                  const JobServices& services, const std::function<void(const results::Ledger&)>& onUpdate);

} // namespace spacebench::jobs::claims
