// SPDX-License-Identifier: Apache-2.0
//
// One run as the history keeps it and as runs are compared, whoever measured it: Spacebench, or a program
// whose results were imported (interchange.h). Plain data; what a row is about is in words and keys, so that
// rows of different programs can lie beside each other.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "results/bench_result.h"
#include "results/timing.h"

namespace spacebench::results {

enum class MetricUnit {
    Nanoseconds,
    PerSecond, ///< of what the metric's title says
    BytesPerSecond,
    Bytes,
    Count,
    Ratio, ///< "2.5 : 1", a multiple
    Share, ///< 0..1 and above: cores used over cores there
};
[[nodiscard]] std::string_view unitName(MetricUnit unit); ///< "ns", "1/s", "B/s", "B", "", "x", "share"
[[nodiscard]] std::optional<MetricUnit> unitNamed(std::string_view name);
[[nodiscard]] std::string metricText(MetricUnit unit, double value); ///< for people: "3.2 ms", "64 KiB"

struct Metric {
    std::string id;    ///< "time", see kMetrics
    std::string title; ///< "wall time"
    MetricUnit unit = MetricUnit::Nanoseconds;
    bool lowerIsBetter = true;
    bool exact = false; ///< the same in every run of the same program: any difference is real
    std::vector<double>
        samples;    ///< one a worker process, in run order; may be empty where only `value` is known
    Interval value; ///< median with its 95 % interval; low == high == value where none is known
};

// The metrics that Spacebench itself measures (README, "Metrics"); an imported row has "time" at least.
namespace metric {
inline constexpr std::string_view kTime = "time"; ///< wall, of one iteration, ns
inline constexpr std::string_view kUserTime = "user_time";
inline constexpr std::string_view kSystemTime = "system_time";
inline constexpr std::string_view kAtomRate = "atoms_per_second";
inline constexpr std::string_view kRawRate = "raw_bytes_per_second";
inline constexpr std::string_view kStoredRate = "stored_bytes_per_second";
inline constexpr std::string_view kAllocations = "allocations"; ///< exact on one thread
inline constexpr std::string_view kAllocatedBytes = "allocated_bytes";
inline constexpr std::string_view kPeakHeap = "peak_heap_bytes";
inline constexpr std::string_view kPeakResident = "peak_resident_bytes";
inline constexpr std::string_view kPeakHeapMultiple = "peak_heap_multiple"; ///< over the stored bytes
inline constexpr std::string_view kPeakResidentMultiple = "peak_resident_multiple";
inline constexpr std::string_view kCpuUse = "cpu_use";       ///< over the cores used, a share
inline constexpr std::string_view kBytesRead = "bytes_read"; ///< of one iteration
inline constexpr std::string_view kBytesWritten = "bytes_written";
inline constexpr std::string_view kDiskShare = "disk_share"; ///< of the disk's own measured bandwidth
inline constexpr std::string_view kMinorFaults = "minor_faults";
inline constexpr std::string_view kMajorFaults = "major_faults";
inline constexpr std::string_view kContextSwitches = "context_switches";
inline constexpr std::string_view kStoredBytes = "stored_bytes"; ///< exact
inline constexpr std::string_view kRatio = "ratio";              ///< raw over stored bytes, exact
inline constexpr std::string_view kCycles = "cycles";
inline constexpr std::string_view kInstructions = "instructions";
inline constexpr std::string_view kCacheMisses = "cache_misses";
inline constexpr std::string_view kBranchMisses = "branch_misses";
} // namespace metric

struct RecordRow {
    std::string key;   ///< what is the same thing in another run: "serialize/mtts/zlib:6/t2@kb.paths"
    std::string label; ///< for people: "serialize mtts, zlib:6, 2 threads"
    std::string input; ///< name; empty = not known
    std::string inputHash;
    std::uint64_t atoms = 0;
    std::string operation; ///< "serialize"; empty for foreign rows
    std::string formatId;
    std::string codec;
    unsigned threads = 0; ///< that a worker had; 0 = not known
    MeasureState state = MeasureState::Measured;
    std::string reason;
    std::uint64_t failures = 0; ///< workers that died, imported runs that failed; 0 = none, or not known
    std::vector<Metric> metrics;
    /// Round of each sample where rows were interleaved: samples of equal rounds are pairs.
    std::vector<std::uint64_t> rounds;

    [[nodiscard]] const Metric* metric(std::string_view id) const;
    /// The key without "@input" at its end (an input's name may have an '@' itself): what the row is about,
    /// whatever it was measured with.
    [[nodiscard]] std::string_view task() const;
};

struct RunRecord {
    std::string uid;        ///< "20261122-221405-3f9c1a": sorts by time; made by the store where it is empty
    std::string title;      ///< "quick look on kb.paths"
    std::string source;     ///< "spacebench", "google-benchmark", "criterion", "hyperfine", "divan"
    std::string startedUtc; ///< ISO 8601
    double elapsedSeconds = 0;
    std::string machine;  ///< machineOf(environment); "unknown" for imported runs that do not say
    std::string planName; ///< empty = none
    std::string note;
    std::vector<std::string> tags; ///< sorted, unique
    bool complete = true;          ///< false: interrupted, what is there was measured
    /// What the session's own A/A control saw: a ratio within 1 +/- this is noise. 0 = not measured.
    double noiseFloor = 0;
    std::string session; ///< runs of one session were interleaved and may be paired; empty = alone
    nlohmann::ordered_json environment;
    nlohmann::ordered_json plan; ///< null = none
    /// The whole result as it was written or imported (schema "spacebench.bench" for our own).
    nlohmann::ordered_json document;
    std::vector<RecordRow> rows;
    std::vector<std::string> warnings;

    [[nodiscard]] const RecordRow* row(std::string_view key) const;
};

/// Names of the programs that were measured, in the order of the rows.
[[nodiscard]] std::vector<std::string> programsOf(const BenchRun& run);
/// The one that ran the plan itself: the plan gives it no file. Without such a plan that of the first row.
[[nodiscard]] std::string ownProgram(const BenchRun& run);

/// Of our own runs; uid, tags and note are left as the run has them.
[[nodiscard]] RunRecord recordOf(const BenchRun& run);
/// The same, one record a program, in the order of programsOf(), where several were measured: all of one
/// session, so that compareRuns() pairs their rounds.
[[nodiscard]] std::vector<RunRecord> recordsOf(const BenchRun& run);

/// Schema "spacebench.run", version 1: what `runs export` writes and `runs import` reads; unknown keys are
/// ignored. InvalidArgument or UnsupportedVersion, with what was expected, for anything else.
[[nodiscard]] nlohmann::ordered_json toJson(const RunRecord& record);
[[nodiscard]] Result<RunRecord> recordFromJson(const nlohmann::ordered_json& json);

} // namespace spacebench::results
