// SPDX-License-Identifier: Apache-2.0
//
// MTTS binary spaces: see FORMAT.md.
#include <fmt/format.h>

#include "formats/framed_paths.h"
#include "formats/mtts/mtts_reader.h"
#include "formats/mtts/mtts_writer.h"

namespace spacebench::formats::mtts {

namespace {

class MttsFormat final : public Format {
  public:
    const FormatInfo& info() const override {
        static const FormatInfo kInfo = [] {
            FormatInfo info;
            info.id = "mtts";
            info.title = "MTTS binary space";
            info.summary = "A symbol table and counted paths, with a checksum, optionally compressed";
            info.extensions = {"bin", "mtts"};
            info.capabilities = Reads | Writes | HoldsPaths | HoldsSymbols | AnyBytes | Streams | TakesCodec;
            for (const Dialect dialect : kDialects)
                info.dialects.push_back({dialectId(dialect), dialectTitle(dialect)});
            info.probeOrder = 10;
            return info;
        }();
        return kInfo;
    }
    Match probe(ByteView bytes) const override {
        return startsWith(bytes, asBytes(kMagic)) ? Match::Yes : Match::No;
    }
    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        if (options.streaming) {
            SB_TRY(streamed, streamMtts(source, options, context));
            if (streamed) return std::move(*streamed);
        }
        return readMtts(source, options, context);
    }
    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        return lossesByCapability(info(), content, context);
    }
    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        const std::optional<Dialect> dialect =
            options.dialect.empty() ? Dialect::Documented : dialectOf(options.dialect);
        if (!dialect)
            return Error::invalid(fmt::format("MTTS has no dialect '{}'", options.dialect))
                .expect("documented, short or bigendian");
        SB_TRY(space, spaceToWrite(content, info()));
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        SB_TRY(report, writeMtts(content, *space, *dialect, options.codec, out, context));
        report.losses = std::move(lost);
        return report;
    }
};

} // namespace

const Format& format() {
    static const MttsFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::mtts
