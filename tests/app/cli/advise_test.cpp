// SPDX-License-Identifier: GPL-3.0-or-later
//
// advise: a pick from what was measured before, or here.
#include <fstream>

#include "results/compression_settings.h"
#include "spacectl.h"
#include "support/lab_rows.h"
#include "support/shared_data.h"

namespace spacebench::tests {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// As `spacectl lab --json` writes it; figures by hand, so that picks do not depend on this machine.
std::string labFile(const TempFolder& folder, const std::string& hash = "00ff") {
    results::LabRun run = labRun({labRow("zstd", 19, 100'000, 80'000'000, 2'000'000),
                                  labRow("zstd", 6, 200'000, 10'000'000, 2'000'000),
                                  labRow("lz4", 1, 400'000, 2'000'000, 500'000),
                                  staged(labRow("zstd", 19, 70'000, 70'000'000, 2'500'000)),
                                  notMeasured("zlib-ng", 9, "zlib-ng is not here")});
    run.inputHash = hash;
    return folder.write("lab.json", results::toJson(run).dump(2));
}

TEST(Advise, PicksFromALabReport) {
    const TempFolder folder;
    const std::string file = labFile(folder);
    const ProcessResult result = spacectl({"advise", file, "--for", "size", "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["schema"], "spacebench.advice");
    EXPECT_EQ(json["pick"]["label"], "zstd 19");
    EXPECT_EQ(json["goal"]["priority"], "size");
    EXPECT_EQ(json["command"], "spacectl convert space.paths space.pathmap1 --codec zstd:19");
    EXPECT_TRUE(json["guide"]["row"].is_null());
    EXPECT_THAT(std::string(json["guide"]["note"]), HasSubstr("zlib-ng is not here"));
    EXPECT_EQ(json["regret"]["percent"], 0);
    const auto balanced = jsonOf(spacectl({"advise", file, "--json"}));
    EXPECT_EQ(balanced["goal"]["priority"], "balanced");
    EXPECT_EQ(balanced["pick"]["label"], "lz4 1");
    EXPECT_EQ(balanced["guide"]["row"]["label"], "zstd 6");
    EXPECT_NEAR(balanced["guide"]["regret"]["percent"], 115.443, 0.001);
    const std::string text = spacectl({"advise", file}).out;
    for (const char* part :
         {"Pick   lz4 1", "The guide's rule", "Following it costs +115.4 %", "As a command"})
        EXPECT_THAT(text, HasSubstr(part));
}

TEST(Advise, TakesWeightsBudgetsAndTheOwnContainer) {
    const TempFolder folder;
    const std::string file = labFile(folder);
    const auto pick = [&](std::vector<std::string> options) {
        options.insert(options.begin(), {"advise", file, "--json"});
        const ProcessResult result = spacectl(options);
        EXPECT_EQ(result.exitStatus, 0) << result.err;
        return std::string(jsonOf(result)["pick"]["label"]);
    };
    EXPECT_EQ(pick({"--weights", "4,1,0"}), "zstd 19");
    EXPECT_EQ(pick({"--for", "custom", "--weights", "0,0,1"}), "lz4 1");
    EXPECT_EQ(pick({"--for", "size", "--min-compress", "200"}), "zstd 6");
    EXPECT_EQ(pick({"--for", "size", "--min-compress", "200.5"}), "lz4 1");
    EXPECT_EQ(pick({"--for", "speed", "--max-bytes", "200K"}), "zstd 6");
    EXPECT_EQ(pick({"--for", "size", "--own-container"}), "columns + zstd 19");
    EXPECT_EQ(jsonOf(spacectl({"advise", file, "--for", "size", "--own-container", "--json"}))["command"],
              "spacectl convert space.paths space.sbcols --codec zstd:19");
}

TEST(Advise, WithoutAPickSaysWhichBudgetFailsAndEndsWithFive) {
    const TempFolder folder;
    const ProcessResult result = spacectl({"advise", labFile(folder), "--min-decompress", "9000", "--json"});
    EXPECT_EQ(result.exitStatus, 5);
    EXPECT_THAT(result.err, HasSubstr("no row decompresses at 9000 MB/s or more"));
    const auto json = jsonOf(result);
    EXPECT_TRUE(json["pick"].is_null());
    EXPECT_THAT(std::string(json["reason"]), HasSubstr("lz4 1 comes closest"));
}

TEST(Advise, SavedSettingsLeadToTheSamePick) {
    const TempFolder folder;
    const std::string file = labFile(folder);
    const std::string settings = folder.file("settings.json");
    const auto first = jsonOf(spacectl(
        {"advise", file, "--weights", "4,1,0", "--min-decompress", "100", "--save", settings, "--json"}));
    const auto saved = nlohmann::json::parse(std::ifstream(settings));
    EXPECT_EQ(saved, first["settings"]);
    EXPECT_EQ(saved["schema"], "spacebench.compression");
    EXPECT_EQ(saved["codec"], "zstd");
    EXPECT_EQ(saved["level"], 19);
    const ProcessResult again = spacectl({"advise", file, "--settings", settings, "--json"});
    EXPECT_EQ(again.exitStatus, 0) << again.err;
    const auto json = jsonOf(again);
    EXPECT_EQ(json["pick"], first["pick"]);
    EXPECT_EQ(json["goal"], first["goal"]);
    EXPECT_TRUE(json["saved_settings"]["same_pick"]);
    EXPECT_TRUE(json["saved_settings"]["same_input"]);

    auto other = saved;
    other["level"] = 6;
    const std::string changed = folder.write("changed.json", other.dump());
    const ProcessResult different = spacectl({"advise", labFile(folder, "ee"), "--settings", changed});
    EXPECT_EQ(different.exitStatus, 1);
    EXPECT_THAT(different.out, HasSubstr("the saved pick was another one: zstd 6"));
    EXPECT_THAT(different.out, HasSubstr("another input"));
}

TEST(Advise, WhatMakesNoSenseIsRefused) {
    const TempFolder folder;
    const std::string file = labFile(folder);
    const std::string settings = folder.file("settings.json");
    ASSERT_EQ(spacectl({"advise", file, "--save", settings}).exitStatus, 0);
    const std::vector<std::vector<std::string>> lines = {{"--for", "beauty"},
                                                         {"--weights", "1,2"},
                                                         {"--weights", "0,0,0"},
                                                         {"--weights", "1,2,-3"},
                                                         {"--weights", "1,2,nan"},
                                                         {"--for", "custom"},
                                                         {"--for", "size", "--weights", "1,1,1"},
                                                         {"--min-compress", "fast"},
                                                         {"--max-bytes", "some"},
                                                         {"--settings", settings, "--for", "size"},
                                                         {"--estimate"},
                                                         {"--budget", "3"}};
    for (std::vector<std::string> line : lines) {
        line.insert(line.begin(), {"advise", file});
        EXPECT_EQ(spacectl(line).exitStatus, 2) << testing::PrintToString(line);
    }
    EXPECT_EQ(spacectl({"advise", file, "--save", file}).exitStatus, 2)
        << "the report would replace the input";
    const std::string noJson = folder.write("bad.json", "{\"schema\": \"spacebench.lab\", ");
    EXPECT_EQ(spacectl({"advise", noJson}).exitStatus, 3);
    const std::string wrong = folder.write("wrong.json", "{\"schema\": \"spacebench.lab\", \"rows\": 7}");
    const ProcessResult result = spacectl({"advise", wrong});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_THAT(result.err, HasSubstr("wrong.json"));
    EXPECT_EQ(spacectl({"advise", file, "--settings", file}).exitStatus, 2);
}

TEST(Advise, MeasuresASpaceFileItselfAndSaysWhereThatCannotTell) {
    const TempFolder folder;
    const std::string file = smallSpace(folder);
    const ProcessResult result = spacectl({"advise", file, "--for", "size", "--budget", "1", "--json"});
    EXPECT_EQ(result.exitStatus, 5) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["input"], file);
    EXPECT_THAT(std::string(json["reason"]), HasSubstr("too small to tell"));
}

TEST(Advise, TakesWhatTheLabPrints) {
    const TempFolder folder;
    const std::string space = folder.file("space.act");
    ASSERT_EQ(spacectl({"generate", space, "--atoms", "20K"}).exitStatus, 0);
    const ProcessResult lab =
        spacectl({"lab", space, "--codec", "lz4", "--level", "1", "--stage", "none", "--no-options",
                  "--no-end-to-end", "--budget", "0", "--json", "--html", folder.file("lab.html")});
    ASSERT_EQ(lab.exitStatus, 0) << lab.err;
    EXPECT_THAT(asText(readFile(folder.file("lab.html"))), HasSubstr("For balanced: <b>lz4 1</b>"));
    const ProcessResult result = spacectl({"advise", folder.write("lab.json", lab.out), "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["pick"]["label"], "lz4 1");
    EXPECT_EQ(json["input"], space);
    EXPECT_THAT(std::string(json["guide"]["note"]), HasSubstr("snappy was not measured"));
}

TEST(Advise, AConvertLineThatItGivesWorks) {
    const TempFolder folder;
    const std::string file = smallSpace(folder, "space.metta");
    results::LabRun run = labRun({staged(labRow("zstd", 19, 100, 80'000'000, 2'000'000), "columns+ranks")});
    run.input = file;
    const std::string lab = folder.write("lab.json", results::toJson(run).dump());
    const auto json = jsonOf(spacectl({"advise", lab, "--own-container", "--json"}));
    const std::string line = json["command"];
    ASSERT_EQ(line.rfind("spacectl ", 0), 0U) << line;
    const ProcessResult made = Process({"/bin/sh", "-c", spacectlPath() + line.substr(8)}, {}).wait();
    EXPECT_EQ(made.exitStatus, 0) << made.err;
    const auto info = jsonOf(spacectl({"info", folder.file("space.sbcols"), "--json"}));
    EXPECT_EQ(info["files"][0]["format"], "columns");
    EXPECT_EQ(info["files"][0]["atoms"], 4);
}

} // namespace
} // namespace spacebench::tests
