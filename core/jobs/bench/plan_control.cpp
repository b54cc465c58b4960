// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "jobs/bench/run_plan.h"

namespace spacebench::jobs {

void PlanControl::pause(bool on) {
    {
        const std::lock_guard lock(m_mutex);
        m_paused.store(on, std::memory_order_relaxed);
    }
    m_changed.notify_all();
}

void PlanControl::waitWhilePaused(const std::stop_token& stop) {
    if (!paused()) return;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this] { return !paused(); });
}

void PlanControl::setFirst(std::vector<std::size_t> rows) {
    const std::lock_guard lock(m_mutex);
    m_first = std::move(rows);
}

std::vector<std::size_t> PlanControl::first() const {
    const std::lock_guard lock(m_mutex);
    return m_first;
}

void PlanControl::skip(std::size_t row) {
    const std::lock_guard lock(m_mutex);
    if (std::count(m_skipped.begin(), m_skipped.end(), row) == 0) m_skipped.push_back(row);
}

bool PlanControl::skipped(std::size_t row) const {
    const std::lock_guard lock(m_mutex);
    return std::count(m_skipped.begin(), m_skipped.end(), row) != 0;
}

} // namespace spacebench::jobs
