// SPDX-License-Identifier: Apache-2.0
//
// From the bytes of a file to path buffers: checksum (C3), decompression, a buffer a path (M1..M3, P1, H3),
// and, where the file has them, symbols into the shared table (C1, C2). Bytes come at once or in pieces.
#pragma once

#include "jobs/pipeline/collect.h"
#include "jobs/pipeline/plan.h"
#include "jobs/pipeline/shared_table.h"

namespace spacebench::jobs::pipeline {

struct ParseJob {
    const Plan& plan;
    PathStore& store;
    Crew& crew;
    Stopwatch watch;
    PipelineTrace& trace; ///< storedBytes is the file's size before the first piece
    SharedTable* table;   ///< null where the format has no symbols
    /// ACT: one vector a range of the store, else empty.
    std::vector<std::vector<std::uint64_t>>& values;

    [[nodiscard]] bool hugePages() const { return plan.settings.input == tuning::InputKind::MappedHuge; }
    [[nodiscard]] std::uint64_t atoms() const { return plan.input->space->pathSet()->size(); }
    [[nodiscard]] CollectOptions collecting() const {
        return {plan.settings.collectThreads, plan.settings.orderLosingCollection, plan.settings.preallocate};
    }
};

class Parser {
  public:
    virtual ~Parser() = default;
    [[nodiscard]] virtual Result<void> add(ByteView piece) = 0;
    /// After the last piece; errors where the file ended early.
    [[nodiscard]] virtual Result<void> finish() = 0;
};

/// The job outlives the parser.
[[nodiscard]] std::unique_ptr<Parser> makeParser(const ParseJob& job);

} // namespace spacebench::jobs::pipeline
