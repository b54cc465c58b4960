// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "space/memory_space.h"
#include "support/memory_spaces.h"
#include "support/space_checks.h"

namespace spacebench::space {
namespace {

using tests::memorySpaceOf;

TEST(MemorySpace, doesWhatEverySpaceMust) {
    for (const auto& [name, oracle] : tests::trickySpaces()) {
        SCOPED_TRACE(name);
        tests::checkSpace(*memorySpaceOf(oracle), oracle);
        if (HasFailure()) return;
    }
}

TEST(MemorySpace, handsOutItsSortedSet) {
    const auto space = memorySpaceOf({{{1}, 5}, {{0}, 0}});
    ASSERT_NE(space->pathSet(), nullptr);
    EXPECT_EQ(space->pathSet()->size(), 2U);
    EXPECT_EQ(space->cursor()->nodeOffset(), std::nullopt);
}

TEST(MemorySpace, stopsCountingWhenCancelled) {
    tests::SpaceOracle oracle;
    for (unsigned i = 0; i < 70'000; ++i)
        oracle[{static_cast<Byte>(i >> 16), static_cast<Byte>(i >> 8), static_cast<Byte>(i)}] = 0;
    std::stop_source stop;
    stop.request_stop();
    WorkContext context;
    context.stop = stop.get_token();
    const auto totals = memorySpaceOf(oracle)->count(context);
    ASSERT_FALSE(totals.ok());
    EXPECT_EQ(totals.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace spacebench::space
