// SPDX-License-Identifier: Apache-2.0
#include "io/spilling_sink.h"

#include <gtest/gtest.h>

#include "support/seeded_random.h"
#include "support/temp_folder.h"

namespace spacebench::tests {
namespace {

TEST(SpillingSink, GivesBackAllThatWasWrittenWhereverItLay) {
    const TempFolder folder;
    const Bytes all = pattern(3'000'000);
    for (const std::uint64_t memory : {0U, 1U, 4096U, 1'000'000U, 3'000'000U, 5'000'000U}) {
        SCOPED_TRACE(memory);
        io::SpillingSink sink(folder.path(), memory);
        SeededRandom random(memory + 1);
        for (std::size_t at = 0; at < all.size();) {
            const std::size_t count =
                std::min<std::size_t>(all.size() - at, static_cast<std::size_t>(random.below(70'000)));
            ASSERT_TRUE(sink.write(ByteView(all).subspan(at, count)).ok());
            at += count;
            ASSERT_EQ(sink.position(), at);
        }
        EXPECT_EQ(sink.spilled(), memory < all.size());
        MemorySink out;
        ASSERT_TRUE(sink.copyTo(out, {}).ok());
        ASSERT_EQ(out.position(), all.size());
        EXPECT_TRUE(std::equal(all.begin(), all.end(), out.view().begin()));
        EXPECT_TRUE(folder.entries().empty()) << "the file has a name";
    }
}

TEST(SpillingSink, MakesNoFileForWhatFitsIntoMemory) {
    io::SpillingSink sink("/nowhere/at/all", 1000);
    const Bytes bytes = pattern(1000);
    ASSERT_TRUE(sink.write(bytes).ok());
    EXPECT_FALSE(sink.spilled());
    const Result<void> more = sink.write(ByteView(bytes).first(1));
    ASSERT_FALSE(more.ok());
    EXPECT_EQ(more.error().code, ErrorCode::Io);
}

TEST(SpillingSink, StopsHandingOnWhenCancelled) {
    const TempFolder folder;
    io::SpillingSink sink(folder.path(), 0);
    ASSERT_TRUE(sink.write(pattern(1'000'000)).ok());
    std::stop_source source;
    WorkContext context;
    context.stop = source.get_token();
    source.request_stop();
    MemorySink out;
    const Result<void> result = sink.copyTo(out, context);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(out.position(), 0U);
}

} // namespace
} // namespace spacebench::tests
