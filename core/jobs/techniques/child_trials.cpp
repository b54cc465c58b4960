// SPDX-License-Identifier: Apache-2.0
#include "jobs/techniques/child_trials.h"

#include <cstdlib>

#include "formats/format.h"

namespace spacebench::jobs::techniques {

namespace {

constexpr std::size_t kWriteBuffer = std::size_t{256} << 10;

Result<std::shared_ptr<io::ScratchFile>> save(const char* formatId, const space::SpaceContent& content,
                                              const std::string& folder, const WorkContext& context) {
    const formats::Format* format = formats::findFormat(formatId);
    if (format == nullptr) return Error::internal("a format that children read is not listed");
    SB_TRY(writer, io::ScratchWriter::create(folder, {kWriteBuffer, io::PageCache::Use}));
    formats::SaveOptions options;
    options.dropWhatDoesNotFit = true; // symbols go into a file of their own
    SB_TRY(report, format->save(content, options, *writer, context));
    static_cast<void>(report);
    SB_CHECK(writer->finish());
    return writer->file();
}

/// Our own LD_PRELOAD with `library` before it.
std::string preloadOf(const std::string& library) {
    const char* ours = std::getenv("LD_PRELOAD");
    return ours != nullptr && *ours != '\0' ? library + ":" + ours : library;
}

class ChildTrial final : public Trial {
  public:
    ChildTrial(std::shared_ptr<Child> child, const tuning::Task& task,
               const tuning::PipelineSettings& settings)
        : m_child(std::move(child)) {
        m_make["operation"] = task.kind == tuning::TaskKind::Serialize ? "serialize" : "deserialize";
        m_make["format"] = task.formatId;
        m_make["settings"] = tuning::toJson(settings);
    }

    Result<void> make(const WorkContext& context) {
        SB_CHECK(m_child->ensure(context));
        SB_TRY(made, m_child->call("techniques.make", m_make, context));
        m_generation = m_child->generation();
        m_id = made.value("trial", Json(nullptr));
        return {};
    }

    Result<GateResult> gate(bool sameBytes, const WorkContext& context) override {
        SB_TRY(answer, call("techniques.gate", {{"same_bytes", sameBytes}}, context));
        return parsed<GateResult>(answer, [](const Json& json) {
            return GateResult{json.at("difference"), json.at("run_ns")};
        });
    }
    Result<results::RunCounts> count(const WorkContext& context) override {
        SB_TRY(answer, call("techniques.count", Json::object(), context));
        return parsed<results::RunCounts>(answer, countsFromJson);
    }
    Result<Sample> sample(std::uint64_t runs, const WorkContext& context) override {
        SB_TRY(answer, call("techniques.sample", {{"runs", runs}}, context));
        return parsed<Sample>(answer, sampleFromJson);
    }

  private:
    Result<Json> call(std::string_view function, Json params, const WorkContext& context) {
        SB_CHECK(m_child->ensure(context));
        // Another trial took the process with it in which this one was made.
        if (m_generation != m_child->generation()) SB_CHECK(make(context));
        params["trial"] = m_id;
        return m_child->call(function, params, context);
    }

    template <class T, class Parse>
    static Result<T> parsed(const Json& json, const Parse& parse) {
        try {
            return parse(json);
        } catch (const Json::exception& problem) {
            return Error::internal("the child process answered with something else than was asked for")
                .got(problem.what());
        }
    }

    std::shared_ptr<Child> m_child;
    Json m_make;
    Json m_id;
    std::uint64_t m_generation = 0;
};

} // namespace

Result<std::shared_ptr<const ChildInput>> ChildInput::create(const space::SpaceContent& content,
                                                             std::string folder, const WorkContext& context) {
    WorkContext quiet = context;
    quiet.progress = nullptr;
    auto input = std::make_shared<ChildInput>();
    // ACT keeps values.
    SB_TRY(paths, save("act", {content.space, nullptr, nullptr}, folder, quiet));
    input->m_paths = std::move(paths);
    if (content.symbols != nullptr) {
        SB_TRY(symbols, save("symbols", {nullptr, content.symbols, nullptr}, folder, quiet));
        input->m_symbols = std::move(symbols);
    }
    input->m_folder = std::move(folder);
    return std::shared_ptr<const ChildInput>(std::move(input));
}

Json ChildInput::params() const {
    Json json;
    json["paths"] = m_paths->pathForOthers();
    json["symbols"] = m_symbols != nullptr ? Json(m_symbols->pathForOthers()) : Json(nullptr);
    json["folder"] = m_folder;
    return json;
}

Result<void> Child::ensure(const WorkContext& context) {
    if (m_process != nullptr && m_process->alive()) return {};
    m_process.reset();
    worker::WorkerProcess::Options options;
    options.program = m_options.program;
    const bool jemalloc = m_options.allocator == tuning::Allocator::Jemalloc;
    if (jemalloc) options.environment = {{"LD_PRELOAD", preloadOf(m_options.jemallocLibrary)}};
    SB_TRY(process, worker::WorkerProcess::start(options));
    SB_TRY(about, process->call("worker.about", Json::object(), context));
    const std::string allocator = about.value("allocator", "");
    if (jemalloc != allocator.starts_with("jemalloc"))
        return Error::unsupported("the child process does not have the allocator that it was to have")
            .expect(std::string(tuning::allocatorName(m_options.allocator)))
            .got(allocator);
    SB_TRY(read, process->call("techniques.input", m_options.input->params(), context));
    static_cast<void>(read);
    m_process = std::move(process);
    ++m_generation;
    return {};
}

Result<Json> Child::call(std::string_view function, const Json& params, const WorkContext& context) {
    SB_CHECK(ensure(context));
    return m_process->call(function, params, context);
}

Result<std::unique_ptr<Trial>> childTrial(std::shared_ptr<Child> child, const tuning::Task& task,
                                          const tuning::PipelineSettings& settings,
                                          const WorkContext& context) {
    auto trial = std::make_unique<ChildTrial>(std::move(child), task, settings);
    SB_CHECK(trial->make(context));
    return std::unique_ptr<Trial>(std::move(trial));
}

} // namespace spacebench::jobs::techniques
