// SPDX-License-Identifier: Apache-2.0
//
// I2 and I3: the ways to get at the bytes of a file.
#pragma once

#include <functional>

#include "io/byte_source.h"
#include "jobs/pipeline/pipeline.h"

namespace spacebench::jobs::pipeline {

/// What was read, where it stays readable: keeps it alive.
struct ReadInput {
    io::SourcePtr whole; ///< null where it went by in pieces
};

/// Hands all bytes of the file to `take`, in order: at once, or 256 KiB at a time out of one buffer. Direct
/// input cannot be mapped: it is read whole instead, which is counted as such in the trace. Time in `take` is
/// not counted as reading.
[[nodiscard]] Result<ReadInput> readInput(const std::string& path, const tuning::PipelineSettings& settings,
                                          const std::function<Result<void>(ByteView)>& take,
                                          const Clock& clock, PipelineTrace& trace,
                                          const WorkContext& context);

/// `bytes` as a source, for readers that want one; the caller keeps them alive.
[[nodiscard]] io::SourcePtr viewSource(ByteView bytes);

} // namespace spacebench::jobs::pipeline
