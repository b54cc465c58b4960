// SPDX-License-Identifier: Apache-2.0
#include "measure/disturbance.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "measure/environment.h"
#include "support/temp_folder.h"

namespace spacebench::measure {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// A made-up machine of two processors whose state changes.
class DisturbanceTest : public testing::Test {
  protected:
    void file(const std::string& path, const std::string& text) const {
        const std::filesystem::path full = m_folder.path() + path;
        std::filesystem::create_directories(full.parent_path());
        std::ofstream(full) << text;
    }
    /// Clock ticks, a hundred a second.
    void ticks(unsigned busy, unsigned idle, unsigned stolen) const {
        file("/proc/stat", "cpu  " + std::to_string(busy) + " 0 0 " + std::to_string(idle) + " 0 0 0 " +
                               std::to_string(stolen) + " 0 0\ncpu0 1 2 3\ncpu1 1 2 3\nintr 1\n");
    }
    [[nodiscard]] Disturbance begin() {
        DisturbanceOptions options;
        options.systemRoot = m_folder.path();
        options.ownCpuNs = [this] { return m_ownNs; };
        return Disturbance(options);
    }

    tests::TempFolder m_folder;
    std::uint64_t m_ownNs = 0;
};

TEST_F(DisturbanceTest, isUnknownWhereNothingIsSaid) {
    const auto json = begin().report();
    EXPECT_EQ(json["frequency_mhz"]["before"], "unknown");
    EXPECT_EQ(json["load"]["most"], "unknown");
    for (const char* key : {"own_processors", "others_percent", "steal_percent"})
        EXPECT_EQ(json[key], "unknown") << key;
    EXPECT_EQ(json["throttled"]["periods"], "unknown");
    EXPECT_EQ(json["memory"]["swapped_pages"], "unknown");
    EXPECT_THAT(json["warnings"], IsEmpty());
}

TEST_F(DisturbanceTest, findsNothingToWarnOfInAQuietRun) {
    ticks(1000, 5000, 0);
    file("/proc/loadavg", "0.10 0 0 1/2 3\n");
    file("/proc/vmstat", "pswpin 7\npswpout 8\n");
    Disturbance run = begin();
    ticks(2020, 5980, 0); // 10 s, one of two processors busy
    m_ownNs = 10'000'000'000;
    file("/proc/loadavg", "1.00 0 0 1/2 3\n");
    const auto json = run.report();
    EXPECT_EQ(json["own_processors"], 1);
    EXPECT_EQ(json["others_percent"], 1);
    EXPECT_EQ(json["steal_percent"], 0);
    EXPECT_EQ(json["memory"]["swapped_pages"], 0);
    EXPECT_THAT(json["warnings"], IsEmpty());
}

TEST_F(DisturbanceTest, saysWhatDisturbedTheRun) {
    ticks(0, 0, 0);
    file("/proc/loadavg", "0.10 0 0 1/2 3\n");
    file("/proc/cpuinfo", "processor : 0\ncpu MHz : 3400.0\nprocessor : 1\ncpu MHz : 3000.5\n");
    file("/proc/self/cgroup", "0::/box\n");
    file("/sys/fs/cgroup/box/cpu.stat", "usage_usec 5\nnr_periods 9\nnr_throttled 1\nthrottled_usec 1000\n");
    file("/proc/pressure/memory",
         "some avg10=0.00 avg60=0.00 avg300=0.00 total=100\nfull avg10=0.00 total=0\n");
    file("/proc/vmstat", "nr_free 1\npswpin 7\npswpout 8\n");
    file("/sys/class/thermal/thermal_zone0/temp", "50000\n");
    Disturbance run = begin();
    file("/proc/loadavg", "1.70 0 0 1/2 3\n");
    run.look();
    file("/proc/loadavg", "0.90 0 0 1/2 3\n");
    file("/proc/cpuinfo", "processor : 0\ncpu MHz : 2100.0\nprocessor : 1\ncpu MHz : 2000.0\n");
    file("/sys/fs/cgroup/box/cpu.stat",
         "usage_usec 5\nnr_periods 9\nnr_throttled 13\nthrottled_usec 801000\n");
    file("/proc/pressure/memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=500100\n");
    file("/proc/vmstat", "nr_free 1\npswpin 7\npswpout 18\n");
    file("/sys/class/thermal/thermal_zone0/temp", "95000\n");
    ticks(1200, 720, 80); // 10 s
    m_ownNs = 10'000'000'000;
    const auto json = run.report();
    EXPECT_EQ(json["frequency_mhz"]["before"]["least"], 3000.5);
    EXPECT_EQ(json["frequency_mhz"]["after"]["most"], 2100);
    EXPECT_EQ(json["load"]["most"], 1.7);
    EXPECT_EQ(json["steal_percent"], 4);
    EXPECT_EQ(json["others_percent"], 10);
    EXPECT_EQ(json["throttled"]["periods"], 12);
    EXPECT_EQ(json["throttled"]["seconds"], 0.8);
    EXPECT_EQ(json["memory"]["waiting_percent"], 5);
    EXPECT_EQ(json["temperature_celsius"]["after"], 95);
    const std::string warnings = json["warnings"].dump();
    for (const char* words :
         {"load 1.7 during the run, 1.0 of it Spacebench's own", "4 % of the time was stolen by the host",
          "the clock rate fell from 3.4 to 2.1 GHz", "other programs took 10 %",
          "held it up 12 times, 0.80 s", "waited for memory 5 %", "swapped during the run: 10 pages",
          "95 degrees"})
        EXPECT_THAT(warnings, HasSubstr(words));
}

TEST_F(DisturbanceTest, makesNoSharesOfAMoment) {
    ticks(0, 0, 0);
    Disturbance run = begin();
    ticks(10, 0, 10);
    EXPECT_EQ(run.report()["steal_percent"], "unknown");
}

TEST_F(DisturbanceTest, speaksOfThisMachineToo) {
    Disturbance run;
    const auto json = run.report();
    EXPECT_TRUE(json["load"]["before"].is_number() || json["load"]["before"] == "unknown");
    EXPECT_TRUE(json["warnings"].is_array());
}

TEST_F(DisturbanceTest, leavesTheStampToNameSettingsAndDevices) {
    struct stat status {};
    ASSERT_EQ(::stat(".", &status), 0);
    const std::string device = "/sys/dev/block/" + std::to_string(major(status.st_dev)) + ":" +
                               std::to_string(minor(status.st_dev)) + "/";
    file(device + "uevent", "MAJOR=1\nDEVNAME=nvme0n1\nDEVTYPE=disk\n");
    file(device + "device/model", "Example SSD 1\n");
    file(device + "queue/rotational", "0\n");
    file("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
    file("/proc/sys/kernel/randomize_va_space", "2\n");
    file("/proc/sys/vm/swappiness", "60\n");
    file("/sys/class/power_supply/AC/type", "Mains\n");
    file("/sys/class/power_supply/AC/online", "0\n");
    file("/sys/fs/cgroup/cpu.max", "150000 100000\n");
    EnvironmentOptions options;
    options.systemRoot = m_folder.path();
    const auto stamp = environmentStamp(options);
    EXPECT_EQ(stamp["device"]["name"], "nvme0n1");
    EXPECT_EQ(stamp["device"]["model"], "Example SSD 1");
    EXPECT_EQ(stamp["device"]["rotational"], false);
    EXPECT_EQ(stamp["transparent_huge_pages"], "madvise");
    EXPECT_EQ(stamp["address_randomisation"], "on");
    EXPECT_EQ(stamp["swappiness"], 60);
    EXPECT_EQ(stamp["power"], "battery");
    EXPECT_EQ(stamp["processor_quota"], 1.5);
    EXPECT_THAT(stamp["warnings"].dump(), HasSubstr("battery"));
    EXPECT_THAT(stamp["warnings"].dump(), HasSubstr("1.5 processors"));

    const tests::TempFolder nothing;
    options.systemRoot = nothing.path();
    const auto unknown = environmentStamp(options);
    for (const char* key : {"device", "transparent_huge_pages", "address_randomisation", "swappiness",
                            "power", "processor_quota"})
        EXPECT_EQ(unknown[key], "unknown") << key;
}

} // namespace
} // namespace spacebench::measure
