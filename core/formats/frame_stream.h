// SPDX-License-Identifier: Apache-2.0
//
// Frames, `[u32 length][bytes]`, read as they come: the streamed side of framed_paths.h.
//
// A feed decodes one file from its front to its end, block by block; the reader cuts the blocks into paths in
// place. While one block is used the next one is decoded on another thread, where the context has one. What
// of a frame hangs over the end of a block is copied in front of the next one; a path longer than a block is
// gathered. Memory: two blocks, and the longest path.
#pragma once

#include "formats/checksum.h"
#include "formats/streamed_space.h"

namespace spacebench::formats {

/// How a pass over frames ended.
struct FramesEnd {
    std::uint64_t frames = 0;    ///< complete ones
    std::uint64_t bytes = 0;     ///< that they take
    std::uint64_t rawBytes = 0;  ///< that the feed gave
    std::uint32_t cutLength = 0; ///< what the length field behind them says, where there is a whole one
};

/// The raw frames of a file: one pass. Used by one thread at a time.
class FrameFeed {
  public:
    virtual ~FrameFeed() = default;
    /// Fills `out` from the front; 0 = the data ended soundly. Errors: damage, limits, Cancelled; after one
    /// nothing is asked any more.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<Byte> out) = 0;
    /// After the end: what only the whole tells, as damage in the order in which opening reports it.
    [[nodiscard]] virtual Result<void> finish(const FramesEnd& end, Findings& findings) = 0;
};

/// Part of a file, decoded; what formats share. Releases the file's pages behind it.
class FileFeed : public FrameFeed {
  public:
    struct Part {
        const codecs::Codec* codec = nullptr;
        std::uint64_t begin = 0; ///< of the stored bytes
        std::uint64_t end = 0;
        std::uint64_t skipped = 0; ///< raw bytes before the frames: the path count of compressed sections
        bool hashed = false;       ///< BLAKE2b-256 over the file up to where the stored bytes end
    };
    FileFeed(const StreamState& state, Part part);

    Result<std::size_t> read(std::span<Byte> out) final;

  protected:
    /// How this format reports an error of the codec.
    [[nodiscard]] virtual Error decodeError(Error error) const = 0;

    [[nodiscard]] const StreamState& state() const { return m_state; }
    [[nodiscard]] const Part& part() const { return m_part; }
    [[nodiscard]] ByteView stored() const;
    [[nodiscard]] std::uint64_t storedEnd() const { return m_part.begin + m_decoder->consumed(); }
    [[nodiscard]] std::uint64_t produced() const { return m_produced; }
    /// Of everything before `end`, which is where decoding ended or lies behind it.
    [[nodiscard]] codecs::Digest256 digest(std::uint64_t end);

  private:
    Result<std::size_t> decode(std::span<Byte> out);
    void hashTo(std::uint64_t end);

    const StreamState& m_state;
    Part m_part;
    std::unique_ptr<codecs::Decoder> m_decoder;
    std::optional<Error> m_refused; ///< the codec gave no decoder
    std::optional<codecs::Blake2b> m_hash;
    std::uint64_t m_produced = 0; ///< raw bytes of frames
    std::uint64_t m_hashedTo = 0;
    std::uint64_t m_releasedTo = 0;
};

/// What is wrong with the end of a compressed section of `declared` paths at `origin` in the file; as
/// readCompressedPathSection() says it.
[[nodiscard]] std::optional<Error> sectionFault(const FramesEnd& end, std::uint64_t declared,
                                                const codecs::Codec& codec, ByteView stored,
                                                std::uint64_t origin);

/// The path count that `stored` begins with, decompressed; nullopt where it is damaged or too short.
[[nodiscard]] std::optional<std::uint64_t> declaredPaths(const codecs::Codec& codec, ByteView stored);

/// A reader over the frames of `feed`: all of them, or `wanted`.
[[nodiscard]] std::unique_ptr<space::PathReader> readFrames(StreamState& state,
                                                            std::unique_ptr<FrameFeed> feed, ByteOrder order,
                                                            std::optional<std::uint64_t> wanted);

} // namespace spacebench::formats
