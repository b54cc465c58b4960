// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/counting_executor.h"

#include <unistd.h>

namespace spacebench::jobs::pipeline {

void CountingExecutor::note() {
    const std::lock_guard lock(m_mutex);
    m_threads.insert(gettid());
}

void CountingExecutor::parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) {
    m_executor.parallelFor(count, [&](std::size_t index) {
        note();
        body(index);
    });
}

std::unique_ptr<StartedWork> CountingExecutor::start(std::function<void()> body) {
    return m_executor.start([this, work = std::move(body)] {
        note();
        work();
    });
}

std::set<int> CountingExecutor::threads() const {
    const std::lock_guard lock(m_mutex);
    return m_threads;
}

} // namespace spacebench::jobs::pipeline
