// SPDX-License-Identifier: Apache-2.0
//
// zlib streams by ISA-L's igzip, levels 0 to 3: one call a block ("stateless"), which falls back to stored
// deflate blocks where nothing is gained, so that the bound holds.
#include <isa-l.h>

#include <fmt/format.h>

#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks::isal {

namespace {

constexpr std::uint64_t kLargestBlock = UINT32_MAX - (std::uint64_t{64} << 20); // what grows fits 32 bits too
constexpr std::size_t kStoredBlockBytes = 65535; // deflate: a stored block holds so many,
constexpr std::size_t kStoredHeaderBytes = 5;    // behind such a header
constexpr std::size_t kWrapperBytes = 6 + 64;    // zlib's header and Adler-32; a header that was begun

class IsalBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "isal"; }
    std::string_view family() const override { return "zlib"; }
    std::string_view title() const override { return "zlib by ISA-L"; }
    std::string backend() const override {
        return fmt::format("ISA-L {}.{}.{}", ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION);
    }
    std::vector<int> levels() const override { return levelRange(ISAL_DEF_MIN_LEVEL, ISAL_DEF_MAX_LEVEL); }
    int standardLevel() const override { return 1; }
    unsigned features() const override { return HasChecksum; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

std::size_t levelBufferBytes(int level) {
    constexpr std::size_t kBytes[] = {ISAL_DEF_LVL0_DEFAULT, ISAL_DEF_LVL1_DEFAULT, ISAL_DEF_LVL2_DEFAULT,
                                      ISAL_DEF_LVL3_DEFAULT};
    return kBytes[level];
}

class IsalCompressor final : public BlockCompressor {
  public:
    explicit IsalCompressor(const BlockCodec& codec) : m_codec(codec) {}

    Result<void> start(int level) {
        const std::size_t bytes = levelBufferBytes(level);
        if (!m_levelBuffer.resize(bytes)) return ByteBuffer::outOfMemory(bytes);
        isal_deflate_stateless_init(&m_stream);
        m_stream.level = static_cast<std::uint32_t>(level);
        m_stream.level_buf = m_levelBuffer.data();
        m_stream.level_buf_size = static_cast<std::uint32_t>(bytes);
        return {};
    }
    std::size_t bound(std::size_t rawBytes) const override {
        return rawBytes + (rawBytes / kStoredBlockBytes + 1) * kStoredHeaderBytes + kWrapperBytes;
    }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        if (raw.size() > kLargestBlock) return blockTooLarge(m_codec, raw.size(), kLargestBlock);
        const std::size_t room = std::min<std::size_t>(out.size(), UINT32_MAX);
        isal_deflate_reset(&m_stream);
        m_stream.end_of_stream = 1;
        m_stream.flush = NO_FLUSH;
        m_stream.gzip_flag = IGZIP_ZLIB;
        m_stream.next_in = const_cast<Byte*>(raw.data()); // the interface has no const
        m_stream.avail_in = static_cast<std::uint32_t>(raw.size());
        m_stream.next_out = out.data();
        m_stream.avail_out = static_cast<std::uint32_t>(room);
        if (const int code = isal_deflate_stateless(&m_stream); code != COMP_OK)
            return refusedBlock(m_codec, fmt::format("code {}", code));
        return room - m_stream.avail_out;
    }

  private:
    const BlockCodec& m_codec;
    ByteBuffer m_levelBuffer;
    isal_zstream m_stream{};
};

class IsalDecompressor final : public BlockDecompressor {
  public:
    explicit IsalDecompressor(const BlockCodec& codec) : m_codec(codec) {}

    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        if (stored.size() > UINT32_MAX || out.size() > UINT32_MAX)
            return blockTooLarge(m_codec, out.size(), UINT32_MAX);
        Byte nothing = 0; // a block without content still needs an address
        isal_inflate_init(&m_state);
        m_state.crc_flag = ISAL_ZLIB;
        m_state.next_in = const_cast<Byte*>(stored.data());
        m_state.avail_in = static_cast<std::uint32_t>(stored.size());
        m_state.next_out = out.empty() ? &nothing : out.data();
        m_state.avail_out = static_cast<std::uint32_t>(out.size());
        const int code = isal_inflate(&m_state);
        if (code != ISAL_DECOMP_OK) return damagedBlock(m_codec, fmt::format("code {}", code));
        const bool ended = m_state.block_state == ISAL_BLOCK_FINISH;
        const bool allIn = m_state.avail_in == 0 && m_state.read_in_length < 8;
        if (!ended || !allIn || m_state.avail_out != 0) return damagedBlock(m_codec, "another size");
        return {};
    }

  private:
    const BlockCodec& m_codec;
    inflate_state m_state{};
};

Result<std::unique_ptr<BlockCompressor>> IsalBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<IsalCompressor>(*this);
    SB_CHECK(made->start(settings.level));
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

Result<std::unique_ptr<BlockDecompressor>> IsalBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    return std::unique_ptr<BlockDecompressor>(std::make_unique<IsalDecompressor>(*this));
}

} // namespace

const BlockCodec& codec() {
    static const IsalBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::isal
