// SPDX-License-Identifier: Apache-2.0
#include "measure/processor_pin.h"

#include <cerrno>

#include "measure/system_files.h"

namespace spacebench::measure {

ProcessorPin::~ProcessorPin() {
    for (const Thread& thread : m_before) // one that has ended is no matter
        static_cast<void>(sched_setaffinity(thread.id, sizeof thread.processors, &thread.processors));
}

Result<ProcessorPin> ProcessorPin::create(const std::vector<unsigned>& processors) {
    ProcessorPin pin;
    if (processors.empty()) return pin;
    cpu_set_t wanted;
    cpu_set_t allowed;
    CPU_ZERO(&wanted);
    CPU_ZERO(&allowed);
    static_cast<void>(sched_getaffinity(0, sizeof allowed, &allowed));
    for (const unsigned processor : processors) {
        if (processor >= CPU_SETSIZE || !CPU_ISSET(processor, &allowed))
            return Error::invalid("this process may not run on such a processor")
                .got(std::to_string(processor));
        CPU_SET(processor, &wanted);
    }
    for (const int id : threadsOfThisProcess()) {
        Thread thread;
        thread.id = id;
        if (sched_getaffinity(id, sizeof thread.processors, &thread.processors) != 0) continue;
        if (sched_setaffinity(id, sizeof wanted, &wanted) != 0) {
            if (errno == ESRCH) continue;
            return Error::system("a thread cannot be bound to a processor", errno);
        }
        pin.m_before.push_back(thread);
    }
    return pin;
}

} // namespace spacebench::measure
