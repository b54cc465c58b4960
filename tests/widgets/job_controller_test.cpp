// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/job_controller.h"

#include <latch>

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace spacebench::widgets {

namespace {

constexpr int kPatienceMs = 10'000;

class JobControllerTest : public ::testing::Test {
  protected:
    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits{}, 2};
    JobController m_controller{m_runner, m_clock};
    QObject m_receiver;
};

Result<int> untilCancelled(const WorkContext& context) {
    while (!context.cancelled()) std::this_thread::yield();
    return Error::cancelled();
}

} // namespace

TEST_F(JobControllerTest, DeliversTheAnswerOnTheGuiThread) {
    int answer = 0;
    QThread* deliveredOn = nullptr;
    m_controller.submit<int>(
        &m_receiver, QStringLiteral("answer"), JobDisplay::Quiet,
        [](const WorkContext&) -> Result<int> { return 42; },
        [&](JobTicket, Result<int> result) {
            answer = *result;
            deliveredOn = QThread::currentThread();
        });
    ASSERT_TRUE(QTest::qWaitFor([&] { return answer != 0; }, kPatienceMs));
    EXPECT_EQ(answer, 42);
    EXPECT_EQ(deliveredOn, QThread::currentThread());
    EXPECT_EQ(m_controller.runningCount(), 0);
}

TEST_F(JobControllerTest, DropsTheAnswerToAnOlderRequest) {
    LatestJob latest(m_controller);
    std::latch release(1);
    std::vector<int> answers;
    const auto note = [&answers](JobTicket, Result<int> result) {
        answers.push_back(result.ok() ? *result : -1);
    };
    latest.start<int>(
        &m_receiver, QStringLiteral("first"), JobDisplay::Quiet,
        [&release](const WorkContext&) -> Result<int> {
            release.wait();
            return 1;
        },
        note);
    latest.start<int>(
        &m_receiver, QStringLiteral("second"), JobDisplay::Quiet,
        [](const WorkContext&) -> Result<int> { return 2; }, note);
    release.count_down();
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_controller.runningCount() == 0; }, kPatienceMs));
    EXPECT_EQ(answers, std::vector<int>{2});
}

TEST_F(JobControllerTest, DeliversNothingToAReceiverThatIsGone) {
    bool delivered = false;
    auto receiver = std::make_unique<QObject>();
    m_controller.submit<int>(
        receiver.get(), QStringLiteral("late"), JobDisplay::Quiet,
        [](const WorkContext&) -> Result<int> { return 1; },
        [&delivered](JobTicket, Result<int>) { delivered = true; });
    receiver.reset();
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_controller.runningCount() == 0; }, kPatienceMs));
    EXPECT_FALSE(delivered);
}

TEST_F(JobControllerTest, KeepsAFinishedStripJobUntilItIsDismissed) {
    QSignalSpy finished(&m_controller, &JobController::finished);
    const JobTicket ticket = m_controller.submit<int>(
        &m_receiver, QStringLiteral("verify"), JobDisplay::Strip,
        [](const WorkContext&) -> Result<int> { return Error::corrupt("line data passes the end").at(17); },
        {});
    EXPECT_EQ(m_controller.runningInStrip(), 1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return finished.count() == 1; }, kPatienceMs));
    const std::vector<JobView> jobs = m_controller.stripJobs();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].status, jobs::JobStatus::Failed);
    ASSERT_TRUE(jobs[0].error.has_value());
    EXPECT_EQ(jobs[0].error->byteOffset, 17U);
    m_controller.setOutcome(ticket, QStringLiteral("1 error"));
    EXPECT_EQ(m_controller.stripJobs()[0].outcome, QStringLiteral("1 error"));
    m_controller.dismiss(ticket);
    EXPECT_TRUE(m_controller.stripJobs().empty());
}

TEST_F(JobControllerTest, CancelsAStripJobAndSaysSo) {
    QSignalSpy finished(&m_controller, &JobController::finished);
    std::optional<ErrorCode> code;
    const JobTicket ticket =
        m_controller.submit<int>(&m_receiver, QStringLiteral("long"), JobDisplay::Strip, untilCancelled,
                                 [&code](JobTicket, Result<int> result) { code = result.error().code; });
    m_controller.cancel(ticket);
    ASSERT_TRUE(QTest::qWaitFor([&] { return finished.count() == 1; }, kPatienceMs));
    EXPECT_EQ(code, ErrorCode::Cancelled);
    EXPECT_EQ(m_controller.stripJobs().at(0).status, jobs::JobStatus::Cancelled);
}

TEST(ProgressWords, SayShareAmountRateAndTimeLeft) {
    JobView job;
    job.unit = ProgressUnit::Bytes;
    job.done = 42U << 20;
    job.total = 100U << 20;
    job.perSecond = 2e6;
    job.secondsLeft = 3.2;
    EXPECT_EQ(progressWords(job), QStringLiteral("42 %   42 MiB of 100 MiB   2 MB/s   4 s left"));
    EXPECT_EQ(progressWords(JobView{}), QString());
}

} // namespace spacebench::widgets
