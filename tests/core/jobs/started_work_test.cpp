// SPDX-License-Identifier: Apache-2.0
//
// Executor::start: work ahead of its wait, without deadlock whatever the number of threads.
#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>

#include "jobs/job_runner.h"

namespace spacebench::jobs {
namespace {

Result<int> inJob(JobRunner& runner, const std::function<void(const WorkContext&)>& body) {
    return runner
        .submit<int>("job", Lane::Shared,
                     [&](const WorkContext& context) -> Result<int> {
                         body(context);
                         return 1;
                     })
        .take();
}

TEST(StartedWork, RunsInWaitWithoutAnExecutor) {
    int runs = 0;
    const auto work = startOn(nullptr, [&] { ++runs; });
    EXPECT_EQ(runs, 0);
    work->wait();
    EXPECT_EQ(runs, 1);
}

TEST(StartedWork, RunsBesideTheCallerOnAnIdleThread) {
    const SteadyClock clock;
    JobRunner runner(clock, Limits{}, 2);
    ASSERT_TRUE(inJob(runner, [&](const WorkContext& context) {
                    std::latch running(1);
                    std::thread::id other;
                    const auto work = context.executor->start([&] {
                        other = std::this_thread::get_id();
                        running.count_down();
                    });
                    running.wait(); // it runs though nobody waits for it
                    work->wait();
                    EXPECT_NE(other, std::this_thread::get_id());
                }).ok());
}

TEST(StartedWork, NeverDeadlocksHoweverDeepItWaitsAndHoweverFewThreadsThereAre) {
    const SteadyClock clock;
    for (const unsigned threads : {1U, 2U, 3U}) {
        JobRunner runner(clock, Limits{}, threads);
        std::atomic<int> done{0};
        const std::function<void(Executor&, int)> nest = [&](Executor& executor, int depth) {
            if (depth == 0) {
                ++done;
                return;
            }
            const auto left = executor.start([&, depth] { nest(executor, depth - 1); });
            const auto right = executor.start([&, depth] { nest(executor, depth - 1); });
            executor.parallelFor(2, [&](std::size_t) {});
            right->wait();
            left->wait();
        };
        std::vector<JobHandle<int>> handles;
        for (int i = 0; i < 4; ++i)
            handles.push_back(
                runner.submit<int>("job", Lane::Shared, [&](const WorkContext& context) -> Result<int> {
                    nest(*context.executor, 6);
                    return 1;
                }));
        nest(runner, 6);
        for (const auto& handle : handles) EXPECT_TRUE(handle.result().ok());
        EXPECT_EQ(done.load(), 5 * 64);
    }
}

TEST(StartedWork, RethrowsWhereItIsWaitedFor) {
    const SteadyClock clock;
    for (const unsigned threads : {1U, 2U}) {
        JobRunner runner(clock, Limits{}, threads);
        const auto work = runner.start([] { throw std::runtime_error("no"); });
        EXPECT_THROW(work->wait(), std::runtime_error);
    }
}

TEST(StartedWork, IsOverWhenItsHandleIsGone) {
    const SteadyClock clock;
    JobRunner runner(clock, Limits{}, 2);
    for (int i = 0; i < 200; ++i) {
        std::atomic<bool> inside{false};
        {
            const auto work = runner.start([&] {
                inside = true;
                std::this_thread::yield();
                inside = false;
            });
        }
        EXPECT_FALSE(inside.load());
    }
}

TEST(StartedWork, HoldsBackATimedJobUntilItIsOver) {
    const SteadyClock clock;
    JobRunner runner(clock, Limits{}, 3);
    std::latch begun(1);
    std::atomic<bool> release{false};
    std::atomic<bool> over{false};
    const auto work = runner.start([&] {
        begun.count_down();
        while (!release) std::this_thread::yield();
        over = true;
    });
    begun.wait();
    const auto timed = runner.submit<int>("timed", Lane::Timed,
                                          [&](const WorkContext&) -> Result<int> { return over ? 1 : 0; });
    release = true;
    work->wait();
    EXPECT_EQ(*timed.result(), 1);
}

} // namespace
} // namespace spacebench::jobs
