// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/claims.h"
#include "results/evidence_store.h"
#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const nlohmann::json& rowOf(const nlohmann::json& ledger, const std::string& id) {
    for (const auto& row : ledger["rows"])
        if (row["id"] == id) return row;
    ADD_FAILURE() << "no row " << id;
    static const nlohmann::json kNone;
    return kNone;
}

TEST(ClaimsCommand, showsAnEmptyLedger) {
    const TempFolder folder;
    const auto result = spacectl({"claims", "--json", "--data-dir", folder.path()});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto ledger = jsonOf(result);
    EXPECT_EQ(ledger["schema"], "spacebench.claims");
    EXPECT_EQ(ledger["rows"].size(), results::guideClaims().size());
    EXPECT_EQ(ledger["counts"]["supported"], 0);
    EXPECT_EQ(rowOf(ledger, "M1")["verdict"], "not measured");
    EXPECT_THAT(rowOf(ledger, "T2")["contradicts"], testing::Contains("L2/1M"));
    EXPECT_GT(ledger["seconds_to_measure"], 0);
    EXPECT_THAT(folder.entries(), IsEmpty()) << "looking leaves nothing";
    EXPECT_THAT(spacectl({"claims", "--data-dir", folder.path()}).out, HasSubstr("with --measure-all"));
    EXPECT_THAT(spacectl({"claims", "--md", "--data-dir", folder.path()}).out, HasSubstr("| M1 | "));
}

TEST(ClaimsCommand, fillsFromABenchmarkOfThisInputAlone) {
    const TempFolder folder;
    const std::string data = folder.file("data");
    const std::string file = smallSpace(folder);
    const std::string other = folder.write("other.metta", "(p q)\n");
    ASSERT_EQ(spacectl({"bench", file, "--runs", "5", "--data-dir", data}).exitStatus, 0);
    const auto verdict = [&](std::vector<std::string> line) {
        line.insert(line.end(), {"--json", "--data-dir", data});
        return rowOf(jsonOf(spacectl(line)), "T1")["verdict"].get<std::string>();
    };
    EXPECT_NE(verdict({"claims", file}), "not measured");
    EXPECT_NE(verdict({"claims"}), "not measured");
    EXPECT_EQ(verdict({"claims", other}), "not measured");
    EXPECT_NE(verdict({"claims", other, "--any-input"}), "not measured");
    EXPECT_EQ(verdict({"claims", "--atoms", "10"}), "not measured");
}

TEST(ClaimsCommand, measuresWhatIsMissingWithinItsBudget) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const std::vector<std::string> line = {"claims", file,     "--measure-all", "--budget",
                                           "2",      "--json", "--data-dir",    folder.file("data")};
    const auto ledger = jsonOf(spacectl(line));
    EXPECT_EQ(ledger["input"], file);
    EXPECT_NE(rowOf(ledger, "L1/1K")["verdict"], "not measured");
    EXPECT_EQ(rowOf(ledger, "L1/1K")["evidence"]["source"], "bench");
    EXPECT_EQ(rowOf(ledger, "L1/1M")["verdict"], "not measured") << "two seconds are too short for it";
    EXPECT_NE(rowOf(ledger, "L1/1M")["reason"], "");
    const auto shown = jsonOf(spacectl({"claims", file, "--json", "--data-dir", folder.file("data")}));
    EXPECT_EQ(rowOf(shown, "L1/1K")["evidence"], rowOf(ledger, "L1/1K")["evidence"]);
}

TEST(ClaimsCommand, recordsOnlyWhereItMay) {
    const TempFolder folder;
    const std::string data = folder.file("data");
    const std::string file = smallSpace(folder);
    ASSERT_EQ(spacectl({"bench", file, "--runs", "1", "--data-dir", data, "--no-record"}).exitStatus, 0);
    EXPECT_FALSE(std::filesystem::exists(data));
    // A measurement is worth more than its place in the ledger.
    const auto result = spacectl({"bench", file, "--runs", "1", "--json", "--data-dir", file});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_THAT(json["results"], Not(IsEmpty()));
    EXPECT_THAT(json["warnings"].dump(), HasSubstr("not recorded"));
}

TEST(ClaimsCommand, countsLinesThatAreNoEvidence) {
    const TempFolder folder;
    folder.write("claims.jsonl", "{\"torn");
    const auto ledger = jsonOf(spacectl({"claims", "--json", "--data-dir", folder.path()}));
    EXPECT_THAT(ledger["warnings"].dump(), HasSubstr("no evidence: 1"));
}

TEST(ClaimsCommand, refusesWhatMakesNoSense) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const std::vector<std::vector<std::string>> kMistakes = {{"claims", "--again"},
                                                             {"claims", "--budget", "5"},
                                                             {"claims", file, "--atoms", "5"},
                                                             {"claims", "--atoms", "0"},
                                                             {"claims", "--measure-all", "--budget", "soon"}};
    for (auto line : kMistakes) {
        line.insert(line.end(), {"--data-dir", folder.file("data")});
        EXPECT_EQ(spacectl(line).exitStatus, 2) << testing::PrintToString(line);
    }
    EXPECT_EQ(spacectl({"claims", folder.file("missing.act")}).exitStatus, 4);
    EXPECT_FALSE(std::filesystem::exists(folder.file("data")));
}

} // namespace
} // namespace spacebench::tests
