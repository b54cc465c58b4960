// SPDX-License-Identifier: Apache-2.0
#include "formats/metta/metta_text.h"

namespace spacebench::formats::metta {

namespace {

const FormatInfo kInfo{
    kId,
    "MeTTa text",
    "Atoms as text, as MORK reads and prints them",
    {"metta", "mm2"},
    Reads | Writes | HoldsPaths | ResolvesSymbols | Streams | IsText,
    {},
    50,
};

class MettaFormat final : public Format {
  public:
    const FormatInfo& info() const override { return kInfo; }

    Match probe(ByteView bytes) const override { return looksLikeText(bytes) ? Match::Maybe : Match::No; }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        if (options.streaming && !options.cutSymbols) return streamText(source, context);
        return readText(*source, options, false, context);
    }

    Result<Opened> salvage(io::SourcePtr source, const OpenOptions& options,
                           const WorkContext& context) const override {
        return readText(*source, options, true, context);
    }

    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        SB_TRY(lost, lossesByCapability(kInfo, content, context));
        SB_TRY(inText, textLosses(content, context));
        lost.insert(lost.end(), inText.begin(), inText.end());
        return lost;
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        if (content.space == nullptr) return Error::unsupported("there are no paths to write");
        SaveReport report;
        SB_TRY(lost, lossesByCapability(kInfo, content, context));
        if (lost.empty() || options.dropWhatDoesNotFit) {
            report.losses = std::move(lost);
            SB_TRY(whole, writeText(content, !options.dropWhatDoesNotFit, out, report, context));
            if (whole) return report;
        }
        SB_TRY(all, losses(content, options, context));
        SB_CHECK(refuseLosses(all, options));
        return Error::internal("a writer of text met a loss that its check does not see");
    }
};

} // namespace

const Format& format() {
    static const MettaFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::metta
