// SPDX-License-Identifier: Apache-2.0
//
// zlib-ng by its own interface (zlib-ng.h, libz-ng), where the build found it. Where not, the codec is listed
// with that reason: zlib built from zlib-ng's compatible mode, or any other library, is not measured under
// this name.
#include <fmt/format.h>

#include "codecs/blocks/block_support.h"

#ifdef SPACEBENCH_ZLIBNG
#include <zlib-ng.h>

#include "codecs/blocks/deflate_streams.h"
#endif

namespace spacebench::codecs::blocks::zlibng {

namespace {

#ifdef SPACEBENCH_ZLIBNG
struct NextZlib {
    using Stream = zng_stream;
    static constexpr int kOk = Z_OK;
    static constexpr int kStreamEnd = Z_STREAM_END;
    static constexpr int kBufferError = Z_BUF_ERROR;
    static constexpr int kNoFlush = Z_NO_FLUSH;
    static constexpr int kFinish = Z_FINISH;
    static int beginDeflate(Stream* stream, int level) { return ::zng_deflateInit(stream, level); }
    static int deflateReset(Stream* stream) { return ::zng_deflateReset(stream); }
    static std::size_t deflateBound(Stream* stream, std::size_t bytes) {
        return ::zng_deflateBound(stream, bytes);
    }
    static int deflate(Stream* stream, int flush) { return ::zng_deflate(stream, flush); }
    static int deflateEnd(Stream* stream) { return ::zng_deflateEnd(stream); }
    static int beginInflate(Stream* stream) { return ::zng_inflateInit(stream); }
    static int inflateReset(Stream* stream) { return ::zng_inflateReset(stream); }
    static int inflate(Stream* stream, int flush) { return ::zng_inflate(stream, flush); }
    static int inflateEnd(Stream* stream) { return ::zng_inflateEnd(stream); }
};
#endif

class ZlibNgBlockCodec final : public BlockCodec {
  public:
    std::string_view id() const override { return "zlib-ng"; }
    std::string_view family() const override { return "zlib"; }
    std::string_view title() const override { return "zlib by zlib-ng"; }
    std::vector<int> levels() const override { return levelRange(1, 9); }
    int standardLevel() const override { return 6; }
    unsigned features() const override { return HasChecksum; }
#ifdef SPACEBENCH_ZLIBNG
    std::string backend() const override {
        return fmt::format("zlib-ng {}", ::zlibng_version());
    }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override {
        return deflateCompressor<NextZlib>(*this, settings);
    }
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override {
        return deflateDecompressor<NextZlib>(*this, settings);
    }
#else
    std::string backend() const override {
        return "zlib-ng (absent)";
    }
    std::string unavailable() const override {
        return "zlib-ng (libz-ng and zlib-ng.h) was not found when this program was built; no other library "
               "is measured in its place";
    }
    Result<std::unique_ptr<BlockCompressor>> compressor(const BlockSettings& settings) const override {
        return absent(settings);
    }
    Result<std::unique_ptr<BlockDecompressor>> decompressor(const BlockSettings& settings) const override {
        return absent(settings);
    }

  private:
    Error absent(const BlockSettings& settings) const {
        return std::move(checkSettings(*this, settings)).error(); // always one: unavailable() has its words
    }
#endif
};

} // namespace

const BlockCodec& codec() {
    static const ZlibNgBlockCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::blocks::zlibng
