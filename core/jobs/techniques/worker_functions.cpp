// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/worker_functions.h"

#include "jobs/open/open_file.h"
#include "jobs/techniques/trial.h"
#include "space/memory_space.h"

namespace spacebench::jobs::techniques {

namespace {

struct ChildState {
    std::shared_ptr<const pipeline::PipelineInput> input;
    std::vector<std::unique_ptr<Trial>> trials;
};

Result<formats::Opened> openFile(const std::string& path, const WorkContext& context) {
    OpenRequest request;
    request.path = path;
    request.lookBeside = false;
    SB_TRY(file, openSpaceFile(request, context));
    if (file.opened.damage) return Error(*file.opened.damage).in(path);
    return std::move(file.opened);
}

Result<Trial*> findTrial(const Json& params, worker::Session& session) {
    ChildState& state = session.of<ChildState>();
    const std::size_t index = params.at("trial");
    if (index >= state.trials.size()) return Error::invalid("there is no such trial");
    return state.trials[index].get();
}

} // namespace

Result<Json> openInput(const Json& params, worker::Session& session, const JobServices& services) {
    SB_TRY(opened, openFile(params.at("paths"), services.work));
    space::SpaceContent content;
    SB_TRY(space, space::inMemory(opened.content.space, services.work));
    content.space = std::move(space);
    if (!params.at("symbols").is_null()) {
        SB_TRY(symbols, openFile(params.at("symbols"), services.work));
        content.symbols = symbols.content.symbols;
    }
    SB_TRY(input, pipeline::makeInput(content, params.at("folder"), services.work));
    ChildState& state = session.of<ChildState>();
    state.trials.clear();
    state.input = std::move(input);
    return Json::object();
}

Result<Json> makeTrial(const Json& params, worker::Session& session, const JobServices& services) {
    ChildState& state = session.of<ChildState>();
    if (state.input == nullptr) return Error::invalid("a trial needs an input first");
    const tuning::Task task{params.at("operation") == "serialize" ? tuning::TaskKind::Serialize
                                                                  : tuning::TaskKind::Deserialize,
                            params.at("format")};
    SB_TRY(settings, tuning::settingsFromJson(params.at("settings")));
    SB_TRY(pipeline, pipeline::makePipeline(task, settings, state.input, services.work));
    state.trials.push_back(trialOf(std::move(pipeline), services.clock));
    return Json{{"trial", state.trials.size() - 1}};
}

Result<Json> gateTrial(const Json& params, worker::Session& session, const JobServices& services) {
    SB_TRY(trial, findTrial(params, session));
    SB_TRY(gate, trial->gate(params.at("same_bytes"), services.work));
    return Json{{"difference", gate.difference}, {"run_ns", gate.runNs}};
}

Result<Json> countTrial(const Json& params, worker::Session& session, const JobServices& services) {
    SB_TRY(trial, findTrial(params, session));
    SB_TRY(counts, trial->count(services.work));
    return toJson(counts);
}

Result<Json> sampleTrial(const Json& params, worker::Session& session, const JobServices& services) {
    SB_TRY(trial, findTrial(params, session));
    SB_TRY(sample, trial->sample(params.at("runs"), services.work));
    return toJson(sample);
}

} // namespace spacebench::jobs::techniques
