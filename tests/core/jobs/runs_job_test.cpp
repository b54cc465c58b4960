// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../results/history_sample.h"
#include "jobs/runs/find_run.h"
#include "jobs/runs/run_actions.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Json = nlohmann::ordered_json;

constexpr const char* kKey = "serialize/mtts/zlib:6@kb.paths";

class RunsJobTest : public ::testing::Test {
  protected:
    [[nodiscard]] std::string dataFolder() const { return m_folder.file("data"); }

    std::string keep(const std::string& title, const std::string& startedUtc, double scale = 1) const {
        results::RunRecord record = tests::historySample(title, scale);
        record.startedUtc = startedUtc;
        record.uid = title;
        const auto uid = keepRun(record, dataFolder());
        EXPECT_TRUE(uid.ok()) << uid.error().describe();
        return uid.ok() ? *uid : "";
    }

    using Options = std::vector<std::pair<std::string, std::string>>;

    Result<JobReport> run(const std::string& action, const std::vector<std::string>& arguments = {},
                          const Options& options = {}) const {
        ParamValues values;
        if (!action.empty()) values.set("action", action);
        for (const std::string& argument : arguments) values.add("arguments", argument);
        values.set("data-dir", dataFolder());
        for (const auto& [id, value] : options) values.set(id, value);
        return findJob("runs")->run(values, {m_context, m_clock});
    }

    JobReport done(const std::string& action, const std::vector<std::string>& arguments = {},
                   const Options& options = {}) const {
        auto report = run(action, arguments, options);
        EXPECT_TRUE(report.ok()) << action << ": " << report.error().describe();
        return report.ok() ? std::move(report).value() : JobReport();
    }

    [[nodiscard]] std::vector<std::string> listed(const Options& options = {}) const {
        std::vector<std::string> uids;
        const JobReport report = done("", {}, options);
        for (const Json& one : report.json["runs"]) uids.push_back(one["uid"]);
        return uids;
    }

    tests::TempFolder m_folder;
    WorkContext m_context;
    SteadyClock m_clock;
};

TEST_F(RunsJobTest, anEmptyHistoryListsNothing) {
    const JobReport report = done("");
    EXPECT_EQ(report.text, "no runs\n");
    EXPECT_EQ(report.json["schema"], "spacebench.history");
}

TEST_F(RunsJobTest, listsShowsAndFilters) {
    keep("first", "2026-11-01T00:00:00Z");
    keep("second", "2026-11-02T00:00:00Z");
    EXPECT_THAT(listed(), ElementsAre("second", "first"));
    EXPECT_THAT(listed({{"limit", "1"}}), ElementsAre("second"));
    EXPECT_THAT(listed({{"until", "2026-11-01"}}), ElementsAre("first"));
    EXPECT_THAT(listed({{"search", "second kb"}}), ElementsAre("second"));
    EXPECT_THAT(listed({{"tag", "nightly,zlib"}}), SizeIs(2));
    const JobReport shown = done("show", {"latest~1"});
    EXPECT_EQ(shown.json["run"]["uid"], "first");
    EXPECT_THAT(shown.text, HasSubstr("serialize mtts, zlib:6"));
    EXPECT_THAT(shown.text, HasSubstr("1.5 ms [1.25 ms .. 1.75 ms]"));
    EXPECT_THAT(shown.text, HasSubstr("failed: the worker was killed by signal 9"));
    EXPECT_THAT(shown.text, HasSubstr("warning: load 1.7 during the run"));
}

TEST_F(RunsJobTest, showsWhatIsOddAboutTheSamples) {
    results::RunRecord record = tests::historySample("odd", 1);
    record.uid = "odd";
    record.rows[0].metrics[0].samples = {100, 101, 102, 100, 101, 103, 102, 101, 100, 900};
    record.rows[0].rounds.clear();
    ASSERT_TRUE(keepRun(record, dataFolder()).ok());
    const JobReport shown = done("show", {"odd"});
    EXPECT_THAT(shown.text, HasSubstr("\nnote: serialize mtts, zlib:6: 1 outlier (1 severe), kept"));
    ASSERT_THAT(shown.json["notes"], SizeIs(1));
    EXPECT_EQ(shown.json["notes"][0]["key"], record.rows[0].key);
}

TEST_F(RunsJobTest, changesTextsAndTags) {
    keep("run", "2026-11-01T00:00:00Z");
    done("title", {"run", "new title"});
    done("note", {"latest", "new note"});
    EXPECT_THAT(done("tag", {"run", "a,b", "c"}).json["tags"], ElementsAre("a", "b", "c", "nightly", "zlib"));
    EXPECT_THAT(done("untag", {"run", "nightly,c"}).json["tags"], ElementsAre("a", "b", "zlib"));
    EXPECT_THAT(done("untag", {"run"}).json["tags"], SizeIs(0));
    const Json shown = done("show", {"run"}).json["run"];
    EXPECT_EQ(shown["title"], "new title");
    EXPECT_EQ(shown["note"], "new note");
}

TEST_F(RunsJobTest, deletesRestoresAndPurges) {
    keep("first", "2026-11-01T00:00:00Z");
    keep("second", "2026-11-02T00:00:00Z");
    EXPECT_FALSE(run("delete", {"first", "no such run"}).ok());
    EXPECT_THAT(listed(), SizeIs(2)) << "a slip deletes nothing";
    done("delete", {"first", "second"});
    EXPECT_THAT(listed(), SizeIs(0));
    EXPECT_THAT(listed({{"deleted", "true"}}), SizeIs(2));
    done("restore", {"first"});
    EXPECT_THAT(listed(), ElementsAre("first"));
    EXPECT_EQ(done("purge").json["removed"], 1);
    EXPECT_FALSE(run("restore", {"second"}).ok());
}

TEST_F(RunsJobTest, baselinesNameRuns) {
    keep("first", "2026-11-01T00:00:00Z");
    done("baseline", {"main", "latest"});
    EXPECT_EQ(done("baselines").json["baselines"]["main"], "first");
    EXPECT_EQ((*findRun("main", dataFolder(), m_context))->uid, "first");
    // A folder of that name is no result.
    std::filesystem::create_directory(m_folder.file("main"));
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path(m_folder.path());
    const auto named = findRun("main", dataFolder(), m_context);
    const auto other = findRun("mai", dataFolder(), m_context);
    std::filesystem::current_path(here);
    ASSERT_TRUE(named.ok()) << named.error().describe();
    EXPECT_EQ((*named)->uid, "first");
    EXPECT_FALSE(other.ok());
    // Whose name it was is known while its run is deleted, and taken up again with it.
    done("delete", {"first"});
    auto store = results::RunStore::open(dataFolder());
    EXPECT_THAT(*(*store)->baselines(), SizeIs(0));
    EXPECT_EQ((*store)->baselines(true)->at("main"), "first");
    done("restore", {"first"});
    done("baseline", {"main"}, {{"forget", "true"}});
    EXPECT_THAT(done("baselines").json["baselines"], SizeIs(0));
    EXPECT_EQ(run("baseline", {"main"}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(run("baseline", {"main", "first"}, {{"forget", "true"}}).error().code,
              ErrorCode::InvalidArgument);
}

TEST_F(RunsJobTest, criterionIsFoundBesideWhatCargoKeeps) {
    const std::string target = m_folder.file("target");
    std::filesystem::create_directories(target + "/criterion/fib/new");
    m_folder.write("target/.rustc_info.json", R"({"rustc_fingerprint": 1})");
    m_folder.write("target/package.json", R"({"name": "x"})");
    m_folder.write("target/criterion/fib/new/sample.json", R"({"iters": [1, 2], "times": [20, 40]})");
    EXPECT_EQ(done("import", {target}).json["runs"][0]["source"], "criterion");
}

TEST_F(RunsJobTest, exportedRunsAreImportedElsewhere) {
    keep("first", "2026-11-01T00:00:00Z");
    keep("second", "2026-11-02T00:00:00Z");
    const std::string folder = m_folder.file("exported");
    EXPECT_THAT(done("export", {"first", "second"}, {{"output", folder}}).json["files"], SizeIs(2));
    const JobReport again = done("import", {folder});
    EXPECT_THAT(again.json["runs"], SizeIs(0));
    EXPECT_THAT(again.json["skipped"], SizeIs(2));
    EXPECT_THAT(again.text, HasSubstr("second: in the history already"));
    done("delete", {"second"});
    EXPECT_THAT(done("import", {folder}).text, HasSubstr("`runs restore` brings it back"));
    done("restore", {"second"});
    const auto other = run("import", {folder}, {{"data-dir", m_folder.file("other")}, {"tag", "moved"}});
    ASSERT_TRUE(other.ok()) << other.error().describe();
    const auto moved = findRun("second", m_folder.file("other"), m_context);
    ASSERT_TRUE(moved.ok()) << moved.error().describe();
    EXPECT_THAT((*moved)->tags, ElementsAre("moved", "nightly", "zlib"));
    EXPECT_EQ((*moved)->rows[0].metrics[0].samples,
              (*findRun("second", dataFolder(), m_context))->rows[0].metrics[0].samples);

    const std::string google = m_folder.file("google.json");
    done("export", {"first"}, {{"output", google}, {"as", "google-benchmark"}});
    EXPECT_EQ((*findRun(google, dataFolder(), m_context))->source, "google-benchmark");
    EXPECT_EQ(run("export", {"first"}).error().code, ErrorCode::InvalidArgument);
}

TEST_F(RunsJobTest, foreignResultsAreImportedAndABadOneAddsNothing) {
    const std::string criterion = tests::goldenFile("../core/results/interchange/criterion");
    const std::string bad = m_folder.write("bad", "no results");
    EXPECT_EQ(run("import", {criterion, bad}).error().code, ErrorCode::NotThisFormat);
    EXPECT_THAT(listed(), SizeIs(0));
    const JobReport report = done("import", {criterion}, {{"tag", "rust"}});
    EXPECT_EQ(report.json["runs"][0]["source"], "criterion");
    EXPECT_EQ(report.json["runs"][0]["rows"], 3);
    EXPECT_THAT(listed({{"tag", "rust"}}), SizeIs(1));
}

TEST_F(RunsJobTest, trendsTellWhereTheFiguresChanged) {
    for (int day = 10; day < 34; ++day) {
        const double wobble = 1 + 0.001 * ((day * 7) % 5);
        keep("run" + std::to_string(day), "2026-11-01T00:" + std::to_string(day) + ":00Z",
             (day < 22 ? 1.0 : 2.0) * wobble);
    }
    const JobReport report = done("trend", {kKey});
    ASSERT_THAT(report.json["points"], SizeIs(24));
    EXPECT_EQ(report.json["points"][0]["uid"], "run10");
    ASSERT_THAT(report.json["changes"], SizeIs(1));
    EXPECT_EQ(report.json["changes"][0]["uid"], "run22");
    EXPECT_THAT(report.text, HasSubstr("change at run22"));
    EXPECT_EQ(run("trend", {"no such key"}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(run("trend", {kKey}, {{"metric", "nothing"}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(done("keys").json["keys"][0]["runs"], 24);
}

TEST_F(RunsJobTest, wrongNumbersOfArgumentsAreRefused) {
    for (const runs_job::Action& action : runs_job::allActions()) {
        if (action.least > 0) {
            EXPECT_EQ(run(action.name).error().code, ErrorCode::InvalidArgument) << action.name;
        } else {
            EXPECT_EQ(run(action.name, {"too", "much"}).error().code, ErrorCode::InvalidArgument)
                << action.name;
        }
    }
    EXPECT_EQ(run("burn").error().code, ErrorCode::InvalidArgument);
}

TEST_F(RunsJobTest, helpTellsEachAction) {
    const ParamSpec* const param = findJob("runs")->param("action");
    ASSERT_NE(param, nullptr);
    for (const runs_job::Action& action : runs_job::allActions()) {
        EXPECT_THAT(param->help, HasSubstr(action.help)) << action.name;
        EXPECT_THAT(param->choices, ::testing::Contains(action.name));
    }
}

TEST_F(RunsJobTest, pathsThatDoNotExistAreNoRuns) {
    EXPECT_EQ(findRun("no/such/file.json", dataFolder(), m_context).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(findRun("nothing", dataFolder(), m_context).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(findRun("", dataFolder(), m_context).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace spacebench::jobs
