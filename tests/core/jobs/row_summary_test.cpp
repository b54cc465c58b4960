// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/row_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spacebench::jobs {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

results::BenchRow measuredRow(const std::vector<std::uint64_t>& times) {
    results::BenchRow row;
    row.formatId = "mtts";
    row.codec = "none";
    row.atoms = 100'000;
    row.rawBytes = 5'000'000;
    row.storedBytes = 2'000'000;
    row.samplesNs = times;
    for (const std::uint64_t time : times) {
        results::RunSample sample;
        sample.wallNs = time;
        row.runs.push_back(sample);
    }
    return row;
}

TEST(RowSummary, SaysOutliersOnce) {
    results::BenchRow row = measuredRow({100, 101, 102, 100, 101, 103, 102, 101, 100, 900});
    finishRow(row, nullptr);
    EXPECT_THAT(row.notes, Contains(HasSubstr("outlier")).Times(1));
    EXPECT_THAT(row.notes, Contains(StartsWith("1 outlier (1 severe), kept")));
}

TEST(RowSummary, DoesNotJudgeRowsOfFilesByTargetsOfMemory) {
    const std::vector<std::uint64_t> times(10, 1'000'000);
    results::BenchRow row = measuredRow(times);
    finishRow(row, nullptr);
    EXPECT_THAT(results::verdictText(row), HasSubstr("T1 "));
    row = measuredRow(times);
    row.medium = "file";
    finishRow(row, nullptr);
    EXPECT_EQ(results::verdictText(row).find("T1 "), std::string::npos);
    EXPECT_EQ(results::verdictText(row).find("L1 "), std::string::npos);
}

} // namespace
} // namespace spacebench::jobs
