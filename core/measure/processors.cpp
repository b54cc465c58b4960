// SPDX-License-Identifier: Apache-2.0
#include "measure/processors.h"

#include <algorithm>

#include <sched.h>

#include "measure/system_files.h"

namespace spacebench::measure {

std::vector<unsigned> usableProcessors() {
    std::vector<unsigned> numbers;
    cpu_set_t set;
    CPU_ZERO(&set);
    // Machines with more processors than the set holds are refused: one is then all that is known.
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (unsigned i = 0; i < CPU_SETSIZE; ++i)
            if (CPU_ISSET(i, &set)) numbers.push_back(i);
    }
    if (numbers.empty()) numbers.push_back(0);
    return numbers;
}

std::vector<unsigned> onePerCore(const std::vector<unsigned>& processors, const std::string& systemRoot) {
    std::vector<unsigned> chosen;
    std::vector<unsigned> taken; // those that share a core with one that was chosen
    for (const unsigned processor : processors) {
        if (std::find(taken.begin(), taken.end(), processor) != taken.end()) continue;
        chosen.push_back(processor);
        const auto text = readSystemFile(systemRoot + "/sys/devices/system/cpu/cpu" +
                                         std::to_string(processor) + "/topology/thread_siblings_list");
        if (!text) continue;
        const auto siblings = parseCpuList(*text);
        if (siblings) taken.insert(taken.end(), siblings->begin(), siblings->end());
    }
    return chosen;
}

} // namespace spacebench::measure
