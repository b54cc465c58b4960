// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "results/bench_result.h"

namespace spacebench::results {
namespace {

using testing::HasSubstr;

RunSample fullSample() {
    RunSample sample;
    sample.wallNs = 1'234'567;
    sample.userNs = 1'000'000;
    sample.systemNs = 200'000;
    sample.iterations = 9;
    sample.minorFaults = 12.5;
    sample.majorFaults = 0.25;
    sample.voluntarySwitches = 1.5;
    sample.involuntarySwitches = 2.5;
    sample.bytesRead = 1;
    sample.bytesWritten = 2;
    sample.deviceRead = 3;
    sample.deviceWritten = 4;
    sample.cycles = 5;
    sample.instructions = 6;
    sample.cacheMisses = 7;
    sample.branchMisses = 8;
    sample.allocations = 9;
    sample.allocatedBytes = 10;
    sample.peakHeapBytes = 11;
    sample.peakResidentBytes = 12;
    sample.storedBytes = 13;
    sample.round = 14;
    sample.startedNs = 15;
    sample.coldConfirmed = false;
    sample.notes = {"cold: 0 of 312 pages were resident"};
    return sample;
}

TEST(RunSample, comesBackFromItsJsonAsItWas) {
    for (const RunSample& sample : {fullSample(), RunSample()}) {
        const auto json = nlohmann::ordered_json::parse(toJson(sample).dump());
        const auto back = runSampleFromJson(json);
        ASSERT_TRUE(back.ok());
        EXPECT_EQ(*back, sample);
    }
}

TEST(RunSample, sayNullWhereNothingWasMeasured) {
    const auto json = toJson(RunSample());
    for (const char* key : {"bytes_read", "cycles", "allocations", "peak_resident_bytes", "cold_confirmed"})
        EXPECT_TRUE(json[key].is_null()) << key;
}

TEST(RunSample, refusesFieldsOfTheWrongKind) {
    const std::pair<const char*, nlohmann::ordered_json> wrong[] = {{"wall_ns", -1},
                                                                    {"cycles", "many"},
                                                                    {"notes", {1, 2}},
                                                                    {"cold_confirmed", 1},
                                                                    {"minor_faults", true}};
    for (const auto& [key, value] : wrong) {
        auto json = toJson(fullSample());
        json[key] = value;
        const auto back = runSampleFromJson(json);
        ASSERT_FALSE(back.ok()) << key;
        EXPECT_THAT(back.error().message, HasSubstr(key));
    }
    auto none = toJson(fullSample());
    none["iterations"] = 0;
    EXPECT_FALSE(runSampleFromJson(none).ok());
    EXPECT_FALSE(runSampleFromJson(nlohmann::ordered_json::array()).ok());
}

} // namespace
} // namespace spacebench::results
