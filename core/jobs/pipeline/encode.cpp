// SPDX-License-Identifier: Apache-2.0
#include "jobs/pipeline/encode.h"

#include <fmt/format.h>

#include "base/units.h"
#include "codecs/blake2b.h"
#include "formats/act/act_format.h"
#include "formats/framed_paths.h"
#include "formats/mtts/mtts_layout.h"
#include "jobs/pipeline/zlib_stream.h"
#include "space/memory_space.h"

namespace spacebench::jobs::pipeline {

namespace {

namespace mtts = formats::mtts;
using formats::kCountBytes;
using formats::kLengthBytes;
using Kind = Segment::Kind;

constexpr std::size_t kHashStepBytes = std::size_t{1} << 20; ///< between two polls: 2 ms

/// Paths `begin` to `end` of the store as frames.
Result<void> appendFrames(const PathStore& store, std::uint64_t begin, std::uint64_t end, OutputBuffer& out,
                          const WorkContext& context) {
    PathWalk walk(store, begin, end);
    for (auto batch = walk.next(); !batch.empty(); batch = walk.next()) {
        SB_CHECK(context.poll());
        for (const ByteView path : batch) {
            Byte* const at = out.extend(kLengthBytes + path.size());
            if (at == nullptr) return ByteBuffer::outOfMemory(out.view().size());
            storeU32(at, static_cast<std::uint32_t>(path.size()));
            if (!path.empty()) std::memcpy(at + kLengthBytes, path.data(), path.size());
        }
    }
    return {};
}

std::size_t chunkCount(const EncodeJob& job) {
    return static_cast<std::size_t>((job.store.total() + job.settings.chunkPaths - 1) /
                                    job.settings.chunkPaths);
}

/// P2: chunks of the paths, each handed to `take` on some thread as frames of its own.
using TakeChunk = std::function<Result<void>(std::size_t chunk, std::unique_ptr<OutputBuffer> frames)>;
Result<void> inChunks(const EncodeJob& job, const TakeChunk& take) {
    const std::uint64_t paths = job.store.total();
    const std::uint64_t step = job.settings.chunkPaths;
    const std::size_t chunks = chunkCount(job);
    job.trace.chunks += chunks;
    return job.crew.run(job.settings.serializeThreads, chunks,
                        [&](std::size_t chunk, Arena*) -> Result<void> {
                            const std::uint64_t begin = chunk * step;
                            const std::uint64_t end = std::min(begin + step, paths);
                            auto frames = std::make_unique<OutputBuffer>();
                            if (job.settings.preallocate) SB_CHECK(frames->preallocate(0, end - begin));
                            SB_CHECK(appendFrames(job.store, begin, end, *frames, job.crew.context()));
                            return take(chunk, std::move(frames));
                        });
}

/// All paths as frames, appended to `out`.
Result<void> frameAll(const EncodeJob& job, OutputBuffer& out, std::uint64_t& growths) {
    if (job.settings.serializeThreads <= 1)
        return appendFrames(job.store, 0, job.store.total(), out, job.crew.context());
    std::vector<std::unique_ptr<OutputBuffer>> chunks(chunkCount(job));
    SB_CHECK(inChunks(job, [&](std::size_t chunk, std::unique_ptr<OutputBuffer> frames) -> Result<void> {
        chunks[chunk] = std::move(frames);
        return {};
    }));
    for (auto& chunk : chunks) {
        SB_CHECK(job.crew.context().poll());
        growths += chunk->growths();
        SB_CHECK(out.write(chunk->view()));
        chunk.reset();
    }
    return {};
}

Result<void> appendCount(OutputBuffer& out, std::uint64_t count) {
    Byte bytes[kCountBytes];
    storeU64(bytes, count);
    return out.write(bytes);
}

Result<void> encodePathsInParts(const EncodeJob& job, int level, Encoded& out) {
    std::vector<DeflatedPart> parts(chunkCount(job));
    std::vector<std::uint64_t> growths(parts.size());
    // Framing and compressing are one pass over a chunk: all of it counts as compressing.
    SB_CHECK(job.watch.time(job.trace.codecNs, [&] {
        return inChunks(job, [&](std::size_t chunk, std::unique_ptr<OutputBuffer> frames) -> Result<void> {
            SB_TRY(part, deflatePart(frames->view(), level, job.crew.context()));
            growths[chunk] = frames->growths() + part.stored->growths();
            parts[chunk] = std::move(part);
            return {};
        });
    }));
    for (const std::uint64_t count : growths) out.growths += count;
    return job.watch.time(job.trace.encodeNs, [&] { return joinParts(parts, level, out.bytes); });
}

/// Notes where a writer of blocks ends each.
class BlockNotingSink final : public ByteSink {
  public:
    explicit BlockNotingSink(Encoded& out) : m_out(out) {}
    Result<void> write(ByteView bytes) override {
        const std::size_t begin = m_out.bytes.view().size();
        SB_CHECK(m_out.bytes.write(bytes));
        m_out.addSegment(Kind::Field, begin);
        return {};
    }
    std::uint64_t position() const override { return m_out.bytes.position(); }
    bool canPatch() const override { return true; }
    Result<void> patch(std::uint64_t offset, ByteView bytes) override {
        return m_out.bytes.patch(offset, bytes);
    }

  private:
    Encoded& m_out;
};

/// The paths of the store with the values of the input's.
Result<space::PathSet> setOf(const EncodeJob& job, Encoded& out) {
    const space::PathSet& from = *job.input.space->pathSet();
    space::PathSetBuilder builder;
    SB_CHECK(builder.reserve(from.size(), from.framed().size()));
    PathWalk walk(job.store, 0, job.store.total());
    for (auto batch = walk.next(); !batch.empty(); batch = walk.next()) {
        SB_CHECK(job.crew.context().poll());
        for (const ByteView path : batch) SB_CHECK(builder.add(path, from.value(builder.added())));
    }
    const space::BuildNotes& notes = builder.notes();
    if (notes.outOfOrder)
        out.fault =
            fmt::format("path {}: expected one above path {}, found one below it: an ACT is built from "
                        "paths in order",
                        groupedNumber(notes.firstDisorder), groupedNumber(notes.firstDisorder - 1));
    return builder.finish(job.crew.context());
}

} // namespace

Result<void> encodePaths(const EncodeJob& job, int level, Encoded& out) {
    if (job.settings.preallocate) SB_CHECK(out.bytes.preallocate(0, job.store.total()));
    if (job.settings.serializeThreads > 1) {
        SB_CHECK(encodePathsInParts(job, level, out));
    } else {
        OutputBuffer raw;
        if (job.settings.preallocate) SB_CHECK(raw.preallocate(0, job.store.total()));
        SB_CHECK(job.watch.time(job.trace.encodeNs, [&] { return frameAll(job, raw, out.growths); }));
        SB_CHECK(job.watch.time(job.trace.codecNs, [&] {
            return deflateWhole(raw.view(), level, out.bytes, job.crew.context());
        }));
        out.growths += raw.growths();
    }
    out.addSegment(Kind::Blocks, 0);
    return {};
}

Result<void> encodeMtts(const EncodeJob& job, ByteView zip, const std::optional<codecs::CodecChoice>& codec,
                        Encoded& out) {
    OutputBuffer& bytes = out.bytes;
    if (job.settings.preallocate) SB_CHECK(bytes.preallocate(zip.size(), job.store.total()));
    const auto field = [&](ByteView content) -> Result<void> {
        const std::size_t begin = bytes.view().size();
        SB_CHECK(bytes.write(content));
        out.addSegment(Kind::Field, begin);
        return {};
    };
    const auto number = [&](std::uint64_t value, std::size_t size) -> Result<void> {
        Byte little[8];
        storeU64(little, value);
        return field(ByteView(little).first(size));
    };
    const unsigned flags = mtts::kFlagChecksum | (codec ? mtts::kFlagCompressed : 0U);
    SB_CHECK(field(asBytes(mtts::kMagic)));
    SB_CHECK(number(mtts::kVersion, 2));
    SB_CHECK(number(flags, 2));
    SB_CHECK(number(0, 8));
    SB_CHECK(number(zip.size(), kCountBytes));
    if (!zip.empty()) SB_CHECK(field(zip));
    if (!codec) {
        SB_CHECK(number(job.store.total(), kCountBytes));
        const std::size_t begin = bytes.view().size();
        SB_CHECK(job.watch.time(job.trace.encodeNs, [&] { return frameAll(job, bytes, out.growths); }));
        out.addSegment(Kind::Frames, begin);
        return {};
    }
    OutputBuffer raw;
    if (job.settings.preallocate) SB_CHECK(raw.preallocate(0, job.store.total()));
    SB_CHECK(appendCount(raw, job.store.total()));
    SB_CHECK(job.watch.time(job.trace.encodeNs, [&] { return frameAll(job, raw, out.growths); }));
    out.growths += raw.growths();
    SB_CHECK(number(*codec->codec->wireId(), 1));
    SB_CHECK(number(raw.view().size(), kCountBytes));
    const std::size_t lengthAt = bytes.view().size();
    SB_CHECK(number(0, kCountBytes)); // known when all is compressed
    const std::size_t begin = bytes.view().size();
    SB_CHECK(job.watch.time(job.trace.codecNs, [&] {
        return job.crew.runCounted(job.settings.serializeThreads, [&](const WorkContext& context) {
            return codecs::compress(*codec, raw.view(), bytes, context);
        });
    }));
    Byte length[kCountBytes];
    storeU64(length, bytes.view().size() - begin);
    SB_CHECK(bytes.patch(lengthAt, length));
    out.addSegment(Kind::Blocks, begin);
    return {};
}

Result<void> encodeAct(const EncodeJob& job, Encoded& out) {
    if (job.settings.preallocate) SB_CHECK(out.bytes.preallocate(0, job.store.total()));
    return job.watch.time(job.trace.encodeNs, [&]() -> Result<void> {
        SB_TRY(set, setOf(job, out));
        const space::MemorySpace space(std::move(set));
        BlockNotingSink sink(out);
        // An ACT cannot be joined from parts. What P2 can do is what the writer does with threads: prepare
        // the next block of paths while one is built.
        return job.crew.runCounted(job.settings.serializeThreads,
                                   [&](const WorkContext& context) -> Result<void> {
                                       const auto saved = formats::act::saveAct(space, sink, context);
                                       return saved.ok() ? Result<void>() : saved.error();
                                   });
    });
}

Result<void> appendChecksum(const codecs::blake2b::Implementation& hash, Encoded& out,
                            const WorkContext& context) {
    codecs::Blake2b digest(32, hash);
    const ByteView all = out.bytes.view();
    for (std::size_t at = 0; at < all.size(); at += kHashStepBytes) {
        SB_CHECK(context.poll());
        digest.update(all.subspan(at, std::min(kHashStepBytes, all.size() - at)));
    }
    const std::size_t begin = all.size();
    SB_CHECK(out.bytes.write(digest.finish256()));
    out.addSegment(Kind::Field, begin);
    return {};
}

} // namespace spacebench::jobs::pipeline
