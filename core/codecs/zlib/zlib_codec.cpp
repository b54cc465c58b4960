// SPDX-License-Identifier: Apache-2.0
#include <isa-l.h>
#include <libdeflate.h>

#include <fmt/format.h>

#include "codecs/codec.h"
#include "codecs/zlib/inflate_decoder.h"
#include "codecs/zlib/zlib_parts.h"

namespace spacebench::codecs::zlib {

namespace {

class ZlibCodec final : public Codec {
  public:
    std::string_view id() const override { return "zlib"; }
    std::string_view title() const override { return "zlib stream (RFC 1950)"; }
    std::string version() const override {
        return fmt::format("libdeflate {} (levels 2 to 9), ISA-L {}.{} (level 1, inflating)",
                           LIBDEFLATE_VERSION_STRING, ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION);
    }
    LevelRange levels() const override { return {1, 9, 7}; } // 7 as PathMap writes
    std::optional<unsigned> wireId() const override { return 1; }
    Result<std::unique_ptr<Encoder>> encoder(ByteSink& out, int level,
                                             const WorkContext& context) const override {
        return partsEncoder(out, level, context);
    }
    std::size_t encodeStepBytes() const override { return 16 * kPartBytes; }
    Result<bool> decodeInParts(ByteView stored, ByteBuffer& raw, const WorkContext& context) const override {
        return inflateParts(stored, raw, context);
    }
    Result<std::unique_ptr<Decoder>> decoder(ByteView stored) const override {
        return std::unique_ptr<Decoder>(std::make_unique<InflateDecoder>(stored));
    }
};

} // namespace

const Codec& codec() {
    static const ZlibCodec kCodec;
    return kCodec;
}

} // namespace spacebench::codecs::zlib
