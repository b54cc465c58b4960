// SPDX-License-Identifier: Apache-2.0
//
// What the block codecs share: checks of their settings, and errors in the same words.
#pragma once

#include "codecs/blocks/block_codec.h"

namespace spacebench::codecs::blocks {

/// Unsupported where `codec` is unavailable; InvalidArgument where it does not take `settings`.
[[nodiscard]] Result<void> checkSettings(const BlockCodec& codec, const BlockSettings& settings);

/// All levels from `first` to `last`.
[[nodiscard]] std::vector<int> levelRange(int first, int last);

/// What was stored does not give the raw bytes; `why` are the library's words, or ours.
[[nodiscard]] Error damagedBlock(const BlockCodec& codec, std::string why);
/// The library refused to compress.
[[nodiscard]] Error refusedBlock(const BlockCodec& codec, std::string why);
/// `rawBytes` is more than the library takes in one block.
[[nodiscard]] Error blockTooLarge(const BlockCodec& codec, std::uint64_t rawBytes, std::uint64_t most);

} // namespace spacebench::codecs::blocks
