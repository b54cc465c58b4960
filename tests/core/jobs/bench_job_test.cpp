// SPDX-License-Identifier: Apache-2.0
//
// `spacectl bench` from its parameters to its reports.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "core/results/sample_run.h"
#include "jobs/bench/bench_history.h"
#include "jobs/bench/run_plan.h"
#include "results/run_store.h"
#include "space/memory_space.h"
#include "support/shared_data.h"

namespace spacebench::jobs {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

space::SpacePtr spaceOf(std::uint64_t count) {
    space::PathSetBuilder builder;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Bytes path = {0xC3, 'a', static_cast<Byte>(i / 250 + 1), static_cast<Byte>(i % 250 + 1)};
        EXPECT_TRUE(builder.add(path).ok());
    }
    auto paths = builder.finish({});
    EXPECT_TRUE(paths.ok());
    return std::make_shared<space::MemorySpace>(std::move(paths).value());
}

class BenchJobTest : public ::testing::Test {
  protected:
    BenchJobTest() {
        std::string pattern = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
        m_folder = mkdtemp(pattern.data());
        m_values = plainValues();
    }
    ~BenchJobTest() override { std::filesystem::remove_all(m_folder); }
    [[nodiscard]] ParamValues plainValues() const {
        ParamValues values;
        values.set("atoms", "200");
        values.set("format", "paths");
        values.set("runs", "2");
        values.set("isolation", "in-process"); // starting processes takes longer than all the rest
        values.set("data-dir", m_folder + "/data");
        return values;
    }
    Result<JobReport> runJob() {
        const JobDescriptor* job = findJob("bench");
        const WorkContext context;
        const SteadyClock clock;
        return job->run(m_values, {context, clock});
    }

    std::string m_folder;
    ParamValues m_values;
};

TEST_F(BenchJobTest, measuresGeneratedSpacesAndWritesItsReports) {
    ASSERT_NE(findJob("bench"), nullptr);
    EXPECT_EQ(findJob("bench")->lane, Lane::Timed);
    m_values.set("atoms", "200,1K");
    m_values.set("html", m_folder + "/report.html");
    m_values.set("csv", m_folder + "/report.csv");
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->json["schema"], "spacebench.bench");
    ASSERT_EQ(report->json["results"].size(), 4U);
    EXPECT_EQ(report->json["results"][0]["atoms"], 200);
    EXPECT_EQ(report->json["results"][3]["atoms"], 1000);
    EXPECT_EQ(report->json["results"][0]["count"], 2);
    const Bytes html = tests::readFile(m_folder + "/report.html");
    EXPECT_THAT(std::string(asText(html)), HasSubstr("</html>"));
    EXPECT_FALSE(tests::readFile(m_folder + "/report.csv").empty());
    EXPECT_THAT(report->text, HasSubstr("report.html"));
    EXPECT_TRUE(runJob().ok()) << "reports of an earlier run are replaced";
}

TEST_F(BenchJobTest, refusesBadParametersBeforeItMeasures) {
    for (const auto& [id, value] : std::vector<std::pair<std::string, std::string>>{{"atoms", "12,x"},
                                                                                    {"atoms", "0"},
                                                                                    {"op", "serialise"},
                                                                                    {"runs", "many"},
                                                                                    {"format", "zip"},
                                                                                    {"interval", "much"},
                                                                                    {"shard", "3"},
                                                                                    {"threads", "-1"},
                                                                                    {"plan", "none such"}}) {
        ParamValues values = m_values;
        std::swap(values, m_values);
        m_values.set(id, value);
        const auto report = runJob();
        ASSERT_FALSE(report.ok()) << id;
        EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument) << id;
        std::swap(values, m_values);
    }
    m_values.set("html", m_folder + "/missing/report.html");
    EXPECT_EQ(runJob().error().code, ErrorCode::Io);
}

TEST_F(BenchJobTest, refusesOptionsThatNoPlanCouldHoldAndNamesThem) {
    m_values.set("dry-run", "true");
    const ParamValues good = m_values;
    for (const auto& [id, value] :
         std::vector<std::pair<std::string, std::string>>{{"threads", "1,1"},
                                                          {"format", "act,act"},
                                                          {"codec", "lz4,lz4"},
                                                          {"op", "load,load"},
                                                          {"switches", "current,current"},
                                                          {"medium", "file,file"},
                                                          {"atoms", "200,200"},
                                                          {"atoms", "5000000000"},
                                                          {"runs", "20000"},
                                                          {"runs", "0"},
                                                          {"warm-up", "20000"},
                                                          {"interval", "200%"},
                                                          {"budget", "1e9"},
                                                          {"pin", "x"},
                                                          {"title", "two\nlines"},
                                                          {"tag", "a,b,a"},
                                                          {"tag", std::string(100, 'x')}}) {
        m_values = good;
        m_values.set(id, value);
        const auto report = runJob();
        ASSERT_FALSE(report.ok()) << id << " " << value;
        EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument) << id;
        EXPECT_THAT(report.error().message, HasSubstr("--" + id)) << value;
        EXPECT_FALSE(report.error().position) << "nobody has seen the text that it stands in";
        EXPECT_THAT(report.error().describe(), ::testing::Not(HasSubstr("measure[0]")));
    }
    m_values = good;
    m_values.set("tag", "a,b");
    m_values.set("runs", "10000");
    m_values.set("interval", "100%");
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_TRUE(planFromText(toText(report->json["plan"]), "p.json").ok());
}

TEST_F(BenchJobTest, namesNoOptionForWhatThePlanSays) {
    m_values = ParamValues();
    m_values.set("plan", "quick-look");
    m_values.set("dry-run", "true");
    m_values.set("tag", "a,a");
    EXPECT_THAT(runJob().error().message, HasSubstr("--tag"));
    m_values.set("tag", "quick");
    EXPECT_TRUE(runJob().ok());
}

TEST_F(BenchJobTest, neverReplacesItsInputWithAReport) {
    const std::string input = m_folder + "/space.paths";
    const formats::Format* format = formats::findFormat("paths");
    MemorySink sink;
    ASSERT_TRUE(format->save({spaceOf(20), nullptr, nullptr}, {}, sink, {}).ok());
    std::ofstream(input, std::ios::binary) << asText(sink.view());
    ParamValues values;
    values.add("files", input);
    values.set("runs", "1");
    values.set("format", "paths");
    values.set("isolation", "in-process");
    values.set("no-record", "true");
    m_values = values;
    const auto measured = runJob();
    ASSERT_TRUE(measured.ok()) << measured.error().describe();
    EXPECT_EQ(measured->json["results"][0]["atoms"], 20);
    m_values.set("html", m_folder + "/./space.paths");
    EXPECT_EQ(runJob().error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(tests::readFile(input), toBytes(sink.view()));
}

TEST_F(BenchJobTest, keepsEveryRunInTheHistory) {
    m_values.set("note", "the note");
    m_values.set("tag", "b,a");
    m_values.set("title", "the title");
    m_values.set("baseline", "main");
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_THAT(report->text, HasSubstr("kept as "));
    auto store = results::RunStore::open(m_folder + "/data");
    ASSERT_TRUE(store.ok());
    const auto uid = (*store)->find("main");
    ASSERT_TRUE(uid.ok());
    const auto record = (*store)->get(*uid);
    ASSERT_TRUE(record.ok()) << record.error().describe();
    EXPECT_EQ(record->title, "the title");
    EXPECT_EQ(record->note, "the note");
    EXPECT_EQ(record->tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(record->rows.size(), 2U);
    EXPECT_EQ(record->document["schema"], "spacebench.bench");
    m_values.set("no-record", "true");
    EXPECT_EQ(runJob().error().code, ErrorCode::InvalidArgument) << "a baseline is a run of the history";
    m_values = plainValues();
    m_values.set("no-record", "true");
    EXPECT_TRUE(runJob().ok());
    EXPECT_EQ((*store)->list({})->size(), 1U);
}

TEST_F(BenchJobTest, refusesANameThatIsNoBaselineBeforeItMeasures) {
    for (const char* const name : {"latest", "a/b", "run.json", "two\nlines"}) {
        m_values.set("baseline", name);
        EXPECT_EQ(runJob().error().code, ErrorCode::InvalidArgument) << name;
    }
    EXPECT_FALSE(std::filesystem::exists(m_folder + "/data"));
}

TEST_F(BenchJobTest, failsWhereARowCouldNotBeMeasuredAndMakesNoBaselineOfIt) {
    std::ofstream(m_folder + "/broken.act", std::ios::binary) << "ACTree03 and then nothing that makes sense";
    m_values.add("files", m_folder + "/broken.act");
    m_values.set("baseline", "main");
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->json["results"].size(), 4U) << "the other input was measured";
    EXPECT_EQ(report->exitStatus, 5);
    ASSERT_EQ(report->problems.size(), 2U);
    EXPECT_THAT(report->problems[0].describe(), HasSubstr("2 of 4 rows could not be measured"));
    EXPECT_THAT(report->problems[1].describe(), HasSubstr("not made the baseline 'main'"));
    auto store = results::RunStore::open(m_folder + "/data");
    ASSERT_TRUE(store.ok());
    EXPECT_EQ((*store)->list({})->size(), 1U) << "the run itself is kept";
    EXPECT_TRUE((*store)->baselines()->empty());
}

TEST_F(BenchJobTest, keepsEveryProgramWhereNoneCanBeTheBaseline) {
    results::BenchRun run = results::interleavedRun();
    ASSERT_EQ(results::programsOf(run).size(), 2U);
    for (results::BenchRow& row : run.rows) row.state = results::MeasureState::Failed;
    m_values.set("baseline", "main");
    JobReport report;
    const std::string text = bench_job::keepBenchRun(m_values, run, report);
    EXPECT_EQ(report.exitStatus, 5);
    EXPECT_EQ(report.problems.size(), 1U);
    auto store = results::RunStore::open(m_folder + "/data");
    ASSERT_TRUE(store.ok());
    EXPECT_EQ((*store)->list({})->size(), 2U) << text;
    EXPECT_TRUE((*store)->baselines()->empty());
}

/// Something happens to the disk when the measuring begins.
class SabotageClock final : public Clock {
  public:
    explicit SabotageClock(std::string folder) : m_folder(std::move(folder)) {}
    std::uint64_t nowNs() const override {
        std::filesystem::remove_all(m_folder);
        return m_clock.nowNs();
    }

  private:
    std::string m_folder;
    SteadyClock m_clock;
};

TEST_F(BenchJobTest, losesNoMeasurementToAReportThatCannotBeWritten) {
    const std::string doomed = m_folder + "/doomed";
    std::filesystem::create_directory(doomed);
    m_values.set("html", doomed + "/report.html");
    m_values.set("csv", m_folder + "/report.csv");
    const SabotageClock clock(doomed);
    const WorkContext context;
    const auto report = findJob("bench")->run(m_values, {context, clock});
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->json["results"].size(), 2U);
    EXPECT_THAT(report->text,
                AllOf(HasSubstr("kept as "), HasSubstr("report.csv"), Not(HasSubstr("report.html"))));
    EXPECT_FALSE(tests::readFile(m_folder + "/report.csv").empty());
    EXPECT_EQ(report->exitStatus, 4);
    ASSERT_EQ(report->problems.size(), 1U);
    EXPECT_THAT(report->problems[0].describe(), HasSubstr("report.html"));
}

TEST_F(BenchJobTest, refusesReportsThatWouldReplaceSomethingElse) {
    m_values.set("html", "-");
    EXPECT_THAT(runJob().error().describe(), HasSubstr("standard output"));
    m_values.set("html", m_folder + "/report");
    m_values.set("csv", m_folder + "/./report");
    EXPECT_THAT(runJob().error().describe(), HasSubstr("the same file"));
    m_values = plainValues();
    const std::string plan = m_folder + "/plan.json";
    m_values.set("save-plan", plan);
    m_values.set("dry-run", "true");
    ASSERT_TRUE(runJob().ok());
    const Bytes written = tests::readFile(plan);
    m_values = {};
    m_values.set("plan", plan);
    m_values.set("output", plan);
    m_values.set("no-record", "true");
    EXPECT_EQ(runJob().error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(tests::readFile(plan), written);
}

TEST_F(BenchJobTest, losesNoRunThatCannotBeKept) {
    std::ofstream(m_folder + "/data") << "a file where a folder should be";
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->json["results"].size(), 2U);
    EXPECT_THAT(report->text, HasSubstr("not kept in the history"));
}

TEST_F(BenchJobTest, runsAPlanWithTheFilesOfTheCommandLine) {
    const std::string plan = m_folder + "/plan.json";
    m_values.set("save-plan", plan);
    m_values.set("dry-run", "true");
    const auto dry = runJob();
    ASSERT_TRUE(dry.ok()) << dry.error().describe();
    EXPECT_EQ(dry->json["schema"], "spacebench.expansion");
    EXPECT_EQ(dry->json["rows"].size(), 2U);
    ParamValues values;
    values.set("plan", plan);
    values.set("atoms", "100");
    values.set("no-record", "true");
    m_values = values;
    const auto report = runJob();
    ASSERT_TRUE(report.ok()) << report.error().describe();
    ASSERT_EQ(report->json["results"].size(), 2U);
    EXPECT_EQ(report->json["results"][0]["atoms"], 100);
    EXPECT_EQ(report->json["results"][0]["isolation"], "in-process");
    m_values.set("op", "load");
    EXPECT_EQ(runJob().error().code, ErrorCode::InvalidArgument) << "the plan says what is measured";
}

} // namespace
} // namespace spacebench::jobs
