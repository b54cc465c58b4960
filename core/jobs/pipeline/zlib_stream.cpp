// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/zlib_stream.h"

#include <fmt/format.h>
#include <zlib.h>

#include "codecs/codec.h"

namespace spacebench::jobs::pipeline {

namespace {

constexpr std::size_t kStepBytes = std::size_t{128} << 10; ///< between two polls: 10 ms at level 9
constexpr int kRawWindow = -MAX_WBITS;                     ///< no header, no trailer
constexpr int kMemoryLevel = 8;                            ///< zlib's default
constexpr Byte kFinalEmptyBlock[2] = {0x03, 0x00};         ///< final, fixed codes, end of block

class Deflating {
  public:
    Deflating(int level, int window) {
        m_usable =
            deflateInit2(&m_stream, level, Z_DEFLATED, window, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Deflating() {
        if (m_usable) deflateEnd(&m_stream);
    }
    Deflating(const Deflating&) = delete;
    Deflating& operator=(const Deflating&) = delete;

    Result<void> run(ByteView raw, int lastFlush, OutputBuffer& out, const WorkContext& context) {
        if (!m_usable) return Error::limit("zlib has no memory to compress with");
        do {
            SB_CHECK(context.poll());
            const std::size_t step = std::min(raw.size(), kStepBytes);
            m_stream.next_in = const_cast<Byte*>(raw.data()); // zlib's interface is not const
            m_stream.avail_in = static_cast<uInt>(step);
            raw = raw.subspan(step);
            SB_CHECK(drain(raw.empty() ? lastFlush : Z_NO_FLUSH, out));
        } while (!raw.empty());
        return {};
    }

  private:
    Result<void> drain(int flush, OutputBuffer& out) {
        Byte block[kDeflateBlockBytes];
        do {
            m_stream.next_out = block;
            m_stream.avail_out = sizeof block;
            if (deflate(&m_stream, flush) == Z_STREAM_ERROR) return Error::internal("zlib lost its state");
            SB_CHECK(out.write(ByteView(block, sizeof block - m_stream.avail_out)));
        } while (m_stream.avail_out == 0);
        return {};
    }

    z_stream m_stream{};
    bool m_usable = false;
};

} // namespace

Result<void> deflateWhole(ByteView raw, int level, OutputBuffer& out, const WorkContext& context) {
    Deflating deflating(level, MAX_WBITS);
    return deflating.run(raw, Z_FINISH, out, context);
}

Result<DeflatedPart> deflatePart(ByteView raw, int level, const WorkContext& context) {
    DeflatedPart part;
    part.stored = std::make_unique<OutputBuffer>();
    part.rawBytes = raw.size();
    part.adler = static_cast<std::uint32_t>(adler32_z(1, raw.data(), raw.size()));
    Deflating deflating(level, kRawWindow);
    SB_CHECK(deflating.run(raw, Z_FULL_FLUSH, *part.stored, context));
    return part;
}

Result<void> joinParts(std::span<const DeflatedPart> parts, int level, OutputBuffer& out) {
    // CINFO 7 (32 KiB window), CM 8; FLEVEL as zlib sets it; FCHECK makes the whole a multiple of 31.
    const unsigned flevel = level == 1 ? 0 : level < 6 ? 1 : level == 6 ? 2 : 3;
    const unsigned head = 0x7800U | flevel << 6;
    const unsigned checked = head + (31 - head % 31) % 31;
    const Byte header[2] = {static_cast<Byte>(checked >> 8), static_cast<Byte>(checked)};
    SB_CHECK(out.write(header));
    std::uint32_t adler = 1;
    for (const DeflatedPart& part : parts) {
        SB_CHECK(out.write(part.stored->view()));
        adler = static_cast<std::uint32_t>(
            adler32_combine(adler, part.adler, static_cast<z_off_t>(part.rawBytes)));
    }
    SB_CHECK(out.write(kFinalEmptyBlock));
    const Byte trailer[4] = {static_cast<Byte>(adler >> 24), static_cast<Byte>(adler >> 16),
                             static_cast<Byte>(adler >> 8), static_cast<Byte>(adler)};
    return out.write(trailer);
}

Inflating::Inflating(OutputBuffer& raw) : m_raw(raw), m_stream(std::make_unique<z_stream_s>()) {
    m_usable = inflateInit(m_stream.get()) == Z_OK;
}

Inflating::~Inflating() {
    if (m_usable) inflateEnd(m_stream.get());
}

Result<void> Inflating::add(ByteView piece, const WorkContext& context) {
    if (!m_usable) return Error::limit("zlib has no memory to inflate with");
    while (!piece.empty() && !m_ended) {
        // A step of input may inflate a thousandfold: rounds of output are what is polled between.
        const std::size_t step = std::min(piece.size(), kStepBytes);
        m_stream->next_in = const_cast<Byte*>(piece.data());
        m_stream->avail_in = static_cast<uInt>(step);
        int state = Z_OK;
        do {
            SB_CHECK(context.poll());
            const std::size_t before = m_raw.view().size();
            Byte* const room = m_raw.extend(kStepBytes);
            if (room == nullptr) return ByteBuffer::outOfMemory(before + kStepBytes);
            m_stream->next_out = room;
            m_stream->avail_out = kStepBytes;
            state = inflate(m_stream.get(), Z_NO_FLUSH);
            m_raw.truncate(before + kStepBytes - m_stream->avail_out);
            SB_CHECK(codecs::checkInflation(m_consumed + step, m_raw.view().size(), context.limits));
        } while (state == Z_OK && m_stream->avail_out == 0);
        if (state != Z_OK && state != Z_BUF_ERROR && state != Z_STREAM_END)
            return Error::corrupt("the zlib stream is damaged")
                .at(m_consumed + step - m_stream->avail_in)
                .got(m_stream->msg != nullptr ? m_stream->msg : "");
        m_ended = state == Z_STREAM_END;
        const std::size_t used = step - m_stream->avail_in;
        m_consumed += used;
        piece = piece.subspan(used);
    }
    if (!piece.empty())
        return Error::corrupt("bytes follow the zlib stream")
            .at(m_consumed)
            .got(fmt::format("{} bytes", piece.size()));
    return {};
}

Result<void> Inflating::finish() {
    if (m_ended) return {};
    return Error::corrupt("the zlib stream ends early").at(m_consumed);
}

} // namespace spacebench::jobs::pipeline
