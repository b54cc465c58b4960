// SPDX-License-Identifier: Apache-2.0
//
// One run of a plan while it runs: what runPlan() is made of. One thread, the job's.
#pragma once

#include <map>

#include "jobs/bench/plan_order.h"
#include "jobs/bench/row_summary.h"
#include "jobs/bench/run_plan.h"
#include "measure/disturbance.h"

namespace spacebench::jobs {

class PlanRun {
  public:
    PlanRun(const PlanRequest& request, const JobServices& services,
            const std::function<void(const results::BenchRun&)>& onUpdate)
        : m_request(request), m_plan(request.plan), m_services(services), m_context(services.work),
          m_onUpdate(onUpdate) {}

    [[nodiscard]] Result<results::BenchRun> run();

  private:
    static constexpr std::size_t kFewestControlPairs = 2; ///< below that there is no interval

    /// A row, or one of the two sides of the control.
    struct Item {
        std::size_t row = 0;
        bool control = false;
        std::vector<std::uint64_t>* controlNs = nullptr; ///< where a side of the control collects
        std::uint64_t failedInARow = 0;
        double secondsSpent = 0;
        std::uint64_t tried = 0;
        std::size_t resampled = 0; ///< samples that the row's median and interval are of
        bool finished = false;
    };

    [[nodiscard]] Result<void> expandPlan();
    [[nodiscard]] Result<void> checkPrograms();
    void describeSession();
    [[nodiscard]] Result<void> measureFolder();
    [[nodiscard]] Result<void> prepareInputs();
    [[nodiscard]] Result<void> addRows();
    void addControl();

    [[nodiscard]] Result<void> takeSamples();
    [[nodiscard]] Result<results::RunSample> sample(const Item& item, std::uint64_t round);
    [[nodiscard]] CellRequest cellRequest(const Configuration& configuration, std::uint64_t round) const;
    [[nodiscard]] std::vector<unsigned> processorsFor(const Configuration& configuration) const;
    void keep(Item& item, results::RunSample sample, std::uint64_t round, std::uint64_t startedNs);
    void keepFailure(Item& item, Error error);
    void fitBatch(const std::string& key, const results::RunSample& sample, std::uint64_t round);
    void endRow(Item& item, results::MeasureState state, std::string reason);
    void rejectRow(std::size_t row, const std::string& why);
    void endControl(const std::string& why);
    [[nodiscard]] bool tightEnough(Item& item);
    void lookAtFigures();
    [[nodiscard]] bool budgetEnds(const Item& item) const;

    void finish();
    void explainShortRow(Item& item);
    void update(bool always);
    [[nodiscard]] double secondsSince(std::uint64_t startNs) const;
    [[nodiscard]] double expectedSeconds(const Item& item) const;
    [[nodiscard]] Error nothingMeasured() const;
    [[nodiscard]] Error budgetTooSmall() const;

    const PlanRequest& m_request;
    const Plan& m_plan;
    const JobServices& m_services;
    const WorkContext& m_context;
    const std::function<void(const results::BenchRun&)>& m_onUpdate;

    Expansion m_expansion;
    std::string m_folder;
    SampleSource m_source;
    std::map<std::size_t, PreparedInput> m_inputs; ///< by index into the plan's
    std::map<std::size_t, Error> m_lostInputs;
    std::vector<Item> m_items; ///< rows first, then the control
    std::optional<PlanOrder> m_order;
    /// Iterations of a sample by the round from which they hold; never fewer later on.
    using Batches = std::map<std::uint64_t, std::uint64_t>;
    std::map<std::string, Batches> m_batches; ///< by row key: alike in both programs, so that pairs are alike
    results::BenchRun m_run;
    measure::Disturbance m_disturbance;
    std::uint64_t m_startNs = 0;
    std::uint64_t m_samplingNs = 0; ///< when the first sample began, moved on by what was spent paused
    std::uint64_t m_updatedNs = 0;
    std::uint64_t m_figuresNs = 0; ///< when intermediate figures may be looked at again
    std::uint64_t m_done = 0;
    std::size_t m_rowsWithShort = 0; ///< samples, where a batch was too short
    bool m_cancelled = false;
    bool m_budgetEnded = false;
    bool m_anySample = false;
};

} // namespace spacebench::jobs
