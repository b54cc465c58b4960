// SPDX-License-Identifier: Apache-2.0
//
// The experiment with made-up trials and a clock that only they move: nothing here depends on time.
#include <set>

#include <gmock/gmock.h>

#include "jobs/techniques/circumstances.h"
#include "jobs/techniques/experiment.h"
#include "support/temp_folder.h"

namespace spacebench::jobs::techniques {
namespace {

using results::EffectRow;
using results::ExperimentKind;
using results::MeasureState;
using results::TechniqueRun;
using testing::ElementsAre;
using testing::HasSubstr;
using tuning::Task;
using tuning::TaskKind;

constexpr std::uint64_t kMs = 1'000'000;

class FakeClock final : public Clock {
  public:
    std::uint64_t nowNs() const override { return now; }
    mutable std::uint64_t now = 1'000;
};

/// What a made-up configuration does.
struct Behaviour {
    std::uint64_t ns = 10 * kMs;
    std::uint64_t checksumNs = kMs;
    std::uint64_t allocations = 1000;
    std::string difference;
    std::optional<Error> makeError;
    std::optional<Error> gateError;
    std::optional<Error> sampleError;
    std::uint64_t failAfter = 0; ///< samples before sampleError
};

/// Plays all trials, and notes what was asked of them in which order.
class FakeTrials final : public TrialSource {
  public:
    explicit FakeTrials(FakeClock& clock) : m_clock(clock) {}

    std::function<Behaviour(const Task&, const PlannedConfiguration&)> behave =
        [](const Task&, const PlannedConfiguration&) { return Behaviour(); };
    std::function<void(const std::string&)> onSample = [](const std::string&) {};
    std::vector<std::string> samples; ///< ids, in the order in which they were run
    std::map<std::string, int> gates;
    std::map<std::string, int> counts;
    int tasksEnded = 0;

    Result<std::unique_ptr<Trial>> make(const Task& task, const PlannedConfiguration& configuration,
                                        const WorkContext&) override {
        const Behaviour behaviour = behave(task, configuration);
        if (behaviour.makeError) return *behaviour.makeError;
        return std::unique_ptr<Trial>(std::make_unique<FakeTrial>(*this, configuration.id, behaviour));
    }
    void endTask() override { ++tasksEnded; }

  private:
    class FakeTrial final : public Trial {
      public:
        FakeTrial(FakeTrials& owner, std::string id, Behaviour behaviour)
            : m_owner(owner), m_id(std::move(id)), m_behaviour(std::move(behaviour)) {}
        Result<GateResult> gate(bool, const WorkContext&) override {
            ++m_owner.gates[m_id];
            m_owner.m_clock.now += m_behaviour.ns;
            if (m_behaviour.gateError) return *m_behaviour.gateError;
            return GateResult{m_behaviour.difference, m_behaviour.ns};
        }
        Result<results::RunCounts> count(const WorkContext&) override {
            ++m_owner.counts[m_id];
            m_owner.m_clock.now += m_behaviour.ns;
            results::RunCounts counts;
            counts.allocations = m_behaviour.allocations;
            counts.storedBytes = 5000;
            return counts;
        }
        Result<Sample> sample(std::uint64_t runs, const WorkContext& context) override {
            SB_CHECK(context.poll());
            m_owner.samples.push_back(m_id);
            m_owner.onSample(m_id);
            if (m_behaviour.sampleError && m_samples >= m_behaviour.failAfter)
                return *m_behaviour.sampleError;
            ++m_samples;
            // Every round is slower than the one before: pairs must not notice.
            const std::uint64_t ns = m_behaviour.ns * (100 + 10 * m_samples) / 100;
            m_owner.m_clock.now += ns * runs;
            Sample sample;
            sample.ns = ns;
            sample.checksumNs = m_behaviour.checksumNs * (100 + 10 * m_samples) / 100;
            return sample;
        }

      private:
        FakeTrials& m_owner;
        std::string m_id;
        Behaviour m_behaviour;
        std::uint64_t m_samples = 0;
    };

    FakeClock& m_clock;
};

const Task kSerialize{TaskKind::Serialize, "mtts"};

tuning::Circumstances largeMachine() {
    tuning::Circumstances here;
    here.cores = 8;
    here.physicalCores = 4;
    here.numaNodes = 2;
    here.avx2 = true;
    here.directIo = true;
    here.jemallocLibrary = "/lib/libjemalloc.so.2";
    here.atoms = 100'000;
    here.rawBytes = 5'400'000;
    here.fileBytes = 5'400'000;
    here.symbols = 300;
    here.hasCodec = true;
    return here;
}

std::vector<const tuning::Technique*> techniquesNamed(std::initializer_list<const char*> ids) {
    std::vector<const tuning::Technique*> some;
    for (const char* id : ids) some.push_back(tuning::findTechnique(id));
    return some;
}

/// An experiment on made-up trials.
struct Bench {
    FakeClock clock;
    FakeTrials trials{clock};
    std::stop_source stop;
    WorkContext context;
    ExperimentOptions options;
    PlanRequest request;
    std::vector<Task> tasks{kSerialize};
    tuning::Circumstances here = largeMachine();
    std::vector<TechniqueRun> updates;

    Bench() {
        context.stop = stop.get_token();
        request.techniques = techniquesNamed({"M1", "C3"});
        request.badExamples = false;
    }
    Result<TechniqueRun> run() {
        std::vector<TaskPlan> plans;
        for (const Task& task : tasks) plans.push_back(planTask(task, here, request));
        const JobServices services{context, clock};
        return runExperiment({}, plans, options, trials, services,
                             [this](const TechniqueRun& run) { updates.push_back(run); });
    }
    TechniqueRun mustRun() {
        auto run = this->run();
        EXPECT_TRUE(run.ok()) << (run.ok() ? "" : run.error().describe());
        return run.ok() ? std::move(run).value() : TechniqueRun();
    }
};

const EffectRow& rowOf(const TechniqueRun& run, const std::string& id, std::size_t which = 0) {
    static const EffectRow kNone;
    for (const EffectRow& row : run.effects)
        if (row.techniqueId == id && which-- == 0) return row;
    ADD_FAILURE() << "there is no row of " << id;
    return kNone;
}

const results::Configuration& configurationOf(const TechniqueRun& run, const std::string& id) {
    static const results::Configuration kNone;
    for (const results::Configuration& one : run.configurations)
        if (one.id == id) return one;
    ADD_FAILURE() << "there is no configuration " << id;
    return kNone;
}

TEST(Experiment, findsWhatATechniqueDoesThroughRoundsThatDrift) {
    Bench bench;
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        if (planned.settings.preallocate) {
            behaviour.ns = 5 * kMs;
            behaviour.allocations = 250;
        }
        if (planned.settings.hash == "fastest") behaviour.checksumNs = kMs / 4;
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_TRUE(run.complete);
    EXPECT_EQ(run.rounds, 10U);
    const EffectRow& time = rowOf(run, "M1");
    EXPECT_EQ(time.state, MeasureState::Measured);
    ASSERT_TRUE(time.effect.has_value());
    EXPECT_NEAR(time.effect->value, 2, 1e-6);
    EXPECT_NEAR(time.effect->low, 2, 1e-6);
    const EffectRow& allocations = rowOf(run, "M1", 1);
    EXPECT_EQ(allocations.quantity, tuning::Quantity::Allocations);
    EXPECT_NEAR(allocations.effect->value, 4, 1e-9);
    const EffectRow& checksum = rowOf(run, "C3");
    EXPECT_NEAR(checksum.effect->value, 4, 1e-3); // of the checksum, which the claim is about
    EXPECT_NEAR(checksum.timeEffect->value, 1, 1e-6);
    EXPECT_EQ(run.configurations[*time.without].id, "current");
    EXPECT_EQ(run.configurations[*time.with].id, "current+M1");
    EXPECT_EQ(run.configurations[*time.with].time.samplesNs.size(), 10U);
}

TEST(Experiment, runsEveryConfigurationOnceARoundInAnOrderOfItsOwn) {
    Bench bench;
    bench.mustRun();
    const std::vector<std::string> first = bench.trials.samples;
    std::set<std::vector<std::string>> orders;
    const std::size_t count = std::set<std::string>(first.begin(), first.end()).size();
    ASSERT_EQ(first.size(), count * 10);
    for (std::size_t round = 0; round < 10; ++round) {
        std::vector<std::string> order(first.begin() + static_cast<std::ptrdiff_t>(round * count),
                                       first.begin() + static_cast<std::ptrdiff_t>((round + 1) * count));
        orders.insert(order);
        EXPECT_EQ(std::set<std::string>(order.begin(), order.end()).size(), count) << "round " << round;
    }
    EXPECT_GE(orders.size(), 8U);

    Bench again;
    again.mustRun();
    EXPECT_EQ(again.trials.samples, first); // the same seed
    Bench other;
    other.options.seed = 2;
    other.mustRun();
    EXPECT_NE(other.trials.samples, first);
}

TEST(Experiment, takesNoTimeOfWhatWritesSomethingElse) {
    Bench bench;
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        if (planned.id == "current+M1") behaviour.difference = "byte 1,204: expected 3F, found 00";
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(rowOf(run, "M1").state, MeasureState::Rejected);
    EXPECT_THAT(rowOf(run, "M1").reason, HasSubstr("byte 1,204"));
    EXPECT_FALSE(rowOf(run, "M1").effect.has_value());
    EXPECT_TRUE(configurationOf(run, "current+M1").time.empty());
    EXPECT_EQ(bench.trials.counts.count("current+M1"), 0U);
    EXPECT_THAT(bench.trials.samples, testing::Not(testing::Contains("current+M1")));
    EXPECT_EQ(rowOf(run, "C3").state, MeasureState::Measured); // the rest goes on
}

TEST(Experiment, rejectsBadExamplesWithoutTimingThem) {
    Bench bench;
    bench.request.badExamples = true;
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        if (planned.settings.copy == tuning::PathCopy::GuideAvx2) behaviour.difference = "byte 12";
        if (planned.settings.orderLosingCollection)
            behaviour.gateError = Error::invalid("paths are not in order");
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    for (const char* id : {"guide-avx2-copy", "guide-parallel-collection"}) {
        const EffectRow& row = rowOf(run, id);
        EXPECT_TRUE(row.badExample);
        EXPECT_EQ(row.state, MeasureState::Rejected) << id;
        EXPECT_FALSE(row.reason.empty());
        EXPECT_FALSE(row.effect || row.timeEffect);
    }
    for (const std::string& id : bench.trials.samples) EXPECT_THAT(id, testing::Not(HasSubstr("guide")));
}

TEST(Experiment, saysSoWhereABadExampleHappensToBeRight) {
    Bench bench;
    bench.request.badExamples = true;
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(rowOf(run, "guide-parallel-collection").state, MeasureState::Insufficient);
    EXPECT_THAT(rowOf(run, "guide-parallel-collection").reason, HasSubstr("25 times"));
    EXPECT_EQ(bench.trials.gates["current+guide-parallel-collection"], 25);
    EXPECT_THAT(bench.trials.samples, testing::Not(testing::Contains("current+guide-parallel-collection")));
}

TEST(Experiment, goesOnWithoutWhatFailsOrDies) {
    Bench bench;
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        if (planned.id == "current+M1") {
            behaviour.sampleError = Error::internal("the child process ended by SIGSEGV").got("last words");
            behaviour.failAfter = 4;
        }
        if (planned.id == "product") behaviour.makeError = Error::unsupported("not on this machine");
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(rowOf(run, "M1").state, MeasureState::Failed);
    EXPECT_THAT(rowOf(run, "M1").reason, HasSubstr("SIGSEGV"));
    EXPECT_THAT(rowOf(run, "M1").reason, HasSubstr("last words"));
    EXPECT_EQ(std::count(bench.trials.samples.begin(), bench.trials.samples.end(), "current+M1"), 5);
    EXPECT_EQ(rowOf(run, "C3").state, MeasureState::Measured);
    EXPECT_EQ(configurationOf(run, "product").state, MeasureState::Unavailable);
    EXPECT_THAT(configurationOf(run, "product").reason, HasSubstr("not on this machine"));
}

TEST(Experiment, namesTheBaselineWhereThatFails) {
    Bench bench;
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        if (planned.id == "current") behaviour.gateError = Error::io("disk full");
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(rowOf(run, "M1").state, MeasureState::Failed);
    EXPECT_THAT(rowOf(run, "M1").reason, HasSubstr("current, which it is compared with, failed"));
    EXPECT_THAT(rowOf(run, "M1").reason, HasSubstr("disk full"));
}

TEST(Experiment, keepsWhatWasMeasuredWhenItIsCancelled) {
    Bench bench;
    bench.tasks = {kSerialize, {TaskKind::Deserialize, "mtts"}};
    std::size_t runs = 0;
    bench.trials.onSample = [&](const std::string&) {
        if (++runs == 23) bench.stop.request_stop();
    };
    const auto run = bench.run();
    ASSERT_FALSE(run.ok());
    EXPECT_EQ(run.error().code, ErrorCode::Cancelled);
    ASSERT_FALSE(bench.updates.empty());
    const TechniqueRun& last = bench.updates.back();
    EXPECT_FALSE(last.complete);
    EXPECT_EQ(bench.trials.samples.size(), 23U);
    std::size_t samples = 0;
    for (const results::Configuration& one : last.configurations) samples += one.time.samplesNs.size();
    EXPECT_EQ(samples, 23U);
    for (const EffectRow& row : last.effects) {
        if (row.state == MeasureState::Measured) {
            EXPECT_EQ(row.quantity, tuning::Quantity::Allocations); // counted in the one task that was begun
            continue;
        }
        EXPECT_EQ(row.state, MeasureState::Insufficient) << row.techniqueId;
        EXPECT_FALSE(row.reason.empty());
    }
    EXPECT_THAT(last.effects.back().reason, HasSubstr("cancelled")); // of the task that was never begun
    EXPECT_EQ(bench.trials.tasksEnded, 1);
}

TEST(Experiment, endsWithItsBudgetAndSaysWhatIsMissing) {
    Bench bench;
    bench.tasks = {kSerialize, {TaskKind::Deserialize, "mtts"}};
    bench.options.rounds = 1000;
    bench.options.budgetSeconds = 2; // a second a task, and a run takes 10 ms and more
    const TechniqueRun run = bench.mustRun();
    EXPECT_TRUE(run.complete); // nobody stopped it
    EXPECT_LT(run.rounds, 30U);
    EXPECT_GT(run.rounds, 2U);
    EXPECT_LT(run.elapsedSeconds, 2.2);
    ASSERT_EQ(run.warnings.size(), 3U);
    EXPECT_THAT(run.warnings[0], HasSubstr("serialize mtts: the budget ended after"));
    EXPECT_THAT(run.warnings[2], HasSubstr("the budget of 2 s is too small for all rounds"));
    // The second task had its share.
    EXPECT_FALSE(configurationOf(run, "current").time.empty());
    EXPECT_FALSE(run.configurations.back().time.empty());

    Bench tiny;
    tiny.options.budgetSeconds = 0.015; // the first check alone takes 10 ms
    const TechniqueRun none = tiny.mustRun();
    EXPECT_EQ(rowOf(none, "C3").state, MeasureState::Insufficient);
    EXPECT_THAT(rowOf(none, "C3").reason, HasSubstr("budget"));
}

TEST(Experiment, leavesWhatCompressesToTheEndAndReportsInTheOrderAskedFor) {
    Bench bench;
    bench.tasks = {{TaskKind::Serialize, "paths"}, {TaskKind::Deserialize, "act"}};
    std::vector<std::string> begun;
    bench.trials.behave = [&](const Task& task, const PlannedConfiguration&) {
        if (begun.empty() || begun.back() != tuning::taskName(task)) begun.push_back(tuning::taskName(task));
        return Behaviour();
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_THAT(begun, ElementsAre("deserialize act", "serialize paths"));
    EXPECT_EQ(run.configurations.front().task.formatId, "paths");
}

TEST(Experiment, saysInsufficientWhereAnIntervalWouldSayNothing) {
    Bench few;
    few.options.rounds = 8;
    EXPECT_EQ(rowOf(few.mustRun(), "M1").state, MeasureState::Insufficient);
    EXPECT_THAT(rowOf(few.mustRun(), "M1").reason, HasSubstr("8 of the 9 rounds"));
    // What is counted needs no rounds.
    EXPECT_EQ(rowOf(few.mustRun(), "M1", 1).state, MeasureState::Measured);

    Bench small;
    small.here.atoms = 3;
    EXPECT_EQ(rowOf(small.mustRun(), "M1").state, MeasureState::Insufficient);
    EXPECT_THAT(rowOf(small.mustRun(), "M1").reason, HasSubstr("3 atoms"));

    Bench absent;
    absent.trials.behave = [](const Task&, const PlannedConfiguration&) {
        Behaviour behaviour;
        behaviour.checksumNs = 0;
        return behaviour;
    };
    EXPECT_THAT(rowOf(absent.mustRun(), "C3").reason, HasSubstr("no checksum time"));

    Bench empty;
    empty.here.atoms = 0;
    const TechniqueRun nothing = empty.mustRun();
    EXPECT_EQ(rowOf(nothing, "M1").state, MeasureState::Unavailable);
    EXPECT_THAT(rowOf(nothing, "M1").reason, HasSubstr("empty"));
}

TEST(Experiment, findsEffectsAndInteractionsByAFactorialDesign) {
    Bench bench;
    bench.request.kind = ExperimentKind::Factorial;
    bench.request.techniques = techniquesNamed({"M1", "M2", "M3", "C3", "I1"});
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        double ns = 100e6;
        if (planned.settings.preallocate) ns /= 2;
        if (planned.settings.pool && planned.settings.inlinePaths) ns /= 3; // together only
        behaviour.ns = static_cast<std::uint64_t>(ns);
        behaviour.allocations = planned.settings.pool ? 100 : 1000;
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(run.configurations.size(), 16U);
    EXPECT_NEAR(rowOf(run, "M1").effect->value, 2, 0.01);
    EXPECT_NEAR(rowOf(run, "M2").effect->value, 10, 0.01); // allocations
    EXPECT_NEAR(rowOf(run, "M2").timeEffect->value, std::sqrt(3.0), 0.01);
    EXPECT_NEAR(rowOf(run, "I1").timeEffect->value, 1, 0.01);
    ASSERT_EQ(run.interactions.size(), 10U);
    for (const results::Interaction& one : run.interactions) {
        const bool together = one.first == "M2" && one.second == "M3";
        EXPECT_NEAR(one.effect.value, together ? 3 : 1, 0.02) << one.first << " x " << one.second;
        EXPECT_TRUE(one.aliases.empty()); // resolution V
    }
}

TEST(Experiment, namesWhatAFactorialDesignCannotTellApart) {
    Bench bench;
    bench.request.kind = ExperimentKind::Factorial;
    bench.request.techniques =
        techniquesNamed({"M1", "M2", "M3", "C1", "C3", "I1", "I3", "P1", "P2", "H1", "H2", "H3"});
    const TaskPlan plan = planTask(kSerialize, bench.here, bench.request);
    ASSERT_TRUE(plan.design.has_value());
    EXPECT_EQ(plan.design->runs(), 32U);
    EXPECT_EQ(plan.design->resolution, 4U);
    EXPECT_THAT(designText(plan), HasSubstr("2^(12-7), resolution IV"));
    EXPECT_THAT(designText(plan), HasSubstr("A = M1"));
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(run.interactions.size(), 66U);
    EXPECT_THAT(run.interactions[0].aliases, HasSubstr(" x "));
}

TEST(Experiment, saysThatADesignWithAHoleTellsNothing) {
    Bench bench;
    bench.request.kind = ExperimentKind::Factorial;
    bench.trials.behave = [](const Task&, const PlannedConfiguration& planned) {
        Behaviour behaviour;
        if (planned.id == "design 3") behaviour.difference = "byte 7";
        return behaviour;
    };
    const TechniqueRun run = bench.mustRun();
    EXPECT_EQ(rowOf(run, "M1").state, MeasureState::Rejected);
    EXPECT_THAT(rowOf(run, "M1").reason, HasSubstr("design 3"));
    EXPECT_TRUE(run.interactions.empty());
}

TEST(Plan, comparesAllWithAllButOne) {
    PlanRequest request;
    request.kind = ExperimentKind::AllButOne;
    request.techniques = techniquesNamed({"M1", "H4", "I1", "I2"});
    const TaskPlan plan = planTask(kSerialize, largeMachine(), request);
    ASSERT_FALSE(plan.configurations.empty());
    EXPECT_EQ(plan.configurations[0].id, "optimized");
    for (const PlannedConfiguration& one : plan.configurations)
        EXPECT_TRUE(one.child || one.mustBeRejected) << one.id; // jemalloc is on
    for (const PlannedEffect& effect : plan.effects) {
        if (effect.badExample != nullptr) continue;
        EXPECT_NE(effect.technique->id, "I2"); // nothing to do when serializing
        EXPECT_EQ(effect.with, 0U);
        EXPECT_TRUE(effect.concurrent);
    }
    // What the optimized pipeline leaves off says why.
    request.techniques = techniquesNamed({"I3"});
    const TaskPlan deserialize = planTask({TaskKind::Deserialize, "mtts"}, largeMachine(), request);
    EXPECT_THAT(deserialize.effects[0].unavailable, HasSubstr("exclude"));
}

TEST(Plan, triesEveryLevelOfASwitchAlone) {
    PlanRequest request;
    request.kind = ExperimentKind::Levels;
    request.techniques = techniquesNamed({"M1", "C3", "I1", "P2", "H3", "H4", "Z1"});
    request.badExamples = false;
    const TaskPlan plan = planTask(kSerialize, largeMachine(), request);
    ASSERT_FALSE(plan.configurations.empty());
    EXPECT_EQ(plan.configurations[0].settings, tuning::currentPipeline());
    std::set<std::string> levels;
    for (const PlannedEffect& effect : plan.effects) {
        levels.insert(std::string(effect.technique->id) + " " + effect.level);
        EXPECT_NE(effect.technique->id, "H4") << "an allocator is on or off";
        if (!effect.with) continue;
        EXPECT_EQ(effect.without, 0U);
        EXPECT_NE(plan.configurations[*effect.with].settings, tuning::currentPipeline()) << effect.level;
    }
    for (const char* wanted :
         {"M1 on", "C3 libb2", "C3 avx512", "C3 the fastest here", "I1 4 KiB", "I1 256 KiB", "I1 1 MiB",
          "P2 2 threads", "H3 byte by byte", "H3 AVX2", "Z1 lz4", "Z1 zstd:19"})
        EXPECT_EQ(levels.count(wanted), 1U) << wanted;
    // Codecs and parts change the stored bytes, buffers do not.
    for (const PlannedConfiguration& one : plan.configurations)
        EXPECT_EQ(one.sameBytes,
                  one.id.find("Z1") == std::string::npos && one.id.find("P2") == std::string::npos)
            << one.id;
}

TEST(Plan, putsBothSidesOfAnAllocatorIntoChildren) {
    PlanRequest request;
    request.techniques = techniquesNamed({"H4"});
    request.badExamples = false;
    const TaskPlan plan = planTask(kSerialize, largeMachine(), request);
    ASSERT_EQ(plan.effects.size(), 1U);
    const PlannedConfiguration& without = plan.configurations[*plan.effects[0].without];
    const PlannedConfiguration& with = plan.configurations[*plan.effects[0].with];
    EXPECT_TRUE(without.child && with.child);
    EXPECT_EQ(with.settings.allocator, tuning::Allocator::Jemalloc);
    tuning::PipelineSettings settings = with.settings;
    settings.allocator = tuning::Allocator::Glibc;
    EXPECT_EQ(settings, without.settings);   // one thing differs
    EXPECT_TRUE(plan.effects[0].concurrent); // as the claim says: concurrent writes

    tuning::Circumstances bare = largeMachine();
    bare.jemallocLibrary.clear();
    bare.numaNodes = 1;
    request.techniques = techniquesNamed({"H1", "H4"});
    for (const PlannedEffect& effect : planTask(kSerialize, bare, request).effects) {
        EXPECT_FALSE(effect.unavailable.empty());
        EXPECT_FALSE(effect.with.has_value());
    }
}

TEST(Plan, leavesOutOfADesignWhatExcludesAnother) {
    PlanRequest request;
    request.kind = ExperimentKind::Factorial;
    request.techniques = techniquesNamed({"I2", "I3", "M2"});
    request.badExamples = false;
    const TaskPlan plan = planTask({TaskKind::Deserialize, "paths"}, largeMachine(), request);
    EXPECT_THAT(plan.factorNames, ElementsAre("I2", "M2"));
    const auto left = std::find_if(plan.effects.begin(), plan.effects.end(),
                                   [](const PlannedEffect& effect) { return effect.technique->id == "I3"; });
    ASSERT_NE(left, plan.effects.end());
    EXPECT_THAT(left->unavailable, HasSubstr("exclude"));
}

TEST(Circumstances, findJemallocWhereLibrariesLie) {
    const tests::TempFolder root;
    const std::string library = root.write("libjemalloc.so.2", "");
    EXPECT_EQ(findJemallocIn({root.file("nowhere"), root.path()}), library);
    EXPECT_EQ(findJemallocIn({root.file("nowhere")}), "");
}

TEST(Circumstances, areThoseOfThisMachineAndFolder) {
    const tests::TempFolder folder;
    const tuning::Circumstances here = circumstancesOf(folder.path());
    EXPECT_GE(here.cores, 1U);
    EXPECT_GE(here.cores, here.physicalCores);
    EXPECT_GE(here.numaNodes, 1U);
    EXPECT_EQ(here.directIo, here.directIoNote.empty());
    EXPECT_FALSE(workFolder(folder.file("nowhere")).ok());
    EXPECT_EQ(workFolder(folder.path()).value(), folder.path());
}

} // namespace
} // namespace spacebench::jobs::techniques
