// SPDX-License-Identifier: Apache-2.0
//
// The zlib stream of `.paths` by zlib itself, as the guide's code has it: blocks of 4 KiB come out of it. In
// parts (P2) each part ends with a full flush, so that parts made apart follow one another in one stream.
// codecs/zlib is the product's, faster, way to the same content.
#pragma once

#include <memory>

#include "base/work_context.h"
#include "jobs/pipeline/output_buffer.h"

struct z_stream_s;

namespace spacebench::jobs::pipeline {

/// What PathMap compresses with.
inline constexpr int kPathsLevel = 7;
/// What zlib hands on at a time.
inline constexpr std::size_t kDeflateBlockBytes = 4096;

/// One whole stream of `raw`, appended to `out`.
[[nodiscard]] Result<void> deflateWhole(ByteView raw, int level, OutputBuffer& out,
                                        const WorkContext& context);

/// A part of a stream: without header and trailer.
struct DeflatedPart {
    std::unique_ptr<OutputBuffer> stored;
    std::uint64_t rawBytes = 0;
    std::uint32_t adler = 1;
};
[[nodiscard]] Result<DeflatedPart> deflatePart(ByteView raw, int level, const WorkContext& context);
/// The stream of the parts.
[[nodiscard]] Result<void> joinParts(std::span<const DeflatedPart> parts, int level, OutputBuffer& out);

/// Inflates one stream that comes in pieces.
class Inflating {
  public:
    explicit Inflating(OutputBuffer& raw);
    ~Inflating();
    Inflating(const Inflating&) = delete;
    Inflating& operator=(const Inflating&) = delete;
    /// Errors: Corrupt; LimitExceeded beyond context.limits.
    [[nodiscard]] Result<void> add(ByteView piece, const WorkContext& context);
    /// Corrupt where the stream has not ended.
    [[nodiscard]] Result<void> finish();

  private:
    OutputBuffer& m_raw;
    std::unique_ptr<z_stream_s> m_stream;
    bool m_usable = false;
    bool m_ended = false;
    std::uint64_t m_consumed = 0;
};

} // namespace spacebench::jobs::pipeline
