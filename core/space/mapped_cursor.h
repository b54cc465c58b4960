// SPDX-License-Identifier: Apache-2.0
//
// The zipper over an ACT in place; contract in trie_cursor.h. Memory: the path and 24 bytes a node on the way
// to the focus. A move that meets damage or a limit leaves the focus where it was.
#pragma once

#include <vector>

#include "base/work_context.h"
#include "space/act_node.h"
#include "space/trie_cursor.h"

namespace spacebench::space {

class MappedCursor final : public TrieCursor {
  public:
    MappedCursor(ActArena arena, std::uint64_t rootOffset, const Limits& limits);

    ByteView path() const override { return m_path; }
    bool isPath() const override { return m_isPath; }
    std::uint64_t value() const override { return m_isPath ? m_value : 0; }
    ByteMask children() const override;
    bool descendByte(Byte branch) override;
    std::size_t descend(ByteView bytes) override;
    bool descendToStop(Byte branch) override;
    bool ascend(std::size_t levels) override;
    void reset() override;
    bool nextPath() override;
    std::optional<std::uint64_t> subtreeCount(std::uint64_t stepLimit) override;
    std::optional<std::uint64_t> nodeOffset() const override;
    const Error* error() const override { return m_error ? &*m_error : nullptr; }

  private:
    /// A node on the way to the focus, and where its part of the path begins.
    struct Frame {
        std::uint64_t offset = 0;
        std::uint64_t start = 0;
        std::uint64_t childEnd = 0; ///< branch nodes: where the child that was entered ends
    };

    [[nodiscard]] std::size_t inLine() const { return m_path.size() - m_frames.back().start; }
    [[nodiscard]] bool insideLine() const { return m_top.isLine && inLine() < m_top.lineSize; }
    bool fail(Error error);
    bool fail(const ActFault& fault) { return fail(ActArena::describe(fault)); }
    bool grow(ByteView bytes);
    bool enterChild(Byte branch, std::uint64_t offset);
    bool enterBranch(Byte branch);
    void settle();
    void refresh();
    void restore(const Bytes& path);
    bool below();
    bool beside();

    ActArena m_arena;
    std::uint64_t m_rootOffset;
    std::uint64_t m_maxPathBytes;
    Bytes m_path;
    std::vector<Frame> m_frames; ///< empty where the root itself is broken
    ActNode m_top;               ///< the decoded last frame
    ActFault m_brokenBelow;      ///< the line's child could not be decoded
    bool m_isPath = false;
    std::uint64_t m_value = 0;
    std::optional<Error> m_error;
};

} // namespace spacebench::space
