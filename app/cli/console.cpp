// SPDX-License-Identifier: GPL-3.0-or-later
#include "console.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

#include "base/units.h"

namespace spacebench::cli {

namespace {

constexpr std::uint64_t kSilentNs = 300'000'000;
constexpr const char* kEraseLine = "\r\x1b[K";

bool isDumbTerminal() {
    const char* term = std::getenv("TERM");
    return term == nullptr || std::string_view(term) == "dumb" || *term == '\0';
}

/// no-color.org: present and not empty.
bool colorRefused() {
    const char* noColor = std::getenv("NO_COLOR");
    return noColor != nullptr && *noColor != '\0';
}

void put(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written <= 0) return; // nobody is left to be told
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string rateOf(ProgressUnit unit, double perSecond) {
    switch (unit) {
    case ProgressUnit::None:
        return {};
    case ProgressUnit::Bytes:
        return throughputText(perSecond);
    case ProgressUnit::Paths:
        return rateText(perSecond, "atoms");
    case ProgressUnit::Nodes:
        return rateText(perSecond, "nodes");
    case ProgressUnit::Runs:
        return rateText(perSecond, "runs");
    }
    return {};
}

} // namespace

std::string progressText(const char* phase, ProgressUnit unit, std::uint64_t done, std::uint64_t total,
                         double elapsedSeconds) {
    std::string text = *phase == '\0' ? "Working" : phase;
    const bool bounded = total != 0 && done <= total;
    if (bounded) text += fmt::format("  {} %", done * 100 / std::max<std::uint64_t>(total, 1));
    if (done == 0 || elapsedSeconds <= 0) return text;
    const double perSecond = static_cast<double>(done) / elapsedSeconds;
    if (const std::string rate = rateOf(unit, perSecond); !rate.empty()) text += "  " + rate;
    if (bounded) {
        const double left = static_cast<double>(total - done) / perSecond;
        text += fmt::format("  {} left", left < 1 ? "under 1 s" : fmt::format("{:.0f} s", left));
    }
    return text;
}

Console::Console(bool progress) {
    const bool terminal = isatty(STDERR_FILENO) == 1 && !isDumbTerminal();
    m_color = terminal && !colorRefused();
    m_progress = progress && terminal;
}

void Console::draw(const Progress& progress, std::uint64_t nowNs) {
    if (!m_progress) return;
    if (m_firstNs == 0) m_firstNs = nowNs;
    const char* phase = progress.phase.load(std::memory_order_relaxed);
    const std::uint64_t done = progress.done.load(std::memory_order_relaxed);
    if (phase != m_phase || done < m_lastDone) {
        m_phase = phase;
        m_phaseNs = nowNs;
    }
    m_lastDone = done;
    if (nowNs - m_firstNs < kSilentNs) return;
    put(kEraseLine + progressText(phase, progress.unit.load(std::memory_order_relaxed), done,
                                  progress.total.load(std::memory_order_relaxed),
                                  static_cast<double>(nowNs - m_phaseNs) / 1e9));
    m_drawn = true;
}

void Console::clearLine() {
    if (m_drawn) put(kEraseLine);
    m_drawn = false;
}

void Console::error(const Error& error) {
    clearLine();
    put(fmt::format("spacectl: {}error:{} {}\n", m_color ? "\x1b[1;31m" : "", m_color ? "\x1b[0m" : "",
                    error.describe()));
}

void Console::message(const std::string& text) {
    clearLine();
    put(text);
}

} // namespace spacebench::cli
