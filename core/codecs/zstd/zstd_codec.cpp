// SPDX-License-Identifier: Apache-2.0
#include <zstd.h>
#include <zstd_errors.h>

#include <fmt/format.h>

#include "codecs/codec.h"

namespace spacebench::codecs::zstd {

namespace {

constexpr std::size_t kOutBytes = std::size_t{128} << 10;
constexpr std::uint32_t kSkippableMagic = 0x184D2A50U; // lowest of 16
constexpr std::uint32_t kSkippableMask = 0xFFFFFFF0U;

class ZstdEncoder final : public Encoder {
  public:
    explicit ZstdEncoder(ByteSink& out) : m_out(out), m_context(ZSTD_createCCtx()) {}
    ~ZstdEncoder() override { ZSTD_freeCCtx(m_context); }

    Result<void> start(int level) {
        if (m_context == nullptr || !m_room.resize(kOutBytes)) return ByteBuffer::outOfMemory(kOutBytes);
        ZSTD_CCtx_setParameter(m_context, ZSTD_c_compressionLevel, level);
        ZSTD_CCtx_setParameter(m_context, ZSTD_c_checksumFlag, 1);
        return {};
    }
    Result<void> write(ByteView raw) override { return pump(raw, ZSTD_e_continue); }
    Result<void> finish() override { return pump({}, ZSTD_e_end); }

  private:
    Result<void> pump(ByteView raw, ZSTD_EndDirective directive) {
        ZSTD_inBuffer in{raw.data(), raw.size(), 0};
        for (;;) {
            ZSTD_outBuffer out{m_room.data(), m_room.size(), 0};
            const std::size_t left = ZSTD_compressStream2(m_context, &out, &in, directive);
            if (ZSTD_isError(left) != 0)
                return Error::internal("zstd refuses to go on compressing").got(ZSTD_getErrorName(left));
            SB_CHECK(m_out.write({m_room.data(), out.pos}));
            const bool done = directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
            if (done) return {};
        }
    }

    ByteSink& m_out;
    ZSTD_CCtx* m_context;
    ByteBuffer m_room;
};

// The window that a frame header may claim is limited by zstd itself to 128 MiB, of which only what was
// produced gets touched.
class ZstdDecoder final : public Decoder {
  public:
    explicit ZstdDecoder(ByteView stored) : m_stored(stored), m_context(ZSTD_createDCtx()) {}
    ~ZstdDecoder() override { ZSTD_freeDCtx(m_context); }
    bool ready() const { return m_context != nullptr; }

    Result<std::size_t> read(std::span<Byte> room) override {
        while (!m_ended && !m_failed && !room.empty()) {
            if (m_atFrameStart) m_skipping = isSkippable();
            ZSTD_inBuffer in{m_stored.data(), m_stored.size(), m_at};
            ZSTD_outBuffer out{room.data(), room.size(), 0};
            const std::size_t hint = ZSTD_decompressStream(m_context, &out, &in);
            const bool stuck = in.pos == m_at && out.pos == 0;
            m_at = in.pos;
            if (ZSTD_isError(hint) != 0) {
                m_failed = Error::corrupt("the zstd frame is damaged")
                               .at(m_at)
                               .expect("sound zstd frame data")
                               .got(ZSTD_getErrorName(hint));
            } else {
                m_atFrameStart = hint == 0;
                m_ended = hint == 0 && !m_skipping;
                if (stuck && !m_ended)
                    m_failed =
                        Error::corrupt("the zstd frame ends too early")
                            .at(m_stored.size())
                            .expect(fmt::format("at least {} more bytes", std::max<std::size_t>(hint, 1)))
                            .got("the end");
            }
            if (out.pos != 0) return out.pos;
        }
        if (m_failed) return *m_failed;
        return std::size_t{0};
    }
    std::uint64_t consumed() const override { return m_at; }

  private:
    bool isSkippable() const {
        return m_stored.size() - m_at >= 4 &&
               (loadU32(m_stored.data() + m_at) & kSkippableMask) == kSkippableMagic;
    }

    ByteView m_stored;
    ZSTD_DCtx* m_context;
    std::size_t m_at = 0;
    bool m_atFrameStart = true;
    bool m_skipping = false;
    bool m_ended = false;
    std::optional<Error> m_failed;
};

class ZstdCodec final : public Codec {
  public:
    std::string_view id() const override { return "zstd"; }
    std::string_view title() const override { return "Zstandard frame with checksum (RFC 8878)"; }
    std::string version() const override { return fmt::format("zstd {}", ZSTD_versionString()); }
    LevelRange levels() const override { return {-5, 22, 3}; }
    std::optional<unsigned> wireId() const override { return 3; }
    Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int level, const WorkContext&) const override {
        auto encoder = std::make_unique<ZstdEncoder>(out);
        SB_CHECK(encoder->start(level));
        return std::unique_ptr<Encoder>(std::move(encoder));
    }
    Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const override {
        auto decoder = std::make_unique<ZstdDecoder>(stored);
        if (!decoder->ready()) return ByteBuffer::outOfMemory(kOutBytes);
        return std::unique_ptr<Decoder>(std::move(decoder));
    }
};

} // namespace

const Codec& codec() {
    static const ZstdCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::zstd
