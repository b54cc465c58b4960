// SPDX-License-Identifier: Apache-2.0
//
// Writes an ACT from sorted paths in one pass: the writer algorithm of formats.md, 3, byte for byte what
// PathMap writes.
//
// Keeps the stops on the way to the last path open, each with the finished but unwritten nodes of its
// children. A path closes the stops that it does not run through. Memory: the open stops, one entry a
// distinct line, and for input that does not stay in memory a copy of each distinct line. Not thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/byte_sink.h"
#include "formats/act/line_table.h"

namespace spacebench::formats::act {

class ActBuilder {
  public:
    enum class Lifetime {
        UntilFinish, ///< bytes of added paths stay where they are until finish()
        UntilNext,   ///< ... only until the next add()
    };
    ActBuilder(ByteSink& out, Lifetime lifetime);

    /// Hints.
    [[nodiscard]] Result<void> expect(std::uint64_t paths);

    [[nodiscard]] Result<void> begin();
    /// Paths in strictly ascending order. `shared` is commonPrefix(previous path, path); `leafHash` is
    /// lines().hash() of the previous path's last jump where that is known, else 0.
    [[nodiscard]] Result<void> add(ByteView path, std::uint64_t value, std::size_t shared,
                                   std::uint64_t previousLeafHash = 0);
    /// Writes the root, the padding and the root's offset; returns the file's size.
    [[nodiscard]] Result<std::uint64_t> finish();

    [[nodiscard]] const LineTable& lines() const { return m_lines; }
    [[nodiscard]] ByteView previous() const { return m_previous; }

  private:
    /// A finished node that its parent has not written yet.
    struct Node {
        std::uint64_t value = 0;
        std::uint64_t child = 0; ///< 0 = none
        std::uint64_t line = 0;  ///< 0 = a branch node
        std::uint16_t childCount = 0;
        Byte branch = 0; ///< leads from the parent stop to it
        bool hasValue = false;
        Byte branches[32]; ///< child bytes, or the mask from 32 children on; not set where there are none
    };
    struct Stop {
        std::uint64_t depth = 0;
        std::uint64_t value = 0;
        std::uint64_t firstChild = 0; ///< index in m_nodes
        bool hasValue = false;
    };

    [[nodiscard]] std::uint64_t position() const { return m_flushed + m_block.size(); }
    // These run once a node: they note what fails in m_error, and add() and finish() return it.
    void fail(Error error);
    void flush();
    /// Both return the offset in the file.
    std::uint64_t writeNode(const Node& node);
    std::uint64_t writeLine(ByteView line, std::uint64_t knownHash);
    /// Closes the last open stop, whose jump is `jump`.
    Node close(ByteView jump, std::uint64_t knownHash);
    const Byte* keep(ByteView line);

    ByteSink& m_out;
    Lifetime m_lifetime;
    std::unique_ptr<MemorySink> m_collected; ///< for sinks that cannot patch the root offset
    ByteSink* m_target = nullptr;
    std::uint64_t m_base = 0; ///< of the file in its sink
    std::uint64_t m_flushed = 0;
    ByteBuffer m_block;
    LineTable m_lines;
    std::vector<Stop> m_stops;
    std::vector<Node> m_nodes;
    ByteView m_previous;
    Bytes m_previousCopy; ///< UntilNext
    std::vector<ByteBuffer> m_kept;
    bool m_any = false;
    std::optional<Error> m_error;
};

} // namespace spacebench::formats::act
