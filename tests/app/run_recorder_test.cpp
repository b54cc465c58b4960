// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_recorder.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "results/run_store.h"

namespace spacebench::app {
namespace {

constexpr int kPatienceMs = 60'000;

class RunRecorderTest : public ::testing::Test {
  protected:
    RunRecorderTest() { qputenv("XDG_DATA_HOME", data().toLocal8Bit()); }

    QString data() const { return m_folder.filePath(QStringLiteral("data")); }
    /// As a full disk or a wrong mount: nothing can be put there.
    void block() {
        QFile file(data());
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    }
    void unblock() { ASSERT_TRUE(QFile::remove(data())); }
    static RunRecorder::RunPtr runOf(const char* title) {
        auto run = std::make_shared<results::BenchRun>();
        run->title = title;
        run->startedUtc = "2026-11-22T08:00:00Z";
        run->inputs = {{"kb.paths", 1000, 54'000, 1'000, {}}};
        results::BenchRow row;
        row.formatId = "mtts";
        row.key = "serialize/mtts@kb.paths";
        row.samplesNs = {1'000'000, 1'100'000};
        row.medianNs = 1'050'000;
        run->rows = {row};
        run->inputOfRow = {0};
        return run;
    }
    static std::size_t kept() {
        auto store = results::RunStore::open();
        if (!store.ok()) return 0;
        auto runs = (*store)->list({});
        return runs.ok() ? runs->size() : 0;
    }

    QTemporaryDir m_folder;
    SteadyClock m_clock;
    jobs::JobRunner m_runner{m_clock, Limits{}, 2};
    widgets::JobController m_controller{m_runner, m_clock};
    RunRecorder m_recorder{m_controller};
};

TEST_F(RunRecorderTest, KeepsRunsThatCouldNotBeRecordedAndTriesThemAgain) {
    QSignalSpy failed(&m_recorder, &RunRecorder::failed);
    QSignalSpy recorded(&m_recorder, &RunRecorder::recorded);
    block();
    m_recorder.record(runOf("first"));
    m_recorder.record(runOf("second"));
    EXPECT_EQ(m_recorder.underWay(), 2U);
    ASSERT_TRUE(QTest::qWaitFor([&] { return failed.count() == 2; }, kPatienceMs));
    EXPECT_EQ(m_recorder.unrecorded(), 2U);
    m_recorder.retry();
    ASSERT_TRUE(QTest::qWaitFor([&] { return failed.count() == 4; }, kPatienceMs));
    EXPECT_EQ(m_recorder.unrecorded(), 2U) << "still blocked";
    unblock();
    m_recorder.retry();
    ASSERT_TRUE(QTest::qWaitFor([&] { return recorded.count() == 2; }, kPatienceMs));
    EXPECT_EQ(m_recorder.unrecorded(), 0U);
    EXPECT_EQ(m_recorder.underWay(), 0U);
    EXPECT_EQ(kept(), 2U);
    m_recorder.retry();
    EXPECT_EQ(m_recorder.unrecorded(), 0U);
    EXPECT_EQ(kept(), 2U) << "nothing is recorded twice";
}

} // namespace
} // namespace spacebench::app
