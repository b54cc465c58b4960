// SPDX-License-Identifier: Apache-2.0
#include "results/interchange.h"

#include <filesystem>
#include <tuple>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history_sample.h"
#include "results/foreign_run.h"
#include "support/seeded_random.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::results {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using tests::TempFolder;

using Json = nlohmann::ordered_json;

std::string fixture(const std::string& name) {
    return tests::goldenFile("../core/results/interchange/" + name);
}

RunRecord imported(const std::string& path) {
    auto record = importRun(path, {});
    EXPECT_TRUE(record.ok()) << record.error().describe();
    return record.ok() ? std::move(record).value() : RunRecord();
}

double valueOf(const RunRecord& record, const std::string& key, std::string_view metric) {
    const RecordRow* const row = record.row(key);
    const Metric* const found = row != nullptr ? row->metric(metric) : nullptr;
    EXPECT_NE(found, nullptr) << key << " " << metric;
    return found != nullptr ? found->value.value : -1;
}

TEST(InterchangeTest, googleBenchmarkHasOneSampleWithoutRepetitions) {
    const RunRecord record = imported(fixture("google_benchmark.json"));
    EXPECT_EQ(record.source, "google-benchmark");
    EXPECT_EQ(record.startedUtc, "2026-11-22T23:11:35Z");
    EXPECT_EQ(record.machine, "vm, 2 cores");
    EXPECT_THAT(record.warnings, ElementsAre(HasSubstr("debug build")));
    ASSERT_THAT(record.rows, SizeIs(4));
    const std::string copy = "Copy/1024/min_time:0.010";
    EXPECT_DOUBLE_EQ(valueOf(record, copy, metric::kTime), 65.241554181510097);
    EXPECT_DOUBLE_EQ(valueOf(record, copy, metric::kCpuTime), 15.698990150798011);
    EXPECT_DOUBLE_EQ(valueOf(record, copy, metric::kRawRate), 65227125449.718689);
    EXPECT_DOUBLE_EQ(valueOf(record, copy, metric::kItemRate), 127396729.39398181);
    EXPECT_FALSE(record.row(copy)->metric(metric::kItemRate)->lowerIsBetter);
    EXPECT_DOUBLE_EQ(valueOf(record, "Slow/min_time:0.010", metric::kTime), 1144.7056771434123)
        << "microseconds";
    const RecordRow& broken = record.rows.back();
    EXPECT_EQ(broken.state, MeasureState::Failed);
    EXPECT_EQ(broken.reason, "no input here");
    EXPECT_THAT(broken.metrics, IsEmpty());
}

TEST(InterchangeTest, googleBenchmarkRepetitionsAreSamplesAndAggregatesAreNot) {
    const RunRecord record = imported(fixture("google_benchmark_repeated.json"));
    ASSERT_THAT(record.rows, SizeIs(2));
    for (const RecordRow& row : record.rows) {
        EXPECT_THAT(row.metric(metric::kTime)->samples, SizeIs(3)) << row.key;
        EXPECT_THAT(row.metric(metric::kCpuTime)->samples, SizeIs(3)) << row.key;
    }
    EXPECT_DOUBLE_EQ(record.rows[0].metric(metric::kTime)->samples[0], 48.105066807361418);
}

TEST(InterchangeTest, googleBenchmarkAggregatesAloneGiveTheMedianWithoutInterval) {
    const RunRecord record = imported(fixture("google_benchmark_aggregates.json"));
    ASSERT_THAT(record.rows, SizeIs(1));
    const Metric& time = *record.rows[0].metric(metric::kTime);
    EXPECT_DOUBLE_EQ(time.value.value, 1198.6422427444943);
    EXPECT_EQ(time.value.low, time.value.high);
    EXPECT_THAT(time.samples, IsEmpty());
    EXPECT_THAT(record.rows[0].reason, HasSubstr("median"));
}

TEST(InterchangeTest, googleBenchmarkBeforeOneFiveTellsAggregatesByTheirNames) {
    const TempFolder folder;
    const auto entry = [](const std::string& name, double time) {
        return Json{
            {"name", name}, {"iterations", 10}, {"real_time", time}, {"cpu_time", time}, {"time_unit", "ns"}};
    };
    Json entries = {entry("sort/8", 10),        entry("sort/8", 12),         entry("sort/8_mean", 11),
                    entry("sort/8_median", 11), entry("sort/8_stddev", 1.4), entry("sort/8_cv", 0.1),
                    entry("find_mean", 7),      entry("bare_mean", 5),       entry("bare_median", 4),
                    entry("bare_stddev", 1)};
    entries.push_back({{"name", "sort_BigO"},
                       {"cpu_coefficient", 3},
                       {"real_coefficient", 3},
                       {"big_o", "N"},
                       {"time_unit", "ns"}});
    entries.push_back({{"name", "sort_RMS"}, {"rms", 0.01}});
    const Json json = {
        {"context", {{"date", "2018-11-22T23:11:36+00:00"}, {"num_cpus", 2}, {"mhz_per_cpu", 1}}},
        {"benchmarks", entries}};
    const RunRecord record = imported(folder.write("old.json", json.dump()));
    std::vector<std::string> keys;
    for (const RecordRow& row : record.rows) keys.push_back(row.key);
    EXPECT_THAT(keys, ElementsAre("sort/8", "find_mean", "bare"));
    EXPECT_THAT(record.row("sort/8")->metric(metric::kTime)->samples, ElementsAre(10, 12));
    EXPECT_THAT(record.row("find_mean")->metric(metric::kTime)->samples, ElementsAre(7))
        << "a name of its own";
    EXPECT_DOUBLE_EQ(valueOf(record, "bare", metric::kTime), 4);
}

TEST(InterchangeTest, hyperfineTimesAreSecondsOfWholeProcesses) {
    const RunRecord record = imported(fixture("hyperfine.json"));
    EXPECT_EQ(record.source, "hyperfine");
    ASSERT_THAT(record.rows, SizeIs(2));
    const Metric& time = *record.row("true")->metric(metric::kTime);
    ASSERT_THAT(time.samples, SizeIs(5));
    EXPECT_DOUBLE_EQ(time.samples[0], 0.039915776e9);
    EXPECT_DOUBLE_EQ(time.value.value, 0.001004651e9);
    EXPECT_DOUBLE_EQ(valueOf(record, "true", metric::kUserTime), 0.0008572e9);
    EXPECT_THAT(record.warnings, IsEmpty());
}

TEST(InterchangeTest, hyperfineTellsFailedCommandsAndParameters) {
    const RunRecord record = imported(fixture("hyperfine_parameters.json"));
    ASSERT_THAT(record.rows, SizeIs(2));
    EXPECT_EQ(record.rows[0].input, "n=1");
    EXPECT_EQ(record.rows[1].reason, "exit status 2 in 3 of 3 runs");
    EXPECT_THAT(record.warnings, SizeIs(2));
}

TEST(InterchangeTest, criterionFoldersGiveTimePerIterationOfEachSample) {
    const RunRecord record = imported(fixture("criterion"));
    EXPECT_EQ(record.source, "criterion");
    ASSERT_THAT(record.rows, SizeIs(3));
    const Metric& time = *record.row("fib 20")->metric(metric::kTime);
    EXPECT_THAT(time.samples, ElementsAre(20, 21, 22, 20, 21, 22, 20, 21, 22, 20)) << "new, not base";
    EXPECT_EQ(time.value.value, 21);
    EXPECT_EQ(record.row("serialize/act/copy/1000")->input, "1000");
    EXPECT_DOUBLE_EQ(valueOf(record, "serialize/act/copy/1000", metric::kRawRate), 1000 * 1e9 / 50);
    // Only estimates, and only of the run before.
    const Metric& estimated = *record.row("flat/sum")->metric(metric::kTime);
    EXPECT_THAT(estimated.samples, IsEmpty());
    EXPECT_EQ(estimated.value.low, 18);
    EXPECT_EQ(estimated.value.high, 22);
    EXPECT_DOUBLE_EQ(valueOf(record, "flat/sum", metric::kItemRate), 50 * 1e9 / 20);
}

TEST(InterchangeTest, figuresThatAreNoNumbersAreAbsent) {
    const TempFolder folder;
    // As version 1.8 writes what has no value; in a name the words mean themselves.
    const RunRecord record = imported(folder.write("b.json", R"({"context": {"mhz_per_cpu": -Infinity},
        "benchmarks": [
        {"name": "NaN \"Infinity", "run_type": "iteration", "real_time": 2, "cpu_time": 1, "time_unit": "ns",
         "bytes_per_second": Infinity, "items_per_second": -NaN, "mine": NaN},
        {"name": "NaN \"Infinity_cv", "run_name": "NaN \"Infinity", "run_type": "aggregate",
         "aggregate_name": "cv", "real_time": NaN, "cpu_time": NaN, "time_unit": "ns"}]})"));
    ASSERT_THAT(record.rows, SizeIs(1));
    EXPECT_EQ(record.rows[0].key, "NaN \"Infinity");
    EXPECT_EQ(valueOf(record, record.rows[0].key, metric::kTime), 2);
    EXPECT_EQ(record.rows[0].metric(metric::kRawRate), nullptr);
    EXPECT_EQ(record.rows[0].metric(metric::kItemRate), nullptr);
    EXPECT_EQ(importRun(folder.write("c.json", R"({"context": {}, "benchmarks": [Nan]})"), {}).error().code,
              ErrorCode::InvalidArgument);
}

TEST(InterchangeTest, whatSkipsItselfIsNoFailure) {
    const TempFolder folder;
    const RunRecord record = imported(folder.write("b.json", R"({"context": {}, "benchmarks": [
        {"name": "gpu", "run_type": "iteration", "skipped": true, "skip_message": "no GPU here",
         "real_time": 0, "cpu_time": 0, "time_unit": "ns"},
        {"name": "flaky", "run_type": "iteration", "error_occurred": true, "error_message": "no luck",
         "real_time": 0, "cpu_time": 0, "time_unit": "ns"},
        {"name": "flaky", "run_type": "iteration", "real_time": 2, "cpu_time": 2, "time_unit": "ns"}]})"));
    EXPECT_EQ(record.row("gpu")->state, MeasureState::Unavailable);
    EXPECT_EQ(record.row("gpu")->reason, "no GPU here");
    EXPECT_EQ(record.row("flaky")->state, MeasureState::Measured);
    EXPECT_EQ(record.row("flaky")->failures, 1U);
}

TEST(InterchangeTest, hyperfineRowsAreToldApartByWhatOnlyTheirParametersSay) {
    const TempFolder folder;
    const RunRecord record = imported(folder.write("h.json", R"({"results": [
        {"command": "./prog", "times": [1], "parameters": {"branch": "main"}},
        {"command": "./prog", "times": [2], "parameters": {"branch": "dev"}}]})"));
    EXPECT_EQ(valueOf(record, "./prog (branch=dev)", metric::kTime), 2e9);
    const auto endless = importRun(
        folder.write("e.json", R"({"results": [{"command": "x", "times": [1, 1, 1e300, 1e300]}]})"), {});
    ASSERT_FALSE(endless.ok());
    EXPECT_EQ(endless.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(endless.error().describe(), HasSubstr("times"));
}

TEST(InterchangeTest, aGroupOfCriterionMayHaveItsName) {
    const TempFolder folder;
    for (const char* const group : {"criterion", "parse"}) {
        const std::string where = fmt::format("target/criterion/{}/new", group);
        std::filesystem::create_directories(folder.file(where));
        folder.write(where + "/sample.json", R"({"iters": [1, 2], "times": [20, 40]})");
    }
    EXPECT_THAT(imported(folder.file("target/criterion")).rows, SizeIs(2));
    EXPECT_THAT(imported(folder.file("target")).rows, SizeIs(2));
    EXPECT_TRUE(*hasCriterionResults(folder.path(), {}));
    EXPECT_FALSE(*hasCriterionResults(TempFolder().path(), {}));
}

TEST(InterchangeTest, divanTellsWhatABenchmarksOwnOutputHides) {
    const TempFolder folder;
    const RunRecord record = imported(folder.write(
        "d.txt",
        "codecs       fastest       │ slowest       │ median        │ mean          │ samples │ iters\n"
        "├─ loud   hello\n"
        "1.1 ns        │ 1.2 ns        │ 1.1 ns        │ 1.1 ns        │ 100     │ 100\n"
        "╰─ quiet     1.1 ns        │ 1.2 ns        │ 1.1 ns        │ 1.1 ns        │ 100     │ 100\n"));
    EXPECT_THAT(record.rows, SizeIs(1));
    EXPECT_THAT(record.warnings, Contains(HasSubstr("line 2: no figures of")));
}

TEST(InterchangeTest, criterionKnowsEachKindOfThroughput) {
    const std::tuple<const char*, double, double> cases[] = {
        // each iteration takes 20 ns: bytes, items
        {R"({"Bytes": 40})", 2e9, 0},
        {R"({"BytesDecimal": 40})", 2e9, 0},
        {R"({"Bits": 80})", 5e8, 0},
        {R"({"Elements": 10})", 0, 5e8},
        {R"({"ElementsAndBytes": {"elements": 10, "bytes": 40}})", 2e9, 5e8},
    };
    for (const auto& [throughput, bytes, items] : cases) {
        const TempFolder folder;
        std::filesystem::create_directories(folder.file("fib/new"));
        folder.write("fib/new/sample.json", R"({"iters": [1, 2], "times": [20, 40]})");
        folder.write("fib/new/benchmark.json", fmt::format(R"({{"throughput": {}}})", throughput));
        const RunRecord record = imported(folder.path());
        const RecordRow* const row = record.row("fib");
        ASSERT_NE(row, nullptr) << throughput;
        const auto rate = [row](std::string_view metric) {
            const Metric* const found = row->metric(metric);
            return found != nullptr ? found->value.value : 0;
        };
        EXPECT_DOUBLE_EQ(rate(metric::kRawRate), bytes) << throughput;
        EXPECT_DOUBLE_EQ(rate(metric::kItemRate), items) << throughput;
    }
}

TEST(InterchangeTest, criterionIsFoundFromTheProjectsFolder) {
    const TempFolder folder;
    std::filesystem::create_directories(folder.file("target"));
    std::filesystem::copy(fixture("criterion"), folder.file("target/criterion"),
                          std::filesystem::copy_options::recursive);
    for (const std::string& where : {folder.path(), folder.file("target"), folder.path() + "/"})
        EXPECT_THAT(imported(where).rows, SizeIs(3)) << where;
    EXPECT_THAT(imported(folder.file("target/criterion/fib_20")).rows, SizeIs(1));
}

TEST(InterchangeTest, divanTablesGiveMediansRatesAndAllocations) {
    const RunRecord record = imported(fixture("divan.txt"));
    EXPECT_EQ(record.source, "divan");
    std::vector<std::string> keys;
    for (const RecordRow& row : record.rows) keys.push_back(row.key);
    EXPECT_THAT(keys, ElementsAre("codecs/copy/10", "codecs/copy/(65536, 3, 2)", "codecs/inner/slow",
                                  "codecs/inner/zero/u32", "codecs/inner/zero/u64", "second/teams"));
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kTime), 3.297);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kFastest), 3.282);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kSlowest), 35.9);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kRawRate), 25.6 * 0x1p30);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kPeakHeap), 64.5 * 1024);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kAllocations), 3);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[0], metric::kAllocatedBytes), 466.4e3);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[1], metric::kTime), 256.5e3);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[2], metric::kSlowest), 1.697e9);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[2], metric::kItemRate), 2.5e6);
    EXPECT_DOUBLE_EQ(valueOf(record, keys[3], metric::kTime), 0.75);
    EXPECT_THAT(record.rows[0].metric(metric::kTime)->samples, IsEmpty());
}

TEST(InterchangeTest, ownRunsComeBack) {
    const TempFolder folder;
    const RunRecord record = tests::historySample("quick look");
    const RunRecord back = imported(folder.write("run.json", toJson(record).dump()));
    EXPECT_EQ(toJson(back), toJson(record));
}

TEST(InterchangeTest, googleBenchmarkWrittenByUsIsReadBack) {
    const TempFolder folder;
    const RunRecord record = tests::historySample("quick look");
    const Json json = toGoogleBenchmark(record);
    const RunRecord back = imported(folder.write("run.json", json.dump()));
    ASSERT_THAT(back.rows, SizeIs(2)) << "the failed row has no time";
    EXPECT_EQ(back.startedUtc, record.startedUtc);
    for (const RecordRow& row : back.rows)
        EXPECT_EQ(row.metric(metric::kTime)->samples, record.row(row.key)->metric(metric::kTime)->samples);
    // What compare.py looks for.
    const Json& entries = json["benchmarks"];
    ASSERT_THAT(entries, SizeIs(2 * (3 + 3)));
    EXPECT_EQ(entries[0]["run_type"], "iteration");
    EXPECT_EQ(entries[0]["time_unit"], "ns");
    EXPECT_EQ(entries[4]["run_type"], "aggregate");
    EXPECT_EQ(entries[4]["aggregate_name"], "median");
    EXPECT_EQ(entries[4]["name"], record.rows[0].key + "_median");
    EXPECT_EQ(entries[4]["real_time"], 1.5e6);
    EXPECT_DOUBLE_EQ(entries[5]["real_time"].get<double>(), 0.25e6) << "standard deviation";
}

TEST(InterchangeTest, whatMakesNoSenseIsRefusedWithFileAndPlace) {
    struct Case {
        const char* name;
        const char* text;
        ErrorCode code;
        const char* says;
    };
    const Case cases[] = {
        {"empty", "", ErrorCode::NotThisFormat, "criterion"},
        {"a text", "fastest is best\n", ErrorCode::NotThisFormat, "hyperfine"},
        {"a list", "[1, 2]", ErrorCode::NotThisFormat, ""},
        {"another schema", R"({"schema": "spacebench.lab", "version": 1})", ErrorCode::NotThisFormat, ""},
        {"a later version", R"({"schema": "spacebench.run", "version": 9})", ErrorCode::UnsupportedVersion,
         "9"},
        {"half JSON", "{\"context\": {\n", ErrorCode::InvalidArgument, "line"},
        {"no benchmarks", R"({"context": {}, "benchmarks": []})", ErrorCode::NotThisFormat, "google"},
        {"benchmarks no list", R"({"context": {}, "benchmarks": 7})", ErrorCode::InvalidArgument,
         "benchmarks"},
        {"negative time",
         R"({"context": {}, "benchmarks": [{"name": "a", "real_time": -1, "cpu_time": 1, "time_unit": "ns"}]})",
         ErrorCode::InvalidArgument, "benchmarks[0].real_time"},
        {"endless time",
         R"({"context": {}, "benchmarks": [{"name": "a", "real_time": 1e305, "time_unit": "s"}]})",
         ErrorCode::InvalidArgument, "real_time"},
        {"no time", R"({"context": {}, "benchmarks": [{"name": "a", "time_unit": "ns"}]})",
         ErrorCode::InvalidArgument, "real_time"},
        {"strange unit",
         R"({"context": {}, "benchmarks": [{"name": "a", "real_time": 1, "time_unit": "h"}]})",
         ErrorCode::InvalidArgument, "time_unit"},
        {"hyperfine times", R"({"results": [{"command": "a", "times": [1, "x"]}]})",
         ErrorCode::InvalidArgument, "results[0].times"},
        {"hyperfine without times", R"({"results": [{"command": "a"}]})", ErrorCode::InvalidArgument,
         "times"},
        {"divan without figures",
         "x  fastest \u2502 slowest \u2502 median \u2502 mean \u2502 samples \u2502 iters\n"
         "\u2570\u2500 a  soon \u2502 1 ns \u2502 1 ns \u2502 1 ns \u2502 1 \u2502 1\n",
         ErrorCode::InvalidArgument, "no time"},
    };
    for (const Case& one : cases) {
        const TempFolder folder;
        const std::string file = folder.write("results", one.text);
        const auto record = importRun(file, {});
        ASSERT_FALSE(record.ok()) << one.name;
        EXPECT_EQ(record.error().code, one.code) << one.name << ": " << record.error().describe();
        EXPECT_EQ(record.error().file, file) << one.name;
        EXPECT_THAT(record.error().describe(), HasSubstr(one.says)) << one.name;
    }
    EXPECT_EQ(importRun("/no/such/file", {}).error().code, ErrorCode::Io);
    const TempFolder empty;
    EXPECT_EQ(importRun(empty.path(), {}).error().code, ErrorCode::NotThisFormat);
}

TEST(InterchangeTest, damagedCriterionFilesAreNamed) {
    const std::pair<const char*, const char*> cases[] = {
        {"sample.json", R"({"sampling_mode": "Linear", "iters": [1, 2], "times": [1]})"},
        {"sample.json", R"({"sampling_mode": "Linear", "iters": [0], "times": [1]})"},
        {"sample.json", R"({"iters": [], "times": []})"},
        {"sample.json", "{"},
        {"estimates.json", R"({"mean": {}})"},
        {"benchmark.json", "[]"},
    };
    for (const auto& [name, text] : cases) {
        const TempFolder folder;
        std::filesystem::copy(fixture("criterion/fib_20"), folder.file("fib"),
                              std::filesystem::copy_options::recursive);
        const std::string file = folder.write(std::string("fib/new/") + name, text);
        const auto record = importRun(folder.path(), {});
        ASSERT_FALSE(record.ok()) << text;
        EXPECT_EQ(record.error().code, ErrorCode::InvalidArgument) << text;
        EXPECT_EQ(record.error().file, file) << text;
    }
}

TEST(InterchangeTest, spoiledFilesNeverCrash) {
    const TempFolder folder;
    tests::SeededRandom random(11);
    for (const char* const name :
         {"google_benchmark_repeated.json", "hyperfine_parameters.json", "divan.txt"}) {
        const Bytes sound = tests::readFile(fixture(name));
        ASSERT_FALSE(sound.empty());
        for (int round = 0; round < 200; ++round) {
            Bytes spoiled = sound;
            for (std::uint64_t flips = 1 + random.below(5); flips > 0; --flips)
                spoiled[random.below(spoiled.size())] = static_cast<Byte>(random.below(256));
            if (round % 4 == 0) spoiled.resize(random.below(spoiled.size()));
            static_cast<void>(importRun(folder.write("x", asText(spoiled)), {}));
        }
    }
}

TEST(InterchangeTest, timesWithZonesBecomeUtc) {
    const std::pair<const char*, const char*> cases[] = {
        {"2026-11-22T23:11:35+00:00", "2026-11-22T23:11:35Z"},
        {"2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z"},
        {"2024-03-01T00:15:00+05:45", "2024-02-29T18:30:00Z"},
        {"2026-11-22T23:11:35Z", "2026-11-22T23:11:35Z"},
        {"2026-11-22 23:11:35", "2026-11-22T23:11:35Z"},
        {"2026-13-22T23:11:35Z", ""},
        {"yesterday", ""},
        {"2026-11-22T23:11:35+x", ""},
    };
    for (const auto& [text, utc] : cases) EXPECT_EQ(utcOf(text), utc) << text;
}

} // namespace
} // namespace spacebench::results
