// SPDX-License-Identifier: Apache-2.0
//
// The codec lab: every codec and level on one space, verified by decompressing and comparing. Runs in the
// Timed lane. Within a budget: one pass over everything first, then repetitions where they decide something
// (fronts, the advisor's pick); rows that the budget did not reach say "insufficient".
#pragma once

#include <functional>

#include "codecs/blocks/block_codec.h"
#include "jobs/job.h"
#include "results/lab_result.h"
#include "space/space.h"

namespace spacebench::jobs {

struct LabRequest {
    std::string name; ///< of the input, for people
    space::SpacePtr space;
    std::string file;      ///< the file itself, for the row "as stored"; empty = none
    std::string selection; ///< prefix in words where only a part is measured; empty = all

    std::vector<std::string> codecs;                    ///< block codec ids; empty = all
    std::vector<int> levels;                            ///< empty = all of each codec, else those that it has
    std::vector<std::string> stages{"none", "columns"}; ///< also "columns+ranks"
    std::vector<std::uint64_t> chunkBytes{0};           ///< 0 = whole
    std::vector<unsigned> threads{1};
    bool options = true;        ///< zstd's workers, long mode, dictionaries too
    bool endToEnd = true;       ///< files and checksums too
    std::uint64_t runs = 5;     ///< most repetitions of a row
    double budgetSeconds = 120; ///< 0 = none
    bool estimate = false;      ///< sampled blocks only: seconds, and error bars
    std::uint64_t seed = 1;
    std::string folder; ///< for files; empty = the folder for temporary files
    /// What `codecs` are ids of; empty = all of blocks.def. Tests bring their own.
    std::vector<const codecs::blocks::BlockCodec*> table;
};

/// Rows in a stable order, however far the budget came. InvalidArgument for codecs, stages and levels that do
/// not exist; LimitExceeded where the space is empty. `onRow` (may be empty): the run so far, on the job's
/// thread. Cancelled: Cancelled, after a last onRow with what was measured (complete = false).
[[nodiscard]] Result<results::LabRun> runLab(const LabRequest& request, const JobServices& services,
                                             const std::function<void(const results::LabRun&)>& onRow = {});
/// Seconds that the first pass will take, roughly: from a sample of the input.
[[nodiscard]] double estimateLabSeconds(const LabRequest& request);

} // namespace spacebench::jobs
