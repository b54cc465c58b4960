// SPDX-License-Identifier: Apache-2.0
//
// How a plan is run, with figures that the tests make up, and a few real ones at the end.
#include "jobs/bench/run_plan.h"

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include <gmock/gmock.h>

#include "measure/allocation.h"
#include "results/run_record.h"
#include "space/memory_space.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

using results::BenchRow;
using results::BenchRun;
using results::MeasureState;
using results::Operation;
using results::RunSample;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Goes on by a fixed step with each reading, and by what a sample is said to take.
class FakeClock final : public Clock {
  public:
    std::uint64_t nowNs() const override {
        const std::uint64_t now = m_now += 1000;
        if (onReading) onReading();
        return now;
    }
    void pass(double seconds) { m_now += static_cast<std::uint64_t>(seconds * 1e9); }

    std::function<void()> onReading;

  private:
    mutable std::atomic<std::uint64_t> m_now = 0;
};

space::SpacePtr spaceOf(std::uint64_t count, std::uint64_t valueOfFirst = 0) {
    space::PathSetBuilder builder;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Bytes path = {0xC3, 'a', static_cast<Byte>(i / 250 + 1), static_cast<Byte>(i % 250 + 1)};
        EXPECT_TRUE(builder.add(path, i == 0 ? valueOfFirst : 0).ok());
    }
    auto paths = builder.finish({});
    EXPECT_TRUE(paths.ok());
    return std::make_shared<space::MemorySpace>(std::move(paths).value());
}

class RunPlanTest : public ::testing::Test {
  protected:
    RunPlanTest() {
        SimpleBench simple;
        simple.spaces = {"small"};
        simple.operations = {Operation::Serialize, Operation::Deserialize};
        simple.formatIds = {"paths", "mtts"};
        m_request.plan = planOf(simple);
        m_request.plan.control = false;
        m_request.spaces = {{"small", {spaceOf(200), nullptr, nullptr}}};
        m_request.sample = [this](const WorkerCell& worker, const CellRequest& cell, const WorkContext&,
                                  const std::function<void(std::uint64_t)>&) -> Result<RunSample> {
            const std::string name =
                std::string(results::operationName(cell.operation)) + " " + cell.formatId + worker.program;
            m_order.push_back(name);
            m_cells[name].push_back(cell);
            m_clock.pass(m_secondsASample);
            const std::size_t nth = m_cells[name].size() - 1;
            if (m_onSample) m_onSample(m_order.size());
            if (const auto failing = m_failing.find(name); failing != m_failing.end())
                if (auto error = failing->second(nth)) return *error;
            RunSample sample;
            sample.wallNs = m_timeNs ? m_timeNs(name, nth) : 1'000'000;
            sample.iterations = cell.iterations != 0 ? cell.iterations : 10 + nth;
            sample.storedBytes = 500;
            return sample;
        };
    }

    Result<BenchRun> run(const std::function<void(const BenchRun&)>& onUpdate = {}) {
        WorkContext context;
        context.stop = m_stop.get_token();
        return runPlan(m_request, {context, m_clock}, onUpdate);
    }
    BenchRun measured() {
        auto result = run();
        EXPECT_TRUE(result.ok()) << result.error().describe();
        return result.ok() ? std::move(*result) : BenchRun{};
    }
    static const BenchRow& row(const BenchRun& run, const std::string& label) {
        for (const BenchRow& one : run.rows)
            if (one.label == label) return one;
        ADD_FAILURE() << "no row " << label;
        return run.rows.front();
    }

    void onlySerializePaths() {
        SimpleBench simple;
        simple.spaces = {"small"};
        simple.operations = {Operation::Serialize};
        simple.formatIds = {"paths"};
        m_request.plan = planOf(simple);
        m_request.plan.control = true;
    }

    PlanRequest m_request;
    FakeClock m_clock;
    std::stop_source m_stop;
    double m_secondsASample = 0.1;
    std::vector<std::string> m_order;
    std::map<std::string, std::vector<CellRequest>> m_cells;
    std::function<std::uint64_t(const std::string&, std::size_t)> m_timeNs;
    std::map<std::string, std::function<std::optional<Error>(std::size_t)>> m_failing;
    std::function<void(std::size_t)> m_onSample;
};

TEST_F(RunPlanTest, takesEverySampleOfEveryRowInRounds) {
    m_request.plan.runs = 5;
    const BenchRun run = measured();
    ASSERT_EQ(run.rows.size(), 4U);
    EXPECT_TRUE(run.complete);
    EXPECT_EQ(m_order.size(), 20U);
    for (const BenchRow& one : run.rows) {
        EXPECT_EQ(one.samplesNs.size(), 5U);
        EXPECT_EQ(one.state, MeasureState::Measured);
        EXPECT_EQ(one.medianNs, 1e6);
        EXPECT_EQ(one.isolation, "process");
        EXPECT_THAT(one.notes, Contains("output verified"));
        EXPECT_FALSE(one.targets.empty());
        for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(one.runs[i].round, i);
    }
    EXPECT_EQ(run.inputs[0].atoms, 200U);
    EXPECT_EQ(run.inputs[0].name, "small");
    EXPECT_EQ(run.plan["schema"], "spacebench.plan");
    for (std::size_t round = 0; round < 5; ++round)
        EXPECT_EQ(std::set<std::string>(m_order.begin() + static_cast<std::ptrdiff_t>(round * 4),
                                        m_order.begin() + static_cast<std::ptrdiff_t>(round * 4 + 4))
                      .size(),
                  4U);
}

TEST_F(RunPlanTest, countsOneThreadWhereOneIsUsed) {
    SimpleBench simple;
    simple.spaces = {"small"};
    simple.operations = {Operation::Load};
    simple.formatIds = {"act"};
    m_request.plan = planOf(simple);
    EXPECT_EQ(measured().rows[0].threads, 1U);
}

TEST_F(RunPlanTest, batchesAllSamplesOfARowAlike) {
    m_request.plan.runs = 4;
    static_cast<void>(measured());
    for (const auto& [name, cells] : m_cells) {
        EXPECT_EQ(cells[0].iterations, 0U) << name << ": the first one finds out";
        for (std::size_t i = 1; i < cells.size(); ++i) EXPECT_EQ(cells[i].iterations, 10U) << name;
        EXPECT_FALSE(cells[0].files.framed.empty());
        EXPECT_FALSE(cells[0].files.storedHash.empty());
    }
}

TEST_F(RunPlanTest, makesABatchLongerThatWasTooShort) {
    m_request.plan.runs = 4;
    // The first worker is slow: its ten iterations take 10 ms, those of the others 2 ms.
    m_timeNs = [](const std::string&, std::size_t nth) { return nth == 0 ? 1'000'000 : 200'000; };
    const BenchRun run = measured();
    for (const auto& [name, cells] : m_cells) {
        EXPECT_EQ(cells[1].iterations, 10U) << name;
        EXPECT_EQ(cells[2].iterations, 63U) << name << ": 12.5 ms";
        EXPECT_EQ(cells[3].iterations, 63U) << name;
    }
    for (const BenchRow& one : run.rows) {
        EXPECT_THAT(one.notes, Contains("1 of 4 samples are of less than 10 ms together"));
        EXPECT_THAT(one.notes, Contains("each sample is the mean of 10 to 63 runs"));
    }
    EXPECT_THAT(run.warnings, Contains("samples of less than 10 ms together in 4 of 4 rows"));
}

TEST_F(RunPlanTest, asksForBatchesThatAreLongEnoughInFasterWorkersToo) {
    m_request.plan.runs = 2;
    static_cast<void>(measured());
    for (const auto& [name, cells] : m_cells) EXPECT_EQ(cells[0].minSampleNs, 12'500'000U) << name;
}

TEST_F(RunPlanTest, takesNoBatchForShortBecauseItsMeanIsRounded) {
    m_request.plan.runs = 2;
    // Ten iterations of 10,000,004 ns together are 1,000,000 ns each.
    m_request.plan.minSampleMs = 10.000'004;
    m_timeNs = [](const std::string&, std::size_t) { return 1'000'000; };
    const BenchRun run = measured();
    for (const auto& [name, cells] : m_cells) EXPECT_EQ(cells[1].iterations, 10U) << name;
    EXPECT_THAT(run.warnings, Not(Contains(HasSubstr("together"))));
}

TEST_F(RunPlanTest, keepsThePairsOfARoundAlikeWhenItMakesABatchLonger) {
    m_request.plan.programs = {{"this", ""}, {"before", "/old"}};
    m_request.plan.runs = 9;
    std::map<std::string, std::size_t> asked;
    // All but the very first sample of a thing are faster, and from the fifth round on faster still.
    m_timeNs = [&](const std::string& name, std::size_t nth) {
        const std::string thing = name.substr(0, name.find('/'));
        if (asked[thing]++ == 0) return 1'000'000;
        return nth < 5 ? 200'000 : 100'000;
    };
    static_cast<void>(measured());
    for (const auto& [name, cells] : m_cells) {
        if (name.ends_with("/old")) continue;
        const auto& others = m_cells[name + "/old"];
        ASSERT_EQ(others.size(), cells.size());
        for (std::size_t round = 1; round < cells.size(); ++round)
            EXPECT_EQ(cells[round].iterations, others[round].iterations) << name << ", round " << round;
        EXPECT_EQ(cells.back().iterations, 125U);
    }
}

TEST_F(RunPlanTest, measuresTheNoiseWithAHiddenControl) {
    m_request.plan.control = true;
    m_request.plan.runs = 10;
    m_timeNs = [](const std::string&, std::size_t nth) { return 1'000'000 + nth % 5 * 10'000; };
    const BenchRun run = measured();
    EXPECT_EQ(run.rows.size(), 4U) << "the control is no row";
    EXPECT_EQ(m_order.size(), 60U);
    EXPECT_EQ(run.controlFirstNs.size(), 10U);
    EXPECT_EQ(run.controlSecondNs.size(), 10U);
    EXPECT_GT(run.noiseFloor, 0);
    EXPECT_LT(run.noiseFloor, 0.1);
    EXPECT_THAT(results::toText(run), HasSubstr("noise floor of this session: "));
    EXPECT_THAT(results::toText(run), HasSubstr("(A/A control, 10 pairs)"));
    EXPECT_THAT(results::toText(run), HasSubstr("with this noise, 10 runs see changes of "));
}

TEST_F(RunPlanTest, endsARowWhoseIntervalIsTightEnough) {
    m_request.plan.intervalGoal = 0.02;
    m_request.plan.runs = 30;
    m_timeNs = [](const std::string& name, std::size_t nth) {
        return name == "serialize mtts" ? 1'000'000 + nth % 2 * 1'000'000 : 1'000'000 + nth % 2 * 1000;
    };
    const BenchRun run = measured();
    EXPECT_EQ(row(run, "serialize paths").samplesNs.size(), 9U) << "fewer say nothing";
    EXPECT_THAT(row(run, "serialize paths").notes, Contains(HasSubstr("ended after 9 of 30 runs")));
    EXPECT_EQ(row(run, "serialize mtts").samplesNs.size(), 30U);
}

TEST_F(RunPlanTest, endsWithTheBudgetAndSaysWhatItDidNotReach) {
    m_request.plan.runs = 20;
    m_request.plan.budgetSeconds = 4;
    m_secondsASample = 0.5;
    const BenchRun run = measured();
    EXPECT_TRUE(run.complete) << "the budget is part of the plan";
    std::size_t taken = 0;
    for (const BenchRow& one : run.rows) {
        taken += one.samplesNs.size();
        EXPECT_GE(one.samplesNs.size(), 1U) << "the first round has all rows";
        EXPECT_EQ(one.state, MeasureState::Insufficient);
        EXPECT_THAT(one.reason, HasSubstr("the budget of 4 s ended"));
        EXPECT_THAT(one.reason, HasSubstr("of 20 runs"));
        EXPECT_THAT(one.reason, HasSubstr("would have taken"));
    }
    EXPECT_LE(taken, 8U);
    EXPECT_GE(taken, 6U);
    EXPECT_THAT(run.warnings, Contains(HasSubstr("the budget of 4 s ended")));

    m_request.plan.budgetSeconds = 1e-9;
    const auto nothing = this->run();
    ASSERT_FALSE(nothing.ok());
    EXPECT_EQ(nothing.error().code, ErrorCode::LimitExceeded);
    EXPECT_THAT(nothing.error().message, HasSubstr("before anything was measured"));
}

TEST_F(RunPlanTest, countsNeitherPreparationNorPausesToTheBudget) {
    m_request.plan.runs = 3;
    m_request.plan.budgetSeconds = 4;
    m_clock.onReading = [this, first = true]() mutable {
        if (std::exchange(first, false)) m_clock.pass(100); // opening inputs, probing the disk
    };
    EXPECT_EQ(measured().rows[0].samplesNs.size(), 3U);

    m_request.control = std::make_shared<PlanControl>();
    std::jthread somebody;
    const std::size_t before = m_order.size();
    // The pause begins between two samples; while it lasts the clock goes on.
    const auto update = [&](const BenchRun&) {
        if (m_order.size() != before + 3 || somebody.joinable()) return;
        m_request.control->pause(true);
        m_clock.onReading = [&] {
            if (somebody.joinable()) return;
            somebody = std::jthread([this] {
                m_clock.pass(100);
                m_request.control->pause(false);
            });
        };
    };
    const auto paused = run(update);
    ASSERT_TRUE(paused.ok());
    EXPECT_TRUE(somebody.joinable()) << "there was a pause";
    for (const BenchRow& one : paused->rows) EXPECT_EQ(one.samplesNs.size(), 3U) << one.label;
}

TEST_F(RunPlanTest, countsADeadWorkerAsAFailedSampleAndGoesOn) {
    m_request.plan.runs = 10;
    m_failing["serialize mtts"] = [](std::size_t nth) -> std::optional<Error> {
        if (nth % 3 == 1) return Error::internal("the child process ended by SIGKILL");
        return std::nullopt;
    };
    const BenchRun run = measured();
    const BenchRow& mtts = row(run, "serialize mtts");
    EXPECT_EQ(mtts.state, MeasureState::Measured);
    EXPECT_EQ(mtts.samplesNs.size(), 7U);
    EXPECT_EQ(mtts.failures.size(), 3U);
    EXPECT_THAT(mtts.failures[0], HasSubstr("SIGKILL"));
    EXPECT_THAT(mtts.notes, Contains(HasSubstr("3 of 10 workers failed")));
    std::vector<std::uint64_t> rounds;
    for (const RunSample& sample : mtts.runs) rounds.push_back(sample.round);
    EXPECT_THAT(rounds, ElementsAre(0, 2, 3, 5, 6, 8, 9)) << "pairs stay pairs";
    EXPECT_EQ(row(run, "serialize paths").samplesNs.size(), 10U);
}

TEST_F(RunPlanTest, givesARowUpAfterThreeDeathsInARow) {
    m_failing["serialize mtts"] = [](std::size_t nth) -> std::optional<Error> {
        if (nth >= 2) return Error::internal("the child process ended by SIGSEGV");
        return std::nullopt;
    };
    const BenchRun run = measured();
    const BenchRow& mtts = row(run, "serialize mtts");
    EXPECT_EQ(mtts.state, MeasureState::Failed);
    EXPECT_THAT(mtts.reason, HasSubstr("3 workers in a row failed: the child process ended by SIGSEGV"));
    EXPECT_EQ(mtts.samplesNs.size(), 2U) << "what was measured is kept";
    EXPECT_EQ(m_cells["serialize mtts"].size(), 5U);
    EXPECT_EQ(row(run, "deserialize mtts").samplesNs.size(), 10U);
    EXPECT_TRUE(run.complete);
}

TEST_F(RunPlanTest, showsNoFigureOfWrongOutput) {
    m_failing["deserialize paths"] = [](std::size_t nth) -> std::optional<Error> {
        if (nth == 4)
            return Error::wrongOutput("deserialize of paths gave a different space than it was given");
        return std::nullopt;
    };
    const BenchRun run = measured();
    const BenchRow& wrong = row(run, "deserialize paths");
    EXPECT_EQ(wrong.state, MeasureState::Rejected);
    EXPECT_THAT(wrong.reason, HasSubstr("different space"));
    EXPECT_THAT(wrong.samplesNs, IsEmpty());
    EXPECT_EQ(m_cells["deserialize paths"].size(), 5U);
    EXPECT_THAT(results::toText(run), HasSubstr("deserialize paths: rejected: "));
    // Nor one of what came before.
    EXPECT_EQ(wrong.medianNs, 0);
    EXPECT_EQ(wrong.allocations, std::nullopt);
    EXPECT_EQ(wrong.peakHeapBytes, std::nullopt);
    EXPECT_THAT(wrong.targets, IsEmpty());
    EXPECT_GT(wrong.threads, 0U);
}

TEST_F(RunPlanTest, takesOutputThatCannotBeReadForWrong) {
    m_failing["deserialize paths"] = [](std::size_t nth) -> std::optional<Error> {
        return nth == 1 ? std::optional(Error::corrupt("the stream ends early")) : std::nullopt;
    };
    const BenchRun run = measured();
    EXPECT_EQ(row(run, "deserialize paths").state, MeasureState::Rejected);
    EXPECT_THAT(row(run, "deserialize paths").samplesNs, IsEmpty());
}

TEST_F(RunPlanTest, rejectsTheRowWhoseControlIsWrong) {
    onlySerializePaths();
    // Of the first three samples one is the row's and two are the control's, in any order.
    for (std::size_t wrong = 0; wrong < 3; ++wrong) {
        m_cells.clear();
        m_failing["serialize paths"] = [wrong](std::size_t nth) -> std::optional<Error> {
            return nth == wrong ? std::optional(Error::wrongOutput("another space")) : std::nullopt;
        };
        const BenchRun run = measured();
        EXPECT_EQ(run.rows[0].state, MeasureState::Rejected) << wrong;
        EXPECT_THAT(run.rows[0].samplesNs, IsEmpty()) << wrong;
    }
}

TEST_F(RunPlanTest, keepsTheWholePairsOfAControlThatDies) {
    onlySerializePaths();
    m_timeNs = [](const std::string&, std::size_t nth) { return 1'000'000 + nth % 5 * 10'000; };
    std::size_t ofTheControl = 0;
    for (std::size_t dying = 15; dying < 18; ++dying) {
        m_cells.clear();
        m_failing["serialize paths"] = [dying](std::size_t nth) -> std::optional<Error> {
            return nth == dying ? std::optional(Error::internal("ended by SIGKILL")) : std::nullopt;
        };
        const BenchRun run = measured();
        EXPECT_EQ(run.rows[0].state, MeasureState::Measured) << dying;
        EXPECT_GT(run.noiseFloor, 0) << dying;
        EXPECT_EQ(run.controlFirstNs.size(), run.controlSecondNs.size()) << dying;
        if (!run.rows[0].failures.empty()) continue;
        ++ofTheControl;
        EXPECT_EQ(run.controlFirstNs.size(), 5U) << dying;
        EXPECT_THAT(run.warnings, Contains(HasSubstr("measured with 5 pairs only: "))) << dying;
    }
    EXPECT_EQ(ofTheControl, 2U);
}

TEST_F(RunPlanTest, keepsWhatWasMeasuredBeforeItIsCancelled) {
    m_onSample = [this](std::size_t taken) {
        if (taken == 6) m_stop.request_stop();
    };
    const BenchRun run = measured();
    EXPECT_FALSE(run.complete);
    std::size_t taken = 0;
    for (const BenchRow& one : run.rows) {
        taken += one.samplesNs.size();
        EXPECT_EQ(one.state, MeasureState::Insufficient);
        EXPECT_THAT(one.reason, HasSubstr("interrupted"));
    }
    EXPECT_EQ(taken, 6U);
    m_stop.request_stop();
    const auto nothing = this->run();
    ASSERT_FALSE(nothing.ok());
    EXPECT_EQ(nothing.error().code, ErrorCode::Cancelled);
}

TEST_F(RunPlanTest, doesWhatItsControlSays) {
    m_request.plan.runs = 3;
    m_request.control = std::make_shared<PlanControl>();
    m_request.control->setFirst({3});
    m_onSample = [this](std::size_t taken) {
        if (taken == 3) m_request.control->skip(0);
    };
    const BenchRun run = measured();
    EXPECT_EQ(run.rows[3].samplesNs.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(m_order[i], "deserialize mtts");
    EXPECT_EQ(run.rows[0].state, MeasureState::Insufficient);
    EXPECT_THAT(run.rows[0].reason, HasSubstr("skipped"));
    EXPECT_EQ(run.rows[1].samplesNs.size(), 3U);
}

TEST_F(RunPlanTest, waitsWhileItIsPausedAndEndsWhenItIsCancelledMeanwhile) {
    m_request.control = std::make_shared<PlanControl>();
    m_onSample = [this](std::size_t taken) {
        if (taken == 2) {
            m_request.control->pause(true);
            m_stop.request_stop(); // a pause that nobody ends must not hold the job
        }
    };
    const BenchRun run = measured();
    EXPECT_FALSE(run.complete);
    EXPECT_EQ(m_order.size(), 2U);
    m_request.control->pause(false);
    m_request.control->waitWhilePaused({});
}

TEST_F(RunPlanTest, measuresAPartOfThePlan) {
    m_request.plan.runs = 2;
    std::set<std::string> labels;
    std::size_t rows = 0;
    for (unsigned part = 1; part <= 2; ++part) {
        m_request.shard = {part, 2};
        const BenchRun run = measured();
        rows += run.rows.size();
        for (const BenchRow& one : run.rows) labels.insert(one.label);
        EXPECT_EQ(run.plan["x-shard"], std::to_string(part) + "/2");
    }
    EXPECT_EQ(rows, 4U);
    EXPECT_EQ(labels.size(), 4U);
    m_request.shard = {};
    m_request.onlyKeys = {"serialize/mtts@small"};
    const BenchRun again = measured();
    ASSERT_EQ(again.rows.size(), 1U);
    EXPECT_EQ(again.rows[0].key, "serialize/mtts@small");
    m_request.onlyKeys = {"nothing"};
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument);
}

TEST_F(RunPlanTest, interleavesTwoPrograms) {
    m_request.plan.programs = {{"this", ""}, {"before", "/old"}};
    m_request.plan.runs = 9;
    m_timeNs = [](const std::string& name, std::size_t) {
        return name.ends_with("/old") ? 1'000'000 : 1'100'000;
    };
    const BenchRun run = measured();
    ASSERT_EQ(run.rows.size(), 8U);
    const auto records = results::recordsOf(run);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].rows.size(), 4U);
    EXPECT_EQ(records[0].rows[0].key, records[1].rows[0].key);
    EXPECT_EQ(records[1].rows[0].metric(results::metric::kTime)->value.value, 1e6);
    for (const auto& [name, cells] : m_cells)
        EXPECT_EQ(cells.back().iterations, 10U) << "both programs are batched alike";
    m_cells.clear();
    m_request.plan.sweeps.front().injectedDelay = 0.1;
    ASSERT_FALSE(measured().rows.empty());
    for (const auto& [name, cells] : m_cells)
        EXPECT_EQ(cells.back().injectedDelay, name.ends_with("/old") ? 0 : 0.1) << name;
}

TEST_F(RunPlanTest, refusesAProgramThatIsNoWorkerBeforeItMeasures) {
    m_request.sample = {};
    m_request.plan.programs = {{"this", ""}, {"before", "/bin/true"}};
    const auto result = run();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
    EXPECT_THAT(result.error().describe(), HasSubstr("/bin/true"));
}

TEST_F(RunPlanTest, goesOnWithoutAnInputThatCannotBeRead) {
    const tests::TempFolder folder;
    PlanInput broken;
    broken.file = folder.write("broken.paths", "\x78\x9c\x07 cut");
    m_request.plan.inputs.push_back(broken);
    m_request.plan.runs = 2;
    const BenchRun run = measured();
    ASSERT_EQ(run.rows.size(), 8U);
    std::size_t failed = 0;
    for (const BenchRow& one : run.rows)
        if (one.state == MeasureState::Failed) {
            ++failed;
            EXPECT_THAT(one.reason, HasSubstr("broken.paths"));
            EXPECT_THAT(one.samplesNs, IsEmpty());
        }
    EXPECT_EQ(failed, 4U);
    EXPECT_THAT(run.warnings, Contains(HasSubstr("broken.paths was not measured")));
    m_request.plan.inputs.erase(m_request.plan.inputs.begin());
    EXPECT_FALSE(this->run().ok()) << "nothing is left";
}

TEST_F(RunPlanTest, saysWhatAFormatCannotHoldAndWhatMakesNoSense) {
    m_request.spaces = {{"small", {spaceOf(10, 77), nullptr, nullptr}}};
    m_request.plan.runs = 2;
    EXPECT_THAT(row(measured(), "serialize paths").notes, Contains(HasSubstr("left out: ")));
    m_request.spaces = {{"small", {spaceOf(0), nullptr, nullptr}}};
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument) << "empty";
    m_request.spaces.clear();
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument) << "not open";
    m_request.plan.runs = 0;
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument);
}

TEST_F(RunPlanTest, tellsHowItGoesOn) {
    m_request.plan.runs = 3;
    std::vector<double> left;
    std::vector<double> elapsed;
    const auto result = run([&](const BenchRun& soFar) {
        EXPECT_EQ(soFar.rows.size(), 4U) << "all rows from the beginning";
        left.push_back(soFar.estimatedSeconds);
        elapsed.push_back(soFar.elapsedSeconds);
    });
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(left.size(), 14U) << "before, after each of twelve samples, and at the end";
    EXPECT_NEAR(left[12], 0, 1e-9);
    EXPECT_NEAR(left[11], 0.1, 0.02) << "one sample of what the others took";
    EXPECT_TRUE(std::is_sorted(elapsed.begin(), elapsed.end()));
}

TEST_F(RunPlanTest, measuresInWorkersAndInThisProcess) {
    m_request.sample = {};
    m_request.plan.runs = 2;
    m_request.plan.minSampleMs = 0.01;
    m_request.plan.sweeps[0].formats = {"paths"};
    m_request.plan.sweeps[0].operations = {Operation::Serialize};
    for (const Isolation isolation : {Isolation::Process, Isolation::InProcess}) {
        m_request.plan.isolation = isolation;
        const SteadyClock clock;
        const auto result = runPlan(m_request, {WorkContext{}, clock});
        ASSERT_TRUE(result.ok()) << result.error().describe();
        ASSERT_EQ(result->rows.size(), 1U);
        const BenchRow& row = result->rows[0];
        EXPECT_EQ(row.state, MeasureState::Measured) << row.reason;
        EXPECT_EQ(row.isolation, isolationName(isolation));
        ASSERT_EQ(row.samplesNs.size(), 2U);
        EXPECT_EQ(row.codec, "zlib");
        EXPECT_GT(row.storedBytes, 0U);
        EXPECT_EQ(row.allocations.has_value(), measure::allocationCountingAvailable());
        EXPECT_TRUE(row.floor.has_value());
    }
}

} // namespace
} // namespace spacebench::jobs
