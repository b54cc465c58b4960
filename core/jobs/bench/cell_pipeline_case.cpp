// SPDX-License-Identifier: Apache-2.0
//
// Serialize and deserialize with the switches of the performance guide around them.
#include <fmt/format.h>

#include "jobs/bench/cell_case.h"
#include "jobs/pipeline/pipeline.h"
#include "jobs/techniques/plan.h"

namespace spacebench::jobs {

namespace {

class PipelineCell final : public CellCase {
  public:
    PipelineCell(std::unique_ptr<pipeline::Pipeline> pipeline, bool sameBytes)
        : m_pipeline(std::move(pipeline)), m_sameBytes(sameBytes) {}

    Result<void> run(const Clock& clock, const WorkContext& context) override {
        SB_TRY(trace, m_pipeline->run(clock, context));
        m_stored = trace.storedBytes;
        return {};
    }
    Result<void> verify(bool thorough, const WorkContext& context) override {
        if (!thorough) return {};
        SB_TRY(difference, m_pipeline->difference(m_sameBytes, context));
        if (difference.empty()) return {};
        return Error::wrongOutput("the pipeline with these switches gave something else than it was given")
            .got(difference);
    }
    void release() override { m_pipeline->release(); }
    std::uint64_t storedBytes() const override { return m_stored; }
    bool usesFiles() const override { return true; }
    std::vector<std::string> notes() const override {
        return {"through a file without a name in the page cache; nothing is synced"};
    }

  private:
    std::unique_ptr<pipeline::Pipeline> m_pipeline;
    bool m_sameBytes;
    std::uint64_t m_stored = 0;
};

} // namespace

Result<std::unique_ptr<CellCase>> makePipelineCase(const CellRequest& request, space::SpacePtr space,
                                                   const WorkContext& context) {
    const bool serializes = request.operation == results::Operation::Serialize;
    if (!serializes && request.operation != results::Operation::Deserialize)
        return Error::invalid("switches are about serialize and deserialize")
            .got(std::string(results::operationName(request.operation)));
    if (serializes && request.medium == Medium::File)
        return Error::unsupported("pipelines write to the page cache and sync nothing, which medium 'file' "
                                  "would promise");
    space::SpaceContent content;
    content.space = std::move(space);
    SB_TRY(input, pipeline::makeInput(content, request.files.folder, context));
    const tuning::Task task{serializes ? tuning::TaskKind::Serialize : tuning::TaskKind::Deserialize,
                            request.formatId};
    SB_TRY(made, pipeline::makePipeline(task, *request.settings, std::move(input), context));
    return std::unique_ptr<CellCase>(
        std::make_unique<PipelineCell>(std::move(made), techniques::writesSameBytes(*request.settings)));
}

} // namespace spacebench::jobs
