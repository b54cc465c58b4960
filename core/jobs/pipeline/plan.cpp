// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/plan.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "jobs/pipeline/compare.h"
#include "jobs/pipeline/shared_table.h"
#include "jobs/pipeline/symbol_stage.h"
#include "jobs/pipeline/zlib_stream.h"
#include "space/memory_space.h"

namespace spacebench::jobs::pipeline {

namespace {

constexpr std::uint64_t kLeastWriteBuffer = std::uint64_t{4} << 10;
constexpr std::uint64_t kMostWriteBuffer = std::uint64_t{1} << 20;
constexpr unsigned kMostThreads = 1024;
/// As the product's own files are written (io/atomic_file.h).
constexpr std::size_t kProductBuffer = std::size_t{256} << 10;

Result<TaskFormat> formatOf(const tuning::Task& task) {
    if (task.formatId == "paths") return TaskFormat::Paths;
    if (task.formatId == "act") return TaskFormat::Act;
    if (task.formatId == "mtts") return TaskFormat::Mtts;
    return Error::invalid(fmt::format("there is no pipeline for the format '{}'", task.formatId))
        .expect("paths, act or mtts");
}

Result<void> chooseCodec(Plan& plan) {
    const bool none = plan.settings.codec.empty() || plan.settings.codec == "none";
    if (plan.kind == TaskFormat::Act) {
        if (none) return {};
        return Error::invalid("an ACT is not compressed").expect("codec none").got(plan.settings.codec);
    }
    if (none) {
        // The format itself is a zlib stream.
        if (plan.kind == TaskFormat::Paths) plan.codec = {codecs::findCodec("zlib"), kPathsLevel};
        return {};
    }
    SB_TRY(choice, codecs::parseCodec(plan.settings.codec));
    if (plan.kind == TaskFormat::Paths && choice.codec->id() != "zlib")
        return Error::invalid(fmt::format("a .paths file cannot be compressed with {}", choice.codec->id()))
            .expect("zlib, zlib:1 to zlib:9");
    if (!choice.codec->wireId())
        return Error::invalid(fmt::format("MTTS has no number for the codec {}", choice.codec->id()));
    if (*choice.codec->wireId() != 0) plan.codec = choice;
    return {};
}

Result<void> checkNumbers(const tuning::PipelineSettings& settings) {
    const auto threads = [](std::string_view what, unsigned count, unsigned most) -> Result<void> {
        if (count >= 1 && count <= most) return {};
        return Error::invalid(fmt::format("no such number of threads {}", what))
            .expect(fmt::format("1 to {}", most))
            .got(std::to_string(count));
    };
    SB_CHECK(threads("for interning", settings.internThreads, SharedTable::kSlots));
    SB_CHECK(threads("for collecting", settings.collectThreads, kMostThreads));
    SB_CHECK(threads("for serializing", settings.serializeThreads, kMostThreads));
    if (settings.chunkPaths == 0) return Error::invalid("a chunk has at least one path");
    const std::uint64_t buffer = settings.writeBuffer;
    if (buffer != 0 && (buffer < kLeastWriteBuffer || buffer > kMostWriteBuffer))
        return Error::invalid("no such write buffer")
            .expect("0 (none), or 4 KiB to 1 MiB")
            .got(std::to_string(buffer));
    return {};
}

Result<void> checkMachine(const Plan& plan) {
    const tuning::PipelineSettings& settings = plan.settings;
    if (!canCopy(settings.copy)) return Error::unsupported("this processor has no AVX2");
    if (settings.numaLocal && !canPlaceMemory())
        return Error::unsupported(
            "memory cannot be placed on nodes here: the system refuses it, as containers do");
    if (settings.allocator == tuning::Allocator::Jemalloc && allocatorInUse() != "jemalloc")
        return Error::unsupported("this process does not use jemalloc")
            .advise("The allocator belongs to the process: start one with libjemalloc.so.2 in LD_PRELOAD");
    if (settings.direct) {
        const io::DirectIo direct = io::directIoIn(plan.input->folder);
        if (!direct.possible) return Error::unsupported(direct.note).in(plan.input->folder);
    }
    return {};
}

} // namespace

std::string Plan::codecText() const {
    if (!codec) return "none";
    const codecs::LevelRange levels = codec->codec->levels();
    if (levels.least == levels.most) return std::string(codec->codec->id());
    return fmt::format("{}:{}", codec->codec->id(), codec->level);
}

space::SpaceContent Plan::content() const {
    return {input->space, kind == TaskFormat::Mtts ? input->symbols : nullptr, nullptr};
}

std::string_view allocatorInUse() {
    // What only jemalloc defines.
    return dlsym(RTLD_DEFAULT, "mallctl") != nullptr ? "jemalloc" : "glibc";
}

Result<Plan> makePlan(const tuning::Task& task, const tuning::PipelineSettings& settings,
                      std::shared_ptr<const PipelineInput> input) {
    Plan plan;
    plan.task = task;
    plan.settings = settings;
    plan.input = std::move(input);
    SB_TRY(kind, formatOf(task));
    plan.kind = kind;
    plan.format = formats::findFormat(task.formatId);
    if (plan.format == nullptr) return Error::internal("a format of the pipelines is not listed");
    SB_CHECK(checkNumbers(settings));
    SB_CHECK(chooseCodec(plan));
    SB_TRY(hash, hashNamed(settings.hash));
    plan.hash = hash;
    SB_CHECK(checkMachine(plan));
    return plan;
}

Result<void> saveByProduct(const Plan& plan, io::ScratchWriter& writer, const WorkContext& context) {
    formats::SaveOptions options;
    options.codec = plan.codec;
    options.dropWhatDoesNotFit = true; // values, where the format holds none
    SB_TRY(report, plan.format->save(plan.content(), options, writer, context));
    static_cast<void>(report);
    return writer.finish();
}

Result<space::SpaceContent> openByProduct(const Plan& plan, const std::string& path,
                                          const WorkContext& context) {
    SB_TRY(source, io::openMapped(path, context));
    SB_TRY(opened, plan.format->open(source, {}, context));
    if (opened.damage) return *opened.damage;
    space::SpaceContent content = std::move(opened.content);
    if (content.space == nullptr) return Error::internal("the product's reader found no paths");
    SB_TRY(held, space::inMemory(content.space, context));
    content.space = std::move(held);
    return content;
}

Result<std::shared_ptr<io::ScratchFile>> References::serialized(const Plan& plan,
                                                                const WorkContext& context) {
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_serialized.find(plan.task.formatId); known != m_serialized.end())
        return known->second;
    // The defaults of the settings are the guide's present code.
    SB_TRY(current, makePlan(plan.task, tuning::PipelineSettings(), plan.input));
    ArenaPool none;
    PipelineTrace ignored;
    std::string fault;
    const SteadyClock clock;
    SB_TRY(file, serializeOnce(current, none, clock, ignored, fault, context));
    SB_TRY(content, openByProduct(current, file->path(), context));
    SB_TRY(different, differenceOfContent(current, content, context));
    if (!different.empty())
        return Error::internal("the product's reader finds something else in the reference output")
            .got(different);
    m_serialized.emplace(plan.task.formatId, file);
    return file;
}

Result<std::shared_ptr<io::ScratchFile>> References::stored(const Plan& plan, const WorkContext& context) {
    const std::lock_guard lock(m_mutex);
    const std::string key = plan.task.formatId + " " + plan.codecText();
    if (const auto known = m_stored.find(key); known != m_stored.end()) return known->second;
    SB_TRY(writer, io::ScratchWriter::create(plan.input->folder, {kProductBuffer, io::PageCache::Use}));
    SB_CHECK(saveByProduct(plan, *writer, context));
    m_stored.emplace(key, writer->file());
    return writer->file();
}

} // namespace spacebench::jobs::pipeline
