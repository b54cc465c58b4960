// SPDX-License-Identifier: Apache-2.0
#include "jobs/claims/claims.h"

#include <fmt/format.h>

#include "codecs/blake2b.h"
#include "jobs/claims/measure_claims.h"
#include "jobs/common_params.h"
#include "jobs/report_text.h"
#include "measure/environment.h"

namespace spacebench::jobs {

namespace {

constexpr std::size_t kDigestBytes = 32;

} // namespace

std::optional<std::string> recordEvidence(const std::vector<results::Evidence>& evidence,
                                          const std::string& dataFolder) {
    const auto stored = results::EvidenceStore(dataFolder).append(evidence);
    if (stored.ok()) return std::nullopt;
    return "not recorded for the claims ledger: " + stored.error().describe();
}

Result<results::Ledger> readLedger(const std::string& dataFolder, const std::string& inputHash,
                                   const InputSize& size) {
    const results::EvidenceStore store(dataFolder);
    std::uint64_t skipped = 0;
    SB_TRY(evidence, store.all(&skipped));
    results::Ledger ledger =
        results::makeLedger(evidence, inputHash, results::machineOf(measure::environmentStamp()));
    if (skipped != 0)
        ledger.warnings.push_back(
            fmt::format("{}: skipped lines that are no evidence: {}", store.file(), skipped));
    claims::estimate(ledger, claims::allPieces(size));
    return ledger;
}

Result<std::string> inputHashOf(const space::Space& space, const WorkContext& context) {
    if (const space::PathSet* const paths = space.pathSet())
        return hexText(codecs::blake2b256(paths->framed()));
    context.begin("Hashing", ProgressUnit::Paths, space.knownCount().value_or(0));
    codecs::Blake2b hash(kDigestBytes);
    PollGate gate(context);
    const auto reader = space.read();
    std::uint64_t done = 0;
    while (reader->next()) {
        Byte length[4];
        storeU32(length, static_cast<std::uint32_t>(reader->path().size()));
        hash.update(length);
        hash.update(reader->path());
        SB_CHECK(gate.step(++done));
    }
    if (reader->error() != nullptr) return *reader->error();
    return hexText(hash.finish256());
}

} // namespace spacebench::jobs
