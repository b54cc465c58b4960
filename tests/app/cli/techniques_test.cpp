// SPDX-License-Identifier: GPL-3.0-or-later
//
// spacectl techniques, as a user runs it. Effects depend on the machine and are not looked at; that each row
// has a state with a figure or a reason is.
#include <csignal>
#include <set>

#include <gmock/gmock.h>
#include <sched.h>

#include "spacectl.h"

namespace spacebench::tests {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Without a trace in the user's ledger.
ProcessResult techniques(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"techniques", "--no-record"});
    return spacectl(std::move(arguments));
}

void expectFigureOrReason(const nlohmann::json& row) {
    static const std::set<std::string> kStates = {"measured", "insufficient", "not measurable here",
                                                  "rejected", "failed"};
    const std::string state = row["state"];
    EXPECT_EQ(kStates.count(state), 1U) << row;
    EXPECT_NE(state, "failed") << row;
    if (state == "measured") {
        EXPECT_TRUE(row["effect"]["value"].is_number()) << row;
        EXPECT_LE(row["effect"]["ci95"][0], row["effect"]["ci95"][1]) << row;
    } else {
        EXPECT_FALSE(row["reason"].get<std::string>().empty()) << row;
    }
    if (state == "rejected" || state == "not measurable here") {
        EXPECT_TRUE(row["effect"].is_null() && row["time_effect"].is_null()) << row;
    }
}

class EachFormat : public testing::TestWithParam<const char*> {};

TEST_P(EachFormat, HasARowForEveryTechniqueThatWorksOnItAndRejectsTheBadExamples) {
    const ProcessResult result =
        techniques({"--atoms", "2K", "--format", GetParam(), "--runs", "2", "--budget", "0", "--json"});
    ASSERT_EQ(result.exitStatus, 0) << result.err;
    const auto json = jsonOf(result);
    EXPECT_EQ(json["schema"], "spacebench.techniques");
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["atoms"], 2000);
    EXPECT_EQ(json["rounds"], 2);
    EXPECT_EQ(json["complete"], true);
    EXPECT_EQ(json["input_hash"].get<std::string>().size(), 64U);
    std::map<std::string, std::set<std::string>> rows;
    std::size_t rejected = 0;
    for (const auto& row : json["effects"]) {
        expectFigureOrReason(row);
        rows[row["task"]["operation"]].insert(row["technique"]);
        if (!row["bad_example"].get<bool>()) continue;
        // A machine without AVX2 cannot run the copy.
        if (row["state"] == "rejected") ++rejected;
        EXPECT_TRUE(row["words"].is_null());
    }
    EXPECT_GE(rejected, 1U);
    const std::set<std::string> everywhere = {"M2", "M3", "I3", "P1", "H1", "H2", "H3", "H4"};
    for (const char* operation : {"serialize", "deserialize"})
        for (const std::string& id : everywhere) EXPECT_EQ(rows[operation].count(id), 1U) << operation << id;
    for (const char* id : {"M1", "I1", "P2"}) EXPECT_EQ(rows["serialize"].count(id), 1U) << id;
    EXPECT_EQ(rows["deserialize"].count("I2"), 1U);
    const bool mtts = std::string(GetParam()) == "mtts";
    for (const char* id : {"C1", "C3", "Z1"}) EXPECT_EQ(rows["serialize"].count(id), mtts ? 1U : 0U) << id;
    EXPECT_EQ(rows["deserialize"].count("C2"), mtts ? 1U : 0U);

    for (const auto& configuration : json["configurations"]) {
        const std::string id = configuration["id"];
        const bool timed = configuration["state"] == "measured";
        EXPECT_EQ(timed, configuration["time"].is_object()) << configuration;
        const bool bad = id.find("guide-") != std::string::npos;
        EXPECT_FALSE(timed && bad) << id;
        EXPECT_TRUE(!timed || configuration["time"]["samples_ns"].size() == 2U) << id;
        const bool jemalloc = configuration["settings"]["allocator"] == "jemalloc";
        EXPECT_TRUE(!jemalloc || configuration["child_process"] == true) << id;
    }
}

INSTANTIATE_TEST_SUITE_P(Techniques, EachFormat, testing::Values("paths", "act", "mtts"));

const nlohmann::json* configurationOf(const nlohmann::json& json, const std::string& id) {
    for (const auto& one : json["configurations"])
        if (one["id"] == id) return &one;
    return nullptr;
}

TEST(Techniques, SwitchWhatTheySayTheySwitch) {
    const auto json = jsonOf(techniques({"--atoms", "2K", "--format", "mtts", "--only", "M2,M3,C2,I1,H4",
                                         "--runs", "1", "--no-bad-examples", "--json"}));
    const auto count = [&](const char* id, const char* operation, const char* key) -> std::int64_t {
        for (const auto& one : json["configurations"])
            if (one["id"] == id && one["task"]["operation"] == operation && one["counts"].is_object() &&
                !one["counts"][key].is_null())
                return one["counts"][key];
        return -1;
    };
    const std::int64_t current = count("current", "serialize", "allocations");
    if (current >= 0) {           // not counted under sanitizers
        EXPECT_GT(current, 2000); // a buffer a path
        EXPECT_LT(count("current+M2", "serialize", "allocations"), current / 4);
        EXPECT_LT(count("current+M3", "serialize", "allocations"), current / 2);
    }
    if (count("current", "serialize", "write_calls") >= 0) {
        EXPECT_GT(count("current", "serialize", "write_calls"), 2000); // one a field
        EXPECT_LT(count("current+I1", "serialize", "write_calls"), 20);
    }
    EXPECT_GT(count("current", "deserialize", "locks"), 10); // one a symbol
    EXPECT_EQ(count("current+C2", "deserialize", "locks"), 1);

    // Both allocators count the same work: what one process sees, the other does.
    for (const auto& one : json["configurations"]) {
        if (one["task"]["operation"] != "serialize" || one["child_process"] == false) continue;
        if (!one["counts"].is_object() || current < 0 || one["id"] == "optimized") continue;
        EXPECT_GT(one["counts"]["allocations"], 2000) << one["id"];
    }
}

TEST(Techniques, AreMeasuredInAFactorialExperimentWithTheirInteractions) {
    const auto json =
        jsonOf(techniques({"--atoms", "1K", "--format", "act", "--op", "serialize", "--only", "M1,M2,I1",
                           "--experiment", "factorial", "--runs", "9", "--no-bad-examples", "--json"}));
    EXPECT_EQ(json["experiment"], "factorial");
    EXPECT_THAT(json["design"].get<std::string>(), HasSubstr("2^3, all combinations"));
    EXPECT_EQ(json["configurations"].size(), 8U);
    EXPECT_EQ(json["interactions"].size(), 3U);
    for (const auto& row : json["effects"]) expectFigureOrReason(row);
}

TEST(Techniques, AreTakenOutOneByOne) {
    const auto json =
        jsonOf(techniques({"--atoms", "1K", "--format", "paths", "--op", "serialize", "--only", "M2,I1",
                           "--experiment", "all-but-one", "--runs", "2", "--no-bad-examples", "--json"}));
    EXPECT_EQ(json["experiment"], "all-but-one");
    ASSERT_NE(configurationOf(json, "optimized"), nullptr);
    ASSERT_NE(configurationOf(json, "optimized-M2"), nullptr);
    EXPECT_EQ((*configurationOf(json, "optimized-M2"))["settings"]["pool"], false);
    EXPECT_EQ((*configurationOf(json, "optimized"))["settings"]["pool"], true);
    EXPECT_EQ(json["effects"][0]["with"], "optimized");
}

TEST(Techniques, AreListedWithTheirClaimsWithoutRunningAnything) {
    const auto json = jsonOf(techniques({"--list", "--atoms", "1K", "--json"}));
    EXPECT_EQ(json["schema"], "spacebench.technique-list");
    ASSERT_EQ(json["techniques"].size(), 16U);
    EXPECT_EQ(json["techniques"][0]["id"], "M1");
    EXPECT_EQ(json["techniques"][0]["claims"][0]["text"], "20-30 % less time");
    for (const auto& technique : json["techniques"]) {
        EXPECT_FALSE(technique["tasks"].empty()) << technique["id"];
        for (const auto& task : technique["tasks"])
            EXPECT_EQ(task["measurable"].get<bool>(), task["reason"].get<std::string>().empty());
    }
    const ProcessResult text = techniques({"--list", "--atoms", "1K"});
    EXPECT_THAT(text.out, HasSubstr("20-30 % less time; 50 % fewer allocations"));
}

TEST(Techniques, SayInsufficientOnASpaceThatIsTooSmallAndRefuseNone) {
    const TempFolder folder;
    const auto json = jsonOf(techniques({smallSpace(folder), "--format", "mtts", "--runs", "1", "--json"}));
    EXPECT_EQ(json["atoms"], 4);
    for (const auto& row : json["effects"]) {
        EXPECT_NE(row["state"], "measured") << row;
        EXPECT_NE(row["state"], "failed") << row;
    }
    const ProcessResult unknown = techniques({"--only", "M9"});
    EXPECT_EQ(unknown.exitStatus, 2);
    EXPECT_THAT(unknown.err, HasSubstr("M9"));
    EXPECT_EQ(techniques({"--format", "metta"}).exitStatus, 2);
    EXPECT_EQ(techniques({"--op", "load"}).exitStatus, 2);
    EXPECT_EQ(techniques({"--folder", folder.file("nowhere")}).exitStatus, 4);
    EXPECT_EQ(techniques({folder.file("nowhere.paths")}).exitStatus, 4);
    EXPECT_EQ(techniques({"--runs", "0"}).exitStatus, 2);
}

TEST(Techniques, WriteATableOfTheirRows) {
    const TempFolder folder;
    const ProcessResult result = techniques({"--atoms", "1K", "--format", "act", "--only", "M2", "--runs",
                                             "2", "--op", "serialize", "--csv", folder.file("rows.csv")});
    ASSERT_EQ(result.exitStatus, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("Object pooling"));
    const std::string csv(asText(readFile(folder.file("rows.csv"))));
    EXPECT_THAT(csv, StartsWith("task,technique,"));
    EXPECT_THAT(csv, HasSubstr("serialize act,M2,"));
}

/// Until a file without a name is open in `folder`.
bool waitUntilMeasuring(pid_t id, const std::string& folder) {
    for (int i = 0; i < 10'000'000; ++i) {
        std::error_code ignored;
        for (const auto& entry :
             std::filesystem::directory_iterator("/proc/" + std::to_string(id) + "/fd", ignored)) {
            const auto target = std::filesystem::read_symlink(entry.path(), ignored).string();
            if (target.rfind(folder + "/", 0) == 0) return true;
        }
        sched_yield();
    }
    return false;
}

TEST(Techniques, PrintWhatTheyHaveWhenTheyAreInterrupted) {
    const TempFolder folder;
    Process process(spacectlCommand({"techniques", "--no-record", "--atoms", "2K", "--runs", "1M", "--budget",
                                     "0", "--folder", folder.path(), "--json"}),
                    {});
    ASSERT_TRUE(waitUntilMeasuring(process.id(), folder.path()));
    kill(process.id(), SIGINT);
    const ProcessResult result = process.wait();
    EXPECT_EQ(result.exitStatus, 130);
    const auto json = jsonOf(result);
    EXPECT_EQ(json["schema"], "spacebench.techniques");
    EXPECT_EQ(json["complete"], false);
    EXPECT_FALSE(json["effects"].empty());
    EXPECT_TRUE(folder.entries().empty());
}

/// What the program says as a worker to one request.
nlohmann::json askWorker(const std::string& request) {
    const TempFolder folder;
    Process::Options options;
    options.stdinFile = folder.write("requests", request + "\n");
    return jsonOf(spacectl({"--measure-worker"}, options));
}

TEST(Worker, IsTheProgramItself) {
    const auto about = askWorker("{\"id\":7,\"call\":\"worker.about\"}");
    EXPECT_EQ(about["id"], 7);
    EXPECT_THAT(about["result"]["allocator"].get<std::string>(), StartsWith("glibc"));
    EXPECT_EQ(askWorker("{\"id\":1,\"call\":\"techniques.gate\",\"params\":{\"trial\":3}}")["error"]["code"],
              "invalid_argument");
    EXPECT_EQ(askWorker("{}")["error"]["code"], "invalid_argument");
}

} // namespace
} // namespace spacebench::tests
