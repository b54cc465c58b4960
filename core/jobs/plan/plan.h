// SPDX-License-Identifier: Apache-2.0
//
// A benchmark plan: what to measure, how often, how carefully. JSON that people write (schema
// "spacebench.plan", version 1; resources/plan.schema.json), so every mistake is refused with its line:
// unknown keys, wrong types, impossible combinations, missing files. Plain values; expanding starts nothing.
//
//   { "schema": "spacebench.plan", "version": 1, "name": "quick-look", "title": "Quick look",
//     "inputs": [{"file": "kb.paths"}, {"atoms": "100K", "shape": "atoms", "seed": 1}],
//     "measure": [{"operations": ["serialize", "deserialize"], "formats": ["mtts", "act"],
//                  "codecs": ["default", "zstd:3"], "switches": ["product"], "threads": [1, 0],
//                  "media": ["memory"], "cache": ["warm"]}],
//     "runs": 10, "warm_up": 1, "min_sample_ms": 10, "budget_s": 0, "interval_goal": 0.02,
//     "isolation": "process", "pin": "none", "seed": 1, "control": true, "tags": [] }
//
// Each entry of "measure" is a sweep: all combinations of its lists. Everything but inputs and measure has a
// default. Unknown keys are errors, save those that begin with "x-".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/work_context.h"
#include "jobs/report_text.h"
#include "results/bench_result.h"
#include "space/generator.h"
#include "tuning/pipeline_settings.h"

namespace spacebench::jobs {

enum class CacheState { Warm, Cold };
enum class Medium {
    Memory, ///< from and to memory: no file system
    File,   ///< serialize: new file, fsync; deserialize, load: from a file
};
enum class Isolation {
    Process,   ///< each sample in a fresh worker process
    InProcess, ///< all in this one: for profilers and debuggers; reports say so
};
[[nodiscard]] std::string_view cacheName(CacheState cache);        ///< "warm", "cold"
[[nodiscard]] std::string_view mediumName(Medium medium);          ///< "memory", "file"
[[nodiscard]] std::string_view isolationName(Isolation isolation); ///< "process", "in-process"

struct PlanInput {
    std::string file;  ///< as written, made absolute against the plan's folder; empty = generated
    std::string space; ///< name of a space that is already open in the program (the window); empty = none
    space::GeneratorOptions generated;
    [[nodiscard]] std::string name() const;
};

struct NamedSwitches {
    std::string name; ///< "product", "current", "optimized", or the user's own
    /// nullopt = the product's own reader and writer without a pipeline around them ("product").
    std::optional<tuning::PipelineSettings> settings;
};
/// Another build to measure beside this one: rounds are interleaved, so the two are paired.
struct PlanProgram {
    std::string name; ///< "this", "before"
    std::string file; ///< a spacectl or spacebench; empty = this program
};

struct PlanSweep {
    std::vector<results::Operation> operations;
    /// For serialize, deserialize, load. Empty = all that are no text.
    std::vector<std::string> formats;
    /// serialize, deserialize: "default" or codecs::parseCodec() text, for formats that take one; compress,
    /// decompress: "zstd:3", block codecs by id and level ("zstd:1..9" is a range, "zstd" its standard
    /// level).
    std::vector<std::string> codecs{"default"};
    std::vector<NamedSwitches> switches{{"product", std::nullopt}};
    std::vector<unsigned> threads{0}; ///< 0 = as many as there are processors
    std::vector<Medium> media{Medium::Memory};
    std::vector<CacheState> cache{CacheState::Warm};
    /// Each iteration is followed by a wait of this share of its own time: proof that a gate sees it. Rows
    /// say so. 0 = none.
    double injectedDelay = 0;
};

struct Plan {
    std::string name;  ///< "quick-look": a file name
    std::string title; ///< "Quick look"
    std::string description;
    std::vector<PlanInput> inputs;
    std::vector<PlanSweep> sweeps;
    std::vector<PlanProgram> programs{{"this", ""}};
    std::uint64_t runs =
        10; ///< worker processes a row; below stats::kFewestRuns every verdict is "insufficient"
    std::uint64_t warmUp = 1; ///< iterations before the sample, in each worker
    double minSampleMs = 10;  ///< inner iterations are batched to at least this
    double budgetSeconds = 0; ///< for the samples: preparation and pauses do not count; 0 = none
    double intervalGoal = 0;  ///< stop a row when its relative half-width is below; 0 = never early
    Isolation isolation = Isolation::Process;
    /// "none"; "cores": one processor a physical core, as many as threads; "0,2": these processors.
    std::string pin = "none";
    std::uint64_t seed = 1; ///< of the order
    bool control = true;    ///< the hidden A/A control
    std::vector<std::string> tags;
};

/// One row of the expanded plan.
struct Configuration {
    std::size_t input = 0;   ///< into Plan::inputs
    std::size_t program = 0; ///< into Plan::programs
    results::Operation operation = results::Operation::Serialize;
    std::string formatId; ///< empty for compress and decompress
    std::string codec;    ///< "default", "zlib:6", "zstd:3"
    NamedSwitches switches;
    unsigned threads = 0;
    Medium medium = Medium::Memory;
    CacheState cache = CacheState::Warm;
    double injectedDelay = 0;

    /// The same thing in another run: "serialize/mtts/zlib:6/current/t2/file/cold@kb.paths", parts that are
    /// default left out; the program is not part of it, an injected delay neither.
    /// Switches whose name reads like another part ("file", "t2", "none") stand as "switches=file".
    [[nodiscard]] std::string key(const Plan& plan) const;
    [[nodiscard]] std::string keyWithoutInput() const; ///< what stands before the first '@'
    [[nodiscard]] std::string label() const;           ///< "serialize mtts, zlib:6, 2 threads, cold file"
    /// Expected seconds of one worker run, from the sizes alone (an estimate: it says so wherever it is
    /// shown).
    double secondsARun = 0;
};
struct SkippedCombination {
    std::string label;
    std::string reason; ///< "act takes no codec"
};
struct Expansion {
    std::vector<Configuration> rows; ///< in the order of the plan; distinct keys a program
    std::vector<SkippedCombination>
        skipped; ///< combinations of a sweep that make no sense together, in words: the first thousand
    std::uint64_t unlistedSkips = 0; ///< how many followed those, repetitions counted
    double seconds = 0; ///< estimate of the whole plan: all runs of all rows, preparation, control
};

/// What the keys of an input's rows end in: its name. A file that shares it with any other input goes by its
/// full path.
[[nodiscard]] std::string inputKey(const Plan& plan, std::size_t input);

/// Files that running the plan reads: inputs and programs.
[[nodiscard]] std::vector<std::string> filesOf(const Plan& plan);

/// Line of the file, expected and found in the error. `file` names it there; relative inputs are looked up
/// beside it.
[[nodiscard]] Result<Plan> planFromText(std::string_view text, const std::string& file,
                                        const WorkContext& context = {});
[[nodiscard]] Json toJson(const Plan& plan);
[[nodiscard]] std::string toText(const Json& planJson); ///< as people edit it: short lists on one line

/// All combinations. InvalidArgument where nothing is left, or a value makes no sense anywhere; Io where an
/// input file is missing; LimitExceeded beyond 10,000 rows or a million combinations. Rows that use
/// "optimized" switches get those that apply to them here. `atomsOf` (may be empty) knows the sizes of files;
/// else they are estimated from their bytes. In-process the executor of `context`, where there is one,
/// decides how many threads can be measured.
[[nodiscard]] Result<Expansion>
expand(const Plan& plan, const std::function<std::optional<std::uint64_t>(const PlanInput&)>& atomsOf = {},
       const WorkContext& context = {});

/// Part `index` (from 1) of `count`: rows are dealt out so that the parts take about equally long and the
/// rows of one input stay together where possible; all parts together are exactly the plan.
struct Shard {
    unsigned index = 1;
    unsigned count = 1;
};
[[nodiscard]] Result<Shard> parseShard(const std::string& text); ///< "2/4"
[[nodiscard]] std::string shardText(const Shard& shard);         ///< "2/4"
/// Never fails: with more parts than there are rows, some are empty. What was skipped is said in part 1.
[[nodiscard]] Expansion shardOf(const Expansion& expansion, const Shard& shard);
/// toJson(plan) with "x-shard": "2/4" where there is more than one part: what BenchRun::plan of a part holds,
/// so that merge-runs knows which one it is.
[[nodiscard]] Json toJson(const Plan& plan, const Shard& shard);
/// Of such a plan; 1/1 where it says nothing, nullopt where it says nonsense.
[[nodiscard]] std::optional<Shard> shardIn(const Json& planJson);

/// Plans that are shipped: "guide", "quick-look", "compression". Their inputs are generated; `quick-look` and
/// `compression` take the user's files in their place.
[[nodiscard]] const std::vector<Plan>& readyPlans();
[[nodiscard]] const Plan* findReadyPlan(std::string_view name);
/// A ready plan's name or a file. InvalidArgument with the names where it is neither.
[[nodiscard]] Result<Plan> loadPlan(const std::string& nameOrFile, const WorkContext& context = {});
/// `plan` with these files in place of its inputs, absolute; as it is where there are none. Io where one is
/// missing.
[[nodiscard]] Result<Plan> withFiles(Plan plan, const std::vector<std::string>& files);

} // namespace spacebench::jobs
