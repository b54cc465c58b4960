// SPDX-License-Identifier: Apache-2.0
#include <isa-l.h>
#include <zlib.h>

#include <fmt/format.h>

#include "codecs/codec.h"
#include "codecs/zlib/inflate_decoder.h"

namespace spacebench::codecs::zlib {

namespace {

constexpr std::size_t kOutBytes = std::size_t{64} << 10;
constexpr std::size_t kLargestStep = std::size_t{1} << 30; // zlib counts in 32 bits

class DeflateEncoder final : public Encoder {
  public:
    explicit DeflateEncoder(ByteSink& out) : m_out(out) {}
    ~DeflateEncoder() override { deflateEnd(&m_stream); }

    Result<void> start(int level) {
        if (deflateInit(&m_stream, level) != Z_OK) return ByteBuffer::outOfMemory(kOutBytes);
        if (!m_room.resize(kOutBytes)) return ByteBuffer::outOfMemory(kOutBytes);
        return {};
    }
    Result<void> write(ByteView raw) override {
        while (!raw.empty()) {
            const std::size_t count = std::min(raw.size(), kLargestStep);
            m_stream.next_in = const_cast<Byte*>(raw.data()); // the interface of zlib is not const
            m_stream.avail_in = static_cast<uInt>(count);
            SB_CHECK(pump(Z_NO_FLUSH));
            raw = raw.subspan(count);
        }
        return {};
    }
    Result<void> finish() override { return pump(Z_FINISH); }

  private:
    Result<void> pump(int flush) {
        do {
            m_stream.next_out = m_room.data();
            m_stream.avail_out = static_cast<uInt>(kOutBytes);
            if (deflate(&m_stream, flush) == Z_STREAM_ERROR)
                return Error::internal("zlib refuses to go on compressing");
            SB_CHECK(m_out.write({m_room.data(), kOutBytes - m_stream.avail_out}));
        } while (m_stream.avail_out == 0);
        return {};
    }

    ByteSink& m_out;
    z_stream m_stream{};
    ByteBuffer m_room;
};

class ZlibCodec final : public Codec {
  public:
    std::string_view id() const override { return "zlib"; }
    std::string_view title() const override { return "zlib stream (RFC 1950)"; }
    std::string version() const override {
        return fmt::format("zlib {}, ISA-L {}.{}", zlibVersion(), ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION);
    }
    LevelRange levels() const override { return {1, 9, 7}; } // 7 as PathMap writes
    std::optional<unsigned> wireId() const override { return 1; }
    Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int level) const override {
        auto encoder = std::make_unique<DeflateEncoder>(out);
        SB_CHECK(encoder->start(level));
        return std::unique_ptr<Encoder>(std::move(encoder));
    }
    Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const override {
        return std::unique_ptr<Decoder>(std::make_unique<InflateDecoder>(stored));
    }
};

} // namespace

const Codec& codec() {
    static const ZlibCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::zlib
