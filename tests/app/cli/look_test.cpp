// SPDX-License-Identifier: GPL-3.0-or-later
//
// info, ls, cat, verify, diff: looking without writing.
#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Info, TellsFormatSizesAndCounts) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const ProcessResult result = spacectl({"info", file, "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["schema"], "spacebench.info");
    EXPECT_EQ(json["version"], 1);
    ASSERT_EQ(json["files"].size(), 1U);
    const auto& info = json["files"][0];
    EXPECT_EQ(info["file"], file);
    EXPECT_EQ(info["format"], "metta");
    EXPECT_EQ(info["stored_bytes"], 56);
    EXPECT_EQ(info["atoms"], 4);
    EXPECT_EQ(info["expressions"], 4);
    EXPECT_EQ(info["symbols"]["state"], "none");
    EXPECT_TRUE(info["damage"].is_null());

    const ProcessResult text = spacectl({"info", file});
    EXPECT_THAT(text.out, HasSubstr("Atoms                4\n"));
    EXPECT_THAT(text.err, IsEmpty());
}

TEST(Info, GoesOnAfterAFileThatCannotBeRead) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const std::string empty = folder.write("empty.act", "");
    const ProcessResult result = spacectl({"info", empty, file, "--json"});
    EXPECT_EQ(result.exitStatus, 3);
    EXPECT_THAT(result.err, HasSubstr("empty.act"));
    const auto json = jsonOf(result);
    ASSERT_EQ(json["files"].size(), 2U);
    EXPECT_EQ(json["files"][0]["error"]["code"], "not_this_format");
    EXPECT_EQ(json["files"][1]["atoms"], 4);
}

TEST(Cat, PrintsAtomsInPathOrder) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    EXPECT_EQ(spacectl({"cat", file}).out, "(isa socrates human)\n(edge a b)\n(edge a c)\n(edge b c 1)\n");
    EXPECT_EQ(spacectl({"cat", file, "--limit", "1"}).out, "(isa socrates human)\n");
    EXPECT_EQ(spacectl({"cat", file, "--limit", "0"}).out, "");
}

TEST(Cat, UnderMatchesTheBeginningOfAtomsWhateverTheirLength) {
    const TempFolder folder;
    const std::string file =
        folder.write("a.metta", "(edge a b)\n(edge a)\n(edge (a b) c)\n(edge (a) c)\n(edge $x a $x)\n(edges "
                                "a)\nedge\n(f (g (h i) j) k)\n");
    const struct {
        const char* under;
        const char* out;
    } kCases[] = {
        {"(edge", "(edge a)\n(edge (a) c)\n(edge (a b) c)\n(edge a b)\n(edge $a a $a)\n"},
        {"(edge a", "(edge a)\n(edge a b)\n"},
        {"(edge a)", "(edge a)\n"},
        {"(edge (a", "(edge (a) c)\n(edge (a b) c)\n"},
        {"(edge (a)", "(edge (a) c)\n"},
        {"(edge $y a $y", "(edge $a a $a)\n"},
        {"(edge $y a $z", ""},
        {"edge", "edge\n"},
        {"(f (g (h i) ; a comment", "(f (g (h i) j) k)\n"},
        {"(g", ""},
    };
    for (const auto& sample : kCases) {
        const ProcessResult result = spacectl({"cat", file, "--under", sample.under});
        EXPECT_EQ(result.exitStatus, 0) << sample.under << result.err;
        EXPECT_EQ(result.out, sample.out) << sample.under;
    }
}

TEST(Cat, HexAndPrefixSpeakBytes) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    EXPECT_EQ(spacectl({"cat", file, "--hex", "--prefix", "03c4 6564"}).out,
              "03c465646765c161c162\n03c465646765c161c163\n");
    EXPECT_EQ(spacectl({"cat", file, "--prefix", "04"}).out, "(edge b c 1)\n");
}

TEST(Cat, JsonIsOneDocumentWithTextBytesAndValues) {
    const TempFolder folder;
    const std::string file = folder.write("a.kv", "03c465646765c161c162\t7\nff00\t0\n");
    const ProcessResult result = spacectl({"cat", file, "--json", "--limit", "5"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["schema"], "spacebench.cat");
    EXPECT_EQ(json["count"], 2);
    EXPECT_EQ(json["more"], false);
    EXPECT_EQ(json["atoms"][0]["atom"], "(edge a b)");
    EXPECT_EQ(json["atoms"][0]["value"], 7);
    EXPECT_EQ(json["atoms"][1]["hex"], "ff00");
    EXPECT_EQ(jsonOf(spacectl({"cat", file, "--json", "--limit", "1"}))["more"], true);
    EXPECT_EQ(jsonOf(spacectl({"cat", file, "--json", "--prefix", "aa"}))["atoms"].size(), 0U);
}

TEST(Cat, ReadsStandardInput) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    EXPECT_EQ(spacectl({"cat", "-", "--limit", "1"}, {.stdinFile = file}).out, "(isa socrates human)\n");
}

TEST(Cat, AReaderThatLeavesEndsItQuietly) {
    const TempFolder folder;
    const std::string file = folder.file("big.act");
    ASSERT_EQ(spacectl({"generate", file, "--atoms", "20000"}).exitStatus, 0);
    const std::string script = spacectlPath() + " cat " + file + " | head -1; echo \"${PIPESTATUS[0]}\"";
    const ProcessResult result = Process({"/bin/bash", "-c", script}, {}).wait();
    EXPECT_THAT(result.err, IsEmpty());
    EXPECT_THAT(result.out, testing::EndsWith("\n141\n")); // 128 + SIGPIPE
}

TEST(Ls, ListsOneLevelOfTheFoldedTrie) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const auto root = jsonOf(spacectl({"ls", file, "--json"}));
    ASSERT_EQ(root["children"].size(), 2U);
    EXPECT_EQ(root["children"][0]["hex"], "03");
    EXPECT_EQ(root["children"][0]["atoms"], 3);
    EXPECT_EQ(root["children"][1]["atoms"], 1);
    EXPECT_EQ(root["children"][1]["atom"], "(edge b c 1)");

    const auto below = jsonOf(spacectl({"ls", file, "--under", "(edge a", "--json"}));
    ASSERT_EQ(below["prefixes"].size(), 1U);
    ASSERT_EQ(below["children"].size(), 1U);
    EXPECT_EQ(below["children"][0]["hex"], "03c465646765c161c1");
    EXPECT_EQ(below["children"][0]["branches"], 2);

    EXPECT_EQ(spacectl({"ls", file}).exitStatus, 0);
    EXPECT_THAT(spacectl({"ls", file, "--prefix", "3f"}).out, IsEmpty());
}

TEST(Verify, SoundFilesAreSaidToBeSound) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const ProcessResult result = spacectl({"verify", file, "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["sound"], true);
    EXPECT_EQ(json["format"], "metta");
}

TEST(Diff, TellsWhatOnlyOneSideHas) {
    const TempFolder folder;
    const std::string first = folder.write("a.kv", "c161\t1\nc162\t2\nc163\t0\n");
    const std::string second = folder.write("b.kv", "c161\t1\nc162\t3\nc164\t0\n");
    const ProcessResult result = spacectl({"diff", first, second, "--json"});
    EXPECT_EQ(result.exitStatus, 1) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["equal"], false);
    EXPECT_EQ(json["same"], 1);
    EXPECT_EQ(json["only_in_a"], 1);
    EXPECT_EQ(json["only_in_b"], 1);
    EXPECT_EQ(json["changed"], 1);
    EXPECT_THAT(json["compared"], ElementsAre("paths", "values"));
    ASSERT_EQ(json["differences"].size(), 3U);
    EXPECT_EQ(json["differences"][0]["value_a"], 2);
    EXPECT_EQ(json["differences"][0]["value_b"], 3);

    const ProcessResult text = spacectl({"diff", first, second, "--limit", "1"});
    EXPECT_THAT(text.out, HasSubstr("~ b: 2 -> 3\n"));
    EXPECT_THAT(text.out, HasSubstr("and 2 more"));
    EXPECT_EQ(spacectl({"diff", first, first}).exitStatus, 0);
}

TEST(Diff, ComparesValuesOnlyWhereBothFormatsHoldThem) {
    const TempFolder folder;
    const std::string values = folder.write("a.kv", "c161\t1\nc162\t2\n");
    const std::string none = folder.write("b.metta", "a\nb\n");
    const ProcessResult result = spacectl({"diff", values, none, "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_THAT(jsonOf(result)["compared"], ElementsAre("paths"));
    EXPECT_THAT(spacectl({"diff", values, none}).out, HasSubstr("not values"));
}

TEST(Symbols, ATableBesideTheFileIsUsedAndAMissingOneIsReported) {
    SB_NEED_SHARED_DATA();
    const TempFolder folder;
    std::filesystem::copy(sharedFile("interned/ancestor.paths"), folder.file("ancestor.paths"));
    const auto stateOf = [](const ProcessResult& result) {
        return jsonOf(result)["files"][0]["symbols"]["state"].get<std::string>();
    };
    EXPECT_EQ(stateOf(spacectl({"info", folder.file("ancestor.paths"), "--json"})), "missing");
    const std::string table = sharedFile("interned/ancestor.zip");
    EXPECT_EQ(stateOf(spacectl({"info", folder.file("ancestor.paths"), "--symbols", table, "--json"})),
              "given");
    std::filesystem::copy(table, folder.file("ancestor.zip"));
    EXPECT_EQ(stateOf(spacectl({"info", folder.file("ancestor.paths"), "--json"})), "beside");
    EXPECT_THAT(spacectl({"cat", folder.file("ancestor.paths"), "--under", "(parent"}).out, Not(IsEmpty()));
    // An archive with the right name that is no symbol table is not one.
    folder.write("ancestor.zip", "PK\x05\x06 nothing of the kind");
    EXPECT_EQ(stateOf(spacectl({"info", folder.file("ancestor.paths"), "--json"})), "missing");
}

} // namespace
} // namespace spacebench::tests
