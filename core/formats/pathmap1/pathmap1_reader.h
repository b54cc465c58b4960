// SPDX-License-Identifier: Apache-2.0
//
// Reads PATHMAP1 (formats.md, 5).
#pragma once

#include "formats/format.h"

namespace spacebench::formats::pathmap1 {

inline constexpr std::string_view kMagic = "PATHMAP1";
inline constexpr std::size_t kHeaderBytes = 16;
inline constexpr unsigned kVersion = 1;

[[nodiscard]] Result<Opened> readPathmap1(const io::SourcePtr& source, const WorkContext& context);

} // namespace spacebench::formats::pathmap1
