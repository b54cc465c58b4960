// SPDX-License-Identifier: Apache-2.0
//
// What a benchmark says: baselines and latencies of spaces of the guide's sizes, throughput, ratio and memory
// of any input. The guide's formats are Paths, ACT and Binary; where a claim names none, the worst of the
// three counts.
#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/claims/evidence_parts.h"
#include "results/run_record.h"

namespace spacebench::jobs {

namespace {

using claims::EvidenceOrigin;
using claims::intervalText;
using results::BenchRow;
using results::BenchRun;
using results::ClaimSpec;
using results::ClaimVerdict;
using results::Evidence;
using results::Interval;
using results::Operation;

constexpr double kNsPerMs = 1e6;
constexpr double kNsPerSecond = 1e9;
constexpr double kMegabyte = 1e6;
constexpr std::array<std::string_view, 3> kGuideFormats = {"paths", "act", "mtts"};

/// Claims about the time of one operation in one format.
struct TimedClaims {
    std::string_view guideRow;
    Operation operation;
    std::string_view formatId;
};
constexpr std::array kTimed = {
    TimedClaims{"B1", Operation::Serialize, "paths"},  TimedClaims{"B2", Operation::Deserialize, "paths"},
    TimedClaims{"B3", Operation::Serialize, "act"},    TimedClaims{"B4", Operation::Load, "act"},
    TimedClaims{"B5", Operation::Serialize, "mtts"},   TimedClaims{"L1", Operation::Serialize, "mtts"},
    TimedClaims{"L2", Operation::Deserialize, "mtts"}, TimedClaims{"L3", Operation::Load, "act"},
};

std::string rowText(const BenchRow& row) {
    return fmt::format("{} {}{}", results::operationName(row.operation), row.formatId,
                       row.codec == "none" || row.codec.empty() ? "" : " (" + row.codec + ")");
}

Interval milliseconds(const BenchRow& row) {
    return {row.medianNs / kNsPerMs, row.ciLowNs / kNsPerMs, row.ciHighNs / kNsPerMs};
}

Interval atomsPerSecond(const BenchRow& row) {
    const auto rate = [&](double ns) {
        return ns > 0 ? static_cast<double>(row.atoms) * kNsPerSecond / ns : 0;
    };
    return {rate(row.medianNs), rate(row.ciHighNs), rate(row.ciLowNs)};
}

Interval point(double value) {
    return {value, value, value};
}

class BenchEvidence {
  public:
    BenchEvidence(const BenchRun& run, std::size_t input)
        : m_input(run.inputs[input]),
          m_origin(run.environment, "bench", run.inputs[input].name, run.inputs[input].hash) {
        const std::string program = results::ownProgram(run);
        for (std::size_t i = 0; i < run.rows.size(); ++i)
            if (run.inputOfRow[i] == input && isEvidence(run.rows[i], program))
                m_rows.push_back(&run.rows[i]);
        // The guide speaks of whole machines.
        std::erase_if(m_rows, [rows = m_rows](const BenchRow* row) {
            return std::any_of(rows.begin(), rows.end(), [row](const BenchRow* other) {
                return other->operation == row->operation && other->formatId == row->formatId &&
                       other->codec == row->codec && other->threads > row->threads;
            });
        });
    }

    std::vector<Evidence> all() {
        for (const ClaimSpec& claim : results::guideClaims())
            if (claim.source == results::ClaimSource::Bench &&
                (claim.atoms == 0 || claim.atoms == m_input.atoms))
                add(claim);
        return std::move(m_evidence);
    }

  private:
    using Wanted = std::function<bool(const BenchRow&)>;

    /// The product, as it is, from memory to memory: what the guide's figures are about.
    static bool isEvidence(const BenchRow& row, const std::string& program) {
        const bool believed =
            row.state == results::MeasureState::Measured || row.state == results::MeasureState::Insufficient;
        return believed && row.medianNs > 0 && row.switches == "product" && row.injectedDelay == 0 &&
               row.medium == "memory" && row.cache == "warm" && row.program == program;
    }
    using Figure = std::function<std::optional<Interval>(const BenchRow&)>;

    void add(const ClaimSpec& claim) {
        for (const TimedClaims& timed : kTimed)
            if (timed.guideRow == claim.guideRow)
                return addWorst(
                    claim,
                    [&](const BenchRow& row) {
                        return row.operation == timed.operation && row.formatId == timed.formatId;
                    },
                    milliseconds);
        if (claim.guideRow == "T1") return addWorst(claim, operationIs(Operation::Serialize), atomsPerSecond);
        if (claim.guideRow == "T2")
            return addWorst(claim, operationIs(Operation::Deserialize), atomsPerSecond);
        if (claim.guideRow == "T3")
            return addWorst(
                claim,
                [](const BenchRow& row) {
                    return row.operation == Operation::Serialize && row.codec != "none" && !row.codec.empty();
                },
                [](const BenchRow& row) { return point(row.ratio()); });
        if (claim.guideRow == "R1")
            return addWorst(
                claim, [](const BenchRow& row) { return row.operation != Operation::Load; },
                [](const BenchRow& row) -> std::optional<Interval> {
                    if (!row.peakHeapBytes || row.storedBytes == 0) return std::nullopt;
                    return point(static_cast<double>(*row.peakHeapBytes) /
                                 static_cast<double>(row.storedBytes));
                });
        if (claim.guideRow == "B6")
            // Reading makes the space: its peak holds all that the program needs for it.
            return addWorst(claim, operationIs(Operation::Deserialize),
                            [](const BenchRow& row) -> std::optional<Interval> {
                                if (!row.peakHeapBytes) return std::nullopt;
                                return point(static_cast<double>(*row.peakHeapBytes) / kMegabyte);
                            });
    }

    static Wanted operationIs(Operation operation) {
        return [operation](const BenchRow& row) { return row.operation == operation; };
    }

    /// The row that is worst in the claim's own direction decides.
    void addWorst(const ClaimSpec& claim, const Wanted& wanted, const Figure& figure) {
        const bool more = claim.rule == results::ClaimRule::AtLeast;
        const BenchRow* worst = nullptr;
        Interval measured;
        std::size_t rows = 0;
        bool unknown = false;
        for (const BenchRow* row : m_rows) {
            if (std::count(kGuideFormats.begin(), kGuideFormats.end(), row->formatId) == 0 || !wanted(*row))
                continue;
            const auto value = figure(*row);
            if (!value) {
                unknown = true;
                continue;
            }
            ++rows;
            if (worst != nullptr && (more ? value->value >= measured.value : value->value <= measured.value))
                continue;
            worst = row;
            measured = *value;
        }
        if (worst != nullptr) {
            std::string text = intervalText(measured, claim.unit) + ": " + rowText(*worst);
            if (rows > 1) text += fmt::format(", the worst of {}", rows);
            m_evidence.push_back(
                m_origin.judgedOf(claim, measured, std::move(text), worst->samplesNs.size()));
        } else if (unknown) {
            m_evidence.push_back(m_origin.reasoned(claim, ClaimVerdict::NotTestableHere,
                                                   "allocations cannot be counted in this build"));
        }
    }

    const results::BenchInput& m_input;
    EvidenceOrigin m_origin;
    std::vector<const BenchRow*> m_rows;
    std::vector<Evidence> m_evidence;
};

} // namespace

std::vector<Evidence> evidenceFrom(const BenchRun& run) {
    std::vector<Evidence> evidence;
    for (std::size_t input = 0; input < run.inputs.size(); ++input)
        for (Evidence& one : BenchEvidence(run, input).all()) evidence.push_back(std::move(one));
    return evidence;
}

} // namespace spacebench::jobs
