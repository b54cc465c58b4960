// SPDX-License-Identifier: Apache-2.0
//
// The symbol table archive as a file of its own (FORMAT.md).
#include <fmt/format.h>

#include "formats/format.h"
#include "formats/symbols/symbol_zip.h"

namespace spacebench::formats::symbols {

namespace {

const FormatInfo kInfo{
    "symbols",
    "Symbol table ZIP",
    "The texts of interned symbols, as MORK archives them",
    {"zip", "symbols"},
    Reads | Writes | HoldsSymbols,
    {{kMorkDialect, "MORK's archive, a file for each writer slot"},
     {kDocumentedDialect, "the documented variant: recognised and listed, not decoded", false}},
    10,
};

class SymbolsFormat final : public Format {
  public:
    const FormatInfo& info() const override { return kInfo; }

    Match probe(ByteView bytes) const override {
        switch (likenessOf(bytes)) {
        case ZipLikeness::Yes:
            return Match::Yes;
        case ZipLikeness::StartsLikeOne:
            return Match::Maybe;
        case ZipLikeness::No:
            break;
        }
        return Match::No;
    }

    Result<Opened> open(io::SourcePtr source, const OpenOptions& options,
                        const WorkContext& context) const override {
        Opened opened;
        SB_TRY(zip, inspectSymbolZip(source->bytes(), opened.findings, context));
        SB_CHECK(source->health());
        if (!options.dialect.empty() && options.dialect != zip.dialect)
            return Error::notThisFormat("the archive is of another dialect")
                .expect(options.dialect)
                .got(zip.dialect);
        opened.dialect = zip.dialect;
        opened.facts.push_back({"symbols", "Symbols", zip.table.size(), Fact::Unit::Count});
        opened.facts.push_back(
            {"symbol_text_bytes", "Text of all symbols", zip.table.textBytes(), Fact::Unit::Bytes});
        opened.facts.push_back(
            {"entries", "Archive entries", std::uint64_t{zip.entries.size()}, Fact::Unit::Count});
        constexpr std::size_t kListed = 256; // as many slots as there can be, and the sizes
        for (std::size_t i = 0; i < std::min(kListed, zip.entries.size()); ++i) {
            const SymbolZipEntry& entry = zip.entries[i];
            opened.facts.push_back({fmt::format("entry_{}", i), "Entry",
                                    fmt::format("{}, {} bytes, {}", entry.name, entry.size,
                                                entry.deflated ? "deflated" : "stored")});
        }
        opened.content.symbols = std::make_shared<const space::SymbolTable>(std::move(zip.table));
        opened.damage = std::move(zip.damage);
        return opened;
    }

    Result<std::vector<Loss>> losses(const space::SpaceContent& content, const SaveOptions&,
                                     const WorkContext& context) const override {
        return lossesByCapability(kInfo, content, context);
    }

    Result<SaveReport> save(const space::SpaceContent& content, const SaveOptions& options, ByteSink& out,
                            const WorkContext& context) const override {
        if (!options.dialect.empty() && options.dialect != kMorkDialect)
            return Error::unsupported("this dialect is not written")
                .expect(std::string(kMorkDialect))
                .got(options.dialect);
        if (content.symbols == nullptr)
            return Error::unsupported("there is no symbol table to write")
                .advise("name a space that has one, or the table itself");
        SaveReport report;
        SB_TRY(lost, losses(content, options, context));
        SB_CHECK(refuseLosses(lost, options));
        report.losses = std::move(lost);
        SB_TRY(archive, writeSymbolZip(*content.symbols, context));
        out.expectSize(archive.size());
        SB_CHECK(out.write(archive.view()));
        report.rawBytes = content.symbols->textBytes();
        return report;
    }
};

} // namespace

const Format& format() {
    static const SymbolsFormat kFormat;
    return kFormat;
}

} // namespace spacebench::formats::symbols
