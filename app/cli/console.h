// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people see on the terminal: messages, and one line of progress with rate and time left. All of it goes
// to standard error; standard output belongs to results.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "base/work_context.h"

namespace spacebench::cli {

/// Not thread-safe: the main thread's.
class Console {
  public:
    /// `progress`: progress is wanted (it is shown only where standard error is a terminal).
    explicit Console(bool progress);

    [[nodiscard]] bool showsProgress() const { return m_progress; }
    /// Draws the line for `progress` at `nowNs`. Nothing is drawn in the first moments: short jobs stay
    /// silent.
    void draw(const Progress& progress, std::uint64_t nowNs);
    /// Removes the line.
    void clearLine();

    void error(const Error& error);
    void message(const std::string& text); ///< as it is

  private:
    bool m_color = false;
    bool m_progress = false;
    bool m_drawn = false;
    std::uint64_t m_firstNs = 0;
    const char* m_phase = nullptr;
    std::uint64_t m_phaseNs = 0;
    std::uint64_t m_lastDone = 0;
};

/// The line itself: "Writing  45 %  1.2 M atoms/s  3 s left".
[[nodiscard]] std::string progressText(const char* phase, ProgressUnit unit, std::uint64_t done,
                                       std::uint64_t total, double elapsedSeconds);

} // namespace spacebench::cli
