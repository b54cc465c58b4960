// SPDX-License-Identifier: Apache-2.0
#include "measure/environment.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "measure/process_counters.h"
#include "measure/system_files.h"

namespace spacebench::measure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A made-up machine: files below a folder of its own.
class MachineTest : public ::testing::Test {
  protected:
    MachineTest() {
        std::string pattern = (std::filesystem::temp_directory_path() / "machine-XXXXXX").string();
        m_root = mkdtemp(pattern.data());
    }
    ~MachineTest() override { std::filesystem::remove_all(m_root); }

    void file(const std::string& path, const std::string& text) const {
        const std::filesystem::path full = m_root + path;
        std::filesystem::create_directories(full.parent_path());
        std::ofstream(full) << text;
    }
    [[nodiscard]] nlohmann::ordered_json stamp() const {
        EnvironmentOptions options;
        options.systemRoot = m_root;
        return environmentStamp(options);
    }

    std::string m_root;
};

TEST_F(MachineTest, withoutAnyAnswerIsUnknownEverywhere) {
    const auto json = stamp();
    for (const char* key : {"model", "online", "cores", "caches", "governor", "turbo", "frequency_mhz"})
        EXPECT_EQ(json["cpu"][key], "unknown") << key;
    for (const char* key : {"load_1min", "virtual_machine", "numa_nodes", "memory_bytes", "system"})
        EXPECT_EQ(json[key], "unknown") << key;
}

TEST_F(MachineTest, isDescribedByWhatTheKernelSays) {
    file("/proc/cpuinfo",
         "processor\t: 0\nmodel name\t: Example 9000\nflags\t\t: fpu sse2\nprocessor\t: 1\n");
    file("/proc/loadavg", "0.25 0.5 1.0 1/200 4711\n");
    file("/proc/meminfo", "MemTotal:       2048 kB\nMemFree: 1 kB\n");
    file("/sys/devices/system/cpu/online", "0-3\n");
    for (int cpu = 0; cpu < 4; ++cpu) {
        const std::string topology = "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/";
        file(topology + "physical_package_id", "0\n");
        file(topology + "core_id", std::to_string(cpu / 2) + "\n");
    }
    file("/sys/devices/system/cpu/cpu0/cache/index0/level", "3\n");
    file("/sys/devices/system/cpu/cpu0/cache/index0/type", "Unified\n");
    file("/sys/devices/system/cpu/cpu0/cache/index0/size", "46080K\n");
    file("/sys/devices/system/cpu/cpu0/cache/index0/shared_cpu_list", "0-3\n");
    file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
    file("/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
    file("/sys/devices/system/node/online", "0-1,3\n");
    file("/etc/os-release", "NAME=x\nPRETTY_NAME=\"Example Linux 12\"\n");
    const auto json = stamp();
    EXPECT_EQ(json["cpu"]["model"], "Example 9000");
    EXPECT_EQ(json["cpu"]["online"], 4);
    EXPECT_EQ(json["cpu"]["cores"], 2);
    EXPECT_EQ(json["cpu"]["caches"][0]["bytes"], 46080 * 1024);
    EXPECT_EQ(json["cpu"]["caches"][0]["shared_by_cpus"], 4);
    EXPECT_EQ(json["cpu"]["turbo"], "off");
    EXPECT_EQ(json["load_1min"], 0.25);
    EXPECT_EQ(json["virtual_machine"], "no");
    EXPECT_EQ(json["numa_nodes"], 3);
    EXPECT_EQ(json["memory_bytes"], 2048 * 1024);
    EXPECT_EQ(json["system"], "Example Linux 12");
    EXPECT_THAT(json["libraries"]["zstd"].get<std::string>(), HasSubstr("."));
    const std::string hash = json["blake2b"]["used"];
    EXPECT_GT(json["blake2b"]["mb_per_s"][hash], 0);
}

TEST_F(MachineTest, isWarnedOfWhereItDisturbsTheFigures) {
    file("/proc/cpuinfo", "flags : fpu hypervisor sse2\n");
    file("/sys/class/dmi/id/sys_vendor", "Example Cloud\n");
    file("/proc/loadavg", "3.50 0.5 1.0 1/200 4711\n");
    file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
    file("/sys/devices/system/cpu/cpufreq/boost", "1\n");
    const auto json = stamp();
    EXPECT_EQ(json["virtual_machine"], "yes (Example Cloud)");
    const std::string warnings = json["warnings"].dump();
    for (const char* words : {"load 3.50", "powersave", "turbo is on", "virtual machine"})
        EXPECT_THAT(warnings, HasSubstr(words));
}

TEST(SystemFiles, parseListsOfProcessors) {
    EXPECT_THAT(*parseCpuList("0-2,7"), ElementsAre(0U, 1U, 2U, 7U));
    for (const char* bad : {"", "a", "3-1", "0-", "0,,1", "0-99999999"})
        EXPECT_FALSE(parseCpuList(bad).has_value()) << bad;
    EXPECT_EQ(valueOfKey("a: 1\nab : 2\n", "ab"), "2");
    EXPECT_EQ(valueOfKey("a:\n", "a"), std::nullopt);
    EXPECT_FALSE(readSystemFile("/nonexistent/file").has_value());
}

TEST(ProcessCounters, growWithWorkAndNameThePeak) {
    const ProcessCounters before = readProcessCounters();
    const auto peakBefore = peakResidentBytes();
    std::vector<char> touched(std::size_t{64} << 20, 1);
    const ProcessCounters used = difference(readProcessCounters(), before);
    EXPECT_GT(used.minorFaults, 0U);
    EXPECT_LT(used.minorFaults, 1'000'000U);
    if (!peakBefore) GTEST_SKIP() << "no VmHWM here";
    EXPECT_GE(*peakResidentBytes(), touched.size());
    const bool reset = resetPeakResident();
    touched = {};
    if (reset) {
        EXPECT_TRUE(resetPeakResident());
        EXPECT_LT(*peakResidentBytes(), *residentBytes() + (std::size_t{32} << 20));
    }
}

} // namespace
} // namespace spacebench::measure
