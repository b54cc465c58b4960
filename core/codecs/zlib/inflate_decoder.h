// SPDX-License-Identifier: Apache-2.0
//
// Streaming inflate of one zlib stream (RFC 1950), with bounded memory: 200 KB whatever the input declares.
// ISA-L does the deflate blocks (twice zlib's speed); the header and the Adler-32 trailer are read here, so
// that each kind of damage has its own error. Ends exactly behind the trailer: what follows is the caller's.
#pragma once

#include <memory>

#include "codecs/codec.h"

struct inflate_state;

namespace spacebench::codecs::zlib {

class InflateDecoder final : public Decoder {
  public:
    explicit InflateDecoder(ByteView stored);
    ~InflateDecoder() override;

    Result<std::size_t> read(std::span<Byte> out) override;
    std::uint64_t consumed() const override { return m_consumed; }

  private:
    enum class Phase { Header, Blocks, Trailer, Ended, Failed };

    Result<void> readHeader();
    Result<void> readTrailer();
    Result<std::size_t> inflate(std::span<Byte> out);
    Error truncated(std::string_view where) const;
    const Error& fail(Error error);

    ByteView m_stored;
    std::unique_ptr<inflate_state> m_state;
    std::uint64_t m_consumed = 0;
    std::uint64_t m_produced = 0;
    std::uint32_t m_adler = 1;
    Phase m_phase = Phase::Header;
    Error m_error;
};

} // namespace spacebench::codecs::zlib
