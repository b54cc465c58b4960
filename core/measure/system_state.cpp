// SPDX-License-Identifier: Apache-2.0
#include "measure/system_state.h"

#include <charconv>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "measure/system_files.h"

namespace spacebench::measure {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kUnknown = "unknown";

/// What follows "KEY=" up to the end of the line.
std::optional<std::string> assigned(std::string_view text, const std::string& key) {
    const std::size_t at = ("\n" + std::string(text)).find("\n" + key + "=");
    if (at == std::string::npos) return std::nullopt;
    const std::string_view value = text.substr(at + key.size() + 1);
    return std::string(value.substr(0, value.find('\n')));
}

} // namespace

nlohmann::ordered_json deviceBehind(const std::string& path, const std::string& root) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return kUnknown;
    const std::string entry =
        fmt::format("{}/sys/dev/block/{}:{}/", root, major(status.st_dev), minor(status.st_dev));
    const auto described = readSystemFile(entry + "uevent");
    const auto name = described ? assigned(*described, "DEVNAME") : std::nullopt;
    if (!name) return kUnknown;
    Json device;
    device["name"] = *name;
    // A partition has neither; the disk that it is on lies above it.
    auto model = readSystemFile(entry + "device/model");
    if (!model) model = readSystemFile(entry + "../device/model");
    auto rotational = readSystemNumber(entry + "queue/rotational");
    if (!rotational) rotational = readSystemNumber(entry + "../queue/rotational");
    device["model"] = model ? Json(*model) : Json(kUnknown);
    device["rotational"] = rotational ? Json(*rotational != 0) : Json(kUnknown);
    return device;
}

std::string transparentHugePages(const std::string& root) {
    const auto text = readSystemFile(root + "/sys/kernel/mm/transparent_hugepage/enabled");
    if (!text) return kUnknown;
    const std::size_t begin = text->find('[');
    const std::size_t end = text->find(']');
    if (begin == std::string::npos || end == std::string::npos || end < begin) return kUnknown;
    return text->substr(begin + 1, end - begin - 1);
}

std::string addressRandomisation(const std::string& root) {
    const auto mode = readSystemNumber(root + "/proc/sys/kernel/randomize_va_space");
    if (!mode) return kUnknown;
    return *mode == 0 ? "off" : *mode == 1 ? "without the heap" : "on";
}

std::string powerSource(const std::string& root) {
    std::string found = kUnknown;
    std::error_code problem;
    for (std::filesystem::directory_iterator entry(root + "/sys/class/power_supply", problem), end;
         !problem && entry != end; entry.increment(problem)) {
        const std::string folder = entry->path().string();
        if (readSystemFile(folder + "/type") != "Mains") continue;
        const auto online = readSystemNumber(folder + "/online");
        if (!online) continue;
        if (*online != 0) return "mains";
        found = "battery";
    }
    return found;
}

std::string controlGroupFolder(const std::string& root) {
    static constexpr std::string_view kVersion2 = "0::";
    const std::string mounted = root + "/sys/fs/cgroup";
    const auto text = readSystemFile(root + "/proc/self/cgroup");
    if (!text) return mounted;
    const std::size_t at = ("\n" + *text).find("\n" + std::string(kVersion2));
    if (at == std::string::npos) return mounted;
    const std::string_view rest = std::string_view(*text).substr(at + kVersion2.size());
    const std::string folder = mounted + std::string(rest.substr(0, rest.find('\n')));
    // In a container the path may be the host's, and the container's own group is what is mounted.
    std::error_code ignored;
    return std::filesystem::is_directory(folder, ignored) ? folder : mounted;
}

nlohmann::ordered_json processorQuota(const std::string& root) {
    const auto text = readSystemFile(controlGroupFolder(root) + "/cpu.max");
    if (!text) return kUnknown;
    if (text->starts_with("max")) return "none";
    std::uint64_t quota = 0;
    std::uint64_t period = 0;
    const char* const end = text->data() + text->size();
    const auto [gap, problem] = std::from_chars(text->data(), end, quota);
    if (problem != std::errc{} || gap == end) return kUnknown;
    if (std::from_chars(gap + 1, end, period).ec != std::errc{} || period == 0) return kUnknown;
    return static_cast<double>(quota) / static_cast<double>(period);
}

} // namespace spacebench::measure
