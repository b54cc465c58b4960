// SPDX-License-Identifier: Apache-2.0
//
// Trials in child processes, one process an allocator: what an allocator does shows in a whole process only.
// A child that dies takes the trial with it that was running; the others go on in a new child.
#pragma once

#include <map>

#include "io/scratch_file.h"
#include "jobs/techniques/trial.h"
#include "jobs/worker/worker_process.h"

namespace spacebench::jobs::techniques {

/// The input as files that children open; gone with this object.
class ChildInput {
  public:
    /// Writes `content` to files without names in `folder`.
    [[nodiscard]] static Result<std::shared_ptr<const ChildInput>>
    create(const space::SpaceContent& content, std::string folder, const WorkContext& context);
    /// The parameters of "techniques.input".
    [[nodiscard]] Json params() const;

  private:
    std::string m_folder;
    std::shared_ptr<io::ScratchFile> m_paths;
    std::shared_ptr<io::ScratchFile> m_symbols; ///< null = the table is made from the paths
};

/// One child process, started when it is needed, and again after it died.
class Child {
  public:
    struct Options {
        std::string program; ///< empty = this program
        tuning::Allocator allocator = tuning::Allocator::Glibc;
        std::string jemallocLibrary;
        std::shared_ptr<const ChildInput> input;
    };
    explicit Child(Options options) : m_options(std::move(options)) {}

    /// Calls `function` with `params`. What ends the child is the error of this call alone.
    [[nodiscard]] Result<Json> call(std::string_view function, const Json& params,
                                    const WorkContext& context);
    /// Counts the processes so far: what was made in an earlier one is gone.
    [[nodiscard]] std::uint64_t generation() const { return m_generation; }
    /// Starts one where none runs.
    [[nodiscard]] Result<void> ensure(const WorkContext& context);

  private:
    Options m_options;
    std::unique_ptr<worker::WorkerProcess> m_process;
    std::uint64_t m_generation = 0;
};

/// Runs a pipeline with these settings in `child`.
[[nodiscard]] Result<std::unique_ptr<Trial>> childTrial(std::shared_ptr<Child> child,
                                                        const tuning::Task& task,
                                                        const tuning::PipelineSettings& settings,
                                                        const WorkContext& context);

} // namespace spacebench::jobs::techniques
