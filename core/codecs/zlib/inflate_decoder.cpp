// SPDX-License-Identifier: Apache-2.0
#include "codecs/zlib/inflate_decoder.h"

#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

namespace spacebench::codecs::zlib {

namespace {

constexpr std::size_t kHeaderBytes = 2;
constexpr std::size_t kTrailerBytes = 4;
constexpr Byte kMethodDeflate = 8;
constexpr Byte kPresetDictionary = 0x20;
/// ISA-L counts in 32 bits.
constexpr std::size_t kLargestStep = std::size_t{1} << 30;

std::string_view inflateProblem(int code) {
    switch (code) {
    case ISAL_INVALID_BLOCK:
        return "an invalid deflate block";
    case ISAL_INVALID_SYMBOL:
        return "an invalid deflate symbol";
    case ISAL_INVALID_LOOKBACK:
        return "a deflate distance that points before the start";
    default:
        return "bytes that are no deflate data";
    }
}

} // namespace

InflateDecoder::InflateDecoder(ByteView stored)
    : m_stored(stored), m_state(std::make_unique<inflate_state>()) {
    isal_inflate_init(m_state.get());
    m_state->crc_flag = ISAL_DEFLATE;
}

InflateDecoder::~InflateDecoder() = default;

const Error& InflateDecoder::fail(Error error) {
    m_error = std::move(error);
    m_phase = Phase::Failed;
    return m_error;
}

Error InflateDecoder::truncated(std::string_view where) const {
    return Error::corrupt(fmt::format("the zlib stream ends inside {}", where))
        .at(m_stored.size())
        .expect("more compressed data and the Adler-32")
        .got(fmt::format("the end, after {} decompressed bytes", m_produced));
}

Result<void> InflateDecoder::readHeader() {
    if (m_stored.size() < kHeaderBytes) return truncated("its header");
    const Byte method = m_stored[0];
    const Byte flags = m_stored[1];
    if ((method & 0x0F) != kMethodDeflate || (method >> 4) > 7 || (method * 256U + flags) % 31 != 0)
        return Error::corrupt("this is no zlib header")
            .at(0)
            .expect("a header such as 78 01, 78 5E, 78 9C or 78 DA")
            .got(fmt::format("{:02X} {:02X}", method, flags));
    if ((flags & kPresetDictionary) != 0)
        return Error::corrupt("the zlib stream wants a preset dictionary, which no space file has")
            .at(1)
            .expect("bit 5 of the second byte to be 0")
            .got(fmt::format("{:02X}", flags));
    m_consumed = kHeaderBytes;
    m_phase = Phase::Blocks;
    return {};
}

Result<void> InflateDecoder::readTrailer() {
    if (m_stored.size() - m_consumed < kTrailerBytes) return truncated("its Adler-32");
    const Byte* at = m_stored.data() + m_consumed;
    const std::uint32_t stored = std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 |
                                 std::uint32_t{at[2]} << 8 | std::uint32_t{at[3]};
    const std::uint64_t offset = m_consumed;
    m_consumed += kTrailerBytes;
    if (stored != m_adler)
        return Error::corrupt("the Adler-32 of the zlib stream does not match its content")
            .at(offset)
            .expect(fmt::format("{:08X}, computed over {} decompressed bytes", m_adler, m_produced))
            .got(fmt::format("{:08X}", stored));
    m_phase = Phase::Ended;
    return {};
}

Result<std::size_t> InflateDecoder::inflate(std::span<Byte> out) {
    inflate_state& state = *m_state;
    std::size_t filled = 0;
    while (filled < out.size() && m_phase == Phase::Blocks) {
        const auto room = static_cast<std::uint32_t>(std::min(out.size() - filled, kLargestStep));
        // Bytes that ISA-L took but keeps in its bit buffer are not counted as consumed: give it what follows
        // them.
        const auto buffered = static_cast<std::size_t>(std::max(state.read_in_length, 0)) / 8;
        const std::size_t fed = static_cast<std::size_t>(m_consumed) + buffered;
        const auto offered = static_cast<std::uint32_t>(std::min(m_stored.size() - fed, kLargestStep));
        state.next_in = const_cast<Byte*>(m_stored.data() + fed); // the interface of ISA-L is not const
        state.avail_in = offered;
        state.next_out = out.data() + filled;
        state.avail_out = room;
        const int code = isal_inflate(&state);
        const std::size_t produced = room - state.avail_out;
        const std::size_t taken = offered - state.avail_in;
        const auto nowBuffered = static_cast<std::size_t>(std::max(state.read_in_length, 0)) / 8;
        m_consumed = fed + taken - nowBuffered;
        m_adler = libdeflate_adler32(m_adler, out.data() + filled, produced);
        m_produced += produced;
        filled += produced;
        if (state.block_state == ISAL_BLOCK_FINISH) {
            m_phase = Phase::Trailer;
        } else if (code < 0 || code == ISAL_NEED_DICT) {
            fail(Error::corrupt(fmt::format("the zlib stream holds {}", inflateProblem(code)))
                     .at(m_consumed)
                     .expect("deflate data (RFC 1951)")
                     .got(fmt::format("damage, after {} decompressed bytes", m_produced)));
        } else if (produced == 0 && taken == 0) {
            fail(truncated("its deflate data"));
        }
    }
    return filled;
}

Result<std::size_t> InflateDecoder::read(std::span<Byte> out) {
    if (m_phase == Phase::Header) {
        if (auto header = readHeader(); !header.ok()) return fail(std::move(header).error());
    }
    if (m_phase == Phase::Blocks) {
        SB_TRY(filled, inflate(out));
        if (filled != 0 || out.empty()) return filled;
    }
    if (m_phase == Phase::Trailer) {
        if (auto trailer = readTrailer(); !trailer.ok()) return fail(std::move(trailer).error());
    }
    if (m_phase == Phase::Failed) return m_error;
    return std::size_t{0};
}

} // namespace spacebench::codecs::zlib
