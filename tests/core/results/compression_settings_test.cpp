// SPDX-License-Identifier: Apache-2.0
#include "results/compression_settings.h"

#include <gmock/gmock.h>

#include "support/lab_rows.h"

namespace spacebench::results {
namespace {

using ::testing::HasSubstr;
using tests::labRow;
using tests::staged;

CompressionSettings full() {
    LabRow row = staged(labRow("zstd", -3, 1, 1, 1), "columns+ranks");
    row.chunkBytes = 65536;
    row.workers = 2;
    row.windowLog = 27;
    row.dictionary = true;
    row.threads = 4;
    Goal goal;
    goal.priority = Priority::Custom;
    goal.sizeWeight = 2.5;
    goal.compressWeight = 0;
    goal.leastDecompressBytesPerSecond = 1e8;
    goal.mostStoredBytes = 12345;
    goal.ownContainer = true;
    return settingsOf(tests::labRun({row}), 0, goal);
}

TEST(CompressionSettings, ComeBackFromTheirJson) {
    const nlohmann::json json = nlohmann::json::parse(toJson(full()).dump());
    EXPECT_EQ(json["schema"], "spacebench.compression");
    EXPECT_EQ(json["chunk_bytes"], 65536);
    const auto back = settingsFromJson(json);
    ASSERT_TRUE(back.ok()) << back.error().describe();
    EXPECT_EQ(nlohmann::json::parse(toJson(*back).dump()), json);
    EXPECT_EQ(back->goal.sizeWeight, 2.5);
    EXPECT_EQ(back->goal.mostStoredBytes, 12345U);
}

TEST(CompressionSettings, DescribeTheRowThatTheyWereMadeOf) {
    const LabRun run = tests::labRun({labRow("zstd", 3, 1, 1, 1), staged(labRow("zstd", 3, 1, 1, 1))});
    const CompressionSettings settings = settingsOf(run, 1, {});
    EXPECT_FALSE(describes(settings, run.rows[0]));
    EXPECT_TRUE(describes(settings, run.rows[1]));
}

TEST(CompressionSettings, SayWhichKeyIsWrong) {
    const auto refusal = [](const char* key, nlohmann::json value) {
        nlohmann::json json = nlohmann::json::parse(toJson(full()).dump());
        json[nlohmann::json::json_pointer(key)] = std::move(value);
        const auto read = settingsFromJson(json);
        EXPECT_FALSE(read.ok()) << key;
        return read.ok() ? std::string() : read.error().describe();
    };
    EXPECT_THAT(refusal("/schema", "other"), HasSubstr("schema"));
    EXPECT_THAT(refusal("/version", 2), HasSubstr("version"));
    EXPECT_THAT(refusal("/codec", 7), HasSubstr("codec"));
    EXPECT_THAT(refusal("/level", "high"), HasSubstr("level"));
    EXPECT_THAT(refusal("/threads", -1), HasSubstr("threads"));
    EXPECT_THAT(refusal("/workers", 5'000'000'000), HasSubstr("workers"));
    EXPECT_THAT(refusal("/goal/priority", "best"), HasSubstr("priority"));
    EXPECT_THAT(refusal("/goal/weights/size", -2), HasSubstr("size"));
    EXPECT_THAT(refusal("/goal/most_stored_bytes", "much"), HasSubstr("most_stored_bytes"));
    EXPECT_FALSE(settingsFromJson(nlohmann::json::array()).ok());
}

TEST(ConvertLine, MakesWhatConvertHasOptionsFor) {
    EXPECT_EQ(convertLine(labRow("zstd", 19, 1, 1, 1), "a/big.paths").command,
              "spacectl convert a/big.paths a/big.pathmap1 --codec zstd:19");
    EXPECT_EQ(convertLine(staged(labRow("zstd", -5, 1, 1, 1)), "big.paths").command,
              "spacectl convert big.paths big.sbcols --codec zstd:-5");
    EXPECT_EQ(convertLine(staged(labRow("snappy", 0, 1, 1, 1), "columns+ranks"), "my space.act").command,
              "spacectl convert 'my space.act' 'my space.sbcols' --codec snappy --dialect columns+ranks");
    EXPECT_EQ(convertLine(labRow("libdeflate", 9, 1, 1, 1), "x.paths").command,
              "spacectl convert x.paths x-new.paths --codec zlib:9");
    EXPECT_THAT(convertLine(labRow("libdeflate", 9, 1, 1, 1), "x.act").note, HasSubstr("library itself"));
    EXPECT_EQ(convertLine(labRow("lz4hc", 9, 1, 1, 1), "-x").command,
              "spacectl convert './-x' './-x.pathmap1' --codec lz4:9");
}

TEST(ConvertLine, SaysWhyThereIsNone) {
    const auto why = [](const LabRow& row) {
        const ConvertLine line = convertLine(row, "x.paths");
        EXPECT_TRUE(line.command.empty()) << line.command;
        return line.note;
    };
    EXPECT_THAT(why(labRow("libdeflate", 12, 1, 1, 1)), HasSubstr("levels 1 to 9"));
    EXPECT_THAT(why(labRow("isal", 1, 1, 1, 1)), HasSubstr("isal"));
    EXPECT_THAT(why(labRow("lz4", -8, 1, 1, 1)), HasSubstr("lz4 levels"));
    LabRow chunked = labRow("zstd", 3, 1, 1, 1);
    chunked.chunkBytes = 65536;
    chunked.dictionary = true;
    EXPECT_THAT(why(chunked), HasSubstr("dictionaries, chunks"));
}

} // namespace
} // namespace spacebench::results
