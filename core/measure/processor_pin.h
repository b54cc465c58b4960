// SPDX-License-Identifier: Apache-2.0
//
// Binds all threads that this process has to some processors, for as long as it lives. Threads that start
// meanwhile inherit it.
#pragma once

#include <string>
#include <vector>

#include <sched.h>

#include "base/result.h"

namespace spacebench::measure {

class ProcessorPin {
  public:
    /// InvalidArgument where the process may not run on one of `processors`; nothing is changed then. Empty =
    /// nothing to do.
    [[nodiscard]] static Result<ProcessorPin> create(const std::vector<unsigned>& processors);
    /// Lets every thread that still runs go where it could go before.
    ~ProcessorPin();
    ProcessorPin(ProcessorPin&& other) noexcept : m_before(std::exchange(other.m_before, {})) {}
    ProcessorPin& operator=(ProcessorPin&& other) noexcept {
        m_before.swap(other.m_before);
        return *this;
    }

  private:
    ProcessorPin() = default;
    struct Thread {
        int id = 0;
        cpu_set_t processors;
    };
    std::vector<Thread> m_before;
};

} // namespace spacebench::measure
