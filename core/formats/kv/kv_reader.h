// SPDX-License-Identifier: Apache-2.0
//
// Reads kv files: one path a line.
#pragma once

#include "formats/format.h"

namespace spacebench::formats::kv {

/// A space without paths: an empty file is no space file, so one blank line stands for it.
inline constexpr std::string_view kNoPaths = "\n";

/// Yes where every line fits (of a large file: of its first 64 KiB), Maybe where the first one does and has a
/// value.
[[nodiscard]] Format::Match probeKv(ByteView bytes);

enum class Effort {
    Open,   ///< stops at the first line that does not fit
    Salvage ///< leaves such lines out
};
[[nodiscard]] Result<Opened> readKv(const io::SourcePtr& source, Effort effort, const WorkContext& context);

/// Nothing is read. For lines that are in path order, as they are written here.
[[nodiscard]] Opened streamKv(const io::SourcePtr& source, const WorkContext& context);

} // namespace spacebench::formats::kv
