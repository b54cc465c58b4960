// SPDX-License-Identifier: Apache-2.0
#include "codecs/blake2b.h"
#include "jobs/pipeline/collect.h"
#include "jobs/pipeline/compare.h"
#include "jobs/pipeline/symbol_stage.h"

namespace spacebench::jobs::pipeline {

namespace {

constexpr std::size_t kDeflatedBlock = 4096; ///< what zlib's users hand on at a time

/// As the guide's code calls write(): a call a field.
Result<void> writeFields(const Encoded& encoded, ByteSink& out, const WorkContext& context) {
    const ByteView all = encoded.bytes.view();
    PollGate gate(context, 256); // of system calls, where nothing is buffered
    for (const Segment& segment : encoded.segments) {
        std::size_t at = segment.begin;
        while (at < segment.end) {
            SB_CHECK(gate.step(at));
            std::size_t size = segment.end - at;
            if (segment.kind == Segment::Kind::Blocks) size = std::min(size, kDeflatedBlock);
            if (segment.kind == Segment::Kind::Frames) {
                SB_CHECK(out.write(all.subspan(at, formats::kLengthBytes)));
                size = loadU32(all.data() + at);
                at += formats::kLengthBytes;
            }
            SB_CHECK(out.write(all.subspan(at, size)));
            at += size;
        }
    }
    return {};
}

void noteStore(const PathStore& store, PipelineTrace& trace) {
    const PathStore::Counts counts = store.counts();
    trace.heapPaths = counts.heap;
    trace.inlinePaths = counts.inside;
    trace.pooledPaths = counts.pooled;
    trace.bufferGrowths += counts.growths;
}

Result<void> encode(const Plan& plan, const EncodeJob& job, Encoded& encoded) {
    if (plan.kind == TaskFormat::Paths) return encodePaths(job, plan.codec->level, encoded);
    if (plan.kind == TaskFormat::Act) return encodeAct(job, encoded);
    SB_TRY(zip, job.watch.time(job.trace.symbolsNs, [&] {
        return packSymbols(*plan.input->symbols, plan.settings.symbolsInMemory, plan.input->folder, job.trace,
                           job.crew.context());
    }));
    return encodeMtts(job, zip, plan.codec, encoded);
}

Result<std::shared_ptr<io::ScratchFile>> writeOut(const Plan& plan, const Encoded& encoded,
                                                  PipelineTrace& trace, const WorkContext& context) {
    const io::PageCache cache = plan.settings.direct ? io::PageCache::Bypass : io::PageCache::Use;
    SB_TRY(writer, io::ScratchWriter::create(plan.input->folder,
                                             {static_cast<std::size_t>(plan.settings.writeBuffer), cache}));
    SB_CHECK(writeFields(encoded, *writer, context));
    SB_CHECK(writer->finish());
    trace.writeCalls += writer->calls().writes;
    trace.directBytes += writer->calls().directBytes;
    trace.storedBytes = writer->position();
    return writer->file();
}

class SerializePipeline final : public Pipeline {
  public:
    SerializePipeline(Plan plan, std::shared_ptr<io::ScratchFile> reference)
        : m_plan(std::move(plan)), m_reference(std::move(reference)) {}

    Result<PipelineTrace> run(const Clock& clock, const WorkContext& context) override {
        release();
        m_arenas.rewind();
        PipelineTrace trace;
        SB_TRY(file, serializeOnce(m_plan, m_arenas, clock, trace, m_fault, context));
        m_file = std::move(file);
        return trace;
    }

    Result<std::string> difference(bool sameBytes, const WorkContext& context) override {
        if (m_file == nullptr) return Error::invalid("there was no run to compare");
        if (!m_fault.empty()) return m_fault;
        SB_TRY(expected, io::openMapped(m_reference->path(), context));
        SB_TRY(found, io::openMapped(m_file->path(), context));
        if (sameBytes) return differenceOfBytes(expected->bytes(), found->bytes(), {}, context);
        return differenceOfFiles(m_plan, expected->bytes(), found->bytes(), context);
    }

    void release() override {
        m_file.reset();
        m_fault.clear();
    }

  private:
    Plan m_plan;
    std::shared_ptr<io::ScratchFile> m_reference;
    std::shared_ptr<io::ScratchFile> m_file;
    ArenaPool m_arenas;
    std::string m_fault;
};

} // namespace

Result<std::shared_ptr<io::ScratchFile>> serializeOnce(const Plan& plan, ArenaPool& arenas,
                                                       const Clock& clock, PipelineTrace& trace,
                                                       std::string& fault, const WorkContext& context) {
    const tuning::PipelineSettings& settings = plan.settings;
    WorkContext quiet = context;
    quiet.progress = nullptr;
    const Stopwatch watch{clock};
    Crew crew(settings, settings.pool ? &arenas : nullptr, quiet);
    trace.codec = plan.codecText();
    trace.allocator = allocatorInUse();

    auto store = makePathStore(settings.pool, settings.inlinePaths, pathCopier(settings.copy));
    SB_CHECK(watch.time(trace.collectNs, [&] {
        return collectSet(*plan.input->space->pathSet(), *store, crew,
                          {settings.collectThreads, settings.orderLosingCollection, false});
    }));
    Encoded encoded(false);
    SB_CHECK(encode(plan, {settings, *plan.input, *store, crew, watch, trace}, encoded));
    noteStore(*store, trace);
    store.reset();
    if (plan.kind == TaskFormat::Mtts) {
        trace.hash = plan.hash->id;
        SB_CHECK(watch.time(trace.checksumNs, [&] { return appendChecksum(*plan.hash, encoded, quiet); }));
    }
    trace.bufferGrowths += encoded.growths + encoded.bytes.growths();
    SB_TRY(file, watch.time(trace.writeNs, [&] { return writeOut(plan, encoded, trace, quiet); }));
    trace.threads = crew.threads();
    trace.pinnedThreads = crew.pinnedThreads();
    trace.nodeLocalThreads = crew.nodeLocalThreads();
    trace.reusedBytes = arenas.reusedBytes();
    fault = std::move(encoded.fault);
    return file;
}

std::unique_ptr<Pipeline> serializePipeline(Plan plan, std::shared_ptr<io::ScratchFile> reference) {
    return std::make_unique<SerializePipeline>(std::move(plan), std::move(reference));
}

} // namespace spacebench::jobs::pipeline
