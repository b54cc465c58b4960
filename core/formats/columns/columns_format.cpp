// SPDX-License-Identifier: Apache-2.0
//
// Spacebench's own container: see FORMAT.md.
#include <fmt/format.h>

#include "formats/columns/columns_file.h"
#include "formats/framed_paths.h"

namespace spacebench::formats::columns {

namespace {

class ColumnsFormat final : public Format {
  public:
    const FormatInfo& info() const override {
        static const FormatInfo kInfo = {
            .id = "columns",
            .title = "Spacebench columns",
            .summary = "Spacebench's own container, which no other program reads: front-coded paths as "
                       "columns, compressed with one of five codecs, with values and a BLAKE2b checksum",
            .extensions = {"sbcols"},
            .capabilities = Reads | Writes | HoldsPaths | HoldsValues | AnyBytes | Streams | TakesCodec,
            .dialects = {{kColumnsStage, "Columns", true},
                         {kRanksStage, "Columns, interned symbols by rank", true}},
            .probeOrder = 10,
        };
        return kInfo;
    }
    Match probe(ByteView bytes) const override {
        return startsWith(bytes, asBytes(kMagic)) ? Match::Yes : Match::No;
    }
    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        return readColumns(source, options, Effort::Open, context);
    }
    Result<Opened> salvage(io::SourcePtr source, const OpenOptions& options,
                           const WorkContext& context) const override {
        return readColumns(source, options, Effort::Salvage, context);
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
        if (!options.dialect.empty() && options.dialect != kColumnsStage && options.dialect != kRanksStage)
            return Error::invalid(fmt::format("Spacebench columns have no dialect '{}'", options.dialect))
                .expect(fmt::format("{} or {}", kColumnsStage, kRanksStage));
        SB_TRY(space, spaceToWrite(content, info()));
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        const StageNumber stage = options.dialect == kRanksStage ? StageNumber::Ranks : StageNumber::Columns;
        SB_TRY(report, writeColumns(*space, stage, choice, out, context));
        report.losses = std::move(lost);
        return report;
    }
};

} // namespace

const Format& format() {
    static const ColumnsFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::columns
