// SPDX-License-Identifier: Apache-2.0
//
// A task and its settings, checked and looked up: what the pipelines themselves are made from.
#pragma once

#include "formats/format.h"
#include "io/scratch_file.h"
#include "jobs/pipeline/encode.h"

namespace spacebench::jobs::pipeline {

enum class TaskFormat { Paths, Act, Mtts };

struct Plan {
    tuning::Task task;
    tuning::PipelineSettings settings;
    std::shared_ptr<const PipelineInput> input;
    TaskFormat kind = TaskFormat::Paths;
    const formats::Format* format = nullptr;
    /// Paths: zlib and its level. Mtts: that of the paths section, if it has one.
    std::optional<codecs::CodecChoice> codec;
    const codecs::blake2b::Implementation* hash = nullptr;

    [[nodiscard]] std::string codecText() const; ///< "zlib:7", "none"
    [[nodiscard]] bool holdsValues() const { return kind == TaskFormat::Act; }
    /// What the product stores: only MTTS takes symbols.
    [[nodiscard]] space::SpaceContent content() const;
};

/// InvalidArgument where the settings make no sense; Unsupported where this machine, process or folder cannot
/// do it, with the reason.
[[nodiscard]] Result<Plan> makePlan(const tuning::Task& task, const tuning::PipelineSettings& settings,
                                    std::shared_ptr<const PipelineInput> input);

/// What is found in this process: "glibc" or "jemalloc".
[[nodiscard]] std::string_view allocatorInUse();

/// A file made by the product's writer through `writer`.
[[nodiscard]] Result<void> saveByProduct(const Plan& plan, io::ScratchWriter& writer,
                                         const WorkContext& context);
/// A file read by the product's reader, its paths in memory. Damage is the error.
[[nodiscard]] Result<space::SpaceContent> openByProduct(const Plan& plan, const std::string& path,
                                                        const WorkContext& context);

// One file each; pipeline.cpp chooses.
[[nodiscard]] std::unique_ptr<Pipeline> serializePipeline(Plan plan,
                                                          std::shared_ptr<io::ScratchFile> reference);
[[nodiscard]] std::unique_ptr<Pipeline> deserializePipeline(Plan plan,
                                                            std::shared_ptr<io::ScratchFile> stored);
[[nodiscard]] std::unique_ptr<Pipeline> productPipeline(Plan plan, std::shared_ptr<io::ScratchFile> file);

/// The part of a serialize pipeline that makes the reference too: runs once and returns the file.
[[nodiscard]] Result<std::shared_ptr<io::ScratchFile>> serializeOnce(const Plan& plan, ArenaPool& arenas,
                                                                     const Clock& clock, PipelineTrace& trace,
                                                                     std::string& fault,
                                                                     const WorkContext& context);

/// Files that all pipelines of an input share, made when they are first asked for. Any thread.
class References {
  public:
    /// What the guide's present code writes, read back by the product's reader and compared with the input.
    [[nodiscard]] Result<std::shared_ptr<io::ScratchFile>> serialized(const Plan& plan,
                                                                      const WorkContext& context);
    /// What the product's writer writes with the plan's codec.
    [[nodiscard]] Result<std::shared_ptr<io::ScratchFile>> stored(const Plan& plan,
                                                                  const WorkContext& context);

  private:
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<io::ScratchFile>> m_serialized; ///< by format
    std::map<std::string, std::shared_ptr<io::ScratchFile>> m_stored;     ///< by format and codec
};

} // namespace spacebench::jobs::pipeline
