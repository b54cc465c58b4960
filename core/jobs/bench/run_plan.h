// SPDX-License-Identifier: Apache-2.0
//
// Runs a benchmark plan: prepares the inputs once, takes every sample in a fresh worker process, in random
// interleaved order (ABBA blocks where a plan has two rows that differ in one thing), with a hidden A/A
// control that measures this session's noise floor; stops rows early, ends with the budget, can be paused.
// Runs in the Timed lane. A worker that dies is a failed sample and the rest goes on; what was measured
// before a cancel is kept (BenchRun::complete is false).
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "jobs/bench/cell.h"
#include "jobs/job.h"
#include "jobs/plan/plan.h"
#include "results/bench_result.h"
#include "space/space.h"

namespace spacebench::jobs {

struct BenchSpace {
    std::string name;
    space::SpaceContent content;
};

/// What a user may do to a plan that runs; any thread.
class PlanControl {
  public:
    void pause(bool on);
    [[nodiscard]] bool paused() const { return m_paused.load(std::memory_order_relaxed); }
    /// Before each sample: returns at once, or when the pause ends or `stop` is requested.
    void waitWhilePaused(const std::stop_token& stop);
    /// Rows, as indexes into BenchRun::rows, whose remaining runs come before all others; empty = all alike.
    void setFirst(std::vector<std::size_t> rows);
    [[nodiscard]] std::vector<std::size_t> first() const;
    /// A row that gets no further runs; what it has is kept.
    void skip(std::size_t row);
    [[nodiscard]] bool skipped(std::size_t row) const;

  private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::atomic<bool> m_paused{false};
    std::vector<std::size_t> m_first;   ///< guarded by m_mutex
    std::vector<std::size_t> m_skipped; ///< guarded by m_mutex
};

/// Takes one sample; measureInWorker() is one.
using SampleSource = std::function<Result<results::RunSample>(
    const WorkerCell& worker, const CellRequest& request, const WorkContext& context,
    const std::function<void(std::uint64_t iterations)>& onProgress)>;

struct PlanRequest {
    Plan plan;
    std::vector<BenchSpace> spaces; ///< open spaces that PlanInput::space names
    Shard shard;
    std::vector<std::string>
        onlyKeys;       ///< rows with these keys alone; empty = all. For a confirming second run
    std::string worker; ///< program of workers; empty = this one
    std::shared_ptr<PlanControl> control; ///< null = nobody pauses
    std::string folder;                   ///< for the shared files; empty = the folder for temporary files
    /// Takes the samples in place of what Plan::isolation names: tests bring their own figures. Empty = none.
    SampleSource sample;
};

/// `onUpdate` is called on the job's thread before the first sample, after each one, at most 20 times a
/// second, and at the end: live charts. May be empty. The rows of the result are those of the expansion, in
/// its order. Cancelled where nothing was measured before it was cancelled, else what was measured,
/// incomplete. Errors: those of expand(); InvalidArgument for a program that is no worker of ours; an input's
/// own where no input can be used; Unsupported where no row can be measured.
[[nodiscard]] Result<results::BenchRun>
runPlan(const PlanRequest& request, const JobServices& services,
        const std::function<void(const results::BenchRun&)>& onUpdate = {});

/// A plan of one sweep, for `spacectl bench FILE --op ...`, the window's short form and the ledger.
struct SimpleBench {
    std::vector<std::string> files;
    std::vector<std::string> spaces; ///< names of open ones
    std::vector<std::uint64_t> generatedAtoms;
    std::vector<results::Operation> operations{results::Operation::Serialize, results::Operation::Deserialize,
                                               results::Operation::Load};
    std::vector<std::string> formatIds; ///< empty = all that read and write paths and are not text
    std::uint64_t runs = 10;
};
[[nodiscard]] Plan planOf(const SimpleBench& bench);

} // namespace spacebench::jobs
