// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/experiment.h"

#include <algorithm>
#include <cmath>
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
/// The least time between two updates, and as a multiple of what an update costs: it is time without a run.
constexpr std::uint64_t kUpdateNs = 200'000'000;
constexpr std::uint64_t kUpdateCost = 20;
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
        for (const std::size_t task : schedule()) {
            if (auto done = runTask(task); !done.ok()) {
                for (TaskProgress& left : m_tasks)
                    left.notReached = "the run was cancelled before it was measured";
                if (m_onUpdate) m_onUpdate(runSoFar(false));
                return std::move(done).error();
            }
        }
        adviseBudget();
        TechniqueRun run = runSoFar(true);
        if (m_onUpdate) m_onUpdate(run);
        return run;
    }

  private:
    using Trials = std::vector<std::unique_ptr<Trial>>;

    /// Tasks that compress take several times as long as the others and come last: what those leave of the
    /// budget is theirs.
    [[nodiscard]] std::vector<std::size_t> schedule() const {
        std::vector<std::size_t> order(m_tasks.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_partition(order.begin(), order.end(), [&](std::size_t index) {
            const tuning::Task& task = m_tasks[index].plan->task;
            return task.kind == tuning::TaskKind::Deserialize || task.formatId != "paths";
        });
        return order;
    }

    Result<void> runTask(std::size_t index) {
        TaskProgress& task = m_tasks[index];
        setDeadline();
        Trials trials(task.measured.size());
        auto done = prepare(task, trials);
        if (done.ok()) done = runRounds(task, trials);
        trials.clear();
        m_trials.endTask();
        ++m_tasksDone;
        if (!done.ok()) return done;
        m_step = m_stepsDone += task.measured.size() * (1 + m_options.rounds);
        if (task.rounds < m_options.rounds && outOfTime()) {
            task.notReached = "the budget ended before it was measured";
            m_run.warnings.push_back(fmt::format("{}: the budget ended after {} of {} rounds",
                                                 tuning::taskName(task.plan->task), task.rounds,
                                                 m_options.rounds));
        }
        return {};
    }

    /// An estimate of what all of the task takes: a check and a counted run of each configuration, and its
    /// rounds, by what those took that were checked.
    [[nodiscard]] double secondsFor(const TaskProgress& task) const {
        double perRound = 0;
        std::size_t known = 0;
        for (const MeasuredConfiguration& one : task.measured) {
            if (one.gateNs == 0) continue;
            perRound += static_cast<double>(one.gateNs) * static_cast<double>(one.runsPerSample);
            ++known;
        }
        if (known == 0) return 0;
        perRound *= static_cast<double>(task.measured.size()) / static_cast<double>(known);
        // The comparison of a check takes about as long as a run.
        constexpr double kPreparingRuns = 3;
        return perRound * (kPreparingRuns + static_cast<double>(m_options.rounds)) / kNsPerSecond;
    }

    void adviseBudget() {
        double seconds = 0;
        bool missing = false;
        for (const TaskProgress& task : m_tasks) {
            seconds += secondsFor(task);
            missing = missing || task.rounds < m_options.rounds;
        }
        if (!missing || m_options.budgetSeconds <= 0 || seconds <= m_options.budgetSeconds) return;
        m_run.warnings.push_back(
            fmt::format("the budget of {:.0f} s is too small for all rounds: about {:.0f} s "
                        "would do, 0 is no limit",
                        m_options.budgetSeconds, std::ceil(seconds)));
    }

    void setDeadline() {
        if (m_options.budgetSeconds <= 0) return;
        const auto now = static_cast<double>(m_clock.nowNs());
        const double end = static_cast<double>(m_startNs) + m_options.budgetSeconds * kNsPerSecond;
        const double share = std::max(0.0, end - now) / static_cast<double>(m_tasks.size() - m_tasksDone);
        m_deadlineNs = static_cast<std::uint64_t>(now + share);
    }
    [[nodiscard]] bool outOfTime() const {
        return m_options.budgetSeconds > 0 && m_clock.nowNs() >= m_deadlineNs;
    }

    /// Makes, checks and counts every configuration.
    Result<void> prepare(TaskProgress& task, Trials& trials) {
        m_context.begin("Checking pipelines", ProgressUnit::Runs, m_steps);
        // Bad examples first: they take two runs, and what they prove is part of every report.
        std::vector<std::size_t> order(trials.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_partition(order.begin(), order.end(),
                              [&](std::size_t i) { return task.plan->configurations[i].mustBeRejected; });
        for (const std::size_t i : order) {
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
        measured.gateNs = gate->runNs;
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
        if (m_lastUpdateNs != 0 && now - m_lastUpdateNs < std::max(kUpdateNs, kUpdateCost * m_updateCostNs))
            return;
        m_onUpdate(runSoFar(false));
        m_lastUpdateNs = m_clock.nowNs();
        m_updateCostNs = m_lastUpdateNs - now;
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
    std::uint64_t m_updateCostNs = 0;
    std::vector<TaskProgress> m_tasks;
    std::size_t m_tasksDone = 0;
    std::uint64_t m_step = 0;
    std::uint64_t m_stepsDone = 0; ///< of the tasks done
    std::uint64_t m_steps = 0;
};

} // namespace

Result<TechniqueRun> runExperiment(TechniqueRun run, const std::vector<TaskPlan>& plans,
                                   const ExperimentOptions& options, TrialSource& trials,
                                   const JobServices& services, const RunUpdate& onUpdate) {
    return Experiment(std::move(run), plans, options, trials, services, onUpdate).run();
}

} // namespace spacebench::jobs::techniques
