// SPDX-License-Identifier: Apache-2.0
//
// `spacectl gate` from its parameters to its exit status, on runs that the tests make up: nothing here
// depends on how fast the machine is.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../results/history_sample.h"
#include "jobs/gate/gate_looks.h"
#include "jobs/runs/find_run.h"
#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::RunRecord;
using results::RunSample;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// `runs` samples a row, within 1 % of the sample's time times `scale`.
RunRecord runOf(const std::string& title, double scale, std::size_t runs = 10) {
    RunRecord record = tests::historySample(title);
    record.uid = title;
    record.session.clear();
    for (results::RecordRow& row : record.rows) {
        if (row.metrics.empty()) continue;
        row.rounds.clear();
        results::Metric& time = row.metrics.front();
        time.samples.clear();
        for (std::size_t i = 0; i < runs; ++i) {
            row.rounds.push_back(i);
            time.samples.push_back(1.5e6 * scale * (1 + 0.002 * static_cast<double>((i * 7) % runs)));
        }
    }
    return record;
}

class GateJobTest : public ::testing::Test {
  protected:
    GateJobTest() {
        m_values.set("data-dir", m_folder.file("data"));
        m_values.set("baseline", "main");
        m_values.set("run", "new");
    }

    void keepBaseline(const RunRecord& record) const {
        ASSERT_TRUE(keepRun(record, m_folder.file("data")).ok());
        const auto store = results::RunStore::open(m_folder.file("data"));
        ASSERT_TRUE((*store)->setBaseline("main", record.uid).ok());
    }
    void keep(const RunRecord& record) const { ASSERT_TRUE(keepRun(record, m_folder.file("data")).ok()); }

    Result<JobReport> run() const {
        const WorkContext context;
        const SteadyClock clock;
        return findJob("gate")->run(m_values, {context, clock});
    }
    JobReport done() const {
        auto report = run();
        EXPECT_TRUE(report.ok()) << report.error().describe();
        return report.ok() ? std::move(*report) : JobReport();
    }

    tests::TempFolder m_folder;
    ParamValues m_values;
};

TEST_F(GateJobTest, passesARunThatIsNoSlower) {
    keepBaseline(runOf("old", 1));
    keep(runOf("new", 1));
    m_values.set("junit", m_folder.file("gate.xml"));
    m_values.set("markdown", m_folder.file("gate.md"));
    const JobReport report = done();
    EXPECT_EQ(report.exitStatus, 0);
    EXPECT_EQ(report.json["outcome"], "passed");
    EXPECT_THAT(report.text, HasSubstr("The gate passed: 3 rows: 2 passed, 1 insufficient"));
    EXPECT_THAT(report.text, HasSubstr("10 runs a side find slow-downs of"));
    EXPECT_THAT(report.text, HasSubstr("nothing was measured again"));
    EXPECT_THAT(std::string(asText(tests::readFile(m_folder.file("gate.xml")))),
                HasSubstr("failures=\"0\" errors=\"0\" skipped=\"1\""));
    EXPECT_THAT(std::string(asText(tests::readFile(m_folder.file("gate.md")))), HasSubstr("## Gate passed"));
}

TEST_F(GateJobTest, failsARunThatIsSlower) {
    keepBaseline(runOf("old", 1));
    keep(runOf("new", 1.3));
    m_values.set("junit", m_folder.file("gate.xml"));
    const JobReport report = done();
    EXPECT_EQ(report.exitStatus, 1);
    EXPECT_EQ(report.json["counts"]["regression"], 2);
    EXPECT_THAT(std::string(asText(tests::readFile(m_folder.file("gate.xml")))), HasSubstr("<failure"));
    m_values.set("threshold", "50%");
    EXPECT_EQ(done().exitStatus, 0) << "below what the caller cares for";
}

TEST_F(GateJobTest, saysThatTooFewRunsDecideNothing) {
    keepBaseline(runOf("old", 1, 3));
    keep(runOf("new", 2, 3));
    const JobReport report = done();
    EXPECT_EQ(report.exitStatus, 5);
    EXPECT_EQ(report.json["outcome"], "undecided");
    EXPECT_THAT(report.text, HasSubstr("The gate is undecided"));
}

TEST_F(GateJobTest, mixesMachinesOnlyWhereThatIsAskedFor) {
    keepBaseline(runOf("old", 1));
    RunRecord other = runOf("new", 1);
    other.machine = "another processor";
    keep(other);
    const auto refused = run();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(exitCodeOf(refused.error().code), 2);
    m_values.set("mix-machines", "true");
    const JobReport report = done();
    EXPECT_EQ(report.exitStatus, 0);
    EXPECT_THAT(report.text, HasSubstr("different machines"));
}

TEST_F(GateJobTest, refusesABaselineOfAnotherMachineBeforeItMeasures) {
    keepBaseline(runOf("old", 1));
    ParamValues values;
    values.set("data-dir", m_folder.file("data"));
    values.set("baseline", "main");
    values.set("plan", "quick-look");
    m_values = values;
    const auto refused = run();
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message, HasSubstr("another machine"));
}

/// A baseline of another machine whose plan can be run here: the gate reads the plan, and measures nothing.
RunRecord foreignBaseline() {
    RunRecord record = runOf("old", 1);
    record.machine = "another processor";
    SimpleBench simple;
    simple.generatedAtoms = {200};
    Plan plan = planOf(simple);
    plan.programs = {{"this", ""}, {"before", "/no/such/spacectl"}};
    record.plan = toJson(plan);
    return record;
}

TEST_F(GateJobTest, needsNoProgramThatTheBaselineWasMeasuredBeside) {
    keepBaseline(foreignBaseline());
    m_values = ParamValues();
    m_values.set("data-dir", m_folder.file("data"));
    m_values.set("baseline", "main");
    const auto refused = run();
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message, HasSubstr("another machine")) << refused.error().describe();
}

TEST_F(GateJobTest, refusesRunsThatNoPlanCouldHold) {
    keepBaseline(foreignBaseline());
    m_values = ParamValues();
    m_values.set("data-dir", m_folder.file("data"));
    m_values.set("baseline", "main");
    m_values.set("runs", "20000");
    const auto refused = run();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(refused.error().message, HasSubstr("--runs is out of range"));
}

TEST_F(GateJobTest, neverReplacesWhatItsPlanMeasuresWith) {
    keepBaseline(runOf("old", 1));
    const std::string input = m_folder.file("kb.metta");
    std::ofstream(input) << "(a b)";
    const std::string plan = m_folder.file("plan.json");
    std::ofstream(plan)
        << R"({"schema": "spacebench.plan", "version": 1, "name": "p", "inputs": [{"file": "kb.metta"}],
        "measure": [{"operations": ["serialize"], "formats": ["mtts"]}]})";
    m_values = ParamValues();
    m_values.set("data-dir", m_folder.file("data"));
    m_values.set("baseline", "main");
    m_values.set("plan", plan);
    m_values.set("mix-machines", "true");
    for (const std::string& victim : {input, plan}) {
        m_values.set("junit", victim);
        const auto refused = run();
        ASSERT_FALSE(refused.ok());
        EXPECT_THAT(refused.error().message, HasSubstr("would replace the input")) << victim;
    }
}

TEST_F(GateJobTest, refusesWhatMakesNoSenseTogether) {
    keepBaseline(runOf("old", 1));
    keep(runOf("new", 1));
    using Values = std::vector<std::pair<std::string, std::string>>;
    for (const Values& mistake :
         std::vector<Values>{{},
                             {{"run", "new"}},
                             {{"baseline", "main"}, {"against", "spacectl"}},
                             {{"against", "spacectl"}},
                             {{"baseline", "main"}, {"run", "new"}, {"runs", "5"}},
                             {{"baseline", "main"}, {"run", "new"}, {"plan", "guide"}},
                             {{"baseline", "main"}, {"threshold", "much"}},
                             {{"baseline", "none"}},
                             {{"baseline", "main"}, {"run", "none"}},
                             {{"baseline", "main"}}}) { // its plan is none
        m_values = ParamValues();
        m_values.set("data-dir", m_folder.file("data"));
        std::string what;
        for (const auto& [id, value] : mistake) {
            m_values.set(id, value);
            what += id + "=" + value + " ";
        }
        const auto report = run();
        ASSERT_FALSE(report.ok()) << what;
        EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument) << what << report.error().describe();
    }
}

/// A plan of two rows whose samples take what the test says.
class GateLooksTest : public ::testing::Test {
  protected:
    GateLooksTest() {
        SimpleBench simple;
        simple.generatedAtoms = {200};
        simple.operations = {results::Operation::Serialize, results::Operation::Deserialize};
        simple.formatIds = {"paths"};
        m_request.plan = planOf(simple);
        m_request.plan.title = "Tiny";
        m_request.plan.control = false;
        m_request.sample = [this](const WorkerCell& worker, const CellRequest& cell, const WorkContext&,
                                  const std::function<void(std::uint64_t)>&) -> Result<RunSample> {
            const std::string name(results::operationName(cell.operation));
            m_measured.push_back(name + worker.program);
            const std::size_t nth = m_measured.size();
            if (const auto failure = m_failure ? m_failure(nth) : std::nullopt) return *failure;
            const double scale = m_scale ? m_scale(name + worker.program, nth) : 1;
            RunSample sample;
            sample.wallNs =
                static_cast<std::uint64_t>(1e6 * scale * (1 + 0.001 * static_cast<double>(nth % 7)));
            sample.storedBytes = 500;
            return sample;
        };
        m_options.dataFolder = m_folder.file("data");
    }

    std::shared_ptr<const RunRecord> measured() {
        auto run = runPlan(m_request, {m_context, m_clock});
        EXPECT_TRUE(run.ok()) << run.error().describe();
        m_measured.clear();
        return std::make_shared<const RunRecord>(results::recordOf(*run));
    }
    results::GateResult gate(const std::shared_ptr<const RunRecord>& baseline) {
        auto outcome = gate_job::measureAndJudge(m_request, baseline, m_options, {m_context, m_clock});
        EXPECT_TRUE(outcome.ok()) << outcome.error().describe();
        return outcome.ok() ? std::move(*outcome) : results::GateResult();
    }
    std::vector<results::RunSummary> kept() const {
        const auto store = results::RunStore::open(m_folder.file("data"));
        return *(*store)->list({});
    }

    tests::TempFolder m_folder;
    PlanRequest m_request;
    gate_job::LookOptions m_options;
    WorkContext m_context;
    SteadyClock m_clock;
    std::vector<std::string> m_measured;
    std::function<double(const std::string&, std::size_t)> m_scale;
    std::function<std::optional<Error>(std::size_t)> m_failure;
};

constexpr std::size_t kFirstLook = 20; ///< samples: two rows, ten runs

TEST_F(GateLooksTest, looksOnceWhereNothingIsSlower) {
    const auto outcome = gate(measured());
    EXPECT_EQ(outcome.exitStatus(), 0);
    EXPECT_THAT(m_measured, SizeIs(kFirstLook));
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_THAT(kept()[0].tags, ElementsAre("gate"));
    EXPECT_EQ(outcome.runs[1]->uid, kept()[0].uid);
}

TEST_F(GateLooksTest, measuresSuspectsAgainAndFailsWhereTheyAreSlowTwice) {
    const auto baseline = measured();
    m_scale = [](const std::string& row, std::size_t) { return row == "serialize" ? 1.3 : 1.0; };
    const auto outcome = gate(baseline);
    EXPECT_EQ(outcome.exitStatus(), 1);
    EXPECT_EQ(outcome.count(results::GateVerdict::Regression), 1U);
    EXPECT_EQ(outcome.count(results::GateVerdict::Passed), 1U);
    ASSERT_THAT(m_measured, SizeIs(kFirstLook + 10));
    EXPECT_THAT(std::vector<std::string>(m_measured.begin() + kFirstLook, m_measured.end()),
                Not(Contains("deserialize")))
        << "only what looked slower is measured again";
    ASSERT_THAT(kept(), SizeIs(2));
    EXPECT_EQ(outcome.runs[2]->title, "Tiny, measured again");
}

TEST_F(GateLooksTest, clearsASuspectThatIsSlowOnceOnly) {
    const auto baseline = measured();
    m_scale = [](const std::string&, std::size_t nth) { return nth <= kFirstLook ? 1.3 : 1.0; };
    const auto outcome = gate(baseline);
    EXPECT_EQ(outcome.count(results::GateVerdict::NotConfirmed), 2U);
    EXPECT_EQ(outcome.exitStatus(), 0);
}

TEST_F(GateLooksTest, endsNoRowEarly) {
    const auto baseline = measured();
    m_request.plan.runs = 12;
    m_request.plan.intervalGoal = 0.5;
    static_cast<void>(gate(baseline));
    EXPECT_THAT(m_measured, SizeIs(kFirstLook * 12 / 10));
}

TEST_F(GateLooksTest, judgesByOneLookWhereThatIsAskedFor) {
    const auto baseline = measured();
    m_options.confirm = false;
    m_options.keep = false;
    m_scale = [](const std::string&, std::size_t) { return 1.3; };
    const auto outcome = gate(baseline);
    EXPECT_EQ(outcome.exitStatus(), 1);
    EXPECT_THAT(m_measured, SizeIs(kFirstLook));
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(GateLooksTest, failsWhereWorkersDieWhenASuspectIsMeasuredAgain) {
    const auto baseline = measured();
    m_scale = [](const std::string&, std::size_t) { return 1.3; };
    m_failure = [](std::size_t nth) -> std::optional<Error> {
        return nth > kFirstLook ? std::optional(Error::internal("the worker died")) : std::nullopt;
    };
    const auto outcome = gate(baseline);
    EXPECT_EQ(outcome.count(results::GateVerdict::Broken), 2U);
    EXPECT_EQ(outcome.exitStatus(), 1);
}

TEST_F(GateLooksTest, measuresAgainWhereOneWorkerDied) {
    const auto baseline = measured();
    for (const bool again : {false, true}) {
        m_measured.clear();
        m_failure = [again](std::size_t nth) -> std::optional<Error> {
            const bool dies = nth == 5 || (again && nth == kFirstLook + 3);
            return dies ? std::optional(Error::internal("the worker died")) : std::nullopt;
        };
        const auto outcome = gate(baseline);
        EXPECT_THAT(m_measured, SizeIs(kFirstLook + 10)) << "the one row, and no other";
        EXPECT_EQ(outcome.count(results::GateVerdict::Broken), again ? 1U : 0U);
        EXPECT_EQ(outcome.count(results::GateVerdict::NotConfirmed), again ? 0U : 1U);
        EXPECT_EQ(outcome.exitStatus(), again ? 1 : 0);
        EXPECT_THAT(toText(outcome), HasSubstr("1 run failed"));
    }
}

TEST_F(GateLooksTest, neverFailsForASuspicionThatCouldNotBeLookedInto) {
    const auto baseline = measured();
    m_scale = [](const std::string&, std::size_t) { return 1.3; };
    m_failure = [](std::size_t nth) -> std::optional<Error> {
        return nth > kFirstLook ? std::optional(Error::unsupported("not here any more")) : std::nullopt;
    };
    const auto outcome = gate(baseline);
    EXPECT_EQ(outcome.count(results::GateVerdict::Suspected), 2U);
    EXPECT_EQ(outcome.exitStatus(), 5);
}

TEST_F(GateLooksTest, passesNothingThatWasInterrupted) {
    const auto baseline = measured();
    std::stop_source stop;
    m_context.stop = stop.get_token();
    m_scale = [&stop](const std::string&, std::size_t nth) {
        if (nth == 5) stop.request_stop();
        return 1.3;
    };
    const auto outcome = gate(baseline);
    EXPECT_FALSE(outcome.complete);
    EXPECT_EQ(outcome.exitStatus(), 130);
    EXPECT_THAT(results::toText(outcome), HasSubstr("The gate was interrupted"));
    EXPECT_LT(m_measured.size(), kFirstLook);
}

TEST_F(GateLooksTest, keepsItsJudgementWhereTheHistoryCannotBeWritten) {
    const auto baseline = measured();
    m_options.dataFolder = m_folder.write("no-folder", "a file");
    const auto outcome = gate(baseline);
    EXPECT_EQ(outcome.exitStatus(), 0);
    EXPECT_THAT(outcome.warnings, Contains(HasSubstr("not kept in the history")));
}

TEST_F(GateLooksTest, pairsTwoBuildsByTheirRounds) {
    m_request.plan.programs = {{"before", "old"}, {"this", ""}};
    m_options.keep = false;
    // The machine slows down all the time: what takes turns is slowed alike.
    m_scale = [](const std::string& row, std::size_t nth) {
        const double machine = 1 + 0.01 * static_cast<double>(nth);
        return row == "serialize" ? 1.3 * machine : machine;
    };
    const auto outcome = gate(nullptr);
    EXPECT_TRUE(outcome.paired);
    EXPECT_EQ(outcome.exitStatus(), 1);
    for (const results::GateRow& row : outcome.rows)
        EXPECT_EQ(row.verdict, row.label.find("deserialize") == std::string::npos
                                   ? results::GateVerdict::Regression
                                   : results::GateVerdict::Passed)
            << row.label;
    EXPECT_THAT(outcome.runs[0]->title, HasSubstr("before"));
    EXPECT_THAT(outcome.runs[1]->title, HasSubstr("this"));
}

} // namespace
} // namespace spacebench::jobs
