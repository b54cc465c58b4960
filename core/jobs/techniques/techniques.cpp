// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/techniques.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "jobs/claims/claims.h"
#include "jobs/open/open_file.h"
#include "jobs/techniques/child_trials.h"
#include "jobs/techniques/circumstances.h"
#include "jobs/techniques/experiment.h"
#include "measure/environment.h"
#include "space/memory_space.h"
#include "space/symbol_table.h"

namespace spacebench::jobs {

namespace {

using techniques::Child;
using techniques::ChildInput;
using techniques::PlannedConfiguration;
using techniques::Trial;
using tuning::Task;
using tuning::TaskKind;

constexpr std::array<std::string_view, 3> kFormats = {"paths", "act", "mtts"};

/// Pipelines of this process, and in child processes where a configuration asks for one.
class PipelineTrials final : public techniques::TrialSource {
  public:
    PipelineTrials(std::shared_ptr<const pipeline::PipelineInput> input, space::SpaceContent content,
                   const TechniqueRequest& request, std::string jemallocLibrary, const Clock& clock)
        : m_input(std::move(input)), m_content(std::move(content)), m_request(request),
          m_jemallocLibrary(std::move(jemallocLibrary)), m_clock(clock) {}

    Result<std::unique_ptr<Trial>> make(const Task& task, const PlannedConfiguration& configuration,
                                        const WorkContext& context) override {
        if (!configuration.child) {
            SB_TRY(made, pipeline::makePipeline(task, configuration.settings, m_input, context));
            return techniques::trialOf(std::move(made), m_clock);
        }
        if (m_childInput == nullptr) {
            SB_TRY(files, ChildInput::create(m_content, m_input->folder, context));
            m_childInput = std::move(files);
        }
        std::shared_ptr<Child>& child =
            m_children[configuration.settings.allocator == tuning::Allocator::Jemalloc ? 1 : 0];
        if (child == nullptr)
            child = std::make_shared<Child>(Child::Options{m_request.worker, configuration.settings.allocator,
                                                           m_jemallocLibrary, m_childInput});
        return techniques::childTrial(child, task, configuration.settings, context);
    }

    void endTask() override {
        for (auto& child : m_children) child.reset();
    }

  private:
    std::shared_ptr<const pipeline::PipelineInput> m_input;
    space::SpaceContent m_content;
    const TechniqueRequest& m_request;
    std::string m_jemallocLibrary;
    const Clock& m_clock;
    std::shared_ptr<const ChildInput> m_childInput;
    std::array<std::shared_ptr<Child>, 2> m_children; ///< glibc, jemalloc
};

} // namespace

Result<std::vector<const tuning::Technique*>> chooseTechniques(const std::vector<std::string>& ids) {
    std::vector<const tuning::Technique*> chosen;
    for (const tuning::Technique& technique : tuning::allTechniques())
        if (ids.empty() || std::find(ids.begin(), ids.end(), technique.id) != ids.end())
            chosen.push_back(&technique);
    for (const std::string& id : ids) {
        if (tuning::findTechnique(id) != nullptr) continue;
        std::string known;
        for (const tuning::Technique& technique : tuning::allTechniques())
            known += (known.empty() ? "" : ", ") + std::string(technique.id);
        return Error::invalid("there is no such technique").expect("some of " + known).got("'" + id + "'");
    }
    return chosen;
}

std::vector<Task> allTechniqueTasks() {
    std::vector<Task> tasks;
    for (const TaskKind kind : {TaskKind::Serialize, TaskKind::Deserialize})
        for (const std::string_view format : kFormats) tasks.push_back({kind, std::string(format)});
    return tasks;
}

Result<results::TechniqueRun>
runTechniques(const TechniqueRequest& request, const JobServices& services,
              const std::function<void(const results::TechniqueRun&)>& onUpdate) {
    if (request.runs == 0) return Error::invalid("an experiment needs at least one round");
    SB_TRY(chosen, chooseTechniques(request.techniques));
    const std::vector<Task> tasks = request.tasks.empty() ? allTechniqueTasks() : request.tasks;
    for (const Task& task : tasks)
        if (std::find(kFormats.begin(), kFormats.end(), task.formatId) == kFormats.end())
            return Error::invalid("techniques are measured with three formats")
                .expect(fmt::format("{}", fmt::join(kFormats, ", ")))
                .got("'" + task.formatId + "'");
    if (request.content.space == nullptr)
        return Error::invalid("this file holds no paths, there is nothing to measure").in(request.name);
    SB_TRY(folder, techniques::workFolder(request.folder));

    const WorkContext& context = services.work;
    SB_CHECK(refuseEndless(request.content, context));
    space::SpaceContent content = request.content;
    context.begin("Reading", ProgressUnit::Paths, content.space->knownCount().value_or(0));
    SB_TRY(held, space::inMemory(content.space, context));
    content.space = std::move(held);
    SB_TRY(input, pipeline::makeInput(content, folder, context));
    const space::PathSet& paths = *input->space->pathSet();

    results::TechniqueRun run;
    measure::EnvironmentOptions environment;
    environment.dataPath = folder;
    run.environment = measure::environmentStamp(environment);
    for (const auto& warning : run.environment["warnings"])
        run.warnings.push_back(warning.get<std::string>());
    run.input = request.name;
    SB_TRY(hash, inputHashOf(*input->space, context));
    run.inputHash = std::move(hash);
    run.atoms = paths.size();
    run.rawBytes = paths.framed().size();
    run.symbols = input->symbols->size();
    run.kind = request.kind;
    run.seed = request.seed;
    run.budgetSeconds = request.budgetSeconds;

    tuning::Circumstances here = techniques::circumstancesOf(folder);
    std::vector<techniques::TaskPlan> plans;
    for (const Task& task : tasks) {
        techniques::describeInput(here, *input, task);
        plans.push_back(techniques::planTask(task, here, {request.kind, chosen, request.badExamples}));
        if (const std::string design = techniques::designText(plans.back()); !design.empty())
            run.design +=
                fmt::format("{}{}: {}", run.design.empty() ? "" : "\n", tuning::taskName(task), design);
        if (!plans.back().note.empty())
            run.warnings.push_back(fmt::format("{}: {}", tuning::taskName(task), plans.back().note));
    }
    PipelineTrials trials(input, content, request, here.jemallocLibrary, services.clock);
    return techniques::runExperiment(std::move(run), plans,
                                     {request.runs, request.budgetSeconds, request.seed}, trials, services,
                                     onUpdate);
}

} // namespace spacebench::jobs
