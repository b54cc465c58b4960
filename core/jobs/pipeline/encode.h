// SPDX-License-Identifier: Apache-2.0
//
// From path buffers to the bytes of a file, in memory: framing and building (M1, P2), then the codec (Z1).
// The checksum (C3) and writing (I1) go over what is made here.
#pragma once

#include <optional>

#include "codecs/blake2b/implementations.h"
#include "codecs/codec.h"
#include "jobs/pipeline/crew.h"
#include "jobs/pipeline/output_buffer.h"
#include "jobs/pipeline/path_store.h"
#include "jobs/pipeline/pipeline.h"

namespace spacebench::jobs::pipeline {

/// What one run times with and counts into.
struct Stopwatch {
    const Clock& clock;
    /// Runs `work` and adds what it takes.
    template <class Work>
    auto time(std::uint64_t& total, Work work) const {
        const std::uint64_t begin = clock.nowNs();
        auto result = work();
        total += clock.nowNs() - begin;
        return result;
    }
};

/// A stretch of the file, and how the guide's code would hand it to write(): a call a field.
struct Segment {
    enum class Kind {
        Field,  ///< at once
        Frames, ///< the length and the bytes of each path
        Blocks  ///< as zlib hands them on
    };
    Kind kind = Kind::Field;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Encoded {
    explicit Encoded(bool hugePages) : bytes(hugePages) {}
    void addSegment(Segment::Kind kind, std::size_t begin) {
        segments.push_back({kind, begin, bytes.view().size()});
    }
    OutputBuffer bytes;
    std::vector<Segment> segments; ///< all of it, in order
    std::uint64_t growths = 0;     ///< of other buffers on the way
    std::string fault;             ///< why this can be no such file, for people; empty = none
};

struct EncodeJob {
    const tuning::PipelineSettings& settings;
    const PipelineInput& input;
    const PathStore& store;
    Crew& crew;
    Stopwatch watch;
    PipelineTrace& trace;
};

[[nodiscard]] Result<void> encodePaths(const EncodeJob& job, int level, Encoded& out);
/// `zip` is the symbol table; the checksum is left to be appended.
[[nodiscard]] Result<void> encodeMtts(const EncodeJob& job, ByteView zip,
                                      const std::optional<codecs::CodecChoice>& codec, Encoded& out);
[[nodiscard]] Result<void> encodeAct(const EncodeJob& job, Encoded& out);

/// Appends the BLAKE2b-256 of all there is.
[[nodiscard]] Result<void> appendChecksum(const codecs::blake2b::Implementation& hash, Encoded& out,
                                          const WorkContext& context);

} // namespace spacebench::jobs::pipeline
