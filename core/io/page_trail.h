// SPDX-License-Identifier: Apache-2.0
//
// Gives back the pages behind one pass over a mapped file from its front to its end. Cost of passed(): one
// comparison. Not thread-safe.
#pragma once

#include "io/byte_source.h"

namespace spacebench::io {

class PageTrail {
  public:
    /// Inactive, it does nothing. The source outlives the trail.
    PageTrail(const ByteSource& source, bool active)
        : m_source(source), m_next(active ? kStepBytes : UINT64_MAX) {}
    ~PageTrail() {
        if (m_next != UINT64_MAX) m_source.release(m_released, m_source.size());
    }
    PageTrail(const PageTrail&) = delete;
    PageTrail& operator=(const PageTrail&) = delete;

    /// Nothing before `offset` is needed soon.
    void passed(std::uint64_t offset) {
        if (offset >= m_next) give(offset);
    }

  private:
    static constexpr std::uint64_t kStepBytes = std::uint64_t{4} << 20;

    void give(std::uint64_t offset) {
        m_source.release(m_released, offset);
        m_released = offset;
        m_next = offset + kStepBytes;
    }

    const ByteSource& m_source;
    std::uint64_t m_released = 0;
    std::uint64_t m_next;
};

} // namespace spacebench::io
