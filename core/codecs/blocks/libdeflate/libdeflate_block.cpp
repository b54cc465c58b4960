// SPDX-License-Identifier: Apache-2.0
//
// zlib streams by libdeflate, levels 1 to 12. It works on whole buffers only.
#include <libdeflate.h>

#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks::libdeflate {

namespace {

class LibdeflateBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "libdeflate"; }
    std::string_view family() const override { return "zlib"; }
    std::string_view title() const override { return "zlib by libdeflate"; }
    std::string backend() const override { return "libdeflate " LIBDEFLATE_VERSION_STRING; }
    std::vector<int> levels() const override { return levelRange(1, 12); }
    int standardLevel() const override { return 6; }
    unsigned features() const override { return HasChecksum; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

class LibdeflateCompressor final : public BlockCompressor {
  public:
    LibdeflateCompressor(const BlockCodec& codec, int level)
        : m_codec(codec), m_context(libdeflate_alloc_compressor(level)) {}
    ~LibdeflateCompressor() override { libdeflate_free_compressor(m_context); }
    LibdeflateCompressor(const LibdeflateCompressor&) = delete;
    LibdeflateCompressor& operator=(const LibdeflateCompressor&) = delete;
    [[nodiscard]] bool ready() const { return m_context != nullptr; }

    std::size_t bound(std::size_t rawBytes) const override {
        return libdeflate_zlib_compress_bound(m_context, rawBytes);
    }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        const std::size_t made =
            libdeflate_zlib_compress(m_context, raw.data(), raw.size(), out.data(), out.size());
        if (made == 0) return refusedBlock(m_codec, "no room");
        return made;
    }

  private:
    const BlockCodec& m_codec;
    libdeflate_compressor* m_context;
};

const char* wordsOf(libdeflate_result result) {
    switch (result) {
    case LIBDEFLATE_BAD_DATA:
        return "invalid data or a wrong checksum";
    case LIBDEFLATE_SHORT_OUTPUT:
        return "fewer bytes";
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        return "more bytes";
    default:
        return "another size";
    }
}

class LibdeflateDecompressor final : public BlockDecompressor {
  public:
    explicit LibdeflateDecompressor(const BlockCodec& codec)
        : m_codec(codec), m_context(libdeflate_alloc_decompressor()) {}
    ~LibdeflateDecompressor() override { libdeflate_free_decompressor(m_context); }
    LibdeflateDecompressor(const LibdeflateDecompressor&) = delete;
    LibdeflateDecompressor& operator=(const LibdeflateDecompressor&) = delete;
    [[nodiscard]] bool ready() const { return m_context != nullptr; }

    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        std::size_t taken = 0;
        const libdeflate_result result = libdeflate_zlib_decompress_ex(
            m_context, stored.data(), stored.size(), out.data(), out.size(), &taken, nullptr);
        if (result != LIBDEFLATE_SUCCESS || taken != stored.size())
            return damagedBlock(m_codec, wordsOf(result));
        return {};
    }

  private:
    const BlockCodec& m_codec;
    libdeflate_decompressor* m_context;
};

constexpr std::size_t kTypicalContextBytes = std::size_t{1} << 20;

Result<std::unique_ptr<BlockCompressor>>
LibdeflateBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<LibdeflateCompressor>(*this, settings.level);
    if (!made->ready()) return ByteBuffer::outOfMemory(kTypicalContextBytes);
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

Result<std::unique_ptr<BlockDecompressor>>
LibdeflateBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<LibdeflateDecompressor>(*this);
    if (!made->ready()) return ByteBuffer::outOfMemory(kTypicalContextBytes);
    return std::unique_ptr<BlockDecompressor>(std::move(made));
}

} // namespace

const BlockCodec& codec() {
    static const LibdeflateBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::libdeflate
