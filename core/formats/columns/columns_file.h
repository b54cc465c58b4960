// SPDX-License-Identifier: Apache-2.0
//
// Spacebench's own container for blocks of columns: FORMAT.md. No other program reads it.
#pragma once

#include "formats/columns/column_stage.h"
#include "formats/format.h"

namespace spacebench::formats::columns {

inline constexpr std::string_view kMagic = "SBCOLUMN";
inline constexpr unsigned kVersion = 1;

inline constexpr std::size_t kVersionAt = 8;
inline constexpr std::size_t kFlagsAt = 10;
inline constexpr std::size_t kCodecAt = 12;
inline constexpr std::size_t kLevelAt = 13;
inline constexpr std::size_t kStageAt = 14;
inline constexpr std::size_t kReservedAt = 15;
inline constexpr std::size_t kPathsAt = 16;
inline constexpr std::size_t kFramedBytesAt = 24;
inline constexpr std::size_t kHeaderBytes = 32;

/// In front of each block: paths, framed bytes, bytes of the block, bytes that are stored of it.
inline constexpr std::size_t kBlockHeaderBytes = 32;

/// A writer begins a new block where these would be passed (one longer path has a block of its own): what a
/// reader has to hold beside the paths.
inline constexpr std::uint64_t kBlockFramedBytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kBlockPaths = std::uint64_t{4} << 20;
/// No block of a writer passes this, values that do not compress included: below it a high ratio is no bomb.
inline constexpr std::uint64_t kSafeBlockBytes = std::uint64_t{160} << 20;

enum class StageNumber : Byte { Columns = 1, Ranks = 2 };

enum class Effort {
    Open,   ///< up to the first damage
    Salvage ///< blocks behind a damaged one too
};
[[nodiscard]] Result<Opened> readColumns(const io::SourcePtr& source, const OpenOptions& options,
                                         Effort effort, const WorkContext& context);

[[nodiscard]] Result<SaveReport> writeColumns(const space::Space& space, StageNumber stage,
                                              const codecs::CodecChoice& choice, ByteSink& out,
                                              const WorkContext& context);

} // namespace spacebench::formats::columns
