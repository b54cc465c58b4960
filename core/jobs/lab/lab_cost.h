// SPDX-License-Identifier: Apache-2.0
//
// How long rows will take, before they are run: each codec and level once on a sample of the input, and what
// the rows that have run teach about the others.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "jobs/lab/lab_case.h"

namespace spacebench::jobs {

class LabCostModel {
  public:
    /// `paths` outlive the model.
    LabCostModel(const space::PathSet& paths, const Clock& clock) : m_paths(paths), m_clock(clock) {}

    /// Runs what `rows` will run on a sample; about `mostSeconds`, then it goes by the levels before. Errors:
    /// Cancelled, and memory. What a codec cannot do costs nothing here; its row will say why.
    [[nodiscard]] Result<void> sample(const std::vector<PlannedRow>& rows, double mostSeconds,
                                      const WorkContext& context);

    /// Of one run.
    [[nodiscard]] double compressSeconds(const results::LabRow& row) const;
    [[nodiscard]] double decompressSeconds(const results::LabRow& row) const;
    /// What `row` really took.
    void learn(const results::LabRow& row, double compressNs);

  private:
    struct Cost {
        double compressNsPerByte = 0;
        double decompressNsPerByte = 0;
    };
    using Group = std::pair<std::string, std::string>; ///< stage and codec
    [[nodiscard]] Result<Cost> measure(const PlannedRow& planned, const LabCut& cut, LabRoom& room,
                                       const WorkContext& context) const;
    [[nodiscard]] const Cost* find(const results::LabRow& row) const;

    const space::PathSet& m_paths;
    const Clock& m_clock;
    std::map<std::pair<Group, int>, Cost> m_costs; ///< by level
    std::map<Group, double> m_factors;             ///< of what was measured over what was expected, latest
};

} // namespace spacebench::jobs
