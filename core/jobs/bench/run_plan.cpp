// SPDX-License-Identifier: Apache-2.0
//
// What happens before and after the samples of a plan (plan_samples.cpp).
#include "jobs/bench/run_plan.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/bench/disk_bandwidth.h"
#include "jobs/bench/plan_inputs.h"
#include "jobs/bench/plan_run.h"
#include "jobs/plan/combine.h"
#include "jobs/report_text.h"
#include "jobs/worker/worker_process.h"
#include "measure/environment.h"
#include "measure/processors.h"
#include "stats/verdict.h"

namespace spacebench::jobs {

namespace {

using results::BenchRow;
using results::MeasureState;

/// A program that is none of ours may read and say nothing for ever.
constexpr std::uint64_t kAnswerMs = 10'000;

Result<void> checkWorker(const std::string& name, const std::string& file, const WorkContext& context) {
    const auto refused = [&](const Error& error) {
        if (error.code == ErrorCode::Cancelled) return error;
        return Error::invalid(fmt::format("the program '{}' cannot measure anything for this one", name))
            .expect("a spacectl or spacebench that knows benchmark plans")
            .got(error.describe())
            .in(file);
    };
    worker::WorkerProcess::Options options;
    options.program = file;
    auto process = worker::WorkerProcess::start(options);
    if (!process.ok()) return refused(process.error());
    auto about = (*process)->call("worker.about", Json::object(), context, kAnswerMs);
    if (!about.ok()) return refused(about.error());
    // Earlier versions are workers that know no samples: they say so of the function, not of its parameters.
    auto probe = (*process)->call("bench.cell", Json::object(), context, kAnswerMs);
    if (!probe.ok() && probe.error().message.find("no such function") != std::string::npos)
        return refused(probe.error());
    return {};
}

} // namespace

Result<results::BenchRun> PlanRun::run() {
    m_startNs = m_services.clock.nowNs();
    SB_CHECK(expandPlan());
    SB_CHECK(checkPrograms());
    describeSession();
    SB_CHECK(prepareInputs());
    SB_CHECK(measureFolder());
    SB_CHECK(addRows());
    addControl();
    update(true);
    SB_CHECK(takeSamples());
    finish();
    if (!m_anySample) {
        if (m_cancelled) return Error::cancelled();
        if (std::all_of(m_run.rows.begin(), m_run.rows.end(),
                        [](const BenchRow& row) { return row.state == MeasureState::Unavailable; }))
            return nothingMeasured();
        if (m_budgetEnded && std::none_of(m_run.rows.begin(), m_run.rows.end(), [](const BenchRow& row) {
                return row.state == MeasureState::Failed || row.state == MeasureState::Rejected;
            }))
            return budgetTooSmall();
    }
    update(true);
    return std::move(m_run);
}

Result<void> PlanRun::expandPlan() {
    SB_TRY(expansion, expand(
                          m_plan, [this](const PlanInput& input) { return atomsOf(input, m_request.spaces); },
                          m_context));
    m_expansion = shardOf(expansion, m_request.shard);
    if (!m_request.onlyKeys.empty()) {
        std::erase_if(m_expansion.rows, [this](const Configuration& row) {
            return std::count(m_request.onlyKeys.begin(), m_request.onlyKeys.end(), row.key(m_plan)) == 0;
        });
        if (m_expansion.rows.empty())
            return Error::invalid("the plan has no row of those that are to be measured again")
                .got(m_request.onlyKeys.front());
    }
    if (m_expansion.rows.empty())
        return Error::invalid("this part of the plan is empty: there are more parts than rows")
            .got(shardText(m_request.shard));
    return {};
}

Result<void> PlanRun::checkPrograms() {
    if (m_request.sample) return {}; // nobody is started
    if (!m_request.worker.empty()) SB_CHECK(checkWorker("this", m_request.worker, m_context));
    for (const PlanProgram& program : m_plan.programs)
        if (!program.file.empty()) SB_CHECK(checkWorker(program.name, program.file, m_context));
    return {};
}

void PlanRun::describeSession() {
    m_folder = m_request.folder;
    std::error_code problem;
    if (m_folder.empty()) m_folder = std::filesystem::temp_directory_path(problem).string();
    measure::EnvironmentOptions options;
    if (!m_folder.empty()) options.dataPath = m_folder; // where workers have their files
    m_run.environment = measure::environmentStamp(options);
    for (const auto& warning : m_run.environment["warnings"])
        m_run.warnings.push_back(warning.get<std::string>());
    m_run.startedUtc = m_run.environment.value("time_utc", std::string());
    m_run.title = m_plan.title.empty() ? m_plan.name : m_plan.title;
    m_run.plan = toJson(m_plan, m_request.shard);
}

/// What the disk does by itself, once, where a row goes through files.
Result<void> PlanRun::measureFolder() {
    const bool usesFiles = std::any_of(m_expansion.rows.begin(), m_expansion.rows.end(),
                                       [](const Configuration& row) { return row.medium == Medium::File; });
    if (!usesFiles || m_request.sample) return {};
    auto disk = measureDisk(m_folder, m_services);
    if (!disk.ok()) {
        if (disk.error().code == ErrorCode::Cancelled) return std::move(disk).error();
        m_run.warnings.push_back("the disk was not measured: " + disk.error().describe());
        return {};
    }
    if (disk->writeBytesPerSecond) m_run.diskWriteBytesPerSecond = disk->writeBytesPerSecond->value;
    if (disk->readBytesPerSecond) m_run.diskReadBytesPerSecond = disk->readBytesPerSecond->value;
    for (const std::string& reason : {disk->writeReason, disk->readReason})
        if (!reason.empty()) m_run.warnings.push_back(reason);
    return {};
}

Result<void> PlanRun::prepareInputs() {
    std::optional<Error> lost;
    for (std::size_t i = 0; i < m_plan.inputs.size(); ++i) {
        std::vector<Configuration> rows;
        for (const Configuration& row : m_expansion.rows)
            if (row.input == i) rows.push_back(row);
        if (rows.empty()) continue;
        const PlanInput& input = m_plan.inputs[i];
        auto space = openInput(input, m_request.spaces, m_context);
        auto prepared = space.ok() ? prepareInput(input.name(), std::move(*space), rows, m_folder, m_services)
                                   : Result<PreparedInput>(std::move(space).error());
        if (prepared.ok()) {
            m_inputs.emplace(i, std::move(*prepared));
            continue;
        }
        if (prepared.error().code == ErrorCode::Cancelled) return std::move(prepared).error();
        if (!lost) lost = prepared.error();
        m_run.warnings.push_back(
            fmt::format("{} was not measured: {}", input.name(), prepared.error().describe()));
        m_lostInputs.emplace(i, std::move(prepared).error());
    }
    if (m_inputs.empty() && lost) return std::move(*lost);
    return {};
}

Result<void> PlanRun::addRows() {
    std::map<std::size_t, std::size_t> indexOf;
    const auto usable = static_cast<unsigned>(measure::usableProcessors().size());
    const unsigned here = m_context.executor != nullptr ? m_context.executor->concurrency() : 1;
    m_items.reserve(m_expansion.rows.size() + 2);
    for (const Configuration& configuration : m_expansion.rows) {
        const auto found = m_inputs.find(configuration.input);
        PreparedInput lost;
        lost.info.name = m_plan.inputs[configuration.input].name();
        const PreparedInput& input = found != m_inputs.end() ? found->second : lost;
        if (indexOf.count(configuration.input) == 0) {
            indexOf[configuration.input] = m_run.inputs.size();
            m_run.inputs.push_back(input.info);
        }
        BenchRow row = rowOf(configuration, m_plan, input);
        if (row.threads == 0) row.threads = m_plan.isolation == Isolation::InProcess ? here : usable;
        if (m_plan.pin != "none") {
            const auto pinned = static_cast<unsigned>(processorsFor(configuration).size());
            if (configuration.threads == 0 && pinned != 0) row.threads = pinned;
        }
        // Processor time is a share of the processors that could be used.
        if (!whyOneThread(configuration).empty()) row.threads = 1;
        m_run.rows.push_back(std::move(row));
        m_run.inputOfRow.push_back(indexOf[configuration.input]);
        m_items.push_back({m_run.rows.size() - 1});
    }
    return {};
}

/// A row of middling cost of this program, run twice more in each round under two names: what differs between
/// the two is noise. Hidden: no row of the result.
void PlanRun::addControl() {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < m_expansion.rows.size(); ++i) {
        const Configuration& row = m_expansion.rows[i];
        const auto input = m_inputs.find(row.input);
        if (!m_plan.programs[row.program].file.empty() || input == m_inputs.end()) continue;
        const StoredFile* const stored = input->second.storedFor(row);
        if (stored == nullptr || !stored->refusal) candidates.push_back(i);
    }
    const bool wanted = m_plan.control && !candidates.empty() && m_plan.runs >= kFewestControlPairs;
    if (wanted) {
        std::stable_sort(candidates.begin(), candidates.end(), [this](std::size_t a, std::size_t b) {
            return m_expansion.rows[a].secondsARun < m_expansion.rows[b].secondsARun;
        });
        const std::size_t middle = candidates[(candidates.size() - 1) / 2];
        for (auto* const side : {&m_run.controlFirstNs, &m_run.controlSecondNs})
            m_items.push_back({middle, true, side});
    }
    m_order.emplace(m_run.rows.size(), wanted ? 2 : 0, m_plan.seed);
    // What is known not to be measurable is not tried.
    for (std::size_t i = 0; i < m_run.rows.size(); ++i) {
        const Configuration& configuration = m_expansion.rows[i];
        if (const auto lost = m_lostInputs.find(configuration.input); lost != m_lostInputs.end()) {
            endRow(m_items[i], MeasureState::Failed, lost->second.describe());
            continue;
        }
        const StoredFile* const stored = m_inputs.at(configuration.input).storedFor(configuration);
        if (stored == nullptr || !stored->refusal) continue;
        const Error& why = *stored->refusal;
        endRow(m_items[i],
               why.code == ErrorCode::Unsupported   ? MeasureState::Unavailable
               : why.code == ErrorCode::WrongOutput ? MeasureState::Rejected
                                                    : MeasureState::Failed,
               why.describe());
        std::string warning =
            fmt::format("{} was not measured on {}: {}",
                        configuration.formatId.empty() ? configuration.codec : configuration.formatId,
                        m_inputs.at(configuration.input).info.name, why.describe());
        if (std::count(m_run.warnings.begin(), m_run.warnings.end(), warning) == 0)
            m_run.warnings.push_back(std::move(warning));
    }
}

void PlanRun::finish() {
    for (Item& item : m_items)
        if (!item.control) explainShortRow(item);
    const std::size_t pairs = std::min(m_run.controlFirstNs.size(), m_run.controlSecondNs.size());
    if (pairs >= kFewestControlPairs) {
        const auto firstPairs = [&](const std::vector<std::uint64_t>& all) {
            return std::vector<double>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(pairs));
        };
        m_run.noiseFloor =
            stats::noiseFloor(firstPairs(m_run.controlFirstNs), firstPairs(m_run.controlSecondNs));
    }
    m_run.environment["during_the_run"] = m_disturbance.report();
    for (const auto& warning : m_run.environment["during_the_run"]["warnings"])
        if (warning.is_string()) m_run.warnings.push_back(warning.get<std::string>());
    // Beside the notes of the rows, which not every report has.
    if (m_rowsWithShort != 0)
        m_run.warnings.push_back(fmt::format("samples of less than {} together in {} of {} rows",
                                             durationText(m_plan.minSampleMs * 1e6), m_rowsWithShort,
                                             m_run.rows.size()));
    m_run.complete = !m_cancelled;
    m_run.estimatedSeconds = 0;
    if (m_cancelled) m_run.warnings.push_back("interrupted: what was measured until then is here");
    if (m_budgetEnded)
        m_run.warnings.push_back(fmt::format("the budget of {} ended before all runs were taken",
                                             durationText(m_plan.budgetSeconds * 1e9)));
}

/// Rows that have not all their runs say why.
void PlanRun::explainShortRow(Item& item) {
    BenchRow& row = m_run.rows[item.row];
    if (item.finished) return;
    const std::uint64_t had = row.samplesNs.size();
    std::string why;
    if (m_request.control != nullptr && m_request.control->skipped(item.row)) {
        why = "skipped";
    } else if (m_cancelled) {
        why = "interrupted";
    } else {
        why = fmt::format("the budget of {} ended", durationText(m_plan.budgetSeconds * 1e9));
        if (const double left = expectedSeconds(item) * static_cast<double>(m_plan.runs - had); left > 0)
            why += fmt::format(", the rest would have taken about {}", durationText(left * 1e9));
    }
    why += had == 0 ? ": not measured" : fmt::format(": {} of {} runs", had, m_plan.runs);
    // Enough for a verdict is enough, whatever was asked for.
    const bool enough = had >= std::min<std::uint64_t>(stats::kFewestRuns, m_plan.runs);
    endRow(item, enough ? MeasureState::Measured : MeasureState::Insufficient, enough ? std::string() : why);
    if (enough) row.notes.push_back(why);
}

Error PlanRun::budgetTooSmall() const {
    double shortest = std::numeric_limits<double>::infinity();
    for (const Item& item : m_items)
        if (!item.control) shortest = std::min(shortest, expectedSeconds(item));
    return Error::limit("the budget ended before anything was measured")
        .expect(fmt::format("at least {}, by an estimate, for one sample of the fastest row",
                            durationText(shortest * 1e9)))
        .got(durationText(m_plan.budgetSeconds * 1e9));
}

Error PlanRun::nothingMeasured() const {
    Error error =
        Error::unsupported("none of the formats could be measured with this operation on this input");
    for (const BenchRow& row : m_run.rows) error.found = row.reason;
    return error;
}

Result<results::BenchRun> runPlan(const PlanRequest& request, const JobServices& services,
                                  const std::function<void(const results::BenchRun&)>& onUpdate) {
    return PlanRun(request, services, onUpdate).run();
}

} // namespace spacebench::jobs
