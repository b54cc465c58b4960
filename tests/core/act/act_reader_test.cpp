// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "support/act_files.h"
#include "support/golden_space.h"

namespace spacebench::formats::act {
namespace {

using tests::fromHex;
using tests::SpaceOracle;

Bytes ownFile(const std::string& name) {
    const Bytes text = tests::readFile(tests::goldenFile("act/" + name + ".hex"));
    EXPECT_FALSE(text.empty()) << name;
    return fromHex(asText(text));
}

template <class T>
T factOf(const Opened& opened, std::string_view id) {
    for (const Fact& fact : opened.facts)
        if (fact.id == id) return std::get<T>(fact.value);
    ADD_FAILURE() << "no fact " << id;
    return T{};
}

struct OwnFile {
    std::string name;
    SpaceOracle content;
    bool writersBytes; ///< what the writer makes of this content
};

std::vector<OwnFile> ownFiles() {
    SpaceOracle narrow;
    SpaceOracle wide;
    for (unsigned i = 0; i < 32; ++i) {
        wide[{static_cast<Byte>(0x40 + i)}] = 0;
        if (i < 31) narrow[{static_cast<Byte>(0x40 + i)}] = 0;
    }
    const auto text = [](std::string_view path) { return toBytes(asBytes(path)); };
    return {
        {"empty", {}, true},
        {"root-value", {{{}, 5}}, true},
        {"one-path", {{text("hello"), 0}}, true},
        {"two-forks", {{text("romane"), 0}, {text("romanus"), 0}, {text("romulus"), 0}}, true},
        {"values", {{text("a"), 247}, {text("ab"), 248}, {text("b"), 65536}}, true},
        {"children-31", narrow, true},
        {"children-32", wide, true},
        {"line-reuse", {{text("xsame"), 0}, {text("ysame"), 0}}, true},
        {"merged-2-roots", {{text("ab"), 0}, {text("b"), 1}}, false},
        {"line-value-and-child", {{text("ab"), 5}, {text("abc"), 7}}, false},
    };
}

TEST(ActReader, readsTheAnnotatedFilesAndWritesThemAgain) {
    for (const OwnFile& own : ownFiles()) {
        SCOPED_TRACE(own.name);
        const Bytes file = ownFile(own.name);
        const auto opened = tests::openAct(file);
        ASSERT_TRUE(opened.ok());
        EXPECT_FALSE(opened.value().damage);
        tests::checkSpace(*opened.value().content.space, own.content);
        EXPECT_TRUE(tests::verifyAct(file).empty()) << tests::describe(tests::verifyAct(file));
        EXPECT_EQ(tests::writeAct(tests::memorySpaceOf(own.content)) == file, own.writersBytes);
    }
}

TEST(ActReader, opensPathMapsFilesWithoutAFinding) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        SCOPED_TRACE(name);
        const Bytes file = tests::readFile(tests::sharedFile("golden/" + name + ".act"));
        const auto opened = tests::openAct(file);
        ASSERT_TRUE(opened.ok());
        EXPECT_TRUE(opened.value().findings.empty()) << tests::describe(opened.value().findings);
        EXPECT_EQ(tests::contentOf(*opened.value().content.space), tests::goldenContent(name));
        EXPECT_TRUE(tests::verifyAct(file).empty()) << tests::describe(tests::verifyAct(file));
        EXPECT_EQ(factOf<std::string>(opened.value(), "version"), "ACTree03");
        EXPECT_EQ(factOf<std::uint64_t>(opened.value(), "root_offset"), loadU64(file.data() + 8));
    }
}

TEST(ActReader, opensEveryStateOfAMergedFile) {
    SB_NEED_SHARED_DATA();
    const Bytes file = tests::readFile(tests::sharedFile("golden/m-merge2.act"));
    const char* const states[] = {"m-merge2", "m-merge1", "m-base"};
    for (std::uint64_t root = 0; root < 3; ++root) {
        const auto opened = tests::openAct(file, root);
        ASSERT_TRUE(opened.ok());
        EXPECT_EQ(tests::contentOf(*opened.value().content.space), tests::goldenContent(states[root]))
            << root;
        EXPECT_EQ(factOf<std::uint64_t>(opened.value(), "roots"), 3U);
        EXPECT_EQ(factOf<std::uint64_t>(opened.value(), "root"), root);
        EXPECT_TRUE(factOf<bool>(opened.value(), "merged"));
    }
    const auto beyond = tests::openAct(file, 3);
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(beyond.error().found, "3");
}

TEST(ActReader, namesOldVersions) {
    for (const char* version : {"ACTree01", "ACTree02"}) {
        Bytes file = ownFile("one-path");
        std::copy_n(version, 8, file.begin());
        const auto opened = tests::openAct(file);
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.error().code, ErrorCode::UnsupportedVersion);
        EXPECT_EQ(opened.error().found, version);
        EXPECT_EQ(opened.error().expected, "ACTree03");
        EXPECT_FALSE(opened.error().advice.empty());
        const Findings findings = tests::verifyAct(file);
        ASSERT_EQ(findings.size(), 1U);
        EXPECT_EQ(findings[0].code, ErrorCode::UnsupportedVersion);
    }
    const auto other = tests::openAct(fromHex("50 4B 03 04"));
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, ErrorCode::NotThisFormat);
}

TEST(ActReader, callsEveryDamagedFileDamaged) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"cycle", "n33", "nopad", "rootoob", "tiny", "trunc", "v02"}) {
        SCOPED_TRACE(name);
        const Bytes file = tests::readFile(tests::sharedFile(std::string("bad/") + name + ".act"));
        ASSERT_FALSE(file.empty());
        const Findings findings = tests::verifyAct(file);
        ASSERT_TRUE(hasErrors(findings));
        EXPECT_TRUE(findings[0].byteOffset);
        EXPECT_FALSE(findings[0].expected.empty());
        EXPECT_FALSE(findings[0].found.empty());
        const auto opened = tests::openAct(file);
        if (std::string(name) == "nopad") {
            ASSERT_TRUE(opened.ok()) << "all of it can still be read";
            EXPECT_TRUE(opened.value().damage);
            EXPECT_EQ(tests::contentOf(*opened.value().content.space), tests::goldenContent("atoms-1k"));
        } else {
            ASSERT_FALSE(opened.ok());
            EXPECT_TRUE(opened.error().byteOffset);
            EXPECT_FALSE(opened.error().expected.empty());
            EXPECT_FALSE(opened.error().found.empty());
        }
    }
    const auto cut = tests::openAct(tests::readFile(tests::sharedFile("bad/trunc.act")));
    EXPECT_EQ(cut.error().byteOffset, 8U);
    EXPECT_NE(cut.error().advice.find("cut off"), std::string::npos);
}

TEST(ActSalvage, findsALostRootAndKeepsAllPaths) {
    SB_NEED_SHARED_DATA();
    for (const char* name : {"rootoob", "nopad"}) {
        const Bytes file = tests::readFile(tests::sharedFile(std::string("bad/") + name + ".act"));
        const auto saved = tests::actFormat().salvage(io::fromMemory(file, name), {}, {});
        ASSERT_TRUE(saved.ok());
        EXPECT_EQ(tests::contentOf(*saved.value().content.space), tests::goldenContent("atoms-1k")) << name;
        EXPECT_TRUE(hasErrors(saved.value().findings));
    }
    const Bytes cut = tests::readFile(tests::sharedFile("bad/trunc.act"));
    EXPECT_FALSE(tests::actFormat().salvage(io::fromMemory(cut, "trunc.act"), {}, {}).ok());
}

TEST(ActSalvage, leavesOutTheBrokenSubtreeOnly) {
    SB_NEED_SHARED_DATA();
    const SpaceOracle whole = tests::goldenContent("atoms-1k");
    const Bytes file = tests::readFile(tests::sharedFile("golden/atoms-1k.act"));
    // The last node of a path in the middle gets an impossible header.
    const auto opened = tests::openAct(file);
    const Bytes path = std::next(whole.begin(), 300)->first;
    std::vector<layout::FieldRange> fields = opened.value().locator->fieldsOf(path);
    while (fields.back().kind != layout::FieldKind::NodeHeader) fields.pop_back();
    Bytes broken = file;
    broken[fields.back().begin] = 0xFE;
    const auto saved = tests::actFormat().salvage(io::fromMemory(broken, "broken.act"), {}, {});
    ASSERT_TRUE(saved.ok());
    EXPECT_TRUE(saved.value().damage);
    const SpaceOracle rest = tests::contentOf(*saved.value().content.space);
    EXPECT_LT(rest.size(), whole.size());
    EXPECT_GT(rest.size(), whole.size() - 100);
    for (const auto& [kept, value] : rest) EXPECT_TRUE(whole.count(kept) != 0);
    const Findings findings = tests::verifyAct(broken);
    ASSERT_TRUE(hasErrors(findings));
    EXPECT_EQ(findings[0].byteOffset, fields.back().begin);
}

TEST(ActSalvage, takesAnOlderRootWhereTheNewestIsBroken) {
    SB_NEED_SHARED_DATA();
    Bytes file = tests::readFile(tests::sharedFile("golden/m-merge1.act"));
    file[loadU64(file.data() + 8)] = 0x3F;
    EXPECT_NE(tests::openAct(file).error().advice.find("--root 1"), std::string::npos);
    const auto saved = tests::actFormat().salvage(io::fromMemory(file, "test.act"), {}, {});
    ASSERT_TRUE(saved.ok());
    EXPECT_EQ(tests::contentOf(*saved.value().content.space), tests::goldenContent("m-base"));
}

TEST(ActVerify, seesWhatReadersDoNotMind) {
    using Ids = std::set<std::string>;
    const auto idsOf = [](const std::string& hex) {
        Ids ids;
        for (const Finding& finding : tests::verifyAct(fromHex("41435472 65653033 " + hex)))
            ids.insert(finding.id);
        return ids;
    };
    EXPECT_EQ(idsOf("1200000000000000 0161 C0 00 02 0000000000000000"), Ids{});
    EXPECT_EQ(idsOf("1200000000000000 0161 C0 F800 02 0000000000000000"), Ids{"act.varint"});
    EXPECT_EQ(idsOf("1200000000000000 0161 80 02 0000000000000000"), Ids{"act.dead_end"});
    EXPECT_EQ(idsOf("1400000000000000 0161 0162 C0 00 04 0000000000000000"), Ids{"act.unreachable"});
    EXPECT_EQ(idsOf("1400000000000000 4007 0161 C1 05 04 02 0000000000000000"), Ids{"act.two_values"});
    // A trailer whose older root lies in the middle of a node that is no node.
    EXPECT_TRUE(idsOf("1000000000000000 4000 7F 0000000000000000 1200000000000000").count("act.node") != 0);
}

TEST(ActLocator, ownsEveryByteOfAFileWithoutGaps) {
    SB_NEED_SHARED_DATA();
    for (const std::string& name : tests::goldenActNames()) {
        if (name == "atoms-10k" || name == "e-len65536" || name == "e-chain2000") continue; // slow
        SCOPED_TRACE(name);
        const Bytes file = tests::readFile(tests::sharedFile("golden/" + name + ".act"));
        const bool merged = name.rfind("m-", 0) == 0;
        const auto opened = tests::openAct(file);
        ASSERT_TRUE(opened.ok());
        const layout::Locator& locator = *opened.value().locator;
        std::vector<bool> owned(file.size(), false);
        const auto own = [&](const std::vector<layout::FieldRange>& fields) {
            for (const layout::FieldRange& field : fields) {
                ASSERT_LT(field.begin, field.end);
                ASSERT_LE(field.end, file.size());
                for (std::uint64_t at = field.begin; at < field.end; ++at) owned[at] = true;
            }
        };
        own(locator.fixedFields());
        own(locator.fieldsOf({}));
        for (const auto& [path, value] : tests::goldenContent(name)) own(locator.fieldsOf(path));
        if (!merged) {
            EXPECT_EQ(std::count(owned.begin(), owned.end(), false), 0);
        }
        // Back from bytes to paths: the path found owns the byte.
        for (std::uint64_t at = 16; at < file.size() - 8; at += 1 + file.size() / 500) {
            const auto path = locator.pathAt(at);
            if (!path) {
                EXPECT_TRUE(merged) << "no path at " << at;
                continue;
            }
            const auto fields = locator.fieldsOf(*path);
            EXPECT_TRUE(std::any_of(fields.begin(), fields.end(), [&](const layout::FieldRange& field) {
                return field.begin <= at && at < field.end;
            })) << at;
        }
        EXPECT_FALSE(locator.pathAt(3));
        EXPECT_FALSE(locator.pathAt(file.size() - 1));
    }
}

TEST(ActLocator, saysNothingForPathsThatAreNotThere) {
    const auto opened = tests::openAct(ownFile("two-forks"));
    ASSERT_TRUE(opened.ok());
    EXPECT_FALSE(opened.value().locator->fieldsOf(asBytes("rom")).empty()) << "on the way";
    EXPECT_TRUE(opened.value().locator->fieldsOf(asBytes("rox")).empty());
    EXPECT_TRUE(opened.value().locator->fieldsOf(asBytes("romanes")).empty());
}

} // namespace
} // namespace spacebench::formats::act
