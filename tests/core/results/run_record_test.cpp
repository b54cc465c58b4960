// SPDX-License-Identifier: Apache-2.0
#include "results/run_record.h"

#include <functional>

#include <gtest/gtest.h>

#include "history_sample.h"

namespace spacebench::results {
namespace {

using Json = nlohmann::ordered_json;

TEST(RunRecordTest, comesBackFromItsJsonAsItWas) {
    const RunRecord record = tests::historySample("quick look");
    const auto back = recordFromJson(Json::parse(toJson(record).dump()));
    ASSERT_TRUE(back.ok()) << back.error().describe();
    EXPECT_EQ(toJson(*back), toJson(record));
    EXPECT_EQ(back->rows.size(), record.rows.size());
    EXPECT_EQ(back->rows[0].metric(metric::kTime)->samples, record.rows[0].metric(metric::kTime)->samples);
    EXPECT_EQ(back->rows[0].rounds, record.rows[0].rounds);
    EXPECT_EQ(back->rows[0].threads, 2U);
    EXPECT_EQ(back->rows[0].failures, 1U);
}

TEST(RunRecordTest, findsRowsAndMetricsByName) {
    const RunRecord record = tests::historySample("t");
    ASSERT_NE(record.row("serialize/mtts/zlib:6@kb.paths"), nullptr);
    EXPECT_EQ(record.row("no such row"), nullptr);
    EXPECT_NE(record.rows[0].metric("time"), nullptr);
    EXPECT_EQ(record.rows[0].metric("nothing"), nullptr);
}

TEST(RunRecordTest, unknownKeysAreIgnoredAndAbsentOnesHaveDefaults) {
    const Json json = {{"schema", "spacebench.run"}, {"version", 1}, {"later", {1, 2}}};
    const auto record = recordFromJson(json);
    ASSERT_TRUE(record.ok()) << record.error().describe();
    EXPECT_EQ(record->machine, "unknown");
    EXPECT_TRUE(record->complete);
    EXPECT_TRUE(record->plan.is_null());
}

TEST(RunRecordTest, tagsComeSortedAndOnce) {
    Json json = toJson(tests::historySample("t"));
    json["tags"] = {"b", "a", "b"};
    EXPECT_EQ(recordFromJson(json)->tags, (std::vector<std::string>{"a", "b"}));
}

TEST(RunRecordTest, laterVersionsAreRefused) {
    Json json = toJson(tests::historySample("t"));
    json["version"] = 2;
    const auto read = recordFromJson(json);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::UnsupportedVersion);
    EXPECT_EQ(read.error().found, "version 2");
}

TEST(RunRecordTest, whatMakesNoSenseIsRefusedWithItsPlace) {
    struct Case {
        const char* name;
        std::function<void(Json&)> spoil;
        const char* place;
    };
    const Case cases[] = {
        {"schema", [](Json& j) { j["schema"] = "spacebench.lab"; }, "schema"},
        {"no schema", [](Json& j) { j.erase("schema"); }, "schema"},
        {"a list", [](Json& j) { j = Json::array({1}); }, "document"},
        {"a number", [](Json& j) { j = 7; }, "document"},
        {"title", [](Json& j) { j["title"] = 7; }, "title"},
        {"negative elapsed", [](Json& j) { j["elapsed_seconds"] = -1; }, "elapsed_seconds"},
        {"rows", [](Json& j) { j["rows"] = "many"; }, "rows"},
        {"row", [](Json& j) { j["rows"][1] = nullptr; }, "rows[1]"},
        {"key", [](Json& j) { j["rows"][1].erase("key"); }, "rows[1].key"},
        {"atoms", [](Json& j) { j["rows"][0]["atoms"] = -5; }, "rows[0].atoms"},
        {"half atoms", [](Json& j) { j["rows"][0]["atoms"] = 1.5; }, "rows[0].atoms"},
        {"state", [](Json& j) { j["rows"][0]["state"] = "fine"; }, "rows[0].state"},
        {"unit", [](Json& j) { j["rows"][0]["metrics"][0]["unit"] = "m"; }, "rows[0].metrics[0].unit"},
        {"value", [](Json& j) { j["rows"][0]["metrics"][0].erase("value"); }, "rows[0].metrics[0].value"},
        {"negative time", [](Json& j) { j["rows"][0]["metrics"][0]["value"] = -1; },
         "rows[0].metrics[0].value"},
        {"sample", [](Json& j) { j["rows"][0]["metrics"][0]["samples"][2] = "x"; },
         "rows[0].metrics[0].samples"},
        {"turned interval",
         [](Json& j) {
             j["rows"][0]["metrics"][0]["ci95"] = {9, 1};
         },
         "rows[0].metrics[0].ci95"},
        {"half an interval", [](Json& j) { j["rows"][0]["metrics"][0]["ci95"] = {9}; },
         "rows[0].metrics[0].ci95"},
        {"metric twice", [](Json& j) { j["rows"][0]["metrics"].push_back(j["rows"][0]["metrics"][0]); },
         "rows[0]"},
        {"tags", [](Json& j) { j["tags"] = {1}; }, "tags"},
    };
    for (const Case& one : cases) {
        Json json = toJson(tests::historySample("t"));
        one.spoil(json);
        const auto read = recordFromJson(json);
        ASSERT_FALSE(read.ok()) << one.name;
        EXPECT_EQ(read.error().code, ErrorCode::InvalidArgument) << one.name;
        EXPECT_NE(read.error().message.find(one.place), std::string::npos)
            << one.name << ": " << read.error().describe();
    }
}

TEST(RunRecordTest, deepDocumentsAreRefused) {
    Json deep = Json::array();
    for (int i = 0; i < 200; ++i) {
        Json outer = Json::array();
        outer.push_back(std::move(deep));
        deep = std::move(outer);
    }
    Json json = toJson(tests::historySample("t"));
    json["document"] = std::move(deep);
    EXPECT_EQ(recordFromJson(json).error().code, ErrorCode::InvalidArgument);
}

TEST(RunRecordTest, unitsHaveNamesThatLeadBack) {
    for (const MetricUnit unit : {MetricUnit::Nanoseconds, MetricUnit::PerSecond, MetricUnit::BytesPerSecond,
                                  MetricUnit::Bytes, MetricUnit::Count, MetricUnit::Ratio, MetricUnit::Share})
        EXPECT_EQ(unitNamed(unitName(unit)), unit);
    EXPECT_EQ(unitNamed("furlong"), std::nullopt);
}

TEST(RunRecordTest, figuresReadAsPeopleWriteThem) {
    const std::tuple<MetricUnit, double, const char*> cases[] = {
        {MetricUnit::Nanoseconds, 3.2e6, "3.2 ms"},
        {MetricUnit::PerSecond, 1.25e6, "1.25 M/s"},
        {MetricUnit::PerSecond, 12, "12 /s"},
        {MetricUnit::BytesPerSecond, 512.3e6, "512.3 MB/s"},
        {MetricUnit::Bytes, 65536, "64 KiB"},
        {MetricUnit::Bytes, -65536, "-64 KiB"},
        {MetricUnit::Count, 1234567, "1,234,567"},
        {MetricUnit::Count, 0.5, "0.5"},
        {MetricUnit::Ratio, 2.5, "2.5 x"},
        {MetricUnit::Share, 0.875, "87.5 %"},
        {MetricUnit::Bytes, 1e30, "1000000000000000019884624838656 B"},
    };
    for (const auto& [unit, value, text] : cases) EXPECT_EQ(metricText(unit, value), text);
    EXPECT_EQ(metricText(MetricUnit::Bytes, std::nan("")), "unknown");
}

} // namespace
} // namespace spacebench::results
