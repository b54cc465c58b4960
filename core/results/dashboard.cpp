// SPDX-License-Identifier: Apache-2.0
//
// A run held against a table of targets.
#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/units.h"
#include "results/metric_catalog.h"
#include "results/target_table.h"
#include "stats/bootstrap.h"

namespace spacebench::results {

namespace {

constexpr double kSecondNs = 1e9;

/// What a key of our own says before its input: "serialize", "mtts", "t2", "file".
std::vector<std::string_view> keyParts(const RecordRow& row) {
    std::vector<std::string_view> parts;
    std::string_view rest = row.task();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        parts.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return parts;
}

/// Foreign rows do not say; keys of our own name threads as "t2".
unsigned threadsOf(const RecordRow& row) {
    if (row.threads != 0) return row.threads;
    for (const std::string_view part : keyParts(row)) {
        unsigned threads = 0;
        const char* const end = part.data() + part.size();
        if (part.starts_with('t') && std::from_chars(part.data() + 1, end, threads).ptr == end)
            return threads;
    }
    return 0;
}

/// Keys of our own name the medium where it is not memory.
std::string_view mediumOf(const RecordRow& row) {
    const auto parts = keyParts(row);
    return std::find(parts.begin(), parts.end(), kMediumFile) != parts.end() ? kMediumFile : kMediumMemory;
}

bool compresses(const RecordRow& row) {
    return !row.codec.empty() && row.codec != "none";
}

/// Why a row has no figure for the target; empty where it has.
std::string whyNot(const TableTarget& target, const RecordRow& row) {
    if (row.state != MeasureState::Measured && row.state != MeasureState::Insufficient)
        return row.reason.empty() ? std::string(stateName(row.state)) : row.reason;
    if (const unsigned threads = threadsOf(row); threads != 0 && threads < target.leastThreads)
        return fmt::format("it ran on {} thread{}, and the target is about {} and more", threads,
                           threads == 1 ? "" : "s", target.leastThreads);
    const Metric* const measured = row.metric(target.metric);
    if (measured == nullptr || !std::isfinite(measured->value.value)) {
        if (target.metric == metric::kDiskShare)
            return "nothing is known of the disk: of files, written ones tell, and read ones that were cold; "
                   "and its "
                   "bandwidth must have been measurable";
        const KnownMetric* const known = findMetric(target.metric);
        return fmt::format("{} was not measured of it", known != nullptr ? known->title : target.metric);
    }
    return {};
}

/// What would measure the target, in words.
std::string whatIsMissing(const TableTarget& target, const RunRecord& run) {
    std::string wanted = target.operation.empty() ? std::string("any operation") : target.operation;
    if (!target.formatId.empty()) wanted += " " + target.formatId;
    if (!target.medium.empty()) wanted += target.medium == kMediumFile ? " through a file" : " in memory";
    if (target.atoms != 0) wanted += fmt::format(" with {} atoms", groupedNumber(target.atoms));
    if (target.metric == metric::kRatio && target.formatId.empty()) wanted += " with a codec";
    // Without a run the table itself is looked at: nothing was left out.
    return (run.rows.empty() ? "needs a row of " : "the run has no row of ") + wanted;
}

/// How far from its limit: 1 = at it, more is worse. Orders rows of one state.
double badness(const TableTarget& target, double value) {
    const double over = target.limit > 0 ? value / target.limit : value - target.limit;
    if (!target.lowerIsBetter) return -over;
    if (target.floor && value < *target.floor && value > 0) return *target.floor / value;
    return over;
}

struct JudgedRow {
    const RecordRow* row = nullptr;
    const Metric* metric = nullptr;
    TargetState state = TargetState::NotMeasured;
};

bool isWorse(const TableTarget& target, const JudgedRow& one, const JudgedRow& other) {
    if (one.state != other.state) return one.state > other.state;
    return badness(target, one.metric->value.value) > badness(target, other.metric->value.value);
}

/// The bound that the interval holds; empty = it lies on one side of each.
std::string boundInside(const TableTarget& target, const Interval& interval) {
    if (interval.low == interval.high) return {};
    if (interval.contains(target.limit)) return "limit";
    if (target.floor && interval.contains(*target.floor)) return "lower end";
    if (target.ceiling && interval.contains(*target.ceiling)) return "ceiling";
    if (target.stretch && interval.contains(*target.stretch)) return "stretch goal";
    return {};
}

/// What keeps a figure from being sure although no bound lies in its interval.
std::vector<std::string> doubtsOf(const RecordRow& row, const Metric& measured) {
    std::vector<std::string> doubts;
    if (row.state == MeasureState::Insufficient)
        doubts.push_back(std::string(stateName(row.state)) + (row.reason.empty() ? "" : ": " + row.reason));
    // Of equal samples the interval is a point, and rightly so.
    if (!measured.exact && measured.value.low == measured.value.high && measured.samples.size() < 2)
        doubts.emplace_back(measured.samples.empty() ? "no interval: the source gave none"
                                                     : "no interval: one sample");
    if (!measured.exact && measured.value.low < measured.value.high)
        if (std::string few = stats::fewSamplesWarning(measured.samples.size()); !few.empty())
            doubts.push_back(std::move(few));
    return doubts;
}

/// A figure of the source in the metric of the target: rates follow from times.
std::optional<double> inMetric(const ReferenceFigure& figure, std::string_view wanted, std::uint64_t atoms) {
    if (figure.metric == wanted) return figure.value;
    if (figure.metric == metric::kTime && wanted == metric::kAtomRate && atoms != 0 && figure.value > 0)
        return static_cast<double>(atoms) * kSecondNs / figure.value;
    return std::nullopt;
}

struct Subject { ///< what a reference is looked up for
    std::string_view operation, formatId, input;
    std::uint64_t atoms = 0;
};

bool isAbout(const ReferenceFigure& figure, const Subject& subject) {
    if (!figure.operation.empty() && figure.operation != subject.operation) return false;
    if (!figure.formatId.empty() && figure.formatId != subject.formatId) return false;
    if (figure.atoms != 0 && figure.atoms != subject.atoms) return false;
    return figure.input.empty() || subject.input.find(figure.input) != std::string_view::npos;
}

/// The figure of a set that fits best: one of the very input before one of any.
std::optional<double> referenceOf(const ReferenceSet& set, const Subject& subject, std::string_view wanted) {
    std::optional<double> found;
    bool exactly = false;
    for (const ReferenceFigure& figure : set.figures) {
        if (!isAbout(figure, subject)) continue;
        const std::optional<double> value = inMetric(figure, wanted, subject.atoms);
        if (!value || (found && (exactly || figure.input.empty()))) continue;
        found = value;
        exactly = !figure.input.empty();
    }
    return found;
}

class Judge {
  public:
    explicit Judge(Dashboard& dashboard) : m_dashboard(dashboard) {}

    void run() {
        for (const TableTarget& target : m_dashboard.table->targets) addCells(target);
        findConflicts();
    }

  private:
    void addCells(const TableTarget& target) {
        std::vector<std::pair<std::string, std::vector<const RecordRow*>>> inputs; // in the order of the run
        for (const RecordRow& row : m_dashboard.run->rows) {
            if (!speaksOf(target, row)) continue;
            // A target of one size is judged once; of any size, once an input.
            const std::string name = target.atoms != 0 ? std::string() : row.input + '\0' + row.inputHash;
            auto at = std::find_if(inputs.begin(), inputs.end(),
                                   [&name](const auto& input) { return input.first == name; });
            if (at == inputs.end()) at = inputs.insert(inputs.end(), {name, {}});
            at->second.push_back(&row);
        }
        if (inputs.empty()) {
            DashboardCell cell;
            cell.target = &target;
            cell.reason = whatIsMissing(target, *m_dashboard.run);
            addReferences(cell, {target.operation, target.formatId, "", target.atoms});
            m_dashboard.cells.push_back(std::move(cell));
        }
        for (const auto& [name, rows] : inputs) addCell(target, rows);
    }

    void addCell(const TableTarget& target, const std::vector<const RecordRow*>& rows) {
        DashboardCell cell;
        cell.target = &target;
        JudgedRow worst;
        for (const RecordRow* row : rows) {
            std::string reason = whyNot(target, *row);
            if (!reason.empty()) {
                if (cell.reason.empty()) {
                    cell.reason = row->label + ": " + reason;
                    cell.rowKey = row->key;
                    cell.rowLabel = row->label;
                }
                continue;
            }
            const Metric* const measured = row->metric(target.metric);
            const JudgedRow one{row, measured, stateOf(target, measured->value.value)};
            ++cell.rowsJudged;
            if (isMet(one.state)) ++cell.rowsMet;
            if (worst.row == nullptr || isWorse(target, one, worst)) worst = one;
        }
        cell.input = rows.front()->input;
        if (worst.row == nullptr) {
            cell.state = TargetState::NotMeasurable;
            addReferences(cell, subjectOf(*rows.front()));
        } else {
            cell.state = worst.state;
            cell.reason.clear();
            cell.measured = worst.metric->value;
            cell.closeTo = boundInside(target, *cell.measured);
            cell.doubts = doubtsOf(*worst.row, *worst.metric);
            cell.sure = cell.closeTo.empty() && cell.doubts.empty();
            cell.input = worst.row->input;
            cell.rowKey = worst.row->key;
            cell.rowLabel = worst.row->label;
            addReferences(cell, subjectOf(*worst.row));
        }
        m_dashboard.cells.push_back(std::move(cell));
    }

    static Subject subjectOf(const RecordRow& row) {
        return {row.operation, row.formatId, row.input, row.atoms};
    }

    void addReferences(DashboardCell& cell, const Subject& subject) const {
        if (subject.operation.empty() || subject.formatId.empty()) return;
        for (const ReferenceSet& set : m_dashboard.table->references)
            if (const auto value = referenceOf(set, subject, cell.target->metric))
                cell.references.emplace_back(&set, *value);
    }

    /// A row that one group of the table is content with and another is not. Where both speak of the same
    /// time, the table contradicts itself: no work on other things could meet the one and not the other.
    void findConflicts() {
        std::vector<std::string> others;
        for (const RecordRow& row : m_dashboard.run->rows) {
            std::vector<JudgedRow> verdicts;
            std::vector<const TableTarget*> targets;
            for (const TableTarget& target : m_dashboard.table->targets) {
                if (!speaksOf(target, row) || !whyNot(target, row).empty()) continue;
                const Metric* const measured = row.metric(target.metric);
                verdicts.push_back({&row, measured, stateOf(target, measured->value.value)});
                targets.push_back(&target);
            }
            for (std::size_t i = 0; i < verdicts.size(); ++i) {
                for (std::size_t k = 0; k < verdicts.size(); ++k) {
                    if (!isMet(verdicts[i].state) || isMet(verdicts[k].state)) continue;
                    if (targets[i]->group == targets[k]->group) continue;
                    const bool judged = link(row, *targets[i], *targets[k]);
                    const bool sameTime = isOfTime(*targets[i]) && isOfTime(*targets[k]);
                    if (!judged && !sameTime) continue;
                    std::string sentence = fmt::format("{}: {} {}, {} {}", nameOf(row), targets[i]->id,
                                                       bareVerdict(*targets[i], verdicts[i]), targets[k]->id,
                                                       bareVerdict(*targets[k], verdicts[k]));
                    if (sameTime) sentence += "; " + explained(*targets[i], *targets[k], row);
                    (sameTime ? m_dashboard.contradictions : others).push_back(std::move(sentence));
                }
            }
        }
        m_dashboard.contradictions.insert(m_dashboard.contradictions.end(), others.begin(), others.end());
    }

    /// Cross references between the cells that this row decides; whether there is one.
    bool link(const RecordRow& row, const TableTarget& met, const TableTarget& missed) {
        bool any = false;
        const auto add = [](DashboardCell& cell, const std::string& id) {
            if (std::find(cell.conflicts.begin(), cell.conflicts.end(), id) == cell.conflicts.end())
                cell.conflicts.push_back(id);
        };
        for (DashboardCell& cell : m_dashboard.cells) {
            if (cell.rowKey != row.key || !isJudged(cell.state)) continue;
            any = any || cell.target == &missed || cell.target == &met;
            if (cell.target == &met) add(cell, missed.id);
            if (cell.target == &missed) add(cell, met.id);
        }
        return any;
    }

    static bool isOfTime(const TableTarget& target) {
        return target.metric == metric::kTime || target.metric == metric::kAtomRate;
    }
    static std::string nameOf(const RecordRow& row) {
        std::string name = row.label.empty() ? row.key : row.label;
        if (row.atoms != 0) name += fmt::format(" at {} atoms", groupedNumber(row.atoms));
        return name;
    }
    static std::string bareVerdict(const TableTarget& target, const JudgedRow& judged) {
        return fmt::format("{} ({}, the target is {})", targetStateName(judged.state),
                           metricValueText(target.metric, judged.metric->value.value), limitText(target));
    }
    /// The same requirement of both, as a time for the atoms of the row.
    static std::string explained(const TableTarget& met, const TableTarget& missed, const RecordRow& row) {
        const auto asTime = [&row](const TableTarget& target) {
            if (target.metric == metric::kTime || target.limit <= 0) return target.limit;
            return static_cast<double>(row.atoms) * kSecondNs / target.limit;
        };
        return fmt::format("both speak of the same time: {} allows {}, {} allows {}", met.id,
                           durationText(asTime(met)), missed.id, durationText(asTime(missed)));
    }

    Dashboard& m_dashboard;
};

} // namespace

bool speaksOf(const TableTarget& target, const RecordRow& row) {
    // Whoever says nothing of operations speaks of formats: a block has a codec alone, and its memory is
    // that.
    const bool isOfABlock = row.operation == "compress" || row.operation == "decompress";
    if (target.operation.empty() ? isOfABlock : target.operation != row.operation) return false;
    if (!target.formatId.empty() && target.formatId != row.formatId) return false;
    if (target.atoms != 0 && target.atoms != row.atoms) return false;
    if (!target.medium.empty() && target.medium != mediumOf(row)) return false;
    // A ratio that names no format is about what compresses: others have none.
    return target.metric != metric::kRatio || !target.formatId.empty() || compresses(row);
}

std::size_t Dashboard::count(TargetState state) const {
    return static_cast<std::size_t>(std::count_if(
        cells.begin(), cells.end(), [state](const DashboardCell& cell) { return cell.state == state; }));
}

Dashboard makeDashboard(std::shared_ptr<const TargetTable> table, std::shared_ptr<const RunRecord> run) {
    Dashboard dashboard;
    dashboard.table = std::move(table);
    dashboard.run = std::move(run);
    Judge(dashboard).run();
    return dashboard;
}

std::optional<double> referenceFor(const ReferenceSet& set, std::string_view operation,
                                   std::string_view formatId, std::string_view input, std::uint64_t atoms,
                                   std::string_view metricId) {
    if (operation.empty() || formatId.empty()) return std::nullopt;
    return referenceOf(set, {operation, formatId, input, atoms}, metricId);
}

std::string cellText(const DashboardCell& cell) {
    std::string text(targetStateName(cell.state));
    if (!isJudged(cell.state)) return text + ": " + cell.reason;
    if (!cell.closeTo.empty()) text += "; close: the 95 % interval holds the " + cell.closeTo;
    for (const std::string& doubt : cell.doubts) text += "; " + doubt;
    if (cell.rowsJudged > 1)
        text += fmt::format("; the worst of {} rows, {} meet it", cell.rowsJudged, cell.rowsMet);
    if (!cell.conflicts.empty())
        text += fmt::format("; {} {} otherwise", fmt::join(cell.conflicts, ", "),
                            cell.conflicts.size() == 1 ? "decides" : "decide");
    return text;
}

} // namespace spacebench::results
