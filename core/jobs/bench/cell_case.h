// SPDX-License-Identifier: Apache-2.0
//
// What one worker measures: an operation on the files that it was given, prepared so that run() is nothing
// but the operation.
#pragma once

#include "jobs/bench/cell.h"

namespace spacebench::jobs {

class CellCase {
  public:
    virtual ~CellCase() = default;
    /// The timed part.
    [[nodiscard]] virtual Result<void> run(const Clock& clock, const WorkContext& context) = 0;
    /// Internal or Corrupt where what run() made is wrong. `thorough`: all of it; else what can be seen
    /// without touching it.
    [[nodiscard]] virtual Result<void> verify(bool thorough, const WorkContext& context) = 0;
    /// Drops what run() made, its mappings too. Memory that the next run can use again is kept.
    virtual void release() = 0;
    /// Drops that memory too: the next run starts like the first.
    virtual void releaseAll() { release(); }
    /// Bytes of what was written or read; valid after run().
    [[nodiscard]] virtual std::uint64_t storedBytes() const = 0;
    /// The file that run() reads anew each time; empty = it reads none.
    [[nodiscard]] virtual std::string readsFrom() const { return {}; }
    /// run() goes through a file system.
    [[nodiscard]] virtual bool usesFiles() const { return !readsFrom().empty(); }
    [[nodiscard]] virtual std::vector<std::string> notes() const = 0;
};

/// Prepares what `request` names. InvalidArgument for what makes no sense together, Unsupported for what
/// cannot be done here.
[[nodiscard]] Result<std::unique_ptr<CellCase>> makeCellCase(const CellRequest& request,
                                                             const WorkContext& context);

// Parts of it.
[[nodiscard]] Result<std::unique_ptr<CellCase>> makeCodecCase(const CellRequest& request,
                                                              const WorkContext& context);
[[nodiscard]] Result<std::unique_ptr<CellCase>>
makePipelineCase(const CellRequest& request, space::SpacePtr space, const WorkContext& context);

} // namespace spacebench::jobs
