// SPDX-License-Identifier: Apache-2.0
#include "jobs/bench/plan_order.h"

#include <algorithm>

namespace spacebench::jobs {

PlanOrder::PlanOrder(std::size_t rows, std::size_t controls, std::uint64_t seed)
    : m_rows(rows), m_random(seed), m_taken(rows + controls, 0), m_ended(rows + controls, false) {}

std::optional<PlanOrder::Next> PlanOrder::next(std::uint64_t most, const std::vector<std::size_t>& first) {
    // Those that a user wants first go on round by round among themselves.
    std::optional<std::size_t> wanted;
    for (const std::size_t item : first)
        if (item < m_rows && open(item, most) && (!wanted || m_taken[item] < m_taken[*wanted])) wanted = item;
    if (wanted) return take(*wanted);
    for (;;) {
        while (!m_queue.empty()) {
            const std::size_t item = m_queue.back();
            m_queue.pop_back();
            // Some have been ended meanwhile, or were taken before the others.
            if (open(item, most) && m_taken[item] == m_round) return take(item);
        }
        // Not earlier: the control's last pair shall be whole.
        if (!rowsLeft(most)) return std::nullopt;
        beginRound(most);
    }
}

bool PlanOrder::rowsLeft(std::uint64_t most) const {
    for (std::size_t item = 0; item < m_rows; ++item)
        if (open(item, most)) return true;
    return false;
}

/// Called with an item left, so the round is not empty.
void PlanOrder::beginRound(std::uint64_t most) {
    m_round = UINT64_MAX;
    for (std::size_t item = 0; item < m_taken.size(); ++item)
        if (open(item, most)) m_round = std::min(m_round, m_taken[item]);
    for (std::size_t item = 0; item < m_taken.size(); ++item)
        if (open(item, most) && m_taken[item] == m_round) m_queue.push_back(item);
    shuffle(m_queue);
    if (m_rows != 2) return;
    // The second round of a block runs backwards, the control's items included.
    if (m_round % 2 == 1 && m_lastRound.size() == m_queue.size()) {
        m_queue = m_lastRound;
        std::reverse(m_queue.begin(), m_queue.end());
    }
    m_lastRound = m_queue;
}

/// Fisher and Yates, with our own numbers: the same order with every standard library.
void PlanOrder::shuffle(std::vector<std::size_t>& items) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[static_cast<std::size_t>(m_random.below(i))]);
}

} // namespace spacebench::jobs
