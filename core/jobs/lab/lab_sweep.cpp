// SPDX-License-Identifier: Apache-2.0
#include "jobs/lab/lab_sweep.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/lab/lab_deciding.h"
#include "jobs/lab/lab_stored.h"
#include "results/advice.h"
#include "stats/random.h"

namespace spacebench::jobs {

namespace {

using results::LabRow;
using results::MeasureState;

/// Of the budget, for finding out what rows will cost.
constexpr double kSamplingShare = 0.1;
/// Files of earlier rows wait to be written by the disk; one more takes about as long as this.
constexpr double kFileSeconds = 0.02;
/// First figures come with a run for memory and one for verification beside the timed one.
constexpr double kDecompressionsOfFirst = 3;

/// They come before rows of a twentieth of their cost.
constexpr double kWorthOfGuidePicks = 20;

/// One run of a row, compressed, decompressed and through a file: such rows are repeated before slower ones.
constexpr double kCheapSeconds = 0.3;
constexpr const char* kNotYet = "not measured yet";

} // namespace

LabSweep::LabSweep(const LabRequest& request, const JobServices& services, const OnRow& onRow,
                   const space::PathSet& paths, std::vector<PlannedRow>& plan, results::LabRun& run,
                   std::uint64_t startNs)
    : m_request(request), m_services(services), m_onRow(onRow), m_paths(paths), m_plan(plan), m_run(run),
      m_startNs(startNs), m_quiet(services.work), m_meter(services.clock, m_quiet),
      m_costs(paths, services.clock), m_samples(plan.size()) {
    m_quiet.progress = nullptr;
}

double LabSweep::elapsedSeconds() const {
    return static_cast<double>(m_services.clock.nowNs() - m_startNs) / 1e9;
}

bool LabSweep::fits(double seconds) const {
    return m_request.budgetSeconds <= 0 || elapsedSeconds() + seconds <= m_request.budgetSeconds;
}

void LabSweep::report() {
    m_run.elapsedSeconds = elapsedSeconds();
    if (m_onRow) m_onRow(m_run);
}

Result<void> LabSweep::measure() {
    if (m_request.endToEnd) {
        auto file = LabFile::reserve(m_request.folder);
        if (file.ok()) {
            m_file = std::move(file).value();
            m_meter.useFile(m_file.get());
        } else {
            m_run.warnings.push_back("nothing is measured through files: " + file.error().describe());
        }
    }
    m_services.work.begin("Trying codecs on a sample", ProgressUnit::None);
    const double most = m_request.budgetSeconds > 0 ? m_request.budgetSeconds * kSamplingShare : 1e9;
    SB_CHECK(m_costs.sample(m_plan, most, m_quiet));
    SB_CHECK(firstPass());
    return repeat();
}

double LabSweep::expectedSeconds(const LabRow& row) const {
    const double compress = m_costs.compressSeconds(row);
    return (compress < kSlowSeconds ? 2 * compress : compress) +
           kDecompressionsOfFirst * m_costs.decompressSeconds(row) + (m_file != nullptr ? kFileSeconds : 0);
}

bool LabSweep::isPickOfTheGuide(const LabRow& row) const {
    if (row.stage != kNoStage || row.chunkBytes != 0 || row.windowLog != 0 || row.workers != 0) return false;
    for (const results::Priority priority :
         {results::Priority::Size, results::Priority::Speed, results::Priority::Balanced}) {
        const results::GuideChoice choice = results::guideChoice(priority, m_run.rawBytes);
        if (row.codec == choice.family && row.level == choice.level) return true;
    }
    return false;
}

Result<void> LabSweep::firstPass() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_plan.size(); ++i)
        if (m_plan[i].toMeasure()) order.push_back(i);
    // What the guide's rule picks is what every pick is held against: it may cost more than others.
    const auto turn = [&](std::size_t index) {
        const LabRow& row = m_plan[index].row;
        return expectedSeconds(row) / (isPickOfTheGuide(row) ? kWorthOfGuidePicks : 1.0);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return turn(a) < turn(b); });
    m_services.work.begin("Measuring codecs", ProgressUnit::Runs, order.size());
    for (std::size_t done = 0; done < order.size(); ++done) {
        m_services.work.advanceTo(done);
        SB_CHECK(m_services.work.poll());
        LabRow& row = m_run.rows[order[done]];
        const double expected = expectedSeconds(row);
        if (!fits(expected)) {
            row.reason =
                fmt::format("the budget of {} ends before it: it would take about {}",
                            durationText(m_request.budgetSeconds * 1e9), durationText(expected * 1e9));
            m_run.complete = false;
            continue;
        }
        SB_CHECK(measureFirst(order[done]));
        report();
    }
    return {};
}

Result<const LabCut*> LabSweep::cutOf(const LabRow& row) {
    const std::string key = fmt::format("{}/{}/{}", row.stage, row.chunkBytes, row.dictionary);
    if (m_cuts.count(key) == 0) {
        SB_TRY(cut, makeCut(m_paths, row, {}, m_request.seed, m_quiet));
        m_cuts[key] = std::move(cut);
    }
    return &m_cuts[key];
}

Result<void> LabSweep::measureFirst(std::size_t index) {
    LabRow& row = m_run.rows[index];
    LabSamples& samples = m_samples[index];
    if (row.asStored) {
        return settle(index,
                      measureAsStored(m_request.file, m_paths.framed(), m_meter, row, samples, m_quiet));
    }
    const auto work = [&]() -> Result<void> {
        SB_TRY(cut, cutOf(row));
        row.chunks = cut->chunks.size();
        if (cut->dictionaries) {
            row.dictionaryBytes = cut->dictionaries->bytes();
            row.note = fmt::format(
                "two dictionaries of together {}, each trained on random chunks of one half ({} and {}) and "
                "used for the other half; training is not timed",
                sizeText(row.dictionaryBytes), groupedNumber(cut->dictionaries->trainedOn[0].size()),
                groupedNumber(cut->dictionaries->trainedOn[1].size()));
        }
        SB_TRY(one, LabCase::create(m_plan[index], *cut, m_room, m_quiet));
        const bool slow = m_costs.compressSeconds(row) >= kSlowSeconds;
        SB_CHECK(m_meter.first(*one, row, samples, slow));
        m_costs.learn(row, static_cast<double>(samples.compressNs.back()));
        return {};
    };
    return settle(index, work());
}

Result<void> LabSweep::measureAgain(std::size_t index) {
    LabRow& row = m_run.rows[index];
    LabSamples& samples = m_samples[index];
    if (row.asStored)
        return settle(index,
                      measureAsStored(m_request.file, m_paths.framed(), m_meter, row, samples, m_quiet));
    const auto work = [&]() -> Result<void> {
        SB_TRY(cut, cutOf(row));
        SB_TRY(one, LabCase::create(m_plan[index], *cut, m_room, m_quiet));
        const bool slow = static_cast<double>(samples.compressNs.back()) >= kSlowSeconds * 1e9;
        return m_meter.again(*one, samples, slow);
    };
    return settle(index, work());
}

Result<void> LabSweep::settle(std::size_t index, Result<void> measured) {
    LabRow& row = m_run.rows[index];
    LabSamples& samples = m_samples[index];
    if (measured.ok()) {
        row.state = MeasureState::Measured;
        row.reason.clear();
        fillFigures(row, samples, false);
        return {};
    }
    Error error = std::move(measured).error();
    if (error.code == ErrorCode::Cancelled) {
        if (row.state != MeasureState::Measured) refuseRow(row, MeasureState::Insufficient, kNotYet);
        return error;
    }
    samples = {};
    if (error.code == ErrorCode::Io && m_file != nullptr && !row.asStored) {
        // Files fail for all rows or for none: the codecs themselves can go on.
        m_run.warnings.push_back("nothing more is measured through files: " + error.describe());
        m_meter.useFile(nullptr);
        m_file.reset();
        row.verified = false;
        return measureFirst(index);
    }
    refuseRow(row, error);
    return {};
}

Result<void> LabSweep::repeat() {
    // One more run of a slow level costs as much as all runs of ten fast ones, which are those that are used.
    for (const double mostSeconds : {kCheapSeconds, std::numeric_limits<double>::infinity()}) {
        for (const bool onlyDeciding : {true, false}) {
            for (std::uint64_t round = 1; round < m_request.runs; ++round) {
                SB_TRY(any, repeatRound(onlyDeciding, mostSeconds, round));
                if (!any) break;
            }
        }
    }
    return {};
}

/// One more sample of every row that has fewer than `round` + 1 and takes at most `mostSeconds`, in random
/// order; false where none was taken.
Result<bool> LabSweep::repeatRound(bool onlyDeciding, double mostSeconds, std::uint64_t round) {
    const std::vector<bool> deciding = decidingRows(m_run);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_run.rows.size(); ++i) {
        const std::size_t count = std::max(m_samples[i].compressNs.size(), m_samples[i].decompressNs.size());
        if (results::hasFigures(m_run.rows[i]) && count <= round && (!onlyDeciding || deciding[i]) &&
            m_samples[i].secondsOfOne() <= mostSeconds)
            order.push_back(i);
    }
    stats::SplitMix64 random(m_request.seed + round);
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    m_services.work.begin(onlyDeciding ? "Repeating what decides" : "Repeating the others",
                          ProgressUnit::Runs, order.size());
    bool any = false;
    for (std::size_t done = 0; done < order.size(); ++done) {
        m_services.work.advanceTo(done);
        SB_CHECK(m_services.work.poll());
        if (!fits(m_samples[order[done]].secondsOfOne())) {
            m_repetitionsCut = true;
            continue;
        }
        SB_CHECK(measureAgain(order[done]));
        any = true;
    }
    if (any) report();
    return any;
}

void LabSweep::settleRun(results::LabRun& run, bool cancelled) {
    if (cancelled) run.complete = false;
    for (LabRow& row : run.rows)
        if (row.state == MeasureState::Insufficient && row.reason == kNotYet)
            row.reason = "cancelled before it was measured";
}

void LabSweep::finish(bool cancelled) {
    for (std::size_t i = 0; i < m_run.rows.size(); ++i)
        if (m_run.rows[i].state == MeasureState::Measured) fillFigures(m_run.rows[i], m_samples[i], true);
    settleRun(m_run, cancelled);
    if (m_repetitionsCut)
        m_run.warnings.push_back("the budget ended before all rows were repeated as often as asked for");
    m_run.elapsedSeconds = elapsedSeconds();
}

} // namespace spacebench::jobs
