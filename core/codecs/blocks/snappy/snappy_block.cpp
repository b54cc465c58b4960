// SPDX-License-Identifier: Apache-2.0
//
// Snappy's bare blocks: no levels, no checksum.
#include <snappy.h>

#include <fmt/format.h>

#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks::snappy {

namespace {

constexpr std::uint64_t kLargestBlock = UINT32_MAX; // the length is stored in 32 bits

class SnappyBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "snappy"; }
    std::string_view family() const override { return "snappy"; }
    std::string_view title() const override { return "Snappy block"; }
    std::string backend() const override {
        return fmt::format("snappy {}.{}.{}", SNAPPY_MAJOR, SNAPPY_MINOR, SNAPPY_PATCHLEVEL);
    }
    std::vector<int> levels() const override { return {0}; }
    int standardLevel() const override { return 0; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

const char* charsOf(ByteView bytes) {
    return reinterpret_cast<const char*>(bytes.data());
}

// The library takes its working memory anew for every block; there is nothing to keep.
class SnappyCompressor final : public BlockCompressor {
  public:
    explicit SnappyCompressor(const BlockCodec& codec) : m_codec(codec) {}
    std::size_t bound(std::size_t rawBytes) const override { return ::snappy::MaxCompressedLength(rawBytes); }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        if (raw.size() > kLargestBlock) return blockTooLarge(m_codec, raw.size(), kLargestBlock);
        std::size_t made = 0;
        ::snappy::RawCompress(charsOf(raw), raw.size(), reinterpret_cast<char*>(out.data()), &made);
        return made;
    }

  private:
    const BlockCodec& m_codec;
};

class SnappyDecompressor final : public BlockDecompressor {
  public:
    explicit SnappyDecompressor(const BlockCodec& codec) : m_codec(codec) {}
    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        std::size_t size = 0;
        if (!::snappy::GetUncompressedLength(charsOf(stored), stored.size(), &size))
            return damagedBlock(m_codec, "no length");
        if (size != out.size()) return damagedBlock(m_codec, "another size");
        Byte nothing = 0; // a block without content still needs an address
        Byte* target = out.empty() ? &nothing : out.data();
        if (!::snappy::RawUncompress(charsOf(stored), stored.size(), reinterpret_cast<char*>(target)))
            return damagedBlock(m_codec, "invalid data");
        return {};
    }

  private:
    const BlockCodec& m_codec;
};

Result<std::unique_ptr<BlockCompressor>> SnappyBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockCompressor>(std::make_unique<SnappyCompressor>(*this));
}

Result<std::unique_ptr<BlockDecompressor>>
SnappyBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockDecompressor>(std::make_unique<SnappyDecompressor>(*this));
}

} // namespace

const BlockCodec& codec() {
    static const SnappyBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::snappy
