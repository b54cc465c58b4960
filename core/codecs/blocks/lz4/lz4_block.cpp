// SPDX-License-Identifier: Apache-2.0
//
// LZ4's fast compressor. Level 1 is its default; level -n is its acceleration n (`lz4 --fast=n`), which looks
// for fewer matches.
#include <fmt/format.h>

#include "codecs/blocks/lz4_raw.h"

namespace spacebench::codecs::blocks::lz4 {

namespace {

class Lz4BlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "lz4"; }
    std::string_view family() const override { return "lz4"; }
    std::string_view title() const override { return "LZ4 block"; }
    std::string backend() const override { return fmt::format("lz4 {}", LZ4_versionString()); }
    // Neighbouring accelerations differ by less than what can be measured.
    std::vector<int> levels() const override { return {-32, -16, -8, -4, -2, 1}; }
    int standardLevel() const override { return 1; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

class Lz4FastCompressor final : public BlockCompressor {
  public:
    Lz4FastCompressor(const BlockCodec& codec, int level)
        : m_codec(codec), m_acceleration(level < 0 ? -level : 1) {}
    [[nodiscard]] bool start() { return m_state.resize(static_cast<std::size_t>(LZ4_sizeofState())); }

    std::size_t bound(std::size_t rawBytes) const override { return lz4Bound(rawBytes); }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        if (raw.size() > kLargestLz4Block) return blockTooLarge(m_codec, raw.size(), kLargestLz4Block);
        const int made =
            LZ4_compress_fast_extState(m_state.data(), lz4Chars(raw), reinterpret_cast<char*>(out.data()),
                                       static_cast<int>(raw.size()), lz4Room(out.size()), m_acceleration);
        if (made <= 0) return refusedBlock(m_codec, "no room");
        return static_cast<std::size_t>(made);
    }

  private:
    const BlockCodec& m_codec;
    int m_acceleration;
    ByteBuffer m_state; ///< from malloc, so aligned as LZ4 wants it
};

Result<std::unique_ptr<BlockCompressor>> Lz4BlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<Lz4FastCompressor>(*this, settings.level);
    if (!made->start()) return ByteBuffer::outOfMemory(static_cast<std::size_t>(LZ4_sizeofState()));
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

Result<std::unique_ptr<BlockDecompressor>> Lz4BlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockDecompressor>(std::make_unique<Lz4RawDecompressor>(*this));
}

} // namespace

const BlockCodec& codec() {
    static const Lz4BlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::lz4
