// SPDX-License-Identifier: Apache-2.0
//
// Keeps a walk over a mapped file from holding all of it: notes which parts the walk touches and, when they
// are too many, gives those back that were not touched lately. The system maps up to 64 KiB around a page
// that is touched, so that is what counts. Trees refer back to data that many nodes share: giving back
// everything would fault these in again and again (10M atoms: 2.5 s of 5). Cost of touch(): one look at a
// byte a window. Memory: a byte a window, 1 MiB at most. Not thread-safe.
#pragma once

#include <vector>

#include "io/byte_source.h"

namespace spacebench::io {

class PageBudget {
  public:
    static constexpr std::uint64_t kWindowBytes = std::uint64_t{64} << 10; ///< Linux, fault_around_bytes
    static constexpr std::uint64_t kDefaultBytes = std::uint64_t{20} << 20;
    static constexpr std::uint64_t kOnePassBytes = std::uint64_t{4} << 20; ///< for walks that never go back

    /// Without a source it does nothing. The source outlives the budget.
    explicit PageBudget(const ByteSource* source, std::uint64_t bytes = kDefaultBytes);

    [[nodiscard]] bool active() const { return m_source != nullptr; }
    /// The bytes of the source from `begin` to `end` are being read.
    void touch(std::uint64_t begin, std::uint64_t end) {
        for (std::uint64_t window = begin >> m_shift;; ++window) {
            if (window >= m_windows.size()) return;
            if ((m_windows[window] & kRecent) == 0) note(window);
            if (((window + 1) << m_shift) >= end) return;
        }
    }

  private:
    static constexpr Byte kRecent = 1; ///< touched since the hand came by
    static constexpr Byte kHeld = 2;
    static constexpr std::uint64_t kMostWindows = std::uint64_t{1} << 20;

    void note(std::uint64_t window);
    void giveBack();

    const ByteSource* m_source;
    unsigned m_shift = 16; ///< log2 of a window's bytes; larger for files beyond 64 GiB
    std::uint64_t m_most = 0;
    std::uint64_t m_held = 0;
    std::uint64_t m_hand = 0; ///< where giveBack() goes on, as the hand of a clock
    std::vector<Byte> m_windows;
};

} // namespace spacebench::io
