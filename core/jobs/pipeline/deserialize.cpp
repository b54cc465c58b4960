// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/format.h>

#include "base/units.h"
#include "jobs/pipeline/compare.h"
#include "jobs/pipeline/parse.h"
#include "jobs/pipeline/read_input.h"

namespace spacebench::jobs::pipeline {

namespace {

class DeserializePipeline final : public Pipeline {
  public:
    DeserializePipeline(Plan plan, std::shared_ptr<io::ScratchFile> stored)
        : m_plan(std::move(plan)), m_stored(std::move(stored)),
          m_arenas(m_plan.settings.input == tuning::InputKind::MappedHuge) {}

    Result<PipelineTrace> run(const Clock& clock, const WorkContext& context) override {
        release();
        m_arenas.rewind();
        PipelineTrace trace;
        WorkContext quiet = context;
        quiet.progress = nullptr;
        if (auto done = read(clock, trace, quiet); !done.ok()) {
            release();
            return std::move(done).error();
        }
        return trace;
    }

    Result<std::string> difference(bool, const WorkContext& context) override {
        if (!m_set) return Error::invalid("there was no run to compare");
        if (!m_fault.empty()) return m_fault;
        SB_TRY(paths,
               differenceOfPaths(*m_plan.input->space->pathSet(), *m_set, m_plan.holdsValues(), context));
        if (!paths.empty() || m_table == nullptr) return paths;
        return differenceOfSymbols(*m_plan.input->symbols, *m_table, m_plan.settings.internThreads, context);
    }

    void release() override {
        m_set.reset();
        m_table.reset(); // its texts are in the arenas
        m_fault.clear();
    }

  private:
    Result<void> read(const Clock& clock, PipelineTrace& trace, const WorkContext& context) {
        const tuning::PipelineSettings& settings = m_plan.settings;
        const Stopwatch watch{clock};
        Crew crew(settings, settings.pool ? &m_arenas : nullptr, context);
        trace.codec = m_plan.codecText();
        trace.allocator = allocatorInUse();
        if (m_plan.kind == TaskFormat::Mtts) m_table = std::make_unique<SharedTable>();
        auto store = makePathStore(settings.pool, settings.inlinePaths, pathCopier(settings.copy));
        std::vector<std::vector<std::uint64_t>> values;
        const ParseJob job{m_plan, *store, crew, watch, trace, m_table.get(), values};

        std::unique_ptr<Parser> parser;
        const auto take = [&](ByteView piece) -> Result<void> {
            if (parser == nullptr) parser = makeParser(job); // now the file's size is known
            return parser->add(piece);
        };
        SB_TRY(input, readInput(m_stored->path(), settings, take, clock, trace, context));
        if (parser == nullptr) return Error::corrupt("the file is empty");
        SB_CHECK(parser->finish());
        parser.reset();
        input.whole.reset();
        SB_CHECK(watch.time(trace.encodeNs, [&] { return buildSet(*store, values, context); }));

        const PathStore::Counts counts = store->counts();
        store.reset();
        trace.heapPaths = counts.heap;
        trace.inlinePaths = counts.inside;
        trace.pooledPaths = counts.pooled;
        trace.bufferGrowths += counts.growths;
        trace.locks = m_table != nullptr ? m_table->writeLocks() : 0;
        trace.threads = crew.threads();
        trace.pinnedThreads = crew.pinnedThreads();
        trace.nodeLocalThreads = crew.nodeLocalThreads();
        trace.reusedBytes = m_arenas.reusedBytes();
        return {};
    }

    Result<void> buildSet(const PathStore& store, const std::vector<std::vector<std::uint64_t>>& values,
                          const WorkContext& context) {
        const space::PathSet& expected = *m_plan.input->space->pathSet();
        space::PathSetBuilder builder;
        SB_CHECK(builder.reserve(expected.size(), expected.framed().size()));
        std::array<ByteView, kBatchPaths> batch;
        for (const std::size_t range : store.order) {
            for (std::uint64_t first = 0; first < store.size(range);) {
                SB_CHECK(context.poll());
                const std::size_t count = store.views(range, first, batch);
                for (std::size_t i = 0; i < count; ++i)
                    SB_CHECK(builder.add(batch[i], values.empty() ? 0 : values[range][first + i]));
                first += count;
            }
        }
        const space::BuildNotes notes = builder.notes();
        // A set is sorted in the end, but the file was in order, and a reader that lost it did something
        // else.
        if (notes.outOfOrder)
            m_fault = fmt::format("path {}: expected the order of the file, found a path that belongs before "
                                  "path {}",
                                  groupedNumber(notes.firstDisorder), groupedNumber(notes.firstDisorder - 1));
        SB_TRY(set, builder.finish(context));
        m_set = std::move(set);
        return {};
    }

    Plan m_plan;
    std::shared_ptr<io::ScratchFile> m_stored;
    ArenaPool m_arenas;
    std::optional<space::PathSet> m_set;
    std::unique_ptr<SharedTable> m_table;
    std::string m_fault;
};

} // namespace

std::unique_ptr<Pipeline> deserializePipeline(Plan plan, std::shared_ptr<io::ScratchFile> stored) {
    return std::make_unique<DeserializePipeline>(std::move(plan), std::move(stored));
}

} // namespace spacebench::jobs::pipeline
