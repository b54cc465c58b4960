// SPDX-License-Identifier: Apache-2.0
#include "results/target_table.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "results/metric_catalog.h"
#include "support/temp_folder.h"

namespace spacebench::results {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr const char* kTable = R"({
  "schema": "spacebench.targets",
  "version": 1,
  "id": "team",
  "title": "Our own",
  "targets": [
    {"id": "A", "metric": "time", "operation": "serialize", "format": "paths", "atoms": "100K",
     "limit": "5 ms", "stretch": "800 us", "strict": true},
    {"id": "B", "group": "Resources", "metric": "cpu_use", "floor": "40 %", "limit": 0.8,
     "ceiling": "95 %", "least_threads": 2, "lower_is_better": true},
    {"id": "C", "metric": "atoms_per_second", "limit": "200K"},
    {"id": "D", "metric": "peak_heap_bytes", "limit": "64MiB"}
  ],
  "references": [
    {"id": "old", "machine": "a laptop", "source": "last year", "figures": [
      {"operation": "serialize", "format": "paths", "atoms": 100000, "metric": "time", "value": "7 ms"}]}
  ]
})";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

TEST(TargetTable, readsWhatPeopleWriteWithUnits) {
    const auto table = targetTableFromText(kTable, "team.json");
    ASSERT_TRUE(table.ok()) << table.error().describe();
    const std::vector<TableTarget>& targets = table.value().targets;
    ASSERT_THAT(targets, SizeIs(4));
    EXPECT_EQ(targets[0].atoms, 100'000u);
    EXPECT_DOUBLE_EQ(targets[0].limit, 5e6);
    EXPECT_DOUBLE_EQ(*targets[0].stretch, 8e5);
    EXPECT_TRUE(targets[0].lowerIsBetter); // as is usual for times
    EXPECT_TRUE(targets[0].strict);
    EXPECT_DOUBLE_EQ(*targets[1].floor, 0.4);
    EXPECT_DOUBLE_EQ(*targets[1].ceiling, 0.95);
    EXPECT_EQ(targets[1].leastThreads, 2u);
    EXPECT_FALSE(targets[2].lowerIsBetter);
    EXPECT_DOUBLE_EQ(targets[2].limit, 200e3);
    EXPECT_DOUBLE_EQ(targets[3].limit, 64.0 * 1024 * 1024);
    EXPECT_DOUBLE_EQ(table.value().references.at(0).figures.at(0).value, 7e6);
    EXPECT_EQ(limitText(targets[0]), "< 5 ms");
    EXPECT_EQ(limitText(targets[1]), "40 % to 80 %");
}

TEST(TargetTable, comesBackFromJsonAsItWas) {
    for (const TargetTable& table : {guideTable(), targetTableFromText(kTable, "").value()}) {
        const auto again = targetTableFromText(toJson(table).dump(2), "again");
        ASSERT_TRUE(again.ok()) << again.error().describe();
        EXPECT_EQ(toJson(again.value()), toJson(table));
    }
}

TEST(TargetTable, refusesMistakesWithTheirLine) {
    struct Case {
        const char* what;
        const char* with;
        std::uint64_t line;
        const char* says;
    };
    const Case cases[] = {
        {"\"version\": 1", "\"version\": 2", 3, "version"},
        {"spacebench.targets", "spacebench.plan", 2, "no target table"},
        {"\"id\": \"team\"", "\"id\": \"../team\"", 4, "no id of a table"},
        {"\"title\"", "\"titel\"", 5, "titel"},
        {"\"metric\": \"time\", \"operation\"", "\"metric\": \"tme\", \"operation\"", 7, "no such metric"},
        {"\"operation\": \"serialize\", \"format\": \"paths\", \"atoms\": \"100K\"",
         "\"operation\": \"sing\", \"format\": \"paths\", \"atoms\": \"100K\"", 7, "no such operation"},
        {"\"limit\": \"5 ms\"", "\"limit\": \"5 parsecs\"", 8, "no value of the metric"},
        {"\"limit\": \"5 ms\"", "\"limit\": -5", 8, "no value of the metric"},
        {"\"limit\": \"5 ms\"", "\"limit\": 1e300", 8, "no value of the metric"},
        {"\"limit\": \"5 ms\"", "\"limit\": \"inf\"", 8, "no value of the metric"},
        {"\"stretch\": \"800 us\"", "\"stretch\": \"6 ms\"", 8, "easier than the limit"},
        {"\"floor\": \"40 %\"", "\"floor\": \"90 %\"", 9, "not below the limit"},
        {"\"ceiling\": \"95 %\"", "\"ceiling\": \"60 %\"", 10, "below the limit"},
        {"\"lower_is_better\": true", "\"lower_is_better\": \"yes\"", 10, ""},
        {"\"id\": \"C\"", "\"id\": \"A\"", 11, "stands twice"},
        {"\"machine\": \"a laptop\", ", "", 15, "machine"},
        {"\"limit\": 0.8,", "", 9, "limit"},
    };
    for (const Case& one : cases) {
        const auto table = targetTableFromText(replaced(kTable, one.what, one.with), "team.json");
        ASSERT_FALSE(table.ok()) << one.with;
        EXPECT_EQ(table.error().file, "team.json") << one.with;
        ASSERT_TRUE(table.error().position.has_value()) << one.with;
        EXPECT_EQ(table.error().position->line, one.line) << one.with << ": " << table.error().describe();
        EXPECT_THAT(table.error().describe(), HasSubstr(one.says));
    }
    EXPECT_FALSE(targetTableFromText("", "x").ok());
    EXPECT_FALSE(targetTableFromText(std::string(100'000, '['), "x").ok());
    EXPECT_FALSE(targetTableFromText("[]", "x").ok());
}

TEST(TargetTables, areKeptReplacedAndRemoved) {
    const tests::TempFolder folder;
    TargetTable table = targetTableFromText(kTable, "").value();
    ASSERT_TRUE(saveTargetTable(table, folder.path()).ok());
    table.title = "Changed";
    ASSERT_TRUE(saveTargetTable(table, folder.path()).ok());
    table.id = "another";
    ASSERT_TRUE(saveTargetTable(table, folder.path()).ok());
    const auto all = allTargetTables(folder.path());
    ASSERT_TRUE(all.ok());
    ASSERT_THAT(all.value(), SizeIs(3));
    EXPECT_TRUE(all.value()[0].builtIn);
    EXPECT_EQ(all.value()[1].id, "another");
    EXPECT_EQ(all.value()[2].title, "Changed");
    ASSERT_TRUE(removeTargetTable("team", folder.path()).ok());
    EXPECT_THAT(allTargetTables(folder.path()).value(), SizeIs(2));
    EXPECT_EQ(removeTargetTable("team", folder.path()).error().code, ErrorCode::InvalidArgument);
}

TEST(TargetTables, keepTheBuiltInOneAndTheFilesOutsideOfTheirFolder) {
    const tests::TempFolder folder;
    EXPECT_EQ(saveTargetTable(guideTable(), folder.path()).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(removeTargetTable("guide", folder.path()).error().code, ErrorCode::InvalidArgument);
    TargetTable table = targetTableFromText(kTable, "").value();
    for (const char* id : {"", "..", "../x", "a/b", "Big", ".hidden", "-x"}) {
        table.id = id;
        EXPECT_FALSE(saveTargetTable(table, folder.path()).ok()) << id;
    }
    std::ofstream(folder.path() + "/x.json") << "{}";
    EXPECT_FALSE(removeTargetTable("../x", folder.path()).ok());
    EXPECT_TRUE(std::filesystem::exists(folder.path() + "/x.json"));
}

TEST(TargetTables, areThereThoughSomeFilesAreNone) {
    const tests::TempFolder folder;
    ASSERT_TRUE(saveTargetTable(targetTableFromText(kTable, "").value(), folder.path()).ok());
    const std::string targets = folder.path() + "/targets/";
    std::ofstream(targets + "broken.json") << "{\"schema\":";
    std::ofstream(targets + "renamed.json") << kTable;
    std::ofstream(targets + "notes.txt") << "not looked at";
    std::filesystem::create_directory(targets + "folder.json");
    std::vector<Error> problems;
    const auto all = allTargetTables(folder.path(), &problems);
    ASSERT_TRUE(all.ok());
    EXPECT_THAT(all.value(), SizeIs(2));
    EXPECT_THAT(problems, SizeIs(3));
}

} // namespace
} // namespace spacebench::results
