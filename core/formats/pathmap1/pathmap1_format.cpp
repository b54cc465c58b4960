// SPDX-License-Identifier: Apache-2.0
//
// PATHMAP1: see FORMAT.md.
#include <fmt/format.h>

#include "formats/checksum.h"
#include "formats/framed_paths.h"
#include "formats/pathmap1/pathmap1_reader.h"

namespace spacebench::formats::pathmap1 {

namespace {

class Pathmap1Format final : public Format {
  public:
    const FormatInfo& info() const override {
        static const FormatInfo kInfo = {
            .id = "pathmap1",
            .title = "PATHMAP1",
            .summary = "Counted paths, compressed with one of five codecs, with a BLAKE2b checksum",
            .extensions = {"pathmap1", "paths.zst", "paths.zlib", "paths.lz4"},
            .capabilities = Reads | Writes | HoldsPaths | AnyBytes | Streams | TakesCodec,
            .dialects = {},
            .probeOrder = 10,
        };
        return kInfo;
    }
    Match probe(ByteView bytes) const override {
        return startsWith(bytes, asBytes(kMagic)) ? Match::Yes : Match::No;
    }
    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        if (options.streaming) {
            SB_TRY(streamed, streamPathmap1(source, context));
            if (streamed) return std::move(*streamed);
        }
        return readPathmap1(source, context);
    }
    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        return lossesByCapability(info(), content, context);
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        codecs::CodecChoice choice;
        if (options.codec) {
            choice = *options.codec;
        } else {
            SB_TRY(standard, codecs::parseCodec("zstd"));
            choice = standard;
        }
        const auto number = choice.codec->wireId();
        if (!number)
            return Error::invalid(fmt::format("PATHMAP1 has no number for the codec {}", choice.codec->id()));
        SB_TRY(space, spaceToWrite(content, info()));
        SaveReport report;
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        report.losses = std::move(lost);
        SB_TRY(expected, totalsForWriting(*space, context));

        context.begin("Writing", ProgressUnit::Bytes, expected.framedBytes());
        HashingSink hashed(out);
        Byte header[kHeaderBytes] = {};
        std::copy(kMagic.begin(), kMagic.end(), header);
        header[8] = kVersion;
        header[10] = static_cast<Byte>(*number);
        SB_CHECK(hashed.write(header));
        SB_TRY(encoder, choice.codec->encoder(hashed, choice.level, context));
        Byte count[kCountBytes];
        storeCount(count, expected.paths, ByteOrder::Little);
        SB_CHECK(encoder->write(count));
        SB_TRY(totals, writeFrames(
                           *space, ByteOrder::Little, [&](ByteView frames) { return encoder->write(frames); },
                           context));
        SB_CHECK(encoder->finish());
        if (totals.paths != expected.paths) return Error::internal("the space changed its number of paths");
        SB_CHECK(hashed.writeChecksum());
        report.paths = totals.paths;
        report.rawBytes = totals.bytes;
        return report;
    }
};

} // namespace

const Format& format() {
    static const Pathmap1Format kFormat;
    return kFormat;
}

} // namespace spacebench::formats::pathmap1
