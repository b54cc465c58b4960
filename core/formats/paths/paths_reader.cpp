// SPDX-License-Identifier: Apache-2.0
#include "formats/paths/paths_reader.h"

#include <fmt/format.h>

#include "formats/facts.h"
#include "formats/frame_stream.h"
#include "formats/framed_locator.h"
#include "formats/looks_like.h"

namespace spacebench::formats::paths {

namespace {

constexpr std::size_t kHeaderBytes = 2;
constexpr std::size_t kAdlerBytes = 4;
/// A first path longer than this is not waited for when recognising.
constexpr std::size_t kProbeBytes = std::size_t{1} << 20;

const codecs::Codec& zlibCodec() {
    return *codecs::findCodec("zlib");
}

/// RFC 1950: method 8, window of at most 32 KiB, check bits, no preset dictionary.
bool hasZlibHeader(ByteView bytes) {
    return bytes.size() >= kHeaderBytes && (bytes[0] & 0x0F) == 8 && (bytes[0] >> 4) <= 7 &&
           (bytes[0] * 256U + bytes[1]) % 31 == 0 && (bytes[1] & 0x20) == 0;
}

std::string levelHint(Byte flags) {
    constexpr std::string_view kHints[] = {"fastest (level 1)", "fast (levels 2 to 5)", "default (level 6)",
                                           "best (levels 7 to 9)"};
    return std::string(kHints[flags >> 6]);
}

/// An error of the zlib stream, met after `produced` decompressed bytes.
Error ofStream(Error error, std::uint64_t produced) {
    error.found += fmt::format(" (offset {} of the decompressed data)", produced);
    return error;
}

/// A sound stream that ends inside a path; `error` counts from the first frame.
Error cutFrame(Error error, ByteView file) {
    const std::uint64_t rawOffset = error.byteOffset.value_or(0);
    error = ofStream(std::move(error), rawOffset);
    error.byteOffset = storedOffsetOf(zlibCodec(), file, rawOffset);
    return error;
}

struct Stream {
    ByteBuffer frames;
    std::uint64_t consumed = 0;
    std::optional<Error> damage;
};

/// One zlib stream of `stored`, which lies at `origin` in the file. Its frames are appended.
Result<void> readStream(ByteView stored, std::uint64_t origin, Stream& stream, const WorkContext& context) {
    std::uint64_t consumed = 0;
    auto inflated = codecs::decompress(zlibCodec(), stored, stream.frames, consumed, context);
    stream.consumed = origin + consumed;
    if (inflated.ok()) return {};
    Error error = std::move(inflated).error();
    if (error.code == ErrorCode::Cancelled) return error;
    if (error.byteOffset) error.byteOffset = origin + *error.byteOffset;
    error = ofStream(std::move(error), stream.frames.size());
    if (error.code == ErrorCode::LimitExceeded) keepPartialView(stream.frames);
    stream.damage = std::move(error);
    return {};
}

std::string_view idOf(const Error& error) {
    if (error.code == ErrorCode::LimitExceeded) return "paths.limit";
    if (error.message.find("Adler-32 of") != std::string::npos) return "paths.adler";
    if (error.message.find("ends inside") != std::string::npos) return "paths.truncated";
    return "paths.deflate";
}

Error trailingBytes(ByteView left, std::uint64_t offset, std::uint64_t produced) {
    const bool another = hasZlibHeader(left);
    return Error::corrupt(another ? "another zlib stream follows the one that holds the paths"
                                  : "bytes follow the end of the zlib stream")
        .at(offset)
        .expect(fmt::format("the end of the file, after {} decompressed bytes", produced))
        .got(fmt::format("{} more bytes: {}", left.size(), hexStart(left)))
        .advise(another ? "salvage reads the paths of both streams" : "");
}

/// `end` is where the stream ends, `whole` says that its trailer was reached.
std::vector<layout::FieldRange> fieldsOf(ByteView bytes, std::uint64_t end, bool whole) {
    using layout::FieldKind;
    std::vector<layout::FieldRange> fields;
    fields.push_back({0, kHeaderBytes, FieldKind::Magic, "zlib header",
                      fmt::format("deflate, window of {} bytes", 256U << (bytes[0] >> 4))});
    if (!whole || end < kHeaderBytes + kAdlerBytes) {
        fields.push_back({kHeaderBytes, bytes.size(), FieldKind::Compressed, "deflate data (damaged)", ""});
        return fields;
    }
    const std::uint64_t adler = end - kAdlerBytes;
    fields.push_back({kHeaderBytes, adler, FieldKind::Compressed, "deflate data", ""});
    fields.push_back({adler, end, FieldKind::Checksum, "Adler-32",
                      hexStart(bytes.subspan(static_cast<std::size_t>(adler), kAdlerBytes))});
    if (end < bytes.size())
        fields.push_back({end, bytes.size(), FieldKind::Unclaimed, "bytes after the stream", ""});
    return fields;
}

class PathsFeed final : public FileFeed {
  public:
    explicit PathsFeed(const StreamState& state)
        : FileFeed(state, {&zlibCodec(), 0, state.source->size(), 0, false}) {}

    Result<void> finish(const FramesEnd& end, Findings&) override {
        const ByteView bytes = state().source->bytes();
        if (storedEnd() < bytes.size())
            return trailingBytes(bytes.subspan(static_cast<std::size_t>(storedEnd())), storedEnd(),
                                 end.rawBytes);
        if (end.bytes == end.rawBytes) return {};
        return cutFrame(space::PathSetBuilder::cutFrame(end.bytes, end.rawBytes - end.bytes, end.cutLength),
                        bytes);
    }

  protected:
    Error decodeError(Error error) const override { return ofStream(std::move(error), produced()); }
};

} // namespace

std::optional<Opened> streamPaths(const io::SourcePtr& source, const WorkContext& context) {
    if (!hasZlibHeader(source->bytes())) return std::nullopt;
    Opened opened;
    opened.facts = {bytesFact("stored_bytes", "Stored size", source->size()),
                    textFact("codec", "Compression", "zlib")};
    setStreamed(opened, std::make_shared<StreamState>(source, "paths", context),
                [](StreamState& state) {
                    return readFrames(state, std::make_unique<PathsFeed>(state), ByteOrder::Little,
                                      std::nullopt);
                },
                {});
    return opened;
}

Format::Match probePaths(ByteView bytes) {
    if (!hasZlibHeader(bytes)) return Format::Match::No;
    auto decoder = zlibCodec().decoder(bytes);
    if (!decoder.ok()) return Format::Match::No;
    ByteBuffer room;
    if (!room.resize(kProbeBytes)) return Format::Match::Maybe;
    std::size_t filled = 0;
    std::size_t wanted = kLengthBytes;
    bool damaged = false;
    bool ended = false;
    while (filled < wanted && !damaged && !ended) {
        const auto count = (*decoder)->read({room.data() + filled, wanted - filled});
        damaged = !count.ok();
        ended = count.ok() && *count == 0;
        if (count.ok()) filled += *count;
        if (filled == kLengthBytes)
            wanted =
                std::min<std::size_t>(kProbeBytes, kLengthBytes + loadLength(room.data(), ByteOrder::Little));
    }
    if (filled == wanted && wanted < kProbeBytes) return Format::Match::Yes;
    if (filled == 0 && ended) return Format::Match::Yes; // the empty space
    if (looksLikeText(bytes)) return Format::Match::No;  // "x^" is a zlib header too
    return Format::Match::Maybe;
}

Result<Opened> readPaths(const io::SourcePtr& source, Effort effort, const WorkContext& context) {
    const ByteView bytes = source->bytes();
    if (!hasZlibHeader(bytes)) {
        const Looks looks = looksLike(bytes);
        return Error::notThisFormat("this is no .paths file: it does not start with a zlib header")
            .at(0)
            .expect("a header such as 78 01, 78 5E, 78 9C or 78 DA")
            .got(fmt::format("{} {}", looks.kind, hexStart(bytes)))
            .advise(looks.advice)
            .in(source->name());
    }
    context.begin("Inflating", ProgressUnit::Bytes, bytes.size());
    Opened opened;
    Stream stream;
    SB_CHECK(readStream(bytes, 0, stream, context));
    const std::uint64_t firstEnd = stream.consumed;
    const std::uint64_t rawBytes = stream.frames.size();
    if (!stream.damage && firstEnd < bytes.size()) {
        reportDamage(opened, trailingBytes(bytes.subspan(firstEnd), firstEnd, rawBytes), "paths.trailing",
                     source->name());
        while (effort == Effort::Salvage && !stream.damage && hasZlibHeader(bytes.subspan(stream.consumed)))
            SB_CHECK(readStream(bytes.subspan(stream.consumed), stream.consumed, stream, context));
    }
    SB_CHECK(source->health());
    const bool cut = stream.damage.has_value();
    if (cut) {
        const std::string id(idOf(*stream.damage));
        reportDamage(opened, std::move(*stream.damage), id, source->name());
    }

    const std::uint64_t inflatedBytes = stream.frames.size();
    context.begin("Sorting", ProgressUnit::Paths);
    SB_TRY(built, buildSpace(std::move(stream.frames), "paths", opened.findings, context));
    if (built.damage && !cut) {
        // A damaged stream ends inside a path as a matter of course; a sound one must not.
        *built.damage = cutFrame(std::move(*built.damage), bytes);
        reportDamage(opened, std::move(*built.damage), "paths.frame", source->name());
    }

    opened.facts = {
        bytesFact("stored_bytes", "Stored size", bytes.size()),
        bytesFact("raw_bytes", "Framed paths, decompressed", inflatedBytes),
        ratioFact(inflatedBytes, bytes.size()),
        textFact("codec", "Compression", "zlib"),
        textFact("zlib_level_hint", "Compression level, as the header hints", levelHint(bytes[1])),
        countFact("paths", "Paths", built.space->pathSet()->size())};
    opened.locator = std::make_shared<FramedLocator>(source, fieldsOf(bytes, firstEnd, !cut));
    opened.content.space = std::move(built.space);
    return opened;
}

} // namespace spacebench::formats::paths
