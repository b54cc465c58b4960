// SPDX-License-Identifier: Apache-2.0
#include "measure/allocation.h"

#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <malloc.h>

#include <gmock/gmock.h>

namespace spacebench::measure {
namespace {

/// The compiler may remove a malloc whose memory nobody looks at.
void* volatile escaped;

#define SB_NEED_COUNTING()                                                                                   \
    if (!allocationCountingAvailable()) GTEST_SKIP() << "this build counts no allocations"

TEST(AllocationScope, saysNothingInsteadOfZeroWhereItCannotMeasure) {
    AllocationScope scope;
    EXPECT_EQ(scope.finish().has_value(), allocationCountingAvailable());
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    EXPECT_FALSE(allocationCountingAvailable());
#else
    EXPECT_TRUE(allocationCountingAvailable());
#endif
}

TEST(AllocationScope, countsEveryKindOfCallWithItsBytes) {
    SB_NEED_COUNTING();
    struct Case {
        const char* name;
        void* (*allocate)();
        std::uint64_t bytes;
    };
    const std::vector<Case> cases = {
        {"malloc", [] { return std::malloc(1000); }, 1000},
        {"calloc", [] { return std::calloc(10, 100); }, 1000},
        {"realloc", [] { return std::realloc(nullptr, 1000); }, 1000},
        {"aligned_alloc", [] { return std::aligned_alloc(64, 1024); }, 1024},
        {"memalign", [] { return memalign(4096, 1000); }, 1000},
        {"posix_memalign",
         [] {
             void* block = nullptr;
             return posix_memalign(&block, 64, 1000) == 0 ? block : nullptr;
         },
         1000},
        {"operator new", [] { return ::operator new(1000); }, 1000},
        {"aligned new", [] { return ::operator new(1024, std::align_val_t(64)); }, 1024},
    };
    for (const Case& one : cases) {
        AllocationScope scope;
        escaped = one.allocate();
        const bool got = escaped != nullptr;
        std::free(escaped);
        const auto counts = scope.finish();
        ASSERT_TRUE(got) << one.name;
        EXPECT_EQ(counts->calls, 1U) << one.name;
        EXPECT_EQ(counts->bytes, one.bytes) << one.name;
        EXPECT_GE(counts->peakBytes, 1000U) << one.name;
        EXPECT_LT(counts->peakBytes, 1000U + 4096U) << one.name;
    }
}

TEST(AllocationScope, countsTheGrowthOfReallocOnly) {
    SB_NEED_COUNTING();
    AllocationScope scope;
    escaped = std::malloc(100'000);
    escaped = std::realloc(escaped, 300'000);
    escaped = std::realloc(escaped, 50'000);
    std::free(escaped);
    const auto counts = scope.finish();
    EXPECT_EQ(counts->calls, 3U);
    EXPECT_NEAR(static_cast<double>(counts->bytes), 300'000.0, 64.0);
    EXPECT_NEAR(static_cast<double>(counts->peakBytes), 300'000.0, 8192.0);
}

TEST(AllocationScope, keepsTheHighWaterMarkAboveTheStart) {
    SB_NEED_COUNTING();
    auto before = std::make_unique<std::vector<char>>(1'000'000);
    AllocationScope scope;
    before.reset(); // memory from before the scope makes room below the start
    for (int i = 0; i < 5; ++i) {
        escaped = std::malloc(1'500'000);
        std::free(escaped);
    }
    const auto counts = scope.finish();
    EXPECT_EQ(counts->calls, 5U);
    EXPECT_EQ(counts->bytes, 7'500'000U);
    EXPECT_NEAR(static_cast<double>(counts->peakBytes), 500'000.0, 10'000.0);
}

TEST(AllocationScope, leavesOutThreadsThatStandAside) {
    SB_NEED_COUNTING();
    AllocationScope scope;
    std::thread([] {
        standAside();
        for (int i = 0; i < 1000; ++i) {
            void* volatile block = std::malloc(128);
            std::free(block);
        }
    }).join();
    EXPECT_LT(scope.finish()->calls, 100U) << "starting the thread takes a few";
}

TEST(AllocationScope, countsWhatOtherThreadsAllocateAndFree) {
    SB_NEED_COUNTING();
    constexpr int kThreads = 4;
    constexpr std::uint64_t kCalls = 1000;
    AllocationScope scope;
    {
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([] {
                for (std::uint64_t i = 0; i < kCalls; ++i) {
                    void* volatile block = std::malloc(128);
                    std::free(block);
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
    }
    const auto counts = scope.finish();
    EXPECT_GE(counts->calls, kThreads * kCalls);
    EXPECT_LT(counts->calls, kThreads * kCalls + 100) << "starting threads takes a few";
    EXPECT_GE(counts->bytes, kThreads * kCalls * 128);
    EXPECT_LT(counts->peakBytes, 100'000U) << "freed memory is not live";
}

TEST(AllocationScope, givesTheSecondOfTwoOpenScopesNothing) {
    SB_NEED_COUNTING();
    AllocationScope outer;
    {
        AllocationScope inner;
        EXPECT_FALSE(inner.finish().has_value());
    }
    escaped = std::malloc(10);
    std::free(escaped);
    const auto counts = outer.finish();
    ASSERT_TRUE(counts.has_value());
    EXPECT_EQ(counts->calls, 1U);
    EXPECT_EQ(outer.finish()->calls, 1U);
    AllocationScope later;
    EXPECT_TRUE(later.finish().has_value());
}

TEST(AllocationHooks, keepTheMeaningOfTheReplacedFunctions) {
    const volatile std::size_t huge = ~std::size_t{0} / 2; // volatile: the compiler would warn of it
    escaped = std::calloc(huge, 4);
    EXPECT_EQ(escaped, nullptr) << "count * size overflows";
    escaped = std::malloc(100);
    ASSERT_NE(escaped, nullptr);
    EXPECT_GE(malloc_usable_size(escaped), 100U);
    std::free(escaped);
    std::free(nullptr);
    escaped = std::aligned_alloc(4096, 8192);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(escaped) % 4096, 0U);
    std::free(escaped);
}

} // namespace
} // namespace spacebench::measure
