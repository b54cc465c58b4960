// SPDX-License-Identifier: Apache-2.0
//
// An ACTree03 file used in place: opened in constant time whatever its size, nothing is read until asked for,
// every step is bounds-checked (references point backwards and stay inside the arena). Nodes are decoded by
// space/act_node.h.
#pragma once

#include "io/byte_source.h"
#include "space/space.h"

namespace spacebench::space {

class MappedSpace final : public Space {
  public:
    /// `rootOffset` is the root node's offset in the file. Checks the root's bounds only. The source stays
    /// alive as long as the space.
    [[nodiscard]] static Result<std::shared_ptr<const MappedSpace>>
    open(io::SourcePtr source, std::uint64_t rootOffset, Limits limits = {});

    std::unique_ptr<TrieCursor> cursor() const override;
    std::unique_ptr<PathReader> read(ByteView prefix = {}) const override;
    Result<std::optional<std::uint64_t>> find(ByteView path) const override;
    std::optional<std::uint64_t> knownCount() const override { return std::nullopt; }
    Result<PathTotals> count(const WorkContext& context) const override;

    [[nodiscard]] const io::SourcePtr& source() const { return m_source; }
    [[nodiscard]] std::uint64_t rootOffset() const { return m_rootOffset; }

  private:
    MappedSpace(io::SourcePtr source, std::uint64_t rootOffset, Limits limits)
        : m_source(std::move(source)), m_rootOffset(rootOffset), m_limits(limits) {}

    io::SourcePtr m_source;
    std::uint64_t m_rootOffset;
    Limits m_limits;
};

} // namespace spacebench::space
