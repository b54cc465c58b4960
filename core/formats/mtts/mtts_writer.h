// SPDX-License-Identifier: Apache-2.0
//
// Writes MTTS in each of its dialects.
#pragma once

#include "formats/format.h"
#include "formats/mtts/mtts_layout.h"

namespace spacebench::formats::mtts {

/// `space` is that of `content`. Streams an uncompressed section; a compressed one is collected first,
/// because its length stands before it.
[[nodiscard]] Result<SaveReport> writeMtts(const space::SpaceContent& content, const space::Space& space,
                                           Dialect dialect, const std::optional<codecs::CodecChoice>& codec,
                                           ByteSink& out, const WorkContext& context);

} // namespace spacebench::formats::mtts
