// SPDX-License-Identifier: Apache-2.0
#include "results/lab_result.h"

#include <gmock/gmock.h>

#include "support/seeded_random.h"

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

LabRow rowOf(std::string codec, int level, std::uint64_t stored, std::uint64_t compressNs,
             std::uint64_t decompressNs) {
    LabRow row;
    row.codec = codec;
    row.family = std::move(codec);
    row.level = level;
    row.rawBytes = 1'000'000;
    row.storedBytes = stored;
    row.verified = true;
    row.chunks = 1;
    if (compressNs != 0) row.compress = Timing::of({compressNs});
    if (decompressNs != 0) row.decompress = Timing::of({decompressNs});
    return row;
}

LabRun sampleRun() {
    LabRun run;
    run.environment = {{"cpu", "some"}, {"warnings", {"one"}}};
    run.input = "space.paths";
    run.inputHash = "00ff";
    run.atoms = 12;
    run.rawBytes = 1'000'000;
    run.storedBytes = 200'000;
    run.memcpyNs = 123.25;
    run.budgetSeconds = 120;
    run.elapsedSeconds = 1.5;
    run.complete = false;
    LabRow stored = rowOf("zlib", 0, 200'000, 0, 9'000'000);
    stored.asStored = true;
    LabRow full = rowOf("zstd", 19, 150'000, 90'000'000, 3'000'000);
    full.backend = "zstd 1.5.4";
    full.compress = Timing::of({90'000'000, 80'000'000, 100'000'000});
    full.workers = 2;
    full.windowLog = 27;
    full.dictionary = true;
    full.dictionaryBytes = 1000;
    full.stage = "columns";
    full.chunkBytes = 65536;
    full.threads = 2;
    full.note = "two dictionaries, \"quoted\"";
    full.estimate = true;
    full.storedInterval = Interval{150'000, 140'000.5, 160'000};
    full.rawChunks = 1;
    full.chunks = 16;
    full.writeFile = Timing::of({100'000'000});
    full.readFile = Timing::of({4'000'000});
    full.compressPeakBytes = 12345;
    full.decompressCpu = 0.98;
    LabRow absent = rowOf("zlib-ng", 9, 0, 0, 0);
    absent.state = MeasureState::Unavailable;
    absent.reason = "not found, sorry";
    absent.verified = false;
    run.rows = {stored, full, absent};
    run.warnings = {"something"};
    return run;
}

TEST(LabResult, namesRowsForPeople) {
    EXPECT_EQ(rowOf("zstd", 19, 1, 1, 1).label(), "zstd 19");
    EXPECT_EQ(rowOf("snappy", 0, 1, 1, 1).label(), "snappy");
    EXPECT_EQ(rowOf("none", 0, 1, 1, 1).label(), "none");
    LabRow isal = rowOf("isal", 0, 1, 1, 1);
    isal.family = "zlib";
    EXPECT_EQ(isal.label(), "isal 0") << "its level 0 is a level";
    LabRow row = rowOf("zstd", 3, 1, 1, 1);
    row.windowLog = 27;
    row.workers = 2;
    EXPECT_EQ(row.label(), "zstd 3 long 27, 2 workers");
    row = rowOf("zstd", 19, 1, 1, 1);
    row.stage = "columns";
    row.chunkBytes = 64 << 10;
    EXPECT_EQ(row.label(), "columns + zstd 19, chunks of 64 KiB");
    row.dictionary = true;
    row.threads = 4;
    EXPECT_EQ(row.label(), "columns + zstd 19 with dictionary, chunks of 64 KiB, 4 threads");
    EXPECT_EQ(sampleRun().rows[0].label(), "as stored (zlib)");
}

TEST(LabResult, tellsRowsApartByKeys) {
    EXPECT_EQ(rowOf("zstd", -5, 1, 1, 1).key(), "none/zstd:-5/whole/t1");
    EXPECT_EQ(sampleRun().rows[0].key(), "stored");
    EXPECT_EQ(sampleRun().rows[1].key(), "columns/zstd:19,long=27,workers=2,dict/64K/t2");
    LabRow row = rowOf("lz4", 1, 1, 1, 1);
    row.chunkBytes = 3 << 20;
    EXPECT_EQ(row.key(), "none/lz4:1/3M/t1");
    row.chunkBytes = 5000;
    EXPECT_EQ(row.key(), "none/lz4:1/5000/t1");
}

TEST(LabResult, comesBackFromItsJson) {
    const LabRun run = sampleRun();
    const nlohmann::ordered_json json = toJson(run);
    EXPECT_EQ(json["schema"], "spacebench.lab");
    EXPECT_TRUE(json["rows"][2]["stored_bytes"].is_null());
    EXPECT_TRUE(json["rows"][2]["compress"].is_null());
    EXPECT_EQ(json["rows"][1]["compress_bytes_per_second"], 1'000'000 * 1e9 / 90'000'000);
    const auto back = labRunFromJson(nlohmann::json::parse(json.dump()));
    ASSERT_TRUE(back.ok()) << back.error().describe();
    EXPECT_EQ(nlohmann::json(toJson(*back)), nlohmann::json(json));
    EXPECT_EQ(back->rows[1].compress.samplesNs, run.rows[1].compress.samplesNs);
    EXPECT_EQ(back->rows[1].key(), run.rows[1].key());
}

TEST(LabResult, saysWhichKeyOfAJsonIsWrong) {
    const nlohmann::json good = toJson(sampleRun());
    const auto refusal = [](const nlohmann::json& json) {
        const auto run = labRunFromJson(json);
        EXPECT_FALSE(run.ok());
        if (run.ok()) return std::string();
        EXPECT_EQ(run.error().code, ErrorCode::InvalidArgument);
        return run.error().describe();
    };
    nlohmann::json more = good;
    more["something new"] = 1;
    more["rows"][0]["another"] = nullptr;
    EXPECT_TRUE(labRunFromJson(more).ok()) << "unknown keys are none of its business";

    EXPECT_THAT(refusal(nlohmann::json::array()), HasSubstr("an object"));
    EXPECT_THAT(refusal({{"schema", "spacebench.bench"}, {"version", 1}}), HasSubstr("schema"));
    for (const auto& [pointer, value, expected] :
         std::vector<std::tuple<std::string, nlohmann::json, std::string>>{
             {"/version", 2, "version"},
             {"/rows", 3, "rows"},
             {"/rows/1", nullptr, "rows[1]"},
             {"/rows/1/level", "high", "rows[1].level"},
             {"/rows/1/level", 1e12, "rows[1].level"},
             {"/rows/1/threads", std::uint64_t{1} << 40, "rows[1].threads"},
             {"/rows/1/state", "tired", "rows[1].state"},
             {"/rows/1/compress/samples_ns", {1, -2}, "rows[1].compress.samples_ns"},
             {"/rows/1/compress/ci95_ns", {1}, "rows[1].compress.ci95_ns"},
             {"/rows/1/stored_interval", 5, "rows[1].stored_interval"},
             {"/warnings", {1}, "warnings"}}) {
        nlohmann::json json = good;
        json[nlohmann::json::json_pointer(pointer)] = value;
        EXPECT_THAT(refusal(json), HasSubstr("'" + expected)) << pointer;
    }
    nlohmann::json missing = good;
    missing["rows"][0].erase("codec");
    EXPECT_THAT(refusal(missing), HasSubstr("'rows[0].codec'"));
}

TEST(LabResult, writesOneCsvLineARow) {
    const std::string csv = toCsv(sampleRun());
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
    EXPECT_THAT(csv, HasSubstr("\"two dictionaries, \"\"quoted\"\"\""));
    EXPECT_THAT(csv, HasSubstr("\"not found, sorry\""));
    EXPECT_THAT(csv, HasSubstr("90000000 80000000 100000000"));
}

TEST(LabResult, showsReasonsInItsText) {
    const std::string text = toText(sampleRun());
    EXPECT_THAT(text, HasSubstr("not complete"));
    EXPECT_THAT(text, HasSubstr("as stored (zlib)"));
    EXPECT_THAT(text, HasSubstr("not measurable here: not found, sorry"));
    EXPECT_THAT(text, HasSubstr("estimate"));
    EXPECT_THAT(text, HasSubstr("warning: something"));
}

TEST(LabResult, keepsOnItsFrontsWhatNothingBeats) {
    LabRun run;
    run.rows = {
        rowOf("a", 1, 500, 10, 10),  // fastest to compress
        rowOf("b", 1, 400, 30, 9),   // smaller, slower; fastest to decompress
        rowOf("c", 1, 400, 30, 9),   // the same again
        rowOf("d", 1, 450, 40, 20),  // beaten by b
        rowOf("e", 1, 300, 90, 50),  // smallest
        rowOf("f", 1, 300, 95, 40),  // as small: beaten, and better
        rowOf("g", 1, 100, 1, 1),    // rejected
        rowOf("h", 1, 200, 0, 1000), // never compressed here
    };
    run.rows[6].state = MeasureState::Rejected;
    EXPECT_THAT(paretoFront(run, ParetoOf::Compress), ElementsAre(4U, 1U, 0U));
    EXPECT_THAT(paretoFront(run, ParetoOf::Decompress), ElementsAre(7U, 5U, 1U));
    EXPECT_THAT(paretoFront({}, ParetoOf::Compress), IsEmpty());
}

// 100 B in 40 s of work, 300 B in 10 s, 900 B in 4 s: 100/v + 40 = 300/v + 10 at v = 200/30 B/s, and
// 300/v + 10 = 900/v + 4 at v = 100 B/s. 500 B in 9.5 s beats 300 B from 400 B/s on only, where 900 B are
// better already.
TEST(LabResult, findsTheBestRowForEveryLinkSpeed) {
    constexpr std::uint64_t kSecond = 1'000'000'000;
    LabRun run;
    run.rows = {rowOf("fast", 1, 900, 1, 4 * kSecond), rowOf("never", 1, 500, 1, 19 * kSecond / 2),
                rowOf("small", 1, 100, 1, 40 * kSecond), rowOf("middle", 1, 300, 1, 10 * kSecond)};
    const std::vector<LinkRange> ranges = bestByLinkSpeed(run);
    ASSERT_EQ(ranges.size(), 3U);
    EXPECT_EQ(run.rows[ranges[0].row].codec, "small");
    EXPECT_EQ(ranges[0].fromBytesPerSecond, 0);
    EXPECT_EQ(run.rows[ranges[1].row].codec, "middle");
    EXPECT_DOUBLE_EQ(ranges[1].fromBytesPerSecond, 200.0 / 30);
    EXPECT_EQ(run.rows[ranges[2].row].codec, "fast");
    EXPECT_DOUBLE_EQ(ranges[2].fromBytesPerSecond, 100);
    EXPECT_THAT(bestByLinkSpeed({}), IsEmpty());
}

TEST(LabResult, agreesWithTryingEveryRowAtManyLinkSpeeds) {
    tests::SeededRandom random(5);
    for (int round = 0; round < 200; ++round) {
        LabRun run;
        const std::uint64_t count = 1 + random.below(30);
        for (std::uint64_t i = 0; i < count; ++i)
            run.rows.push_back(rowOf("c", static_cast<int>(i),
                                     1 + random.below(round % 2 == 0 ? 10 : 100'000), 1,
                                     1 + random.below(round % 3 == 0 ? 10 : 1'000'000'000)));
        const auto cost = [&](std::size_t row, double bytesPerSecond) {
            return static_cast<double>(run.rows[row].storedBytes) / bytesPerSecond +
                   run.rows[row].decompress.medianNs.value / 1e9;
        };
        const std::vector<LinkRange> ranges = bestByLinkSpeed(run);
        ASSERT_FALSE(ranges.empty());
        EXPECT_EQ(ranges[0].fromBytesPerSecond, 0);
        for (std::size_t i = 1; i < ranges.size(); ++i) {
            EXPECT_LT(ranges[i - 1].fromBytesPerSecond, ranges[i].fromBytesPerSecond);
            const double at = ranges[i].fromBytesPerSecond;
            EXPECT_NEAR(cost(ranges[i - 1].row, at), cost(ranges[i].row, at), cost(ranges[i].row, at) * 1e-9);
        }
        for (double speed = 1e-3; speed < 1e13; speed *= 1.37) {
            std::size_t range = 0;
            while (range + 1 < ranges.size() && ranges[range + 1].fromBytesPerSecond <= speed) ++range;
            double best = cost(0, speed);
            for (std::size_t row = 1; row < run.rows.size(); ++row) best = std::min(best, cost(row, speed));
            ASSERT_LE(cost(ranges[range].row, speed), best * (1 + 1e-9)) << "round " << round;
        }
    }
}

TEST(LabResult, frontsAgreeWithComparingAllPairs) {
    tests::SeededRandom random(6);
    for (int round = 0; round < 300; ++round) {
        LabRun run;
        const std::uint64_t count = random.below(25);
        for (std::uint64_t i = 0; i < count; ++i)
            run.rows.push_back(
                rowOf("c", static_cast<int>(i), 1 + random.below(12), 1 + random.below(12), 1));
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < run.rows.size(); ++i) {
            bool beaten = false;
            for (std::size_t k = 0; k < run.rows.size(); ++k) {
                const LabRow& a = run.rows[i];
                const LabRow& b = run.rows[k];
                const bool notWorse =
                    b.storedBytes <= a.storedBytes && b.compress.medianNs.value <= a.compress.medianNs.value;
                const bool same =
                    b.storedBytes == a.storedBytes && b.compress.medianNs.value == a.compress.medianNs.value;
                beaten = beaten || (notWorse && (!same || k < i));
            }
            if (!beaten) expected.push_back(i);
        }
        std::vector<std::size_t> front = paretoFront(run, ParetoOf::Compress);
        for (std::size_t i = 1; i < front.size(); ++i)
            EXPECT_LT(run.rows[front[i - 1]].storedBytes, run.rows[front[i]].storedBytes);
        std::sort(front.begin(), front.end());
        EXPECT_EQ(front, expected) << "round " << round;
    }
}

} // namespace
} // namespace spacebench::results
