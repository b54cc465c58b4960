// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/combine.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "base/json_document.h"
#include "codecs/blocks/block_codec.h"
#include "codecs/codec.h"
#include "formats/format.h"
#include "jobs/plan/plan_codecs.h"
#include "measure/processors.h"
#include "tuning/technique.h"

namespace spacebench::jobs {

namespace {

using formats::Format;
using results::Operation;

constexpr std::string_view kPipelineFormats[] = {"paths", "act", "mtts"}; ///< that techniques are built for

bool isCodecOperation(Operation operation) {
    return operation == Operation::Compress || operation == Operation::Decompress;
}

Error unknownFormat(const std::string& id) {
    std::vector<std::string_view> known;
    for (const Format* format : formats::allFormats()) known.push_back(format->info().id);
    const std::string_view nearest = nearestOf(id, known);
    Error error = Error::invalid(fmt::format("there is no format '{}'", id)).expect(joined(known));
    if (!nearest.empty()) error.advice = fmt::format("Did you mean '{}'?", nearest);
    return error;
}

std::vector<std::string> formatsOf(const PlanSweep& sweep) {
    if (!sweep.formats.empty()) return sweep.formats;
    std::vector<std::string> all;
    for (const Format* format : formats::allFormats())
        if (format->info().can(formats::Reads | formats::Writes | formats::HoldsPaths) &&
            !format->info().can(formats::IsText))
            all.emplace_back(format->info().id);
    return all;
}

/// A reason, and whether it is this machine's alone.
struct Objection {
    std::string reason; ///< empty = none
    bool machine = false;
};

class Combiner {
  public:
    Combiner(const PlanSweep& sweep, const PlanMachine& machine, const WorkContext& context)
        : m_sweep(sweep), m_machine(machine), m_context(context) {}

    Result<Combined> run(std::size_t& combinationsLeft) {
        SB_CHECK(check(combinationsLeft));
        for (const Operation operation : m_sweep.operations) {
            Configuration row;
            row.operation = operation;
            row.injectedDelay = m_sweep.injectedDelay;
            if (isCodecOperation(operation)) {
                SB_CHECK(overCodecs(row, nullptr));
                continue;
            }
            for (const std::string& id : m_formats) {
                const Format* format = formats::findFormat(id);
                row.formatId = id;
                if (accept(row, objectionTo(operation, *format))) SB_CHECK(overCodecs(row, format));
            }
        }
        return std::move(m_combined);
    }

  private:
    Result<void> check(std::size_t& combinationsLeft) {
        if (m_sweep.operations.empty()) return Error::invalid("a sweep names no operation");
        m_formats = formatsOf(m_sweep);
        for (const std::string& id : m_formats)
            if (formats::findFormat(id) == nullptr) return unknownFormat(id);
        for (const std::string& text : m_sweep.codecs) {
            SB_TRY(codecs, planCodecs(text));
            for (PlanCodec& codec : codecs) m_codecs.push_back(std::move(codec));
        }
        if (!(m_sweep.injectedDelay >= 0 && m_sweep.injectedDelay <= 10))
            return Error::invalid("an injected delay is out of range").expect("a share from 0 to 10");
        std::size_t combinations = 1;
        for (const std::size_t size :
             {m_sweep.operations.size(), m_formats.size(), m_codecs.size(), m_sweep.switches.size(),
              m_sweep.threads.size(), m_sweep.media.size(), m_sweep.cache.size()}) {
            if (size == 0) return Error::invalid("a list of a sweep is empty");
            if (combinations > combinationsLeft / size)
                return Error::limit("the plan has too many combinations")
                    .expect(fmt::format("at most {} in all its sweeps", kMostCombinations))
                    .advise(kDivide);
            combinations *= size;
        }
        combinationsLeft -= combinations;
        return {};
    }

    /// Notes an objection under the parts of `row` that are decided so far.
    bool accept(const Configuration& row, const Objection& objection) {
        if (objection.reason.empty()) return true;
        m_combined.machineDecides |= objection.machine;
        m_combined.skipped.add({row.label(), objection.reason});
        return false;
    }

    static Objection objectionTo(Operation operation, const Format& format) {
        const formats::FormatInfo& info = format.info();
        if (!info.can(formats::HoldsPaths)) return {fmt::format("{} holds no paths", info.id)};
        if (!info.can(formats::Writes))
            return {
                fmt::format("Spacebench does not write {}, so there is nothing to measure with", info.id)};
        if (!info.can(formats::Reads)) return {fmt::format("Spacebench does not read {}", info.id)};
        if (operation == Operation::Load && !info.can(formats::OpensInPlace))
            return {fmt::format("{} is not opened in place; 'deserialize' reads it", info.id)};
        return {};
    }

    Result<void> overCodecs(const Configuration& start, const Format* format) {
        for (const PlanCodec& codec : m_codecs) {
            SB_CHECK(m_context.poll());
            Configuration row = start;
            row.codec = codec.text;
            if (!accept(row, format != nullptr ? fileObjection(codec, *format) : blockObjection(codec)))
                continue;
            row.codec = format != nullptr ? codec.file : codec.block;
            for (const NamedSwitches& switches : m_sweep.switches) {
                row.switches = switches;
                if (row.switches.settings) row.switches.settings->codec = pipelineCodec(row.codec);
                if (accept(row, objectionTo(row.switches, row))) SB_CHECK(overPlaces(row));
            }
        }
        return {};
    }

    static std::string pipelineCodec(const std::string& codec) {
        return codec == kDefaultCodec ? "none" : codec;
    }

    static Objection fileObjection(const PlanCodec& codec, const Format& format) {
        if (codec.text == kDefaultCodec) return {};
        const std::string_view id = format.info().id;
        if (!format.info().can(formats::TakesCodec)) return {fmt::format("{} takes no codec", id)};
        if (codec.file.empty())
            return {fmt::format("{} is a codec for compress and decompress, not for files", codec.text)};
        if (id == "paths" && !codec.file.starts_with("zlib"))
            return {"a .paths file is always a zlib stream"};
        return {};
    }

    static Objection blockObjection(const PlanCodec& codec) {
        if (codec.text == kDefaultCodec)
            return {"there is no default codec for blocks: name some in 'codecs'"};
        if (codec.block.empty())
            return {fmt::format("{} is no codec for compress and decompress", codec.text)};
        const auto* block = codecs::blocks::findBlockCodec(codec.block.substr(0, codec.block.find(':')));
        if (const std::string reason = block->unavailable(); !reason.empty()) return {reason, true};
        return {};
    }

    static Objection objectionTo(const NamedSwitches& switches, const Configuration& row) {
        if (!switches.settings) return {};
        if (row.operation != Operation::Serialize && row.operation != Operation::Deserialize)
            return {fmt::format("switches are about serialize and deserialize, not about {}",
                                results::operationName(row.operation))};
        if (std::find(std::begin(kPipelineFormats), std::end(kPipelineFormats), row.formatId) ==
            std::end(kPipelineFormats))
            return {fmt::format("there are no switches for {}, only for paths, act and mtts", row.formatId)};
        if (switches.settings->allocator == tuning::Allocator::Jemalloc)
            return {"the allocator is compared by 'spacectl techniques' alone"};
        const tuning::Task task{row.operation == Operation::Serialize ? tuning::TaskKind::Serialize
                                                                      : tuning::TaskKind::Deserialize,
                                row.formatId};
        return {tuning::conflictOf(task, *switches.settings)};
    }

    Result<void> overPlaces(Configuration row) {
        for (std::size_t i = 0; i < m_sweep.threads.size(); ++i) {
            SB_CHECK(m_context.poll());
            row.threads = m_sweep.threads[i];
            row.medium = Medium::Memory;
            row.cache = CacheState::Warm;
            if (!accept(row, threadObjection(row, i))) continue;
            for (const Medium medium : m_sweep.media) {
                row.medium = medium;
                row.cache = CacheState::Warm;
                if (!accept(row, mediumObjection(row))) continue;
                for (const CacheState cache : m_sweep.cache) {
                    row.cache = cache;
                    if (accept(row, cacheObjection(row))) SB_CHECK(add(row));
                }
            }
        }
        return {};
    }

    [[nodiscard]] Objection threadObjection(const Configuration& row, std::size_t index) const {
        if (row.threads > m_machine.processors)
            return {fmt::format("this program may use {} processor{} here", m_machine.processors,
                                m_machine.processors == 1 ? "" : "s"),
                    true};
        return index == 0 ? Objection{} : Objection{whyOneThread(row)};
    }

    static Objection mediumObjection(const Configuration& row) {
        if (row.medium == Medium::File && isCodecOperation(row.operation))
            return {fmt::format("{} works from memory to memory", results::operationName(row.operation))};
        if (row.medium == Medium::File && row.switches.settings && row.operation == Operation::Serialize)
            return {"pipelines write to the page cache and sync nothing, which medium 'file' would promise"};
        return {};
    }

    static Objection cacheObjection(const Configuration& row) {
        if (row.cache == CacheState::Warm) return {};
        if (row.medium == Medium::Memory)
            return {"what lies in memory is in no page cache: cold needs the medium 'file'"};
        if (row.operation == Operation::Serialize) return {"serialize reads no file that could be cold"};
        if (row.switches.settings) return {"pipelines read their file from the page cache"};
        return {};
    }

    Result<void> add(const Configuration& row) {
        // Two texts may mean one codec ("zstd", "zstd:3"): it is measured once.
        if (!m_keys.insert(row.keyWithoutInput()).second) return {};
        if (m_combined.rows.size() == kMostRows) return tooManyRows();
        m_combined.rows.push_back(row);
        return {};
    }

    const PlanSweep& m_sweep;
    PlanMachine m_machine;
    const WorkContext& m_context;
    std::vector<std::string> m_formats;
    std::vector<PlanCodec> m_codecs;
    Combined m_combined;
    std::set<std::string> m_keys;
};

} // namespace

std::string whyOneThread(const Configuration& row) {
    if (row.operation == Operation::Load) return "opening in place uses one thread, however many there are";
    if (row.operation == Operation::Decompress)
        return "a block is decompressed by one thread, however many there are";
    if (row.operation != Operation::Compress) return {};
    const auto* block = codecs::blocks::findBlockCodec(row.codec.substr(0, row.codec.find(':')));
    if (block == nullptr || block->can(codecs::blocks::TakesWorkers)) return {};
    return fmt::format("{} compresses a block with one thread, however many there are", block->id());
}

PlanMachine thisMachine() {
    return {static_cast<unsigned>(measure::usableProcessors().size())};
}

void SkipList::add(SkippedCombination skipped) {
    const auto said = std::pair(skipped.label, skipped.reason);
    if (m_said.contains(said)) return;
    if (m_listed.size() == kMostSkips) {
        ++m_unlisted;
        return;
    }
    m_said.insert(said);
    m_listed.push_back(std::move(skipped));
}

Error tooManyRows() {
    return Error::limit("the plan has too many rows")
        .expect(fmt::format("at most {}", kMostRows))
        .advise(kDivide);
}

Result<Combined> combine(const PlanSweep& sweep, const PlanMachine& machine, std::size_t& combinationsLeft,
                         const WorkContext& context) {
    return Combiner(sweep, machine, context).run(combinationsLeft);
}

std::optional<NamedSwitches> builtInSwitches(std::string_view name) {
    if (name == kProduct) return NamedSwitches{std::string(name), std::nullopt};
    if (name == kCurrent || name == kOptimized)
        return NamedSwitches{std::string(name), tuning::currentPipeline()};
    return std::nullopt;
}

Result<std::vector<unsigned>> parsePin(const std::string& text) {
    std::vector<unsigned> processors;
    if (text == "none" || text == "cores") return processors;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        unsigned number = 0;
        const auto [stop, problem] = std::from_chars(text.data() + begin, text.data() + end, number);
        const bool sound = problem == std::errc() && stop == text.data() + end && number < 4096;
        if (!sound || std::find(processors.begin(), processors.end(), number) != processors.end())
            return Error::invalid("this does not say where to pin workers")
                .expect("none, cores, or distinct processor numbers such as 0,2")
                .got("'" + text.substr(0, 60) + "'");
        processors.push_back(number);
        begin = end + 1;
    }
    return processors;
}

} // namespace spacebench::jobs
