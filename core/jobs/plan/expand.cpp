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
    Expander(const Plan& plan, const std::function<std::optional<std::uint64_t>(const PlanInput&)>& atomsOf)
        : m_plan(plan), m_room(pinnedRoom(plan)) {
        for (const PlanInput& input : plan.inputs)
            m_sizes.push_back(sizeOf(input, atomsOf ? atomsOf(input) : std::nullopt));
    }

    Result<Expansion> run() {
        std::vector<Combined> sweeps;
        for (std::size_t i = 0; i < m_plan.sweeps.size(); ++i) {
            auto combined = combine(m_plan.sweeps[i], thisMachine());
            if (!combined.ok())
                return std::move(combined).error().during(fmt::format("expanding measure[{}]", i));
            for (SkippedCombination& skipped : combined->skipped) skip(std::move(skipped));
            sweeps.push_back(std::move(*combined));
        }
        for (std::size_t input = 0; input < m_plan.inputs.size(); ++input)
            for (const Combined& combined : sweeps)
                for (const Configuration& row : combined.rows) SB_CHECK(add(row, input));
        if (m_expansion.rows.empty()) {
            Error error = Error::invalid("nothing of this plan can be measured here");
            if (!m_expansion.skipped.empty())
                error.found = fmt::format("{}: {}", m_expansion.skipped.front().label,
                                          m_expansion.skipped.front().reason);
            return error;
        }
        m_expansion.seconds = secondsOf(m_plan, m_expansion.rows, m_sizes);
        return std::move(m_expansion);
    }

  private:
    void skip(SkippedCombination skipped) {
        if (m_said.emplace(skipped.label, skipped.reason).second)
            m_expansion.skipped.push_back(std::move(skipped));
    }

    Result<void> add(Configuration row, std::size_t input) {
        row.input = input;
        if (row.threads != 0 && row.threads > m_room) {
            skip({row.label(),
                  fmt::format("workers are pinned to {} processor{}", m_room, m_room == 1 ? "" : "s")});
            return {};
        }
        if (!m_keys.insert(row.key(m_plan)).second) {
            skip({row.label(), "another sweep measures the same"});
            return {};
        }
        if (row.switches.name == kOptimized && row.switches.settings) row.switches.settings = optimized(row);
        row.secondsARun = secondsARun(m_plan, row, m_sizes[input]);
        if (m_expansion.rows.size() + m_plan.programs.size() > kMostRows)
            return Error::limit("the plan has too many rows")
                .expect(fmt::format("at most {}", kMostRows))
                .advise(kDivide);
        const double delay = row.injectedDelay;
        for (std::size_t program = 0; program < m_plan.programs.size(); ++program) {
            row.program = program;
            // Proves something only where the other builds are as they were.
            row.injectedDelay = m_plan.programs[program].file.empty() ? delay : 0;
            m_expansion.rows.push_back(row);
        }
        return {};
    }

    tuning::PipelineSettings optimized(const Configuration& row) {
        if (!m_here) {
            m_here = techniques::circumstancesOf({});
            m_here->jemallocLibrary.clear(); // workers keep the allocator they have
        }
        const tuning::Task task{row.operation == Operation::Serialize ? tuning::TaskKind::Serialize
                                                                      : tuning::TaskKind::Deserialize,
                                row.formatId};
        tuning::Circumstances here = *m_here;
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
    unsigned m_room;
    std::vector<InputSize> m_sizes;
    std::optional<tuning::Circumstances> m_here;
    std::set<std::string> m_keys;
    std::set<std::pair<std::string, std::string>> m_said;
    Expansion m_expansion;
};

} // namespace

Result<Expansion> expand(const Plan& plan,
                         const std::function<std::optional<std::uint64_t>(const PlanInput&)>& atomsOf) {
    SB_CHECK(checkPlan(plan));
    return Expander(plan, atomsOf).run();
}

} // namespace spacebench::jobs
