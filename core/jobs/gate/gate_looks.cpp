// SPDX-License-Identifier: Apache-2.0
#include "jobs/gate/gate_looks.h"

#include <algorithm>

#include "jobs/runs/find_run.h"

namespace spacebench::jobs::gate_job {

namespace {

using RunPtr = std::shared_ptr<const results::RunRecord>;

class Looks {
  public:
    Looks(PlanRequest request, RunPtr baseline, const LookOptions& options, const JobServices& services)
        : m_request(std::move(request)), m_baseline(std::move(baseline)), m_options(options),
          m_services(services) {
        auto& tags = m_request.plan.tags;
        if (std::count(tags.begin(), tags.end(), kTag) == 0) tags.emplace_back(kTag);
        // A row that ends when its interval happens to be narrow is no sample of a size set beforehand, on
        // which the rates of a gate rest; and pairs would lose partners.
        m_request.plan.intervalGoal = 0;
        if (m_request.plan.title.empty()) m_request.plan.title = m_request.plan.name;
    }

    Result<results::GateResult> judge() {
        const results::ComparisonOptions& plain = m_options.comparison;
        SB_TRY(first, look(m_options.confirm ? results::eachLook(plain) : plain));
        const std::vector<std::string> suspected = results::suspects(first);
        std::optional<results::Comparison> second;
        if (m_options.confirm && m_complete && !suspected.empty()) second = lookAgain(suspected);
        results::GateResult gate = results::decide(first, second ? &*second : nullptr, m_options.confirm);
        results::statePower(first, gate);
        gate.complete = m_complete;
        for (std::string& warning : m_warnings) gate.warnings.push_back(std::move(warning));
        return gate;
    }

  private:
    static constexpr const char* kTag = "gate";

    Result<results::Comparison> look(const results::ComparisonOptions& options) {
        SB_TRY(measured, runPlan(m_request, m_services));
        m_complete = m_complete && measured.complete;
        for (const std::string& warning : measured.warnings) warn(warning);
        std::vector<RunPtr> runs;
        if (m_baseline != nullptr) runs.push_back(m_baseline);
        // One record a program, in the order of the plan.
        for (results::RunRecord& record : results::recordsOf(measured)) {
            keep(record);
            runs.push_back(std::make_shared<const results::RunRecord>(std::move(record)));
        }
        return results::compareRuns(std::move(runs), options);
    }

    std::optional<results::Comparison> lookAgain(const std::vector<std::string>& suspected) {
        m_request.onlyKeys = suspected;
        m_request.plan.title += ", measured again";
        ++m_request.plan.seed; // another order: what the first one did to a row is not to happen again
        auto second = look(results::eachLook(m_options.comparison));
        if (second.ok()) return std::move(*second);
        m_complete = m_complete && second.error().code != ErrorCode::Cancelled;
        warn("nothing could be confirmed: " + second.error().describe());
        return std::nullopt;
    }

    void keep(results::RunRecord& record) {
        if (!m_options.keep) return;
        auto uid = keepRun(record, m_options.dataFolder);
        if (uid.ok()) {
            record.uid = std::move(*uid);
            return;
        }
        warn("not kept in the history: " + uid.error().describe());
    }

    void warn(const std::string& words) {
        if (std::count(m_warnings.begin(), m_warnings.end(), words) == 0) m_warnings.push_back(words);
    }

    PlanRequest m_request;
    RunPtr m_baseline;
    const LookOptions& m_options;
    const JobServices& m_services;
    std::vector<std::string> m_warnings;
    bool m_complete = true;
};

} // namespace

Result<results::GateResult> judge(RunPtr baseline, RunPtr run, const results::ComparisonOptions& options) {
    SB_TRY(comparison, results::compareRuns({std::move(baseline), std::move(run)}, options));
    results::GateResult gate = results::decide(comparison, nullptr, false);
    results::statePower(comparison, gate);
    gate.warnings.emplace_back("not confirmed: the run is judged as it is, nothing was measured again");
    return gate;
}

Result<results::GateResult> measureAndJudge(PlanRequest request, RunPtr baseline, const LookOptions& options,
                                            const JobServices& services) {
    return Looks(std::move(request), std::move(baseline), options, services).judge();
}

} // namespace spacebench::jobs::gate_job
