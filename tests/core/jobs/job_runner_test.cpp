// SPDX-License-Identifier: Apache-2.0
#include "jobs/job_runner.h"

#include <latch>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>

#include "measure/environment.h"
#include "measure/processor_pin.h"
#include "measure/processors.h"

namespace spacebench::jobs {
namespace {

/// Counts its own readings: time passes without a real clock.
class CountingClock final : public Clock {
  public:
    std::uint64_t nowNs() const override { return ++m_readings; }

  private:
    mutable std::atomic<std::uint64_t> m_readings{0};
};

class JobRunnerTest : public ::testing::Test {
  protected:
    template <class Work>
    JobHandle<int> submit(Lane lane, Work work) {
        return m_runner.submit<int>("job", lane, [work](const WorkContext& context) -> Result<int> {
            work(context);
            return 1;
        });
    }

    CountingClock m_clock;
    JobRunner m_runner{m_clock, Limits{}, 4};
};

void spinUntilCancelled(const WorkContext& context) {
    while (!context.cancelled()) std::this_thread::yield();
}

TEST_F(JobRunnerTest, handsTheResultToEveryCopyOfTheHandle) {
    JobHandle<std::string> handle;
    EXPECT_FALSE(handle.valid());
    handle =
        m_runner.submit<std::string>("greet", Lane::Shared, [](const WorkContext&) -> Result<std::string> {
            return std::string("hello");
        });
    const JobHandle<std::string> copy = handle;
    ASSERT_TRUE(copy.result().ok());
    EXPECT_EQ(*copy.result(), "hello");
    EXPECT_EQ(copy.state().status(), JobStatus::Succeeded);
    EXPECT_EQ(copy.state().title(), "greet");
    EXPECT_GT(copy.state().startedNs(), 0U);
    EXPECT_GT(copy.state().finishedNs(), copy.state().startedNs());
    EXPECT_EQ(handle.take().value(), "hello");
    EXPECT_EQ(m_runner.pending(), 0U);
}

TEST_F(JobRunnerTest, runsSharedJobsBesideEachOther) {
    auto together = std::make_shared<std::latch>(4);
    std::vector<JobHandle<int>> handles;
    for (int i = 0; i < 4; ++i)
        handles.push_back(
            submit(Lane::Shared, [together](const WorkContext&) { together->arrive_and_wait(); }));
    for (const auto& handle : handles) EXPECT_TRUE(handle.result().ok());
}

TEST_F(JobRunnerTest, startsNothingBesideATimedJobNorBeforeOneThatWaits) {
    std::atomic<int> sharedInside{0};
    std::atomic<int> timedInside{0};
    std::atomic<int> violations{0};
    std::mutex orderMutex;
    std::vector<int> order;
    std::vector<JobHandle<int>> handles;
    for (int i = 0; i < 300; ++i) {
        const bool timed = i % 7 == 3;
        handles.push_back(submit(timed ? Lane::Timed : Lane::Shared, [&, i, timed](const WorkContext&) {
            if (timed) ++timedInside;
            if (!timed) ++sharedInside;
            {
                const std::lock_guard lock(orderMutex);
                order.push_back(i);
            }
            for (int turn = 0; turn < 20; ++turn) {
                if (timedInside.load() > (timed ? 1 : 0)) ++violations;
                if (timed && sharedInside.load() > 0) ++violations;
                std::this_thread::yield();
            }
            if (timed) --timedInside;
            if (!timed) --sharedInside;
        }));
    }
    for (const auto& handle : handles) EXPECT_TRUE(handle.result().ok());
    EXPECT_EQ(violations.load(), 0);
    // A timed job stands in the order of submission: exactly the jobs before it ran before it.
    ASSERT_EQ(order.size(), 300U);
    for (std::size_t i = 3; i < order.size(); i += 7) EXPECT_EQ(order[i], static_cast<int>(i));
}

TEST_F(JobRunnerTest, cancelsARunningJobThroughItsToken) {
    auto started = std::make_shared<std::latch>(1);
    const auto handle =
        m_runner.submit<int>("spin", Lane::Shared, [started](const WorkContext& context) -> Result<int> {
            context.begin("spinning", ProgressUnit::Paths, 10);
            context.advanceTo(7);
            started->count_down();
            spinUntilCancelled(context);
            SB_CHECK(context.poll());
            return 1;
        });
    started->wait();
    EXPECT_EQ(handle.state().status(), JobStatus::Running);
    EXPECT_EQ(handle.state().progress().done.load(), 7U);
    EXPECT_EQ(handle.state().progress().total.load(), 10U);
    EXPECT_STREQ(handle.state().progress().phase.load(), "spinning");
    handle.state().cancel();
    ASSERT_FALSE(handle.result().ok());
    EXPECT_EQ(handle.result().error().code, ErrorCode::Cancelled);
    EXPECT_EQ(handle.state().status(), JobStatus::Cancelled);
}

TEST_F(JobRunnerTest, finishesAQueuedJobAtOnceWhenItIsCancelledAndLetsThoseBehindItStart) {
    auto started = std::make_shared<std::latch>(1);
    const auto running = submit(Lane::Shared, [started](const WorkContext& context) {
        started->count_down();
        spinUntilCancelled(context);
    });
    started->wait();
    const auto timed = submit(Lane::Timed, [](const WorkContext&) { FAIL() << "was cancelled"; });
    const auto behind = submit(Lane::Shared, [](const WorkContext&) {});
    EXPECT_EQ(timed.state().status(), JobStatus::Queued) << "the first job still runs";
    timed.state().cancel();
    EXPECT_TRUE(timed.state().finished());
    EXPECT_EQ(timed.state().startedNs(), 0U);
    EXPECT_EQ(timed.result().error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(behind.result().ok()) << "nothing holds it back any more";
    running.state().cancel();
    EXPECT_TRUE(running.result().ok());
}

TEST_F(JobRunnerTest, turnsExceptionsIntoErrors) {
    const auto memory = submit(Lane::Shared, [](const WorkContext&) { throw std::bad_alloc(); });
    const auto other = submit(Lane::Shared, [](const WorkContext&) { throw std::runtime_error("odd"); });
    EXPECT_EQ(memory.result().error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(other.result().error().code, ErrorCode::Internal);
    EXPECT_EQ(other.result().error().found, "odd");
    EXPECT_EQ(other.state().status(), JobStatus::Failed);
}

TEST_F(JobRunnerTest, callsTheBodyOfAParallelLoopOnceForEveryIndex) {
    const auto handle = submit(Lane::Shared, [](const WorkContext& context) {
        for (const std::size_t count : {0U, 1U, 2U, 5U, 1000U}) {
            std::vector<std::atomic<int>> calls(count);
            context.executor->parallelFor(count, [&](std::size_t i) { ++calls[i]; });
            for (const auto& times : calls) EXPECT_EQ(times.load(), 1);
        }
    });
    EXPECT_TRUE(handle.result().ok());
}

TEST_F(JobRunnerTest, letsIdleThreadsHelpATimedJob) {
    std::latch together(4); // passes only if four threads are in the loop at once
    const auto handle = submit(Lane::Timed, [&](const WorkContext& context) {
        context.executor->parallelFor(4, [&](std::size_t) { together.arrive_and_wait(); });
    });
    EXPECT_TRUE(handle.result().ok());
}

TEST_F(JobRunnerTest, doesNotDeadlockWhenEveryThreadIsInANestedParallelLoop) {
    std::latch inside(4);
    std::atomic<int> sum{0};
    std::vector<JobHandle<int>> handles;
    for (int i = 0; i < 4; ++i) {
        handles.push_back(submit(Lane::Shared, [&](const WorkContext& context) {
            inside.arrive_and_wait();
            context.executor->parallelFor(
                8, [&](std::size_t) { context.executor->parallelFor(8, [&](std::size_t) { ++sum; }); });
        }));
    }
    for (const auto& handle : handles) EXPECT_TRUE(handle.result().ok());
    EXPECT_EQ(sum.load(), 4 * 8 * 8);
}

TEST_F(JobRunnerTest, keepsATimedJobWaitingWhileAParallelLoopFromOutsideRuns) {
    std::atomic<bool> loopRuns{true};
    std::latch begun(1);
    JobHandle<int> timed;
    std::thread outside([&] {
        m_runner.parallelFor(4, [&](std::size_t i) {
            if (i == 0) {
                timed = submit(Lane::Timed, [&](const WorkContext&) { EXPECT_FALSE(loopRuns.load()); });
                begun.count_down();
                for (int turn = 0; turn < 100; ++turn) std::this_thread::yield();
                loopRuns = false;
            }
        });
    });
    begun.wait();
    EXPECT_TRUE(timed.result().ok());
    outside.join();
}

TEST_F(JobRunnerTest, rethrowsTheFirstExceptionOfAParallelLoopAndSkipsTheRest) {
    std::atomic<int> calls{0};
    const auto handle = submit(Lane::Shared, [&](const WorkContext& context) {
        context.executor->parallelFor(1'000'000, [&](std::size_t) {
            ++calls;
            throw std::bad_alloc();
        });
    });
    EXPECT_EQ(handle.result().error().code, ErrorCode::LimitExceeded);
    EXPECT_LE(calls.load(), 4);
}

TEST_F(JobRunnerTest, cancelsEverythingOnRequest) {
    std::vector<JobHandle<int>> handles;
    for (int i = 0; i < 12; ++i)
        handles.push_back(submit(i % 5 == 4 ? Lane::Timed : Lane::Shared,
                                 [](const WorkContext& context) { spinUntilCancelled(context); }));
    m_runner.cancelAll();
    for (const auto& handle : handles) handle.state().wait();
    EXPECT_EQ(m_runner.pending(), 0U);
}

TEST(JobRunnerEnd, cancelsWhatRunsAndFinishesWhatNeverStarted) {
    const CountingClock clock;
    std::vector<JobHandle<int>> handles;
    std::latch started(1);
    {
        JobRunner runner(clock, Limits{}, 1);
        EXPECT_EQ(runner.concurrency(), 1U);
        for (int i = 0; i < 3; ++i) {
            handles.push_back(
                runner.submit<int>("spin", Lane::Shared, [&](const WorkContext& context) -> Result<int> {
                    started.count_down();
                    spinUntilCancelled(context);
                    return Error::cancelled();
                }));
        }
        started.wait();
    }
    for (const auto& handle : handles) {
        EXPECT_EQ(handle.state().status(), JobStatus::Cancelled);
        EXPECT_EQ(handle.result().error().code, ErrorCode::Cancelled);
    }
    EXPECT_GT(handles[0].state().startedNs(), 0U);
    EXPECT_EQ(handles[2].state().startedNs(), 0U);
    handles[2].state().cancel(); // after the runner is gone: nothing to reach, nothing to break
}

TEST(JobRunnerEnd, usesOneThreadAProcessorThatItMayUseByDefault) {
    const CountingClock clock;
    const JobRunner runner(clock, Limits{});
    EXPECT_EQ(runner.concurrency(), measure::usableProcessors().size());
    // As under taskset or in a batch system's cpuset.
    const auto pin = measure::ProcessorPin::create({measure::usableProcessors().front()});
    ASSERT_TRUE(pin.ok());
    EXPECT_EQ(JobRunner(clock, Limits{}).concurrency(), 1U);
    EXPECT_EQ(measure::environmentStamp()["cpu"]["usable_by_this_process"], 1);
}

} // namespace
} // namespace spacebench::jobs
