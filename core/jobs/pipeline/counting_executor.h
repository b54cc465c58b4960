// SPDX-License-Identifier: Apache-2.0
//
// The executor of a run, seen through: which threads did work that others hand out, as the product's writers
// and readers do. Any thread; lives as long as the run.
#pragma once

#include <mutex>
#include <set>

#include "base/work_context.h"

namespace spacebench::jobs::pipeline {

class CountingExecutor final : public Executor {
  public:
    explicit CountingExecutor(Executor& executor) : m_executor(executor) {}

    unsigned concurrency() const override { return m_executor.concurrency(); }
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) override;
    std::unique_ptr<StartedWork> start(std::function<void()> body) override;

    /// Thread ids so far.
    [[nodiscard]] std::set<int> threads() const;

  private:
    void note();

    Executor& m_executor;
    mutable std::mutex m_mutex;
    std::set<int> m_threads; ///< guarded by m_mutex
};

} // namespace spacebench::jobs::pipeline
