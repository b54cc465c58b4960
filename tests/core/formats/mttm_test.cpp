// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "formats/format.h"
#include "space/multiplicities.h"
#include "support/shared_data.h"

namespace spacebench::formats {
namespace {

using Entries = std::vector<space::Multiplicities::Entry>;

const Format& mttm() {
    return *findFormat("mttm");
}

Result<Opened> openBytes(ByteView bytes, const std::string& dialect = {}) {
    OpenOptions options;
    options.dialect = dialect;
    return mttm().open(io::fromMemory(bytes, "test"), options, {});
}

Bytes golden(const std::string& dialect) {
    const Bytes text = tests::readFile(tests::goldenFile("mttm/" + dialect + ".hex"));
    return tests::fromHex(asText(text));
}

TEST(Mttm, ReadsAndWritesEachDialect) {
    const Entries expected = {{"(a)", 5}, {"λ", 256}};
    for (const Dialect& dialect : mttm().info().dialects) {
        SCOPED_TRACE(dialect.id);
        const Bytes bytes = golden(std::string(dialect.id));
        EXPECT_EQ(mttm().probe(bytes), Format::Match::Yes);
        auto opened = openBytes(bytes);
        ASSERT_TRUE(opened.ok()) << opened.error().describe();
        EXPECT_EQ(opened->dialect, dialect.id);
        EXPECT_FALSE(opened->damage.has_value());
        EXPECT_TRUE(opened->findings.empty());
        EXPECT_EQ(opened->content.multiplicities->entries(), expected);
        SaveOptions options;
        options.dialect = dialect.id;
        MemorySink out;
        ASSERT_TRUE(mttm().save(opened->content, options, out, {}).ok());
        EXPECT_EQ(toBytes(out.view()), bytes);
    }
}

TEST(Mttm, ReadsMadeFiles) {
    SB_NEED_SHARED_DATA();

    for (const auto& [name, dialect] :
         {std::pair{"mttm-a.bin", "documented"}, {"mttm-c-bigendian.bin", "bigendian"}}) {
        auto opened = openBytes(tests::readFile(tests::sharedFile(std::string("made/") + name)));
        ASSERT_TRUE(opened.ok());
        EXPECT_EQ(opened->dialect, dialect);
        EXPECT_FALSE(opened->damage.has_value());
        EXPECT_EQ(opened->content.multiplicities->entries().size(), 3U);
        ASSERT_NE(opened->content.multiplicities->find("(rule x)"), nullptr);
        EXPECT_EQ(opened->content.multiplicities->find("(rule x)")->count, 1U);
    }
}

TEST(Mttm, KeepsTheEntriesBeforeATruncation) {
    const Bytes bytes = golden("documented");
    for (std::size_t size = 4; size < bytes.size(); ++size) {
        auto opened = openBytes(ByteView(bytes).first(size));
        if (!opened.ok()) continue;
        // Magic, version, flags and eight zeros happen to be a whole file of the short dialect, without
        // entries.
        ASSERT_EQ(opened->damage.has_value(), size != 16) << size;
        EXPECT_LE(opened->content.multiplicities->entries().size(), 1U);
    }
    auto opened = openBytes(ByteView(bytes).first(bytes.size() - 1), "documented");
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->content.multiplicities->entries().size(), 1U);
}

TEST(Mttm, RefusesCountsThatTheFileCannotHold) {
    auto opened = openBytes(tests::fromHex("4D54544D 0100 0000 0000000000000000 FFFFFFFFFFFFFF7F 00000000"));
    ASSERT_TRUE(opened.ok());
    ASSERT_TRUE(opened->damage.has_value());
    EXPECT_EQ(opened->damage->code, ErrorCode::Corrupt);
}

TEST(Mttm, NamesWhatIsOdd) {
    struct Case {
        const char* id;
        const char* hex;
    };
    const Case cases[] = {
        {"mttm.duplicates",
         "4D54544D 0100 0000 0000000000000000 0200000000000000 01000000 61 0100000000000000 01000000 61 "
         "0200000000000000"},
        {"mttm.order",
         "4D54544D 0100 0000 0000000000000000 0200000000000000 01000000 62 0100000000000000 01000000 61 "
         "0200000000000000"},
        {"mttm.flags", "4D54544D 0100 0400 0000000000000000 0000000000000000"},
        {"mttm.reserved", "4D54544D 0100 0000 0000000000000001 0000000000000000"},
    };
    for (const Case& each : cases) {
        auto opened = openBytes(tests::fromHex(each.hex));
        ASSERT_TRUE(opened.ok());
        EXPECT_FALSE(opened->damage.has_value()) << each.id;
        ASSERT_EQ(opened->findings.size(), 1U) << each.id;
        EXPECT_EQ(opened->findings[0].id, each.id);
    }
}

TEST(Mttm, SurvivesEveryFlippedByte) {
    for (const Dialect& dialect : mttm().info().dialects) {
        const Bytes sound = golden(std::string(dialect.id));
        for (std::size_t at = 0; at < sound.size(); ++at) {
            for (unsigned bit = 0; bit < 8; ++bit) {
                Bytes bytes = sound;
                bytes[at] = static_cast<Byte>(bytes[at] ^ (1U << bit));
                static_cast<void>(openBytes(bytes));
            }
        }
    }
}

} // namespace
} // namespace spacebench::formats
