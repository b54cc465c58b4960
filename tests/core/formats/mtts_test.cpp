// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "space/symbol_table.h"
#include "support/format_files.h"

namespace spacebench::formats {
namespace {

using tests::Content;
using tests::contentOf;
using tests::findingWith;
using tests::openBytes;

const Content kThree = {{{'a'}, 0}, {{'a', 'b'}, 0}, {{'b'}, 0}};

Bytes golden(const std::string& name) {
    return tests::fromHex(asText(tests::readFile(tests::goldenFile("mtts/" + name))));
}

Bytes made(const std::string& name) {
    return tests::readFile(tests::sharedFile("made/" + name));
}

space::SpaceContent threeWithSymbols() {
    space::SymbolTable::Builder builder;
    EXPECT_TRUE(builder.add(1, asBytes("alpha")).ok());
    EXPECT_TRUE(builder.add((std::uint64_t{3} << 40) + 7, asBytes("beta")).ok());
    space::SpaceContent content = tests::contentWith(kThree);
    content.symbols = std::make_shared<const space::SymbolTable>(builder.finish().value());
    return content;
}

struct Expected {
    const char* file;
    const char* dialect;
    const char* checksum;
};

TEST(Mtts, ReadsTheFilesMadeByHandInTheirDialect) {
    const Expected cases[] = {
        {"three-documented.hex", "documented", "BLAKE2b-256"},
        {"three-documented-512.hex", "documented", "BLAKE2b-512, first 32 bytes"},
        {"three-short.hex", "short", "BLAKE2b-256"},
        {"three-bigendian.hex", "bigendian", "none"},
    };
    for (const Expected& expected : cases) {
        SCOPED_TRACE(expected.file);
        const Opened opened = openBytes("mtts", golden(expected.file));
        EXPECT_FALSE(opened.damage) << opened.damage->describe();
        EXPECT_EQ(opened.dialect, expected.dialect);
        EXPECT_EQ(tests::factText(opened, "checksum"), expected.checksum);
        EXPECT_EQ(contentOf(*opened.content.space), kThree);
        EXPECT_TRUE(opened.findings.empty());
    }
}

TEST(Mtts, WritesTheFilesMadeByHand) {
    for (const char* dialect : {"documented", "short", "bigendian"}) {
        SaveOptions options;
        options.dialect = dialect;
        EXPECT_EQ(tests::saveBytes("mtts", tests::contentWith(kThree), options),
                  golden(std::string("three-") + dialect + ".hex"));
    }
    EXPECT_EQ(tests::saveBytes("mtts", tests::contentWith(kThree)), golden("three-documented.hex"));
}

TEST(Mtts, ReadsTheSharedFilesOfEveryDialect) {
    SB_NEED_SHARED_DATA();
    const Expected cases[] = {
        {"mtts-a-checksum.bin", "documented", "BLAKE2b-256"},
        {"mtts-a-checksum512.bin", "documented", "BLAKE2b-512, first 32 bytes"},
        {"mtts-a-plain.bin", "documented", "none"},
        {"mtts-a-zlib-checksum.bin", "documented", "BLAKE2b-256"},
        {"mtts-b-short.bin", "short", "none"},
        {"mtts-c-bigendian.bin", "bigendian", "none"},
        {"mtts-c-nosymbols.bin", "bigendian", "none"},
    };
    for (const Expected& expected : cases) {
        SCOPED_TRACE(expected.file);
        const Bytes bytes = made(expected.file);
        const auto recognised = recognise(*tests::sourceOf(bytes));
        ASSERT_TRUE(recognised.ok());
        EXPECT_EQ((*recognised)->info().id, "mtts");
        const Opened opened = openBytes("mtts", bytes);
        EXPECT_FALSE(opened.damage) << opened.damage->describe();
        EXPECT_FALSE(hasErrors(opened.findings));
        EXPECT_EQ(opened.dialect, expected.dialect);
        EXPECT_EQ(tests::factText(opened, "checksum"), expected.checksum);
        EXPECT_GT(*opened.content.space->knownCount(), 0U);
        const bool plain = std::string_view(expected.file).find("plain") != std::string_view::npos ||
                           std::string_view(expected.file).find("nosymbols") != std::string_view::npos;
        EXPECT_EQ(opened.content.symbols == nullptr, plain);
    }
    EXPECT_EQ(contentOf(*openBytes("mtts", made("mtts-a-checksum.bin")).content.space),
              contentOf(*openBytes("mtts", made("mtts-c-bigendian.bin")).content.space));
    EXPECT_EQ(contentOf(*openBytes("mtts", made("mtts-a-checksum.bin")).content.space),
              contentOf(*openBytes("mtts", made("mtts-a-zlib-checksum.bin")).content.space));
}

TEST(Mtts, CarriesTheSymbolTableInEveryDialectAndWithEveryCodec) {
    const auto content = threeWithSymbols();
    for (const char* dialect : {"documented", "short", "bigendian"}) {
        for (const char* codec : {"none", "zlib", "lz4", "zstd", "snappy"}) {
            SCOPED_TRACE(std::string(dialect) + " " + codec);
            SaveOptions options;
            options.dialect = dialect;
            options.codec = codecs::parseCodec(codec).value();
            if (options.dialect == "bigendian" && std::string_view(codec) != "none") {
                MemorySink sink;
                const auto refused = findFormat("mtts")->save(content, options, sink, {});
                ASSERT_FALSE(refused.ok());
                EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
                continue;
            }
            const Opened opened = openBytes("mtts", tests::saveBytes("mtts", content, options));
            EXPECT_FALSE(opened.damage) << opened.damage->describe();
            EXPECT_EQ(opened.dialect, dialect);
            EXPECT_EQ(contentOf(*opened.content.space), kThree);
            ASSERT_NE(opened.content.symbols, nullptr);
            EXPECT_EQ(opened.content.symbols->size(), 2U);
            EXPECT_EQ(asText(*opened.content.symbols->textOf(1)), "alpha");
        }
    }
}

TEST(Mtts, TheEmptySpaceRoundTripsInEveryDialect) {
    for (const char* dialect : {"documented", "short", "bigendian"}) {
        SaveOptions options;
        options.dialect = dialect;
        const Opened opened = openBytes("mtts", tests::saveBytes("mtts", tests::contentWith({}), options));
        EXPECT_FALSE(opened.damage);
        EXPECT_EQ(opened.content.space->knownCount(), 0U);
        EXPECT_EQ(opened.dialect, dialect);
    }
}

TEST(Mtts, ATieGoesToTheDialectWhoseSymbolTableIsOneAndIsTold) {
    // As documented: a symbol table of one byte, 05, and no paths. As short: no symbol table, and one path of
    // five zero bytes.
    const Bytes bytes = tests::fromHex("4D 54 54 53 01 00 00 00  00 00 00 00 00 00 00 00"
                                       "01 00 00 00 00 00 00 00  05 00 00 00  00 00 00 00 00");
    const Opened opened = openBytes("mtts", bytes);
    EXPECT_FALSE(opened.damage);
    EXPECT_EQ(opened.dialect, "short");
    EXPECT_NE(findingWith(opened.findings, "mtts.dialect_tie"), nullptr);
    EXPECT_EQ(contentOf(*opened.content.space), (Content{{Bytes(5, 0), 0}}));
    OpenOptions options;
    options.dialect = "documented";
    EXPECT_EQ(openBytes("mtts", bytes, options).content.space->knownCount(), 0U);
}

TEST(Mtts, DamageIsNamedWithItsOffsetAndWhatCouldBeReadStays) {
    Bytes flipped = golden("three-documented.hex");
    flipped[36] ^= 1; // the "a" of the first path
    const Opened summed = openBytes("mtts", flipped);
    ASSERT_TRUE(summed.damage);
    EXPECT_NE(findingWith(summed.findings, "mtts.checksum"), nullptr);
    EXPECT_EQ(summed.damage->byteOffset, 48U);
    EXPECT_EQ(summed.content.space->knownCount(), 3U);

    const Bytes sound = golden("three-documented.hex");
    const Opened cut = openBytes("mtts", ByteView(sound).first(46));
    ASSERT_TRUE(cut.damage);
    EXPECT_EQ(cut.dialect, "documented");
    EXPECT_EQ(contentOf(*cut.content.space), (Content{{{'a'}, 0}, {{'a', 'b'}, 0}}));

    Bytes trailing = sound;
    trailing.push_back(0);
    const Opened followed = openBytes("mtts", trailing);
    ASSERT_TRUE(followed.damage);
    EXPECT_EQ(followed.damage->byteOffset, sound.size());
    EXPECT_EQ(contentOf(*followed.content.space), kThree);

    for (const char* name : {"three-documented.hex", "three-short.hex", "three-bigendian.hex"}) {
        const Bytes bytes = golden(name);
        for (std::size_t size = 4; size < bytes.size(); ++size) {
            const auto opened =
                findFormat("mtts")->open(tests::sourceOf(ByteView(bytes).first(size)), {}, {});
            EXPECT_TRUE(!opened.ok() || opened->damage) << name << " cut to " << size;
        }
    }
}

TEST(Mtts, AbsurdCountsAndLengthsCostNothing) {
    for (const std::size_t offset : {16U, 24U, 32U}) {
        Bytes bytes = golden("three-documented.hex");
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), 4, Byte{0xFF});
        const Opened opened = openBytes("mtts", bytes);
        ASSERT_TRUE(opened.damage) << offset;
        EXPECT_EQ(opened.damage->code, ErrorCode::Corrupt);
    }
}

TEST(Mtts, OtherVersionsFlagsAndCodecsAreRefusedByName) {
    Bytes version = golden("three-documented.hex");
    version[4] = 2;
    const auto newer = findFormat("mtts")->open(tests::sourceOf(version), {}, {});
    ASSERT_FALSE(newer.ok());
    EXPECT_EQ(newer.error().code, ErrorCode::UnsupportedVersion);
    EXPECT_EQ(newer.error().byteOffset, 4U);
    Bytes flags = golden("three-documented.hex");
    flags[6] = 9;
    const auto flagged = findFormat("mtts")->open(tests::sourceOf(flags), {}, {});
    ASSERT_FALSE(flagged.ok());
    EXPECT_EQ(flagged.error().code, ErrorCode::UnsupportedVersion);
    OpenOptions options;
    options.dialect = "middleendian";
    const auto unknown = findFormat("mtts")->open(tests::sourceOf(version), options, {});
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidArgument);
}

TEST(Mtts, ADamagedSymbolTableLeavesThePathsReadable) {
    Bytes bytes = tests::saveBytes("mtts", threeWithSymbols(), {.dialect = "bigendian", .codec = {}});
    std::fill_n(bytes.begin() + 14, 400, Byte{0xEE});
    const Opened opened = openBytes("mtts", bytes);
    ASSERT_TRUE(opened.damage);
    EXPECT_NE(findingWith(opened.findings, "mtts.symbols"), nullptr);
    EXPECT_EQ(contentOf(*opened.content.space), kThree);
}

TEST(Mtts, PathsCanBeLocatedInBothByteOrders) {
    for (const auto& [name, offset] :
         {std::pair{"three-documented.hex", 37U}, std::pair{"three-bigendian.hex", 25U}}) {
        const Opened opened = openBytes("mtts", golden(name));
        const auto fields = opened.locator->fieldsOf(toBytes(asBytes("ab")));
        ASSERT_EQ(fields.size(), 2U);
        EXPECT_EQ(fields[0].begin, offset);
        EXPECT_EQ(fields[1].begin, offset + 4);
        EXPECT_EQ(opened.locator->pathAt(offset), toBytes(asBytes("ab")));
        const auto fixed = opened.locator->fixedFields();
        for (std::size_t i = 1; i < fixed.size(); ++i) EXPECT_GE(fixed[i].begin, fixed[i - 1].end);
        EXPECT_EQ(fixed.back().end, name == std::string_view("three-documented.hex") ? 80U : 20U);
    }
}

TEST(Mtts, PathsOfUnsortedFilesCanBeLocatedToo) {
    const Bytes bytes = tests::fromHex(
        "4D 54 54 53  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 02  00 00 00 01 62  00 00 00 01 61");
    const Opened opened = openBytes("mtts", bytes);
    EXPECT_FALSE(opened.damage);
    EXPECT_NE(findingWith(opened.findings, "mtts.unsorted"), nullptr);
    EXPECT_EQ(opened.locator->fieldsOf(toBytes(asBytes("a"))).at(0).begin, 25U);
    EXPECT_EQ(opened.locator->pathAt(20), toBytes(asBytes("b")));
}

} // namespace
} // namespace spacebench::formats
