// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "jobs/job.h"
#include "jobs/merge_runs/merge_parts.h"
#include "jobs/plan/plan.h"
#include "jobs/report_text.h"
#include "jobs/runs/find_run.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::BenchInput;
using results::BenchRow;
using results::BenchRun;
using testing::HasSubstr;

constexpr const char* kPlan = R"({"name": "p", "inputs": [{"atoms": 100}, {"atoms": 200}],
    "measure": [{"operations": ["serialize", "deserialize"], "formats": ["mtts", "act"]}]})";

/// A part as bench would leave it: every row with two runs of made-up times.
BenchRun partOf(const Shard& shard) {
    const auto plan = planFromText(kPlan, "p.json");
    const auto expansion = expand(*plan);
    BenchRun run;
    run.environment["cpu"] = {{"model", "Model"}, {"usable_by_this_process", 2}};
    run.environment["build_flags"] = "Release";
    run.title = "part";
    run.plan = toJson(*plan, shard);
    run.startedUtc = "2026-11-22T22:0" + std::to_string(9 - shard.index) + ":00Z";
    run.elapsedSeconds = 2;
    run.noiseFloor = 0.01 * shard.index;
    run.controlFirstNs = {shard.index};
    run.controlSecondNs = {shard.index};
    for (const Configuration& one : shardOf(*expansion, shard).rows) {
        const PlanInput& input = plan->inputs[one.input];
        std::size_t at = 0;
        while (at < run.inputs.size() && run.inputs[at].name != input.name()) ++at;
        if (at == run.inputs.size())
            run.inputs.push_back({input.name(), input.generated.atoms, input.generated.atoms * 50, 0, "ab"});
        BenchRow row;
        row.operation = one.operation;
        row.formatId = one.formatId;
        row.key = one.key(*plan);
        row.label = one.label();
        row.atoms = input.generated.atoms;
        row.samplesNs = {100, 200};
        row.medianNs = 150;
        for (std::uint64_t round = 0; round < 2; ++round) {
            results::RunSample sample;
            sample.wallNs = row.samplesNs[round];
            sample.round = round;
            row.runs.push_back(sample);
        }
        run.rows.push_back(std::move(row));
        run.inputOfRow.push_back(at);
    }
    return run;
}

std::vector<RunPart> partsOf(unsigned count) {
    std::vector<RunPart> parts;
    for (unsigned index = 1; index <= count; ++index)
        parts.push_back({"part-" + std::to_string(index) + ".json", partOf({index, count})});
    return parts;
}

TEST(MergeRuns, GivesTheRowsOfThePlanInItsOrderWhateverTheOrderOfTheParts) {
    std::vector<RunPart> parts = partsOf(3);
    std::swap(parts[0], parts[2]);
    const auto merged = mergeParts(std::move(parts), false);
    ASSERT_TRUE(merged.ok()) << merged.error().describe();
    const auto plan = planFromText(kPlan, "p.json");
    const auto expansion = expand(*plan);
    ASSERT_EQ(merged->rows.size(), expansion->rows.size());
    for (std::size_t i = 0; i < merged->rows.size(); ++i) {
        EXPECT_EQ(merged->rows[i].key, expansion->rows[i].key(*plan));
        EXPECT_EQ(merged->inputs[merged->inputOfRow[i]].atoms, merged->rows[i].atoms);
    }
    EXPECT_EQ(merged->inputs.size(), 2U);
    EXPECT_EQ(merged->plan, toJson(*plan));
    EXPECT_DOUBLE_EQ(merged->elapsedSeconds, 6);
    EXPECT_DOUBLE_EQ(merged->noiseFloor, 0.03);
    EXPECT_EQ(merged->controlFirstNs, std::vector<std::uint64_t>{3});
    EXPECT_EQ(merged->startedUtc, "2026-11-22T22:06:00Z");
    EXPECT_TRUE(merged->complete);
}

TEST(MergeRuns, TakesPartsOfOtherFoldersWithOtherTitlesAndTags) {
    std::vector<RunPart> parts = partsOf(3);
    const char* const folders[] = {"/home/a/", "/home/b/", "/data/"};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        BenchRun& run = parts[i].run;
        run.plan["inputs"][0] = {{"file", folders[i] + std::string("kb.paths")}};
        run.plan["title"] = "Title " + std::to_string(i);
        run.plan["description"] = i;
        run.plan["tags"] = {"nightly", "node " + std::to_string(i)};
        run.title = "title " + std::to_string(i);
    }
    parts[2].run.plan.erase("tags");
    const auto merged = mergeParts(std::move(parts), false);
    ASSERT_TRUE(merged.ok()) << merged.error().describe();
    EXPECT_EQ(merged->title, "title 0");
    EXPECT_EQ(merged->plan["title"], "Title 0");
    EXPECT_EQ(merged->plan["tags"], (Json{"nightly", "node 0", "node 1"}));
    EXPECT_EQ(merged->plan["inputs"][0]["file"], "/home/a/kb.paths");
}

TEST(MergeRuns, TakesFilesOfOneNameInTwoFoldersForTwoInputs) {
    std::vector<RunPart> parts = partsOf(2);
    for (RunPart& part : parts) {
        part.run.plan["inputs"] = {{{"file", "/a/kb.paths"}}, {{"file", "/b/kb.paths"}}};
        for (BenchInput& input : part.run.inputs) input.name = "kb.paths";
    }
    const auto merged = mergeParts(std::move(parts), false);
    ASSERT_TRUE(merged.ok()) << merged.error().describe();
    EXPECT_EQ(merged->inputs.size(), 2U);
    for (std::size_t i = 0; i < merged->rows.size(); ++i)
        EXPECT_EQ(merged->inputs[merged->inputOfRow[i]].atoms, merged->rows[i].atoms);
}

TEST(MergeRuns, RoundsOfDifferentPartsAreNoPairs) {
    const auto merged = mergeParts(partsOf(2), false);
    ASSERT_TRUE(merged.ok());
    const auto firstOfSecond = partOf({1, 2}).rows.size();
    EXPECT_EQ(merged->rows[0].runs[1].round, 1U);
    EXPECT_EQ(merged->rows[firstOfSecond].runs[0].round, 2U);
}

TEST(MergeRuns, RefusesWhatIsNotExactlyOnePlan) {
    struct Case {
        const char* name;
        void (*spoil)(std::vector<RunPart>& parts);
        std::string words;
    };
    using Parts = std::vector<RunPart>;
    for (const Case& c : {
             Case{"missing", [](Parts& parts) { parts.erase(parts.begin() + 1); }, "part 2 of 3 is missing"},
             Case{"two missing", [](Parts& parts) { parts.resize(1); }, "parts 2, 3 of 3 are missing"},
             Case{"twice",
                  [](Parts& parts) {
                      parts.push_back({"again.json", parts[1].run});
                  },
                  "part 2 stands twice"},
             Case{"division",
                  [](Parts& parts) {
                      parts[1].run = partOf({2, 4});
                  },
                  "different divisions"},
             Case{"plan", [](Parts& parts) { parts[1].run.plan["runs"] = 12; },
                  "expected 'runs': 10, as in part-1.json, found 'runs': 12"},
             Case{"more of it",
                  [](Parts& parts) {
                      parts[1].run.plan["inputs"].push_back({{"atoms", 300}});
                  },
                  "found 'inputs': ["},
             Case{"less of it", [](Parts& parts) { parts[1].run.plan.erase("warm_up"); },
                  "expected 'warm_up': 1, as in part-1.json, found no 'warm_up'"},
             Case{"other file",
                  [](Parts& parts) {
                      parts[1].run.plan["inputs"][0] = {{"file", "/a/kb.paths"}};
                  },
                  "'inputs.0"},
             Case{"no plan", [](Parts& parts) { parts[2].run.plan = nullptr; }, "no plan"},
             Case{"whole", [](Parts& parts) { parts[2].run.plan.erase("x-shard"); }, "whole"},
             Case{"nonsense", [](Parts& parts) { parts[2].run.plan["x-shard"] = "4/3"; }, "whole"},
             Case{"machine", [](Parts& parts) { parts[1].run.environment["cpu"]["model"] = "Other"; },
                  "different machines"},
             Case{"input", [](Parts& parts) { parts[1].run.inputs[0].hash = "other"; }, "not the same"},
             Case{"row", [](Parts& parts) { parts[1].run.rows[0].key = parts[0].run.rows[0].key; },
                  "parts 1 and 2 measured the same row"},
         }) {
        std::vector<RunPart> parts = partsOf(3);
        c.spoil(parts);
        const auto merged = mergeParts(std::move(parts), false);
        ASSERT_FALSE(merged.ok()) << c.name;
        EXPECT_EQ(merged.error().code, ErrorCode::InvalidArgument) << c.name;
        EXPECT_THAT(merged.error().describe(), HasSubstr(c.words)) << c.name;
    }
    EXPECT_FALSE(mergeParts({}, false).ok());
}

TEST(MergeRuns, MixedMachinesAreNamedInEveryRow) {
    std::vector<RunPart> parts = partsOf(2);
    parts[1].run.environment["cpu"]["model"] = "Other";
    const auto merged = mergeParts(std::move(parts), true);
    ASSERT_TRUE(merged.ok()) << merged.error().describe();
    EXPECT_THAT(merged->rows.front().notes.back(), HasSubstr("Model"));
    EXPECT_THAT(merged->rows.back().notes.back(), HasSubstr("Other"));
    EXPECT_THAT(merged->warnings.back(), HasSubstr("different machines"));
    // Neither the first part's machine nor the second's, for those who compare machines.
    EXPECT_THAT(results::recordOf(*merged).machine, AllOf(HasSubstr("several machines"), HasSubstr("Other")));
}

TEST(MergeRuns, ReadsResultsAndExportedRunsAndNothingElse) {
    const tests::TempFolder folder;
    const WorkContext context;
    const Json result = results::toJson(partOf({1, 2}));
    EXPECT_TRUE(readPart(folder.write("a.json", result.dump()), context).ok());
    const Json exported = {{"schema", "spacebench.run"}, {"version", 1}, {"document", result}};
    const auto part = readPart(folder.write("b.json", exported.dump()), context);
    ASSERT_TRUE(part.ok()) << part.error().describe();
    EXPECT_EQ(shardText(*shardIn(part->run.plan)), "1/2");
    for (const char* text : {"", "{", "[]", "{}", "null", "{\"schema\": 7}",
                             "{\"schema\": \"spacebench.run\", \"document\": []}"})
        EXPECT_FALSE(readPart(folder.write("c.json", text), context).ok()) << text;
    EXPECT_EQ(readPart(folder.file("none.json"), context).error().code, ErrorCode::Io);
}

TEST(MergeRuns, RefusesPartsThatAreNestedTooDeep) {
    const tests::TempFolder folder;
    const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    std::string text = results::toJson(partOf({1, 2})).dump();
    text.insert(1, "\"later\": " + deep + ", ");
    for (const std::string& part : {text, R"({"schema": "spacebench.run", "document": )" + text + "}"}) {
        const auto read = readPart(folder.write("deep.json", part), WorkContext());
        ASSERT_FALSE(read.ok());
        EXPECT_THAT(read.error().describe(), HasSubstr("nested too deep"));
    }
}

TEST(MergeRuns, TheJobWritesARunThatReadsBackAndSaysWhichRowsAreMissing) {
    const tests::TempFolder folder;
    ParamValues values;
    for (unsigned index = 1; index <= 2; ++index) {
        BenchRun run = partOf({index, 2});
        if (index == 2) {
            run.rows.pop_back();
            run.inputOfRow.pop_back();
        }
        values.add("files", folder.write("part-" + std::to_string(index), results::toJson(run).dump()));
    }
    values.set("output", folder.file("run.json"));
    values.set("data-dir", folder.file("data"));
    const WorkContext context;
    const SteadyClock clock;
    const auto report = findJob("merge-runs")->run(values, {context, clock});
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_THAT(report->json.at("warnings").back().get<std::string>(),
                HasSubstr("1 row of the plan is in no part"));
    const auto again = readPart(folder.file("run.json"), context);
    ASSERT_TRUE(again.ok()) << again.error().describe();
    EXPECT_EQ(again->run.rows.size(), 7U);
    const auto kept = findRun("latest", folder.file("data"), context);
    ASSERT_TRUE(kept.ok()) << kept.error().describe();
    EXPECT_EQ((*kept)->rows.size(), 7U);
    EXPECT_EQ((*kept)->planName, "p");
    values.set("no-record", "true");
    values.set("data-dir", folder.file("other"));
    EXPECT_TRUE(findJob("merge-runs")->run(values, {context, clock}).ok());
    EXPECT_FALSE(findRun("latest", folder.file("other"), context).ok());
}

} // namespace
} // namespace spacebench::jobs
