// SPDX-License-Identifier: Apache-2.0
//
// The sweep itself: one run of every row in ascending order of cost, then repetitions, those of fast rows and
// of rows that decide first, all within the budget.
#pragma once

#include <map>

#include "jobs/lab/lab_cost.h"
#include "jobs/lab/lab_meter.h"

namespace spacebench::jobs {

class LabSweep {
  public:
    using OnRow = std::function<void(const results::LabRun&)>;
    /// `run` has the rows of `plan` and what is known of the input. All outlive the sweep. `startNs`: when
    /// the budget began.
    LabSweep(const LabRequest& request, const JobServices& services, const OnRow& onRow,
             const space::PathSet& paths, std::vector<PlannedRow>& plan, results::LabRun& run,
             std::uint64_t startNs);

    /// Errors: Cancelled, and what keeps any row from being measured. Figures are in the run either way.
    [[nodiscard]] Result<void> measure();
    /// Final intervals, and reasons for what was not reached. To be called once, however measure() ended.
    void finish(bool cancelled);
    /// Reasons alone, for rows that something else has filled in.
    static void settleRun(results::LabRun& run, bool cancelled);

    [[nodiscard]] double elapsedSeconds() const;

  private:
    [[nodiscard]] Result<void> firstPass();
    [[nodiscard]] Result<void> repeat();
    [[nodiscard]] Result<bool> repeatRound(bool onlyDeciding, double mostSeconds, std::uint64_t round);
    [[nodiscard]] Result<void> measureFirst(std::size_t row);
    [[nodiscard]] Result<void> measureAgain(std::size_t row);
    [[nodiscard]] Result<const LabCut*> cutOf(const results::LabRow& row);
    /// A row that fails says so and the sweep goes on; Cancelled ends it.
    [[nodiscard]] Result<void> settle(std::size_t row, Result<void> measured);
    [[nodiscard]] double expectedSeconds(const results::LabRow& row) const;
    [[nodiscard]] bool isPickOfTheGuide(const results::LabRow& row) const;
    [[nodiscard]] bool fits(double seconds) const;
    void report();

    const LabRequest& m_request;
    const JobServices& m_services;
    const OnRow& m_onRow;
    const space::PathSet& m_paths;
    std::vector<PlannedRow>& m_plan;
    results::LabRun& m_run;
    std::uint64_t m_startNs;
    WorkContext m_quiet; ///< with threads, without progress
    LabMeter m_meter;
    LabCostModel m_costs;
    LabRoom m_room;
    std::map<std::string, LabCut> m_cuts;
    std::vector<LabSamples> m_samples;
    std::unique_ptr<LabFile> m_file;
    bool m_repetitionsCut = false;
};

} // namespace spacebench::jobs
