// SPDX-License-Identifier: GPL-3.0-or-later
//
// `spacectl lab` as users run it.
#include <csignal>
#include <filesystem>

#include <sched.h>

#include "spacectl.h"
#include "support/temp_folder.h"

namespace spacebench::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string generatedFile(const TempFolder& folder, const std::string& atoms = "2K") {
    const std::string path = folder.file("space.paths");
    EXPECT_EQ(spacectl({"generate", path, "--atoms", atoms}).exitStatus, 0);
    return path;
}

TEST(SpacectlLab, printsTheRowsThatItWasAskedForAsJson) {
    const TempFolder folder;
    const std::string csv = folder.file("rows.csv");
    const auto result =
        spacectl({"lab", generatedFile(folder), "--codec", "zstd,lz4,zlib-ng", "--level=-2,1,3", "--stage",
                  "none,columns", "--chunk", "0,4K", "--runs", "2", "--no-options", "--csv", csv, "--json"});
    ASSERT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["schema"], "spacebench.lab");
    std::vector<std::string> keys;
    for (const auto& row : json["rows"]) keys.push_back(row["key"]);
    EXPECT_THAT(keys, ::testing::IsSupersetOf({"stored", "none/zstd:-2/whole/t1", "none/lz4:1/4K/t1",
                                               "columns/zstd:3/4K/t1", "none/zlib-ng:3/whole/t1"}));
    EXPECT_EQ(keys.size(), 1U + 2U * 2U * (3U + 2U + 2U));
    for (const auto& row : json["rows"]) {
        if (row["state"] == "measured") {
            EXPECT_EQ(row["verified"], true) << row;
            EXPECT_GT(row["ratio"], 1.0) << row;
            EXPECT_TRUE(row["as_stored"] || row["write_file"]["median_ns"] > 0) << row;
        } else {
            EXPECT_EQ(row["codec"], "zlib-ng") << row;
            EXPECT_NE(row["reason"], "") << row;
        }
    }
    EXPECT_FALSE(json["pareto_compress"].empty());
    EXPECT_FALSE(json["best_by_link_speed"].empty());
    EXPECT_EQ(json["complete"], true);
    EXPECT_TRUE(std::filesystem::exists(csv));
}

TEST(SpacectlLab, measuresThePartOfASpaceThatIsMeant) {
    const TempFolder folder;
    const std::string path = generatedFile(folder);
    const std::vector<std::string> few = {
        "--codec", "lz4", "--level", "1", "--no-options", "--runs", "1", "--json", "--no-end-to-end"};
    std::vector<std::string> whole = {"lab", path};
    whole.insert(whole.end(), few.begin(), few.end());
    std::vector<std::string> part = {"lab", path, "--under", "(edge"};
    part.insert(part.end(), few.begin(), few.end());
    const auto all = jsonOf(spacectl(whole));
    const auto edges = jsonOf(spacectl(part));
    EXPECT_GT(edges["atoms"], 0);
    EXPECT_LT(edges["atoms"], all["atoms"]);
    EXPECT_THAT(edges["input"].get<std::string>(), HasSubstr("(edge"));
    EXPECT_EQ(edges["rows"][0]["state"], "not measurable here");
}

TEST(SpacectlLab, measuresAGeneratedSampleWithoutAFile) {
    const auto result = spacectl(
        {"lab", "--atoms", "1K", "--codec", "none,snappy", "--runs", "1", "--no-end-to-end", "--estimate"});
    ASSERT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("generated: atoms, N = 1,000"));
    EXPECT_THAT(result.out, HasSubstr("estimate"));
}

TEST(SpacectlLab, refusesWhatItDoesNotKnow) {
    const TempFolder folder;
    const std::string path = generatedFile(folder, "100");
    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--codec", "brotli"},
                                                  {"--stage", "rows"},
                                                  {"--level", "high"},
                                                  {"--chunk", "4X"},
                                                  {"--threads", "0"},
                                                  {"--budget", "soon"},
                                                  {"--atoms", "5"},
                                                  {"--codec", "zlib", "--level", "22"},
                                                  {"--csv", path}}) {
        std::vector<std::string> arguments = {"lab", path};
        arguments.insert(arguments.end(), wrong.begin(), wrong.end());
        const auto result = spacectl(arguments);
        EXPECT_EQ(result.exitStatus, 2) << wrong.front() << result.err;
        EXPECT_THAT(result.out, IsEmpty());
    }
    EXPECT_EQ(spacectl({"lab", folder.write("odd.bin", "(never closed")}).exitStatus, 3);
}

/// Until the first row has come as far as its temporary file.
bool waitUntilMeasuring(const TempFolder& temporary) {
    for (int i = 0; i < 10'000'000; ++i) {
        if (!temporary.entries().empty()) return true;
        sched_yield();
    }
    return false;
}

TEST(SpacectlLab, printsWhatItMeasuredWhenItIsInterrupted) {
    const TempFolder temporary;
    Process::Options options;
    options.environment = {"TMPDIR=" + temporary.path()};
    Process process(spacectlCommand({"lab", "--atoms", "20K", "--budget", "0", "--runs", "100000", "--json"}),
                    options);
    ASSERT_TRUE(waitUntilMeasuring(temporary));
    kill(process.id(), SIGINT);
    const auto result = process.wait();
    EXPECT_EQ(result.exitStatus, 130) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["complete"], false);
    EXPECT_FALSE(json["rows"].empty());
    for (const auto& row : json["rows"])
        EXPECT_TRUE(row["state"] == "measured" || row["reason"] != "") << row;
    EXPECT_THAT(temporary.entries(), IsEmpty());
}

} // namespace
} // namespace spacebench::tests
