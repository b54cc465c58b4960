// SPDX-License-Identifier: Apache-2.0
//
// LZ4's bare blocks, which its fast and its HC compressor both make: no header, no checksum.
#pragma once

#include <lz4.h>

#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks {

inline constexpr std::uint64_t kLargestLz4Block = LZ4_MAX_INPUT_SIZE;

[[nodiscard]] inline std::size_t lz4Bound(std::size_t rawBytes) {
    return rawBytes + rawBytes / 255 + 16; // LZ4_COMPRESSBOUND, beyond its limit too
}

/// `out` as LZ4 counts: a room that is too large for int is one that is large enough.
[[nodiscard]] inline int lz4Room(std::size_t bytes) {
    return static_cast<int>(std::min<std::size_t>(bytes, INT32_MAX));
}

/// LZ4 HC follows the address of a block without content too.
[[nodiscard]] inline const char* lz4Chars(ByteView raw) {
    return raw.empty() ? "" : reinterpret_cast<const char*>(raw.data());
}

class Lz4RawDecompressor final : public BlockDecompressor {
  public:
    explicit Lz4RawDecompressor(const BlockCodec& codec) : m_codec(codec) {}

    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        if (stored.size() > INT32_MAX || out.size() > kLargestLz4Block)
            return blockTooLarge(m_codec, out.size(), kLargestLz4Block);
        Byte nothing = 0; // a block without content still needs an address
        Byte* target = out.empty() ? &nothing : out.data();
        const int made =
            LZ4_decompress_safe(reinterpret_cast<const char*>(stored.data()), reinterpret_cast<char*>(target),
                                static_cast<int>(stored.size()), static_cast<int>(out.size()));
        if (made < 0 || static_cast<std::size_t>(made) != out.size())
            return damagedBlock(m_codec, made < 0 ? "invalid data" : "another size");
        return {};
    }

  private:
    const BlockCodec& m_codec;
};

} // namespace spacebench::codecs::blocks
