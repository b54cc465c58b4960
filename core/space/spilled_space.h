// SPDX-License-Identifier: Apache-2.0
//
// A space that lies in a spill file as runs, one above the other: what sorting leaves where a space does not
// fit into its memory budget. Memory: one buffer a reader, and the longest path.
#pragma once

#include "space/pass_space.h"
#include "space/path_run.h"

namespace spacebench::space {

class SpilledSpace final : public PassSpace {
  public:
    /// The paths of each of `runs` lie above those of the ones before it.
    SpilledSpace(std::shared_ptr<const io::SpillFile> file, std::vector<PathRun> runs);

    std::optional<std::uint64_t> knownCount() const override { return m_totals.paths; }
    std::optional<std::uint64_t> knownFramedBytes() const override { return m_totals.framedBytes(); }
    bool knownWithoutValues() const override { return m_totals.nonZeroValues == 0; }
    Result<PathTotals> count(const WorkContext&) const override { return m_totals; }

  protected:
    std::unique_ptr<PathReader> readAll() const override;

  private:
    std::shared_ptr<const io::SpillFile> m_file;
    std::vector<PathRun> m_runs;
    PathTotals m_totals;
};

} // namespace spacebench::space
