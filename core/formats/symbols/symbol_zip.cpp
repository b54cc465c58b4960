// SPDX-License-Identifier: Apache-2.0
#include "formats/symbols/symbol_zip.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/byte_cursor.h"
#include "formats/symbols/zip_archive.h"

namespace spacebench::formats::symbols {

namespace {

constexpr std::string_view kSizesName = "FileSizes.meta";
constexpr std::string_view kSlotPrefix = "SharedMapping_0x";
constexpr std::string_view kSlotSuffix = ".binary_data";
constexpr std::array<std::string_view, 3> kDocumentedNames = {"metadata.bin", "str_to_sym.bin",
                                                              "sym_to_str.bin"};
constexpr unsigned kMaxSlot = 127; ///< formats.md, 1
constexpr std::size_t kSymbolBytes = 6;

std::optional<unsigned> hexDigit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

/// The writer slot that an entry's name says.
std::optional<unsigned> slotOf(std::string_view name) {
    if (name.size() != kSlotPrefix.size() + 2 + kSlotSuffix.size()) return std::nullopt;
    if (!name.starts_with(kSlotPrefix) || !name.ends_with(kSlotSuffix)) return std::nullopt;
    const auto high = hexDigit(name[kSlotPrefix.size()]);
    const auto low = hexDigit(name[kSlotPrefix.size() + 1]);
    if (!high || !low) return std::nullopt;
    return *high * 16 + *low;
}

bool isDocumentedName(std::string_view name) {
    return std::find(kDocumentedNames.begin(), kDocumentedNames.end(), name) != kDocumentedNames.end();
}

bool isOurs(std::string_view name) {
    return name == kSizesName || slotOf(name) || isDocumentedName(name);
}

class Reader {
  public:
    Reader(SymbolZip& zip, Findings& findings, const WorkContext& context)
        : m_zip(zip), m_findings(findings), m_context(context) {}

    Result<void> readMembers(const ZipArchive& archive, ByteView zip) {
        // Only stored entries have file offsets for what is wrong in them.
        std::map<std::string, std::uint64_t> origins;
        for (const LocalMember& member : walkLocalHeaders(zip))
            origins.emplace(member.name, static_cast<std::uint64_t>(member.content.data() - zip.data()));
        std::uint64_t produced = 0;
        for (std::size_t i = 0; i < archive.members().size(); ++i) {
            const ZipMember& member = archive.members()[i];
            const std::optional<unsigned> slot = slotOf(member.name);
            if (!slot && member.name != kSizesName) {
                warn("symbols.foreign_entry",
                     fmt::format("the archive has an entry that is no part of a symbol "
                                 "table: {}",
                                 member.name));
                continue;
            }
            ByteBuffer content;
            if (auto read = archive.read(i, content, produced, m_context); !read.ok()) {
                if (read.error().code != ErrorCode::Corrupt) return read;
                damage(std::move(read).error(), "symbols.entry");
            }
            produced += content.size();
            const auto origin = origins.find(member.name);
            SB_CHECK(readContent(slot, member.name, content.view(),
                                 origin == origins.end() ? std::nullopt : std::optional(origin->second)));
        }
        return {};
    }

    Result<void> readLocal(ByteView zip) {
        for (const LocalMember& member : walkLocalHeaders(zip)) {
            m_zip.entries.push_back({member.name, member.content.size(), member.content.size(), false});
            const std::optional<unsigned> slot = slotOf(member.name);
            if (!slot && member.name != kSizesName) continue;
            SB_CHECK(readContent(slot, member.name, member.content,
                                 static_cast<std::uint64_t>(member.content.data() - zip.data())));
        }
        return {};
    }

    Result<void> finish() {
        SB_TRY(table, m_builder.finish());
        m_zip.table = std::move(table);
        if (m_builder.duplicates() != 0)
            warn("symbols.duplicates",
                 fmt::format("{} symbols are listed again; the first text of each counts",
                             m_builder.duplicates()));
        if (m_zip.damage) return {}; // sizes of a damaged archive say nothing new
        if (!m_sawSizes) {
            warn("symbols.no_sizes", "the archive lacks FileSizes.meta, without which MORK does not read it");
            return {};
        }
        for (const auto& [slot, size] : m_slotSizes) {
            const auto told = m_toldSizes.find(slot);
            if (told != m_toldSizes.end() && told->second == size) continue;
            Finding finding{Severity::Warning,
                            "symbols.sizes",
                            fmt::format("FileSizes.meta and the entry of slot 0x{:02X} differ in size", slot),
                            {}};
            finding.expected = fmt::format("{} bytes", size);
            finding.found = told == m_toldSizes.end() ? "nothing" : fmt::format("{} bytes", told->second);
            m_findings.push_back(std::move(finding));
        }
        for (const auto& [slot, size] : m_toldSizes)
            if (m_slotSizes.find(slot) == m_slotSizes.end())
                warn("symbols.sizes",
                     fmt::format("FileSizes.meta tells of slot 0x{:02X}, which has no entry", slot));
        return {};
    }

    void damage(Error error, std::string id) {
        m_findings.push_back(findingOf(error, std::move(id)));
        if (!m_zip.damage) m_zip.damage = std::move(error);
    }

  private:
    Result<void> readContent(std::optional<unsigned> slot, const std::string& name, ByteView content,
                             std::optional<std::uint64_t> origin) {
        const ByteCursor cursor(content, origin.value_or(0));
        auto read = slot ? readSlot(*slot, cursor, content.size()) : readSizes(cursor);
        if (read.ok() || read.error().code != ErrorCode::Corrupt) return read;
        if (!origin) read.error().byteOffset.reset();
        damage(std::move(read).error().during("reading " + name), "symbols.entry");
        return {};
    }

    Result<void> readSizes(ByteCursor cursor) {
        m_sawSizes = true;
        while (!cursor.atEnd()) {
            SB_TRY(slot, cursor.u64("slot number", true));
            SB_TRY(size, cursor.u64("slot size", true));
            m_toldSizes[slot] = size;
        }
        return {};
    }

    Result<void> readSlot(unsigned slot, ByteCursor cursor, std::uint64_t size) {
        m_slotSizes[slot] = size;
        if (slot > kMaxSlot)
            warn("symbols.slot",
                 fmt::format("slot 0x{:02X} is beyond the {} that MORK has", slot, kMaxSlot + 1));
        std::uint64_t previous = 0;
        std::uint64_t misplaced = 0;
        bool first = true;
        bool ordered = true;
        PollGate gate(m_context);
        while (!cursor.atEnd()) {
            SB_CHECK(gate.step(cursor.offset()));
            SB_TRY(bytes, cursor.take(kSymbolBytes, "symbol"));
            std::uint64_t symbol = 0;
            for (const Byte byte : bytes) symbol = symbol << 8 | byte;
            SB_TRY(length, readLength(cursor));
            SB_TRY(text, cursor.take(length, "symbol text"));
            SB_CHECK(m_builder.add(symbol, text));
            ordered = ordered && (first || symbol > previous);
            if (symbol >> 40 != slot) ++misplaced;
            if (symbol == 0)
                warn("symbols.zero",
                     fmt::format("slot 0x{:02X} lists symbol 0, at which MORK stops reading", slot));
            previous = symbol;
            first = false;
        }
        if (!ordered)
            warn("symbols.order",
                 fmt::format("the symbols of slot 0x{:02X} are not in ascending order", slot));
        if (misplaced != 0)
            warn("symbols.misplaced",
                 fmt::format("{} symbols of slot 0x{:02X} name another slot", misplaced, slot));
        return {};
    }

    /// One byte `~length` up to 127, else eight bytes, big-endian, whose first is below 0x80.
    static Result<std::uint64_t> readLength(ByteCursor& cursor) {
        const std::uint64_t offset = cursor.offset();
        SB_TRY(first, cursor.u8("text length"));
        if (first >= 0x80) return std::uint64_t{static_cast<std::uint8_t>(~first)};
        SB_TRY(rest, cursor.take(7, "text length"));
        std::uint64_t length = first;
        for (const Byte byte : rest) length = length << 8 | byte;
        if (length > cursor.remaining())
            return Error::corrupt("a symbol's text passes the end of its entry")
                .at(offset)
                .expect(fmt::format("at most {} bytes", cursor.remaining()))
                .got(fmt::format("{} bytes", length));
        return length;
    }

    void warn(std::string id, std::string message) {
        m_findings.push_back({Severity::Warning, std::move(id), std::move(message), {}});
    }

    SymbolZip& m_zip;
    Findings& m_findings;
    const WorkContext& m_context;
    space::SymbolTable::Builder m_builder;
    std::map<std::uint64_t, std::uint64_t> m_slotSizes; ///< as found
    std::map<std::uint64_t, std::uint64_t> m_toldSizes; ///< as FileSizes.meta says
    bool m_sawSizes = false;
};

constexpr Byte kArchiveStart[] = {'P', 'K', 3, 4};

} // namespace

ZipLikeness likenessOf(ByteView bytes) {
    if (!startsWith(bytes, asBytes("PK"))) return ZipLikeness::No;
    if (auto archive = ZipArchive::open(bytes); archive.ok()) {
        const auto& members = archive->members();
        const bool ours =
            std::any_of(members.begin(), members.end(), [](const ZipMember& m) { return isOurs(m.name); });
        return ours ? ZipLikeness::Yes : ZipLikeness::No;
    }
    constexpr std::size_t kNameOffset = 30; // of a local header
    if (!startsWith(bytes, kArchiveStart) || bytes.size() < kNameOffset) return ZipLikeness::No;
    const std::string_view name = asText(bytes.subspan(kNameOffset));
    const bool ours = name.starts_with(kSlotPrefix) || name.starts_with(kSizesName) ||
                      std::any_of(kDocumentedNames.begin(), kDocumentedNames.end(),
                                  [&](std::string_view known) { return name.starts_with(known); });
    return ours ? ZipLikeness::StartsLikeOne : ZipLikeness::No;
}

Result<SymbolZip> inspectSymbolZip(ByteView zip, Findings& findings, const WorkContext& context) {
    SymbolZip result;
    result.dialect = kMorkDialect;
    Reader reader(result, findings, context);
    auto archive = ZipArchive::open(zip);
    if (!archive.ok()) {
        if (!startsWith(zip, asBytes("PK")))
            return Error::notThisFormat("no ZIP archive").at(0).expect("\"PK\" at its start");
        if (likenessOf(zip) == ZipLikeness::No) return std::move(archive).error();
        reader.damage(std::move(archive).error(), "symbols.directory");
        SB_CHECK(reader.readLocal(zip));
        SB_CHECK(reader.finish());
        return result;
    }
    bool ours = false;
    bool documented = false;
    for (const ZipMember& member : archive->members()) {
        result.entries.push_back({member.name, member.size, member.storedSize, member.deflated});
        ours = ours || isOurs(member.name);
        documented = documented || isDocumentedName(member.name);
    }
    if (!ours)
        return Error::notThisFormat("a ZIP archive, but no symbol table")
            .expect("entries FileSizes.meta and SharedMapping_0xNN.binary_data")
            .got(archive->members().empty() ? "no entries" : "other entries");
    if (documented) {
        result.dialect = kDocumentedDialect;
        findings.push_back(
            {Severity::Warning,
             "symbols.undecoded",
             "a symbol table of the documented variant: its entries are listed, its symbols are "
             "not decoded, because their bytes are not documented",
             {}});
        std::uint64_t produced = 0;
        for (std::size_t i = 0; i < archive->members().size(); ++i) {
            ByteBuffer content;
            auto read = archive->read(i, content, produced, context);
            produced += content.size();
            if (read.ok()) continue;
            if (read.error().code != ErrorCode::Corrupt) return std::move(read).error();
            reader.damage(std::move(read).error(), "symbols.entry");
        }
        return result;
    }
    SB_CHECK(reader.readMembers(*archive, zip));
    SB_CHECK(reader.finish());
    return result;
}

Result<space::SymbolTable> readSymbolZip(ByteView zip, Findings& findings, const WorkContext& context) {
    SB_TRY(read, inspectSymbolZip(zip, findings, context));
    if (read.damage) return std::move(*read.damage);
    return std::move(read.table);
}

} // namespace spacebench::formats::symbols
