// SPDX-License-Identifier: Apache-2.0
//
// What Spacebench does to sorted paths before a codec sees them (its own invention, no part of any other
// format): front coding, with what it makes apart as columns: how many bytes each path shares with the one
// before it, how long the rest is, and the rests. A rest that ends where its expression ends needs no length,
// so for MORK spaces that column is not even there. A block describes itself: FORMAT.md, "Blocks".
//
// "columns+ranks" also renumbers interned symbols (formats.md, 1: 8 bytes, 00 00 first) by frequency: those
// that occur more than once become one to four bytes, with a table of the ids. The order of the paths stays
// as it is. Lossless, for any bytes and any values. Cost: some 20 ns a path each way, ranking about twice
// that; no allocation a path.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "space/path_set.h"

namespace spacebench::formats::columns {

inline constexpr std::string_view kColumnsStage = "columns";
inline constexpr std::string_view kRanksStage = "columns+ranks";

struct StageOptions {
    bool rankSymbols = false;
};

struct SplitColumns {
    ByteBuffer block;
    std::uint64_t rankedSymbols = 0; ///< 0 where there was nothing to rank: the block is as without
};

/// `frames` are `[u32 length][bytes]`, ascending without duplicates, as a part of PathSet::framed() is;
/// InvalidArgument where they are not. `values` has one a path, or is empty (all 0).
[[nodiscard]] Result<SplitColumns> splitColumns(ByteView frames, std::span<const std::uint64_t> values,
                                                const StageOptions& options, const WorkContext& context);
[[nodiscard]] Result<SplitColumns> splitColumns(const space::PathSet& paths, const StageOptions& options,
                                                const WorkContext& context);

/// What a block says of itself. Offsets count from its first byte.
struct BlockLayout {
    std::uint64_t paths = 0;
    std::uint64_t framedBytes = 0; ///< of the paths, as frames
    std::uint64_t symbols = 0;     ///< in the table
    struct Part {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };
    Part table;   ///< ids of ranked symbols
    Part shared;  ///< one varint a path
    Part lengths; ///< one varint a path, or nothing
    Part values;  ///< one varint a path, or nothing
    Part rests;   ///< the last one
};
/// Corrupt where it is no block's beginning; offsets count from the start of `block`. That the parts lie
/// inside `block` is joinColumns()' business.
[[nodiscard]] Result<BlockLayout> readBlockLayout(ByteView block);

/// What joinColumns() appends to. Kept from block to block it keeps its memory.
struct JoinedPaths {
    ByteBuffer frames;                 ///< ascending, without duplicates inside a block
    std::vector<std::uint64_t> values; ///< one a path, or empty where no path so far has one other than 0
    std::uint64_t paths = 0;
};

/// The paths of `block`, appended to `out`. Nothing that the block says is believed: Corrupt with the offset
/// in the block, LimitExceeded where the paths pass Limits::contentBytes (with what `out` has already) or one
/// passes Limits::pathBytes, before memory is taken for them. The paths before the fault stay in `out`.
[[nodiscard]] Result<void> joinColumns(ByteView block, JoinedPaths& out, const WorkContext& context);

} // namespace spacebench::formats::columns
