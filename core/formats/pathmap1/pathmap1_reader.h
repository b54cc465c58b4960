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

/// Looks at the header, the path count, and the length fields of an uncompressed section; nullopt where
/// something is wrong with them, for readPathmap1() to say what.
[[nodiscard]] Result<std::optional<Opened>> streamPathmap1(const io::SourcePtr& source,
                                                           const WorkContext& context);

} // namespace spacebench::formats::pathmap1
