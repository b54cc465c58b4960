// SPDX-License-Identifier: Apache-2.0
//
// Zstandard frames without their optional checksum, levels -5 to 22: with threads of the library's own, long
// windows and dictionaries.
#define ZSTD_STATIC_LINKING_ONLY // for ZSTD_c_stableInBuffer alone, to be cancellable within a block
#include <zstd.h>

#include <fmt/format.h>

#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks::zstd {

namespace {

/// The library is asked to go on so often that a cancelled block ends soon: 20 ms at the slowest level.
constexpr std::size_t kPieceBytes = std::size_t{128} << 10;
constexpr int kFirstLevel = -5;
constexpr std::size_t kTypicalContextBytes = std::size_t{1} << 20;

class ZstdBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "zstd"; }
    std::string_view family() const override { return "zstd"; }
    std::string_view title() const override { return "Zstandard, without checksum"; }
    std::string backend() const override { return fmt::format("zstd {}", ZSTD_versionString()); }
    std::vector<int> levels() const override {
        std::vector<int> levels = levelRange(kFirstLevel, ZSTD_maxCLevel());
        levels.erase(std::find(levels.begin(), levels.end(), 0)); // 0 is another name of the standard level
        return levels;
    }
    int standardLevel() const override { return ZSTD_CLEVEL_DEFAULT; }
    unsigned features() const override {
        const ZSTD_bounds workers = ZSTD_cParam_getBounds(ZSTD_c_nbWorkers);
        const bool threads = ZSTD_isError(workers.error) == 0 && workers.upperBound > 0;
        return TakesLongWindow | TakesDictionary | (threads ? unsigned{TakesWorkers} : 0U);
    }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override;
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override;
};

Error refusedSetting(const char* what, std::size_t code) {
    return Error::invalid(fmt::format("zstd does not take this {}", what)).got(ZSTD_getErrorName(code));
}

class ZstdCompressor final : public BlockCompressor {
  public:
    ZstdCompressor(const BlockCodec& codec, std::stop_token stop)
        : m_codec(codec), m_stop(std::move(stop)), m_context(ZSTD_createCCtx()) {}
    ~ZstdCompressor() override { ZSTD_freeCCtx(m_context); }
    ZstdCompressor(const ZstdCompressor&) = delete;
    ZstdCompressor& operator=(const ZstdCompressor&) = delete;

    Result<void> start(const BlockSettings& settings) {
        if (m_context == nullptr) return ByteBuffer::outOfMemory(kTypicalContextBytes);
        SB_CHECK(set(ZSTD_c_compressionLevel, settings.level, "level"));
        SB_CHECK(set(ZSTD_c_checksumFlag, 0, "checksum"));
        if (settings.workers != 0)
            SB_CHECK(set(ZSTD_c_nbWorkers, static_cast<int>(settings.workers), "number of threads"));
        if (settings.windowLog != 0) {
            SB_CHECK(set(ZSTD_c_enableLongDistanceMatching, 1, "long mode"));
            SB_CHECK(set(ZSTD_c_windowLog, static_cast<int>(settings.windowLog), "window size"));
        }
        if (!settings.dictionary.empty()) {
            const std::size_t code =
                ZSTD_CCtx_loadDictionary(m_context, settings.dictionary.data(), settings.dictionary.size());
            if (ZSTD_isError(code) != 0) return refusedSetting("dictionary", code);
        }
        // Pieces change nothing in a block only where the library reads them where they lie; its own threads
        // get them copied either way.
        m_pieces = m_stop.stop_possible() && settings.workers == 0 &&
                   ZSTD_isError(ZSTD_CCtx_setParameter(m_context, ZSTD_c_stableInBuffer, 1)) == 0;
        return {};
    }
    std::size_t bound(std::size_t rawBytes) const override { return ZSTD_compressBound(rawBytes); }

    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        if (m_pieces && raw.size() > kPieceBytes) return compressInPieces(raw, out);
        const std::size_t made = ZSTD_compress2(m_context, out.data(), out.size(), raw.data(), raw.size());
        if (ZSTD_isError(made) != 0) return refusedBlock(m_codec, ZSTD_getErrorName(made));
        return made;
    }

  private:
    Result<void> set(ZSTD_cParameter parameter, int value, const char* what) {
        const std::size_t code = ZSTD_CCtx_setParameter(m_context, parameter, value);
        if (ZSTD_isError(code) != 0) return refusedSetting(what, code);
        return {};
    }

    Result<std::size_t> compressInPieces(ByteView raw, std::span<Byte> out) {
        ZSTD_CCtx_reset(m_context, ZSTD_reset_session_only);
        ZSTD_CCtx_setPledgedSrcSize(m_context, raw.size());
        ZSTD_inBuffer in{raw.data(), 0, 0};
        ZSTD_outBuffer made{out.data(), out.size(), 0};
        for (;;) {
            if (m_stop.stop_requested()) return Error::cancelled();
            in.size = std::min(in.size + kPieceBytes, raw.size());
            const bool last = in.size == raw.size();
            const std::size_t left =
                ZSTD_compressStream2(m_context, &made, &in, last ? ZSTD_e_end : ZSTD_e_continue);
            if (ZSTD_isError(left) != 0) return refusedBlock(m_codec, ZSTD_getErrorName(left));
            if (last && left == 0) return made.pos;
            if (last && made.pos == out.size()) return refusedBlock(m_codec, "no room");
        }
    }

    const BlockCodec& m_codec;
    std::stop_token m_stop;
    ZSTD_CCtx* m_context;
    bool m_pieces = false;
};

class ZstdDecompressor final : public BlockDecompressor {
  public:
    explicit ZstdDecompressor(const BlockCodec& codec) : m_codec(codec), m_context(ZSTD_createDCtx()) {}
    ~ZstdDecompressor() override { ZSTD_freeDCtx(m_context); }
    ZstdDecompressor(const ZstdDecompressor&) = delete;
    ZstdDecompressor& operator=(const ZstdDecompressor&) = delete;

    Result<void> start(const BlockSettings& settings) {
        if (m_context == nullptr) return ByteBuffer::outOfMemory(kTypicalContextBytes);
        if (settings.dictionary.empty()) return {};
        const std::size_t code =
            ZSTD_DCtx_loadDictionary(m_context, settings.dictionary.data(), settings.dictionary.size());
        if (ZSTD_isError(code) != 0) return refusedSetting("dictionary", code);
        return {};
    }
    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        // One frame and nothing else: several would decompress to the same size unnoticed.
        const std::size_t frame = ZSTD_findFrameCompressedSize(stored.data(), stored.size());
        if (ZSTD_isError(frame) != 0) return damagedBlock(m_codec, ZSTD_getErrorName(frame));
        if (frame != stored.size()) return damagedBlock(m_codec, "another size");
        Byte nothing = 0; // a block without content still needs an address
        Byte* target = out.empty() ? &nothing : out.data();
        const std::size_t made =
            ZSTD_decompressDCtx(m_context, target, out.size(), stored.data(), stored.size());
        if (ZSTD_isError(made) != 0) return damagedBlock(m_codec, ZSTD_getErrorName(made));
        if (made != out.size()) return damagedBlock(m_codec, "another size");
        return {};
    }

  private:
    const BlockCodec& m_codec;
    ZSTD_DCtx* m_context;
};

Result<std::unique_ptr<BlockCompressor>> ZstdBlockCodec::compressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<ZstdCompressor>(*this, settings.stop);
    SB_CHECK(made->start(settings));
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

Result<std::unique_ptr<BlockDecompressor>> ZstdBlockCodec::decompressor(const BlockSettings& settings) const {
    SB_CHECK(checkSettings(*this, settings));
    auto made = std::make_unique<ZstdDecompressor>(*this);
    SB_CHECK(made->start(settings));
    return std::unique_ptr<BlockDecompressor>(std::move(made));
}

} // namespace

const BlockCodec& codec() {
    static const ZstdBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::zstd
