// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/row_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/units.h"
#include "stats/bootstrap.h"
#include "stats/series_checks.h"
#include "stats/summary.h"

namespace spacebench::jobs {

namespace {

using results::BenchRow;
using results::Operation;
using results::RunSample;

/// The run whose time is nearest to the median: what it counted stands for the row.
const RunSample* medianRun(const BenchRow& row) {
    const auto distance = [&](const RunSample& sample) {
        return std::abs(static_cast<double>(sample.wallNs) - row.medianNs);
    };
    const auto nearest =
        std::min_element(row.runs.begin(), row.runs.end(),
                         [&](const RunSample& a, const RunSample& b) { return distance(a) < distance(b); });
    return nearest == row.runs.end() ? nullptr : &*nearest;
}

void addOnce(std::vector<std::string>& notes, const std::string& note) {
    if (std::count(notes.begin(), notes.end(), note) == 0) notes.push_back(note);
}

bool isFormatRow(const BenchRow& row) {
    return row.operation != Operation::Compress && row.operation != Operation::Decompress;
}

void judgeRow(BenchRow& row) {
    // The guide speaks of formats, and of runs that nobody slowed down.
    if (!isFormatRow(row) || row.injectedDelay > 0) return;
    results::Measured measured;
    measured.operation = row.operation;
    measured.formatId = row.formatId;
    measured.atoms = row.atoms;
    measured.medianNs = row.medianNs;
    measured.medium = row.medium;
    if (row.codec != "none" && row.storedBytes != 0) measured.compressionRatio = row.ratio();
    if (row.peakHeapBytes && row.storedBytes != 0)
        measured.peakOverSerialized =
            static_cast<double>(*row.peakHeapBytes) / static_cast<double>(row.storedBytes);
    row.targets = results::judge(measured);
}

void addFloor(BenchRow& row, const StoredFile& stored) {
    // The parts were measured as the product does them, from memory to memory.
    if (!isFormatRow(row) || row.switches != "product" || !stored.floor) return;
    results::FloorQuestion question;
    question.operation = row.operation;
    question.formatId = row.formatId;
    question.codec = stored.codec;
    question.atoms = row.atoms;
    question.rawBytes = row.rawBytes;
    question.parts = *stored.floor;
    if (row.operation == Operation::Load) question.parts.mapNs = stored.mapNs;
    if (auto floor = results::floorOf(question)) {
        const auto fastest = *std::min_element(row.samplesNs.begin(), row.samplesNs.end());
        row.floor = results::notAbove(std::move(*floor), static_cast<double>(fastest));
    }
}

void addNotes(BenchRow& row, const StoredFile* stored) {
    row.notes = {std::string(results::kVerifiedNote)};
    if (stored != nullptr) row.notes.insert(row.notes.end(), stored->notes.begin(), stored->notes.end());
    for (const RunSample& sample : row.runs)
        for (const std::string& note : sample.notes) addOnce(row.notes, note);
    const auto [fewest, most] =
        std::minmax_element(row.runs.begin(), row.runs.end(), [](const RunSample& a, const RunSample& b) {
            return a.iterations < b.iterations;
        });
    if (most->iterations > 1)
        row.notes.push_back(fmt::format("each sample is the mean of {}{} runs",
                                        fewest->iterations != most->iterations
                                            ? groupedNumber(fewest->iterations) + " to "
                                            : std::string(),
                                        groupedNumber(most->iterations)));
    const std::vector<double> times(row.samplesNs.begin(), row.samplesNs.end());
    if (std::string warning = stats::fewSamplesWarning(times.size()); !warning.empty())
        row.notes.push_back(std::move(warning));
    for (const std::string& warning : stats::seriesWarnings(times)) row.notes.push_back(warning);
    if (!row.failures.empty())
        row.notes.push_back(fmt::format("{} of {} workers failed: {}", row.failures.size(),
                                        row.failures.size() + row.runs.size(), row.failures.back()));
}

} // namespace

BenchRow rowOf(const Configuration& configuration, const Plan& plan, const PreparedInput& input) {
    BenchRow row;
    row.operation = configuration.operation;
    row.formatId = configuration.formatId;
    row.codec = configuration.codec;
    row.key = configuration.key(plan);
    row.label = configuration.label();
    row.switches = configuration.switches.name;
    row.program = plan.programs[configuration.program].name;
    row.threads = configuration.threads;
    row.medium = mediumName(configuration.medium);
    row.cache = cacheName(configuration.cache);
    row.injectedDelay = configuration.injectedDelay;
    row.isolation = isolationName(plan.isolation);
    row.atoms = input.info.atoms;
    row.rawBytes = input.info.rawBytes;
    if (const StoredFile* const stored = input.storedFor(configuration); stored != nullptr) {
        if (!stored->codec.empty()) row.codec = stored->codec;
        row.storedBytes = stored->bytes;
    } else if (configuration.switches.settings && configuration.codec == "default") {
        row.codec = configuration.switches.settings->codec;
    }
    return row;
}

void updateFigures(BenchRow& row) {
    const results::Timing timing = results::Timing::of(row.samplesNs);
    row.medianNs = timing.medianNs.value;
    row.ciLowNs = timing.medianNs.low;
    row.ciHighNs = timing.medianNs.high;
    const RunSample* const run = medianRun(row);
    if (run == nullptr) return;
    row.allocations = run->allocations;
    row.allocatedBytes = run->allocatedBytes;
    row.peakHeapBytes = run->peakHeapBytes;
    row.peakRssBytes = run->peakResidentBytes;
    if (run->storedBytes != 0) row.storedBytes = run->storedBytes;
}

double relativeHalfWidth(const BenchRow& row) {
    if (row.samplesNs.size() < 2 || row.medianNs <= 0) return std::numeric_limits<double>::infinity();
    return (row.ciHighNs - row.ciLowNs) / 2 / row.medianNs;
}

void finishRow(BenchRow& row, const StoredFile* stored) {
    if (row.samplesNs.empty()) return;
    updateFigures(row);
    judgeRow(row);
    if (stored != nullptr) addFloor(row, *stored);
    addNotes(row, stored);
    // Cold is what was seen to be cold.
    if (row.cache == cacheName(CacheState::Cold))
        for (const RunSample& sample : row.runs)
            if (sample.coldConfirmed && !*sample.coldConfirmed) {
                row.cache = "cold (not possible here)";
                for (const std::string& note : sample.notes)
                    if (const std::size_t at = note.find(": ");
                        note.starts_with("cold cache is not possible"))
                        row.cache = "cold (not possible here: " + note.substr(at + 2) + ")";
                break;
            }
}

} // namespace spacebench::jobs
