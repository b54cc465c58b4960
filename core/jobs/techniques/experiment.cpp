// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/experiment.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "stats/random.h"

namespace spacebench::jobs::techniques {

namespace {

using results::MeasureState;
using results::TechniqueRun;

/// A sample is the mean of as many runs as take this long: the clock's own cost then vanishes in it.
constexpr std::uint64_t kSampleNs = 5'000'000;
constexpr std::uint64_t kMostRunsPerSample = 1000;
/// Threads may happen to finish in order: a bad example gets so many chances to be wrong.
constexpr int kBadExampleRuns = 25;
/// The least time between two updates that nobody has to see.
constexpr std::uint64_t kUpdateNs = 200'000'000;
constexpr double kNsPerSecond = 1e9;

/// One task's plan and what has become of it so far.
struct TaskProgress {
    const TaskPlan* plan = nullptr;
    std::vector<MeasuredConfiguration> measured;
    std::uint64_t rounds = 0; ///< complete ones
    std::string notReached = "not measured yet";
};

/// What the difference of a task's output is looked for in.
std::string comparedText(const tuning::Task& task, bool sameBytes) {
    if (task.kind == tuning::TaskKind::Deserialize) return "content";
    return sameBytes ? "bytes" : "content after decompression";
}

class Experiment {
  public:
    Experiment(TechniqueRun run, const std::vector<TaskPlan>& plans, const ExperimentOptions& options,
               TrialSource& trials, const JobServices& services, const RunUpdate& onUpdate)
        : m_run(std::move(run)), m_options(options), m_trials(trials), m_clock(services.clock),
          m_context(services.work), m_onUpdate(onUpdate), m_random(options.seed),
          m_startNs(services.clock.nowNs()) {
        m_quiet = m_context;
        m_quiet.progress = nullptr;
        for (const TaskPlan& plan : plans) {
            TaskProgress task;
            task.plan = &plan;
            for (const PlannedConfiguration& planned : plan.configurations) {
                MeasuredConfiguration one;
                one.configuration.id = planned.id;
                one.configuration.task = plan.task;
                one.configuration.settings = tuning::toJson(planned.settings);
                one.configuration.compared = comparedText(plan.task, planned.sameBytes);
                one.configuration.childProcess = planned.child;
                task.measured.push_back(std::move(one));
            }
            m_tasks.push_back(std::move(task));
            m_steps += plan.configurations.size() * (1 + options.rounds);
        }
    }

    Result<TechniqueRun> run() {
        m_context.begin("Measuring techniques", ProgressUnit::Runs, m_steps);
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            if (auto done = runTask(i); !done.ok()) {
                for (TaskProgress& task : m_tasks)
                    task.notReached = "the run was cancelled before it was measured";
                if (m_onUpdate) m_onUpdate(runSoFar(false));
                return std::move(done).error();
            }
        }
        TechniqueRun run = runSoFar(true);
        if (m_onUpdate) m_onUpdate(run);
        return run;
    }

  private:
    using Trials = std::vector<std::unique_ptr<Trial>>;

    Result<void> runTask(std::size_t index) {
        TaskProgress& task = m_tasks[index];
        setDeadline(index);
        m_step = stepsBefore(index);
        Trials trials(task.measured.size());
        auto done = prepare(task, trials);
        if (done.ok()) done = runRounds(task, trials);
        trials.clear();
        m_trials.endTask();
        if (!done.ok()) return done;
        if (task.rounds < m_options.rounds && outOfTime()) {
            task.notReached = "the budget ended before it was measured";
            m_run.warnings.push_back(fmt::format("{}: the budget ended after {} of {} rounds",
                                                 tuning::taskName(task.plan->task), task.rounds,
                                                 m_options.rounds));
        }
        return {};
    }

    [[nodiscard]] std::uint64_t stepsBefore(std::size_t index) const {
        std::uint64_t steps = 0;
        for (std::size_t i = 0; i < index; ++i) steps += m_tasks[i].measured.size() * (1 + m_options.rounds);
        return steps;
    }

    void setDeadline(std::size_t index) {
        if (m_options.budgetSeconds <= 0) return;
        const auto now = static_cast<double>(m_clock.nowNs());
        const double end = static_cast<double>(m_startNs) + m_options.budgetSeconds * kNsPerSecond;
        const double share = std::max(0.0, end - now) / static_cast<double>(m_tasks.size() - index);
        m_deadlineNs = static_cast<std::uint64_t>(now + share);
    }
    [[nodiscard]] bool outOfTime() const {
        return m_options.budgetSeconds > 0 && m_clock.nowNs() >= m_deadlineNs;
    }

    /// Makes, checks and counts every configuration.
    Result<void> prepare(TaskProgress& task, Trials& trials) {
        m_context.begin("Checking pipelines", ProgressUnit::Runs, m_steps);
        for (std::size_t i = 0; i < trials.size(); ++i) {
            m_context.advanceTo(m_step++);
            SB_CHECK(m_context.poll());
            if (outOfTime()) return {};
            const PlannedConfiguration& planned = task.plan->configurations[i];
            MeasuredConfiguration& measured = task.measured[i];
            auto trial = m_trials.make(task.plan->task, planned, m_quiet);
            if (trial.ok()) {
                trials[i] = std::move(trial).value();
                SB_CHECK(planned.mustBeRejected ? expectRejection(*trials[i], planned, measured)
                                                : checkAndCount(*trials[i], planned, measured));
            } else {
                SB_CHECK(give(measured, std::move(trial).error()));
            }
            measured.prepared = true;
            if (measured.configuration.state != MeasureState::Measured) trials[i].reset();
        }
        return {};
    }

    /// A configuration that ends with `error`. Cancelled ends everything.
    static Result<void> give(MeasuredConfiguration& measured, Error error) {
        if (error.code == ErrorCode::Cancelled) return error;
        measured.configuration.state =
            error.code == ErrorCode::Unsupported ? MeasureState::Unavailable : MeasureState::Failed;
        measured.configuration.reason = error.describe();
        return {};
    }

    Result<void> checkAndCount(Trial& trial, const PlannedConfiguration& planned,
                               MeasuredConfiguration& measured) {
        auto gate = trial.gate(planned.sameBytes, m_quiet);
        if (!gate.ok()) return give(measured, std::move(gate).error());
        if (!gate->difference.empty()) {
            measured.configuration.state = MeasureState::Rejected;
            measured.configuration.reason = "output differs: " + gate->difference;
            return {};
        }
        // The second run in a row is the one to count: what is kept between runs is there now.
        auto counts = trial.count(m_quiet);
        if (!counts.ok()) return give(measured, std::move(counts).error());
        measured.configuration.counts = std::move(counts).value();
        measured.configuration.counted = true;
        measured.runsPerSample =
            std::clamp<std::uint64_t>(kSampleNs / std::max<std::uint64_t>(1, gate->runNs) + 1, 1,
                                      gate->runNs >= kSampleNs ? 1 : kMostRunsPerSample);
        return {};
    }

    Result<void> expectRejection(Trial& trial, const PlannedConfiguration& planned,
                                 MeasuredConfiguration& measured) {
        measured.configuration.state = MeasureState::Insufficient;
        measured.configuration.reason = fmt::format(
            "its output was right {} times: what is wrong with it did not show here", kBadExampleRuns);
        for (int i = 0; i < kBadExampleRuns; ++i) {
            SB_CHECK(m_context.poll());
            auto gate = trial.gate(planned.sameBytes, m_quiet);
            if (!gate.ok() && gate.error().code == ErrorCode::Cancelled) return std::move(gate).error();
            if (gate.ok() && gate->difference.empty()) continue;
            measured.configuration.state = MeasureState::Rejected;
            measured.configuration.reason = gate.ok() ? "output differs: " + gate->difference
                                                      : "it makes no output: " + gate.error().describe();
            return {};
        }
        return {};
    }

    Result<void> runRounds(TaskProgress& task, Trials& trials) {
        m_context.begin("Measuring techniques", ProgressUnit::Runs, m_steps);
        for (std::uint64_t round = 0; round < m_options.rounds; ++round) {
            if (outOfTime()) return {};
            for (MeasuredConfiguration& one : task.measured) one.rounds.emplace_back();
            for (const std::size_t i : shuffled(trials.size())) {
                m_context.advanceTo(m_step++);
                SB_CHECK(m_context.poll());
                if (trials[i] == nullptr) continue;
                // A round that is not complete still has its pairs.
                if (outOfTime()) return {};
                MeasuredConfiguration& measured = task.measured[i];
                auto sample = trials[i]->sample(measured.runsPerSample, m_quiet);
                if (sample.ok()) {
                    measured.rounds.back() = *sample;
                } else {
                    SB_CHECK(give(measured, std::move(sample).error()));
                    trials[i].reset();
                }
            }
            task.rounds = round + 1;
            update();
        }
        return {};
    }

    std::vector<std::size_t> shuffled(std::size_t count) {
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t left = count; left > 1; --left) // Fisher and Yates
            std::swap(order[left - 1], order[m_random.below(left)]);
        return order;
    }

    void update() {
        if (!m_onUpdate) return;
        const std::uint64_t now = m_clock.nowNs();
        if (m_lastUpdateNs != 0 && now - m_lastUpdateNs < kUpdateNs) return;
        m_onUpdate(runSoFar(false));
        m_lastUpdateNs = m_clock.nowNs();
    }

    [[nodiscard]] TechniqueRun runSoFar(bool complete) const {
        TechniqueRun run = m_run;
        run.complete = complete;
        run.elapsedSeconds = static_cast<double>(m_clock.nowNs() - m_startNs) / kNsPerSecond;
        run.rounds = m_tasks.empty() ? 0 : UINT64_MAX;
        for (const TaskProgress& task : m_tasks) {
            addResults(*task.plan, task.measured, task.notReached, run);
            run.rounds = std::min(run.rounds, task.rounds);
        }
        return run;
    }

    TechniqueRun m_run;
    const ExperimentOptions& m_options;
    TrialSource& m_trials;
    const Clock& m_clock;
    const WorkContext& m_context;
    WorkContext m_quiet; ///< of the trials: this experiment alone reports progress
    const RunUpdate& m_onUpdate;
    stats::SplitMix64 m_random;
    std::uint64_t m_startNs;
    std::uint64_t m_deadlineNs = 0;
    std::uint64_t m_lastUpdateNs = 0;
    std::vector<TaskProgress> m_tasks;
    std::uint64_t m_step = 0;
    std::uint64_t m_steps = 0;
};

} // namespace

Result<TechniqueRun> runExperiment(TechniqueRun run, const std::vector<TaskPlan>& plans,
                                   const ExperimentOptions& options, TrialSource& trials,
                                   const JobServices& services, const RunUpdate& onUpdate) {
    return Experiment(std::move(run), plans, options, trials, services, onUpdate).run();
}

} // namespace spacebench::jobs::techniques
