// SPDX-License-Identifier: Apache-2.0
//
// Keeps a walk over a mapped file from holding all of it: counts what the walk touches and gives the pages
// back when that is enough. The system maps up to 64 KiB around a page that is touched, so that is what
// counts; a window that was touched lately counts once. Too much given back costs a page fault, nothing else.
// Cost of touch(): one look into 512 bytes. Not thread-safe.
#pragma once

#include <array>

#include "io/byte_source.h"

namespace spacebench::io {

class PageBudget {
  public:
    static constexpr std::uint64_t kWindowBytes = std::uint64_t{64} << 10; ///< Linux, fault_around_bytes
    static constexpr std::uint64_t kDefaultBytes = std::uint64_t{16} << 20;

    /// Without a source it does nothing. The source outlives the budget.
    explicit PageBudget(const ByteSource* source, std::uint64_t bytes = kDefaultBytes)
        : m_source(source), m_most(std::max<std::uint64_t>(bytes / kWindowBytes, 1)) {}

    [[nodiscard]] bool active() const { return m_source != nullptr; }
    /// The bytes of the source from `begin` to `end` are being read.
    void touch(std::uint64_t begin, std::uint64_t end) {
        for (std::uint64_t window = begin / kWindowBytes;; ++window) {
            std::uint64_t& recent = m_recent[window % m_recent.size()];
            if (recent != window + 1) {
                recent = window + 1;
                if (++m_touched >= m_most) giveBack();
            }
            if ((window + 1) * kWindowBytes >= end) return;
        }
    }

  private:
    void giveBack() {
        if (m_source != nullptr) m_source->release(0, m_source->size());
        m_recent.fill(0);
        m_touched = 0;
    }

    const ByteSource* m_source;
    std::uint64_t m_most;
    std::uint64_t m_touched = 0;
    std::array<std::uint64_t, 64> m_recent{}; ///< window + 1; 0 = none
};

} // namespace spacebench::io
