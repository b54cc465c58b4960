// SPDX-License-Identifier: Apache-2.0
//
// Which compression is best for this input, by what was measured: the pick, what it was weighed against,
// what the performance guide's rule would have picked, and what following the rule costs ("regret").
#pragma once

#include "results/lab_result.h"

namespace spacebench::results {

enum class Priority { Size, Speed, Balanced, Custom };
[[nodiscard]] std::string_view priorityName(Priority priority); ///< "size", "speed", "balanced", "custom"

/// A row's cost is the weighted sum of the logarithms of stored bytes, compression time and decompression
/// time: the product of their powers, so that "10 % smaller" weighs as much wherever it comes from. Lower is
/// better. Size weighs bytes alone, Speed both times equally, Balanced all three.
struct Goal {
    Priority priority = Priority::Balanced;
    double sizeWeight = 1; ///< weights count for Priority::Custom
    double compressWeight = 1;
    double decompressWeight = 1;
    std::optional<double> leastCompressBytesPerSecond; ///< budgets count for every priority
    std::optional<double> leastDecompressBytesPerSecond;
    std::optional<std::uint64_t> mostStoredBytes;
    bool ownContainer = false; ///< rows with a stage may be picked: only Spacebench reads those
};

/// What the guide's rule says for raw size and priority (claims.md, "Adaptive choice").
struct GuideChoice {
    std::string family; ///< "zstd", "zlib-ng", "lz4", "snappy"
    int level = 0;
    std::string text; ///< "Size, up to 10,000,000 bytes: zlib-ng 9"
};
[[nodiscard]] GuideChoice guideChoice(Priority priority, std::uint64_t bytes); ///< not for Custom

struct Regret {
    Interval percent; ///< how much costlier (100 * (cost ratio - 1)), with its 95 % interval
    std::size_t row = 0;
    std::size_t against = 0;
};

struct Advice {
    std::optional<std::size_t> pick; ///< nullopt: no row meets the budgets; the reason says which one fails
    std::string reason;
    std::vector<std::string> evidence; ///< sentences with figures and intervals
    std::vector<std::size_t> ranking;  ///< rows that meet the budgets, the best first
    std::optional<Regret> pickRegret;  ///< of the pick against the best measured
    GuideChoice guide;
    std::optional<std::size_t> guideRow; ///< nullopt: that codec was not measured; guideNote says why
    std::string guideNote;
    std::optional<Regret> guideRegret; ///< of following the guide's rule instead of the pick
    bool estimate = false;             ///< the pick rests on sampled blocks
};

[[nodiscard]] Advice advise(const LabRun& run, const Goal& goal);
/// Schema "spacebench.advice", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const Advice& advice, const LabRun& run, const Goal& goal);
[[nodiscard]] std::string toText(const Advice& advice, const LabRun& run, const Goal& goal);

} // namespace spacebench::results
