// SPDX-License-Identifier: Apache-2.0
//
// The only threads of the program: one shared pool with two lanes. Shared jobs run beside each other; a Timed
// job waits until nothing runs and nothing starts beside it. The runner is also the Executor that formats and
// codecs get.
//
// submit() may be called from any thread. The function runs on a pool thread with a WorkContext whose stop
// token, progress and executor belong to this job; it polls at least every 50 ms, so cancel() takes effect
// within 100 ms. Exceptions that escape become Internal errors (std::bad_alloc: LimitExceeded). Handles are
// cheap to copy; dropping all of them neither cancels nor waits. The destructor cancels what runs, waits for
// it, and finishes jobs that never started as Cancelled. cancel() of a queued job finishes it at once.
//
// Jobs start in the order of submission. A queued Timed job holds back whatever was submitted after it, so it
// cannot starve. A job must not wait for another one: the pool may have a single thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/strong_id.h"
#include "base/work_context.h"

namespace spacebench::jobs {

using JobId = StrongId<struct JobIdTag>;

enum class Lane { Shared, Timed };
enum class JobStatus { Queued, Running, Succeeded, Failed, Cancelled };

/// The part of a job that any thread may look at. All members are safe to call at any time.
class JobState {
  public:
    JobState(JobId id, std::string title, Lane lane);

    [[nodiscard]] JobId id() const { return m_id; }
    [[nodiscard]] const std::string& title() const { return m_title; }
    [[nodiscard]] Lane lane() const { return m_lane; }
    [[nodiscard]] JobStatus status() const { return m_status.load(std::memory_order_acquire); }
    [[nodiscard]] bool finished() const { return status() >= JobStatus::Succeeded; }
    [[nodiscard]] const Progress& progress() const { return m_progress; }
    [[nodiscard]] std::uint64_t startedNs() const {
        return m_startedNs.load(std::memory_order_acquire);
    } ///< 0 = not yet
    [[nodiscard]] std::uint64_t finishedNs() const {
        return m_finishedNs.load(std::memory_order_acquire);
    } ///< 0 = not yet
    void cancel() { m_stop.request_stop(); }
    void wait() const; ///< until finished()

  private:
    friend class JobRunner;
    JobId m_id;
    std::string m_title;
    Lane m_lane;
    std::stop_source m_stop;
    Progress m_progress;
    std::atomic<JobStatus> m_status{JobStatus::Queued};
    std::atomic<std::uint64_t> m_startedNs{0};
    std::atomic<std::uint64_t> m_finishedNs{0};
};

template <class T>
class JobHandle {
  public:
    JobHandle() = default;
    [[nodiscard]] bool valid() const { return m_state != nullptr; }
    [[nodiscard]] JobState& state() const { return *m_state; }
    [[nodiscard]] const std::shared_ptr<JobState>& shared() const { return m_state; }
    /// Waits, then the result; stays owned by the job. Never null.
    [[nodiscard]] const Result<T>& result() const {
        m_state->wait();
        return **m_result;
    }
    /// Waits, then moves the result out: for the one consumer. Call once.
    [[nodiscard]] Result<T> take() {
        m_state->wait();
        return std::move(**m_result);
    }

  private:
    friend class JobRunner;
    std::shared_ptr<JobState> m_state;
    std::shared_ptr<std::optional<Result<T>>> m_result;
};

class JobRunner final : public Executor {
  public:
    /// `threads` = 0: one a processor that this process may use. The clock outlives the runner.
    explicit JobRunner(const Clock& clock, Limits limits = Limits::forThisMachine(), unsigned threads = 0);
    ~JobRunner() override;
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    template <class T>
    [[nodiscard]] JobHandle<T> submit(std::string title, Lane lane,
                                      std::function<Result<T>(const WorkContext&)> body) {
        JobHandle<T> handle;
        auto slot = std::make_shared<std::optional<Result<T>>>();
        handle.m_result = slot;
        handle.m_state = enqueue(
            std::move(title), lane,
            [slot, body = std::move(body)](const WorkContext& context) {
                slot->emplace(body(context));
                if ((*slot)->ok()) return JobStatus::Succeeded;
                return (*slot)->error().code == ErrorCode::Cancelled ? JobStatus::Cancelled
                                                                     : JobStatus::Failed;
            },
            [slot](Error error) { slot->emplace(std::move(error)); });
        return handle;
    }

    unsigned concurrency() const override;
    /// From inside a job: helpers from idle pool threads, the caller works too, so it cannot deadlock. The
    /// first exception of `body` skips what is left and is rethrown here. From other threads it works the
    /// same, but gets no helpers while a Timed job runs.
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) override;
    /// Started work comes before items of parallelFor and behind jobs. Threads other than the pool's get no
    /// help while a Timed job runs.
    [[nodiscard]] std::unique_ptr<StartedWork> start(std::function<void()> body) override;
    /// Jobs queued or running.
    [[nodiscard]] std::size_t pending() const;
    void cancelAll();

  private:
    using Body = std::function<JobStatus(const WorkContext&)>;
    using Fail = std::function<void(Error)>;
    std::shared_ptr<JobState> enqueue(std::string title, Lane lane, Body body, Fail fail);

    struct Pool;
    std::unique_ptr<Pool> m_pool;
};

} // namespace spacebench::jobs
