// SPDX-License-Identifier: Apache-2.0
//
// A space that lies in a spill file as runs, one above the other: what sorting leaves where a space does not
// fit into its memory budget. Made to be gone through from front to back, any number of times; whoever looks
// for single paths is served too, in O(paths). Memory: one buffer a reader, and the longest path.
#pragma once

#include <mutex>

#include "space/path_run.h"
#include "space/space.h"

namespace spacebench::space {

class SpilledSpace final : public Space {
  public:
    /// The paths of each of `runs` lie above those of the ones before it.
    SpilledSpace(std::shared_ptr<const io::SpillFile> file, std::vector<PathRun> runs);

    /// Loads all paths, once: a cursor needs to go back. Empty where they cannot be had.
    std::unique_ptr<TrieCursor> cursor() const override;
    std::unique_ptr<PathReader> read(ByteView prefix = {}) const override;
    Result<std::optional<std::uint64_t>> find(ByteView path) const override;
    std::optional<std::uint64_t> knownCount() const override { return m_totals.paths; }
    Result<PathTotals> count(const WorkContext&) const override { return m_totals; }

  private:
    std::shared_ptr<const io::SpillFile> m_file;
    std::vector<PathRun> m_runs;
    PathTotals m_totals;
    mutable std::mutex m_mutex;
    mutable SpacePtr m_loaded; ///< for cursors; guarded by m_mutex
};

} // namespace spacebench::space
