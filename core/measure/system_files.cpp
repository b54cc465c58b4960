// SPDX-License-Identifier: Apache-2.0
#include "measure/system_files.h"

#include <cerrno>
#include <charconv>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

namespace spacebench::measure {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr unsigned kMostCpus = 1U << 16;

std::string_view trimmed(std::string_view text) {
    static constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::optional<std::uint64_t> numberAtStart(std::string_view& text) {
    std::uint64_t number = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    return number;
}

} // namespace

std::optional<std::string> readSystemFile(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    std::string text;
    char buffer[4096];
    bool failed = false;
    while (text.size() < kMostBytes) {
        const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        failed = got < 0;
        if (got <= 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(descriptor);
    const std::string_view kept = trimmed(text);
    if (failed || kept.empty()) return std::nullopt;
    return std::string(kept);
}

std::optional<std::uint64_t> readSystemNumber(const std::string& path) {
    const std::optional<std::string> text = readSystemFile(path);
    if (!text) return std::nullopt;
    std::string_view rest = *text;
    return numberAtStart(rest);
}

bool writeSystemFile(const std::string& path, std::string_view text) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    return ::close(descriptor) == 0 && written;
}

std::optional<std::string> valueOfKey(std::string_view text, std::string_view key) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (const std::size_t colon = line.find(':');
            colon != std::string_view::npos && trimmed(line.substr(0, colon)) == key) {
            const std::string_view value = trimmed(line.substr(colon + 1));
            if (value.empty()) return std::nullopt;
            return std::string(value);
        }
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

std::vector<int> threadsOfThisProcess() {
    std::vector<int> ids;
    std::error_code problem;
    for (std::filesystem::directory_iterator entry("/proc/self/task", problem), end; !problem && entry != end;
         entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        int id = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), id).ec == std::errc{}) ids.push_back(id);
    }
    if (ids.empty()) ids.push_back(::gettid());
    return ids;
}

std::optional<std::vector<unsigned>> parseCpuList(std::string_view text) {
    std::vector<unsigned> cpus;
    while (!text.empty()) {
        const auto first = numberAtStart(text);
        auto last = first;
        if (first && text.starts_with('-')) {
            text.remove_prefix(1);
            last = numberAtStart(text);
        }
        if (!first || !last || *last < *first || *last >= kMostCpus) return std::nullopt;
        for (std::uint64_t cpu = *first; cpu <= *last; ++cpu) cpus.push_back(static_cast<unsigned>(cpu));
        if (text.empty()) break;
        if (!text.starts_with(',')) return std::nullopt;
        text.remove_prefix(1);
    }
    if (cpus.empty()) return std::nullopt;
    return cpus;
}

} // namespace spacebench::measure
