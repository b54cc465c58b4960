// SPDX-License-Identifier: Apache-2.0
//
// The techniques of the performance guide as data (claims.md, "Techniques and their claimed effect"): what
// each does, what is claimed under which conditions, how it is measured here, and when it cannot be.
// techniques.def lists them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tuning/pipeline_settings.h"

namespace spacebench::tuning {

enum class TaskKind { Serialize, Deserialize };

/// What is measured with and without a technique.
struct Task {
    TaskKind kind = TaskKind::Serialize;
    std::string formatId; ///< "paths", "act", "mtts"
    bool operator==(const Task&) const = default;
};
[[nodiscard]] std::string taskName(const Task& task); ///< "serialize mtts"

/// What a claim is about; effects are ratios "without / with", so that 2 means twice as fast, half the
/// allocations, half the size.
enum class Quantity { Time, Allocations, ChecksumTime, WriteTime, InternTime, Size, SymbolsTime };
[[nodiscard]] std::string_view quantityName(Quantity quantity); ///< "time", "checksum time", "size"

struct Claim {
    Quantity quantity = Quantity::Time;
    double low = 0; ///< as a ratio without / with: "20-30 % less time" is 1.25 .. 1.43; 0 = no figure claimed
    double high = 0;
    std::string_view text;       ///< as the guide says it: "20-30 % less time"
    std::string_view conditions; ///< "small symbol tables", "files > 100 MB"; empty = none stated
};

/// What this machine and this input can show. Filled by jobs/techniques (facts from measure/ and io/).
struct Circumstances {
    unsigned cores = 1;         ///< this process may use
    unsigned physicalCores = 1; ///< of those
    unsigned numaNodes = 1;
    bool avx2 = false;
    bool directIo = false;       ///< the folder's filesystem really bypasses the page cache
    std::string directIoNote;    ///< why not: "tmpfs has no page cache to bypass"
    std::string jemallocLibrary; ///< its path; empty = not found
    std::string jemallocNote;    ///< why it cannot be used, where it is not simply missing
    std::uint64_t atoms = 0;
    std::uint64_t rawBytes = 0;  ///< framed paths
    std::uint64_t fileBytes = 0; ///< of the task's file
    std::uint64_t symbols = 0;   ///< distinct ones that would be interned
    bool hasCodec = false;       ///< the task's format takes a codec
    bool concurrent = false;     ///< the pipeline that is compared works on several threads
};

struct Technique {
    std::string_view id; ///< "M1"
    std::string_view title;
    std::string_view what; ///< one sentence
    std::string_view how;  ///< how it is measured here, one sentence
    std::span<const Claim> claims;
    /// Turns the one switch on in `settings`.
    void (*turnOn)(PipelineSettings& settings, const Circumstances& circumstances) = nullptr;
    void (*turnOff)(PipelineSettings& settings) = nullptr;
    /// It does something for this task at all.
    bool (*applies)(const Task& task) = nullptr;
    /// Why it cannot be measured here, in words; empty = it can.
    std::string (*unavailable)(const Task& task, const Circumstances& circumstances) = nullptr;
    /// Why the figures do not speak about the claim ("the claim is about files > 100 MB, this one has 5 MB");
    /// empty = the claim's conditions are met.
    std::string (*outsideConditions)(const Task& task, const Circumstances& circumstances) = nullptr;
    /// What is compared: the same bytes, or the same content after decompression (codec, parts of a stream).
    bool changesStoredBytes = false;
};

/// M1..M3, C1..C3, I1..I3, P1, P2, H1..H4, Z1.
[[nodiscard]] std::span<const Technique> allTechniques();
[[nodiscard]] const Technique* findTechnique(std::string_view id);

/// The guide's present code: a vector a path, a temporary symbol file, one write a field, one lock a symbol,
/// a whole-file read.
[[nodiscard]] PipelineSettings currentPipeline();
/// Why these switches cannot be on together for this task, in words; empty = they can.
[[nodiscard]] std::string conflictOf(const Task& task, const PipelineSettings& settings);
/// All switches that apply and are available, in the guide's order; one that excludes an earlier one stays
/// off.
[[nodiscard]] PipelineSettings optimizedPipeline(const Task& task, const Circumstances& circumstances);
/// This program's own save() and open().
[[nodiscard]] PipelineSettings productPipeline();

/// The guide's literal AVX2 copy and its order-losing parallel collection: the output check must reject both.
struct BadExample {
    std::string_view id; ///< "guide-avx2-copy", "guide-parallel-collection"
    std::string_view title;
    std::string_view what;
    bool (*applies)(const Task& task) = nullptr;
    void (*turnOn)(PipelineSettings& settings) = nullptr;
};
[[nodiscard]] std::span<const BadExample> badExamples();

} // namespace spacebench::tuning
