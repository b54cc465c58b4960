// SPDX-License-Identifier: Apache-2.0
//
// Reads MTTS in each of its dialects.
#pragma once

#include "formats/format.h"

namespace spacebench::formats::mtts {

[[nodiscard]] Result<Opened> readMtts(const io::SourcePtr& source, const OpenOptions& options,
                                      const WorkContext& context);

} // namespace spacebench::formats::mtts
