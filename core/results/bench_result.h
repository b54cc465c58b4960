// SPDX-License-Identifier: Apache-2.0
//
// One benchmark run: what was measured, on what, with raw samples. The same structure feeds JSON, HTML, and
// the window.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "results/floors.h"
#include "results/targets.h"
#include "results/timing.h"

namespace spacebench::results {

/// What one worker process measured: of one iteration where not said otherwise.
struct RunSample {
    std::uint64_t wallNs = 0;
    std::uint64_t userNs = 0;
    std::uint64_t systemNs = 0;
    std::uint64_t iterations = 1; ///< that the sample is the mean of
    double minorFaults = 0;
    double majorFaults = 0;
    double voluntarySwitches = 0;
    double involuntarySwitches = 0;
    std::optional<std::uint64_t> bytesRead, bytesWritten; ///< asked of the kernel; nullopt = it does not say
    std::optional<std::uint64_t> deviceRead, deviceWritten;
    std::optional<std::uint64_t> cycles, instructions, cacheMisses, branchMisses;
    // Of the counted iteration.
    std::optional<std::uint64_t> allocations, allocatedBytes, peakHeapBytes;
    std::optional<std::uint64_t> peakResidentBytes; ///< above what was resident before it
    std::uint64_t storedBytes = 0;                  ///< of what was written or read
    std::uint64_t round = 0;                        ///< of the interleaved order; rows of a round are pairs
    std::uint64_t startedNs = 0;                    ///< since the run began
    /// Cold cache: every page of the file was seen to be out of the page cache before each iteration. nullopt
    /// = warm was asked for, or nothing is read from a file.
    std::optional<bool> coldConfirmed;
    std::vector<std::string> notes; ///< "cold: 0 of 312 pages were resident"

    bool operator==(const RunSample&) const = default;
};
[[nodiscard]] nlohmann::ordered_json toJson(const RunSample& sample);
[[nodiscard]] Result<RunSample> runSampleFromJson(const nlohmann::ordered_json& json);

/// The note of a row whose output was read back and found right: of every row that was measured.
inline constexpr std::string_view kVerifiedNote = "output verified";

struct BenchRow {
    Operation operation = Operation::Serialize;
    std::string formatId;
    std::string codec; ///< "zlib:6", "none"
    std::string key;   ///< Configuration::key(): the same thing in another run
    std::string label;
    std::string switches = "product";
    std::string program = "this";
    unsigned threads = 0; ///< that a worker had
    std::string medium = "memory";
    std::string cache = "warm"; ///< or "cold", or "cold (not possible here: ...)"
    double injectedDelay = 0;
    MeasureState state = MeasureState::Measured;
    std::string reason;
    std::vector<RunSample> runs;       ///< beside samplesNs, in the same order
    std::vector<std::string> failures; ///< workers that died, in words
    std::uint64_t atoms = 0;
    std::uint64_t rawBytes = 0; ///< framed
    std::uint64_t storedBytes = 0;
    std::vector<std::uint64_t> samplesNs; ///< in run order
    double medianNs = 0;
    double ciLowNs = 0; ///< 95 % bootstrap interval of the median
    double ciHighNs = 0;
    std::string isolation = "in-process";
    std::optional<std::uint64_t>
        allocations; ///< of one run (the median run's); nullopt = not measurable here (sanitizer build)
    std::optional<std::uint64_t> allocatedBytes;
    std::optional<std::uint64_t> peakHeapBytes; ///< above what was live before the run
    std::optional<std::uint64_t> peakRssBytes;
    std::vector<TargetVerdict> targets;
    std::optional<Floor> floor;     ///< nullopt = none known
    std::vector<std::string> notes; ///< "output verified", warnings

    [[nodiscard]] double atomsPerSecond() const {
        return medianNs > 0 ? static_cast<double>(atoms) * 1e9 / medianNs : 0;
    }
    [[nodiscard]] double rawBytesPerSecond() const {
        return medianNs > 0 ? static_cast<double>(rawBytes) * 1e9 / medianNs : 0;
    }
    [[nodiscard]] double ratio() const {
        return storedBytes > 0 ? static_cast<double>(rawBytes) / static_cast<double>(storedBytes) : 0;
    }
};

struct BenchInput {
    std::string name; ///< file, or "generated: atoms, N = 100,000, seed 1"
    std::uint64_t atoms = 0;
    std::uint64_t rawBytes = 0;
    double memcpyNs = 0; ///< median of copying the raw bytes in this run: the yardstick of limits.md
    std::string hash{};  ///< BLAKE2b-256 of the framed paths, hex; empty = not known
};

struct BenchRun {
    nlohmann::ordered_json environment; ///< measure/environment
    std::string title;
    nlohmann::ordered_json plan; ///< that was run; null = none
    std::string startedUtc;
    double elapsedSeconds = 0;
    bool complete = true;
    double estimatedSeconds = 0; ///< left, while it runs
    /// A/A control: two rows of the same thing, interleaved with the others. Empty = none was taken.
    std::vector<std::uint64_t> controlFirstNs, controlSecondNs;
    double noiseFloor = 0; ///< stats::noiseFloor of the control; 0 = not measured
    /// The disk's own bandwidth in this session, bytes a second; nullopt = not measured.
    std::optional<double> diskWriteBytesPerSecond, diskReadBytesPerSecond;
    std::vector<BenchInput> inputs;
    std::vector<BenchRow> rows;          ///< rows of input i name it by `atoms` and order
    std::vector<std::size_t> inputOfRow; ///< index into inputs, one a row
    std::vector<std::string> warnings;

    /// Time to copy the raw bytes of a row's input in this run; 0 = not known.
    [[nodiscard]] double memcpyNs(std::size_t row) const {
        if (row >= inputOfRow.size() || inputOfRow[row] >= inputs.size()) return 0;
        return inputs[inputOfRow[row]].memcpyNs;
    }
    /// Median over the time to copy the raw bytes; nullopt = not known.
    [[nodiscard]] std::optional<double> memcpyMultiple(std::size_t row) const {
        const double copy = memcpyNs(row);
        if (copy <= 0 || rows[row].samplesNs.empty()) return std::nullopt;
        return rows[row].medianNs / copy;
    }
    [[nodiscard]] std::optional<double> floorMultiple(std::size_t row) const {
        const double copy = memcpyNs(row);
        return copy > 0 && rows[row].floor ? std::optional(rows[row].floor->ns / copy) : std::nullopt;
    }
};

/// Schema "spacebench.bench", version 1; keys as README documents them.
[[nodiscard]] nlohmann::ordered_json toJson(const BenchRun& run);
/// What toJson() wrote, older files too; unknown keys are ignored. InvalidArgument for anything else.
[[nodiscard]] Result<BenchRun> benchRunFromJson(const nlohmann::ordered_json& json);
[[nodiscard]] std::string toCsv(const BenchRun& run);
/// One self-contained page: environment, three charts (inline SVG, light and dark), table with verdicts. No
/// external address.
[[nodiscard]] std::string toHtml(const BenchRun& run);
[[nodiscard]] std::string toText(const BenchRun& run); ///< the table for a terminal
/// "L1 stretch met, T1 met, R1 missed", or "no target".
[[nodiscard]] std::string verdictText(const BenchRow& row);

} // namespace spacebench::results
