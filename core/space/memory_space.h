// SPDX-License-Identifier: Apache-2.0
//
// A space over a PathSet. The trie is not stored: a node is a range of sorted paths and a depth, children are
// found by binary search.
#pragma once

#include "space/space.h"

namespace spacebench::space {

class MemorySpace final : public Space {
  public:
    explicit MemorySpace(PathSet paths) : m_paths(std::move(paths)) {}

    std::unique_ptr<TrieCursor> cursor() const override;
    std::unique_ptr<PathReader> read(ByteView prefix = {}) const override;
    Result<std::optional<std::uint64_t>> find(ByteView path) const override;
    std::optional<std::uint64_t> knownCount() const override { return m_paths.size(); }
    std::optional<std::uint64_t> knownFramedBytes() const override { return m_paths.framed().size(); }
    bool knownWithoutValues() const override { return !m_paths.hasValues(); }
    Result<PathTotals> count(const WorkContext& context) const override;
    const PathSet* pathSet() const override { return &m_paths; }

  private:
    PathSet m_paths;
};

/// All paths of `space`, copied into memory. LimitExceeded where they pass Limits::contentBytes; damage of a
/// file is returned.
[[nodiscard]] Result<SpacePtr> loadPaths(const Space& space, const WorkContext& context);
/// `space` itself where it is in memory, else a copy of it as of loadPaths().
[[nodiscard]] Result<SpacePtr> inMemory(SpacePtr space, const WorkContext& context);

} // namespace spacebench::space
