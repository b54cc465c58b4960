// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/placement.h"

#include <numa.h>
#include <numaif.h>

namespace spacebench::jobs::pipeline {

Pinned::Pinned(unsigned processor) {
    if (processor >= CPU_SETSIZE || sched_getaffinity(0, sizeof m_before, &m_before) != 0) return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    m_active = sched_setaffinity(0, sizeof one, &one) == 0;
}

Pinned::~Pinned() {
    if (m_active) sched_setaffinity(0, sizeof m_before, &m_before);
}

NodeLocal::NodeLocal() {
    if (get_mempolicy(&m_mode, m_nodes, kMostNodes, nullptr, 0) != 0) return;
    m_active = set_mempolicy(MPOL_LOCAL, nullptr, 0) == 0;
}

NodeLocal::~NodeLocal() {
    if (!m_active) return;
    const bool hasNodes = m_mode != MPOL_DEFAULT && m_mode != MPOL_LOCAL;
    set_mempolicy(m_mode, hasNodes ? m_nodes : nullptr, hasNodes ? kMostNodes : 0);
}

bool canPlaceMemory() {
    return numa_available() >= 0;
}

unsigned currentNode() {
    unsigned processor = 0;
    unsigned node = 0;
    return getcpu(&processor, &node) == 0 ? node : 0;
}

} // namespace spacebench::jobs::pipeline
