// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a job leaves its result so far and a page picks it up, whenever it looks: the newest only. Job and
// page share it, so that neither outlives what the other needs.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace spacebench::widgets {

template <class T>
class Mailbox {
  public:
    /// On the job's thread.
    void put(const T& newest) {
        auto copy = std::make_shared<const T>(newest);
        const std::lock_guard lock(m_mutex);
        m_newest = std::move(copy);
    }
    /// Null where nothing came since the last call.
    [[nodiscard]] std::shared_ptr<const T> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_newest, nullptr);
    }

  private:
    std::mutex m_mutex;
    std::shared_ptr<const T> m_newest; ///< guarded by m_mutex
};

} // namespace spacebench::widgets
