// SPDX-License-Identifier: Apache-2.0
#include "formats/act/act_format.h"

namespace spacebench::formats::act {

namespace {

class ActFormat final : public Format {
  public:
    const FormatInfo& info() const override {
        static const FormatInfo kInfo = {
            .id = "act",
            .title = "PathMap ACT",
            .summary = "ArenaCompactTree: a trie to be mapped and used in place, with values",
            .extensions = {"act", "tree"},
            .capabilities = Reads | Writes | HoldsPaths | HoldsValues | AnyBytes | Streams | OpensInPlace,
            .dialects = {},
            .probeOrder = 10,
        };
        return kInfo;
    }

    Match probe(ByteView bytes) const override {
        return startsWith(bytes, asBytes(space::kActMagic)) ? Match::Yes : Match::No;
    }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        return openAct(std::move(source), options, context);
    }

    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions& options,
                                     const WorkContext& context) const override {
        static_cast<void>(options);
        return lossesByCapability(info(), content, context);
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        if (content.space == nullptr)
            return Error::unsupported("an ACT holds paths, and there are none to write");
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        SB_TRY(report, saveAct(*content.space, out, context));
        report.losses = std::move(lost);
        return report;
    }

    Result<Findings> verify(io::SourcePtr source, const OpenOptions& options,
                            const WorkContext& context) const override {
        return verifyAct(std::move(source), options, context);
    }

    Result<Opened> salvage(io::SourcePtr source, const OpenOptions& options,
                           const WorkContext& context) const override {
        return salvageAct(std::move(source), options, context);
    }
};

} // namespace

const Format& format() {
    static const ActFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::act
