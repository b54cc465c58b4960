// SPDX-License-Identifier: Apache-2.0
//
// Codecs as a plan names them: "default", "zstd", "zstd:3", "zstd:1..9". A text may mean a codec of files
// (codecs::Codec), a block codec, or both; the operation decides which one is asked.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace spacebench::jobs {

inline constexpr std::string_view kDefaultCodec = "default";

/// One codec at one level, by the names of both registries.
struct PlanCodec {
    std::string text;  ///< as an error or a skipped row names it: "zstd:3"
    std::string file;  ///< for serialize, deserialize, load: "default", "zstd:3"; empty = no codec of files
    std::string block; ///< for compress, decompress; empty = no block codec, or it has not this level
};

/// A range becomes its levels. InvalidArgument where neither registry knows the codec or the level.
[[nodiscard]] Result<std::vector<PlanCodec>> planCodecs(const std::string& text);

} // namespace spacebench::jobs
