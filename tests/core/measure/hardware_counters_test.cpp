// SPDX-License-Identifier: Apache-2.0
#include "measure/hardware_counters.h"

#include <cerrno>

#include <gmock/gmock.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "measure/processor_pin.h"
#include "measure/processors.h"

namespace spacebench::measure {
namespace {

using testing::HasSubstr;

void work() {
    volatile double sum = 0;
    for (int i = 0; i < 2'000'000; ++i) sum = sum + i;
}

TEST(HardwareCounters, saysWhyThereAreNone) {
    const std::pair<int, const char*> reasons[] = {{ENOENT, "ENOENT: this machine has no such counters"},
                                                   {EACCES, "perf_event_paranoid"},
                                                   {ENOSYS, "kernel"}};
    for (const auto& [problem, words] : reasons) {
        HardwareCounters counters([problem = problem](perf_event_attr&, int) {
            errno = problem;
            return -1;
        });
        counters.start();
        counters.stop();
        EXPECT_FALSE(counters.available());
        EXPECT_THAT(counters.why(), HasSubstr(words));
        EXPECT_THAT(counters.why(), HasSubstr("perf_event_open: "));
        const HardwareCounts counts = counters.read();
        EXPECT_FALSE(counts.cycles || counts.instructions || counts.cacheMisses || counts.branchMisses);
    }
}

TEST(HardwareCounters, addUpWhatIsCountedBetweenStartAndStop) {
    bool refused = false;
    // Whatever the kernel counts by itself stands in for what this machine may not have.
    HardwareCounters counters([&](perf_event_attr& attributes, int thread) {
        if (attributes.config == PERF_COUNT_HW_BRANCH_MISSES) {
            errno = ENOENT;
            return -1;
        }
        EXPECT_EQ(attributes.exclude_kernel, 1U);
        EXPECT_EQ(attributes.inherit, 1U);
        attributes.type = PERF_TYPE_SOFTWARE;
        attributes.config = PERF_COUNT_SW_TASK_CLOCK;
        const auto opened = static_cast<int>(
            ::syscall(SYS_perf_event_open, &attributes, thread, -1, -1, PERF_FLAG_FD_CLOEXEC));
        refused = refused || opened < 0;
        return opened;
    });
    if (refused) GTEST_SKIP() << counters.why();
    work();
    EXPECT_EQ(counters.read().cycles, 0U) << "not started";
    counters.start();
    work();
    counters.stop();
    const auto first = counters.read().cycles;
    ASSERT_TRUE(first.has_value());
    EXPECT_GT(*first, 0U);
    work();
    EXPECT_EQ(counters.read().cycles, first) << "stopped";
    counters.start();
    work();
    counters.stop();
    EXPECT_GT(*counters.read().cycles, *first);
    EXPECT_FALSE(counters.read().branchMisses.has_value());
    EXPECT_THAT(counters.why(), HasSubstr("no branch misses"));
}

TEST(HardwareCounters, areThereOrSayWhyNot) {
    const HardwareCounters counters;
    EXPECT_TRUE(counters.available() || !counters.why().empty());
}

TEST(ProcessorPin, bindsAndLetsGo) {
    const auto before = usableProcessors();
    {
        auto pin = ProcessorPin::create({before.front()});
        ASSERT_TRUE(pin.ok());
        EXPECT_EQ(usableProcessors(), std::vector<unsigned>{before.front()});
        const ProcessorPin moved = std::move(pin).value();
        EXPECT_EQ(usableProcessors(), std::vector<unsigned>{before.front()});
    }
    EXPECT_EQ(usableProcessors(), before);
    EXPECT_FALSE(ProcessorPin::create({before.front(), 99'999}).ok());
    EXPECT_EQ(usableProcessors(), before);
    EXPECT_TRUE(ProcessorPin::create({}).ok());
}

} // namespace
} // namespace spacebench::measure
