// SPDX-License-Identifier: Apache-2.0
//
// What the codec lab measured on one input: a row for each codec, level, stage, chunk size and number of
// threads. The same structure feeds JSON, CSV, the charts and the advisor.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "results/timing.h"

namespace spacebench::results {

struct LabRow {
    std::string codec;   ///< BlockCodec::id(); the format's for the row "as stored"
    std::string family;  ///< "zlib", "lz4", "zstd", "snappy", "none"
    std::string backend; ///< "libdeflate 1.14"
    int level = 0;
    unsigned workers = 0;              ///< threads of the library's own
    unsigned windowLog = 0;            ///< long mode; 0 = off
    bool dictionary = false;           ///< trained on this input
    std::uint64_t dictionaryBytes = 0; ///< counted in storedBytes; of all dictionaries, if several
    std::string stage = "none";        ///< what was done before the codec: "none", "columns", "columns+ranks"
    std::uint64_t chunkBytes = 0;      ///< each can be read alone; 0 = the whole input as one
    unsigned threads = 1;              ///< chunks at once
    bool asStored = false;             ///< the file as it lies there: the baseline

    MeasureState state = MeasureState::Measured;
    std::string reason;    ///< for people; empty where measured
    std::string note;      ///< what a reader has to know of the figures; mostly empty
    bool verified = false; ///< what came back was compared with the input
    /// From sampled blocks: sizes and times are extrapolated, and have intervals.
    bool estimate = false;

    std::uint64_t rawBytes = 0; ///< framed paths
    std::uint64_t storedBytes = 0;
    std::optional<Interval> storedInterval; ///< of an estimate
    std::uint64_t chunks = 0;
    std::uint64_t rawChunks = 0; ///< stored as they were: the codec made them no smaller

    Timing compress; ///< in memory
    Timing decompress;
    Timing writeFile;                               ///< end to end: compress, checksum, write, sync, rename
    Timing readFile;                                ///< end to end: map, check the checksum, decompress
    std::optional<std::uint64_t> compressPeakBytes; ///< heap above input and output; nullopt = not measurable
    std::optional<std::uint64_t> decompressPeakBytes;
    std::optional<double> compressCpu; ///< processor time over wall time: 1 = one core all the time
    std::optional<double> decompressCpu;

    [[nodiscard]] double ratio() const {
        return storedBytes > 0 ? static_cast<double>(rawBytes) / static_cast<double>(storedBytes) : 0;
    }
    /// "zstd 19", "zstd 3 long 27, 2 workers", "columns + zstd 19, chunks of 64 KiB"; "as stored (zlib)".
    [[nodiscard]] std::string label() const;
    /// What tells rows of a run apart, stable between runs: "columns/zstd:19,long=27/64K/t2".
    [[nodiscard]] std::string key() const;
};

struct LabRun {
    nlohmann::ordered_json environment;
    std::string input;     ///< file, or the generated space in words
    std::string inputHash; ///< BLAKE2b-256 of the framed paths, hex
    std::uint64_t atoms = 0;
    std::uint64_t rawBytes = 0;
    std::uint64_t storedBytes = 0; ///< of the file; 0 = there is none
    double memcpyNs = 0;           ///< of the raw bytes, in this run
    double budgetSeconds = 0;      ///< 0 = none
    double elapsedSeconds = 0;
    bool complete = true; ///< false: cancelled, or the budget ended; what was measured is there
    std::vector<LabRow> rows;
    std::vector<std::string> warnings;
};

/// Where Pareto fronts and link speeds are looked for: figures are there and may be shown.
[[nodiscard]] inline bool hasFigures(const LabRow& row) {
    return row.state == MeasureState::Measured && row.storedBytes > 0;
}

/// Schema "spacebench.lab", version 1; keys as README documents them. Both fronts and the best rows by link
/// speed are in it, as keys of rows. What was not measured is null.
[[nodiscard]] nlohmann::ordered_json toJson(const LabRun& run);
/// Reads what toJson() wrote, unknown keys ignored. InvalidArgument names the key that is wrong.
[[nodiscard]] Result<LabRun> labRunFromJson(const nlohmann::json& json);
[[nodiscard]] std::string toCsv(const LabRun& run);
[[nodiscard]] std::string toText(const LabRun& run); ///< the table for a terminal

/// Rows that no other measured row beats or equals in both: least stored bytes, and least time of
/// compression (or decompression). Ascending by stored bytes. Exact duplicates: the first stays.
enum class ParetoOf { Compress, Decompress };
[[nodiscard]] std::vector<std::size_t> paretoFront(const LabRun& run, ParetoOf of);

/// Which row brings the raw bytes over a link soonest (transfer of the stored bytes, then decompression), as
/// a function of the link's speed.
struct LinkRange {
    double fromBytesPerSecond = 0; ///< the crossover with the range before it; 0 for the first
    std::size_t row = 0;
};
/// Ascending in speed, ranges touch, the last has no end. From measured rows with a decompression time.
/// Exact: the lower envelope of storedBytes / speed + decompress.
[[nodiscard]] std::vector<LinkRange> bestByLinkSpeed(const LabRun& run);

} // namespace spacebench::results
