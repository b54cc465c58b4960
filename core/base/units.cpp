// SPDX-License-Identifier: Apache-2.0
#include "base/units.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace spacebench::inline base {

std::string groupedNumber(std::uint64_t value) {
    const std::string digits = fmt::format("{}", value);
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) grouped += ',';
        grouped += digits[i];
    }
    return grouped;
}

std::string significant(double value, int digits) {
    if (value == 0 || !std::isfinite(value)) return value == 0 ? "0" : "unknown";
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    std::string text = fmt::format("{:.{}f}", value, std::clamp(digits - magnitude, 0, 12));
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

std::string sizeText(std::uint64_t bytes) {
    static constexpr std::array<const char*, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    return fmt::format("{} {}", significant(value), kUnits[unit]);
}

std::string durationText(double nanoseconds) {
    const double magnitude = std::abs(nanoseconds);
    if (magnitude < 1e3) return significant(nanoseconds) + " ns";
    if (magnitude < 1e6) return significant(nanoseconds / 1e3) + " us";
    if (magnitude < 1e9) return significant(nanoseconds / 1e6) + " ms";
    return significant(nanoseconds / 1e9) + " s";
}

std::string throughputText(double bytesPerSecond) {
    return significant(bytesPerSecond / 1e6) + " MB/s";
}

std::string rateText(double perSecond, const char* unit) {
    if (perSecond >= 1e6) return fmt::format("{} M {}/s", significant(perSecond / 1e6), unit);
    if (perSecond >= 1e3) return fmt::format("{} k {}/s", significant(perSecond / 1e3), unit);
    return fmt::format("{} {}/s", significant(perSecond), unit);
}

} // namespace spacebench::inline base
