// SPDX-License-Identifier: Apache-2.0
#include "results/bench_result.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/units.h"
#include "results/text_table.h"
#include "stats/verdict.h"

namespace spacebench::results {

namespace {

std::uint64_t wholeNumber(double value) {
    return value > 0 ? static_cast<std::uint64_t>(std::llround(value)) : 0;
}

std::string csvNumber(const std::optional<double>& value) {
    return value ? fmt::format("{:.6g}", *value) : std::string();
}
std::string csvNumber(const std::optional<std::uint64_t>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

std::string labelOf(const BenchRow& row) {
    return row.label.empty() ? fmt::format("{} {}", operationName(row.operation), row.formatId) : row.label;
}

std::string formatText(const BenchRow& row) {
    std::string text = row.formatId.empty() ? "-" : row.formatId;
    if (row.program != "this") text += " (" + row.program + ")";
    return text;
}

/// The codec, and what else a row was told that others were not.
std::string codecText(const BenchRow& row) {
    std::string text = row.codec;
    // The label has the rest, in the plan's own words: behind the codec where that is in it.
    std::string rest = row.label;
    for (const std::string& known : {std::string(operationName(row.operation)), " " + row.formatId})
        if (rest.starts_with(known)) rest.erase(0, known.size());
    if (rest.starts_with(", ")) rest.erase(0, 2);
    if (rest.empty() || rest == text || rest == " " + text) return text;
    return rest.starts_with(text) ? rest : text + ", " + rest;
}

/// What a reader has to know of the rows of one input, each note once: what several rows have in common
/// first, then, a line a row, what is said of it alone. That its output was verified is said of every row.
std::string notesText(const BenchRun& run, const std::vector<std::size_t>& rows) {
    struct Note {
        std::string text;
        std::vector<std::size_t> rows;
    };
    std::vector<Note> notes; // in the order in which they are met
    std::map<std::string, std::size_t, std::less<>> placeOf;
    for (const std::size_t i : rows)
        for (const std::string& note : run.rows[i].notes) {
            if (note == kVerifiedNote) continue;
            const auto [place, isNew] = placeOf.try_emplace(note, notes.size());
            if (isNew) notes.push_back({note, {}});
            std::vector<std::size_t>& told = notes[place->second].rows;
            if (told.empty() || told.back() != i) told.push_back(i);
        }
    constexpr std::size_t kNamed = 5; // of many more rows: the JSON has the notes of each
    std::string text;
    std::map<std::size_t, std::string> alone;
    for (const Note& note : notes) {
        if (note.rows.size() == 1) {
            std::string& words = alone[note.rows.front()];
            words += (words.empty() ? "" : "; ") + note.text;
            continue;
        }
        if (note.rows.size() == rows.size()) {
            text += fmt::format("note: every row: {}\n", note.text);
            continue;
        }
        const std::size_t named = note.rows.size() > kNamed + 1 ? kNamed : note.rows.size();
        std::string names;
        for (std::size_t k = 0; k < named; ++k)
            names += (k == 0 ? "" : ", ") + labelOf(run.rows[note.rows[k]]);
        if (named < note.rows.size()) names += fmt::format(" and {} other rows", note.rows.size() - named);
        text += fmt::format("note: {}: {}\n", names, note.text);
    }
    for (const auto& [row, words] : alone)
        text += fmt::format("note: {}: {}\n", labelOf(run.rows[row]), words);
    return text;
}

/// "noise floor of this session: 1.2 % (A/A control, 10 pairs)", and what can be seen through it.
std::string noiseText(const BenchRun& run) {
    const std::size_t pairs = std::min(run.controlFirstNs.size(), run.controlSecondNs.size());
    if (run.noiseFloor <= 0 || pairs == 0) return {};
    std::string text = fmt::format("\nnoise floor of this session: {} % (A/A control, {} pair{})\n",
                                   significant(run.noiseFloor * 100, 2), pairs, pairs == 1 ? "" : "s");
    if (pairs < stats::kFewestRuns)
        return text +
               fmt::format("fewer than {} runs: nothing can be said about changes\n", stats::kFewestRuns);
    const std::vector<double> series(run.controlFirstNs.begin(), run.controlFirstNs.end());
    const double least = std::max(stats::detectable(series, pairs, false), run.noiseFloor);
    return text + fmt::format("with this noise, {} runs see changes of {} % and more\n", pairs,
                              significant(least * 100, 2));
}

} // namespace

std::string verdictText(const BenchRow& row) {
    std::string text;
    for (const TargetVerdict& verdict : row.targets) {
        if (!text.empty()) text += ", ";
        text += fmt::format("{} {}", verdict.id, verdict.word());
    }
    return text.empty() ? "no target" : text;
}

std::string toCsv(const BenchRun& run) {
    std::string csv =
        "input,operation,format,codec,atoms,raw_bytes,stored_bytes,median_ns,ci_low_ns,ci_high_ns,"
        "count,isolation,allocations,allocated_bytes,peak_heap_bytes,peak_rss_bytes,memcpy_multiple,"
        "floor_multiple,floor_basis,targets,samples_ns,label,program,switches,threads,medium,cache,state,"
        "reason,notes\n";
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const BenchRow& row = run.rows[i];
        const auto figure = [&row](double ns) {
            return row.samplesNs.empty() ? std::string() : fmt::format("{}", wholeNumber(ns));
        };
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
                           csvField(run.inputs[run.inputOfRow[i]].name), operationName(row.operation),
                           csvField(row.formatId), csvField(row.codec), row.atoms, row.rawBytes,
                           row.storedBytes, figure(row.medianNs), figure(row.ciLowNs), figure(row.ciHighNs),
                           row.samplesNs.size(), csvField(row.isolation), csvNumber(row.allocations),
                           csvNumber(row.allocatedBytes), csvNumber(row.peakHeapBytes),
                           csvNumber(row.peakRssBytes), csvNumber(run.memcpyMultiple(i)),
                           csvNumber(run.floorMultiple(i)), csvField(row.floor ? row.floor->basis : ""),
                           csvField(row.targets.empty() ? "" : verdictText(row)),
                           fmt::format("{}", fmt::join(row.samplesNs, " ")));
        csv += fmt::format(",{},{},{},{},{},{},{},{},{}\n", csvField(labelOf(row)), csvField(row.program),
                           csvField(row.switches), row.threads, row.medium, csvField(row.cache),
                           stateName(row.state), csvField(row.reason),
                           csvField(fmt::format("{}", fmt::join(row.notes, "; "))));
    }
    return csv;
}

std::string toText(const BenchRun& run) {
    std::string text;
    for (std::size_t input = 0; input < run.inputs.size(); ++input) {
        const BenchInput& one = run.inputs[input];
        if (input != 0) text += "\n";
        std::string unmeasured;
        std::vector<std::size_t> shown;
        text += fmt::format("{}: {} atoms, {} framed, memcpy of them {}\n\n", one.name,
                            groupedNumber(one.atoms), sizeText(one.rawBytes), durationText(one.memcpyNs));
        std::vector<std::vector<std::string>> table = {
            {"operation", "format", "codec", "median", "95 % interval", "atoms/s", "MB/s", "stored", "ratio",
             "allocations", "peak heap", "times memcpy", "targets"}};
        for (std::size_t i = 0; i < run.rows.size(); ++i) {
            if (run.inputOfRow[i] != input) continue;
            const BenchRow& row = run.rows[i];
            const bool load = row.operation == Operation::Load;
            if (row.samplesNs.empty() && row.state != MeasureState::Measured) {
                unmeasured += fmt::format("{}: {}: {}\n", labelOf(row), stateName(row.state), row.reason);
                continue;
            }
            table.push_back({std::string(operationName(row.operation)), formatText(row), codecText(row),
                             durationText(row.medianNs),
                             row.samplesNs.size() > 1
                                 ? durationText(row.ciLowNs) + " - " + durationText(row.ciHighNs)
                                 : "-", // one sample has no interval
                             load ? "-" : groupedNumber(wholeNumber(row.atomsPerSecond())),
                             load ? "-" : significant(row.rawBytesPerSecond() / 1e6),
                             sizeText(row.storedBytes), significant(row.ratio(), 3),
                             row.allocations ? groupedNumber(*row.allocations) : "not measurable",
                             row.peakHeapBytes ? sizeText(*row.peakHeapBytes) : "not measurable",
                             distanceText(row.medianNs, run.memcpyNs(i), row.floor), verdictText(row)});
            shown.push_back(i);
        }
        if (table.size() > 1) text += tableText(table, 3);
        text += (table.size() > 1 && !unmeasured.empty() ? "\n" : "") + unmeasured;
        const std::string notes = notesText(run, shown);
        text += (notes.empty() ? "" : "\n") + notes;
    }
    text += noiseText(run);
    for (const std::string& warning : run.warnings) text += "\nwarning: " + warning;
    if (!run.warnings.empty()) text += "\n";
    return text;
}

} // namespace spacebench::results
