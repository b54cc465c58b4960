// SPDX-License-Identifier: Apache-2.0
#include "io/page_budget.h"

namespace spacebench::io {

PageBudget::PageBudget(const ByteSource* source, std::uint64_t bytes) : m_source(source) {
    if (source == nullptr) return;
    source->mapSparingly();
    while (source->size() >> m_shift >= kMostWindows) ++m_shift;
    m_most = std::max<std::uint64_t>(bytes >> m_shift, 1);
    m_windows.resize((source->size() >> m_shift) + 1);
}

void PageBudget::note(std::uint64_t window) {
    if ((m_windows[window] & kHeld) == 0 && ++m_held > m_most) giveBack();
    m_windows[window] = kHeld | kRecent;
}

/// A quarter of what is held, so that the next one is not due at once: windows that were not touched since
/// the hand came by last.
void PageBudget::giveBack() {
    const std::uint64_t keep = m_most - m_most / 4;
    std::uint64_t begin = m_hand; // of a run to be released
    const auto release = [&] {
        if (begin < m_hand)
            m_source->release(begin << m_shift, std::min(m_hand << m_shift, m_source->size()));
    };
    for (; m_held > keep; ++m_hand) {
        if (m_hand == m_windows.size()) {
            release();
            m_hand = begin = 0;
        }
        Byte& window = m_windows[m_hand];
        if ((window & kRecent) == 0) { // also those not held: one call for all that lie together
            m_held -= window == kHeld ? 1 : 0;
            window = 0;
            continue;
        }
        release();
        begin = m_hand + 1;
        window = kHeld;
    }
    release();
}

} // namespace spacebench::io
