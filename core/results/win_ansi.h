// SPDX-License-Identifier: Apache-2.0
//
// Text for the fonts that every PDF reader has. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace spacebench::results {

/// UTF-8 as WinAnsi (Windows code page 1252). What it cannot show is replaced legibly: "->" for an arrow,
/// "U+4E2D" for other characters, "?" for bytes that are no text; control characters become blanks.
[[nodiscard]] std::string winAnsi(std::string_view text);

} // namespace spacebench::results
