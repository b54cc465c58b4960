// SPDX-License-Identifier: Apache-2.0
#include "jobs/claims/measure_claims.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/units.h"
#include "results/claims.h"

namespace spacebench::jobs::claims {

namespace {

using results::ClaimSource;
using results::ClaimSpec;
using results::ClaimVerdict;
using results::Evidence;
using results::Ledger;

constexpr std::array<std::uint64_t, 3> kGuideSizes = {1'000, 100'000, 1'000'000};
const std::vector<std::string> kGuideFormats = {"paths", "act", "mtts"};
constexpr std::uint64_t kRuns = 10;
constexpr std::uint64_t kLabRuns = 5;
/// Of a sweep of all levels and of a group of techniques where the user sets none: at least so long, and
/// twice what is expected, so that a busy moment ends nothing.
constexpr double kLeastPieceBudgetSeconds = 300;

// Seconds on two cores of 2024, with verification; estimates, never results.
constexpr double kBenchSeconds = 0.5;
constexpr double kBenchSecondsAnAtom = 25e-6;
constexpr double kTableSecondsAByte = 0.6e-6;
constexpr double kSweepSecondsAByte = 6e-6;
constexpr double kTechniqueSecondsAnAtom = 80e-6; ///< a technique, all tasks and rounds
constexpr double kResourceSecondsAnAtom = 5e-6;

/// Groups of techniques share one baseline; each group is stored when it is done.
constexpr std::array<std::string_view, 6> kTechniqueGroups = {"C", "I", "M", "P", "H", "Z"};

std::vector<std::string> claimsWhere(const std::function<bool(const ClaimSpec&)>& wanted) {
    std::vector<std::string> ids;
    for (const ClaimSpec& claim : results::guideClaims())
        if (wanted(claim)) ids.emplace_back(claim.id);
    return ids;
}

Piece techniquePiece(std::string_view group, const InputSize& size) {
    Piece piece;
    piece.kind = Piece::Kind::Techniques;
    for (const ClaimSpec& claim : results::guideClaims()) {
        if (claim.source != ClaimSource::Techniques || !claim.guideRow.starts_with(group)) continue;
        piece.claims.emplace_back(claim.id);
        const std::string id(claim.guideRow);
        if (std::count(piece.techniques.begin(), piece.techniques.end(), id) == 0)
            piece.techniques.push_back(id);
    }
    piece.title = fmt::format("techniques {}", fmt::join(piece.techniques, ", "));
    piece.seconds = 1 + kTechniqueSecondsAnAtom * static_cast<double>(size.atoms) *
                            static_cast<double>(piece.techniques.size() + 1);
    return piece;
}

class Measuring {
  public:
    Measuring(const Runners& runners, const ClaimsRequest& request, std::string machine,
              std::string inputHash, const JobServices& services,
              const std::function<void(const Ledger&)>& onUpdate)
        : m_runners(runners), m_request(request), m_machine(std::move(machine)),
          m_inputHash(std::move(inputHash)), m_services(services), m_onUpdate(onUpdate),
          m_store(request.dataFolder), m_startNs(services.clock.nowNs()) {}

    Result<Ledger> run(const InputSize& size) {
        auto stored = m_store.all(&m_skipped);
        if (stored.ok()) {
            m_evidence = std::move(stored).value();
        } else {
            m_warnings.push_back("the store cannot be read: " + stored.error().describe());
        }
        if (m_skipped != 0)
            m_warnings.push_back(
                fmt::format("{}: skipped lines that are no evidence: {}", m_store.file(), m_skipped));
        m_pieces = allPieces(size);
        const Ledger before = ledger();
        m_left = neededOf(before);
        update();
        while (!m_left.empty()) {
            const Piece piece = m_left.front();
            SB_CHECK(m_services.work.poll());
            SB_CHECK(measure(piece));
            m_left.erase(m_left.begin());
            update();
        }
        return ledger();
    }

  private:
    [[nodiscard]] std::vector<Piece> neededOf(const Ledger& ledger) const {
        if (m_request.again) return m_pieces;
        std::vector<Piece> needed;
        for (const Piece& piece : m_pieces)
            if (std::any_of(piece.claims.begin(), piece.claims.end(), [&](const std::string& id) {
                    const results::LedgerRow* const row = ledger.row(id);
                    return row != nullptr && row->verdict == ClaimVerdict::NotMeasured;
                }))
                needed.push_back(piece);
        return needed;
    }

    [[nodiscard]] Ledger ledger() const {
        Ledger ledger = results::makeLedger(m_evidence, m_inputHash, m_machine);
        ledger.input = m_request.name;
        ledger.warnings = m_warnings;
        for (results::LedgerRow& row : ledger.rows)
            if (const auto reason = m_reasons.find(row.claimId);
                row.verdict == ClaimVerdict::NotMeasured && reason != m_reasons.end())
                row.reason = reason->second;
        estimate(ledger, m_left);
        return ledger;
    }

    void update() const {
        if (m_onUpdate) m_onUpdate(ledger());
    }

    [[nodiscard]] double secondsLeft() const {
        const double elapsed = static_cast<double>(m_services.clock.nowNs() - m_startNs) / 1e9;
        return m_request.budgetSeconds - elapsed;
    }
    /// Above 0: that would be no budget.
    [[nodiscard]] double budgetOf(const Piece& piece) const {
        return m_request.budgetSeconds > 0 ? std::max(secondsLeft(), 1.0)
                                           : std::max(kLeastPieceBudgetSeconds, 2 * piece.seconds);
    }

    /// Each kind of warning once: what differs between runs stands behind the colon.
    void warn(const std::string& warning) {
        const std::string kind = warning.substr(0, warning.find(':'));
        if (std::none_of(m_warnings.begin(), m_warnings.end(),
                         [&](const std::string& known) { return known.starts_with(kind); }))
            m_warnings.push_back(warning);
    }

    void leaveOut(const Piece& piece, const std::string& reason) {
        for (const std::string& claim : piece.claims) m_reasons[claim] = reason;
    }

    Result<void> measure(const Piece& piece) {
        if (m_request.budgetSeconds > 0) {
            // Benchmarks have no budget of their own: they are begun only where they are likely to end in it.
            const bool divisible =
                piece.kind == Piece::Kind::Techniques || piece.kind == Piece::Kind::AdaptiveRule;
            if (const double left = secondsLeft(); left <= 0 || (!divisible && piece.seconds > left)) {
                leaveOut(piece, fmt::format("the budget of {} ended before it",
                                            durationText(m_request.budgetSeconds * 1e9)));
                return {};
            }
        }
        auto measured = evidenceOf(piece);
        if (!measured.ok()) {
            if (measured.error().code == ErrorCode::Cancelled) return std::move(measured).error();
            const std::string why = measured.error().describe();
            m_warnings.push_back(fmt::format("{}: {}", piece.title, why));
            leaveOut(piece, why);
            return {};
        }
        for (const std::string& claim : piece.claims)
            if (std::none_of(measured->begin(), measured->end(),
                             [&](const Evidence& one) { return one.claimId == claim; }))
                m_reasons.try_emplace(claim, piece.title + ": no figure came of it");
        keep(std::move(measured).value());
        return {};
    }

    void keep(std::vector<Evidence> evidence) {
        if (auto stored = m_store.append(evidence); !stored.ok())
            m_warnings.push_back("not stored: " + stored.error().describe());
        for (Evidence& one : evidence) m_evidence.push_back(std::move(one));
    }

    Result<std::vector<Evidence>> evidenceOf(const Piece& piece) {
        switch (piece.kind) {
        case Piece::Kind::BenchOfSize:
        case Piece::Kind::BenchOfInput:
            return benchmark(piece);
        case Piece::Kind::Resources:
            return m_runners.resources(m_request, m_inputHash, m_services);
        case Piece::Kind::CodecTable:
        case Piece::Kind::AdaptiveRule:
            return lab(piece);
        case Piece::Kind::Techniques:
            return techniques(piece);
        }
        return Error::internal("a piece of no kind");
    }

    Result<std::vector<Evidence>> benchmark(const Piece& piece) {
        SimpleBench simple;
        simple.formatIds = kGuideFormats;
        simple.runs = kRuns;
        PlanRequest bench;
        if (piece.kind == Piece::Kind::BenchOfSize) {
            simple.generatedAtoms = {piece.atoms};
        } else {
            simple.spaces = {m_request.name};
            bench.spaces = {{m_request.name, m_request.content}};
        }
        bench.plan = planOf(simple);
        bench.plan.control = false; // claims are about magnitudes, not about changes
        bench.folder = m_request.folder;
        bench.worker = m_request.worker;
        SB_TRY(run, m_runners.bench(bench, m_services));
        if (!run.complete) return Error::cancelled();
        auto evidence = evidenceFrom(run);
        for (const std::string& warning : run.warnings) warn(warning);
        return evidence;
    }

    Result<std::vector<Evidence>> lab(const Piece& piece) {
        LabRequest lab;
        lab.name = m_request.name;
        lab.space = m_request.content.space;
        lab.stages = {"none"};
        lab.options = false;
        lab.endToEnd = false;
        lab.runs = kLabRuns;
        lab.budgetSeconds = budgetOf(piece);
        if (piece.kind == Piece::Kind::CodecTable) {
            lab.codecs = {"zlib-ng", "lz4", "zstd", "snappy"};
            // 0 is Snappy's only level, 1 the standard of LZ4, 6 and 9 those of the guide's rule.
            lab.levels = {0, 1, 6, 9};
            lab.budgetSeconds = 0;
        }
        SB_TRY(run, m_runners.lab(lab, m_services));
        if (!run.complete) leaveOut(piece, piece.title + ": the budget ended before all was measured once");
        return evidenceFrom(run);
    }

    Result<std::vector<Evidence>> techniques(const Piece& piece) {
        TechniqueRequest techniques;
        techniques.name = m_request.name;
        techniques.content = m_request.content;
        techniques.techniques = piece.techniques;
        techniques.badExamples = false;
        techniques.runs = kRuns;
        techniques.budgetSeconds = budgetOf(piece);
        techniques.folder = m_request.folder;
        techniques.worker = m_request.worker;
        SB_TRY(run, m_runners.techniques(techniques, m_services));
        std::vector<Evidence> evidence = evidenceFrom(run);
        // A technique none of whose runs could be believed is no longer "not measured".
        for (const std::string& id : piece.claims)
            if (std::none_of(evidence.begin(), evidence.end(),
                             [&](const Evidence& e) { return e.claimId == id; }))
                m_reasons[id] = failureOf(run, *results::findClaim(id));
        return evidence;
    }

    static std::string failureOf(const results::TechniqueRun& run, const ClaimSpec& claim) {
        for (const results::EffectRow& row : run.effects)
            if (row.techniqueId == claim.guideRow && !row.reason.empty())
                return fmt::format("{}: {}", results::stateName(row.state), row.reason);
        return run.complete ? "the switchboard has no figure for it" : "the budget ended before it";
    }

    const Runners& m_runners;
    const ClaimsRequest& m_request;
    std::string m_machine;
    std::string m_inputHash;
    const JobServices& m_services;
    const std::function<void(const Ledger&)>& m_onUpdate;
    results::EvidenceStore m_store;
    std::uint64_t m_startNs;
    std::uint64_t m_skipped = 0;
    std::vector<Evidence> m_evidence;
    std::vector<Piece> m_pieces;
    std::vector<Piece> m_left;
    std::vector<std::string> m_warnings;
    std::map<std::string, std::string> m_reasons; ///< of rows that stay unmeasured, by claim
};

} // namespace

std::vector<Piece> allPieces(const InputSize& size) {
    std::vector<Piece> pieces;
    const auto atoms = static_cast<double>(size.atoms);
    const auto bytes = static_cast<double>(size.rawBytes);
    for (const std::uint64_t of : kGuideSizes)
        pieces.push_back({Piece::Kind::BenchOfSize,
                          fmt::format("benchmark of {} atoms", groupedNumber(of)),
                          claimsWhere([&](const ClaimSpec& claim) {
                              return claim.source == ClaimSource::Bench && claim.atoms == of;
                          }),
                          of,
                          {},
                          kBenchSeconds + kBenchSecondsAnAtom * static_cast<double>(of)});
    pieces.push_back({Piece::Kind::BenchOfInput,
                      "benchmark of the input",
                      claimsWhere([](const ClaimSpec& claim) {
                          return claim.source == ClaimSource::Bench && claim.atoms == 0;
                      }),
                      0,
                      {},
                      kBenchSeconds + kBenchSecondsAnAtom * atoms});
    pieces.push_back({Piece::Kind::Resources,
                      "use of processor and disk",
                      claimsWhere([](const ClaimSpec& claim) { return claim.source == ClaimSource::System; }),
                      0,
                      {},
                      1 + kResourceSecondsAnAtom * atoms});
    pieces.push_back({Piece::Kind::CodecTable,
                      "the codecs of the guide's table",
                      claimsWhere([](const ClaimSpec& claim) {
                          return claim.source == ClaimSource::Lab && claim.rule != results::ClaimRule::Regret;
                      }),
                      0,
                      {},
                      1 + kTableSecondsAByte * bytes});
    for (const std::string_view group : kTechniqueGroups) pieces.push_back(techniquePiece(group, size));
    pieces.push_back({Piece::Kind::AdaptiveRule,
                      "all codecs and levels",
                      claimsWhere([](const ClaimSpec& claim) {
                          return claim.source == ClaimSource::Lab && claim.rule == results::ClaimRule::Regret;
                      }),
                      0,
                      {},
                      1 + kSweepSecondsAByte * bytes});
    return pieces;
}

void estimate(results::Ledger& ledger, const std::vector<Piece>& pieces) {
    for (results::LedgerRow& row : ledger.rows) row.secondsToMeasure = 0;
    for (const Piece& piece : pieces) {
        std::vector<results::LedgerRow*> missing;
        for (results::LedgerRow& row : ledger.rows)
            if (row.verdict == ClaimVerdict::NotMeasured &&
                std::count(piece.claims.begin(), piece.claims.end(), row.claimId) != 0)
                missing.push_back(&row);
        for (results::LedgerRow* const row : missing)
            row->secondsToMeasure = piece.seconds / static_cast<double>(missing.size());
    }
}

Result<Ledger> measureClaimsWith(const Runners& runners, const ClaimsRequest& request,
                                 const std::string& machine, const JobServices& services,
                                 const std::function<void(const Ledger&)>& onUpdate) {
    if (request.content.space == nullptr)
        return Error::invalid("this file holds no paths, there is nothing to measure").in(request.name);
    SB_TRY(hash, inputHashOf(*request.content.space, services.work));
    SB_TRY(totals, request.content.space->count(services.work));
    return Measuring(runners, request, machine, hash, services, onUpdate)
        .run({totals.paths, totals.framedBytes()});
}

} // namespace spacebench::jobs::claims
