// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "jobs/plan/combine.h"
#include "jobs/plan/estimate.h"
#include "jobs/plan/plan.h"
#include "jobs/techniques/circumstances.h"
#include "measure/processors.h"
#include "tuning/technique.h"

namespace spacebench::jobs {

namespace {

using results::Operation;

Result<void> checkPlan(const Plan& plan) {
    if (plan.inputs.empty()) return Error::invalid("the plan names no input");
    if (plan.sweeps.empty()) return Error::invalid("the plan measures nothing");
    if (plan.programs.empty()) return Error::invalid("the plan names no program");
    if (plan.runs == 0) return Error::invalid("a plan needs at least one run");
    for (const PlanProgram& program : plan.programs)
        if (plan.isolation == Isolation::InProcess && !program.file.empty())
            return Error::invalid("another program cannot be measured in this process")
                .got(program.file)
                .advise("Measure with isolation 'process'.");
    std::set<std::string> names;
    for (const PlanInput& input : plan.inputs) {
        const std::string id = input.file.empty() ? "space " + input.name() : "file " + input.file;
        if (!names.insert(id).second)
            return Error::invalid(fmt::format("the input '{}' stands twice", input.name()));
        if (input.file.empty()) continue;
        std::error_code problem;
        if (!std::filesystem::exists(input.file, problem))
            return Error::system("an input of the plan is not there", problem ? problem.value() : ENOENT)
                .in(input.file);
    }
    std::set<std::string> keys;
    for (std::size_t i = 0; i < plan.inputs.size(); ++i)
        if (!keys.insert(inputKey(plan, i)).second)
            return Error::invalid(fmt::format("two inputs go by the name '{}'", inputKey(plan, i)))
                .advise("Their rows could not be told apart: rename one of them.");
    std::map<std::string, tuning::PipelineSettings> own;
    for (const PlanSweep& sweep : plan.sweeps)
        for (const NamedSwitches& switches : sweep.switches) {
            if (!switches.settings || builtInSwitches(switches.name)) continue;
            const auto [before, isNew] = own.emplace(switches.name, *switches.settings);
            if (!isNew && !(before->second == *switches.settings))
                return Error::invalid(fmt::format("'{}' names two different sets of switches", switches.name))
                    .advise("Their rows could not be told apart: give one of them another name.");
        }
    SB_TRY(pinned, parsePin(plan.pin));
    const std::vector<unsigned> usable = measure::usableProcessors();
    for (const unsigned processor : pinned)
        if (std::find(usable.begin(), usable.end(), processor) == usable.end())
            return Error::invalid(fmt::format("this program may not run on processor {}", processor))
                .expect(fmt::format("some of {}", fmt::join(usable, ", ")));
    return {};
}

/// How many threads a pinned worker has processors for.
unsigned pinnedRoom(const Plan& plan) {
    if (plan.pin == "none") return UINT32_MAX;
    if (plan.pin == "cores")
        return static_cast<unsigned>(measure::onePerCore(measure::usableProcessors()).size());
    const auto pinned = parsePin(plan.pin);
    return pinned.ok() ? static_cast<unsigned>(pinned->size()) : UINT32_MAX;
}

class Expander {
  public:
    Expander(const Plan& plan, const std::function<std::optional<std::uint64_t>(const PlanInput&)>& atomsOf,
             const WorkContext& context)
        : m_plan(plan), m_context(context), m_room(pinnedRoom(plan)),
          m_here(context.executor != nullptr ? context.executor->concurrency() : 0) {
        for (const PlanInput& input : plan.inputs)
            m_sizes.push_back(sizeOf(input, atomsOf ? atomsOf(input) : std::nullopt));
    }

    Result<Expansion> run() {
        std::size_t combinationsLeft = kMostCombinations;
        for (std::size_t i = 0; i < m_plan.sweeps.size(); ++i) {
            auto combined = combine(m_plan.sweeps[i], thisMachine(), combinationsLeft, m_context);
            if (!combined.ok())
                return std::move(combined).error().during(fmt::format("expanding measure[{}]", i));
            for (const SkippedCombination& skipped : combined->skipped.listed()) m_skipped.add(skipped);
            m_skipped.addUnlisted(combined->skipped.unlisted());
            for (Configuration& row : combined->rows) keepDistinct(std::move(row));
            // Said before the next sweep is tried, and before anything is multiplied by the inputs.
            if (m_distinct.size() * m_plan.programs.size() > kMostRows / m_plan.inputs.size())
                return tooManyRows();
        }
        for (std::size_t input = 0; input < m_plan.inputs.size(); ++input)
            for (const Configuration& row : m_distinct) {
                SB_CHECK(m_context.poll());
                add(row, input);
            }
        m_expansion.skipped = m_skipped.listed();
        m_expansion.unlistedSkips = m_skipped.unlisted();
        if (m_expansion.rows.empty()) {
            Error error = Error::invalid("nothing of this plan can be measured here");
            if (!m_expansion.skipped.empty())
                error.found = fmt::format("{}: {}", m_expansion.skipped.front().label,
                                          m_expansion.skipped.front().reason);
            if (m_needsWorkers)
                error.advice = "Measure with isolation 'process', whose workers have any number of threads.";
            return error;
        }
        m_expansion.seconds = secondsOf(m_plan, m_expansion.rows, m_sizes);
        return std::move(m_expansion);
    }

  private:
    /// What every input is measured with, in the order of the plan.
    void keepDistinct(Configuration row) {
        if (row.threads != 0 && row.threads > m_room) {
            m_skipped.add({row.label(), fmt::format("workers are pinned to {} processor{}", m_room,
                                                    m_room == 1 ? "" : "s")});
        } else if (std::string reason = objectionHere(row); !reason.empty()) {
            m_needsWorkers = true;
            m_skipped.add({row.label(), std::move(reason)});
        } else if (!m_keys.insert(row.keyWithoutInput()).second) {
            m_skipped.add({row.label(), "another sweep measures the same"});
        } else {
            m_distinct.push_back(std::move(row));
        }
    }

    /// Why this process cannot measure it; empty = it can, or need not. Its pool has the threads it has.
    [[nodiscard]] std::string objectionHere(const Configuration& row) const {
        if (m_plan.isolation != Isolation::InProcess || m_here == 0) return {};
        const unsigned pinned = m_plan.pin == "none" ? 0 : m_room;
        const unsigned threads = row.threads != 0 ? row.threads : pinned;
        if (threads <= 1 || threads == m_here) return {};
        const std::string possible =
            m_here == 1
                ? "isolation in-process measures with 1 thread here"
                : fmt::format("isolation in-process measures with 1 or with all {} threads of this program",
                              m_here);
        return row.threads != 0 ? possible : fmt::format("pinned to {} processors: {}", pinned, possible);
    }

    void add(Configuration row, std::size_t input) {
        row.input = input;
        if (row.switches.name == kOptimized && row.switches.settings) row.switches.settings = optimized(row);
        row.secondsARun = secondsARun(m_plan, row, m_sizes[input]);
        const double delay = row.injectedDelay;
        for (std::size_t program = 0; program < m_plan.programs.size(); ++program) {
            row.program = program;
            // Proves something only where the other builds are as they were.
            row.injectedDelay = m_plan.programs[program].file.empty() ? delay : 0;
            m_expansion.rows.push_back(row);
        }
    }

    tuning::PipelineSettings optimized(const Configuration& row) {
        if (!m_circumstances) {
            m_circumstances = techniques::circumstancesOf({});
            m_circumstances->jemallocLibrary.clear(); // workers keep the allocator they have
        }
        const tuning::Task task{row.operation == Operation::Serialize ? tuning::TaskKind::Serialize
                                                                      : tuning::TaskKind::Deserialize,
                                row.formatId};
        tuning::Circumstances here = *m_circumstances;
        here.atoms = m_sizes[row.input].atoms;
        here.rawBytes = static_cast<std::uint64_t>(m_sizes[row.input].rawBytes);
        here.fileBytes = here.rawBytes;
        here.symbols =
            here.atoms; // not known before the input is read; it decides only whether there are any
        here.hasCodec = row.codec != "default";
        tuning::PipelineSettings settings = tuning::optimizedPipeline(task, here);
        settings.codec = row.switches.settings->codec; // the row's own, whatever Z1 would choose
        settings.allocator = tuning::Allocator::Glibc;
        return settings;
    }

    const Plan& m_plan;
    const WorkContext& m_context;
    unsigned m_room;
    unsigned m_here;             ///< threads of this program's pool; 0 = not asked about this program
    bool m_needsWorkers = false; ///< something was left out that worker processes could measure
    std::vector<InputSize> m_sizes;
    std::optional<tuning::Circumstances> m_circumstances;
    std::vector<Configuration> m_distinct;
    std::set<std::string> m_keys;
    SkipList m_skipped;
    Expansion m_expansion;
};

} // namespace

Result<Expansion> expand(const Plan& plan,
                         const std::function<std::optional<std::uint64_t>(const PlanInput&)>& atomsOf,
                         const WorkContext& context) {
    SB_CHECK(checkPlan(plan));
    return Expander(plan, atomsOf, context).run();
}

} // namespace spacebench::jobs
