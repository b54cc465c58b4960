// SPDX-License-Identifier: Apache-2.0
//
// One valid zlib stream written by several threads, and read back by several (limits.md, "Codecs": 2x with
// two threads at +0.0-0.35 % size).
//
// Writing: the raw bytes are cut into parts of 1 MiB; each is compressed on its own by libdeflate (level 1:
// ISA-L), its final-block bit cleared (deflate_walk.h), and closed with an empty stored block, `00 00 FF FF`
// on a byte boundary: a full flush. A last empty block and the combined Adler-32 end the stream. Any zlib
// reader reads it. Reading: a stream that has such flush points can be cut there and inflated in pieces.
// Nothing says that a `00 00 FF FF` is a flush point, or that the bytes after it do not refer back: a piece
// that does not inflate on its own, or an Adler-32 that does not fit, means "not this way", never an error.
// The limit: the compressor (writing), inflate (reading). The plain versions are zlib's deflate and the
// serial InflateDecoder.
#pragma once

#include <memory>

#include "codecs/codec.h"

namespace spacebench::codecs::zlib {

inline constexpr std::size_t kPartBytes = std::size_t{1} << 20;

/// An Encoder whose parts are compressed on the threads of `context` (without an executor: on the caller's).
/// Output depends on the level and the raw bytes only, not on the number of threads or how the bytes came in.
/// Levels 1..9. Holds up to 4 parts a thread.
[[nodiscard]] Result<std::unique_ptr<Encoder>> partsEncoder(ByteSink& out, int level,
                                                            const WorkContext& context);

/// Inflates the zlib stream `stored` on several threads into `raw` (appended). True where that worked and
/// length and Adler-32 fit; false, with `raw` unchanged, where the stream cannot be cut, is damaged, has
/// trailing bytes or breaks a limit: the serial decoder then says what is wrong. Cancelled and memory
/// problems are errors.
[[nodiscard]] Result<bool> inflateParts(ByteView stored, ByteBuffer& raw, const WorkContext& context);

} // namespace spacebench::codecs::zlib
