// SPDX-License-Identifier: Apache-2.0
#include "jobs/job_runner.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "measure/processors.h"

namespace spacebench::jobs {

namespace {

/// The pool that the current thread works for; tells calls from inside a job from calls from outside.
thread_local const void* currentPool = nullptr;

} // namespace

JobState::JobState(JobId id, std::string title, Lane lane)
    : m_id(id), m_title(std::move(title)), m_lane(lane) {}

void JobState::wait() const {
    for (JobStatus seen = status(); seen < JobStatus::Succeeded; seen = status())
        m_status.wait(seen, std::memory_order_acquire);
}

struct JobRunner::Pool {
    /// A job that waits for a thread.
    struct Queued {
        std::shared_ptr<JobState> state;
        Body body;
        Fail fail;
        /// Finishes the job when it is cancelled before it starts. Destroyed outside m_mutex: its destructor
        /// waits for a callback that runs, and the callback takes m_mutex.
        std::optional<std::stop_callback<std::function<void()>>> onCancel;
    };
    using QueuedPtr = std::unique_ptr<Queued>;

    /// One parallelFor call; lives on the caller's stack until no helper is left in it.
    struct Batch {
        const std::function<void(std::size_t)>* body = nullptr;
        std::size_t count = 0;
        std::atomic<std::size_t> next{0};
        unsigned helpers = 0;     ///< guarded by m_mutex
        std::exception_ptr error; ///< guarded by m_mutex
        std::condition_variable helpersGone;

        [[nodiscard]] bool exhausted() const { return next.load(std::memory_order_relaxed) >= count; }
    };

    /// One start() call; shared by its handle and the thread that runs it.
    struct Started {
        enum class State { Waiting, Running, Done };
        std::function<void()> body;
        State state = State::Waiting; ///< guarded by m_mutex
        std::exception_ptr error;     ///< written before Done
    };

    class Handle final : public StartedWork {
      public:
        Handle(Pool& pool, std::shared_ptr<Started> work) : m_pool(pool), m_work(std::move(work)) {}
        ~Handle() override { m_pool.finish(*m_work, /*wanted=*/false); }
        void wait() override {
            m_pool.finish(*m_work, /*wanted=*/true);
            if (m_work->error) std::rethrow_exception(std::exchange(m_work->error, nullptr));
        }

      private:
        Pool& m_pool;
        std::shared_ptr<Started> m_work;
    };

    Pool(JobRunner& runner, const Clock& clock, Limits limits, unsigned threads)
        : m_runner(runner), m_clock(clock), m_limits(limits), m_threadCount(threads) {}

    void start() {
        m_threads.reserve(m_threadCount);
        for (unsigned i = 0; i < m_threadCount; ++i) m_threads.emplace_back([this] { work(); });
    }

    void stop() {
        std::deque<QueuedPtr> never;
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
            never.swap(m_queue);
            for (const auto& state : m_running) state->m_stop.request_stop();
        }
        m_wake.notify_all();
        for (const QueuedPtr& entry : never) finishUnstarted(*entry);
        for (std::thread& thread : m_threads) thread.join();
    }

    void enqueue(QueuedPtr entry) {
        Queued& job = *entry;
        // Registered before the job can be dequeued, so that nobody destroys the callback meanwhile. A
        // cancel that arrives before the push finds nothing in the queue and is seen at the start.
        job.onCancel.emplace(job.state->m_stop.get_token(), [this, id = job.state->id()] { dropQueued(id); });
        {
            const std::lock_guard lock(m_mutex);
            if (!m_stopping) {
                m_queue.push_back(std::move(entry));
                noteQueue();
            }
        }
        if (entry)
            finishUnstarted(*entry);
        else
            m_wake.notify_one();
    }

    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) {
        Batch batch;
        batch.body = &body;
        batch.count = count;
        {
            const std::lock_guard lock(m_mutex);
            const bool outside = currentPool != this;
            if (!(outside && m_timedRunning)) m_batches.push_back(&batch);
        }
        m_wake.notify_all();
        runItems(batch, /*mayLeave=*/false);
        std::unique_lock lock(m_mutex);
        batch.helpersGone.wait(lock, [&] { return batch.helpers == 0; }); // exhausted: nobody joins any more
        std::erase(m_batches, &batch);
        const bool mayStart = headCanStart();
        lock.unlock();
        if (mayStart) m_wake.notify_one(); // a Timed job waits for open batches too
        if (batch.error) std::rethrow_exception(batch.error);
    }

    std::unique_ptr<StartedWork> start(std::function<void()> body) {
        auto work = std::make_shared<Started>();
        work->body = std::move(body);
        {
            const std::lock_guard lock(m_mutex);
            const bool outside = currentPool != this;
            if (m_threadCount > 1 && !(outside && m_timedRunning)) m_started.push_back(work);
        }
        m_wake.notify_one();
        return std::make_unique<Handle>(*this, std::move(work));
    }

    std::size_t pending() const {
        const std::lock_guard lock(m_mutex);
        return m_queue.size() + m_running.size();
    }

    void cancelAll() {
        std::vector<std::shared_ptr<JobState>> states;
        {
            const std::lock_guard lock(m_mutex);
            for (const QueuedPtr& entry : m_queue) states.push_back(entry->state);
            states.insert(states.end(), m_running.begin(), m_running.end());
        }
        for (const auto& state : states) state->cancel();
    }

    JobId newId() { return JobId(m_nextId.fetch_add(1, std::memory_order_relaxed)); }
    [[nodiscard]] unsigned threadCount() const { return m_threadCount; }

  private:
    void work() {
        currentPool = this;
        std::unique_lock lock(m_mutex);
        for (;;) {
            Batch* batch = nullptr;
            m_wake.wait(lock, [&] {
                batch = openBatch();
                return m_stopping || headCanStart() || batch != nullptr || !m_started.empty();
            });
            if (headCanStart()) {
                QueuedPtr entry = std::move(m_queue.front());
                m_queue.pop_front();
                m_running.push_back(entry->state);
                m_timedRunning = entry->state->lane() == Lane::Timed;
                noteQueue();
                lock.unlock();
                m_wake.notify_one(); // the next one may start too
                runJob(std::move(entry));
                lock.lock();
            } else if (!m_started.empty()) {
                const std::shared_ptr<Started> work = std::move(m_started.front());
                m_started.pop_front();
                work->state = Started::State::Running;
                ++m_startedRunning;
                lock.unlock();
                runStarted(*work);
                lock.lock();
                work->state = Started::State::Done;
                --m_startedRunning;
                m_startedDone.notify_all();
            } else if (batch != nullptr) {
                ++batch->helpers;
                lock.unlock();
                runItems(*batch, /*mayLeave=*/true);
                lock.lock();
                if (--batch->helpers == 0) batch->helpersGone.notify_one();
            } else if (m_stopping) {
                return;
            }
        }
    }

    /// Runs items until none is left. A helper leaves between two items where a job waits for a thread.
    void runItems(Batch& batch, bool mayLeave) {
        try {
            while (!(mayLeave && m_sharedWaiting.load(std::memory_order_relaxed))) {
                const std::size_t index = batch.next.fetch_add(1, std::memory_order_relaxed);
                if (index >= batch.count) return;
                (*batch.body)(index);
            }
        } catch (...) {
            batch.next.store(batch.count, std::memory_order_relaxed);
            const std::lock_guard lock(m_mutex);
            if (!batch.error) batch.error = std::current_exception();
        }
    }

    static void runStarted(Started& work) {
        try {
            work.body();
        } catch (...) {
            work.error = std::current_exception();
        }
        work.body = nullptr; // what it captured goes before anyone sees it done
    }

    /// Afterwards the work is done, or dropped where it had not begun and is not `wanted`.
    void finish(Started& work, bool wanted) {
        std::unique_lock lock(m_mutex);
        if (work.state == Started::State::Waiting) {
            std::erase_if(m_started, [&](const auto& other) { return other.get() == &work; });
            work.state = Started::State::Done; // only this thread knows of it now
            const bool mayStart = headCanStart();
            lock.unlock();
            if (mayStart) m_wake.notify_one(); // a Timed job waits for started work too
            if (wanted) runStarted(work);
            return;
        }
        m_startedDone.wait(lock, [&] { return work.state == Started::State::Done; });
    }

    void runJob(QueuedPtr entry) {
        entry->onCancel.reset();
        const std::shared_ptr<JobState> state = entry->state;
        JobStatus outcome = JobStatus::Cancelled;
        if (state->m_stop.stop_requested()) {
            entry->fail(Error::cancelled());
        } else {
            state->m_startedNs.store(m_clock.nowNs(), std::memory_order_release);
            state->m_status.store(JobStatus::Running, std::memory_order_release);
            outcome = callBody(*entry, *state);
        }
        entry.reset(); // what the job captured is gone before anyone sees it finished
        {
            const std::lock_guard lock(m_mutex);
            std::erase(m_running, state);
            if (state->lane() == Lane::Timed) m_timedRunning = false;
            noteQueue();
            publish(*state, outcome);
        }
        m_wake.notify_all();
    }

    JobStatus callBody(Queued& job, JobState& state) {
        WorkContext context;
        context.stop = state.m_stop.get_token();
        context.progress = &state.m_progress;
        context.executor = &m_runner;
        context.limits = m_limits;
        try {
            return job.body(context);
        } catch (const std::bad_alloc&) {
            job.fail(Error::limit("not enough memory for this job").during(state.title()));
        } catch (const std::exception& failure) {
            job.fail(
                Error::internal("the job failed unexpectedly").got(failure.what()).during(state.title()));
        } catch (...) {
            job.fail(Error::internal("the job failed unexpectedly").during(state.title()));
        }
        return JobStatus::Failed;
    }

    void finishUnstarted(Queued& job) {
        job.fail(Error::cancelled());
        publish(*job.state, JobStatus::Cancelled);
    }

    void publish(JobState& state, JobStatus outcome) {
        state.m_finishedNs.store(m_clock.nowNs(), std::memory_order_release);
        state.m_status.store(outcome, std::memory_order_release);
        state.m_status.notify_all();
    }

    /// Runs on the thread that cancels. Touches nothing of the pool after the lock: once the job has left the
    /// queue, the destructor no longer waits for this call.
    void dropQueued(JobId id) {
        QueuedPtr entry;
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_queue.begin(), m_queue.end(),
                                        [&](const QueuedPtr& queued) { return queued->state->id() == id; });
        if (found == m_queue.end()) return;
        entry = std::move(*found);
        m_queue.erase(found);
        noteQueue();
        finishUnstarted(*entry);
        m_wake.notify_all(); // a Timed job that held others back may be gone
    }

    // Below: with m_mutex held.

    [[nodiscard]] bool headCanStart() const {
        if (m_queue.empty() || m_timedRunning) return false;
        if (m_queue.front()->state->lane() == Lane::Shared) return true;
        return m_running.empty() && m_batches.empty() && m_started.empty() && m_startedRunning == 0;
    }

    void noteQueue() {
        m_sharedWaiting.store(!m_queue.empty() && !m_timedRunning &&
                                  m_queue.front()->state->lane() == Lane::Shared,
                              std::memory_order_relaxed);
    }

    [[nodiscard]] Batch* openBatch() const {
        for (Batch* batch : m_batches)
            if (!batch->exhausted() && batch->helpers + 1 < m_threadCount) return batch;
        return nullptr;
    }

    JobRunner& m_runner;
    const Clock& m_clock;
    const Limits m_limits;
    const unsigned m_threadCount;
    std::atomic<std::uint64_t> m_nextId{1};
    std::atomic<bool> m_sharedWaiting{false}; ///< a Shared job could start now: helpers leave their batch

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<QueuedPtr> m_queue;
    std::vector<std::shared_ptr<JobState>> m_running;
    std::vector<Batch*> m_batches;
    std::deque<std::shared_ptr<Started>> m_started; ///< that no thread has begun
    unsigned m_startedRunning = 0;
    std::condition_variable m_startedDone;
    bool m_timedRunning = false;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

JobRunner::JobRunner(const Clock& clock, Limits limits, unsigned threads)
    : m_pool(std::make_unique<Pool>(
          *this, clock, limits,
          threads != 0 ? threads : static_cast<unsigned>(measure::usableProcessors().size()))) {
    m_pool->start();
}

JobRunner::~JobRunner() {
    m_pool->stop();
}

unsigned JobRunner::concurrency() const {
    return m_pool->threadCount();
}

void JobRunner::parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) {
    if (count > 1 && m_pool->threadCount() > 1) {
        m_pool->parallelFor(count, body);
        return;
    }
    for (std::size_t i = 0; i < count; ++i) body(i);
}

std::unique_ptr<StartedWork> JobRunner::start(std::function<void()> body) {
    return m_pool->start(std::move(body));
}

std::size_t JobRunner::pending() const {
    return m_pool->pending();
}

void JobRunner::cancelAll() {
    m_pool->cancelAll();
}

std::shared_ptr<JobState> JobRunner::enqueue(std::string title, Lane lane, Body body, Fail fail) {
    auto entry = std::make_unique<Pool::Queued>();
    auto state = std::make_shared<JobState>(m_pool->newId(), std::move(title), lane);
    entry->state = state;
    entry->body = std::move(body);
    entry->fail = std::move(fail);
    m_pool->enqueue(std::move(entry));
    return state;
}

} // namespace spacebench::jobs
