// SPDX-License-Identifier: Apache-2.0
//
// What the switchboard measured: each technique's claimed and measured effect, per task; interactions; and
// every configuration's raw samples. The same structure feeds JSON, the board, and the ledger.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "results/timing.h"
#include "results/xy_chart.h"
#include "tuning/technique.h"

namespace spacebench::results {

enum class ExperimentKind {
    OneAtATime, ///< the baseline, and the baseline with one switch on
    AllButOne,  ///< all switches on, and all on with one off
    Factorial,  ///< a two-level fractional factorial: main effects and two-way interactions
    Levels,     ///< the baseline, and each size, way or number that a switch can have, alone
};
[[nodiscard]] std::string_view
experimentName(ExperimentKind kind); ///< "one", "all-but-one", "factorial", "levels"

/// Counted in a run of its own, so that counting costs no timed run anything; nullopt = not measurable here.
struct RunCounts {
    std::optional<std::uint64_t> allocations;
    std::optional<std::uint64_t> allocatedBytes;
    std::optional<std::uint64_t> peakHeapBytes;
    std::optional<std::uint64_t> peakResidentBytes;
    std::uint64_t cpuUserNs = 0;
    std::uint64_t cpuSystemNs = 0;
    std::uint64_t minorFaults = 0;
    std::uint64_t majorFaults = 0;
    std::uint64_t voluntarySwitches = 0;
    std::uint64_t involuntarySwitches = 0;
    std::optional<std::uint64_t> writtenBytes; ///< handed to write calls
    std::optional<std::uint64_t> writeCalls;   ///< as the kernel counts them for the process
    std::optional<std::uint64_t> readCalls;
    double utilisation = 0; ///< processor time over wall time and cores used, 0..1
    std::uint64_t storedBytes = 0;
    std::uint64_t locks = 0;
    std::uint64_t threads = 0;
};

struct Configuration {
    std::string id; ///< "current", "current+M1", "optimized-C2", "product", "design 5"
    tuning::Task task;
    nlohmann::ordered_json settings;
    MeasureState state = MeasureState::Measured;
    std::string reason;   ///< "output differs: byte 1,204 ...", "child process ended by SIGSEGV: ..."
    std::string compared; ///< "bytes" or "content after decompression"
    Timing time;
    RunCounts counts;
    bool counted = false; ///< counts are there
    bool childProcess = false;
};

/// One claim of one technique on one task: a row of the board. A technique with two claims has two rows.
struct EffectRow {
    std::string techniqueId; ///< or a bad example's id
    std::string title;
    tuning::Task task;
    bool badExample = false;
    MeasureState state = MeasureState::Measured;
    std::string reason;
    std::string outsideConditions; ///< why the claim's own conditions are not met here; empty = they are
    /// The claim that is judged: ratios without / with; low 0 = the guide gives no figure.
    std::string claimText;
    tuning::Quantity quantity = tuning::Quantity::Time;
    double claimedLow = 0;
    double claimedHigh = 0;
    /// Measured ratios without / with, from pairs of one round: above 1 = the technique helps.
    std::optional<Interval> effect;     ///< of the claim's quantity
    std::optional<Interval> timeEffect; ///< of the whole task's time
    std::optional<double> allocationEffect;
    std::optional<double> allocatedBytesEffect;
    std::optional<double> sizeEffect;
    std::optional<std::size_t> without; ///< configurations compared
    std::optional<std::size_t> with;
};

struct Interaction {
    std::string first; ///< technique ids
    std::string second;
    tuning::Task task;
    /// Of the logarithm of time, as a ratio: above 1 = together better than the product of both alone.
    Interval effect;
    std::string aliases; ///< what this design cannot tell apart from it; empty = nothing of two factors
};

struct TechniqueRun {
    nlohmann::ordered_json environment;
    std::string input;
    std::string inputHash;
    std::uint64_t atoms = 0;
    std::uint64_t rawBytes = 0;
    std::uint64_t symbols = 0;
    ExperimentKind kind = ExperimentKind::OneAtATime;
    std::uint64_t rounds = 0;
    std::uint64_t seed = 0;
    double budgetSeconds = 0;
    double elapsedSeconds = 0;
    bool complete = true;
    std::string design; ///< "2^(6-2), resolution IV, generators ..." ; empty where there is none
    std::vector<Configuration> configurations;
    std::vector<EffectRow> effects;
    std::vector<Interaction> interactions;
    std::vector<std::string> warnings;
};

/// Schema "spacebench.techniques", version 1.
[[nodiscard]] nlohmann::ordered_json toJson(const TechniqueRun& run);
[[nodiscard]] std::string toCsv(const TechniqueRun& run);
[[nodiscard]] std::string toText(const TechniqueRun& run);
/// "2.1x faster (1.98x to 2.2x)", "12 % slower (...)", "no difference seen (...)": an effect in words with
/// its interval.
[[nodiscard]] std::string effectText(const Interval& effect, tuning::Quantity quantity);

/// Indices of the task's effect rows: the largest measured effect first, then those without one in the
/// guide's order; bad examples last.
[[nodiscard]] std::vector<std::size_t> rowsByEffect(const TechniqueRun& run, const tuning::Task& task);
/// The tasks that `run` has rows of, in its order.
[[nodiscard]] std::vector<tuning::Task> tasksOf(const TechniqueRun& run);

/// Claimed (grey) beside measured, a group a row with a measured effect, as ratios; rows by effect. Bar::row
/// is the effect row.
[[nodiscard]] ChartSpec claimedChart(const TechniqueRun& run, const tuning::Task& task);
/// GridCell::row is the interaction.
[[nodiscard]] GridChart interactionChart(const TechniqueRun& run, const tuning::Task& task);

} // namespace spacebench::results
