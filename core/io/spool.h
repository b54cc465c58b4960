// SPDX-License-Identifier: Apache-2.0
//
// Input that cannot be mapped, in bounded memory: it goes through a spill file. Private to io/.
#pragma once

#include "io/byte_source.h"

namespace spacebench::io {

/// Standard input, or any descriptor, as a mapping: of the file itself where it is one at its start, else of
/// a spill file in context.spillFolder that gets all that can be read. `name` is what the source is called.
[[nodiscard]] Result<SourcePtr> spool(int descriptor, const std::string& name, const WorkContext& context);

} // namespace spacebench::io
