// SPDX-License-Identifier: Apache-2.0
#include "results/gate.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/rank_test.h"
#include "stats/summary.h"

namespace spacebench::results {

namespace {

using stats::Change;

constexpr double kAlpha = 0.05;
constexpr double kPower = 0.8; ///< "four times of five"

bool looksSlower(const ComparisonCell& cell) {
    return cell.compared() && cell.against.change == Change::Slower;
}

/// A second measurement may clear it: a slow one, or one worker that died. More are too many.
bool isSuspect(const ComparisonRow& row) {
    const ComparisonCell& cell = row.cells.back();
    const std::size_t column = row.cells.size() - 1;
    if (isBroken(row, column) || !cell.compared()) return false;
    return newDeaths(row, column) > 0 || (looksSlower(cell) && cell.basis != Basis::Exact);
}

/// Or in both together; `second` null: it was not measured again.
bool isBrokenInEither(const ComparisonRow& first, const ComparisonRow* second) {
    const std::size_t column = first.cells.size() - 1;
    if (isBroken(first, column)) return true;
    if (second == nullptr) return false;
    return isBroken(*second, second->cells.size() - 1) ||
           newDeaths(first, column) + newDeaths(*second, second->cells.size() - 1) >= kDeathsOfAProgram;
}

GateVerdict verdictOf(const GateRow& row, bool aWorkerDied, bool confirm) {
    if (!row.first.compared() || row.first.against.change == Change::Insufficient)
        return GateVerdict::Insufficient;
    const bool again = row.second && row.second->compared();
    if (!looksSlower(row.first)) {
        if (!aWorkerDied) return GateVerdict::Passed;
        return again ? GateVerdict::NotConfirmed : GateVerdict::Suspected;
    }
    // A size does not change by itself: there is nothing to measure again.
    if (row.first.basis == Basis::Exact || !confirm) return GateVerdict::Regression;
    if (!again || row.second->against.change == Change::Insufficient) return GateVerdict::Suspected;
    return looksSlower(*row.second) ? GateVerdict::Regression : GateVerdict::NotConfirmed;
}

std::vector<ComparisonCell*> measuredAgain(std::vector<GateRow>& rows, Basis basis) {
    std::vector<ComparisonCell*> cells;
    for (GateRow& row : rows)
        if (row.second && row.second->against.tested && row.second->basis == basis)
            cells.push_back(&*row.second);
    return cells;
}

void adjust(ComparisonCell& cell, double p) {
    cell.adjustedP = p;
    if (looksSlower(cell) && p > kAlpha) cell.against.change = Change::Inconclusive;
}

void correctPairs(std::vector<GateRow>& rows) {
    const std::vector<ComparisonCell*> cells = measuredAgain(rows, Basis::Paired);
    std::vector<double> p;
    for (const ComparisonCell* const cell : cells) p.push_back(cell->against.p);
    const std::vector<double> adjusted = stats::benjaminiHochberg(p);
    for (std::size_t i = 0; i < cells.size(); ++i) adjust(*cells[i], adjusted[i]);
}

std::size_t testedRows(const Comparison& first) {
    return static_cast<std::size_t>(
        std::count_if(first.rows.begin(), first.rows.end(),
                      [](const ComparisonRow& row) { return row.cells.back().against.tested; }));
}

void correctStored(std::vector<GateRow>& rows, std::size_t tested) {
    const std::vector<ComparisonCell*> cells = measuredAgain(rows, Basis::Unpaired);
    // Rows that were not suspected could have been: they count, with a p of 1.
    std::vector<double> p(std::max(tested, cells.size()), 1.0);
    for (std::size_t i = 0; i < cells.size(); ++i) p[i] = cells[i]->against.p / 2;
    const std::vector<double> adjusted = stats::holm(p);
    for (std::size_t i = 0; i < cells.size(); ++i)
        adjust(*cells[i], std::max(adjusted[i], cells[i]->against.p));
}

/// What the noise of one row is seen by: logarithms of ratios of pairs, or the baseline's samples.
struct Noise {
    std::vector<double> logs;
    bool paired = false;
    bool lowerIsBetter = true;
    double spread = 0; ///< half of the middle half
};

std::optional<Noise> noiseOf(const Comparison& comparison, const ComparisonRow& row) {
    const ComparisonCell& before = row.cells.front();
    const ComparisonCell& after = row.cells.back();
    if (!after.compared() || !after.against.tested) return std::nullopt;
    Noise noise;
    noise.lowerIsBetter = after.metric->lowerIsBetter;
    const RecordRow* const first = comparison.runs.front()->row(row.key);
    const RecordRow* const last = comparison.runs.back()->row(row.key);
    noise.paired = after.basis == Basis::Paired && first != nullptr && last != nullptr;
    if (noise.paired) {
        std::map<std::uint64_t, double> rounds;
        for (std::size_t i = 0; i < first->rounds.size(); ++i)
            rounds.emplace(first->rounds[i], before.metric->samples[i]);
        for (std::size_t i = 0; i < last->rounds.size(); ++i) {
            const auto found = rounds.find(last->rounds[i]);
            if (found != rounds.end() && found->second > 0 && after.metric->samples[i] > 0)
                noise.logs.push_back(std::log(after.metric->samples[i] / found->second));
        }
    } else {
        for (const double sample : before.metric->samples)
            if (sample > 0) noise.logs.push_back(std::log(sample));
    }
    if (noise.logs.size() < 2) return std::nullopt;
    const stats::Summary summary = stats::summarise(noise.logs);
    noise.spread = summary.upperQuartile - summary.lowerQuartile;
    return noise;
}

/// What one slow row among `rows` that did not change has to reach.
stats::Looks looksAt(const Noise& noise, const GateResult& gate, std::size_t rows) {
    const auto family = static_cast<double>(std::max<std::size_t>(rows, 1));
    if (!gate.confirmed) return {1, kAlpha / family};
    // One of 40 unchanged rows is suspected beside it.
    if (noise.paired) return {2, kAlpha / (1 + (family - 1) * kAlpha / 2)};
    return {2, 2 * kAlpha / family};
}

double detectableOf(const Noise& noise, const GateResult& gate, std::size_t family) {
    stats::CompareOptions options;
    options.threshold = gate.threshold;
    options.noiseFloor = gate.noiseFloor;
    options.lowerIsBetter = noise.lowerIsBetter;
    options.paired = noise.paired;
    const stats::Looks looks = looksAt(noise, gate, family);
    if (noise.paired) return stats::detectablePaired(noise.logs, gate.samples, options, kPower, looks);
    std::vector<double> series;
    const double middle = stats::median(noise.logs);
    for (const double value : noise.logs) series.push_back(std::exp(value - middle));
    return stats::detectable(series, gate.samples, options, kPower, looks);
}

} // namespace

std::string_view gateVerdictName(GateVerdict verdict) {
    switch (verdict) {
    case GateVerdict::Passed:
        return "passed";
    case GateVerdict::Regression:
        return "regression";
    case GateVerdict::NotConfirmed:
        return "not confirmed";
    case GateVerdict::Suspected:
        return "suspected";
    case GateVerdict::Broken:
        return "broken";
    case GateVerdict::Insufficient:
        return "insufficient";
    }
    return "insufficient";
}

std::size_t GateResult::count(GateVerdict verdict) const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const GateRow& row) { return row.verdict == verdict; }));
}

int GateResult::exitStatus() const {
    static constexpr int kDifferent = 1;
    static constexpr int kInsufficient = 5;
    static constexpr int kInterrupted = 130; // as shells have it for SIGINT
    if (!complete) return kInterrupted;
    if (count(GateVerdict::Regression) + count(GateVerdict::Broken) > 0) return kDifferent;
    // A suspicion that could not be looked into is no pass.
    if (count(GateVerdict::Suspected) > 0) return kInsufficient;
    return count(GateVerdict::Insufficient) == rows.size() ? kInsufficient : 0;
}

ComparisonOptions eachLook(ComparisonOptions options) {
    options.correction = stats::Correction::None;
    return options;
}

std::vector<std::string> suspects(const Comparison& first) {
    std::vector<std::string> keys;
    for (const ComparisonRow& row : first.rows) {
        const ComparisonCell& cell = row.cells.back();
        if (!isSuspect(row)) continue;
        // Of inputs that may differ the last run has keys of its own.
        for (const RecordRow& own : first.runs.back()->rows)
            if (own.metric(first.options.metric) == cell.metric) keys.push_back(own.key);
    }
    return keys;
}

GateResult decide(const Comparison& first, const Comparison* second, bool confirm) {
    GateResult gate;
    gate.confirmed = confirm;
    gate.threshold = first.options.threshold;
    gate.noiseFloor = std::max(first.noiseFloor, second == nullptr ? 0 : second->noiseFloor);
    gate.runs = {first.runs.front(), first.runs.back()};
    gate.warnings = first.warnings;
    std::map<std::string, const ComparisonRow*> again;
    if (second != nullptr) {
        gate.runs.push_back(second->runs.back());
        for (const ComparisonRow& row : second->rows) again.emplace(row.key, &row);
        const std::set<std::string> said(gate.warnings.begin(), gate.warnings.end());
        for (const std::string& warning : second->warnings)
            if (said.count(warning) == 0) gate.warnings.push_back("second run: " + warning);
    }
    for (const ComparisonRow& row : first.rows) {
        GateRow entry;
        entry.key = row.key;
        entry.label = row.label;
        entry.first = row.cells.back();
        if (entry.first.reason.empty() && !entry.first.compared())
            entry.first.reason = "baseline: " + row.cells.front().reason;
        // What was measured beside the suspects, such as the other side of a pair, decides nothing.
        const auto found = isSuspect(row) ? again.find(row.key) : again.end();
        const ComparisonRow* const confirming = found != again.end() ? found->second : nullptr;
        if (confirming != nullptr) entry.second = confirming->cells.back();
        if (isBrokenInEither(row, confirming)) entry.verdict = GateVerdict::Broken;
        gate.rows.push_back(std::move(entry));
    }
    correctPairs(gate.rows);
    correctStored(gate.rows, testedRows(first));
    for (std::size_t i = 0; i < gate.rows.size(); ++i) {
        GateRow& row = gate.rows[i];
        const bool aWorkerDied = newDeaths(first.rows[i], first.rows[i].cells.size() - 1) > 0;
        if (row.verdict != GateVerdict::Broken) row.verdict = verdictOf(row, aWorkerDied, confirm);
    }
    return gate;
}

void statePower(const Comparison& first, GateResult& gate) {
    // Simulated for two rows alone: hundreds of them would take longer than many a plan.
    std::vector<Noise> rows;
    gate.samples = SIZE_MAX;
    for (const ComparisonRow& row : first.rows) {
        gate.paired = gate.paired || row.cells.back().basis == Basis::Paired;
        std::optional<Noise> noise = noiseOf(first, row);
        if (!noise) continue;
        gate.samples = std::min(gate.samples, row.cells.back().runs);
        rows.push_back(std::move(*noise));
    }
    if (rows.empty()) {
        gate.samples = 0;
        return;
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Noise& a, const Noise& b) { return a.spread < b.spread; });
    const std::size_t family = testedRows(first);
    gate.detectable = detectableOf(rows[rows.size() / 2], gate, family);
    gate.detectableWorst = std::max(gate.detectable, detectableOf(rows.back(), gate, family));
}

} // namespace spacebench::results
