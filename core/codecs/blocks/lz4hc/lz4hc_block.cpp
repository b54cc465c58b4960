// SPDX-License-Identifier: Apache-2.0
//
// LZ4's HC compressor, levels 3 to 12: slower to write, as fast to read.
#include <lz4hc.h>

#include <fmt/format.h>

#include "codecs/blocks/lz4_raw.h"

namespace spacebench::codecs::blocks::lz4hc {

namespace {

class Lz4HcBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "lz4hc"; }
    std::string_view family() const override { return "lz4"; }
    std::string_view title() const override { return "LZ4 HC block"; }
    std::string backend() const override { return fmt::format("lz4 {}", LZ4_versionString()); }
    std::vector<int> levels() const override { return levelRange(LZ4HC_CLEVEL_MIN, LZ4HC_CLEVEL_MAX); }
    int standardLevel() const override { return LZ4HC_CLEVEL_DEFAULT; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

class Lz4HcCompressor final : public BlockCompressor {
  public:
    Lz4HcCompressor(const BlockCodec& codec, int level) : m_codec(codec), m_level(level) {}
    [[nodiscard]] bool start() { return m_state.resize(static_cast<std::size_t>(LZ4_sizeofStateHC())); }

    std::size_t bound(std::size_t rawBytes) const override { return lz4Bound(rawBytes); }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        if (raw.size() > kLargestLz4Block) return blockTooLarge(m_codec, raw.size(), kLargestLz4Block);
        const int made =
            LZ4_compress_HC_extStateHC(m_state.data(), lz4Chars(raw), reinterpret_cast<char*>(out.data()),
                                       static_cast<int>(raw.size()), lz4Room(out.size()), m_level);
        if (made <= 0) return refusedBlock(m_codec, "no room");
        return static_cast<std::size_t>(made);
    }

  private:
    const BlockCodec& m_codec;
    int m_level;
    ByteBuffer m_state; ///< from malloc, so aligned as LZ4 wants it
};

Result<std::unique_ptr<BlockCompressor>> Lz4HcBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<Lz4HcCompressor>(*this, settings.level);
    if (!made->start()) return ByteBuffer::outOfMemory(static_cast<std::size_t>(LZ4_sizeofStateHC()));
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

Result<std::unique_ptr<BlockDecompressor>>
Lz4HcBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockDecompressor>(std::make_unique<Lz4RawDecompressor>(*this));
}

} // namespace

const BlockCodec& codec() {
    static const Lz4HcBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::lz4hc
