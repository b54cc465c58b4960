// SPDX-License-Identifier: Apache-2.0
//
// What a file that is no space file seems to be, so that the refusal helps.
#pragma once

#include <string>

#include "base/bytes.h"

namespace spacebench::formats {

struct Looks {
    std::string kind;   ///< "a gzip file", "an ELF program", "text", "bytes of no known kind"
    std::string advice; ///< what to do with it; may be empty
};

/// By the first bytes alone. Never fails.
[[nodiscard]] Looks looksLike(ByteView bytes);

/// "1F 8B 08 00 ..": the first bytes as hex, at most `count`.
[[nodiscard]] std::string hexStart(ByteView bytes, std::size_t count = 8);

/// True where the first bytes are all such as text has (no control characters, no byte that UTF-8 never
/// uses).
[[nodiscard]] bool looksLikeText(ByteView bytes);

} // namespace spacebench::formats
