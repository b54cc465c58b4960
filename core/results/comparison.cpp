// SPDX-License-Identifier: Apache-2.0
#include "results/comparison.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "stats/series_checks.h"

namespace spacebench::results {

namespace {

using stats::Change;
using stats::SeriesComparison;

/// Finds the rows of a run by what they are about.
class RowIndex {
  public:
    RowIndex(const RunRecord& run, bool mixInputs) {
        for (const RecordRow& row : run.rows) {
            m_byKey.emplace(row.key, &row);
            if (!mixInputs) continue;
            const auto [found, isNew] = m_byTask.emplace(std::string(row.task()), &row);
            if (!isNew) found->second = nullptr; // two inputs, and no telling which one is meant
        }
    }
    /// Null = none.
    const RecordRow* like(const RecordRow& row) const {
        if (const auto same = m_byKey.find(row.key); same != m_byKey.end()) return same->second;
        const auto task = m_byTask.find(std::string(row.task()));
        return task != m_byTask.end() ? task->second : nullptr;
    }

  private:
    std::map<std::string, const RecordRow*> m_byKey;
    std::map<std::string, const RecordRow*> m_byTask;
};

std::string inputName(const RecordRow& row) {
    std::string name = row.input.empty() ? "an input without a name" : row.input;
    if (!row.inputHash.empty()) name += " (" + row.inputHash.substr(0, 12) + ")";
    return name;
}

Result<void> checkMachines(const Comparison& comparison, std::vector<std::string>& warnings) {
    const std::string& first = comparison.runs.front()->machine;
    for (const auto& run : comparison.runs) {
        if (run->machine == first) continue;
        if (!comparison.options.mixMachines)
            return Error::invalid("the runs were taken on different machines")
                .expect(first)
                .got(run->machine)
                .advise("Compare them all the same with --mix-machines.");
        warnings.push_back(fmt::format("different machines: {}, {}", first, run->machine));
    }
    if (first.empty() || first == "unknown")
        warnings.emplace_back("the machine is unknown: that it was the same one is taken on trust");
    return {};
}

Result<void> checkInputs(const Comparison& comparison, const std::vector<RowIndex>& indexes,
                         std::vector<std::string>& warnings) {
    std::set<std::string> said;
    bool unknown = false;
    for (const RecordRow& row : comparison.runs.front()->rows)
        for (const RowIndex& index : indexes) {
            const RecordRow* const other = index.like(row);
            if (other == nullptr) continue;
            const bool known = !row.inputHash.empty() && !other->inputHash.empty();
            unknown = unknown || !known;
            if (!known || row.inputHash == other->inputHash) continue;
            if (!comparison.options.mixInputs)
                return Error::invalid(fmt::format("the runs have different inputs in '{}'", row.key))
                    .expect(inputName(row))
                    .got(inputName(*other))
                    .advise("Compare them all the same with --mix-inputs.");
            std::string words = fmt::format("different inputs: {}, {}", inputName(row), inputName(*other));
            if (said.insert(words).second) warnings.push_back(std::move(words));
        }
    if (unknown) warnings.emplace_back("some inputs have no hash: that they are the same is taken on trust");
    return {};
}

/// What differs in how the programs were built, as far as both say.
void warnOfBuilds(const Comparison& comparison, std::vector<std::string>& warnings) {
    const auto& first = comparison.runs.front()->environment;
    for (std::size_t i = 1; i < comparison.runs.size(); ++i) {
        const auto& other = comparison.runs[i]->environment;
        for (const char* const key : {"program", "compiler", "build_flags", "sanitizer", "libraries"}) {
            if (!first.is_object() || !other.is_object() || !first.contains(key) || !other.contains(key))
                continue;
            if (first[key] != other[key])
                warnings.push_back(fmt::format("run {} has another '{}' than the first", i + 1, key));
        }
    }
}

struct Samples {
    std::vector<double> before;
    std::vector<double> after;
};

/// The samples of rounds that both rows have, in their order.
Samples pairsOf(const RecordRow& first, const Metric& before, const RecordRow& second, const Metric& after) {
    std::map<std::uint64_t, double> rounds;
    for (std::size_t i = 0; i < first.rounds.size(); ++i) rounds.emplace(first.rounds[i], before.samples[i]);
    Samples pairs;
    for (std::size_t i = 0; i < second.rounds.size(); ++i) {
        const auto found = rounds.find(second.rounds[i]);
        if (found == rounds.end()) continue;
        pairs.before.push_back(found->second);
        pairs.after.push_back(after.samples[i]);
    }
    return pairs;
}

bool oneSession(const RunRecord& first, const RunRecord& second) {
    return !first.session.empty() && first.session == second.session;
}

void compareCell(const Comparison& comparison, const RunRecord& run, const RecordRow& firstRow,
                 const Metric& before, const RecordRow& row, ComparisonCell& cell) {
    const Metric& after = *cell.metric;
    stats::CompareOptions options;
    options.threshold = comparison.options.threshold;
    options.noiseFloor = comparison.noiseFloor;
    options.lowerIsBetter = after.lowerIsBetter;
    options.bootstrap.seed = comparison.options.seed;
    options.bootstrap.resamples = comparison.options.resamples;
    if (before.exact && after.exact) {
        cell.exact = true;
        cell.basis = Basis::Exact;
        cell.against = stats::compareExactly(before.value.value, after.value.value, after.lowerIsBetter);
        cell.adjustedP = 0;
        return;
    }
    if (before.samples.empty() || after.samples.empty()) {
        cell.basis = Basis::Intervals;
        cell.against =
            stats::compareIntervals(before.value.value, {before.value.low, before.value.high},
                                    after.value.value, {after.value.low, after.value.high}, options);
        return;
    }
    const bool pairable = oneSession(*comparison.runs.front(), run) &&
                          firstRow.rounds.size() == before.samples.size() &&
                          row.rounds.size() == after.samples.size() && !row.rounds.empty();
    const Samples samples =
        pairable ? pairsOf(firstRow, before, row, after) : Samples{before.samples, after.samples};
    options.paired = pairable;
    cell.basis = pairable ? Basis::Paired : Basis::Unpaired;
    cell.runs = std::min(samples.before.size(), samples.after.size());
    cell.against = stats::compareSeries(samples.before, samples.after, options);
    cell.adjustedP = cell.against.p;
}

/// Rows of all runs, in the order in which they first occur; one that has a partner in the first run is that
/// one.
std::vector<const RecordRow*> allRows(const Comparison& comparison, const std::vector<RowIndex>& indexes) {
    std::vector<const RecordRow*> rows;
    std::set<std::string> known;
    for (std::size_t i = 0; i < comparison.runs.size(); ++i)
        for (const RecordRow& row : comparison.runs[i]->rows)
            if ((i == 0 || indexes.front().like(row) == nullptr) && known.insert(row.key).second)
                rows.push_back(&row);
    return rows;
}

/// Nothing to compare: is it the inputs' names alone that differ?
Error noCommonRow(const Comparison& comparison) {
    std::set<std::string> tasks;
    for (const RecordRow& row : comparison.runs.front()->rows) tasks.insert(std::string(row.task()));
    for (std::size_t i = 1; i < comparison.runs.size(); ++i)
        for (const RecordRow& row : comparison.runs[i]->rows)
            if (!comparison.options.mixInputs && tasks.count(std::string(row.task())) != 0)
                return Error::invalid("the runs have different inputs")
                    .expect(inputName(comparison.runs.front()->rows.front()))
                    .got(inputName(row))
                    .advise("Compare them all the same with --mix-inputs.");
    return Error::invalid("the first run has no row in common with another one");
}

ComparisonCell cellOf(const RecordRow* row, const std::string& metric) {
    ComparisonCell cell;
    if (row != nullptr) cell.deaths = row->failures;
    if (row == nullptr)
        cell.reason = "not in this run";
    else if (row->state == MeasureState::Rejected || row->state == MeasureState::Failed ||
             row->state == MeasureState::Unavailable) {
        cell.reason = fmt::format("{}: {}", stateName(row->state), row->reason);
        cell.broken = row->state != MeasureState::Unavailable;
    } else if (cell.metric = row->metric(metric); cell.metric == nullptr)
        cell.reason = fmt::format("has no {}", metric);
    return cell;
}

bool anyBroken(const Comparison& comparison) {
    for (const ComparisonRow& row : comparison.rows)
        for (std::size_t column = 1; column < row.cells.size(); ++column)
            if (isBroken(row, column)) return true;
    return false;
}

std::string metricsOf(const Comparison& comparison) {
    std::set<std::string> names;
    for (const auto& run : comparison.runs)
        for (const RecordRow& row : run->rows)
            for (const Metric& metric : row.metrics) names.insert(metric.id);
    return fmt::format("{}", fmt::join(names, ", "));
}

void correct(Comparison& comparison, std::size_t column) {
    std::vector<ComparisonCell*> cells;
    std::vector<SeriesComparison> family;
    std::size_t fewest = SIZE_MAX;
    for (ComparisonRow& row : comparison.rows) {
        ComparisonCell& cell = row.cells[column];
        if (!cell.against.tested) continue;
        cells.push_back(&cell);
        family.push_back(cell.against);
        fewest = std::min(fewest, cell.runs);
    }
    if (cells.empty()) return;
    static constexpr double kAlpha = 0.05;
    const stats::Correction fitting =
        comparison.options.holm ? stats::correctionFor(family, fewest, kAlpha) : stats::Correction::None;
    const stats::Correction correction = comparison.options.correction.value_or(fitting);
    const std::vector<double> adjusted = stats::correctTable(family, kAlpha, correction);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i]->against = family[i];
        cells[i]->adjustedP = adjusted[i];
    }
    comparison.correction = std::max(comparison.correction, correction);
}

void sortByEffect(Comparison& comparison) {
    for (ComparisonRow& row : comparison.rows)
        for (const ComparisonCell& cell : row.cells) {
            if (!cell.compared()) continue;
            const double ratio = cell.against.ratio;
            // From or to nothing is more than any change.
            const bool finite = std::isfinite(ratio) && ratio > 0;
            row.effect = std::max(row.effect, finite ? std::abs(std::log(ratio)) : HUGE_VAL);
        }
    std::sort(comparison.rows.begin(), comparison.rows.end(),
              [](const ComparisonRow& a, const ComparisonRow& b) {
                  return a.effect != b.effect ? a.effect > b.effect : a.key < b.key;
              });
}

void summarise(Comparison& comparison) {
    std::vector<double> ratios;
    bool apart = false;
    bool bare = false;
    for (const ComparisonRow& row : comparison.rows) {
        const ComparisonCell& last = row.cells.back();
        if (last.compared() && std::isfinite(last.against.ratio)) ratios.push_back(last.against.ratio);
        for (const ComparisonCell& cell : row.cells) {
            apart = apart || cell.basis == Basis::Unpaired;
            bare = bare || cell.basis == Basis::Intervals;
        }
    }
    comparison.geometricMeanRatio = stats::geometricMean(ratios);
    if (apart)
        comparison.warnings.emplace_back("weaker: the runs were not interleaved, so that what changed on the "
                                         "machine between them looks like a change of the program");
    if (bare)
        comparison.warnings.emplace_back("weaker: some rows have no samples; their intervals are compared");
}

} // namespace

std::string deathsText(std::uint64_t deaths) {
    return fmt::format("{} {} failed", deaths, deaths == 1 ? "run" : "runs");
}

std::uint64_t newDeaths(const ComparisonRow& row, std::size_t column) {
    return row.cells.front().deaths == 0 ? row.cells[column].deaths : 0;
}

bool isBroken(const ComparisonRow& row, std::size_t column) {
    return row.cells.front().metric != nullptr &&
           (row.cells[column].broken || newDeaths(row, column) >= kDeathsOfAProgram);
}

std::string_view basisName(Basis basis) {
    switch (basis) {
    case Basis::None:
        return "none";
    case Basis::Exact:
        return "exact";
    case Basis::Paired:
        return "paired";
    case Basis::Unpaired:
        return "not interleaved";
    case Basis::Intervals:
        return "intervals only";
    }
    return "none";
}

std::size_t Comparison::count(Change change) const {
    std::size_t count = 0;
    for (const ComparisonRow& row : rows)
        for (const ComparisonCell& cell : row.cells)
            if (cell.compared() && cell.against.change == change) ++count;
    return count;
}

std::size_t Comparison::compared() const {
    std::size_t count = 0;
    for (const ComparisonRow& row : rows)
        for (const ComparisonCell& cell : row.cells)
            if (cell.compared()) ++count;
    return count;
}

Result<Comparison> compareRuns(std::vector<std::shared_ptr<const RunRecord>> runs,
                               const ComparisonOptions& options) {
    if (runs.size() < 2) return Error::invalid("two runs at least are needed to compare");
    if (!(options.threshold >= 0)) return Error::invalid("the threshold is below 0");
    Comparison comparison;
    comparison.runs = std::move(runs);
    comparison.options = options;
    SB_CHECK(checkMachines(comparison, comparison.warnings));
    std::vector<RowIndex> indexes;
    for (const auto& run : comparison.runs) indexes.emplace_back(*run, options.mixInputs);
    SB_CHECK(checkInputs(comparison, indexes, comparison.warnings));
    warnOfBuilds(comparison, comparison.warnings);
    for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
        comparison.noiseFloor = std::max(comparison.noiseFloor, comparison.runs[i]->noiseFloor);
        if (!comparison.runs[i]->complete)
            comparison.warnings.push_back(fmt::format("run {} was interrupted", i + 1));
    }
    bool metricThere = false;
    for (const RecordRow* const row : allRows(comparison, indexes)) {
        ComparisonRow entry{row->key, row->label, row->input, {}, 0};
        const RecordRow* firstRow = nullptr;
        bool any = false;
        for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
            const RunRecord& run = *comparison.runs[i];
            const RecordRow* const own = indexes[i].like(*row);
            ComparisonCell cell = cellOf(own, options.metric);
            any = any || cell.metric != nullptr;
            if (i == 0)
                firstRow = own;
            else if (cell.metric != nullptr && entry.cells.front().metric != nullptr)
                compareCell(comparison, run, *firstRow, *entry.cells.front().metric, *own, cell);
            if (options.warnings && cell.metric != nullptr && !cell.metric->exact)
                cell.warnings = stats::seriesWarnings(cell.metric->samples);
            if (cell.deaths != 0) cell.warnings.push_back(deathsText(cell.deaths));
            entry.cells.push_back(std::move(cell));
        }
        metricThere = metricThere || any;
        if (any || row->metrics.empty()) comparison.rows.push_back(std::move(entry));
    }
    if (!metricThere)
        return Error::invalid(fmt::format("no run has the metric '{}'", options.metric))
            .expect(metricsOf(comparison));
    if (comparison.compared() == 0 && !anyBroken(comparison)) return noCommonRow(comparison);
    for (std::size_t column = 1; column < comparison.runs.size(); ++column) correct(comparison, column);
    sortByEffect(comparison);
    summarise(comparison);
    return comparison;
}

} // namespace spacebench::results
