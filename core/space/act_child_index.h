// SPDX-License-Identifier: Apache-2.0
//
// Where the children of wide nodes of an ACT begin, remembered once they have been stepped over.
//
// The format keeps siblings one after another, so child i is found by reading i nodes (formats.md, 3): most
// of the time of a look-up (limits.md, "100K look-ups"). The first look-up that comes through a wide node
// notes the starts of all its children in 2 bytes each; later ones jump. Never trusted: a child is decoded as
// ever. Any thread, without locks: tables are published by an atomic pointer and live as long as the index.
// Memory: kSlots pointers and kMostBytes of tables at most, for a file of any size; nothing until the first
// wide node. The plain version is ActArena::child.
#pragma once

#include <atomic>
#include <memory>

#include "space/act_node.h"

namespace spacebench::space {

class ActChildIndex {
  public:
    ActChildIndex() = default;
    ~ActChildIndex();
    ActChildIndex(const ActChildIndex&) = delete;
    ActChildIndex& operator=(const ActChildIndex&) = delete;

    /// As ActArena::child(). All calls are for the same file.
    [[nodiscard]] bool child(const ActArena& arena, const ActNode& parent, unsigned index, ActNode& node,
                             ActFault& fault) const;

  private:
    /// Stepping over fewer costs less than the two cache misses of a table.
    static constexpr unsigned kFromChild = 24;
    static constexpr std::size_t kSlots = std::size_t{1} << 17;
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

    struct Table;
    using Slot = std::atomic<const Table*>;

    [[nodiscard]] Slot* slots() const;
    [[nodiscard]] const Table* tableOf(const ActArena& arena, const ActNode& parent) const;

    mutable std::atomic<Slot*> m_slots{nullptr};
    mutable std::atomic<std::size_t> m_bytes{0};
};

} // namespace spacebench::space
