// SPDX-License-Identifier: Apache-2.0
//
// From paths in any order to a space, in memory while they fit into a budget, through a file beyond it.
//
// Paths are gathered up to the budget, sorted, and written to a spill file as a run; finish() merges the runs
// into one, in several rounds where there are too many for the budget. Input that was in order all along
// needs no merging, and input that fits makes no file: then this is a PathSetBuilder and nothing more. Of
// paths given more than once the last value stays, as there. Not thread-safe; sorting uses the executor's
// threads. A sorter that is destroyed, however, leaves nothing on the disk.
#pragma once

#include "space/path_run.h"
#include "space/space.h"
#include "space/spill_report.h"

namespace spacebench::space {

class ExternalSorter {
  public:
    /// Takes its budget, limits.workingShare(), and the folder from `context`, which must outlive it. Without
    /// a budget nothing is spilled, and LimitExceeded says where paths pass limits.contentBytes.
    explicit ExternalSorter(const WorkContext& context);

    /// Expected totals; hints.
    [[nodiscard]] Result<void> reserve(std::uint64_t paths, std::uint64_t framedBytes);
    /// Copies `path`. LimitExceeded where memory cannot be had, or one path is too long for the budget; Io
    /// where it cannot be spilled.
    [[nodiscard]] Result<void> add(ByteView path, std::uint64_t value = 0) {
        if (m_builder.added() == 0) SB_CHECK(beginRun(path));
        SB_CHECK(m_builder.add(path, value));
        if (m_longestPath < path.size()) m_longestPath = path.size();
        if (m_budget == 0 ? m_builder.arenaBytes() > m_context->limits.contentBytes
                          : m_builder.drainBytes() + m_longestPath > m_budget)
            return overflow();
        return {};
    }
    [[nodiscard]] std::uint64_t added() const { return m_addedBefore + m_builder.added(); }
    /// Of all paths given, duplicates included.
    [[nodiscard]] std::uint64_t framedBytes() const { return m_framedBefore + m_builder.arenaBytes(); }

    /// The space of what was added. The sorter is of no further use afterwards.
    [[nodiscard]] Result<SpacePtr> finish();
    /// Valid after finish().
    [[nodiscard]] const BuildNotes& notes() const { return m_notes; }
    [[nodiscard]] const SpillReport& report() const { return m_report; }

  private:
    [[nodiscard]] Result<void> beginRun(ByteView first);
    [[nodiscard]] Result<void> overflow();
    [[nodiscard]] Result<void> spill();
    /// Writes the run in the builder.
    [[nodiscard]] Result<PathRun> writeRun();
    /// Its notes, added to those of all.
    void noteRun();
    [[nodiscard]] Result<void> mergeRuns();
    /// How many of the runs from `first` on can be merged at a time.
    [[nodiscard]] std::size_t fanIn(std::size_t first) const;
    [[nodiscard]] Result<PathRun> merge(std::span<const PathRun> runs);

    const WorkContext* m_context;
    std::uint64_t m_budget; ///< 0 = none
    PathSetBuilder m_builder;
    std::uint64_t m_longestPath = 0;
    bool m_roomMade = false;
    std::shared_ptr<io::SpillFile> m_file;
    std::vector<PathRun> m_runs;
    bool m_runsAscend = true; ///< each run lies above the ones before it
    Bytes m_highestPath;      ///< of all runs, while they ascend
    Bytes m_lastPath;         ///< given before the run in the builder began
    std::uint64_t m_addedBefore = 0;
    std::uint64_t m_framedBefore = 0;
    BuildNotes m_notes;
    SpillReport m_report;
};

} // namespace spacebench::space
