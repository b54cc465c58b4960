// SPDX-License-Identifier: Apache-2.0
//
// What the switchboard says. A technique is measured on several tasks; the guide does not say which it means,
// so the task on which it does most speaks, and the text says so: a claim that is missed there is missed
// everywhere. Only one switch at a time against the guide's present code is what the claims are about.
#include <algorithm>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/claims/evidence_parts.h"

namespace spacebench::jobs {

namespace {

using claims::EvidenceOrigin;
using claims::intervalText;
using results::ClaimSpec;
using results::ClaimVerdict;
using results::EffectRow;
using results::Evidence;
using results::MeasureState;
using results::TechniqueRun;

bool speaksOf(const EffectRow& row, const ClaimSpec& claim) {
    if (row.badExample || row.techniqueId != claim.guideRow) return false;
    // M1 alone has two claims.
    if (claim.guideRow != "M1") return true;
    return (row.quantity == tuning::Quantity::Allocations) == (claim.id == "M1/allocations");
}

/// What a row has to say, the most telling last.
enum class Voice { None, Unavailable, Insufficient, OutsideConditions, Measured };

Voice voiceOf(const EffectRow& row) {
    switch (row.state) {
    case MeasureState::Measured:
        if (!row.effect) return Voice::None;
        return row.outsideConditions.empty() ? Voice::Measured : Voice::OutsideConditions;
    case MeasureState::Insufficient:
        // More samples would not bring the claim's conditions about.
        return row.outsideConditions.empty() ? Voice::Insufficient : Voice::OutsideConditions;
    case MeasureState::Unavailable:
        return Voice::Unavailable;
    case MeasureState::Rejected:
    case MeasureState::Failed:
        break;
    }
    return Voice::None;
}

bool speaksLouder(const EffectRow& row, const EffectRow& chosen) {
    const Voice voice = voiceOf(row);
    if (voice != voiceOf(chosen)) return voice > voiceOf(chosen);
    return row.effect && (!chosen.effect || row.effect->value > chosen.effect->value);
}

Evidence evidenceOf(const EffectRow& row, const ClaimSpec& claim, const EvidenceOrigin& origin,
                    std::size_t tasks) {
    if (voiceOf(row) == Voice::Unavailable)
        return origin.reasoned(claim, ClaimVerdict::NotTestableHere, row.reason);
    Evidence evidence;
    if (row.effect) {
        std::string text = fmt::format("{} of {}", intervalText(*row.effect, claim.unit), taskName(row.task));
        if (tasks > 1) text += fmt::format(", the most of {} tasks", tasks);
        evidence = origin.judged(claim, *row.effect, std::move(text));
    } else {
        evidence = origin.reasoned(claim, ClaimVerdict::Insufficient, {});
    }
    if (voiceOf(row) == Voice::Insufficient) {
        evidence.verdict = ClaimVerdict::Insufficient;
        evidence.reason = row.reason;
    } else if (voiceOf(row) == Voice::OutsideConditions) {
        evidence.verdict = ClaimVerdict::NotTestableHere;
        evidence.reason = row.outsideConditions;
    }
    return evidence;
}

/// Cancelled, or at the end of its budget: what is open, another run may close.
bool endedEarly(const TechniqueRun& run) {
    return !run.complete || (run.budgetSeconds > 0 && run.elapsedSeconds >= run.budgetSeconds);
}

} // namespace

std::vector<Evidence> evidenceFrom(const TechniqueRun& run) {
    const EvidenceOrigin origin(run.environment, "techniques", run.input, run.inputHash);
    std::vector<Evidence> all;
    if (run.kind != results::ExperimentKind::OneAtATime) return all;
    for (const ClaimSpec& claim : results::guideClaims()) {
        if (claim.source != results::ClaimSource::Techniques) continue;
        const EffectRow* chosen = nullptr;
        std::size_t tasks = 0;
        for (const EffectRow& row : run.effects) {
            if (!speaksOf(row, claim) || voiceOf(row) == Voice::None) continue;
            if (row.effect) ++tasks;
            if (chosen == nullptr || speaksLouder(row, *chosen)) chosen = &row;
        }
        if (chosen == nullptr || (endedEarly(run) && voiceOf(*chosen) == Voice::Insufficient)) continue;
        all.push_back(evidenceOf(*chosen, claim, origin, tasks));
    }
    return all;
}

} // namespace spacebench::jobs
