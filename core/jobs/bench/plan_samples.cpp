// SPDX-License-Identifier: Apache-2.0
//
// The samples of a plan: one after the other, in the order of PlanOrder, until there are enough or something
// ends them.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/bench/plan_run.h"
#include "jobs/bench/space_check.h"
#include "jobs/plan/combine.h"
#include "measure/processors.h"
#include "stats/verdict.h"

namespace spacebench::jobs {

namespace {

using results::BenchRow;
using results::MeasureState;
using results::RunSample;

constexpr std::uint64_t kMostFailures = 3;             ///< in a row; then a row is given up
constexpr std::uint64_t kUpdateNs = 50'000'000;        ///< 20 a second
constexpr std::uint64_t kLeastTimeoutMs = 10 * 60'000; ///< a worker that says nothing for so long hangs
constexpr double kTimeoutFactor = 50;                  ///< over what is expected of a sample
/// Of the batch that is chosen for a row, over the shortest that is asked for: workers differ in speed, and
/// of batches that are just long enough in the first one half would be too short in others.
constexpr double kBatchMargin = 1.25;

Result<RunSample> sampleHere(const JobServices& services, const WorkerCell& cell, const CellRequest& request,
                             const WorkContext& context) {
    WorkContext work = context;
    if (cell.threads == 1) {
        work.executor = nullptr;
    } else if (const unsigned here = work.executor != nullptr ? work.executor->concurrency() : 1;
               cell.threads != 0 && cell.threads != here) {
        return Error::unsupported(
            fmt::format("isolation in-process measures with 1 or with all {} threads of this program", here));
    }
    const JobServices own{work, services.clock, nullptr};
    return measureCell(request, own, [](std::uint64_t) {});
}

/// Fewer iterations than a clock and a scheduler need to be of no account. The mean is rounded: what could
/// have been long enough is.
bool isShort(const RunSample& sample, const Plan& plan) {
    return (static_cast<double>(sample.wallNs) + 0.5) * static_cast<double>(sample.iterations) <
           plan.minSampleMs * 1e6;
}

} // namespace

double PlanRun::secondsSince(std::uint64_t startNs) const {
    return static_cast<double>(m_services.clock.nowNs() - startNs) / 1e9;
}

double PlanRun::expectedSeconds(const Item& item) const {
    return item.tried != 0 ? item.secondsSpent / static_cast<double>(item.tried)
                           : m_expansion.rows[item.row].secondsARun;
}

std::vector<unsigned> PlanRun::processorsFor(const Configuration& configuration) const {
    if (m_plan.pin == "none") return {};
    if (m_plan.pin == "cores") {
        std::vector<unsigned> cores = measure::onePerCore(measure::usableProcessors());
        if (configuration.threads != 0 && configuration.threads < cores.size())
            cores.resize(configuration.threads);
        return cores;
    }
    auto named = parsePin(m_plan.pin);
    return named.ok() ? std::move(*named) : std::vector<unsigned>(); // expand() has checked it
}

CellRequest PlanRun::cellRequest(const Configuration& configuration, std::uint64_t round) const {
    CellRequest cell;
    cell.operation = configuration.operation;
    cell.formatId = configuration.formatId;
    cell.codec = configuration.codec;
    cell.settings = configuration.switches.settings;
    cell.medium = configuration.medium;
    cell.cache = configuration.cache;
    cell.files = m_inputs.at(configuration.input).filesFor(configuration, m_folder);
    cell.warmUp = m_plan.warmUp;
    cell.minSampleNs = static_cast<std::uint64_t>(m_plan.minSampleMs * 1e6 * kBatchMargin);
    if (const auto known = m_batches.find(configuration.key(m_plan)); known != m_batches.end())
        cell.iterations = std::prev(known->second.upper_bound(round))->second;
    cell.processors = processorsFor(configuration);
    cell.injectedDelay = configuration.injectedDelay;
    return cell;
}

Result<RunSample> PlanRun::sample(const Item& item, std::uint64_t round) {
    const Configuration& configuration = m_expansion.rows[item.row];
    const CellRequest cell = cellRequest(configuration, round);
    WorkerCell worker;
    worker.program = m_plan.programs[configuration.program].file;
    if (worker.program.empty()) worker.program = m_request.worker;
    worker.threads = configuration.threads;
    if (worker.threads == 0) worker.threads = static_cast<unsigned>(cell.processors.size());
    worker.timeoutMs =
        kLeastTimeoutMs + static_cast<std::uint64_t>(expectedSeconds(item) * 1e3 * kTimeoutFactor);
    WorkContext quiet = m_context;
    quiet.progress = nullptr;
    if (m_request.sample) return m_request.sample(worker, cell, quiet, {});
    if (m_plan.isolation == Isolation::InProcess) return sampleHere(m_services, worker, cell, quiet);
    return measureInWorker(worker, cell, quiet, {});
}

Result<void> PlanRun::takeSamples() {
    const std::uint64_t samples = m_plan.runs * m_items.size();
    m_context.begin("Measuring", ProgressUnit::Runs, samples);
    m_samplingNs = m_services.clock.nowNs();
    for (;;) {
        if (m_request.control != nullptr) {
            if (m_request.control->paused()) {
                const std::uint64_t pausedNs = m_services.clock.nowNs();
                m_request.control->waitWhilePaused(m_context.stop);
                m_samplingNs += m_services.clock.nowNs() - pausedNs;
            }
            for (Item& item : m_items)
                if (!item.control && !item.finished && m_request.control->skipped(item.row))
                    m_order->end(item.row);
        }
        if (m_context.cancelled()) break;
        const auto next =
            m_order->next(m_plan.runs, m_request.control != nullptr ? m_request.control->first()
                                                                    : std::vector<std::size_t>());
        if (!next) return {};
        Item& item = m_items[next->item];
        if (budgetEnds(item)) {
            m_budgetEnded = true;
            m_order->end(next->item);
            continue;
        }
        const std::uint64_t startedNs = m_services.clock.nowNs();
        auto taken = sample(item, next->round);
        if (!taken.ok() && taken.error().code == ErrorCode::Cancelled && m_context.cancelled()) break;
        item.secondsSpent += secondsSince(startedNs);
        ++item.tried;
        if (taken.ok()) {
            keep(item, std::move(*taken), next->round, startedNs - m_startNs);
        } else {
            keepFailure(item, taken.error());
        }
        m_context.advanceTo(++m_done);
        update(false);
    }
    m_cancelled = true;
    return {};
}

void PlanRun::keep(Item& item, RunSample sample, std::uint64_t round, std::uint64_t startedNs) {
    BenchRow& row = m_run.rows[item.row];
    item.failedInARow = 0;
    fitBatch(row.key, sample, round);
    if (item.control) {
        item.controlNs->push_back(sample.wallNs);
        return;
    }
    m_anySample = true;
    sample.round = round;
    sample.startedNs = startedNs;
    row.samplesNs.push_back(sample.wallNs);
    row.runs.push_back(std::move(sample));
    const std::uint64_t had = row.samplesNs.size();
    if (item.tried >= m_plan.runs) {
        endRow(item, MeasureState::Measured, {});
    } else if (tightEnough(item)) {
        endRow(item, MeasureState::Measured, {});
        row.notes.push_back(
            fmt::format("ended after {} of {} runs: the interval is within {:.2g} % of the median", had,
                        m_plan.runs, 100 * relativeHalfWidth(row)));
    }
}

/// The first worker finds out how many iterations a sample of the row needs. Where that was too few after
/// all, because that worker was a slow one, later rounds get more: not this one, whose pairs shall be alike.
/// What was measured stays, as figures are those of one iteration; the row says which were short.
void PlanRun::fitBatch(const std::string& key, const RunSample& sample, std::uint64_t round) {
    Batches& batches = m_batches[key];
    if (batches.empty()) batches.emplace(0, sample.iterations);
    if (sample.wallNs == 0 || !isShort(sample, m_plan)) return;
    const double needed = m_plan.minSampleMs * 1e6 * kBatchMargin / static_cast<double>(sample.wallNs);
    const auto wanted = static_cast<std::uint64_t>(std::min(std::ceil(needed), double{kMostIterations}));
    const std::uint64_t soFar = std::prev(batches.upper_bound(round + 1))->second;
    batches.emplace(round + 1, soFar);
    for (auto later = batches.find(round + 1); later != batches.end(); ++later)
        later->second = std::max(later->second, wanted);
}

void PlanRun::keepFailure(Item& item, Error error) {
    error = asWrongOutput(std::move(error));
    const std::string why = error.describe();
    ++item.failedInARow;
    // The control measures its row as well as the row itself does.
    if (error.code == ErrorCode::WrongOutput) rejectRow(item.row, why);
    if (item.control) return endControl(why);
    BenchRow& row = m_run.rows[item.row];
    if (error.code == ErrorCode::WrongOutput) return;
    if (error.code == ErrorCode::Unsupported) return endRow(item, MeasureState::Unavailable, why);
    row.failures.push_back(why);
    if (item.failedInARow >= kMostFailures || error.code == ErrorCode::InvalidArgument)
        return endRow(item, MeasureState::Failed,
                      item.failedInARow > 1
                          ? fmt::format("{} workers in a row failed: {}", item.failedInARow, why)
                          : why);
    if (item.tried < m_plan.runs) return;
    if (row.samplesNs.empty()) return endRow(item, MeasureState::Failed, why);
    endRow(item, MeasureState::Measured, {});
}

/// Wrong once is wrong: nothing that was measured of it is shown.
void PlanRun::rejectRow(std::size_t index, const std::string& why) {
    const Configuration& configuration = m_expansion.rows[index];
    BenchRow& row = m_run.rows[index];
    BenchRow blank = rowOf(configuration, m_plan, m_inputs.at(configuration.input));
    blank.threads = row.threads;
    blank.failures = std::move(row.failures);
    row = std::move(blank);
    endRow(m_items[index], MeasureState::Rejected, why); // rows come first among the items
}

/// The pairs that are whole stay, and no others: one side without the other says nothing.
void PlanRun::endControl(const std::string& why) {
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (m_items[i].control) m_order->end(i);
    std::size_t pairs = std::min(m_run.controlFirstNs.size(), m_run.controlSecondNs.size());
    if (pairs < kFewestControlPairs) pairs = 0;
    m_run.controlFirstNs.resize(pairs);
    m_run.controlSecondNs.resize(pairs);
    m_run.warnings.push_back(
        pairs == 0
            ? fmt::format("the noise of this session was not measured: {}", why)
            : fmt::format("the noise of this session was measured with {} pairs only: {}", pairs, why));
}

void PlanRun::endRow(Item& item, MeasureState state, std::string reason) {
    BenchRow& row = m_run.rows[item.row];
    m_order->end(item.row);
    item.finished = true;
    row.state = state;
    row.reason = std::move(reason);
    const Configuration& configuration = m_expansion.rows[item.row];
    const auto input = m_inputs.find(configuration.input);
    if (input != m_inputs.end()) finishRow(row, input->second.storedFor(configuration));
    const auto brief = std::count_if(row.runs.begin(), row.runs.end(),
                                     [this](const RunSample& sample) { return isShort(sample, m_plan); });
    if (brief == 0) return;
    ++m_rowsWithShort;
    row.notes.push_back(fmt::format("{} of {} samples are of less than {} together", brief, row.runs.size(),
                                    durationText(m_plan.minSampleMs * 1e6)));
}

/// Resampling takes time in proportion to the samples: of many, a twentieth more changes little.
bool PlanRun::tightEnough(Item& item) {
    BenchRow& row = m_run.rows[item.row];
    const std::size_t had = row.samplesNs.size();
    if (m_plan.intervalGoal <= 0 || had < stats::kFewestRuns) return false;
    const auto isTight = [&] { return relativeHalfWidth(row) <= m_plan.intervalGoal; };
    const bool isRecent = had <= item.resampled + had / 20;
    if (isRecent && !isTight()) return false;
    if (had != item.resampled) updateFigures(row);
    item.resampled = had;
    return isTight();
}

/// Figures of rows that go on, for those who watch. They take a twentieth of the time at most: what they take
/// is not measured in.
void PlanRun::lookAtFigures() {
    const std::uint64_t begun = m_services.clock.nowNs();
    const bool isDue = begun >= m_figuresNs;
    for (Item& item : m_items) {
        if (item.control || item.finished) continue;
        BenchRow& row = m_run.rows[item.row];
        if (row.samplesNs.size() == item.resampled || (!isDue && item.resampled != 0)) continue;
        updateFigures(row);
        item.resampled = row.samplesNs.size();
    }
    const std::uint64_t ended = m_services.clock.nowNs();
    if (isDue) m_figuresNs = ended + 19 * (ended - begun);
}

/// A sample that would not end in time is not begun: half of it says nothing.
bool PlanRun::budgetEnds(const Item& item) const {
    return m_plan.budgetSeconds > 0 &&
           secondsSince(m_samplingNs) + expectedSeconds(item) > m_plan.budgetSeconds;
}

void PlanRun::update(bool always) {
    const std::uint64_t now = m_services.clock.nowNs();
    m_run.elapsedSeconds = secondsSince(m_startNs);
    if (!always && now - m_updatedNs < kUpdateNs) return;
    m_updatedNs = now;
    m_disturbance.look();
    if (!m_onUpdate) return;
    lookAtFigures();
    m_run.estimatedSeconds = 0;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (!m_order->ended(i))
            m_run.estimatedSeconds +=
                expectedSeconds(m_items[i]) * static_cast<double>(m_plan.runs - m_order->taken(i));
    m_onUpdate(m_run);
}

} // namespace spacebench::jobs
