// SPDX-License-Identifier: Apache-2.0
//
// H1 and H2: where a thread runs and where its memory lies, for as long as an object lives. Threads belong to
// the pool: what they were before is restored.
#pragma once

#include <vector>

#include <sched.h>

namespace spacebench::jobs::pipeline {

/// Binds the calling thread to one processor. Lives and dies on that thread.
class Pinned {
  public:
    explicit Pinned(unsigned processor);
    ~Pinned();
    Pinned(const Pinned&) = delete;
    Pinned& operator=(const Pinned&) = delete;
    /// The system really binds it.
    [[nodiscard]] bool active() const { return m_active; }

  private:
    cpu_set_t m_before;
    bool m_active = false;
};

/// What the calling thread touches first gets memory of the node that it runs on, whatever policy the process
/// was started with. Lives and dies on that thread.
class NodeLocal {
  public:
    NodeLocal();
    ~NodeLocal();
    NodeLocal(const NodeLocal&) = delete;
    NodeLocal& operator=(const NodeLocal&) = delete;
    [[nodiscard]] bool active() const { return m_active; }

  private:
    static constexpr unsigned long kMostNodes = 1024; ///< Linux, CONFIG_NODES_SHIFT of at most 10
    int m_mode = 0;
    unsigned long m_nodes[kMostNodes / (8 * sizeof(unsigned long))] = {};
    bool m_active = false;
};

/// Memory policies can be set here (containers may forbid it).
[[nodiscard]] bool canPlaceMemory();
/// Of the processor that the calling thread runs on.
[[nodiscard]] unsigned currentNode();

} // namespace spacebench::jobs::pipeline
