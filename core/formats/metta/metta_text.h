// SPDX-License-Identifier: Apache-2.0
//
// MeTTa text in and out (FORMAT.md).
#pragma once

#include "formats/format.h"

namespace spacebench::formats::metta {

inline constexpr std::string_view kId = "metta";

/// Whether `bytes` may be text: UTF-8 without NULs and other control bytes at its start.
[[nodiscard]] bool looksLikeText(ByteView bytes);

/// On a fault, the atoms before it and `damage`; with `salvage`, the ones after it too, from the next line
/// that starts an expression.
[[nodiscard]] Result<Opened> readText(const io::ByteSource& source, const OpenOptions& options, bool salvage,
                                      const WorkContext& context);

/// Nothing is read. For text whose atoms are in path order, as writeText() makes it.
[[nodiscard]] Opened streamText(const io::SourcePtr& source, const WorkContext& context);

/// What text cannot hold of the paths themselves (values and the like aside).
[[nodiscard]] Result<std::vector<Loss>> textLosses(const space::SpaceContent& content,
                                                   const WorkContext& context);

/// Atoms as MORK prints them, one a line, in path order. Appends to `losses` what was left out; with `strict`
/// it stops at the first such path instead and returns false.
[[nodiscard]] Result<bool> writeText(const space::SpaceContent& content, bool strict, ByteSink& out,
                                     SaveReport& report, const WorkContext& context);

} // namespace spacebench::formats::metta
