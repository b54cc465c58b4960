// SPDX-License-Identifier: Apache-2.0
//
// Finds out what this machine, folder and input can show of the guide's techniques.
#pragma once

#include "jobs/pipeline/pipeline.h"
#include "tuning/technique.h"

namespace spacebench::jobs::techniques {

/// Machine and `folder`: tries direct I/O there, and looks for jemalloc.
[[nodiscard]] tuning::Circumstances circumstancesOf(const std::string& folder);
/// Adds what depends on input and task. The file's size is an estimate, the framed paths, until it is known.
void describeInput(tuning::Circumstances& here, const pipeline::PipelineInput& input,
                   const tuning::Task& task);

/// libjemalloc.so.2 where the system's loader looks for libraries; empty = not found, or of no use: a
/// sanitizer's own allocator cannot be replaced.
[[nodiscard]] std::string findJemalloc();
/// The same in folders of the test's own, as PATH lists them.
[[nodiscard]] std::string findJemallocIn(const std::vector<std::string>& folders);

/// The folder for temporary files where `folder` is empty.
[[nodiscard]] Result<std::string> workFolder(const std::string& folder);

} // namespace spacebench::jobs::techniques
