// SPDX-License-Identifier: Apache-2.0
//
// Which level of libdeflate gives what PathMap's zlib gives at level 7, for the bytes at hand.
//
// PathMap writes `.paths` with zlib-ng at level 7, which is 1.5 % smaller there than zlib's own level 7
// (big_logic 803,836 against 815,946 bytes, 1M atoms 9.93 against 10.08 MB; limits.md). libdeflate's levels 5
// and 6 take 0.4 and 0.6 of the time of its level 7 and are smaller than PathMap on most spaces or parts of
// them, but not on all: on big_logic level 6 is 1.4 % larger. So a sample of every 8 MiB is compressed both
// ways.
#pragma once

#include "base/bytes.h"
#include "base/work_context.h"

namespace spacebench::codecs::zlib {

/// The level asked for with "as PathMap".
inline constexpr int kPathMapLevel = 7;

/// Raw bytes whose level is chosen at once, by what lies in their first kSampledBytes.
inline constexpr std::size_t kChoiceBytes = std::size_t{8} << 20;
inline constexpr std::size_t kSampledBytes = std::size_t{4} << 20;

/// The fastest of levels 5, 6 and 7 that a sample of `beginning` says to be no larger than PathMap's. Depends
/// on its first kSampledBytes only; uses the threads of `context`. Cost: 64 KiB compressed three times, which
/// is 4 % of compressing what it decides for; nothing below 2 MiB, where the answer is 7.
[[nodiscard]] int levelAsPathMap(ByteView beginning, const WorkContext& context);

} // namespace spacebench::codecs::zlib
