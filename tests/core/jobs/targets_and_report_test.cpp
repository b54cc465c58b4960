// SPDX-License-Identifier: Apache-2.0
//
// The jobs `targets` and `report`, on runs that lie in files.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

#include "../results/sample_record.h"
#include "jobs/job.h"
#include "jobs/report_text.h"
#include "results/target_table.h"
#include "support/markup_check.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::recordRow;
using testing::HasSubstr;
using testing::StartsWith;

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

class TargetsAndReport : public testing::Test {
  protected:
    TargetsAndReport() {
        results::RunRecord record = results::sampleRecord({recordRow("deserialize", "mtts", 1'000'000, 8)});
        m_run = m_folder.write("run.json", results::toJson(record).dump());
        m_values.set("data-dir", m_folder.file("data"));
    }

    Result<JobReport> runJob(const char* id) {
        const SteadyClock clock;
        const WorkContext context;
        const JobDescriptor* const job = findJob(id);
        EXPECT_NE(job, nullptr) << id;
        return job->run(m_values, JobServices{context, clock});
    }

    tests::TempFolder m_folder;
    std::string m_run;
    ParamValues m_values;
};

TEST_F(TargetsAndReport, judgeARunAndFailOnlyWhereThatIsAsked) {
    m_values.set("run", m_run);
    m_values.set("markdown", m_folder.file("targets.md"));
    const auto lenient = runJob("targets");
    ASSERT_TRUE(lenient.ok()) << lenient.error().describe();
    EXPECT_EQ(lenient->exitStatus, 0);
    EXPECT_EQ(lenient->json["schema"], "spacebench.dashboard");
    EXPECT_EQ(lenient->json["contradictions"].size(), 1u);
    EXPECT_THAT(lenient->text, HasSubstr("at odds: deserialize mtts"));
    EXPECT_THAT(contentOf(m_folder.file("targets.md")), HasSubstr("| L2/1M |"));
    m_values.set("strict", "true");
    EXPECT_EQ(runJob("targets")->exitStatus, 1);
}

TEST_F(TargetsAndReport, keepTablesAndJudgeByThem) {
    const std::string table = m_folder.write(
        "team.json", R"({"schema": "spacebench.targets", "version": 1, "id": "team", "targets": [
            {"id": "X", "metric": "time", "operation": "deserialize", "limit": "9 s"}]})");
    m_values.set("add", table);
    ASSERT_TRUE(runJob("targets").ok());
    m_values = {};
    m_values.set("data-dir", m_folder.file("data"));
    m_values.set("list", "true");
    EXPECT_EQ(runJob("targets")->json["tables"].size(), 2u);
    m_values = {};
    m_values.set("data-dir", m_folder.file("data"));
    m_values.set("run", m_run);
    m_values.set("table", "team");
    m_values.set("strict", "true");
    const auto judged = runJob("targets");
    ASSERT_TRUE(judged.ok()) << judged.error().describe();
    EXPECT_EQ(judged->json["cells"][0]["state"], "met");
    EXPECT_EQ(judged->exitStatus, 0);
    m_values.set("table", "teem");
    EXPECT_THAT(runJob("targets").error().describe(), HasSubstr("guide, team"));
}

TEST_F(TargetsAndReport, refuseActionsThatDoNotGoTogether) {
    m_values.set("list", "true");
    m_values.set("run", m_run);
    EXPECT_EQ(runJob("targets").error().code, ErrorCode::InvalidArgument);
    m_values = {};
    m_values.set("list", "true");
    m_values.set("export", "guide");
    EXPECT_EQ(runJob("targets").error().code, ErrorCode::InvalidArgument);
}

TEST_F(TargetsAndReport, exportATableThatCanBeReadAgain) {
    m_values.set("export", "guide");
    const auto exported = runJob("targets");
    ASSERT_TRUE(exported.ok());
    EXPECT_TRUE(results::targetTableFromText(exported->text, "guide").ok());
}

TEST_F(TargetsAndReport, writeEveryForm) {
    m_values.set("run", m_run);
    for (const char* form : {"html", "pdf", "markdown", "csv", "json-file"})
        m_values.set(form, m_folder.file(form));
    m_values.set("svg", m_folder.file("charts/of this run"));
    const auto written = runJob("report");
    ASSERT_TRUE(written.ok()) << written.error().describe();
    EXPECT_THAT(contentOf(m_folder.file("html")), HasSubstr("</html>"));
    EXPECT_THAT(contentOf(m_folder.file("pdf")), StartsWith("%PDF-"));
    EXPECT_THAT(contentOf(m_folder.file("markdown")), StartsWith("# quick look"));
    EXPECT_THAT(contentOf(m_folder.file("csv")), StartsWith("run,row,metric,unit,round,value"));
    EXPECT_EQ(contentOf(m_folder.file("json-file")), jsonText(written->json));
    EXPECT_EQ(written->json["run"]["schema"], "spacebench.run");
    EXPECT_EQ(tests::markupProblem(contentOf(m_folder.file("charts/of this run/throughput-dark.svg"))), "");
}

TEST_F(TargetsAndReport, neverReplaceTheRunThatTheyRead) {
    const std::string before = contentOf(m_run);
    m_values.set("run", m_run);
    m_values.set("html", m_run);
    EXPECT_EQ(runJob("report").error().code, ErrorCode::InvalidArgument);
    m_values = {};
    m_values.set("run", m_run);
    m_values.set("markdown", m_run);
    EXPECT_EQ(runJob("targets").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(contentOf(m_run), before);
}

TEST_F(TargetsAndReport, leaveNothingWhereTheRunIsNone) {
    m_values.set("run", m_folder.write("broken.json", "{\"schema\": \"spacebench.run\"}"));
    m_values.set("html", m_folder.file("page.html"));
    EXPECT_FALSE(runJob("report").ok());
    EXPECT_FALSE(std::filesystem::exists(m_folder.file("page.html")));
}

} // namespace
} // namespace spacebench::jobs
