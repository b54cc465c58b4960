// SPDX-License-Identifier: Apache-2.0
//
// What a sweep of the codec lab says: the guide's codec table, row by row, and its rule for choosing, by what
// following it costs against the best that was measured. Only rows speak that do what the guide does: the
// whole input, in memory, by one thread, without options or stages.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blocks/block_codec.h"
#include "jobs/claims/claims.h"
#include "jobs/claims/evidence_parts.h"
#include "results/advice.h"

namespace spacebench::jobs {

namespace {

using claims::EvidenceOrigin;
using claims::intervalText;
using results::ClaimSpec;
using results::ClaimVerdict;
using results::Evidence;
using results::Interval;
using results::LabRow;
using results::LabRun;
using results::MeasureState;
using results::Priority;

constexpr int kStandardLevel = 0; ///< that of the library

/// The guide's codec table: block codec, level, and the rank of its word for processor time.
struct TableCodec {
    std::string_view guideRow;
    std::string_view codec;
    int level;
    int cpuRank; ///< low 0, medium 1, medium-high 2
};
constexpr std::array kTable = {
    TableCodec{"zlib-ng", "zlib-ng", 9, 1},
    TableCodec{"LZ4", "lz4", kStandardLevel, 0},
    TableCodec{"Zstd", "zstd", 6, 2},
    TableCodec{"Snappy", "snappy", kStandardLevel, 0},
};

struct AdaptiveBranch {
    std::string_view claimId;
    Priority priority;
    std::uint64_t least; ///< raw bytes
    std::uint64_t most;
};
constexpr std::uint64_t kNoLimit = UINT64_MAX;
constexpr std::array kBranches = {
    AdaptiveBranch{"A-size-large", Priority::Size, 10'000'001, kNoLimit},
    AdaptiveBranch{"A-size-small", Priority::Size, 0, 10'000'000},
    AdaptiveBranch{"A-speed", Priority::Speed, 0, kNoLimit},
    AdaptiveBranch{"A-balanced-small", Priority::Balanced, 0, 999'999},
    AdaptiveBranch{"A-balanced-large", Priority::Balanced, 1'000'000, kNoLimit},
};
/// A best choice is one among these, at least.
constexpr std::array<std::string_view, 4> kFamilies = {"zlib", "lz4", "zstd", "snappy"};

bool isPlain(const LabRow& row) {
    return !row.asStored && !row.estimate && row.stage == "none" && row.chunkBytes == 0 && row.threads == 1 &&
           row.workers == 0 && row.windowLog == 0 && row.dictionaryBytes == 0;
}

/// Too few samples are told apart later: sizes need none.
bool hasTimes(const LabRow& row) {
    return (row.state == MeasureState::Measured || row.state == MeasureState::Insufficient) &&
           !row.compress.empty() && !row.decompress.empty();
}

/// What stands beside the guide's choices is what it could have chosen itself.
LabRun plainRowsOf(const LabRun& run) {
    LabRun plain = run;
    plain.rows.erase(std::remove_if(plain.rows.begin(), plain.rows.end(),
                                    [](const LabRow& row) {
                                        return !isPlain(row) && row.state != MeasureState::Unavailable;
                                    }),
                     plain.rows.end());
    return plain;
}

const LabRow* tableRow(const LabRun& run, const TableCodec& wanted) {
    int level = wanted.level;
    if (const auto* codec = codecs::blocks::findBlockCodec(wanted.codec);
        codec != nullptr && level == kStandardLevel)
        level = codec->standardLevel();
    const LabRow* unavailable = nullptr;
    for (const LabRow& row : run.rows) {
        if (row.codec != wanted.codec) continue;
        if (row.state == MeasureState::Unavailable) unavailable = &row; // whatever level it is listed with
        if (row.level == level) return &row;
    }
    return unavailable;
}

/// Nanoseconds of processor time to compress a byte.
std::optional<Interval> cpuPerByte(const LabRow& row) {
    if (!hasTimes(row) || !row.compressCpu || row.rawBytes == 0) return std::nullopt;
    const double factor = *row.compressCpu / static_cast<double>(row.rawBytes);
    const Interval& ns = row.compress.medianNs;
    return Interval{ns.value * factor, ns.low * factor, ns.high * factor};
}

class LabEvidence {
  public:
    explicit LabEvidence(const LabRun& run)
        : m_run(plainRowsOf(run)), m_origin(run.environment, "lab", run.input, run.inputHash) {}

    std::vector<Evidence> all() {
        for (const TableCodec& codec : kTable) addCodec(codec);
        for (const AdaptiveBranch& branch : kBranches) addBranch(branch);
        return std::move(m_evidence);
    }

  private:
    void addCodec(const TableCodec& codec) {
        const LabRow* const row = tableRow(m_run, codec);
        if (row == nullptr) return;
        for (const ClaimSpec& claim : results::guideClaims()) {
            if (claim.guideRow != codec.guideRow || claim.source != results::ClaimSource::Lab) continue;
            if (row->state == MeasureState::Unavailable)
                m_evidence.push_back(m_origin.reasoned(claim, ClaimVerdict::NotTestableHere, row->reason));
            else if (hasTimes(*row))
                addFigure(claim, codec, *row);
        }
    }

    void addFigure(const ClaimSpec& claim, const TableCodec& codec, const LabRow& row) {
        if (claim.rule == results::ClaimRule::Word) return addCpu(claim, codec, row);
        if (claim.id.ends_with("/ratio")) {
            const double ratio = row.ratio();
            m_evidence.push_back(
                m_origin.judged(claim, {ratio, ratio, ratio},
                                intervalText({ratio, ratio, ratio}, ":1") + ", " + row.label()));
            return;
        }
        const results::Timing& timing = claim.id.ends_with("/compress") ? row.compress : row.decompress;
        const auto speed = [&](double ns) {
            return ns > 0 ? static_cast<double>(row.rawBytes) * 1e3 / ns : 0;
        };
        const Interval measured{speed(timing.medianNs.value), speed(timing.medianNs.high),
                                speed(timing.medianNs.low)};
        m_evidence.push_back(m_origin.judgedOf(claim, measured,
                                               intervalText(measured, claim.unit) + ", " + row.label(),
                                               timing.samplesNs.size()));
    }

    /// A word is held against the words of the other codecs of the table.
    void addCpu(const ClaimSpec& claim, const TableCodec& codec, const LabRow& row) {
        const auto own = cpuPerByte(row);
        if (!own) return;
        std::string others;
        std::string against;
        bool overlap = false;
        for (const TableCodec& other : kTable) {
            if (other.cpuRank == codec.cpuRank) continue;
            const LabRow* const otherRow = tableRow(m_run, other);
            const auto needs = otherRow != nullptr ? cpuPerByte(*otherRow) : std::nullopt;
            if (!needs) continue;
            const Interval& less = other.cpuRank < codec.cpuRank ? *needs : *own;
            const Interval& more = other.cpuRank < codec.cpuRank ? *own : *needs;
            others += fmt::format("{}{} {}", others.empty() ? "" : ", ", otherRow->label(),
                                  significant(needs->value, 3));
            if (more.high <= less.low) against += (against.empty() ? "" : ", ") + otherRow->label();
            overlap = overlap || (more.low <= less.high && more.high > less.low);
        }
        Evidence evidence = m_origin.reasoned(claim, ClaimVerdict::Supported, {});
        evidence.measured = *own;
        evidence.measuredText = fmt::format("{}, {}{}", intervalText(*own, claim.unit), row.label(),
                                            others.empty() ? "" : "; " + others);
        if (others.empty()) {
            evidence.verdict = ClaimVerdict::Insufficient;
            evidence.reason = "no codec with another word was measured beside it";
        } else if (!against.empty()) {
            evidence.verdict = ClaimVerdict::NotSupported;
            evidence.reason = "the order is the other way round for " + against;
        } else if (overlap) {
            evidence.verdict = ClaimVerdict::Insufficient;
            evidence.reason = "the intervals overlap";
        }
        m_evidence.push_back(std::move(evidence));
    }

    void addBranch(const AdaptiveBranch& branch) {
        const ClaimSpec& claim = *results::findClaim(branch.claimId);
        if (m_run.rawBytes < branch.least || m_run.rawBytes > branch.most) {
            m_evidence.push_back(
                m_origin.reasoned(claim, ClaimVerdict::NotTestableHere,
                                  fmt::format("the claim is about inputs of {}, this one has {}",
                                              claim.conditions, groupedNumber(m_run.rawBytes))));
            return;
        }
        if (!coversFamilies()) return;
        // What the budget did not reach is slow: that may be the smallest, but never the fastest.
        if (branch.priority == Priority::Size && leavesRowsOut()) return;
        results::Goal goal;
        goal.priority = branch.priority;
        const results::Advice advice = results::advise(m_run, goal);
        if (!advice.guideRow) {
            m_evidence.push_back(m_origin.reasoned(
                claim, ClaimVerdict::NotTestableHere,
                advice.guideNote.empty() ? "what the rule picks was not measured" : advice.guideNote));
            return;
        }
        if (!advice.guideRegret || advice.estimate) return;
        const LabRow& followed = m_run.rows[*advice.guideRow];
        const LabRow& best = m_run.rows[advice.guideRegret->against];
        std::string text = intervalText(advice.guideRegret->percent, "%");
        text += *advice.guideRow == advice.guideRegret->against
                    ? fmt::format(": {} is the best measured", followed.label())
                    : fmt::format(" costlier: {} against {}", followed.label(), best.label());
        // Sizes do not vary from run to run.
        const std::size_t samples =
            branch.priority == Priority::Size
                ? claims::kFewestSamples
                : std::min(followed.compress.samplesNs.size(), best.compress.samplesNs.size());
        m_evidence.push_back(m_origin.judgedOf(claim, advice.guideRegret->percent, std::move(text), samples));
    }

    [[nodiscard]] bool coversFamilies() const {
        return std::all_of(kFamilies.begin(), kFamilies.end(), [&](std::string_view family) {
            return std::any_of(m_run.rows.begin(), m_run.rows.end(),
                               [&](const LabRow& row) { return row.family == family && hasTimes(row); });
        });
    }
    [[nodiscard]] bool leavesRowsOut() const {
        return std::any_of(m_run.rows.begin(), m_run.rows.end(), [](const LabRow& row) {
            return row.state == MeasureState::Insufficient && row.compress.empty();
        });
    }

    LabRun m_run;
    EvidenceOrigin m_origin;
    std::vector<Evidence> m_evidence;
};

} // namespace

std::vector<Evidence> evidenceFrom(const LabRun& run) {
    return LabEvidence(run).all();
}

} // namespace spacebench::jobs
