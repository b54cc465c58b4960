// SPDX-License-Identifier: Apache-2.0
//
// Which compression is best for this input, by what was measured: the pick, what it was weighed against,
// what the performance guide's rule would have picked, and what following the rule costs ("regret").
#pragma once

#include "results/lab_result.h"

namespace spacebench::results {

enum class Priority { Size, Speed, Balanced, Custom };
[[nodiscard]] std::string_view priorityName(Priority priority); ///< "size", "speed", "balanced", "custom"

/// A row's cost is the weighted mean of the logarithms of stored bytes, compression time and decompression
/// time: a geometric mean, so that "10 % smaller" weighs as much wherever it comes from. Lower is better.
/// Size weighs bytes alone, Speed both times equally, Balanced all three. Only the weights' proportions
/// count.
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
/// InvalidArgument for weights below 0 or all 0 (Custom only).
[[nodiscard]] Result<void> checkGoal(const Goal& goal);

/// What the guide's rule says for raw size and priority (claims.md, "Adaptive choice").
struct GuideChoice {
    std::string family; ///< "zstd", "zlib-ng", "lz4", "snappy"
    int level = 0;
    std::string text; ///< "Size, up to 10,000,000 bytes: zlib-ng 9"
};
[[nodiscard]] GuideChoice guideChoice(Priority priority, std::uint64_t bytes); ///< not for Custom
/// The row that is what the rule names: that very library, on the whole input, without stage, dictionary,
/// long mode or further threads. nullopt: it has no figures.
[[nodiscard]] std::optional<std::size_t> rowOfGuide(const LabRun& run, const GuideChoice& choice);
/// Why there is no such row, in words.
[[nodiscard]] std::string guideRowMissing(const LabRun& run, const GuideChoice& choice);

struct Regret {
    Interval percent;        ///< how much costlier (100 * (cost ratio - 1)), with its 95 % interval
    bool hasInterval = true; ///< false: one of the times has one sample only
    std::size_t row = 0;
    std::size_t against = 0;
};
/// How much costlier `row` is than `against`, both with figures: from the medians, with an interval from
/// paired resampling of their raw samples (sample i of both was taken in the same round); of estimates, sizes
/// vary in their intervals too. Seeded: the same samples give the same interval.
[[nodiscard]] Regret regretOf(const LabRun& run, const Goal& goal, std::size_t row, std::size_t against);

/// Rows that may be picked: with figures, verified (or estimated), a compression (not "none", nor the file as
/// it lies there), with a stage only where Goal::ownContainer, with the times that the goal asks for.
struct Advice {
    /// The best one; of those that tie with it within noise the plainest (no stage, dictionary, long mode,
    /// further threads, chunks). nullopt: no row meets the budgets; the reason says which one fails.
    std::optional<std::size_t> pick;
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
