// SPDX-License-Identifier: Apache-2.0
#include "measure/processors.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure/process_counters.h"
#include "support/temp_folder.h"

namespace spacebench::measure {
namespace {

using ::testing::ElementsAre;

TEST(Processors, oneIsChosenOfThoseThatShareACore) {
    const tests::TempFolder root;
    const char* const siblings[] = {"0,4", "1,5", "2,6", "3,7", "0,4", "1,5", "2,6", "3,7"};
    for (unsigned i = 0; i < 8; ++i) {
        const std::string topology = "sys/devices/system/cpu/cpu" + std::to_string(i) + "/topology";
        std::filesystem::create_directories(root.file(topology));
        root.write(topology + "/thread_siblings_list", siblings[i]);
    }
    EXPECT_THAT(onePerCore({0, 1, 2, 3, 4, 5, 6, 7}, root.path()), ElementsAre(0U, 1U, 2U, 3U));
    EXPECT_THAT(onePerCore({4, 5, 1}, root.path()), ElementsAre(4U, 5U)) << "of those the process may use";
    EXPECT_THAT(onePerCore({8, 9}, root.path()), ElementsAre(8U, 9U)) << "nothing is known of them";
    EXPECT_FALSE(usableProcessors().empty());
}

TEST(IoCounters, countWhatIsReadAndWritten) {
    const auto before = readIoCounters();
    if (!before) GTEST_SKIP() << "the kernel does not count calls here";
    const tests::TempFolder folder;
    folder.write("some", std::string(50'000, 'x'));
    const auto counted = difference(readIoCounters(), before);
    ASSERT_TRUE(counted.has_value());
    EXPECT_GE(counted->writtenBytes, 50'000U);
    EXPECT_GE(counted->writeCalls, 1U);
    EXPECT_GE(counted->readCalls, 1U) << "reading the counters";
    EXPECT_FALSE(difference(before, std::nullopt).has_value());
}

} // namespace
} // namespace spacebench::measure
