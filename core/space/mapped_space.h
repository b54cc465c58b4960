// SPDX-License-Identifier: Apache-2.0
//
// An ACTree03 file used in place: opened in constant time whatever its size, nothing is read until asked for,
// every step is bounds-checked (references point backwards and stay inside the arena). Nodes are decoded by
// space/act_node.h.
#pragma once

#include <mutex>

#include "io/byte_source.h"
#include "space/act_child_index.h"
#include "space/space.h"

namespace spacebench::space {

class MappedSpace final : public Space {
  public:
    enum class Pages {
        Keep,   ///< what was read stays in memory, as long as the system sees fit
        Release ///< passes over all paths give back what they have passed: bounded memory for any file
    };
    /// `rootOffset` is the root node's offset in the file. Checks the root's bounds only. The source stays
    /// alive as long as the space.
    [[nodiscard]] static Result<std::shared_ptr<const MappedSpace>>
    open(io::SourcePtr source, std::uint64_t rootOffset, Limits limits = {}, Pages pages = Pages::Keep);

    std::unique_ptr<TrieCursor> cursor() const override;
    std::unique_ptr<PathReader> read(ByteView prefix = {}) const override;
    Result<std::optional<std::uint64_t>> find(ByteView path) const override;
    std::optional<std::uint64_t> knownCount() const override { return std::nullopt; }
    bool mayBeEndless() const override { return true; }
    /// Walks once and remembers.
    Result<PathTotals> count(const WorkContext& context) const override;
    std::uint64_t expectedFramedBytes() const override { return 4 * m_source->size(); }

    [[nodiscard]] const io::SourcePtr& source() const { return m_source; }
    [[nodiscard]] std::uint64_t rootOffset() const { return m_rootOffset; }

  private:
    MappedSpace(io::SourcePtr source, std::uint64_t rootOffset, Limits limits, Pages pages)
        : m_source(std::move(source)), m_rootOffset(rootOffset), m_limits(limits), m_pages(pages) {}

    io::SourcePtr m_source;
    std::uint64_t m_rootOffset;
    Limits m_limits;
    Pages m_pages;
    mutable std::mutex m_mutex;
    mutable std::optional<PathTotals> m_totals; ///< guarded by m_mutex
    ActChildIndex m_children;                   ///< for find()
};

} // namespace spacebench::space
