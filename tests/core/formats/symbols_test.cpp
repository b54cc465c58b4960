// SPDX-License-Identifier: Apache-2.0
#include "formats/symbols/symbol_zip.h"

#include <gmock/gmock.h>
#include <zip.h>

#include <fstream>

#include "support/shared_data.h"

namespace spacebench::formats::symbols {
namespace {

using testing::HasSubstr;

Bytes goldenArchive() {
    const Bytes text = tests::readFile(tests::goldenFile("symbols/two-slots.hex"));
    return tests::fromHex(asText(text));
}

std::vector<std::string> idsOf(const Findings& findings) {
    std::vector<std::string> ids;
    for (const Finding& finding : findings) ids.push_back(finding.id);
    return ids;
}

Result<SymbolZip> inspect(ByteView bytes, Findings& findings) {
    return inspectSymbolZip(bytes, findings, {});
}

/// Replaces the first `from` at or after `start`.
void replaceIn(Bytes& bytes, std::string_view from, std::string_view to, std::size_t start = 0) {
    const std::size_t at = asText(bytes).find(from, start);
    ASSERT_NE(at, std::string_view::npos);
    std::copy(to.begin(), to.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

TEST(SymbolZip, ReadsTheGoldenArchive) {
    Findings findings;
    auto zip = inspect(goldenArchive(), findings);
    ASSERT_TRUE(zip.ok()) << zip.error().describe();
    EXPECT_THAT(idsOf(findings), testing::IsEmpty());
    EXPECT_EQ(zip->dialect, "mork");
    EXPECT_EQ(zip->entries.size(), 3U);
    ASSERT_EQ(zip->table.size(), 4U);
    EXPECT_EQ(asText(*zip->table.textOf(1)), "child");
    EXPECT_EQ(asText(*zip->table.textOf(2)), "");
    EXPECT_EQ(asText(*zip->table.textOf(0x00000A0000000000)), "two words");
    EXPECT_EQ(asText(*zip->table.textOf(0x00000A0000000007)), std::string(128, 'x'));
}

TEST(SymbolZip, WritesTheGoldenArchiveByteForByte) {
    space::SymbolTable::Builder builder;
    ASSERT_TRUE(builder.add(0x00000A0000000007, asBytes(std::string(128, 'x'))).ok());
    ASSERT_TRUE(builder.add(1, asBytes("child")).ok());
    ASSERT_TRUE(builder.add(0x00000A0000000000, asBytes("two words")).ok());
    ASSERT_TRUE(builder.add(2, {}).ok());
    auto table = builder.finish();
    ASSERT_TRUE(table.ok());
    auto archive = writeSymbolZip(*table);
    ASSERT_TRUE(archive.ok());
    EXPECT_EQ(toBytes(archive->view()), goldenArchive());
}

TEST(SymbolZip, RefusesToWriteSymbolsThatDoNotFitSixBytes) {
    space::SymbolTable::Builder builder;
    ASSERT_TRUE(builder.add(0x0001000000000000, asBytes("far")).ok());
    auto table = builder.finish();
    auto archive = writeSymbolZip(*table);
    ASSERT_FALSE(archive.ok());
    EXPECT_EQ(archive.error().code, ErrorCode::Unsupported);
}

TEST(SymbolZip, GivesMorksOwnArchivesBackByteForByte) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"ancestor", "out", "std", "symbols-50", "symbols-50-4threads"}) {
        SCOPED_TRACE(name);
        const Bytes bytes = tests::readFile(tests::sharedFile(std::string("interned/") + name + ".zip"));
        Findings findings;
        auto zip = inspect(bytes, findings);
        ASSERT_TRUE(zip.ok()) << zip.error().describe();
        EXPECT_FALSE(zip->damage.has_value());
        EXPECT_THAT(idsOf(findings), testing::IsEmpty());
        auto again = writeSymbolZip(zip->table);
        ASSERT_TRUE(again.ok());
        EXPECT_EQ(toBytes(again->view()), bytes);

        // The list beside it: hex text, tab, symbol.
        const std::string stem = tests::sharedFile(std::string("interned/") + name);
        std::ifstream list(std::filesystem::exists(stem + ".tsv") ? stem + ".tsv" : stem + ".sym.tsv");
        std::uint64_t listed = 0;
        for (std::string line; std::getline(list, line); ++listed) {
            const std::size_t tab = line.find('\t');
            const auto text = zip->table.textOf(tests::fromHex(line.substr(tab + 1)));
            ASSERT_TRUE(text.has_value()) << line;
            EXPECT_EQ(toBytes(*text), tests::fromHex(line.substr(0, tab)));
        }
        EXPECT_EQ(listed, zip->table.size());
    }
}

TEST(SymbolZip, ReadsWhatCanBeReadOfATruncatedArchive) {
    const Bytes whole = goldenArchive();
    std::uint64_t most = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Findings findings;
        auto zip = inspect(ByteView(whole).first(size), findings);
        if (!zip.ok()) {
            EXPECT_LT(size, 64U) << "from the first name on, an archive of symbols shows";
            continue;
        }
        EXPECT_TRUE(zip->damage.has_value()) << size;
        EXPECT_TRUE(hasErrors(findings)) << size;
        EXPECT_GE(zip->table.size(), most) << size;
        most = zip->table.size();
    }
    EXPECT_EQ(most, 4U) << "only the directory is missing";
}

TEST(SymbolZip, ReportsAFlippedByteOfATextByItsChecksum) {
    Bytes bytes = goldenArchive();
    replaceIn(bytes, "child", "chilt");
    Findings findings;
    auto zip = inspect(bytes, findings);
    ASSERT_TRUE(zip.ok());
    ASSERT_TRUE(zip->damage.has_value());
    EXPECT_EQ(zip->damage->code, ErrorCode::Corrupt);
    EXPECT_THAT(zip->damage->found, HasSubstr("CRC"));
    EXPECT_TRUE(zip->table.textOf(0x00000A0000000000).has_value()) << "other slots stay readable";
    EXPECT_FALSE(readSymbolZip(bytes, findings).ok());
}

struct Entry {
    std::string name;
    Bytes content;
};

/// An archive by libzip: entries as it stores or deflates them.
Bytes archiveOf(const std::vector<Entry>& entries, bool deflate = false) {
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(source);
    zip_t* archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const Entry& entry : entries) {
        zip_source_t* content = zip_source_buffer(archive, entry.content.data(), entry.content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), content, 0);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index),
                                 deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 9);
    }
    EXPECT_EQ(zip_close(archive), 0);
    zip_source_open(source);
    Bytes bytes(1 << 20);
    const zip_int64_t size = zip_source_read(source, bytes.data(), bytes.size());
    bytes.resize(static_cast<std::size_t>(size));
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

constexpr const char* kSlot0 = "SharedMapping_0x00.binary_data";
constexpr const char* kSizes = "FileSizes.meta";

/// FileSizes.meta of one slot 0.
Bytes sizesOf(const Bytes& content) {
    Bytes sizes(16);
    sizes[15] = static_cast<Byte>(content.size());
    sizes[14] = static_cast<Byte>(content.size() >> 8);
    return sizes;
}

TEST(SymbolZip, ReadsDeflatedEntries) {
    const Bytes content = tests::fromHex("000000000001 FD 6161 000000000002 FE 62");
    Findings findings;
    auto zip = inspect(archiveOf({{kSlot0, content}, {kSizes, sizesOf(content)}}, true), findings);
    ASSERT_TRUE(zip.ok());
    EXPECT_THAT(idsOf(findings), testing::IsEmpty());
    EXPECT_EQ(asText(*zip->table.textOf(1)), "aa");
}

TEST(SymbolZip, FindsWhatIsOddInsideSoundArchives) {
    struct Case {
        const char* finding;
        std::vector<Entry> entries;
    };
    const Bytes one = tests::fromHex("000000000001 FE 61");
    const Bytes twice = tests::fromHex("000000000001 FE 61 000000000001 FE 62");
    const Bytes backwards = tests::fromHex("000000000002 FE 61 000000000001 FE 62");
    const Bytes zero = tests::fromHex("000000000000 FE 61");
    const Bytes other = tests::fromHex("030000000001 FE 61");
    const Case cases[] = {
        {"symbols.no_sizes", {{kSlot0, one}}},
        {"symbols.sizes", {{kSlot0, one}, {kSizes, sizesOf(twice)}}},
        {"symbols.sizes", {{kSlot0, one}, {kSizes, {}}}},
        {"symbols.sizes", {{kSizes, sizesOf(one)}}},
        {"symbols.duplicates", {{kSlot0, twice}, {kSizes, sizesOf(twice)}}},
        {"symbols.order", {{kSlot0, backwards}, {kSizes, sizesOf(backwards)}}},
        {"symbols.zero", {{kSlot0, zero}, {kSizes, sizesOf(zero)}}},
        {"symbols.misplaced", {{kSlot0, other}, {kSizes, sizesOf(other)}}},
        {"symbols.foreign_entry", {{kSlot0, one}, {"readme.txt", {}}, {kSizes, sizesOf(one)}}},
    };
    for (const Case& each : cases) {
        Findings findings;
        auto zip = inspect(archiveOf(each.entries), findings);
        ASSERT_TRUE(zip.ok()) << each.finding;
        EXPECT_FALSE(zip->damage.has_value()) << each.finding;
        EXPECT_THAT(idsOf(findings), testing::Contains(each.finding));
        EXPECT_FALSE(hasErrors(findings));
    }
}

TEST(SymbolZip, ReportsEntriesThatDoNotParseWithTheirOffsetInTheFile) {
    const char* bad[] = {
        "000000000001 FE 61 00000000",                         // ends inside a symbol
        "000000000001 FE 61 000000000002",                     // no length
        "000000000001 FE 61 000000000002 F0 61",               // text passes the end
        "000000000001 FE 61 000000000002 7FFFFFFFFFFFFFFF 61", // absurd length
        "000000000001 FE 61 000000000002 0000",                // ends inside an eight-byte length
    };
    for (const char* hex : bad) {
        SCOPED_TRACE(hex);
        const Bytes content = tests::fromHex(hex);
        const Bytes archive = archiveOf({{kSlot0, content}, {kSizes, sizesOf(content)}});
        Findings findings;
        auto zip = inspect(archive, findings);
        ASSERT_TRUE(zip.ok());
        ASSERT_TRUE(zip->damage.has_value());
        ASSERT_TRUE(zip->damage->byteOffset.has_value());
        const std::size_t start = asText(archive).find(asText(content));
        EXPECT_GE(*zip->damage->byteOffset, start + 8);
        EXPECT_LE(*zip->damage->byteOffset, start + content.size());
        EXPECT_EQ(zip->table.size(), 1U) << "what came before stays";
    }
}

TEST(SymbolZip, ListsTheDocumentedVariantAndSaysThatItIsNotDecoded) {
    Findings findings;
    auto zip = inspect(archiveOf({{"metadata.bin", {1}},
                                  {"str_to_sym.bin", {2}},
                                  {"sym_to_str.bin", {3}},
                                  {"short_str_to_sym.bin", {}},
                                  {"short_sym_to_str.bin", {}}}),
                       findings);
    ASSERT_TRUE(zip.ok());
    EXPECT_EQ(zip->dialect, "documented");
    EXPECT_EQ(zip->entries.size(), 5U);
    EXPECT_EQ(zip->table.size(), 0U);
    EXPECT_THAT(idsOf(findings), testing::ElementsAre("symbols.undecoded"));
}

TEST(SymbolZip, IsNotAnyArchive) {
    Findings findings;
    for (const Bytes& bytes :
         {archiveOf({{"a.txt", {1, 2, 3}}}), Bytes{'P', 'K', 3, 4}, Bytes{}, Bytes{'x'}}) {
        EXPECT_EQ(likenessOf(bytes), ZipLikeness::No);
        EXPECT_FALSE(inspect(bytes, findings).ok());
    }
    EXPECT_EQ(likenessOf(goldenArchive()), ZipLikeness::Yes);
    EXPECT_EQ(likenessOf(ByteView(goldenArchive()).first(200)), ZipLikeness::StartsLikeOne);
}

TEST(SymbolZip, StopsAnEntryThatInflatesWithoutEnd) {
    const Bytes content(40 << 20); // zeros: about 40 KB deflated
    WorkContext context;
    context.limits.inflateFloorBytes = 1 << 20;
    Findings findings;
    auto zip =
        inspectSymbolZip(archiveOf({{kSlot0, content}, {kSizes, sizesOf(content)}}, true), findings, context);
    ASSERT_FALSE(zip.ok());
    EXPECT_EQ(zip.error().code, ErrorCode::LimitExceeded);
}

TEST(SymbolZip, SurvivesEveryFlippedByte) {
    const Bytes sound = goldenArchive();
    for (std::size_t at = 0; at < sound.size(); ++at) {
        for (const Byte mask : {Byte{0x01}, Byte{0x80}, Byte{0xFF}}) {
            Bytes bytes = sound;
            bytes[at] ^= mask;
            Findings findings;
            auto zip = inspect(bytes, findings);
            if (!zip.ok()) continue;
            for (std::uint64_t i = 0; i < zip->table.size(); ++i)
                ASSERT_LE(zip->table.entry(i).text.size(), 128U);
        }
    }
}

} // namespace
} // namespace spacebench::formats::symbols
