// SPDX-License-Identifier: Apache-2.0
//
// The ledger's work: turns finished runs into evidence, and measures what is missing.
#pragma once

#include <functional>

#include "jobs/lab/lab.h"
#include "jobs/techniques/techniques.h"
#include "results/bench_result.h"
#include "results/evidence_store.h"

namespace spacebench::jobs {

/// What a run says about the guide's claims. Rejected and failed rows say nothing.
[[nodiscard]] std::vector<results::Evidence> evidenceFrom(const results::TechniqueRun& run);
[[nodiscard]] std::vector<results::Evidence> evidenceFrom(const results::LabRun& run);
[[nodiscard]] std::vector<results::Evidence> evidenceFrom(const results::BenchRun& run);

struct ClaimsRequest {
    std::string name;
    space::SpaceContent content; ///< the input of lab and switchboard
    std::string file;            ///< empty = none
    std::string dataFolder;      ///< of the EvidenceStore; empty = the default
    double budgetSeconds = 0;    ///< 0 = as long as it takes
    bool again = false;          ///< measure what is there already, too
};

/// The ledger of this machine, for `inputHash` (empty = any input); what is measured with nothing else.
[[nodiscard]] Result<results::Ledger> readLedger(const std::string& dataFolder, const std::string& inputHash);
/// BLAKE2b-256 of the framed paths, hex: as LabRun and TechniqueRun have it.
[[nodiscard]] Result<std::string> inputHashOf(const space::Space& space, const WorkContext& context);
/// "measure all": what has no evidence yet, piece by piece; each piece is stored when it is measured, so that
/// a cancelled or killed run goes on where it was. `onUpdate`: the ledger so far.
[[nodiscard]] Result<results::Ledger>
measureClaims(const ClaimsRequest& request, const JobServices& services,
              const std::function<void(const results::Ledger&)>& onUpdate = {});

} // namespace spacebench::jobs
