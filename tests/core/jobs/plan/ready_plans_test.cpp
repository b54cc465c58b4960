// SPDX-License-Identifier: Apache-2.0
#include "jobs/plan/ready_plans.h"

#include <set>

#include <gmock/gmock.h>

#include "formats/format.h"
#include "jobs/job.h"
#include "jobs/plan/plan.h"
#include "jobs/plan/plan_keys.h"
#include "support/temp_folder.h"
#include "tuning/technique.h"

namespace spacebench::jobs {
namespace {

using testing::HasSubstr;

std::set<std::string> keysOf(const Json& object) {
    std::set<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.insert(key);
    return keys;
}
template <class Keys>
std::set<std::string> setOf(const Keys& keys) {
    return {std::begin(keys), std::end(keys)};
}

Result<JobReport> runJob(const std::vector<std::pair<std::string, std::string>>& params) {
    ParamValues values;
    for (const auto& [id, value] : params) values.add(id, value);
    const WorkContext context;
    const SteadyClock clock;
    return findJob("plan")->run(values, {context, clock});
}

TEST(ReadyPlans, AreSoundAndNamedAsTheirFiles) {
    ASSERT_EQ(readyPlans().size(), readyPlanTexts().size());
    for (const ReadyPlanText& ready : readyPlanTexts()) {
        const auto plan = planFromText(ready.text, std::string(ready.file));
        ASSERT_TRUE(plan.ok()) << plan.error().describe();
        EXPECT_EQ(plan->name + ".json", ready.file);
        EXPECT_FALSE(plan->description.empty());
        EXPECT_NE(findReadyPlan(plan->name), nullptr);
        EXPECT_TRUE(expand(*plan).ok());
    }
    EXPECT_EQ(findReadyPlan("no such plan"), nullptr);
}

TEST(ReadyPlans, TheGuidesPlanCoversItsTablesAtItsSizes) {
    const Plan& plan = *findReadyPlan("guide");
    const auto expansion = expand(plan);
    ASSERT_TRUE(expansion.ok());
    std::set<std::string> keys;
    for (const Configuration& row : expansion->rows) keys.insert(row.key(plan));
    for (const char* atoms : {"1,000", "10,000", "100,000", "1,000,000"})
        for (const char* row : {"serialize/paths", "deserialize/paths", "serialize/act", "load/act/file",
                                "serialize/mtts", "deserialize/mtts"})
            EXPECT_EQ(keys.count(std::string(row) + "@generated: atoms, N = " + atoms + ", seed 1"), 1U)
                << row << " " << atoms;
    EXPECT_TRUE(expansion->skipped.empty());
}

TEST(ReadyPlans, TheQuickLookTakesUnderAMinute) {
    const auto expansion = expand(*findReadyPlan("quick-look"));
    ASSERT_TRUE(expansion.ok());
    EXPECT_LT(expansion->seconds, 60);
}

TEST(PlanSchema, KnowsExactlyTheKeysThatTheReaderKnows) {
    const Json schema = Json::parse(planSchemaText());
    const Json& defs = schema.at("$defs");
    EXPECT_EQ(keysOf(schema.at("properties")), setOf(plan_keys::kPlan));
    EXPECT_EQ(keysOf(defs.at("input").at("properties")), setOf(plan_keys::kInput));
    EXPECT_EQ(keysOf(defs.at("sweep").at("properties")), setOf(plan_keys::kSweep));
    EXPECT_EQ(keysOf(defs.at("switches").at("properties")), setOf(plan_keys::kSwitches));
    EXPECT_EQ(keysOf(defs.at("program").at("properties")), setOf(plan_keys::kProgram));
    std::set<std::string> settings = keysOf(tuning::toJson(tuning::currentPipeline()));
    settings.erase("product");
    settings.erase("codec");
    EXPECT_EQ(keysOf(defs.at("switches").at("properties").at("settings").at("properties")), settings);
}

TEST(PlanSchema, ListsWhatThereIsToChooseFrom) {
    const Json schema = Json::parse(planSchemaText());
    const Json& sweep = schema.at("$defs").at("sweep").at("properties");
    std::set<std::string> formats;
    for (const formats::Format* format : formats::allFormats()) formats.emplace(format->info().id);
    EXPECT_EQ(setOf(sweep.at("formats").at("items").at("enum").get<std::vector<std::string>>()), formats);
    std::set<std::string> operations;
    for (const results::Operation operation : results::kOperations)
        operations.emplace(results::operationName(operation));
    EXPECT_EQ(setOf(sweep.at("operations").at("items").at("enum").get<std::vector<std::string>>()),
              operations);
    const Json& shapes = schema.at("$defs").at("input").at("properties").at("shape").at("enum");
    EXPECT_EQ(setOf(shapes.get<std::vector<std::string>>()), setOf(space::kShapeNames));
}

TEST(LoadPlan, TakesANameOrAFile) {
    EXPECT_TRUE(loadPlan("guide").ok());
    const tests::TempFolder folder;
    const auto plan = loadPlan(folder.write("p.json", readyPlanTexts()[0].text));
    ASSERT_TRUE(plan.ok()) << plan.error().describe();
    EXPECT_EQ(plan->name, "guide");
    const auto unknown = loadPlan("guid");
    ASSERT_FALSE(unknown.ok());
    EXPECT_THAT(unknown.error().describe(), HasSubstr("Did you mean 'guide'?"));
    const auto broken = loadPlan(folder.write("q.json", "{\n\"inputs\": 3}"));
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().position->line, 2U);
    EXPECT_FALSE(loadPlan(folder.path()).ok());
}

TEST(LoadPlan, PutsFilesInPlaceOfTheInputs) {
    const tests::TempFolder folder;
    const std::string file = folder.write("kb.paths", "x");
    const auto plan = withFiles(*findReadyPlan("compression"), {file});
    ASSERT_TRUE(plan.ok());
    ASSERT_EQ(plan->inputs.size(), 1U);
    EXPECT_EQ(plan->inputs[0].file, file);
    EXPECT_EQ(withFiles(*plan, {folder.file("none")}).error().code, ErrorCode::Io);
    EXPECT_FALSE(withFiles(*plan, {folder.path()}).ok());
}

TEST(PlanJob, ListsTheReadyPlans) {
    const auto report = runJob({});
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->json.at("plans").size(), readyPlans().size());
    for (const Plan& plan : readyPlans()) EXPECT_THAT(report->text, HasSubstr(plan.title));
}

TEST(PlanJob, ShowsRowsReasonsAndPartsAndSavesWhatCanBeReadBack) {
    const tests::TempFolder folder;
    const std::string text = R"({"inputs": [{"atoms": 100}], "measure": [
        {"operations": ["serialize", "load"], "formats": ["act", "mtts"]}]})";
    const std::string file = folder.write("p.json", text);
    const auto whole = runJob({{"plan", file}, {"save", folder.file("copy.json")}});
    ASSERT_TRUE(whole.ok()) << whole.error().describe();
    EXPECT_EQ(whole->json.at("rows").size(), 3U);
    EXPECT_EQ(whole->json.at("skipped").at(0).at("label"), "load mtts");
    EXPECT_THAT(whole->text, HasSubstr("load mtts: mtts is not opened in place"));
    const auto copy = loadPlan(folder.file("copy.json"));
    ASSERT_TRUE(copy.ok()) << copy.error().describe();
    EXPECT_EQ(toJson(*copy), whole->json.at("plan"));
    std::size_t rows = 0;
    for (const char* shard : {"1/2", "2/2"}) {
        const auto part = runJob({{"plan", file}, {"shard", shard}});
        ASSERT_TRUE(part.ok());
        EXPECT_EQ(part->json.at("shard"), shard);
        rows += part->json.at("rows").size();
    }
    EXPECT_EQ(rows, 3U);
    EXPECT_FALSE(runJob({{"plan", file}, {"shard", "3/2"}}).ok());
    EXPECT_FALSE(runJob({{"shard", "1/2"}}).ok());
    EXPECT_EQ(runJob({{"schema", "true"}})->json.at("title"), "Spacebench benchmark plan");
}

} // namespace
} // namespace spacebench::jobs
