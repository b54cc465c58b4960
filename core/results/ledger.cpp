// SPDX-License-Identifier: Apache-2.0
#include "results/ledger.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "results/claims.h"

namespace spacebench::results {

namespace {

constexpr std::array kVerdicts = {
    std::pair{ClaimVerdict::NotMeasured, std::string_view("not measured")},
    std::pair{ClaimVerdict::Supported, std::string_view("supported")},
    std::pair{ClaimVerdict::NotSupported, std::string_view("not supported")},
    std::pair{ClaimVerdict::NotTestableHere, std::string_view("not testable here")},
    std::pair{ClaimVerdict::Insufficient, std::string_view("insufficient")},
    std::pair{ClaimVerdict::Contradicts, std::string_view("contradicts")},
};

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> list;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end != 0) list.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return list;
}

/// How much evidence tells: what decides, what could not tell, a reason.
int weight(const Evidence& evidence) {
    switch (evidence.verdict) {
    case ClaimVerdict::NotTestableHere:
        return 0;
    case ClaimVerdict::Insufficient:
        return 1;
    default:
        return 2;
    }
}

/// `candidate` stands later in the store than `chosen`.
bool replaces(const Evidence& candidate, const Evidence& chosen, bool ofAnyInput) {
    if (ofAnyInput && weight(candidate) != weight(chosen)) return weight(candidate) > weight(chosen);
    return candidate.timeUtc >= chosen.timeUtc;
}

std::map<std::string_view, const Evidence*> choose(const std::vector<Evidence>& evidence,
                                                   const std::string& inputHash, const std::string& machine) {
    std::map<std::string_view, const Evidence*> chosen;
    for (const Evidence& one : evidence) {
        const ClaimSpec* const claim = findClaim(one.claimId);
        if (claim == nullptr || one.machine != machine) continue;
        const bool ofAnyInput = inputHash.empty();
        if (!ofAnyInput && claim->atoms == 0 && one.inputHash != inputHash) continue;
        const Evidence*& place = chosen[claim->id];
        if (place == nullptr || replaces(one, *place, ofAnyInput)) place = &one;
    }
    return chosen;
}

/// The rules may have changed since it was stored: figures are judged anew, words are not.
Judgement judgementOf(const ClaimSpec& claim, const Evidence& evidence) {
    const bool decided =
        evidence.verdict != ClaimVerdict::NotTestableHere && evidence.verdict != ClaimVerdict::Insufficient;
    const bool hasRule = claim.rule != ClaimRule::Word && claim.rule != ClaimRule::Recipe &&
                         claim.rule != ClaimRule::Statement;
    if (decided && hasRule && evidence.measured) return judgeClaim(claim, *evidence.measured);
    return {evidence.verdict, evidence.reason};
}

LedgerRow rowOf(const ClaimSpec& claim, const Evidence* evidence) {
    LedgerRow row;
    row.claimId = claim.id;
    row.guideRow = claim.guideRow;
    row.section = claim.section;
    row.claim = claim.claim;
    row.conditions = claim.conditions;
    row.judged = judgedText(claim);
    row.contradicts = words(claim.clashes);
    for (std::string& link : words(claim.links)) row.contradicts.push_back(std::move(link));
    if (claim.rule == ClaimRule::Recipe) {
        row.verdict = ClaimVerdict::NotTestableHere;
        row.reason = "a recipe for people, without a figure that could be measured";
    } else if (claim.rule == ClaimRule::Statement) {
        row.verdict = ClaimVerdict::Contradicts;
    } else if (evidence != nullptr) {
        row.evidence = *evidence;
        Judgement judged = judgementOf(claim, *evidence);
        row.verdict = judged.verdict;
        row.reason = std::move(judged.reason);
    }
    return row;
}

/// What was measured meets one claim and misses another one that it cannot hold together with.
void flagClashes(Ledger& ledger) {
    std::map<std::string_view, ClaimVerdict> measured;
    for (const LedgerRow& row : ledger.rows) measured[row.claimId] = row.verdict;
    for (LedgerRow& row : ledger.rows) {
        if (row.verdict != ClaimVerdict::NotSupported) continue;
        for (const std::string& other : words(findClaim(row.claimId)->clashes)) {
            if (measured[other] != ClaimVerdict::Supported) continue;
            row.verdict = ClaimVerdict::Contradicts;
            row.reason += fmt::format(
                "{}{}", row.reason.empty() ? "not supported here, while it supports " : ", ", other);
        }
    }
    // Contradictions say how their claims fared.
    for (LedgerRow& row : ledger.rows) {
        if (findClaim(row.claimId)->rule != ClaimRule::Statement) continue;
        for (const std::string& claim : row.contradicts)
            if (measured[claim] != ClaimVerdict::NotMeasured)
                row.reason += fmt::format("{}{} {}", row.reason.empty() ? "here: " : ", ", claim,
                                          verdictName(measured[claim]));
        if (row.reason.empty()) row.reason = "none of its claims was measured here";
    }
}

} // namespace

std::string_view verdictName(ClaimVerdict verdict) {
    for (const auto& [known, name] : kVerdicts)
        if (known == verdict) return name;
    return "";
}

std::optional<ClaimVerdict> verdictNamed(std::string_view name) {
    for (const auto& [verdict, known] : kVerdicts)
        if (known == name) return verdict;
    return std::nullopt;
}

std::string machineOf(const nlohmann::ordered_json& environment) {
    const auto text = [](const nlohmann::ordered_json& object, const char* key) {
        const auto found = object.find(key);
        if (found == object.end()) return std::string("unknown");
        return found->is_string() ? found->get<std::string>() : found->dump();
    };
    if (!environment.is_object()) return "unknown";
    const auto found = environment.find("cpu");
    const nlohmann::ordered_json cpu =
        found != environment.end() && found->is_object() ? *found : nlohmann::ordered_json::object();
    const std::string cores = text(cpu, "usable_by_this_process");
    std::string machine = fmt::format("{}, {} {}, {}", text(cpu, "model"), cores,
                                      cores == "1" ? "core" : "cores", text(environment, "system"));
    if (const std::string sanitizer = text(environment, "sanitizer"); sanitizer != "none")
        machine += fmt::format(" ({} build)", sanitizer);
    else if (!text(environment, "build_flags").starts_with("Release"))
        machine += " (no release build)";
    return machine;
}

std::size_t Ledger::count(ClaimVerdict verdict) const {
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [&](const LedgerRow& row) { return row.verdict == verdict; }));
}

const LedgerRow* Ledger::row(std::string_view claimId) const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const LedgerRow& one) { return one.claimId == claimId; });
    return found == rows.end() ? nullptr : &*found;
}

double Ledger::secondsToMeasure() const {
    double seconds = 0;
    for (const LedgerRow& row : rows) seconds += row.secondsToMeasure;
    return seconds;
}

Ledger makeLedger(const std::vector<Evidence>& evidence, const std::string& inputHash,
                  const std::string& machine) {
    Ledger ledger;
    ledger.inputHash = inputHash;
    ledger.machine = machine;
    const auto chosen = choose(evidence, inputHash, machine);
    for (const ClaimSpec& claim : guideClaims()) {
        const auto found = chosen.find(claim.id);
        const Evidence* const one = found == chosen.end() ? nullptr : found->second;
        ledger.rows.push_back(rowOf(claim, one));
        if (one != nullptr && !inputHash.empty() && one->inputHash == inputHash) ledger.input = one->input;
    }
    flagClashes(ledger);
    return ledger;
}

} // namespace spacebench::results
