// SPDX-License-Identifier: Apache-2.0
//
// LZ4 frames with content size and checksum: what `lz4` writes, and what files hold. Level 1 is the fast
// compressor, 3 to 12 are HC; of those, the ones that differ.
#include <lz4frame.h>

#include <fmt/format.h>

#include "codecs/blocks/lz4_raw.h"

namespace spacebench::codecs::blocks::lz4frame {

namespace {

class Lz4FrameBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "lz4frame"; }
    std::string_view family() const override { return "lz4"; }
    std::string_view title() const override { return "LZ4 frame with checksum"; }
    std::string backend() const override { return fmt::format("lz4 {}", LZ4_versionString()); }
    std::vector<int> levels() const override { return {1, 3, 6, 9, 12}; }
    int standardLevel() const override { return 1; }
    unsigned features() const override { return HasChecksum; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

constexpr std::size_t kTypicalContextBytes = std::size_t{16} << 10;

class Lz4FrameCompressor final : public BlockCompressor {
  public:
    Lz4FrameCompressor(const BlockCodec& codec, int level) : m_codec(codec) {
        m_settings.frameInfo.blockSizeID = LZ4F_max4MB;
        m_settings.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
        m_settings.compressionLevel = level;
        m_settings.autoFlush = 1; // all input comes in one call: nothing need be copied aside
    }
    ~Lz4FrameCompressor() override { LZ4F_freeCompressionContext(m_context); }
    Lz4FrameCompressor(const Lz4FrameCompressor&) = delete;
    Lz4FrameCompressor& operator=(const Lz4FrameCompressor&) = delete;
    [[nodiscard]] bool start() {
        return LZ4F_isError(LZ4F_createCompressionContext(&m_context, LZ4F_VERSION)) == 0;
    }

    std::size_t bound(std::size_t rawBytes) const override {
        return LZ4F_compressFrameBound(rawBytes, &m_settings);
    }
    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        m_settings.frameInfo.contentSize = raw.size();
        std::size_t made = 0;
        SB_CHECK(take(LZ4F_compressBegin(m_context, out.data(), out.size(), &m_settings), made));
        if (!raw.empty())
            SB_CHECK(take(LZ4F_compressUpdate(m_context, out.data() + made, out.size() - made, raw.data(),
                                              raw.size(), nullptr),
                          made));
        SB_CHECK(take(LZ4F_compressEnd(m_context, out.data() + made, out.size() - made, nullptr), made));
        return made;
    }

  private:
    Result<void> take(std::size_t written, std::size_t& made) {
        if (LZ4F_isError(written) != 0) return refusedBlock(m_codec, LZ4F_getErrorName(written));
        made += written;
        return {};
    }

    const BlockCodec& m_codec;
    LZ4F_preferences_t m_settings{};
    LZ4F_cctx* m_context = nullptr;
};

class Lz4FrameDecompressor final : public BlockDecompressor {
  public:
    explicit Lz4FrameDecompressor(const BlockCodec& codec) : m_codec(codec) {}
    ~Lz4FrameDecompressor() override { LZ4F_freeDecompressionContext(m_context); }
    Lz4FrameDecompressor(const Lz4FrameDecompressor&) = delete;
    Lz4FrameDecompressor& operator=(const Lz4FrameDecompressor&) = delete;
    [[nodiscard]] bool start() {
        return LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION)) == 0;
    }

    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        LZ4F_resetDecompressionContext(m_context);
        LZ4F_decompressOptions_t options{};
        options.stableDst = 1; // all of the block stays where it is written
        std::size_t taken = 0;
        std::size_t made = 0;
        Byte nothing = 0; // a block without content still needs an address
        for (;;) {
            std::size_t room = out.size() - made;
            std::size_t piece = stored.size() - taken;
            Byte* target = out.empty() ? &nothing : out.data() + made;
            const std::size_t hint =
                LZ4F_decompress(m_context, target, &room, stored.data() + taken, &piece, &options);
            if (LZ4F_isError(hint) != 0) return damagedBlock(m_codec, LZ4F_getErrorName(hint));
            taken += piece;
            made += room;
            if (hint == 0) break;
            if (piece == 0 && room == 0) return damagedBlock(m_codec, "it ends elsewhere");
        }
        if (taken != stored.size() || made != out.size()) return damagedBlock(m_codec, "another size");
        return {};
    }

  private:
    const BlockCodec& m_codec;
    LZ4F_dctx* m_context = nullptr;
};

Result<std::unique_ptr<BlockCompressor>> Lz4FrameBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<Lz4FrameCompressor>(*this, settings.level);
    if (!made->start()) return ByteBuffer::outOfMemory(kTypicalContextBytes);
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

Result<std::unique_ptr<BlockDecompressor>>
Lz4FrameBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<Lz4FrameDecompressor>(*this);
    if (!made->start()) return ByteBuffer::outOfMemory(kTypicalContextBytes);
    return std::unique_ptr<BlockDecompressor>(std::move(made));
}

} // namespace

const BlockCodec& codec() {
    static const Lz4FrameBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::lz4frame
