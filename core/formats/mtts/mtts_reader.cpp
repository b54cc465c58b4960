// SPDX-License-Identifier: Apache-2.0
#include "formats/mtts/mtts_reader.h"

#include <fmt/format.h>

#include "formats/checksum.h"
#include "formats/facts.h"
#include "formats/frame_stream.h"
#include "formats/framed_locator.h"
#include "formats/looks_like.h"
#include "formats/mtts/mtts_layout.h"
#include "formats/symbols/symbol_zip.h"

namespace spacebench::formats::mtts {

namespace {

ByteView slice(ByteView bytes, std::uint64_t begin, std::uint64_t end) {
    return bytes.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

Result<Layout> findLayout(const io::ByteSource& source, const OpenOptions& options, Findings& findings,
                          const WorkContext& context, io::PageBudget* pages = nullptr) {
    const ByteView bytes = source.bytes();
    if (!startsWith(bytes, asBytes(kMagic)))
        return Error::notThisFormat("this is no MTTS file")
            .at(0)
            .expect("the magic MTTS")
            .got(fmt::format("{} {}", looksLike(bytes).kind, hexStart(bytes)));
    if (!options.dialect.empty()) {
        const auto dialect = dialectOf(options.dialect);
        if (!dialect)
            return Error::invalid(fmt::format("MTTS has no dialect '{}'", options.dialect))
                .expect("documented, short or bigendian");
        SB_TRY(layout, layOut(bytes, *dialect, context, pages));
        if (layout.fault && layout.fault->code == ErrorCode::UnsupportedVersion)
            return std::move(*layout.fault);
        return layout;
    }
    SB_TRY(choice, chooseLayout(bytes, context, pages));
    if (choice.tie)
        findings.push_back({Severity::Info, "mtts.dialect_tie",
                            fmt::format("more than one dialect explains every byte; read as {}",
                                        dialectTitle(choice.layout.dialect)),
                            std::nullopt, "", ""});
    // A header of another version makes sense in no dialect: say so rather than call it damaged.
    if (choice.layout.fault && choice.layout.symbolsEnd == 0) {
        SB_TRY(documented, layOut(bytes, Dialect::Documented, context));
        if (documented.fault && documented.fault->code == ErrorCode::UnsupportedVersion)
            return std::move(*documented.fault);
        return documented;
    }
    return std::move(choice.layout);
}

/// Where the header of a compressed section and what it held do not go together.
std::optional<Error> compressedFault(const Layout& layout, std::uint64_t streamEnd, std::uint64_t rawBytes) {
    if (streamEnd != layout.sectionEnd)
        return Error::corrupt("bytes follow the compressed stream inside its section")
            .at(streamEnd)
            .expect("the end of the section")
            .got(fmt::format("{} more bytes", layout.sectionEnd - streamEnd));
    if (rawBytes != layout.rawLength)
        return Error::corrupt("the compressed paths have another size than their header says")
            .at(layout.sectionBegin + 1)
            .expect(fmt::format("{} bytes", layout.rawLength))
            .got(fmt::format("{}", rawBytes));
    return std::nullopt;
}

Error wrongChecksum(const Layout& layout, const codecs::Digest256& computed, ByteView stored) {
    return Error::corrupt("the checksum does not match the content")
        .at(layout.sectionEnd)
        .expect(checksumText(computed))
        .got(checksumText(stored));
}

Result<PathSection> readSection(ByteView bytes, const Layout& layout, const WorkContext& context) {
    if (!layout.compressed()) {
        if (layout.sectionBegin == 0) return PathSection{}; // damaged before the paths
        // What is beyond the section is no part of it, but a damaged one has no known end.
        const std::uint64_t end = layout.consistent() ? layout.sectionEnd : bytes.size();
        return readPathSection(slice(bytes, layout.sectionBegin, end), orderOf(layout.dialect),
                               layout.sectionBegin, context);
    }
    if (layout.storedBegin == 0) return PathSection{};
    const codecs::Codec* codec = codecs::findCodecByWireId(layout.codecNumber);
    if (codec == nullptr || layout.codecNumber == 0)
        return Error::unsupportedVersion("this codec of MTTS is not known")
            .at(layout.sectionBegin)
            .expect("1 zlib, 2 lz4, 3 zstd or 4 snappy")
            .got(fmt::format("{}", layout.codecNumber));
    const ByteView stored = slice(bytes, layout.storedBegin, layout.sectionEnd);
    std::uint64_t consumed = 0;
    SB_TRY(section, readCompressedPathSection(*codec, stored, layout.storedBegin, consumed, context));
    if (!section.damage)
        section.damage = compressedFault(layout, layout.storedBegin + consumed, section.sectionBytes);
    return section;
}

/// Needs a consistent layout.
Result<void> checkChecksum(Opened& opened, const io::SourcePtr& source, const Layout& layout,
                           const codecs::Digest256& computed, const WorkContext& context) {
    const ByteView bytes = source->bytes();
    const ByteView hashed = bytes.first(bytes.size() - kChecksumBytes);
    const ByteView stored = bytes.last(kChecksumBytes);
    std::string name;
    if (equalBytes(stored, computed)) {
        name = "BLAKE2b-256";
    } else {
        SB_TRY(cut, checksumOf(hashed, ChecksumKind::Blake2b512Cut, context));
        if (equalBytes(stored, cut)) name = "BLAKE2b-512, first 32 bytes";
    }
    if (name.empty()) {
        reportDamage(opened, wrongChecksum(layout, computed, stored), "mtts.checksum", source->name());
        return {};
    }
    opened.facts.push_back(textFact("checksum", "Checksum", std::move(name)));
    return {};
}

std::vector<layout::FieldRange> fieldsOf(ByteView bytes, const Layout& layout) {
    using layout::FieldKind;
    std::vector<layout::FieldRange> fields = {
        {0, kMagic.size(), FieldKind::Magic, "magic", std::string(kMagic)}};
    const std::uint64_t header = headerBytes(layout.dialect);
    if (layout.reached < header + kCountBytes) return fields;
    if (layout.dialect != Dialect::BigEndian) {
        fields.push_back({4, 6, FieldKind::Version, "version", fmt::format("{}", kVersion)});
        fields.push_back({6, 8, FieldKind::Version, "flags", fmt::format("0x{:04X}", layout.flags)});
        if (header > 8) fields.push_back({8, header, FieldKind::Reserved, "reserved", "0"});
    }
    fields.push_back({header, header + kCountBytes, FieldKind::Length, "symbol table length",
                      fmt::format("{}", loadCount(bytes.data() + header, orderOf(layout.dialect)))});
    if (layout.symbolsEnd > layout.symbolsBegin)
        fields.push_back(
            {layout.symbolsBegin, layout.symbolsEnd, FieldKind::SymbolTable, "symbol table (ZIP)", ""});
    if (layout.compressed() && layout.storedBegin != 0) {
        const std::uint64_t at = layout.sectionBegin;
        fields.push_back({at, at + 1, FieldKind::Version, "codec", fmt::format("{}", layout.codecNumber)});
        fields.push_back(
            {at + 1, at + 9, FieldKind::Length, "raw length", fmt::format("{}", layout.rawLength)});
        fields.push_back({at + 9, at + 17, FieldKind::Length, "stored length",
                          fmt::format("{}", loadU64(bytes.data() + at + 9))});
        if (layout.sectionEnd > layout.storedBegin)
            fields.push_back(
                {layout.storedBegin, layout.sectionEnd, FieldKind::Compressed, "compressed paths", ""});
    } else if (!layout.compressed() && layout.sectionEnd >= layout.sectionBegin + kCountBytes) {
        fields.push_back(
            {layout.sectionBegin, layout.sectionBegin + kCountBytes, FieldKind::Count, "number of paths",
             fmt::format("{}", loadCount(bytes.data() + layout.sectionBegin, orderOf(layout.dialect)))});
    }
    if (layout.consistent() && layout.hasChecksum())
        fields.push_back({layout.sectionEnd, bytes.size(), FieldKind::Checksum, "BLAKE2b checksum",
                          checksumText(slice(bytes, layout.sectionEnd, bytes.size()))});
    return fields;
}

Result<void> attachSymbols(Opened& opened, const io::SourcePtr& source, const Layout& layout,
                           const WorkContext& context) {
    if (layout.symbolsEnd == layout.symbolsBegin) return {};
    const ByteView zip = slice(source->bytes(), layout.symbolsBegin, layout.symbolsEnd);
    auto table = symbols::inspectSymbolZip(zip, opened.findings, context);
    if (!table.ok()) {
        Error error = std::move(table).error();
        if (error.code == ErrorCode::Cancelled) return error;
        error.byteOffset = layout.symbolsBegin + error.byteOffset.value_or(0);
        reportDamage(opened, std::move(error).during("reading the symbol table"), "mtts.symbols",
                     source->name());
        return {};
    }
    if (table->damage) {
        Error error = std::move(*table->damage);
        error.byteOffset = layout.symbolsBegin + error.byteOffset.value_or(0);
        reportDamage(opened, std::move(error).during("reading the symbol table"), "mtts.symbols",
                     source->name());
    }
    opened.facts.push_back(countFact("symbols", "Symbols in its table", table->table.size()));
    opened.content.symbols = std::make_shared<const space::SymbolTable>(std::move(table->table));
    return {};
}

void attachLocator(Opened& opened, const io::SourcePtr& source, const Layout& layout, const BuiltSpace& built,
                   std::uint64_t framedBytes) {
    std::vector<layout::FieldRange> fields = fieldsOf(source->bytes(), layout);
    if (layout.compressed() || layout.sectionBegin == 0) {
        opened.locator = std::make_shared<FramedLocator>(source, std::move(fields));
        return;
    }
    const std::uint64_t begin = layout.sectionBegin + kCountBytes;
    opened.locator = std::make_shared<FramedLocator>(
        source, std::move(fields),
        FramedLocator::Frames{begin, begin + framedBytes, orderOf(layout.dialect), built.asStored},
        built.space);
}

class MttsFeed final : public FileFeed {
  public:
    MttsFeed(const StreamState& state, Part part, const Layout& layout, std::uint64_t declared)
        : FileFeed(state, part), m_layout(layout), m_declared(declared) {}

    Result<void> finish(const FramesEnd& end, Findings&) override {
        if (m_layout.compressed()) {
            if (auto fault = sectionFault(end, m_declared, *part().codec, stored(), m_layout.storedBegin))
                return std::move(*fault);
            if (auto fault = compressedFault(m_layout, storedEnd(), kCountBytes + end.rawBytes))
                return std::move(*fault);
        }
        if (!part().hashed) return {};
        const codecs::Digest256 computed = digest(m_layout.sectionEnd);
        const ByteView found = state().source->bytes().last(kChecksumBytes);
        if (equalBytes(found, computed)) return {};
        SB_TRY(cut, checksumOfPart(*state().source, 0, m_layout.sectionEnd, ChecksumKind::Blake2b512Cut,
                                   state().context));
        if (equalBytes(found, cut)) return {};
        return wrongChecksum(m_layout, computed, found);
    }

  protected:
    Error decodeError(Error error) const override {
        if (error.byteOffset) error.byteOffset = part().begin + *error.byteOffset;
        return error;
    }

  private:
    Layout m_layout;
    std::uint64_t m_declared;
};

} // namespace

Result<std::optional<Opened>> streamMtts(const io::SourcePtr& source, const OpenOptions& options,
                                         const WorkContext& context) {
    std::optional<Opened> opened(std::in_place);
    io::PageBudget pages(source.get(), io::PageBudget::kOnePassBytes);
    auto found = findLayout(*source, options, opened->findings, context, &pages);
    if (!found.ok() && found.error().code == ErrorCode::Cancelled) return std::move(found).error();
    if (!found.ok() || !found->consistent()) return std::optional<Opened>();
    const Layout layout = std::move(found).value();
    FileFeed::Part part;
    StreamedSpace::Known known;
    if (layout.compressed()) {
        part = {codecs::findCodecByWireId(layout.codecNumber), layout.storedBegin, layout.sectionEnd,
                kCountBytes};
        if (part.codec == nullptr || layout.codecNumber == 0 || layout.rawLength < kCountBytes)
            return std::optional<Opened>();
        known.paths =
            declaredPaths(*part.codec, slice(source->bytes(), layout.storedBegin, layout.sectionEnd));
        if (!known.paths) return std::optional<Opened>();
        known.framedBytes = layout.rawLength - kCountBytes;
    } else {
        part = {codecs::findCodec("none"), layout.sectionBegin + kCountBytes, layout.sectionEnd, 0};
        known.paths = loadCount(source->bytes().data() + layout.sectionBegin, orderOf(layout.dialect));
        known.framedBytes = part.end - part.begin;
    }
    SB_CHECK(attachSymbols(*opened, source, layout, context));
    if (opened->damage) return std::optional<Opened>();
    SB_CHECK(source->health());
    opened->dialect = std::string(dialectId(layout.dialect));
    opened->facts.push_back(bytesFact("stored_bytes", "Stored size", source->size()));
    const auto read = [part, layout, declared = *known.paths](StreamState& state) {
        FileFeed::Part once = part;
        once.hashed = layout.hasChecksum() && !state.proved();
        return readFrames(state, std::make_unique<MttsFeed>(state, once, layout, declared),
                          orderOf(layout.dialect), declared);
    };
    setStreamed(*opened, std::make_shared<StreamState>(source, "mtts", context), read, known);
    return opened;
}

Result<Opened> readMtts(const io::SourcePtr& source, const OpenOptions& options, const WorkContext& context) {
    const ByteView bytes = source->bytes();
    Opened opened;
    context.begin("Reading", ProgressUnit::Bytes, bytes.size());
    auto found = findLayout(*source, options, opened.findings, context);
    if (!found.ok()) return std::move(found).error().in(source->name());
    const Layout layout = std::move(found).value();
    const bool checked = layout.consistent() && layout.hasChecksum();

    std::optional<Result<PathSection>> read;
    std::optional<Result<codecs::Digest256>> hashed;
    const ByteView hashable = checked ? bytes.first(bytes.size() - kChecksumBytes) : ByteView{};
    runBoth(
        context, [&] { read = readSection(bytes, layout, context); },
        [&] { hashed = checksumOf(hashable, ChecksumKind::Blake2b256, context); });
    if (!hashed->ok()) return std::move(*hashed).error();
    if (!read->ok()) return std::move(*read).error().in(source->name());
    PathSection section = std::move(**read);
    SB_CHECK(source->health());

    const std::uint64_t framedBytes = section.frames.size();
    opened.dialect = std::string(dialectId(layout.dialect));
    opened.facts = {bytesFact("stored_bytes", "Stored size", bytes.size()),
                    bytesFact("raw_bytes", "Framed paths", framedBytes), ratioFact(framedBytes, bytes.size()),
                    textFact("dialect", "Dialect", std::string(dialectTitle(layout.dialect))),
                    bytesFact("symbol_table_bytes", "Symbol table", layout.symbolsEnd - layout.symbolsBegin)};
    if (layout.compressed()) {
        const codecs::Codec* codec = codecs::findCodecByWireId(layout.codecNumber);
        opened.facts.push_back(textFact("codec", "Compression of the paths",
                                        codec == nullptr ? "unknown" : std::string(codec->id())));
    }
    if (layout.fault) reportDamage(opened, *layout.fault, "mtts.structure", source->name());
    if (section.damage && !layout.fault)
        reportDamage(opened, std::move(*section.damage), "mtts.paths", source->name());
    if (checked) SB_CHECK(checkChecksum(opened, source, layout, **hashed, context));
    if (!layout.hasChecksum()) opened.facts.push_back(textFact("checksum", "Checksum", "none"));
    SB_CHECK(attachSymbols(opened, source, layout, context));
    SB_TRY(built, buildSpace(std::move(section.frames), "mtts", opened.findings, context));
    opened.facts.push_back(countFact("paths", "Paths", built.space->pathSet()->size()));
    attachLocator(opened, source, layout, built, framedBytes);
    opened.content.space = std::move(built.space);
    return opened;
}

} // namespace spacebench::formats::mtts
