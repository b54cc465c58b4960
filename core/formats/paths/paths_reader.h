// SPDX-License-Identifier: Apache-2.0
//
// Reads `.paths`: one zlib stream of `[u32 length][bytes]` (formats.md, 2).
#pragma once

#include "formats/format.h"

namespace spacebench::formats::paths {

/// How well `bytes` fit: a zlib header and a first frame that fits is Yes, a zlib header alone is Maybe.
[[nodiscard]] Format::Match probePaths(ByteView bytes);

enum class Effort {
    Open,   ///< one stream, as the format says
    Salvage ///< further zlib streams behind it are read as well
};
/// Nothing is read but the header; nullopt where that is no .paths header.
[[nodiscard]] std::optional<Opened> streamPaths(const io::SourcePtr& source, const WorkContext& context);

[[nodiscard]] Result<Opened> readPaths(const io::SourcePtr& source, Effort effort,
                                       const WorkContext& context);

} // namespace spacebench::formats::paths
