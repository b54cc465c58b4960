// SPDX-License-Identifier: Apache-2.0
//
// PathMap's `.paths`: see FORMAT.md.
#include <fmt/format.h>

#include "formats/framed_paths.h"
#include "formats/paths/paths_reader.h"

namespace spacebench::formats::paths {

namespace {

constexpr int kPathMapLevel = 7;

class PathsFormat final : public Format {
  public:
    const FormatInfo& info() const override {
        static const FormatInfo kInfo = {
            .id = "paths",
            .title = "PathMap .paths",
            .summary = "All paths, one after another, in one zlib stream; no values, no symbol table",
            .extensions = {"paths", "upaths"},
            .capabilities = Reads | Writes | HoldsPaths | AnyBytes | Streams | TakesCodec,
            .dialects = {},
            .probeOrder = 20,
        };
        return kInfo;
    }
    Match probe(ByteView bytes) const override { return probePaths(bytes); }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        if (options.streaming) {
            if (auto streamed = streamPaths(source, context)) return std::move(*streamed);
        }
        return readPaths(source, Effort::Open, context);
    }
    Result<Opened> salvage(io::SourcePtr source, const OpenOptions&,
                           const WorkContext& context) const override {
        return readPaths(source, Effort::Salvage, context);
    }
    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        return lossesByCapability(info(), content, context);
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        codecs::CodecChoice choice{codecs::findCodec("zlib"), kPathMapLevel};
        if (options.codec) choice = *options.codec;
        if (choice.codec->id() != "zlib")
            return Error::invalid(
                       fmt::format("a .paths file cannot be compressed with {}", choice.codec->id()))
                .expect("zlib, zlib:1 to zlib:9")
                .advise("Write pathmap1 or mtts for other codecs");
        SB_TRY(space, spaceToWrite(content, info()));
        SaveReport report;
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        report.losses = std::move(lost);
        context.begin("Compressing", ProgressUnit::Bytes);
        SB_TRY(encoder, choice.codec->encoder(out, choice.level, context));
        SB_TRY(totals, writeFrames(
                           *space, ByteOrder::Little, [&](ByteView frames) { return encoder->write(frames); },
                           context));
        SB_CHECK(encoder->finish());
        report.paths = totals.paths;
        report.rawBytes = totals.bytes;
        return report;
    }
};

} // namespace

const Format& format() {
    static const PathsFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::paths
