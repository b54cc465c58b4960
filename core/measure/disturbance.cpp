// SPDX-License-Identifier: Apache-2.0
#include "measure/disturbance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <unistd.h>

#include "measure/process_counters.h"
#include "measure/system_files.h"
#include "measure/system_state.h"

namespace spacebench::measure {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kUnknown = "unknown";
constexpr int kMostZones = 64;
/// Ticks over all processors below which their shares are rounding: half a second of one.
constexpr std::uint64_t kLeastTicks = 50;
// From where a disturbance is told. Half a processor taken by others moves medians visibly; shares below
// these drown in the noise of any machine.
constexpr double kForeignLoad = 0.5;
constexpr double kForeignPercent = 5;
constexpr double kStolenPercent = 1;
constexpr double kWaitingPercent = 1;
constexpr double kSlowerClock = 0.9;
constexpr double kHotCelsius = 90;

std::optional<double> decimalAt(std::string_view text) {
    double number = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{}) return std::nullopt;
    return number;
}

/// The number behind "KEY" and one blank or '=', in whatever line.
std::optional<std::uint64_t> numberBehind(std::string_view text, std::string_view key) {
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        const bool starts = at == 0 || text[at - 1] == '\n' || text[at - 1] == ' ';
        const std::size_t end = at + key.size();
        if (!starts || end >= text.size() || (text[end] != ' ' && text[end] != '=')) continue;
        std::uint64_t number = 0;
        const auto [rest, problem] =
            std::from_chars(text.data() + end + 1, text.data() + text.size(), number);
        if (problem == std::errc{}) return number;
    }
    return std::nullopt;
}

template <class T>
std::optional<T> grown(const std::optional<T>& later, const std::optional<T>& earlier) {
    if (!later || !earlier || *later < *earlier) return std::nullopt;
    return *later - *earlier;
}

double rounded(double value) {
    return std::round(value * 100) / 100;
}
Json orUnknown(const std::optional<double>& value) {
    return value ? Json(rounded(*value)) : Json(kUnknown);
}
Json orUnknown(const std::optional<std::uint64_t>& value) {
    return value ? Json(*value) : Json(kUnknown);
}

} // namespace

Disturbance::Disturbance(DisturbanceOptions options) : m_options(std::move(options)), m_before(read()) {
    m_mostLoad = m_before.load;
}

void Disturbance::look() {
    const auto load = readLoad();
    if (load) m_mostLoad = std::max(m_mostLoad.value_or(0), *load);
}

std::optional<double> Disturbance::readLoad() const {
    const auto text = readSystemFile(m_options.systemRoot + "/proc/loadavg");
    return text ? decimalAt(*text) : std::nullopt;
}

/// "cpu  user nice system idle iowait irq softirq steal ..." (proc(5)).
void Disturbance::readTicks(Reading& reading) const {
    const auto text = readSystemFile(m_options.systemRoot + "/proc/stat");
    if (!text || !text->starts_with("cpu ")) return;
    std::array<std::uint64_t, 8> ticks{};
    const char* at = text->data() + 4;
    const char* const end = text->data() + text->size();
    for (std::uint64_t& field : ticks) {
        while (at != end && *at == ' ') ++at;
        const auto [rest, problem] = std::from_chars(at, end, field);
        if (problem != std::errc{}) return;
        at = rest;
    }
    const auto [user, nice, system, idle, waiting, hardIrq, softIrq, stolen] = ticks;
    reading.busyTicks = user + nice + system + hardIrq + softIrq;
    reading.stolenTicks = stolen;
    reading.allTicks = *reading.busyTicks + idle + waiting + stolen;
    std::uint64_t processors = 0;
    for (std::size_t line = text->find("\ncpu"); line != std::string::npos;
         line = text->find("\ncpu", line + 1))
        ++processors;
    if (processors != 0) reading.processors = processors;
}

std::optional<Disturbance::Frequencies> Disturbance::readFrequencies() const {
    std::optional<Frequencies> found;
    const auto note = [&](double mhz) {
        if (!found) found = Frequencies{mhz, mhz};
        found->least = std::min(found->least, mhz);
        found->most = std::max(found->most, mhz);
    };
    const std::string folder = m_options.systemRoot + "/sys/devices/system/cpu";
    const auto online = readSystemFile(folder + "/online");
    const auto cpus = online ? parseCpuList(*online) : std::nullopt;
    for (const unsigned cpu : cpus.value_or(std::vector<unsigned>{})) {
        const auto khz = readSystemNumber(fmt::format("{}/cpu{}/cpufreq/scaling_cur_freq", folder, cpu));
        if (khz) note(static_cast<double>(*khz) / 1000);
    }
    if (found) return found;
    const auto info = readSystemFile(m_options.systemRoot + "/proc/cpuinfo");
    std::string_view left = info ? std::string_view(*info) : std::string_view();
    while (!left.empty()) {
        const std::size_t end = left.find('\n');
        const auto value = valueOfKey(left.substr(0, end), "cpu MHz");
        if (const auto mhz = value ? decimalAt(*value) : std::nullopt) note(*mhz);
        if (end == std::string_view::npos) break;
        left.remove_prefix(end + 1);
    }
    return found;
}

std::optional<double> Disturbance::readTemperature() const {
    std::optional<double> hottest;
    for (int zone = 0; zone < kMostZones; ++zone) {
        const auto millidegrees = readSystemNumber(
            fmt::format("{}/sys/class/thermal/thermal_zone{}/temp", m_options.systemRoot, zone));
        if (!millidegrees) break;
        hottest = std::max(hottest.value_or(0), static_cast<double>(*millidegrees) / 1000);
    }
    return hottest;
}

Disturbance::Reading Disturbance::read() const {
    const std::string& root = m_options.systemRoot;
    Reading reading;
    readTicks(reading);
    reading.ownNs = m_options.ownCpuNs ? m_options.ownCpuNs() : cpuNsWithChildren();
    reading.load = readLoad();
    reading.frequencies = readFrequencies();
    reading.temperature = readTemperature();
    if (const auto text = readSystemFile(controlGroupFolder(root) + "/cpu.stat")) {
        reading.throttledPeriods = numberBehind(*text, "nr_throttled");
        reading.throttledUs = numberBehind(*text, "throttled_usec");
    }
    if (const auto text = readSystemFile(root + "/proc/pressure/memory"))
        reading.memoryWaitUs = numberBehind(*text, "total"); // the first line: some task waited
    if (const auto text = readSystemFile(root + "/proc/vmstat")) {
        const auto in = numberBehind(*text, "pswpin");
        const auto out = numberBehind(*text, "pswpout");
        if (in && out) reading.swappedPages = *in + *out;
    }
    return reading;
}

nlohmann::ordered_json Disturbance::report() {
    look();
    const Reading after = read();
    const double ticksASecond = static_cast<double>(sysconf(_SC_CLK_TCK));
    Json json;
    Json warnings = Json::array();

    const auto frequencies = [](const std::optional<Frequencies>& found) -> Json {
        if (!found) return kUnknown;
        return {{"least", rounded(found->least)}, {"most", rounded(found->most)}};
    };
    json["frequency_mhz"] = {{"before", frequencies(m_before.frequencies)},
                             {"after", frequencies(after.frequencies)}};
    if (m_before.frequencies && after.frequencies &&
        after.frequencies->most < kSlowerClock * m_before.frequencies->most)
        warnings.push_back(fmt::format("the clock rate fell from {:.1f} to {:.1f} GHz",
                                       m_before.frequencies->most / 1000, after.frequencies->most / 1000));

    const auto all = grown(after.allTicks, m_before.allTicks);
    const bool longEnough = all && *all >= kLeastTicks;
    const double ownTicks =
        static_cast<double>(after.ownNs - std::min(after.ownNs, m_before.ownNs)) / 1e9 * ticksASecond;
    std::optional<double> own; // processors that we kept busy
    if (longEnough && after.processors)
        own = ownTicks * static_cast<double>(*after.processors) / static_cast<double>(*all);
    json["load"] = {{"before", orUnknown(m_before.load)},
                    {"after", orUnknown(after.load)},
                    {"most", orUnknown(m_mostLoad)}};
    json["own_processors"] = orUnknown(own);
    if (m_mostLoad && *m_mostLoad - own.value_or(0) > kForeignLoad)
        warnings.push_back(
            own ? fmt::format("load {:.1f} during the run, {:.1f} of it Spacebench's own", *m_mostLoad, *own)
                : fmt::format("load {:.1f} during the run", *m_mostLoad));

    const auto percentOfAll = [&](double ticks) -> std::optional<double> {
        if (!longEnough) return std::nullopt;
        return 100 * std::max(0.0, ticks) / static_cast<double>(*all);
    };
    const auto busy = grown(after.busyTicks, m_before.busyTicks);
    const auto others = busy ? percentOfAll(static_cast<double>(*busy) - ownTicks) : std::nullopt;
    json["others_percent"] = orUnknown(others);
    if (others && *others >= kForeignPercent)
        warnings.push_back(fmt::format("other programs took {:.0f} % of the processors", *others));
    const auto stolenTicks = grown(after.stolenTicks, m_before.stolenTicks);
    const auto stolen = stolenTicks ? percentOfAll(static_cast<double>(*stolenTicks)) : std::nullopt;
    json["steal_percent"] = orUnknown(stolen);
    if (stolen && *stolen >= kStolenPercent)
        warnings.push_back(fmt::format("{:.0f} % of the time was stolen by the host", *stolen));

    const auto periods = grown(after.throttledPeriods, m_before.throttledPeriods);
    const auto throttledUs = grown(after.throttledUs, m_before.throttledUs);
    json["throttled"] = {
        {"periods", orUnknown(periods)},
        {"seconds",
         orUnknown(throttledUs ? std::optional(static_cast<double>(*throttledUs) / 1e6) : std::nullopt)}};
    if (periods && *periods != 0)
        warnings.push_back(
            fmt::format("the processor quota of this container held it up {} times, {:.2f} s in all",
                        *periods, static_cast<double>(throttledUs.value_or(0)) / 1e6));

    json["temperature_celsius"] = {{"before", orUnknown(m_before.temperature)},
                                   {"after", orUnknown(after.temperature)}};
    if (after.temperature && *after.temperature >= kHotCelsius)
        warnings.push_back(fmt::format("the machine is hot: {:.0f} degrees Celsius", *after.temperature));

    const auto waitedUs = grown(after.memoryWaitUs, m_before.memoryWaitUs);
    std::optional<double> waiting;
    if (waitedUs && longEnough && after.processors) {
        const double seconds =
            static_cast<double>(*all) / ticksASecond / static_cast<double>(*after.processors);
        waiting = static_cast<double>(*waitedUs) / 1e4 / seconds;
    }
    const auto swapped = grown(after.swappedPages, m_before.swappedPages);
    json["memory"] = {{"waiting_percent", orUnknown(waiting)}, {"swapped_pages", orUnknown(swapped)}};
    if (waiting && *waiting >= kWaitingPercent)
        warnings.push_back(fmt::format("programs waited for memory {:.0f} % of the time", *waiting));
    if (swapped && *swapped != 0)
        warnings.push_back(fmt::format("the machine swapped during the run: {} pages", *swapped));
    json["warnings"] = std::move(warnings);
    return json;
}

} // namespace spacebench::measure
