// SPDX-License-Identifier: Apache-2.0
//
// `spacectl compare` from its parameters to its exit status, on runs that the tests make up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../results/history_sample.h"
#include "jobs/runs/find_run.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::RunRecord;

class CompareJobTest : public ::testing::Test {
  protected:
    void keep(const std::string& uid, double scale, std::size_t samples = 10) const {
        RunRecord record = tests::historySample(uid);
        record.uid = uid;
        record.session.clear();
        for (results::RecordRow& row : record.rows) {
            if (row.metrics.empty()) continue;
            row.rounds.clear();
            row.metrics.front().samples.clear();
            for (std::size_t i = 0; i < samples; ++i)
                row.metrics.front().samples.push_back(1e6 * scale *
                                                      (1 + 0.002 * static_cast<double>((i * 7) % samples)));
        }
        ASSERT_TRUE(keepRun(record, m_folder.file("data")).ok());
    }
    JobReport compared(const std::vector<std::string>& runs) const {
        ParamValues values;
        values.set("data-dir", m_folder.file("data"));
        for (const std::string& run : runs) values.add("runs", run);
        const WorkContext context;
        const SteadyClock clock;
        auto report = findJob("compare")->run(values, {context, clock});
        EXPECT_TRUE(report.ok()) << report.error().describe();
        return report.ok() ? std::move(*report) : JobReport();
    }

    tests::TempFolder m_folder;
};

TEST_F(CompareJobTest, failsWhereAnyRunIsSlower) {
    keep("first", 1);
    keep("slow", 1.5);
    keep("same", 1);
    EXPECT_EQ(compared({"first", "same"}).exitStatus, 0);
    EXPECT_EQ(compared({"first", "slow"}).exitStatus, 1);
    EXPECT_EQ(compared({"first", "same", "slow"}).exitStatus, 1);
    EXPECT_EQ(compared({"first", "slow", "same"}).exitStatus, 1) << "the run in the middle, too";
}

TEST_F(CompareJobTest, saysWhereThereWereTooFewRunsEverywhere) {
    keep("first", 1);
    keep("short", 1.5, 5);
    keep("same", 1);
    EXPECT_EQ(compared({"first", "short"}).exitStatus, 5);
    EXPECT_EQ(compared({"first", "same", "short"}).exitStatus, 0);
}

TEST_F(CompareJobTest, failsWhereARowNowIsWrong) {
    keep("first", 1);
    RunRecord wrong = tests::historySample("wrong");
    wrong.uid = "wrong";
    wrong.session.clear();
    wrong.rows.front().state = results::MeasureState::Rejected;
    wrong.rows.front().reason = "gave a different space";
    wrong.rows.front().metrics.clear();
    ASSERT_TRUE(keepRun(wrong, m_folder.file("data")).ok());
    const JobReport report = compared({"first", "wrong"});
    EXPECT_EQ(report.exitStatus, 1);
    EXPECT_THAT(report.text, testing::HasSubstr("gave a different space"));
    EXPECT_NE(compared({"wrong", "first"}).exitStatus, 1) << "it was mended";
}

} // namespace
} // namespace spacebench::jobs
