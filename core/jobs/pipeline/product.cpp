// SPDX-License-Identifier: Apache-2.0
//
// The program's own way: Format::save and Format::open as they are, with only codec and hash to choose.
#include <climits>

#include "codecs/blake2b/implementations.h"
#include "jobs/pipeline/compare.h"

namespace spacebench::jobs::pipeline {

namespace {

/// As the product's own files are written (io/atomic_file.h).
constexpr std::size_t kProductBuffer = std::size_t{256} << 10;

/// The hash that formats use, for as long as it lives.
class ChosenHash {
  public:
    explicit ChosenHash(const codecs::blake2b::Implementation* wanted)
        : m_before(codecs::blake2b::current()) {
        codecs::blake2b::setDefault(wanted);
    }
    ~ChosenHash() { codecs::blake2b::setDefault(&m_before); }
    ChosenHash(const ChosenHash&) = delete;
    ChosenHash& operator=(const ChosenHash&) = delete;

  private:
    const codecs::blake2b::Implementation& m_before;
};

class ProductPipeline final : public Pipeline {
  public:
    ProductPipeline(Plan plan, std::shared_ptr<io::ScratchFile> file)
        : m_plan(std::move(plan)), m_file(std::move(file)) {}

    Result<PipelineTrace> run(const Clock& clock, const WorkContext& context) override {
        release();
        const ChosenHash hash(m_plan.hash);
        PipelineTrace trace;
        trace.codec = m_plan.codecText();
        trace.allocator = allocatorInUse();
        if (m_plan.kind == TaskFormat::Mtts) trace.hash = m_plan.hash->id;
        const tuning::PipelineSettings unplaced;
        Crew crew(unplaced, nullptr, context);
        const Stopwatch watch{clock};
        SB_CHECK(watch.time(trace.encodeNs, [&] {
            return crew.runCounted(UINT_MAX, [&](const WorkContext& counted) {
                return isSaving() ? save(trace, counted) : open(trace, counted);
            });
        }));
        trace.threads = crew.threads();
        return trace;
    }

    Result<std::string> difference(bool sameBytes, const WorkContext& context) override {
        if (!isSaving()) {
            if (m_content.space == nullptr) return Error::invalid("there was no run to compare");
            return differenceOfContent(m_plan, m_content, context);
        }
        if (m_made == nullptr) return Error::invalid("there was no run to compare");
        SB_TRY(expected, io::openMapped(m_file->path(), context));
        SB_TRY(found, io::openMapped(m_made->path(), context));
        // Another compressor made the reference of .paths: only what it holds can be the same.
        if (sameBytes && m_plan.kind != TaskFormat::Paths)
            return differenceOfBytes(expected->bytes(), found->bytes(), {}, context);
        return differenceOfFiles(m_plan, expected->bytes(), found->bytes(), context);
    }

    void release() override {
        m_made.reset();
        m_content = {};
    }

  private:
    [[nodiscard]] bool isSaving() const { return m_plan.task.kind == tuning::TaskKind::Serialize; }

    Result<void> save(PipelineTrace& trace, const WorkContext& context) {
        SB_TRY(writer, io::ScratchWriter::create(m_plan.input->folder, {kProductBuffer, io::PageCache::Use}));
        SB_CHECK(saveByProduct(m_plan, *writer, context));
        trace.writeCalls = writer->calls().writes;
        trace.storedBytes = writer->position();
        m_made = writer->file();
        return {};
    }
    Result<void> open(PipelineTrace& trace, const WorkContext& context) {
        SB_TRY(content, openByProduct(m_plan, m_file->path(), context));
        trace.mappings = 1;
        trace.storedBytes = m_file->size();
        m_content = std::move(content);
        return {};
    }

    Plan m_plan;
    std::shared_ptr<io::ScratchFile> m_file; ///< reference, or input
    std::shared_ptr<io::ScratchFile> m_made;
    space::SpaceContent m_content;
};

} // namespace

std::unique_ptr<Pipeline> productPipeline(Plan plan, std::shared_ptr<io::ScratchFile> file) {
    return std::make_unique<ProductPipeline>(std::move(plan), std::move(file));
}

} // namespace spacebench::jobs::pipeline
