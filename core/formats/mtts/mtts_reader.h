// SPDX-License-Identifier: Apache-2.0
//
// Reads MTTS in each of its dialects.
#pragma once

#include "formats/format.h"

namespace spacebench::formats::mtts {

[[nodiscard]] Result<Opened> readMtts(const io::SourcePtr& source, const OpenOptions& options,
                                      const WorkContext& context);

/// Looks at the structure only, and at the length fields of an uncompressed section; nullopt where something
/// is wrong with them, for readMtts() to say what.
[[nodiscard]] Result<std::optional<Opened>>
streamMtts(const io::SourcePtr& source, const OpenOptions& options, const WorkContext& context);

} // namespace spacebench::formats::mtts
