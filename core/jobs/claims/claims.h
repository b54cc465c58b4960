// SPDX-License-Identifier: Apache-2.0
//
// The ledger's work: turns finished runs into evidence, keeps it, and measures what is missing.
#pragma once

#include <functional>

#include "jobs/lab/lab.h"
#include "jobs/techniques/techniques.h"
#include "results/bench_result.h"
#include "results/evidence_store.h"

namespace spacebench::jobs {

/// What a run says about the guide's claims. Rejected and failed rows say nothing, nor does what the end of a
/// budget left open.
[[nodiscard]] std::vector<results::Evidence> evidenceFrom(const results::TechniqueRun& run);
[[nodiscard]] std::vector<results::Evidence> evidenceFrom(const results::LabRun& run);
[[nodiscard]] std::vector<results::Evidence> evidenceFrom(const results::BenchRun& run);

/// Into the store of `dataFolder` (empty = the default). What went wrong, for the warnings of the run: a
/// measurement is worth more than its place in the ledger.
[[nodiscard]] std::optional<std::string> recordEvidence(const std::vector<results::Evidence>& evidence,
                                                        const std::string& dataFolder);

/// Records what `run` says as `values` ask; a failure becomes a warning of the run.
template <class Run>
void recordRun(const ParamValues& values, Run& run) {
    if (values.flag("no-record")) return;
    if (auto warning = recordEvidence(evidenceFrom(run), values.text("data-dir")))
        run.warnings.push_back(std::move(*warning));
}

struct ClaimsRequest {
    std::string name;
    space::SpaceContent content; ///< the input of lab and switchboard
    std::string file;            ///< empty = none
    std::string dataFolder;      ///< of the EvidenceStore; empty = the default
    double budgetSeconds = 0;    ///< 0 = as long as it takes
    bool again = false;          ///< measure what is there already, too
    std::string folder;          ///< for files; empty = the folder for temporary files
    std::string worker;          ///< TechniqueRequest::worker
};

/// How large the input is, for estimates of time.
struct InputSize {
    std::uint64_t atoms = 100'000;
    std::uint64_t rawBytes = 5'000'000; ///< framed paths
};

/// The ledger of this machine, for `inputHash` (empty = any input), with what it would take to fill it from
/// an input of that size. Lines of the store that are no evidence are a warning.
[[nodiscard]] Result<results::Ledger> readLedger(const std::string& dataFolder, const std::string& inputHash,
                                                 const InputSize& size = {});
/// BLAKE2b-256 of the framed paths, hex: as runs have it.
[[nodiscard]] Result<std::string> inputHashOf(const space::Space& space, const WorkContext& context);
/// "measure all": what has no evidence yet, piece by piece; each piece is stored when it is measured, so that
/// a cancelled or killed run goes on where it was. `onUpdate` (may be empty): the ledger before, and after
/// each piece, on the job's thread. A piece that fails, or that the budget does not reach, leaves its rows
/// unmeasured with the reason, and the rest goes on.
[[nodiscard]] Result<results::Ledger>
measureClaims(const ClaimsRequest& request, const JobServices& services,
              const std::function<void(const results::Ledger&)>& onUpdate = {});

} // namespace spacebench::jobs
