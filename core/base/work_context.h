// SPDX-License-Identifier: Apache-2.0
//
// What long work gets from its caller: a stop token, a place to report progress, threads, and limits.
// Passed by const reference; every loop over file content calls `poll` often enough that 50 ms never pass
// between two.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"

namespace spacebench::inline base {

enum class ProgressUnit { None, Bytes, Paths, Nodes, Runs };

/// Written by one working thread, read by any: relaxed atomics, no ordering between the fields.
struct Progress {
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> total{0}; ///< 0 = unknown
    std::atomic<ProgressUnit> unit{ProgressUnit::None};
    std::atomic<const char*> phase{""}; ///< a string literal, English; the window translates it

    void begin(const char* phaseName, ProgressUnit phaseUnit, std::uint64_t phaseTotal = 0) {
        done.store(0, std::memory_order_relaxed);
        total.store(phaseTotal, std::memory_order_relaxed);
        unit.store(phaseUnit, std::memory_order_relaxed);
        phase.store(phaseName, std::memory_order_relaxed);
    }
};

/// Work that start() began or will begin. Belongs to one thread, which outlives neither the executor nor what
/// the work uses. Destroyed without wait(): work that nobody has begun is dropped, else waited for.
class StartedWork {
  public:
    StartedWork() = default;
    StartedWork(const StartedWork&) = delete;
    StartedWork& operator=(const StartedWork&) = delete;
    virtual ~StartedWork() = default;
    /// Returns when the work is done, and rethrows what it threw. Work that no thread has begun runs here, so
    /// waiting never deadlocks, however many threads there are and whatever they wait for. Call once.
    virtual void wait() = 0;
};

/// Threads for one piece of work; implemented by jobs/job_runner. Without one, work runs on the calling
/// thread.
class Executor {
  public:
    virtual ~Executor() = default;
    /// Threads that may work at once, the caller included; at least 1.
    [[nodiscard]] virtual unsigned concurrency() const = 0;
    /// Runs body(0) .. body(count - 1), in any order, on up to concurrency() threads, and waits. The caller
    /// works too.
    virtual void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) = 0;
    /// Runs `body` once, on an idle thread while the caller goes on, at the latest in wait().
    [[nodiscard]] virtual std::unique_ptr<StartedWork> start(std::function<void()> body);
};

/// The same with `executor` null: the work runs in wait().
[[nodiscard]] std::unique_ptr<StartedWork> startOn(Executor* executor, std::function<void()> body);

/// Stated limits: what hostile input may cost before work stops with LimitExceeded (exit status 5).
struct Limits {
    /// Inflation stops where output passes both `inflateFloorBytes` and `inflateRatio` times the input
    /// consumed. Real spaces stay below 200:1; deflate's own ceiling is 1032:1, which only runs of one byte
    /// reach.
    std::uint64_t inflateFloorBytes = std::uint64_t{16} << 20;
    std::uint64_t inflateRatio = 512;
    /// Decompressed or decoded content held in memory; the default is set by `Limits::forThisMachine`.
    std::uint64_t contentBytes = std::uint64_t{8} << 30;
    /// One path. Formats allow 2^32 - 1; a shared-node ACT of 1 MB can spell longer ones.
    std::uint64_t pathBytes = std::uint64_t{256} << 20;
    /// Paths written by an expansion of shared subtrees (see docs of `Space::count`).
    std::uint64_t expandedBytes = std::uint64_t{1} << 40;

    /// What the whole process may take while it works, mapped pages included; 0 = as much as it likes. Other
    /// than the limits above this refuses nothing that can be done in less memory: work that would need more
    /// goes through files in WorkContext::spillFolder.
    std::uint64_t workingBytes = 0;

    /// What one step may take for itself where workingBytes is set: the rest is the program, its buffers and
    /// the window of mapped pages that is being read.
    [[nodiscard]] std::uint64_t workingShare() const {
        return workingBytes > 2 * kProgramBytes ? workingBytes - kProgramBytes : workingBytes / 2;
    }
    static constexpr std::uint64_t kProgramBytes = std::uint64_t{32} << 20;

    /// contentBytes = 3/4 of the memory this process may use (physical, cgroup, RLIMIT_AS).
    [[nodiscard]] static Limits forThisMachine();
};

struct WorkContext {
    std::stop_token stop;
    Progress* progress = nullptr; ///< may be null
    Executor* executor = nullptr; ///< may be null
    Limits limits;
    /// Where work beyond limits.workingBytes puts its files; empty = the folder for temporary files.
    std::string spillFolder;

    [[nodiscard]] bool cancelled() const { return stop.stop_requested(); }
    /// Cancelled, or fine. Cost: one atomic load.
    [[nodiscard]] Result<void> poll() const {
        if (cancelled()) return Error::cancelled();
        return {};
    }
    void begin(const char* phase, ProgressUnit unit, std::uint64_t total = 0) const {
        if (progress != nullptr) progress->begin(phase, unit, total);
    }
    void advanceTo(std::uint64_t done) const {
        if (progress != nullptr) progress->done.store(done, std::memory_order_relaxed);
    }
};

/// Polls and reports every `stride` steps (a power of two): the cheap way to keep an inner loop cancellable.
class PollGate {
  public:
    explicit PollGate(const WorkContext& context, std::uint64_t stride = 4096)
        : m_context(context), m_mask(stride - 1) {}
    /// Call once a step with the progress so far.
    [[nodiscard]] Result<void> step(std::uint64_t done) {
        if ((++m_steps & m_mask) != 0) return {};
        m_context.advanceTo(done);
        return m_context.poll();
    }

  private:
    const WorkContext& m_context;
    std::uint64_t m_mask;
    std::uint64_t m_steps = 0;
};

} // namespace spacebench::inline base
