// SPDX-License-Identifier: GPL-3.0-or-later
//
// spacectl gate, as a CI job runs it. The slow-down that it has to see is a wait that the plan injects, four
// times as long as the work: no load of the machine makes up for it.
#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::HasSubstr;

std::string planWith(const std::string& more) {
    return R"({"schema": "spacebench.plan", "version": 1, "name": "tiny", "inputs": [{"atoms": 200}],
        "measure": [{"operations": ["deserialize"], "formats": ["paths"])" +
           more + R"(}], "runs": 9, "min_sample_ms": 1, "control": false})";
}

TEST(Gate, FailsForASlowDownThatIsThereTwiceAndNotWithoutIt) {
    const TempFolder folder;
    const std::string data = folder.file("data");
    const std::string plan = folder.write("plan.json", planWith(""));
    const std::string slow = folder.write("slow.json", planWith(R"(, "injected_delay": 4)"));
    const ProcessResult bench = spacectl({"bench", "--plan", plan, "--baseline", "main", "--data-dir", data});
    ASSERT_EQ(bench.exitStatus, 0) << bench.err;

    // Six times as slow is what no neighbour on the machine brings about.
    const ProcessResult passed =
        spacectl({"gate", "--baseline", "main", "--data-dir", data, "--threshold", "500%"});
    EXPECT_EQ(passed.exitStatus, 0) << passed.out << passed.err;
    const ProcessResult failed = spacectl({"gate", "--baseline", "main", "--plan", slow, "--data-dir", data,
                                           "--junit", folder.file("gate.xml"), "--json"});
    EXPECT_EQ(failed.exitStatus, 1) << failed.out << failed.err;
    const auto json = jsonOf(failed);
    EXPECT_EQ(json["schema"], "spacebench.gate");
    EXPECT_EQ(json["rows"][0]["verdict"], "regression");
    EXPECT_EQ(json["rows"][0]["second"]["verdict"], "slower");
    EXPECT_EQ(spacectl({"gate", "--baseline", "main", "latest", "--data-dir", data}).exitStatus, 1);
}

TEST(Gate, MeasuresAnotherBuildInTheSameRounds) {
    const TempFolder folder;
    const std::string plan = folder.write("plan.json", planWith(""));
    const ProcessResult result = spacectl({"gate", "--against", spacectlPath(), "--plan", plan, "--runs", "2",
                                           "--data-dir", folder.file("data"), "--json"});
    EXPECT_EQ(result.exitStatus, 5) << "two runs decide nothing: " << result.err;
    EXPECT_EQ(jsonOf(result)["paired"], true);
    const ProcessResult bench =
        spacectl({"bench", "--against", spacectlPath(), "--plan", plan, "--runs", "2", "--no-record"});
    EXPECT_EQ(bench.exitStatus, 0) << bench.err;
    EXPECT_THAT(bench.out, HasSubstr("insufficient"));
    EXPECT_EQ(spacectl({"gate", "--against", folder.file("none"), "--plan", plan}).exitStatus, 4);
}

} // namespace
} // namespace spacebench::tests
