// SPDX-License-Identifier: Apache-2.0
#include "measure/environment.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <set>

#include <fmt/format.h>
#include <sys/utsname.h>
#include <sys/vfs.h>

#include <isa-l.h>
#include <libdeflate.h>
#include <lz4.h>
#include <snappy.h>
#include <sqlite3.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

#include "codecs/blake2b/implementations.h"
#include "measure/allocation.h"
#include "measure/processors.h"
#include "measure/system_files.h"
#include "measure/system_state.h"

namespace spacebench::measure {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kUnknown = "unknown";

Json orUnknown(const std::optional<std::string>& value) {
    return value ? Json(*value) : Json(kUnknown);
}
Json orUnknown(const std::optional<std::uint64_t>& value) {
    return value ? Json(*value) : Json(kUnknown);
}

/// "32K" or "1024K" of a cache's size file, in bytes.
std::optional<std::uint64_t> cacheBytes(const std::string& path) {
    const auto text = readSystemFile(path);
    if (!text) return std::nullopt;
    std::uint64_t number = 0;
    const auto [rest, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (problem != std::errc{}) return std::nullopt;
    const std::string_view unit =
        std::string_view(*text).substr(static_cast<std::size_t>(rest - text->data()));
    if (unit == "K") return number << 10;
    if (unit == "M") return number << 20;
    return unit.empty() ? std::optional(number) : std::nullopt;
}

Json caches(const std::string& cpuFolder) {
    static constexpr int kMostCaches = 16;
    Json list = Json::array();
    for (int i = 0; i < kMostCaches; ++i) {
        const std::string folder = fmt::format("{}/cpu0/cache/index{}/", cpuFolder, i);
        const auto level = readSystemNumber(folder + "level");
        if (!level) break;
        const auto sharers = readSystemFile(folder + "shared_cpu_list");
        const auto cpus = sharers ? parseCpuList(*sharers) : std::nullopt;
        Json cache;
        cache["level"] = *level;
        cache["type"] = orUnknown(readSystemFile(folder + "type"));
        cache["bytes"] = orUnknown(cacheBytes(folder + "size"));
        cache["shared_by_cpus"] = cpus ? Json(cpus->size()) : Json(kUnknown);
        list.push_back(std::move(cache));
    }
    return list.empty() ? Json(kUnknown) : list;
}

/// Pairs of package and core: hardware threads of one core count once.
std::optional<std::uint64_t> physicalCores(const std::string& cpuFolder, const std::vector<unsigned>& cpus) {
    std::set<std::pair<std::uint64_t, std::uint64_t>> cores;
    for (const unsigned cpu : cpus) {
        const std::string topology = fmt::format("{}/cpu{}/topology/", cpuFolder, cpu);
        const auto package = readSystemNumber(topology + "physical_package_id");
        const auto core = readSystemNumber(topology + "core_id");
        if (!package || !core) return std::nullopt;
        cores.emplace(*package, *core);
    }
    return cores.size();
}

std::string turbo(const std::string& cpuFolder) {
    if (const auto off = readSystemNumber(cpuFolder + "/intel_pstate/no_turbo"))
        return *off == 0 ? "on" : "off";
    if (const auto on = readSystemNumber(cpuFolder + "/cpufreq/boost")) return *on != 0 ? "on" : "off";
    return kUnknown;
}

Json cpuJson(const std::string& root) {
    const std::string folder = root + "/sys/devices/system/cpu";
    const std::string info = readSystemFile(root + "/proc/cpuinfo").value_or("");
    const auto online = readSystemFile(folder + "/online");
    const auto cpus = online ? parseCpuList(*online) : std::nullopt;
    Json cpu;
    cpu["model"] = orUnknown(valueOfKey(info, "model name"));
    cpu["online"] = cpus ? Json(cpus->size()) : Json(kUnknown);
    cpu["cores"] = cpus ? orUnknown(physicalCores(folder, *cpus)) : Json(kUnknown);
    cpu["usable_by_this_process"] = usableProcessors().size();
    cpu["caches"] = caches(folder);
    cpu["governor"] = orUnknown(readSystemFile(folder + "/cpu0/cpufreq/scaling_governor"));
    cpu["turbo"] = turbo(folder);
    const auto khz = readSystemNumber(folder + "/cpu0/cpufreq/scaling_cur_freq");
    cpu["frequency_mhz"] = khz ? Json(*khz / 1000) : orUnknown(valueOfKey(info, "cpu MHz"));
    return cpu;
}

std::string virtualMachine(const std::string& root) {
    const auto info = readSystemFile(root + "/proc/cpuinfo");
    const auto flags = info ? valueOfKey(*info, "flags") : std::nullopt;
    if (!flags) return kUnknown;
    if ((" " + *flags + " ").find(" hypervisor ") == std::string::npos) return "no";
    const auto vendor = readSystemFile(root + "/sys/class/dmi/id/sys_vendor");
    return vendor ? "yes (" + *vendor + ")" : "yes";
}

std::optional<double> loadAverage(const std::string& root) {
    const auto text = readSystemFile(root + "/proc/loadavg");
    if (!text) return std::nullopt;
    double load = 0;
    const auto [rest, problem] = std::from_chars(text->data(), text->data() + text->size(), load);
    if (problem != std::errc{}) return std::nullopt;
    return load;
}

std::optional<std::uint64_t> memoryBytes(const std::string& root) {
    const auto text = readSystemFile(root + "/proc/meminfo");
    const auto value = text ? valueOfKey(*text, "MemTotal") : std::nullopt;
    if (!value || !value->ends_with(" kB")) return std::nullopt;
    std::uint64_t kibibytes = 0;
    const auto [rest, problem] = std::from_chars(value->data(), value->data() + value->size(), kibibytes);
    if (problem != std::errc{}) return std::nullopt;
    return kibibytes * 1024;
}

/// PRETTY_NAME of os-release.
std::string systemName(const std::string& root) {
    const auto text = readSystemFile(root + "/etc/os-release");
    if (!text) return kUnknown;
    static constexpr std::string_view kKey = "PRETTY_NAME=\"";
    const std::size_t at = text->find(kKey);
    if (at == std::string::npos) return kUnknown;
    const std::size_t begin = at + kKey.size();
    return text->substr(begin, text->find('"', begin) - begin);
}

std::string fileSystem(const std::string& path) {
    struct Name {
        std::uint64_t magic;
        const char* name;
    };
    // linux/magic.h, and those of file systems that keep theirs elsewhere.
    static constexpr std::array kNames = {
        Name{0xEF53, "ext"},         Name{0x58465342, "xfs"},     Name{0x9123683E, "btrfs"},
        Name{0x01021994, "tmpfs"},   Name{0x794C7630, "overlay"}, Name{0x6969, "nfs"},
        Name{0x2FC12FC1, "zfs"},     Name{0xF2F52010, "f2fs"},    Name{0x65735546, "fuse"},
        Name{0x01021997, "9p"},      Name{0xFF534D42, "cifs"},    Name{0x4D44, "vfat"},
        Name{0xCA451A4E, "bcachefs"}};
    struct statfs information {};
    if (statfs(path.c_str(), &information) != 0) return kUnknown;
    const auto magic = static_cast<std::uint64_t>(information.f_type) & 0xFFFFFFFFU;
    for (const Name& known : kNames)
        if (known.magic == magic) return known.name;
    return fmt::format("unknown (0x{:x})", magic);
}

std::string compilerName() {
#if defined(__clang__)
    return fmt::format("clang {}", __clang_version__);
#else
    return fmt::format("gcc {}", __VERSION__);
#endif
}

Json libraryVersions() {
    Json libraries;
    libraries["zlib"] = zlibVersion();
    libraries["libdeflate"] = LIBDEFLATE_VERSION_STRING;
    libraries["isa-l"] = fmt::format("{}.{}.{}", ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION);
    libraries["lz4"] = LZ4_versionString();
    libraries["zstd"] = ZSTD_versionString();
    libraries["snappy"] = fmt::format("{}.{}.{}", SNAPPY_MAJOR, SNAPPY_MINOR, SNAPPY_PATCHLEVEL);
    libraries["libzip"] = zip_libzip_version();
    libraries["sqlite"] = sqlite3_libversion();
    libraries["fmt"] =
        fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
    libraries["nlohmann-json"] = fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                             NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
    return libraries;
}

/// Which code hashes, and what each does in the short measurement that chose it.
Json hashing() {
    Json measured;
    for (const codecs::blake2b::Implementation& one : codecs::blake2b::implementations()) {
        const auto speed = codecs::blake2b::bytesPerSecond(one);
        measured[std::string(one.id)] =
            speed ? Json(std::round(*speed / 1e6)) : Json("not on this processor");
    }
    Json json;
    json["used"] = codecs::blake2b::current().id;
    json["mb_per_s"] = std::move(measured);
    return json;
}

std::string timeUtc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    if (gmtime_r(&now, &parts) == nullptr) return kUnknown;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

bool optimised() {
#ifdef __OPTIMIZE__
    return true;
#else
    return false;
#endif
}

Json warningsOf(const Json& stamp) {
    // Half a core taken by others moves medians visibly; below that their noise drowns in our own.
    static constexpr double kBusyLoad = 0.5;
    Json warnings = Json::array();
    if (stamp["load_1min"].is_number() && stamp["load_1min"].get<double>() > kBusyLoad)
        warnings.push_back(
            fmt::format("the machine was busy before the run: load {:.2f} over the last minute",
                        stamp["load_1min"].get<double>()));
    const Json& cpu = stamp["cpu"];
    if (cpu["governor"] != kUnknown && cpu["governor"] != "performance")
        warnings.push_back("the processor's governor is '" + cpu["governor"].get<std::string>() +
                           "', not 'performance': clock rates change during a run");
    if (cpu["turbo"] == "on")
        warnings.push_back("turbo is on: clock rates depend on temperature and neighbours");
    if (stamp["virtual_machine"].get<std::string>().starts_with("yes"))
        warnings.push_back("this is a virtual machine: other guests may take time unseen");
    if (stamp["power"] == "battery")
        warnings.push_back("the machine runs on its battery: clock rates may be held down");
    if (stamp["processor_quota"].is_number())
        warnings.push_back(fmt::format("this container may take the time of {:.1f} processors",
                                       stamp["processor_quota"].get<double>()));
    if (stamp["sanitizer"] != "none")
        warnings.push_back("this is a sanitizer build: times and memory say nothing about the program");
    else if (!optimised() || std::string_view(SPACEBENCH_BUILD_FLAGS).find("-O1") != std::string_view::npos)
        warnings.push_back("this is no release build: times are not comparable");
    return warnings;
}

} // namespace

nlohmann::ordered_json environmentStamp(const EnvironmentOptions& options) {
    const std::string& root = options.systemRoot;
    Json stamp;
    stamp["time_utc"] = timeUtc();
    stamp["program"] = "spacebench " SPACEBENCH_VERSION;
    stamp["cpu"] = cpuJson(root);
    const auto load = loadAverage(root);
    stamp["load_1min"] = load ? Json(*load) : Json(kUnknown);
    stamp["virtual_machine"] = virtualMachine(root);
    const auto nodes = readSystemFile(root + "/sys/devices/system/node/online");
    const auto nodeList = nodes ? parseCpuList(*nodes) : std::nullopt;
    stamp["numa_nodes"] = nodeList ? Json(nodeList->size()) : Json(kUnknown);
    stamp["memory_bytes"] = orUnknown(memoryBytes(root));
    utsname kernel{};
    stamp["kernel"] = uname(&kernel) == 0 ? fmt::format("{} {}", kernel.sysname, kernel.release) : kUnknown;
    stamp["system"] = systemName(root);
    stamp["filesystem"] = fileSystem(options.dataPath);
    stamp["device"] = deviceBehind(options.dataPath, root);
    stamp["transparent_huge_pages"] = transparentHugePages(root);
    stamp["address_randomisation"] = addressRandomisation(root);
    stamp["swappiness"] = orUnknown(readSystemNumber(root + "/proc/sys/vm/swappiness"));
    stamp["power"] = powerSource(root);
    stamp["processor_quota"] = processorQuota(root);
    stamp["compiler"] = compilerName();
    stamp["build_flags"] = SPACEBENCH_BUILD_FLAGS;
    stamp["sanitizer"] = *SPACEBENCH_SANITIZED != '\0' ? SPACEBENCH_SANITIZED : "none";
    stamp["libraries"] = libraryVersions();
    stamp["blake2b"] = hashing();
    stamp["allocation_counting"] = allocationCountingAvailable();
    stamp["warnings"] = warningsOf(stamp);
    return stamp;
}

} // namespace spacebench::measure
