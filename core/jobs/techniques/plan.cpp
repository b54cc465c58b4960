// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/plan.h"

#include <algorithm>

#include <fmt/format.h>

#include "jobs/techniques/levels.h"

namespace spacebench::jobs::techniques {

bool writesSameBytes(const tuning::PipelineSettings& settings) {
    const tuning::PipelineSettings current = tuning::currentPipeline();
    return !settings.product && settings.codec == current.codec && settings.serializeThreads == 1;
}

namespace {

using tuning::Allocator;
using tuning::PipelineSettings;
using tuning::Technique;

/// Two-way interactions clear of main effects, in not more runs than a round can take.
constexpr unsigned kWantedResolution = 5;
constexpr std::size_t kMostDesignRuns = 32;

bool isConcurrent(const PipelineSettings& settings) {
    return settings.collectThreads > 1 || settings.serializeThreads > 1 || settings.internThreads > 1;
}

class Planner {
  public:
    Planner(const tuning::Task& task, const tuning::Circumstances& here, const PlanRequest& request)
        : m_request(request) {
        m_plan.task = task;
        m_plan.here = here;
    }

    TaskPlan run() {
        switch (m_request.kind) {
        case results::ExperimentKind::OneAtATime:
            oneAtATime();
            break;
        case results::ExperimentKind::AllButOne:
            allButOne();
            break;
        case results::ExperimentKind::Factorial:
            factorial();
            break;
        case results::ExperimentKind::Levels:
            levels();
            break;
        }
        if (m_request.badExamples) addBadExamples();
        return std::move(m_plan);
    }

  private:
    std::size_t add(std::string id, const PipelineSettings& settings, bool child) {
        // The same pipeline twice would only be measured twice.
        for (std::size_t i = 0; i < m_plan.configurations.size(); ++i)
            if (m_plan.configurations[i].settings == settings && m_plan.configurations[i].child == child)
                return i;
        PlannedConfiguration one;
        one.id = std::move(id);
        one.settings = settings;
        one.sameBytes = writesSameBytes(settings);
        one.child = child;
        m_plan.configurations.push_back(std::move(one));
        return m_plan.configurations.size() - 1;
    }

    [[nodiscard]] std::string unavailable(const Technique& technique) const {
        if (m_plan.here.atoms == 0) return "this space is empty";
        return technique.unavailable(m_plan.task, m_plan.here);
    }

    /// A row a claim; `fill` says what is compared.
    template <class Fill>
    void addRows(const Technique& technique, const Fill& fill) {
        for (const tuning::Claim& claim : technique.claims) {
            PlannedEffect row;
            row.technique = &technique;
            row.claim = &claim;
            fill(row);
            if (row.without) row.concurrent = isConcurrent(m_plan.configurations[*row.without].settings);
            m_plan.effects.push_back(std::move(row));
        }
    }

    [[nodiscard]] std::vector<const Technique*> applicable() const {
        std::vector<const Technique*> all;
        for (const Technique* technique : m_request.techniques)
            if (technique->applies(m_plan.task)) all.push_back(technique);
        return all;
    }

    /// What an allocator is tried in: the guide speaks of concurrent writes, so the baseline is concurrent
    /// where there is more than one core, on both sides of the comparison.
    [[nodiscard]] PipelineSettings allocatorBaseline() const {
        PipelineSettings settings = tuning::currentPipeline();
        settings.collectThreads = m_plan.here.cores;
        if (m_plan.task.kind == tuning::TaskKind::Serialize) settings.serializeThreads = m_plan.here.cores;
        return settings;
    }

    void oneAtATime() {
        const std::size_t current = add("current", tuning::currentPipeline(), false);
        for (const Technique* technique : applicable()) {
            const std::string reason = unavailable(*technique);
            PipelineSettings settings = tuning::currentPipeline();
            technique->turnOn(settings, m_plan.here);
            std::size_t without = current;
            std::size_t with = current;
            if (reason.empty()) {
                if (settings.allocator == Allocator::Glibc) {
                    with = add(fmt::format("current+{}", technique->id), settings, false);
                } else {
                    // Both sides in children: a process of its own has an effect, too.
                    settings = allocatorBaseline();
                    const std::string name = isConcurrent(settings) ? "concurrent" : "current";
                    without = add(name + " in a child", settings, true);
                    technique->turnOn(settings, m_plan.here);
                    with = add(fmt::format("{}+{} in a child", name, technique->id), settings, true);
                }
            }
            addRows(*technique, [&](PlannedEffect& row) {
                row.unavailable = reason;
                if (!reason.empty()) return;
                row.without = without;
                row.with = with;
            });
        }
        if (m_plan.here.atoms == 0) return;
        addReference("optimized", tuning::optimizedPipeline(m_plan.task, m_plan.here));
        addReference("product", tuning::productPipeline());
    }

    /// Each way to be on against the baseline. Allocators are left out: they are on or off, and need
    /// children.
    void levels() {
        const std::size_t current = add("current", tuning::currentPipeline(), false);
        for (const Technique* technique : applicable()) {
            const std::string missing = unavailable(*technique);
            for (const Level& level : levelsOf(*technique, m_plan.here)) {
                if (level.settings.allocator != Allocator::Glibc) continue;
                const std::string reason = missing.empty() ? level.unavailable : missing;
                std::optional<std::size_t> with;
                if (reason.empty())
                    with =
                        add(fmt::format("current+{}: {}", technique->id, level.text), level.settings, false);
                addRows(*technique, [&](PlannedEffect& row) {
                    row.level = level.text;
                    row.unavailable = reason;
                    row.with = with;
                    if (with) row.without = current;
                });
            }
        }
    }

    void addReference(const char* id, const PipelineSettings& settings) {
        add(id, settings, settings.allocator == Allocator::Jemalloc);
    }

    void allButOne() {
        const PipelineSettings optimized = tuning::optimizedPipeline(m_plan.task, m_plan.here);
        // One process more would be a second difference.
        const bool child = optimized.allocator == Allocator::Jemalloc;
        if (m_plan.here.atoms != 0) add("optimized", optimized, child);
        for (const Technique* technique : applicable()) {
            std::string reason = unavailable(*technique);
            PipelineSettings settings = optimized;
            technique->turnOff(settings);
            if (reason.empty() && settings == optimized) {
                technique->turnOn(settings, m_plan.here);
                reason = tuning::conflictOf(m_plan.task, settings);
            }
            std::optional<std::size_t> without;
            if (reason.empty()) without = add(fmt::format("optimized-{}", technique->id), settings, child);
            addRows(*technique, [&](PlannedEffect& row) {
                row.unavailable = reason;
                row.without = without;
                if (without) row.with = 0;
            });
        }
        if (m_plan.here.atoms == 0) return;
        add("current", tuning::currentPipeline(), child);
        add("product", tuning::productPipeline(), child);
    }

    void factorial() {
        std::vector<const Technique*> factors;
        std::vector<std::pair<const Technique*, std::string>> left;
        PipelineSettings all = tuning::currentPipeline();
        for (const Technique* technique : applicable()) {
            std::string reason = unavailable(*technique);
            if (reason.empty()) {
                PipelineSettings more = all;
                technique->turnOn(more, m_plan.here);
                reason = tuning::conflictOf(m_plan.task, more);
                if (reason.empty()) all = more;
            }
            if (reason.empty()) {
                factors.push_back(technique);
            } else {
                left.emplace_back(technique, std::move(reason));
            }
        }
        const bool child = all.allocator == Allocator::Jemalloc;
        const auto count = static_cast<unsigned>(factors.size());
        if (count > 0) {
            auto design = stats::chooseDesign(count, kWantedResolution, kMostDesignRuns);
            if (design.ok()) {
                m_plan.design = std::move(design).value();
            } else {
                m_plan.note = design.error().describe();
            }
        } else {
            m_plan.note = "none of the techniques can be switched here";
        }
        if (m_plan.design) {
            for (std::size_t run = 0; run < m_plan.design->runs(); ++run) {
                PipelineSettings settings = tuning::currentPipeline();
                for (unsigned factor = 0; factor < count; ++factor)
                    if (m_plan.design->isOn(run, factor)) factors[factor]->turnOn(settings, m_plan.here);
                add(fmt::format("design {}", run + 1), settings, child);
            }
        }
        for (unsigned factor = 0; factor < count; ++factor) {
            m_plan.factorNames.emplace_back(factors[factor]->id);
            addRows(*factors[factor], [&](PlannedEffect& row) {
                if (m_plan.design) {
                    row.factor = factor;
                } else {
                    row.unavailable = m_plan.note;
                }
            });
        }
        for (const auto& [technique, reason] : left)
            addRows(*technique, [&, why = reason](PlannedEffect& row) { row.unavailable = why; });
    }

    void addBadExamples() {
        for (const tuning::BadExample& example : tuning::badExamples()) {
            if (!example.applies(m_plan.task)) continue;
            PlannedEffect row;
            row.badExample = &example;
            if (m_plan.here.atoms == 0) {
                row.unavailable = "this space is empty";
            } else if (example.id == "guide-avx2-copy" && !m_plan.here.avx2) {
                row.unavailable = "this processor has no AVX2";
            } else {
                PipelineSettings settings = tuning::currentPipeline();
                example.turnOn(settings);
                row.with = add(fmt::format("current+{}", example.id), settings, false);
                m_plan.configurations[*row.with].mustBeRejected = true;
            }
            m_plan.effects.push_back(std::move(row));
        }
    }

    const PlanRequest& m_request;
    TaskPlan m_plan;
};

} // namespace

TaskPlan planTask(const tuning::Task& task, const tuning::Circumstances& here, const PlanRequest& request) {
    return Planner(task, here, request).run();
}

std::string designText(const TaskPlan& plan) {
    if (!plan.design) return {};
    std::string text =
        fmt::format("{}: {} runs a round", stats::designName(*plan.design), plan.design->runs());
    std::string letters;
    for (unsigned factor = 0; factor < plan.design->factors; ++factor)
        letters += fmt::format("{}{} = {}", factor == 0 ? "" : ", ", stats::wordText(1U << factor),
                               plan.factorNames[factor]);
    text += "; " + letters;
    for (std::size_t i = 0; i < plan.design->generators.size(); ++i)
        text += fmt::format("{} {} = {}", i == 0 ? "; generators" : ",",
                            stats::wordText(1U << (plan.design->basicFactors + i)),
                            stats::wordText(plan.design->generators[i]));
    return text;
}

} // namespace spacebench::jobs::techniques
