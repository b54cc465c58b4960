// SPDX-License-Identifier: Apache-2.0
#include <lz4.h>
#include <lz4frame.h>

#include <fmt/format.h>

#include "codecs/codec.h"

namespace spacebench::codecs::lz4 {

namespace {

constexpr std::size_t kStepBytes = std::size_t{256} << 10;
constexpr std::uint32_t kSkippableMagic = 0x184D2A50U; // lowest of 16
constexpr std::uint32_t kSkippableMask = 0xFFFFFFF0U;

Error lz4Error(std::size_t code) {
    return Error::internal("lz4 refuses to go on").got(LZ4F_getErrorName(code));
}

class Lz4Encoder final : public Encoder {
  public:
    Lz4Encoder(ByteSink& out, int level) : m_out(out) {
        m_settings.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
        m_settings.frameInfo.blockSizeID = LZ4F_max256KB;
        m_settings.compressionLevel = level;
    }
    ~Lz4Encoder() override { LZ4F_freeCompressionContext(m_context); }

    Result<void> start() {
        const std::size_t room = LZ4F_compressBound(kStepBytes, &m_settings);
        if (LZ4F_isError(LZ4F_createCompressionContext(&m_context, LZ4F_VERSION)) != 0 ||
            !m_room.resize(room))
            return ByteBuffer::outOfMemory(room);
        return deliver(LZ4F_compressBegin(m_context, m_room.data(), m_room.size(), &m_settings));
    }
    Result<void> write(ByteView raw) override {
        while (!raw.empty()) {
            const std::size_t count = std::min(raw.size(), kStepBytes);
            SB_CHECK(deliver(
                LZ4F_compressUpdate(m_context, m_room.data(), m_room.size(), raw.data(), count, nullptr)));
            raw = raw.subspan(count);
        }
        return {};
    }
    Result<void> finish() override {
        return deliver(LZ4F_compressEnd(m_context, m_room.data(), m_room.size(), nullptr));
    }

  private:
    Result<void> deliver(std::size_t written) {
        if (LZ4F_isError(written) != 0) return lz4Error(written);
        return m_out.write({m_room.data(), written});
    }

    ByteSink& m_out;
    LZ4F_preferences_t m_settings{};
    LZ4F_cctx* m_context = nullptr;
    ByteBuffer m_room;
};

class Lz4Decoder final : public Decoder {
  public:
    explicit Lz4Decoder(ByteView stored) : m_stored(stored) {}
    ~Lz4Decoder() override { LZ4F_freeDecompressionContext(m_context); }

    Result<void> start() {
        if (LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION)) != 0)
            return ByteBuffer::outOfMemory(kStepBytes);
        return {};
    }
    Result<std::size_t> read(std::span<Byte> out) override {
        while (!m_ended && !m_failed && !out.empty()) {
            if (m_atFrameStart) m_skipping = isSkippable();
            std::size_t produced = out.size();
            std::size_t taken = m_stored.size() - m_at;
            const std::size_t hint =
                LZ4F_decompress(m_context, out.data(), &produced, m_stored.data() + m_at, &taken, nullptr);
            if (LZ4F_isError(hint) != 0) {
                // lz4 does not say how far it came in the call that failed; the block that it began is known.
                m_failed = Error::corrupt("the lz4 frame is damaged")
                               .at(m_at)
                               .expect("sound lz4 frame data from here on")
                               .got(LZ4F_getErrorName(hint));
                break;
            }
            m_at += taken;
            m_atFrameStart = hint == 0;
            m_ended = hint == 0 && !m_skipping;
            if (produced != 0) return produced;
            if (taken == 0 && !m_ended)
                m_failed = Error::corrupt("the lz4 frame ends too early")
                               .at(m_stored.size())
                               .expect(fmt::format("at least {} more bytes", std::max<std::size_t>(hint, 1)))
                               .got("the end");
        }
        if (m_failed) return *m_failed;
        return std::size_t{0};
    }
    std::uint64_t consumed() const override { return m_at; }
    /// An lz4 byte repeats at most 255: what comes near that is one run.
    std::uint64_t suspiciousRatio() const override { return 200; }

  private:
    bool isSkippable() const {
        return m_stored.size() - m_at >= 4 &&
               (loadU32(m_stored.data() + m_at) & kSkippableMask) == kSkippableMagic;
    }

    ByteView m_stored;
    LZ4F_dctx* m_context = nullptr;
    std::size_t m_at = 0;
    bool m_atFrameStart = true;
    bool m_skipping = false;
    bool m_ended = false;
    std::optional<Error> m_failed;
};

class Lz4Codec final : public Codec {
  public:
    std::string_view id() const override { return "lz4"; }
    std::string_view title() const override { return "LZ4 frame with content checksum"; }
    std::string version() const override { return fmt::format("lz4 {}", LZ4_versionString()); }
    LevelRange levels() const override { return {1, 12, 1}; } // 3 and above: high compression
    std::optional<unsigned> wireId() const override { return 2; }
    Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int level, const WorkContext&) const override {
        auto encoder = std::make_unique<Lz4Encoder>(out, level);
        SB_CHECK(encoder->start());
        return std::unique_ptr<Encoder>(std::move(encoder));
    }
    Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const override {
        auto decoder = std::make_unique<Lz4Decoder>(stored);
        SB_CHECK(decoder->start());
        return std::unique_ptr<Decoder>(std::move(decoder));
    }
};

} // namespace

const Codec& codec() {
    static const Lz4Codec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::lz4
