// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "formats/frame_stream.h"

namespace spacebench::formats {

namespace {

/// Raw bytes between two looks at cancel and limits: those of codecs::readAll, so that limits strike at the
/// same place.
constexpr std::size_t kStepBytes = std::size_t{256} << 10;
constexpr std::uint64_t kReleaseBytes = std::uint64_t{2} << 20;

} // namespace

FileFeed::FileFeed(const StreamState& state, Part part) : m_state(state), m_part(part) {
    auto decoder = part.codec->decoder(stored());
    if (decoder.ok())
        m_decoder = std::move(*decoder);
    else
        m_refused = std::move(decoder).error();
    if (part.hashed) m_hash.emplace(kChecksumBytes);
}

ByteView FileFeed::stored() const {
    return m_state.source->bytes().subspan(static_cast<std::size_t>(m_part.begin),
                                           static_cast<std::size_t>(m_part.end - m_part.begin));
}

void FileFeed::hashTo(std::uint64_t end) {
    if (m_hash && end > m_hashedTo) {
        m_hash->update(m_state.source->bytes().subspan(static_cast<std::size_t>(m_hashedTo),
                                                       static_cast<std::size_t>(end - m_hashedTo)));
        m_hashedTo = end;
    }
    if (end - m_releasedTo >= kReleaseBytes) {
        m_state.source->release(m_releasedTo, end);
        m_releasedTo = end;
    }
}

codecs::Digest256 FileFeed::digest(std::uint64_t end) {
    hashTo(end);
    return m_hash->finish256();
}

Result<std::size_t> FileFeed::decode(std::span<Byte> out) {
    SB_CHECK(m_state.context.poll());
    auto count = m_decoder->read(out);
    const std::uint64_t consumed = m_decoder->consumed();
    hashTo(m_part.begin + consumed); // while it is in cache
    if (!count.ok()) {
        SB_CHECK(m_state.source->health());
        return decodeError(std::move(count).error());
    }
    return *count;
}

Result<std::size_t> FileFeed::read(std::span<Byte> out) {
    if (m_refused) return *m_refused;
    while (m_part.skipped != 0) {
        SB_TRY(count, decode(out.first(
                          static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), m_part.skipped)))));
        if (count == 0) return Error::internal("the path count that was there is gone");
        m_part.skipped -= count;
    }
    std::size_t filled = 0;
    while (filled < out.size()) {
        SB_TRY(count, decode(out.subspan(filled, std::min(kStepBytes, out.size() - filled))));
        if (count == 0) {
            SB_CHECK(m_state.source->health());
            break;
        }
        filled += count;
        m_produced += count;
        if (auto fine = codecs::checkInflation(m_decoder->consumed(), m_produced, m_state.context.limits,
                                               m_decoder->suspiciousRatio());
            !fine.ok())
            return decodeError(std::move(fine).error());
    }
    return filled;
}

std::optional<Error> sectionFault(const FramesEnd& end, std::uint64_t declared, const codecs::Codec& codec,
                                  ByteView stored, std::uint64_t origin) {
    const std::uint64_t left = end.rawBytes - end.bytes;
    if (end.frames < declared)
        return inFile(frameFault(kCountBytes + end.bytes, left, end.cutLength, declared, end.frames), codec,
                      stored, origin);
    if (left == 0) return std::nullopt;
    return inFile(framesFollow(kCountBytes + end.bytes, left, declared), codec, stored, origin);
}

std::optional<std::uint64_t> declaredPaths(const codecs::Codec& codec, ByteView stored) {
    auto decoder = codec.decoder(stored);
    if (!decoder.ok()) return std::nullopt;
    Byte count[kCountBytes];
    std::size_t filled = 0;
    while (filled < kCountBytes) {
        const auto read = (*decoder)->read(std::span(count).subspan(filled));
        if (!read.ok() || *read == 0) return std::nullopt;
        filled += *read;
    }
    return loadCount(count, ByteOrder::Little);
}

} // namespace spacebench::formats
