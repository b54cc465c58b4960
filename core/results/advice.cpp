// SPDX-License-Identifier: Apache-2.0
#include "results/advice.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/advice_cost.h"

namespace spacebench::results {

namespace {

constexpr std::uint64_t kSizeBranchBytes = 10'000'000;    // claims.md, "Adaptive choice"
constexpr std::uint64_t kBalancedBranchBytes = 1'000'000; // the same
/// Noise never excuses more: a row that looks this much costlier is no tie, however few its samples.
constexpr double kMostTiePercent = 5;

/// A budget, and how a row stands to it.
struct Budget {
    std::string text; ///< "compresses at 100 MB/s or more"
    double wanted = 0;
    bool most = false; ///< at most, else at least
    double (*of)(const LabRow& row) = nullptr;
    std::string (*show)(double value) = nullptr;

    [[nodiscard]] bool meets(const LabRow& row) const { return most ? of(row) <= wanted : of(row) >= wanted; }
};

std::string bytesText(double bytes) {
    return groupedNumber(static_cast<std::uint64_t>(bytes)) + " bytes";
}

std::vector<Budget> budgetsOf(const Goal& goal) {
    std::vector<Budget> budgets;
    if (goal.leastCompressBytesPerSecond) {
        const double wanted = *goal.leastCompressBytesPerSecond;
        budgets.push_back({fmt::format("compresses at {} or more", throughputText(wanted)), wanted, false,
                           [](const LabRow& row) { return row.compress.bytesPerSecond(row.rawBytes); },
                           throughputText});
    }
    if (goal.leastDecompressBytesPerSecond) {
        const double wanted = *goal.leastDecompressBytesPerSecond;
        budgets.push_back({fmt::format("decompresses at {} or more", throughputText(wanted)), wanted, false,
                           [](const LabRow& row) { return row.decompress.bytesPerSecond(row.rawBytes); },
                           throughputText});
    }
    if (goal.mostStoredBytes) {
        const auto wanted = static_cast<double>(*goal.mostStoredBytes);
        budgets.push_back({fmt::format("stores it in {} or fewer", bytesText(wanted)), wanted, true,
                           [](const LabRow& row) { return static_cast<double>(row.storedBytes); },
                           bytesText});
    }
    return budgets;
}

bool meetsAll(const LabRow& row, const std::vector<Budget>& budgets) {
    return std::all_of(budgets.begin(), budgets.end(),
                       [&](const Budget& budget) { return budget.meets(row); });
}

/// Which budget no candidate meets; where each is met by some, that they exclude each other.
std::string whyNone(const LabRun& run, const std::vector<std::size_t>& candidates,
                    const std::vector<Budget>& budgets) {
    if (candidates.empty()) {
        std::string none = "no row of a compression was measured that could be picked";
        const auto why = std::find_if(run.rows.begin(), run.rows.end(), [](const LabRow& row) {
            return row.state == MeasureState::Insufficient && isCompression(row);
        });
        return why == run.rows.end() || why->reason.empty() ? none : none + ": " + why->reason;
    }
    std::string text;
    for (const Budget& budget : budgets) {
        const auto closest =
            *std::min_element(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
                const double first = budget.of(run.rows[a]);
                const double second = budget.of(run.rows[b]);
                return budget.most ? first < second : first > second;
            });
        const LabRow& row = run.rows[closest];
        if (budget.meets(row)) continue;
        text += fmt::format("{}no row {}: {} comes closest, with {}", text.empty() ? "" : "; ", budget.text,
                            row.label(), budget.show(budget.of(row)));
    }
    if (!text.empty()) return text;
    for (const Budget& budget : budgets) text += (text.empty() ? "" : " and ") + budget.text;
    return "each budget alone is met, but there is no row that " + text;
}

std::string timesText(const LabRow& row) {
    const auto one = [&](const char* verb, const Timing& timing) {
        if (timing.empty()) return fmt::format("{} at an unknown speed", verb);
        const double best = timing.medianNs.low > 0 ? timing.medianNs.low : timing.medianNs.value;
        const double worst = timing.medianNs.high > 0 ? timing.medianNs.high : timing.medianNs.value;
        const auto speed = [&](double ns) { return static_cast<double>(row.rawBytes) * 1e3 / ns; };
        const std::size_t runs = timing.samplesNs.size();
        const std::string spread = runs < 2
                                       ? "one run"
                                       : fmt::format("95 %: {} to {}, {} runs", significant(speed(worst), 3),
                                                     significant(speed(best), 3), runs);
        return fmt::format("{} at {} MB/s ({})", verb, significant(speed(timing.medianNs.value), 3), spread);
    };
    return one("compresses", row.compress) + " and " + one("decompresses", row.decompress);
}

std::string storedText(const LabRow& row) {
    std::string text = fmt::format("{} of {} bytes ({} : 1)", groupedNumber(row.storedBytes),
                                   groupedNumber(row.rawBytes), significant(row.ratio(), 3));
    if (row.storedInterval)
        text += fmt::format(", estimated from samples (95 %: {} to {})",
                            groupedNumber(static_cast<std::uint64_t>(row.storedInterval->low)),
                            groupedNumber(static_cast<std::uint64_t>(row.storedInterval->high)));
    return text;
}

class Advisor {
  public:
    Advisor(const LabRun& run, const Goal& goal)
        : m_run(run), m_goal(goal), m_weights(weightsOf(goal)), m_budgets(budgetsOf(goal)) {}

    Advice advise() {
        const std::vector<std::size_t> candidates = candidateRows();
        for (const std::size_t row : candidates)
            if (meetsAll(m_run.rows[row], m_budgets)) m_advice.ranking.push_back(row);
        std::stable_sort(m_advice.ranking.begin(), m_advice.ranking.end(), [&](std::size_t a, std::size_t b) {
            return logCost(m_run.rows[a], m_weights) < logCost(m_run.rows[b], m_weights);
        });
        if (m_advice.ranking.empty()) {
            m_advice.reason = whyNone(m_run, candidates, m_budgets);
        } else {
            pick();
            explain(candidates.size());
        }
        askGuide();
        return std::move(m_advice);
    }

  private:
    [[nodiscard]] const LabRow& row(std::size_t index) const { return m_run.rows[index]; }

    [[nodiscard]] std::vector<std::size_t> candidateRows() const {
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < m_run.rows.size(); ++i) {
            const LabRow& one = row(i);
            if (isUsable(one) && isCompression(one) && hasTimes(one, m_weights, m_goal) &&
                (one.stage == "none" || m_goal.ownContainer))
                rows.push_back(i);
        }
        return rows;
    }

    void pick() {
        const std::size_t best = m_advice.ranking.front();
        std::size_t chosen = best;
        const double limit = logCost(row(best), m_weights) + std::log1p(kMostTiePercent / 100);
        for (const std::size_t other : m_advice.ranking) {
            if (logCost(row(other), m_weights) > limit) break;
            if (extras(row(other)) >= extras(row(chosen))) continue;
            const Regret regret = regretOf(m_run, m_goal, other, best);
            if (regret.percent.low <= 0) chosen = other;
        }
        m_advice.pick = chosen;
        m_advice.estimate = row(chosen).estimate;
        m_advice.pickRegret = regretOf(m_run, m_goal, chosen, best);
    }

    void explain(std::size_t candidates) {
        const LabRow& picked = row(*m_advice.pick);
        const std::size_t best = m_advice.ranking.front();
        m_advice.reason = fmt::format("{} has the least {}", row(best).label(), quantityText());
        say(fmt::format("{} stores {}, {}", picked.label(), storedText(picked), timesText(picked)));
        if (*m_advice.pick != best) {
            m_advice.reason = fmt::format("{} ties with {} within noise, and is simpler to set up",
                                          picked.label(), row(best).label());
            say(fmt::format("{} costs {} of {}, which has the least {}", picked.label(),
                            regretText(*m_advice.pickRegret), row(best).label(), quantityText()));
        }
        for (const std::size_t next : m_advice.ranking) {
            if (next == *m_advice.pick || next == best) continue;
            say(fmt::format("next comes {}: {}", row(next).label(),
                            regretText(regretOf(m_run, m_goal, next, *m_advice.pick))));
            break;
        }
        if (m_run.storedBytes > 0) {
            const double change =
                100 * (static_cast<double>(picked.storedBytes) / static_cast<double>(m_run.storedBytes) - 1);
            say(fmt::format("the file as it is takes {} bytes: {:+.1f} %", groupedNumber(m_run.storedBytes),
                            change));
        }
        if (candidates != m_advice.ranking.size())
            say(fmt::format("{} of {} rows fail the budgets", candidates - m_advice.ranking.size(),
                            candidates));
        explainUnmeasured();
        explainOwnContainer();
        explainNone();
    }
    void explainUnmeasured() {
        const auto missing = std::count_if(m_run.rows.begin(), m_run.rows.end(), [](const LabRow& one) {
            return one.state == MeasureState::Insufficient && !one.asStored;
        });
        if (missing != 0)
            say(fmt::format("{} rows were not measured enough to be weighed{}", missing,
                            m_run.complete ? "" : ": the run did not come to its end"));
        const LabRow& picked = row(*m_advice.pick);
        if ((m_weights.compress > 0 && picked.compress.samplesNs.size() < 2) ||
            (m_weights.decompress > 0 && picked.decompress.samplesNs.size() < 2))
            say("its times are of one run: measure longer before relying on it");
        if (m_advice.estimate)
            say("this is an estimate from sampled blocks: measure fully before relying on it");
    }
    void explainOwnContainer() {
        if (m_goal.ownContainer) {
            if (row(*m_advice.pick).stage != "none")
                say("it needs Spacebench's own container, which no other program reads");
            return;
        }
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < m_run.rows.size(); ++i) {
            const LabRow& one = row(i);
            if (one.stage == "none" || !isUsable(one) || !hasTimes(one, m_weights, m_goal) ||
                !meetsAll(one, m_budgets))
                continue;
            if (!best || logCost(one, m_weights) < logCost(row(*best), m_weights)) best = i;
        }
        if (!best || logCost(row(*best), m_weights) >= logCost(row(*m_advice.pick), m_weights)) return;
        say(fmt::format("in Spacebench's own container, which no other program reads, {} would be {}",
                        row(*best).label(), regretText(regretOf(m_run, m_goal, *best, *m_advice.pick))));
    }
    void explainNone() {
        for (std::size_t i = 0; i < m_run.rows.size(); ++i) {
            const LabRow& one = row(i);
            if (isCompression(one) || one.asStored || !isUsable(one) || one.chunkBytes != 0 ||
                one.threads > 1 || !hasTimes(one, m_weights, m_goal))
                continue;
            if (logCost(one, m_weights) < logCost(row(*m_advice.pick), m_weights))
                say(fmt::format("not compressing at all would cost {}, with {} bytes stored",
                                regretText(regretOf(m_run, m_goal, i, *m_advice.pick)),
                                groupedNumber(one.storedBytes)));
            return;
        }
    }

    void askGuide() {
        if (m_goal.priority == Priority::Custom) {
            m_advice.guideNote = "the guide's rule knows Size, Speed and Balanced only";
            return;
        }
        m_advice.guide = guideChoice(m_goal.priority, m_run.rawBytes);
        m_advice.guideRow = rowOfGuide(m_run, m_advice.guide);
        if (!m_advice.guideRow) {
            m_advice.guideNote = guideRowMissing(m_run, m_advice.guide);
            return;
        }
        const LabRow& guided = row(*m_advice.guideRow);
        if (!hasTimes(guided, m_weights, m_goal)) {
            m_advice.guideNote = fmt::format("{} has no times", guided.label());
            return;
        }
        for (const Budget& budget : m_budgets) {
            if (budget.meets(guided)) continue;
            if (!m_advice.guideNote.empty()) m_advice.guideNote += "; ";
            m_advice.guideNote += fmt::format("{} fails a budget: {} where one is wanted that {}",
                                              guided.label(), budget.show(budget.of(guided)), budget.text);
        }
        if (m_advice.pick) m_advice.guideRegret = regretOf(m_run, m_goal, *m_advice.guideRow, *m_advice.pick);
    }

    [[nodiscard]] std::string quantityText() const {
        switch (m_goal.priority) {
        case Priority::Size:
            return "stored bytes";
        case Priority::Speed:
            return "time, compressing and decompressing weighed alike";
        case Priority::Balanced:
            return "cost, bytes and both times weighed alike";
        case Priority::Custom:
            break;
        }
        return fmt::format("cost, weights {} : {} : {} for bytes, compressing, decompressing",
                           significant(m_goal.sizeWeight), significant(m_goal.compressWeight),
                           significant(m_goal.decompressWeight));
    }
    void say(std::string sentence) { m_advice.evidence.push_back(std::move(sentence)); }

    const LabRun& m_run;
    const Goal& m_goal;
    Weights m_weights;
    std::vector<Budget> m_budgets;
    Advice m_advice;
};

} // namespace

std::string_view priorityName(Priority priority) {
    static constexpr std::array<std::string_view, 4> kNames = {"size", "speed", "balanced", "custom"};
    return kNames[static_cast<std::size_t>(priority)];
}

GuideChoice guideChoice(Priority priority, std::uint64_t bytes) {
    switch (priority) {
    case Priority::Size:
        if (bytes > kSizeBranchBytes) return {"zstd", 19, "Size, above 10,000,000 bytes: zstd 19"};
        return {"zlib-ng", 9, "Size, up to 10,000,000 bytes: zlib-ng 9"};
    case Priority::Speed:
        return {"lz4", 1, "Speed: LZ4"};
    case Priority::Balanced:
        if (bytes < kBalancedBranchBytes) return {"snappy", 0, "Balanced, below 1,000,000 bytes: Snappy"};
        return {"zstd", 6, "Balanced, from 1,000,000 bytes on: zstd 6"};
    case Priority::Custom:
        break;
    }
    return {};
}

std::optional<std::size_t> rowOfGuide(const LabRun& run, const GuideChoice& choice) {
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const LabRow& row = run.rows[i];
        if (row.codec == choice.family && row.level == choice.level && !row.asStored && extras(row) == 0 &&
            isUsable(row))
            return i;
    }
    return std::nullopt;
}

std::string guideRowMissing(const LabRun& run, const GuideChoice& choice) {
    LabRow wanted;
    wanted.codec = choice.family;
    wanted.family = choice.family;
    wanted.level = choice.level;
    std::string text = wanted.label() + " was not measured";
    for (const LabRow& row : run.rows) {
        if (row.codec != choice.family || row.asStored || row.reason.empty()) continue;
        if (row.level != choice.level && row.state != MeasureState::Unavailable) continue;
        text += ": " + row.reason;
        break;
    }
    if (choice.family != "zlib-ng") return text;
    // No library stands in for another: what others of its family reach is said under their own names.
    if (text.find("no other library") == std::string::npos) text += "; no other library stands in for it";
    const LabRow* smallest = nullptr;
    for (const LabRow& row : run.rows)
        if (row.family == "zlib" && !row.asStored && extras(row) == 0 && isUsable(row) &&
            (smallest == nullptr || row.storedBytes < smallest->storedBytes))
            smallest = &row;
    if (smallest != nullptr)
        text += fmt::format(" (of the same family, {} stores {})", smallest->label(), storedText(*smallest));
    return text;
}

Advice advise(const LabRun& run, const Goal& goal) {
    return Advisor(run, goal).advise();
}

} // namespace spacebench::results
