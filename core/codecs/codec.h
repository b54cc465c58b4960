// SPDX-License-Identifier: Apache-2.0
//
// General-purpose compressors behind one interface: streams in, streams out. One folder and one line in
// codecs.def adds another. Codec objects are stateless and shared between threads; encoders and decoders
// belong to one thread.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "base/byte_sink.h"
#include "base/work_context.h"

namespace spacebench::codecs {

struct LevelRange {
    int least = 0;
    int most = 0;
    int standard = 0; ///< used where none is asked for
};

class Encoder {
  public:
    virtual ~Encoder() = default;
    [[nodiscard]] virtual Result<void> write(ByteView raw) = 0;
    /// Ends the stream; nothing may follow.
    [[nodiscard]] virtual Result<void> finish() = 0;
};

/// Pulls raw bytes out of a compressed input that is all there (mapped).
class Decoder {
  public:
    virtual ~Decoder() = default;
    /// Fills up to `out.size()` bytes; 0 = the stream ended soundly. Errors: Corrupt at the input offset,
    /// with what could be produced before already handed out; a stream that ends early is Corrupt too.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<Byte> out) = 0;
    /// Input bytes used so far; at the end: where the stream ended (what follows is trailing).
    [[nodiscard]] virtual std::uint64_t consumed() const = 0;
    /// Output to input that only a bomb has, where this codec's own ceiling lies below Limits::inflateRatio.
    [[nodiscard]] virtual std::uint64_t suspiciousRatio() const { return UINT64_MAX; }
};

class Codec {
  public:
    virtual ~Codec() = default;
    [[nodiscard]] virtual std::string_view id() const = 0;    ///< "zlib"
    [[nodiscard]] virtual std::string_view title() const = 0; ///< "zlib stream (RFC 1950)"
    [[nodiscard]] virtual std::string version() const = 0;    ///< of the library: "zlib 1.2.13"
    [[nodiscard]] virtual LevelRange levels() const = 0;
    /// The number of this codec in PATHMAP1 and MTTS headers (formats.md, 4 and 5); nullopt = has none there.
    [[nodiscard]] virtual std::optional<unsigned> wireId() const = 0;

    /// An encoder may use the threads of `context`, and stops with Cancelled when asked to.
    [[nodiscard]] virtual Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int level,
                                                                   const WorkContext& context) const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const = 0;

    /// Raw bytes an encoder likes to get at a time: small enough to poll between two, large enough for its
    /// threads.
    [[nodiscard]] virtual std::size_t encodeStepBytes() const { return std::size_t{256} << 10; }
    /// The whole of `stored` at once on several threads, appended to `raw`. False, with `raw` unchanged,
    /// where that is not possible or anything is wrong: the serial decoder says what.
    [[nodiscard]] virtual Result<bool> decodeInParts(ByteView stored, ByteBuffer& raw,
                                                     const WorkContext& context) const;
};

/// All codecs of codecs.def, in its order.
[[nodiscard]] std::span<const Codec* const> allCodecs();
[[nodiscard]] const Codec* findCodec(std::string_view id);
[[nodiscard]] const Codec* findCodecByWireId(unsigned wireId);

struct CodecChoice {
    const Codec* codec = nullptr;
    int level = 0;
};
/// Parses `NAME[:LEVEL]`; InvalidArgument lists what there is.
[[nodiscard]] Result<CodecChoice> parseCodec(std::string_view text);

/// Whole-buffer conveniences over the streams. Inflation obeys context.limits (LimitExceeded) and polls
/// context.stop.
[[nodiscard]] Result<void> compress(const CodecChoice& choice, ByteView raw, ByteSink& out,
                                    const WorkContext& context);
/// Appends to `raw`; on an error what was produced before stays in it. `consumed` gets the input bytes used.
[[nodiscard]] Result<void> decompress(const Codec& codec, ByteView stored, ByteBuffer& raw,
                                      std::uint64_t& consumed, const WorkContext& context);

/// The rest of what `decoder` gives, appended to `raw`; limits, stop token and errors as in decompress().
[[nodiscard]] Result<void> readAll(Decoder& decoder, ByteBuffer& raw, const WorkContext& context);

/// The inflation limits of `context` as one check: call with totals after every step.
[[nodiscard]] Result<void> checkInflation(std::uint64_t consumed, std::uint64_t produced,
                                          const Limits& limits, std::uint64_t suspiciousRatio = UINT64_MAX);

} // namespace spacebench::codecs
