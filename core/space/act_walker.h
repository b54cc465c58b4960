// SPDX-License-Identifier: Apache-2.0
//
// Depth-first walk over the paths of an ACT in order: the engine of MappedSpace's reader and of salvage.
//
// Explicit stack, one path buffer, no allocation a path. A step that meets damage says so and the walk can go
// on behind it: what lies behind a broken node among its siblings cannot be located and is left out, all else
// still comes. Memory: the path and 40 bytes a fork on the way to it (the last child of a fork needs no
// frame, so chains cost nothing). Not thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "base/byte_buffer.h"
#include "base/work_context.h"
#include "space/act_node.h"

namespace spacebench::space {

class ActWalker {
  public:
    enum class Step { Path, Damage, End };

    ActWalker(ActArena arena, std::uint64_t rootOffset, std::uint64_t maxPathBytes);

    /// Only the paths that start with `prefix`; before the first next().
    void startAt(ByteView prefix);
    Step next();

    /// After Path. Valid until the next step.
    [[nodiscard]] ByteView path() const { return {m_path.data(), m_size}; }
    [[nodiscard]] std::uint64_t value() const { return m_value; }
    /// After Path: the last node on the way to it.
    [[nodiscard]] const ActNode& node() const { return m_node; }
    /// After Damage: Corrupt, or LimitExceeded where a path passes maxPathBytes or memory is gone.
    [[nodiscard]] const Error& damage() const { return m_damage; }
    /// After Damage: the bytes on the way to the broken place.
    [[nodiscard]] ByteView damagedBelow() const { return path(); }

  private:
    struct Frame {
        std::uint64_t parent = 0; ///< its offset: what its children end before
        std::uint64_t next = 0;   ///< offset of the next child
        std::uint64_t pathSize = 0;
        const Byte* branches = nullptr; ///< the next child byte, or the mask
        std::uint16_t left = 0;
        std::uint16_t nextBranch = 0; ///< wide nodes: look for bits from here on
        bool wide = false;
    };

    bool reserve(std::uint64_t more);
    bool grow(std::uint64_t more);
    void append(const Byte* line, std::uint64_t size);
    bool push(const ActNode& branch);
    Step enter();
    Step damaged(const ActFault& fault);
    Step damaged(Error error);

    ActArena m_arena;
    std::uint64_t m_maxPathBytes;
    std::vector<Frame> m_frames;
    ByteBuffer m_path; ///< its size is the room; m_size bytes count
    std::uint64_t m_size = 0;
    std::uint64_t m_value = 0;
    std::uint64_t m_stepsLeft = 0;
    ActNode m_node;                 ///< to be entered next where m_hasNode
    bool m_hasNode = false;         ///< set between two steps where a path ended in front of a line node
    std::optional<Error> m_pending; ///< damage to report before anything else
    Error m_damage;
};

} // namespace spacebench::space
