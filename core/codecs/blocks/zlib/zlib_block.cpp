// SPDX-License-Identifier: Apache-2.0
//
// The stock zlib library, levels 1 to 9.
#include <zlib.h>

#include <fmt/format.h>

#include "codecs/blocks/deflate_streams.h"

namespace spacebench::codecs::blocks::zlib {

namespace {

struct StockZlib {
    using Stream = z_stream;
    static constexpr int kOk = Z_OK;
    static constexpr int kStreamEnd = Z_STREAM_END;
    static constexpr int kBufferError = Z_BUF_ERROR;
    static constexpr int kNoFlush = Z_NO_FLUSH;
    static constexpr int kFinish = Z_FINISH;
    static int beginDeflate(Stream* stream, int level) {
        return ::deflateInit_(stream, level, ZLIB_VERSION, sizeof(z_stream));
    }
    static int deflateReset(Stream* stream) { return ::deflateReset(stream); }
    static std::size_t deflateBound(Stream* stream, std::size_t bytes) {
        return ::deflateBound(stream, bytes);
    }
    static int deflate(Stream* stream, int flush) { return ::deflate(stream, flush); }
    static int deflateEnd(Stream* stream) { return ::deflateEnd(stream); }
    static int beginInflate(Stream* stream) { return ::inflateInit_(stream, ZLIB_VERSION, sizeof(z_stream)); }
    static int inflateReset(Stream* stream) { return ::inflateReset(stream); }
    static int inflate(Stream* stream, int flush) { return ::inflate(stream, flush); }
    static int inflateEnd(Stream* stream) { return ::inflateEnd(stream); }
};

class ZlibBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "zlib"; }
    std::string_view family() const override { return "zlib"; }
    std::string_view title() const override { return "zlib"; }
    std::string backend() const override { return fmt::format("zlib {}", ::zlibVersion()); }
    std::vector<int> levels() const override { return levelRange(1, 9); }
    int standardLevel() const override { return 6; }
    unsigned features() const override { return HasChecksum; }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override {
        return deflateCompressor<StockZlib>(*this, settings);
    }
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override {
        return deflateDecompressor<StockZlib>(*this, settings);
    }
};

} // namespace

const BlockCodec& codec() {
    static const ZlibBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::zlib
