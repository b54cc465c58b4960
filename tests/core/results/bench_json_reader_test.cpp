// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "results/bench_result.h"
#include "sample_run.h"

namespace spacebench::results {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

TEST(BenchJsonReader, readsBackWhatWasWritten) {
    const BenchRun run = interleavedRun();
    const Json json = toJson(run);
    const auto read = benchRunFromJson(Json::parse(json.dump()));
    ASSERT_TRUE(read.ok()) << read.error().describe();
    EXPECT_EQ(toJson(*read), json);
    EXPECT_EQ(read->rows[0].runs, run.rows[0].runs);
    EXPECT_EQ(read->rows[1].state, MeasureState::Failed);
    EXPECT_EQ(read->controlSecondNs, run.controlSecondNs);
    EXPECT_EQ(read->inputOfRow, run.inputOfRow);
}

TEST(BenchJsonReader, readsFilesOfEarlierVersions) {
    Json json = toJson(sampleRun());
    for (const char* key : {"title", "started_utc", "elapsed_s", "complete", "plan", "control", "disk"})
        json.erase(key);
    for (Json& row : json["results"]) {
        for (const char* key : {"key", "label", "switches", "program", "threads", "medium", "cache", "state",
                                "reason", "runs", "failures", "input_index", "floor_ns", "injected_delay"})
            row.erase(key);
        for (Json& target : row["targets"]) target.erase("quantity");
    }
    const auto read = benchRunFromJson(json);
    ASSERT_TRUE(read.ok()) << read.error().describe();
    EXPECT_TRUE(read->complete);
    EXPECT_EQ(read->rows.size(), 9U);
    EXPECT_EQ(read->rows[4].floor->basis, "inflate");
    EXPECT_NEAR(read->rows[4].floor->ns, 3.1e6, 1);
    EXPECT_EQ(verdictText(read->rows[0]), verdictText(sampleRun().rows[0]));
    for (std::size_t i = 0; i < read->rows.size(); ++i)
        for (std::size_t t = 0; t < read->rows[i].targets.size(); ++t)
            EXPECT_EQ(read->rows[i].targets[t].quantity, sampleRun().rows[i].targets[t].quantity);
}

TEST(BenchJsonReader, findsWhatTheIntervalsAre) {
    const Json json = toJson(sampleRun());
    EXPECT_EQ(json["interval"]["method"], "bootstrap, percentile");
    EXPECT_EQ(json["interval"]["confidence"], 0.95);
    EXPECT_EQ(json["interval"]["seed"], 1);
}

TEST(BenchJsonReader, ignoresWhatItDoesNotKnow) {
    Json json = toJson(sampleRun());
    json["later"] = {1, 2};
    json["results"][0]["later"] = "x";
    EXPECT_TRUE(benchRunFromJson(json).ok());
}

TEST(BenchJsonReader, refusesWhatIsNestedTooDeep) {
    // Copying it would take more stack than there is.
    const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    for (const char* key : {"environment", "plan", "later"}) {
        Json json = toJson(sampleRun());
        json[key] = Json::parse(deep);
        const auto read = benchRunFromJson(json);
        ASSERT_FALSE(read.ok()) << key;
        EXPECT_THAT(read.error().describe(), HasSubstr("nested too deep"));
    }
}

TEST(BenchJsonReader, namesWhatIsWrong) {
    const Json sound = toJson(interleavedRun());
    const auto refused = [&](const char* pointer, Json value, const char* name) {
        Json json = sound;
        json[Json::json_pointer(pointer)] = std::move(value);
        const auto read = benchRunFromJson(json);
        ASSERT_FALSE(read.ok()) << pointer;
        EXPECT_EQ(read.error().code, ErrorCode::InvalidArgument) << pointer;
        EXPECT_THAT(read.error().describe(), HasSubstr(name)) << pointer;
    };
    refused("/schema", "spacebench.lab", "spacebench.lab");
    refused("/version", 2, "version 2");
    refused("/version", -1, "version");
    refused("/results", 7, "results");
    refused("/results", nullptr, "results");
    refused("/results/0", "row", "results[0]");
    refused("/results/0/operation", "sort", "operation");
    refused("/results/0/samples_ns/1", -5, "samples_ns");
    refused("/results/0/samples_ns/1", 1.5, "samples_ns");
    refused("/results/0/samples_ns", {1}, "runs");
    refused("/results/0/median_ns", -1, "median_ns");
    refused("/results/0/median_ns", "fast", "median_ns");
    refused("/results/0/atoms", 1e30, "atoms");
    refused("/results/0/threads", 1ULL << 40, "threads");
    refused("/results/0/input_index", 99, "input");
    refused("/results/0/state", "fine", "state");
    refused("/results/0/runs/0/wall_ns", "x", "runs");
    refused("/results/0/notes", {1}, "notes");
    refused("/results/0/targets/0/quantity", "speed", "quantity");
    refused("/inputs/0", nullptr, "inputs[0]");
    refused("/control", 3, "control");
    refused("/control/noise_floor", "low", "noise_floor");
    for (const Json& other : {Json(), Json(1), Json::array(), Json::object()})
        EXPECT_FALSE(benchRunFromJson(other).ok());
}

} // namespace
} // namespace spacebench::results
