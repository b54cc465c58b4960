// SPDX-License-Identifier: Apache-2.0
//
// The public snappy framing format (framing_format.txt of the snappy project, 2013-10-25) over the raw blocks
// of libsnappy: chunks of `u8 type, u24 length, data`, the first one being the stream identifier. The stream
// has no end mark: it ends where the input ends, so a cut between two chunks cannot be seen here.
#include <array>

#include <fmt/format.h>
#include <snappy.h>

#include "codecs/codec.h"
#include "codecs/crc32c.h"

namespace spacebench::codecs::snappy {

namespace {

constexpr std::array<Byte, 10> kStreamIdentifier = {0xFF, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y'};
constexpr std::size_t kChunkHeaderBytes = 4;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kLargestRawChunk = 65536;
constexpr Byte kCompressedChunk = 0x00;
constexpr Byte kUncompressedChunk = 0x01;
constexpr Byte kFirstSkippableChunk = 0x80; // 0x80..0xFD are reserved, 0xFE is padding
constexpr Byte kIdentifierChunk = 0xFF;

class SnappyEncoder final : public Encoder {
  public:
    explicit SnappyEncoder(ByteSink& out) : m_out(out) {}

    Result<void> start() {
        const std::size_t room =
            kChunkHeaderBytes + kChecksumBytes + ::snappy::MaxCompressedLength(kLargestRawChunk);
        if (!m_chunk.resize(room) || !m_raw.reserve(kLargestRawChunk)) return ByteBuffer::outOfMemory(room);
        return m_out.write(kStreamIdentifier);
    }
    Result<void> write(ByteView raw) override {
        while (!raw.empty()) {
            if (m_raw.empty() && raw.size() >= kLargestRawChunk) {
                SB_CHECK(writeChunk(raw.first(kLargestRawChunk)));
                raw = raw.subspan(kLargestRawChunk);
                continue;
            }
            const std::size_t count = std::min(raw.size(), kLargestRawChunk - m_raw.size());
            if (!m_raw.append(raw.first(count))) return ByteBuffer::outOfMemory(kLargestRawChunk);
            raw = raw.subspan(count);
            if (m_raw.size() == kLargestRawChunk) SB_CHECK(flush());
        }
        return {};
    }
    Result<void> finish() override { return m_raw.empty() ? Result<void>{} : flush(); }

  private:
    Result<void> flush() {
        SB_CHECK(writeChunk(m_raw.view()));
        m_raw.clear();
        return {};
    }
    Result<void> writeChunk(ByteView raw) {
        Byte* body = m_chunk.data() + kChunkHeaderBytes + kChecksumBytes;
        std::size_t bodyBytes = 0;
        ::snappy::RawCompress(asText(raw).data(), raw.size(), reinterpret_cast<char*>(body), &bodyBytes);
        // As the reference writer: a chunk that saves less than an eighth is not worth decompressing.
        const bool worthIt = bodyBytes < raw.size() - raw.size() / 8;
        if (!worthIt) {
            bodyBytes = raw.size();
            std::memcpy(body, raw.data(), raw.size());
        }
        const std::size_t length = kChecksumBytes + bodyBytes; // below 2^24 by far
        storeU32(m_chunk.data(),
                 static_cast<std::uint32_t>(length << 8) | (worthIt ? kCompressedChunk : kUncompressedChunk));
        storeU32(m_chunk.data() + kChunkHeaderBytes, maskedCrc32c(raw));
        return m_out.write({m_chunk.data(), kChunkHeaderBytes + length});
    }

    ByteSink& m_out;
    ByteBuffer m_raw;
    ByteBuffer m_chunk;
};

class SnappyDecoder final : public Decoder {
  public:
    explicit SnappyDecoder(ByteView stored) : m_stored(stored) {}

    Result<std::size_t> read(std::span<Byte> out) override {
        std::size_t filled = 0;
        while (filled < out.size()) {
            if (m_handedOut == m_raw.size()) {
                if (m_failed || m_at == m_stored.size()) break;
                if (auto chunk = readChunk(); !chunk.ok()) m_failed = std::move(chunk).error();
                continue;
            }
            const std::size_t count = std::min(out.size() - filled, m_raw.size() - m_handedOut);
            std::memcpy(out.data() + filled, m_raw.data() + m_handedOut, count);
            filled += count;
            m_handedOut += count;
        }
        if (filled != 0 || out.empty()) return filled;
        if (m_failed) return *m_failed;
        if (m_stored.empty()) return noIdentifier();
        return std::size_t{0};
    }
    std::uint64_t consumed() const override { return m_at; }

  private:
    Error noIdentifier() const {
        return Error::corrupt("the snappy stream does not start with its identifier")
            .at(0)
            .expect("FF 06 00 00 73 4E 61 50 70 59")
            .got(m_stored.empty() ? "nothing" : "other bytes");
    }
    Error shortChunk(std::uint64_t wanted) const {
        return Error::corrupt("a snappy chunk passes the end")
            .at(m_at)
            .expect(fmt::format("{} bytes", wanted))
            .got(fmt::format("{} bytes up to the end", m_stored.size() - m_at));
    }

    Result<void> readChunk() {
        m_raw.clear();
        m_handedOut = 0;
        const ByteView left = m_stored.subspan(m_at);
        if (m_at == 0 && !startsWith(left, kStreamIdentifier)) return noIdentifier();
        if (left.size() < kChunkHeaderBytes) return shortChunk(kChunkHeaderBytes);
        const Byte type = left[0];
        const std::size_t length = loadU32(left.data()) >> 8;
        if (length > left.size() - kChunkHeaderBytes) return shortChunk(kChunkHeaderBytes + length);
        const ByteView data = left.subspan(kChunkHeaderBytes, length);
        if (type == kIdentifierChunk) {
            if (!startsWith(left, kStreamIdentifier))
                return Error::corrupt("a repeated snappy stream identifier is damaged")
                    .at(m_at)
                    .expect("FF 06 00 00 73 4E 61 50 70 59");
        } else if (type == kCompressedChunk || type == kUncompressedChunk) {
            SB_CHECK(readData(type, data));
        } else if (type < kFirstSkippableChunk) {
            return Error::corrupt(
                       "the snappy stream holds a chunk of a reserved kind that may not be skipped")
                .at(m_at)
                .expect("kind 00, 01, FF or 80..FE")
                .got(fmt::format("{:02X}", type));
        }
        m_at += kChunkHeaderBytes + length;
        return {};
    }

    Result<void> readData(Byte type, ByteView data) {
        if (data.size() < kChecksumBytes)
            return Error::corrupt("a snappy chunk is too short for its checksum")
                .at(m_at + 1)
                .expect("a length of at least 4")
                .got(fmt::format("{}", data.size()));
        const ByteView body = data.subspan(kChecksumBytes);
        const std::string_view text = asText(body);
        std::size_t rawBytes = body.size();
        const bool compressed = type == kCompressedChunk;
        if (compressed && !::snappy::GetUncompressedLength(text.data(), text.size(), &rawBytes))
            return damagedBlock();
        if (rawBytes > kLargestRawChunk)
            return Error::corrupt("a snappy chunk is too large")
                .at(m_at)
                .expect(fmt::format("at most {} raw bytes", kLargestRawChunk))
                .got(fmt::format("{}", rawBytes));
        if (!m_raw.resize(rawBytes)) return ByteBuffer::outOfMemory(rawBytes);
        if (!compressed) {
            if (rawBytes != 0) std::memcpy(m_raw.data(), body.data(), rawBytes);
        } else if (!::snappy::RawUncompress(text.data(), text.size(),
                                            reinterpret_cast<char*>(m_raw.data()))) {
            m_raw.clear();
            return damagedBlock();
        }
        const std::uint32_t stored = loadU32(data.data());
        const std::uint32_t computed = maskedCrc32c(m_raw.view());
        if (stored == computed) return {};
        m_raw.clear();
        return Error::corrupt("the CRC-32C of a snappy chunk does not match its content")
            .at(m_at + kChunkHeaderBytes)
            .expect(fmt::format("{:08X}, computed over {} bytes", computed, rawBytes))
            .got(fmt::format("{:08X}", stored));
    }

    Error damagedBlock() const {
        return Error::corrupt("a snappy chunk does not decompress")
            .at(m_at + kChunkHeaderBytes + kChecksumBytes)
            .expect("a raw snappy block");
    }

    ByteView m_stored;
    std::size_t m_at = 0;
    ByteBuffer m_raw; ///< of the chunk at hand
    std::size_t m_handedOut = 0;
    std::optional<Error> m_failed;
};

class SnappyCodec final : public Codec {
  public:
    std::string_view id() const override { return "snappy"; }
    std::string_view title() const override { return "snappy framing format with CRC-32C"; }
    std::string version() const override {
        return fmt::format("snappy {}.{}.{}", SNAPPY_MAJOR, SNAPPY_MINOR, SNAPPY_PATCHLEVEL);
    }
    LevelRange levels() const override { return {}; }
    std::optional<unsigned> wireId() const override { return 4; }
    Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int, const WorkContext&) const override {
        auto encoder = std::make_unique<SnappyEncoder>(out);
        SB_CHECK(encoder->start());
        return std::unique_ptr<Encoder>(std::move(encoder));
    }
    Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const override {
        return std::unique_ptr<Decoder>(std::make_unique<SnappyDecoder>(stored));
    }
};

} // namespace

const Codec& codec() {
    static const SnappyCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::snappy
