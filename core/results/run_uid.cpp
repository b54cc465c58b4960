// SPDX-License-Identifier: Apache-2.0
#include "results/run_uid.h"

#include <cctype>
#include <chrono>
#include <ctime>
#include <random>

#include <fmt/format.h>

namespace spacebench::results {

namespace {

/// "20261122-221405", or nothing where `text` is no ISO 8601 time with seconds.
std::string stampOf(const std::string& text) {
    constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < kShape.size()) return {};
    std::string stamp;
    for (std::size_t i = 0; i < kShape.size(); ++i) {
        const bool isDigit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
        if (kShape[i] == 'd' ? !isDigit : text[i] != kShape[i]) return {};
        if (isDigit) stamp += text[i];
        if (kShape[i] == 'T') stamp += '-';
    }
    return stamp;
}

} // namespace

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string newRunUid(const std::string& startedUtc) {
    std::string stamp = stampOf(startedUtc);
    if (stamp.empty()) stamp = stampOf(utcNow());
    std::random_device random;
    return fmt::format("{}-{:06x}", stamp, random() & 0xFFFFFFU);
}

} // namespace spacebench::results
