// SPDX-License-Identifier: Apache-2.0
//
// Which rows a request of the codec lab means, before anything is measured: a pure function.
#pragma once

#include "codecs/blocks/block_codec.h"
#include "jobs/lab/lab.h"

namespace spacebench::jobs {

struct PlannedRow {
    /// What tells the row apart is filled in. One that cannot be measured has its state and reason already;
    /// all others are Insufficient, "not measured yet".
    results::LabRow row;
    const codecs::blocks::BlockCodec* codec = nullptr; ///< null for the row "as stored"

    [[nodiscard]] bool toMeasure() const { return row.state == results::MeasureState::Insufficient; }
};

/// What can be known of the circumstances beforehand.
struct LabCircumstances {
    std::uint64_t rawBytes = 0;
    unsigned cores = 1; ///< threads that may work at once
};

inline constexpr std::string_view kNoStage = "none";
/// zstd's long mode reaches so far: 2^27 = 128 MiB, the most that its decoders take without being asked.
inline constexpr unsigned kLongWindowLog = 27;
/// Chunks for dictionaries where no size is asked for: a dictionary helps what is too small to teach itself.
inline constexpr std::uint64_t kDictionaryChunkBytes = 4096;
/// Beyond this size of a chunk a dictionary is forgotten before it pays.
inline constexpr std::uint64_t kLargestDictionaryChunk = std::uint64_t{128} << 10;

/// "as stored" first, then the sweep by stage, chunk size, threads, codec and level, then zstd's options.
/// InvalidArgument for codecs, stages and levels that do not exist.
[[nodiscard]] Result<std::vector<PlannedRow>> planLab(const LabRequest& request,
                                                      const LabCircumstances& circumstances);

} // namespace spacebench::jobs
