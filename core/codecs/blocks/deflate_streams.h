// SPDX-License-Identifier: Apache-2.0
//
// Block compressor and decompressor over zlib's streaming interface, which zlib-ng has too under other names.
// `Api` names the library's types and functions. One stream is kept and reset from block to block; input goes
// in by pieces, because counters of the interface have 32 bits and so that cancellation is seen.
#pragma once

#include "codecs/blocks/block_support.h"

namespace spacebench::codecs::blocks {

inline constexpr std::size_t kDeflatePieceBytes = std::size_t{1} << 20;

template <class Api>
class DeflateCompressor final : public BlockCompressor {
  public:
    DeflateCompressor(const BlockCodec& codec, std::stop_token stop)
        : m_codec(codec), m_stop(std::move(stop)) {}
    ~DeflateCompressor() override {
        if (m_ready) Api::deflateEnd(&m_stream);
    }
    DeflateCompressor(const DeflateCompressor&) = delete;
    DeflateCompressor& operator=(const DeflateCompressor&) = delete;

    [[nodiscard]] bool start(int level) { return m_ready = Api::beginDeflate(&m_stream, level) == Api::kOk; }

    std::size_t bound(std::size_t rawBytes) const override {
        return static_cast<std::size_t>(Api::deflateBound(&m_stream, rawBytes));
    }

    Result<std::size_t> compress(ByteView raw, std::span<Byte> out) override {
        Api::deflateReset(&m_stream);
        std::size_t taken = 0;
        std::size_t made = 0;
        for (;;) {
            if (m_stop.stop_requested()) return Error::cancelled();
            const std::size_t piece = std::min(raw.size() - taken, kDeflatePieceBytes);
            const std::size_t room = std::min<std::size_t>(out.size() - made, UINT32_MAX);
            const bool last = taken + piece == raw.size();
            m_stream.next_in = const_cast<Byte*>(raw.data() + taken); // the interface predates const
            m_stream.avail_in = static_cast<std::uint32_t>(piece);
            m_stream.next_out = out.data() + made;
            m_stream.avail_out = static_cast<std::uint32_t>(room);
            const int code = Api::deflate(&m_stream, last ? Api::kFinish : Api::kNoFlush);
            const std::size_t nowTaken = piece - m_stream.avail_in;
            const std::size_t nowMade = room - m_stream.avail_out;
            taken += nowTaken;
            made += nowMade;
            if (code == Api::kStreamEnd) return made;
            const bool stuck = nowTaken == 0 && nowMade == 0;
            if ((code != Api::kOk && code != Api::kBufferError) || stuck)
                return refusedBlock(m_codec, m_stream.msg != nullptr ? m_stream.msg : "no room");
        }
    }

  private:
    const BlockCodec& m_codec;
    std::stop_token m_stop;
    mutable typename Api::Stream m_stream{}; ///< deflateBound() takes it as not const
    bool m_ready = false;
};

template <class Api>
class DeflateDecompressor final : public BlockDecompressor {
  public:
    explicit DeflateDecompressor(const BlockCodec& codec) : m_codec(codec) {}
    ~DeflateDecompressor() override {
        if (m_ready) Api::inflateEnd(&m_stream);
    }
    DeflateDecompressor(const DeflateDecompressor&) = delete;
    DeflateDecompressor& operator=(const DeflateDecompressor&) = delete;

    [[nodiscard]] bool start() { return m_ready = Api::beginInflate(&m_stream) == Api::kOk; }

    Result<void> decompress(ByteView stored, std::span<Byte> out) override {
        Api::inflateReset(&m_stream);
        std::size_t taken = 0;
        std::size_t made = 0;
        Byte nothing = 0; // a block without content still needs an address
        for (;;) {
            const std::size_t piece = std::min<std::size_t>(stored.size() - taken, UINT32_MAX);
            const std::size_t room = std::min<std::size_t>(out.size() - made, UINT32_MAX);
            m_stream.next_in = const_cast<Byte*>(stored.data() + taken);
            m_stream.avail_in = static_cast<std::uint32_t>(piece);
            m_stream.next_out = out.empty() ? &nothing : out.data() + made;
            m_stream.avail_out = static_cast<std::uint32_t>(room);
            const int code = Api::inflate(&m_stream, Api::kNoFlush);
            const std::size_t nowTaken = piece - m_stream.avail_in;
            const std::size_t nowMade = room - m_stream.avail_out;
            taken += nowTaken;
            made += nowMade;
            if (code == Api::kStreamEnd) break;
            if (code != Api::kOk || (nowTaken == 0 && nowMade == 0))
                return damagedBlock(m_codec, m_stream.msg != nullptr ? m_stream.msg : "it ends elsewhere");
        }
        if (made != out.size() || taken != stored.size()) return damagedBlock(m_codec, "another size");
        return {};
    }

  private:
    const BlockCodec& m_codec;
    typename Api::Stream m_stream{};
    bool m_ready = false;
};

/// What `Api` needs to start with is memory; there is no other reason to fail.
template <class Api>
Result<std::unique_ptr<BlockCompressor>> deflateCompressor(const BlockCodec& codec,
                                                           const BlockSettings& settings) {
    SB_CHECK(checkSettings(codec, settings));
    auto made = std::make_unique<DeflateCompressor<Api>>(codec, settings.stop);
    if (!made->start(settings.level)) return ByteBuffer::outOfMemory(sizeof(typename Api::Stream));
    return std::unique_ptr<BlockCompressor>(std::move(made));
}

template <class Api>
Result<std::unique_ptr<BlockDecompressor>> deflateDecompressor(const BlockCodec& codec,
                                                               const BlockSettings& settings) {
    SB_CHECK(checkSettings(codec, settings));
    auto made = std::make_unique<DeflateDecompressor<Api>>(codec);
    if (!made->start()) return ByteBuffer::outOfMemory(sizeof(typename Api::Stream));
    return std::unique_ptr<BlockDecompressor>(std::move(made));
}

} // namespace spacebench::codecs::blocks
