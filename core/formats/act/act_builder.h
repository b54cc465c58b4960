// SPDX-License-Identifier: Apache-2.0
//
// Writes an ACT from sorted paths in one pass: the writer algorithm of formats.md, 3, byte for byte what
// PathMap writes.
//
// Keeps the stops on the way to the last path open, each with the finished but unwritten nodes of its
// children. A path closes the stops that it does not run through. Memory: the open stops, and the table of
// distinct lines (line_table.h). Not thread-safe. The limit: memory latency of that table (limits.md, "write
// an ACT"); the plain version is tests/plain/plain_act.h.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/byte_sink.h"
#include "formats/act/line_table.h"

namespace spacebench::formats::act {

class ActBuilder {
  public:
    explicit ActBuilder(ByteSink& out) : m_out(out) {}

    /// A hint: distinct lines.
    [[nodiscard]] Result<void> reserve(std::uint64_t lines);

    [[nodiscard]] Result<void> begin();
    /// The numbers (LineTable) of the lines that the next paths, or finish(), will close, in order
    /// (JumpAhead). They must last until then.
    void expectLines(std::span<const std::uint32_t> numbers) { m_numbers = numbers; }
    /// Paths in strictly ascending order; the bytes of each stay until the next add() or finish(). `shared`
    /// is commonPrefix(previous path, path).
    [[nodiscard]] Result<void> add(ByteView path, std::uint64_t value, std::size_t shared);
    /// Writes the root, the padding and the root's offset; returns the file's size.
    [[nodiscard]] Result<std::uint64_t> finish();

  private:
    /// A finished node that its parent has not written yet.
    struct Node {
        std::uint64_t value = 0;
        std::uint64_t child = 0;      ///< 0 = none
        std::uint64_t line = 0;       ///< 0 = a branch node
        std::uint32_t branchesAt = 0; ///< in m_branches: the child bytes, or the mask from 32 children on
        std::uint16_t childCount = 0;
        Byte branch = 0; ///< leads from the parent stop to it
        bool hasValue = false;
    };
    struct Stop {
        std::uint64_t depth = 0;
        std::uint64_t value = 0;
        std::uint32_t firstChild = 0; ///< index in m_nodes
        bool hasValue = false;
    };

    [[nodiscard]] std::uint64_t position() const { return m_flushed + m_block.size(); }
    // These run once a node: they note what fails in m_error, and add() and finish() return it.
    void fail(Error error);
    void flush();
    /// Both return the offset in the file.
    std::uint64_t writeNode(const Node& node);
    std::uint64_t writeLine(ByteView line);
    /// Closes the last open stop: its node, to which `branch` leads behind its jump, is then the last of
    /// m_nodes.
    void close(ByteView jump, Byte branch);
    /// Writes the children of a stop and takes them off the stacks: what leads to them takes their place.
    struct Children {
        std::uint64_t first = 0; ///< offset; 0 = there are none
        std::uint16_t count = 0;
        std::uint32_t branchesAt = 0;
    };
    Children closeChildren(std::size_t firstChild);

    ByteSink& m_out;
    std::unique_ptr<MemorySink> m_collected; ///< for sinks that cannot patch the root offset
    ByteSink* m_target = nullptr;
    std::uint64_t m_base = 0; ///< of the file in its sink
    std::uint64_t m_flushed = 0;
    ByteBuffer m_block;
    std::vector<std::uint64_t> m_lineOffsets; ///< by number
    std::vector<Stop> m_stops;
    std::vector<Node> m_nodes;
    std::vector<Byte> m_branches; ///< of m_nodes, in their order
    ByteView m_previous;
    std::span<const std::uint32_t> m_numbers; ///< of the next lines
    bool m_any = false;
    std::optional<Error> m_error;
};

/// Says which jumps the builder will close, ahead of it: the same stops, without their nodes. One a builder.
class JumpAhead {
  public:
    /// Calls `take(jump)` for each non-empty jump that adding a path closes, in the builder's order.
    /// `previous` is the path before it, `shared` what both have in common, `size` the length of the path.
    template <class Take>
    void add(ByteView previous, std::size_t shared, std::size_t size, Take take) {
        while (!m_depths.empty() && m_depths.back() > shared) {
            const std::size_t depth = m_depths.back();
            m_depths.pop_back();
            const bool fork = m_depths.empty() || m_depths.back() < shared;
            const std::size_t parent = fork ? shared : m_depths.back();
            if (depth > parent + 1) take(previous.subspan(parent + 1, depth - parent - 1));
            if (fork) m_depths.push_back(shared);
        }
        m_depths.push_back(size);
    }
    /// The same for finish(), `last` being the last path.
    template <class Take>
    void finish(ByteView last, Take take) {
        while (!m_depths.empty()) {
            const std::size_t depth = m_depths.back();
            m_depths.pop_back();
            const std::size_t begin = m_depths.empty() ? 0 : m_depths.back() + 1;
            if (depth > begin) take(last.subspan(begin, depth - begin));
        }
    }

  private:
    std::vector<std::size_t> m_depths;
};

} // namespace spacebench::formats::act
