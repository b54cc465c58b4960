// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/disk_bandwidth.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include "io/page_cache.h"
#include "support/no_unnamed_files.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint64_t kBytes = std::uint64_t{1} << 20;

class DiskBandwidthTest : public testing::Test {
  protected:
    tests::TempFolder m_folder;
    SteadyClock m_clock;
    WorkContext m_context;
};

TEST_F(DiskBandwidthTest, isAFigureOrAReason) {
    const auto disk = measureDisk(m_folder.path(), {m_context, m_clock}, kBytes);
    ASSERT_TRUE(disk.ok()) << disk.error().describe();
    EXPECT_EQ(disk->bytes, kBytes);
    EXPECT_EQ(disk->writeBytesPerSecond.has_value(), disk->writeReason.empty());
    EXPECT_EQ(disk->readBytesPerSecond.has_value(), disk->readReason.empty());
    if (disk->writeBytesPerSecond) {
        EXPECT_GT(disk->writeBytesPerSecond->value, 0);
        EXPECT_LE(disk->writeBytesPerSecond->low, disk->writeBytesPerSecond->value);
        EXPECT_GE(disk->writeBytesPerSecond->high, disk->writeBytesPerSecond->value);
    }
    EXPECT_THAT(m_folder.entries(), IsEmpty());
}

TEST_F(DiskBandwidthTest, isNotThatOfMemory) {
    if (::access("/dev/shm", W_OK) != 0) GTEST_SKIP() << "no tmpfs here";
    const auto disk = measureDisk("/dev/shm", {m_context, m_clock}, kBytes);
    ASSERT_TRUE(disk.ok());
    EXPECT_FALSE(disk->writeBytesPerSecond.has_value());
    EXPECT_FALSE(disk->readBytesPerSecond.has_value());
    EXPECT_THAT(disk->writeReason, HasSubstr("lies in memory (tmpfs)"));
}

TEST_F(DiskBandwidthTest, needsAFolderAndCanBeStopped) {
    EXPECT_EQ(measureDisk("/nowhere", {m_context, m_clock}, kBytes).error().code, ErrorCode::Io);
    std::stop_source stop;
    stop.request_stop();
    m_context.stop = stop.get_token();
    EXPECT_EQ(measureDisk(m_folder.path(), {m_context, m_clock}, kBytes).error().code, ErrorCode::Cancelled);
}

TEST_F(DiskBandwidthTest, leavesNoNameThatAKillWouldLeaveBehind) {
    const bool ran = tests::withoutUnnamedFiles([&] {
        const auto took = timeToDisk(m_folder.path(), m_clock, [&](ByteSink& out) -> Result<void> {
            SB_CHECK(out.write(Bytes(kBytes, 1)));
            EXPECT_THAT(m_folder.entries(), IsEmpty());
            return {};
        });
        EXPECT_TRUE(took.ok()) << took.error().describe();
        const auto disk = measureDisk(m_folder.path(), {m_context, m_clock}, kBytes);
        ASSERT_TRUE(disk.ok()) << disk.error().describe();
        EXPECT_EQ(disk->readBytesPerSecond.has_value(), disk->readReason.empty());
    });
    if (!ran) GTEST_SKIP() << "the system lets no thread do without unnamed files";
}

TEST(PageCache, tellsHowManyPagesStayed) {
    const tests::TempFolder folder;
    const auto small = io::evictFromPageCache(folder.write("small", std::string(5000, 'x')));
    ASSERT_TRUE(small.ok());
    EXPECT_EQ(small->pages, 2U);
    EXPECT_LE(small->stayed, small->pages);
    const auto empty = io::evictFromPageCache(folder.write("empty", ""));
    ASSERT_TRUE(empty.ok());
    EXPECT_EQ(empty->pages, 0U);
    EXPECT_EQ(empty->stayed, 0U);
    EXPECT_EQ(io::evictFromPageCache("/nowhere").error().code, ErrorCode::Io);
}

} // namespace
} // namespace spacebench::jobs
