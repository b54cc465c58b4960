// SPDX-License-Identifier: Apache-2.0
//
// "Measure all" with runners that measure nothing: what is asked for, kept, and asked for again.
#include "jobs/claims/measure_claims.h"

#include <set>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "jobs/claims/resources.h"
#include "measure/environment.h"
#include "results/claims.h"
#include "space/generator.h"
#include "space/memory_space.h"
#include "support/temp_folder.h"

namespace spacebench::jobs::claims {
namespace {

using results::ClaimVerdict;
using results::Evidence;
using results::Ledger;
using testing::HasSubstr;
using tests::TempFolder;

constexpr const char* kMachine = "unknown, unknown cores, Debian (no release build)";

space::SpacePtr smallSpace() {
    space::GeneratorOptions options;
    options.atoms = 500;
    auto paths = space::generate(options, {});
    EXPECT_TRUE(paths.ok());
    return std::make_shared<space::MemorySpace>(std::move(paths).value());
}

/// Every reading is a second later than the one before it.
class SecondsClock final : public Clock {
  public:
    std::uint64_t nowNs() const override { return m_now += 1'000'000'000; }

  private:
    mutable std::uint64_t m_now = 0;
};

class MeasureClaims : public ::testing::Test {
  protected:
    MeasureClaims() {
        m_request.name = "small";
        m_request.content.space = smallSpace();
        m_request.dataFolder = m_folder.path();
        m_environment = {{"system", "Debian"}, {"sanitizer", "none"}, {"time_utc", "2026-01-01T00:00:00Z"}};
        m_runners.bench = [this](const PlanRequest& request,
                                 const JobServices&) -> Result<results::BenchRun> {
            const PlanInput& input = request.plan.inputs.front();
            m_asked.push_back(input.space.empty() ? "bench " + std::to_string(input.generated.atoms)
                                                  : "bench input");
            if (m_failing == m_asked.back()) return m_failure;
            return benchRun(request);
        };
        m_runners.lab = [this](const LabRequest& request, const JobServices&) -> Result<results::LabRun> {
            m_asked.push_back(request.codecs.empty() ? "sweep" : "table");
            results::LabRun run;
            run.environment = m_environment;
            run.inputHash = m_hash;
            run.rawBytes = 500;
            return run;
        };
        m_runners.techniques = [this](const TechniqueRequest& request,
                                      const JobServices&) -> Result<results::TechniqueRun> {
            m_asked.push_back("techniques " + request.techniques.front());
            results::TechniqueRun run;
            run.environment = m_environment;
            run.inputHash = m_hash;
            for (const std::string& id : request.techniques) {
                results::EffectRow row;
                row.techniqueId = id;
                row.effect = results::Interval{1, 1, 1};
                if (id == "P1") {
                    row.state = results::MeasureState::Rejected;
                    row.reason = "output differs";
                }
                run.effects.push_back(row);
            }
            return run;
        };
        m_runners.resources = [this](const ClaimsRequest&, const std::string& hash,
                                     const JobServices&) -> Result<std::vector<Evidence>> {
            m_asked.push_back("resources");
            m_hash = hash;
            return std::vector<Evidence>{};
        };
        auto hash = inputHashOf(*m_request.content.space, {});
        EXPECT_TRUE(hash.ok());
        m_hash = std::move(hash).value();
    }

    results::BenchRun benchRun(const PlanRequest& request) const {
        const PlanInput& input = request.plan.inputs.front();
        const std::uint64_t atoms = input.space.empty() ? input.generated.atoms : 500;
        results::BenchRun run;
        run.environment = m_environment;
        run.inputs = {{"in", atoms, atoms * 50, 1, input.space.empty() ? "generated" : m_hash}};
        for (const char* format : {"paths", "act", "mtts"}) {
            for (const auto operation :
                 {results::Operation::Serialize, results::Operation::Deserialize, results::Operation::Load}) {
                results::BenchRow row;
                row.operation = operation;
                row.formatId = format;
                row.codec = std::string(format) == "paths" ? "zlib" : "none";
                row.atoms = atoms;
                row.rawBytes = row.storedBytes = atoms * 50;
                row.peakHeapBytes = atoms * 50;
                row.samplesNs.assign(10, 1000);
                row.medianNs = row.ciLowNs = row.ciHighNs = 1000;
                run.rows.push_back(row);
                run.inputOfRow.push_back(0);
            }
        }
        return run;
    }

    Result<Ledger> run(const std::function<void(const Ledger&)>& onUpdate = {}) {
        m_asked.clear();
        WorkContext context;
        context.stop = m_stop.get_token();
        return measureClaimsWith(m_runners, m_request, kMachine, {context, m_clock}, onUpdate);
    }

    TempFolder m_folder;
    ClaimsRequest m_request;
    Runners m_runners;
    nlohmann::ordered_json m_environment;
    std::string m_hash;
    SecondsClock m_clock;
    std::stop_source m_stop;
    std::vector<std::string> m_asked;
    std::string m_failing;
    Error m_failure = Error::cancelled();
};

TEST_F(MeasureClaims, asksForEveryPieceOnceAndForNothingTwice) {
    const auto ledger = run();
    ASSERT_TRUE(ledger.ok()) << ledger.error().describe();
    EXPECT_THAT(m_asked,
                testing::ElementsAre("bench 1000", "bench 100000", "bench 1000000", "bench input",
                                     "resources", "table", "techniques C1", "techniques I1", "techniques M1",
                                     "techniques P1", "techniques H1", "techniques Z1", "sweep"));
    EXPECT_EQ(ledger->row("B1")->verdict, ClaimVerdict::Supported);
    EXPECT_EQ(ledger->row("I1")->verdict, ClaimVerdict::NotSupported);
    EXPECT_EQ(ledger->input, "small");
    ASSERT_TRUE(run().ok());
    EXPECT_THAT(m_asked,
                testing::ElementsAre("resources", "table", "techniques M1", "techniques P1", "sweep"))
        << "these gave nothing for some of their claims";
    m_request.again = true;
    ASSERT_TRUE(run().ok());
    EXPECT_EQ(m_asked.size(), 13U);
}

TEST_F(MeasureClaims, goesOnWhereACancelledRunWas) {
    m_failing = "bench 1000000";
    const auto cancelled = run();
    ASSERT_FALSE(cancelled.ok());
    EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
    m_failing.clear();
    ASSERT_TRUE(run().ok());
    EXPECT_EQ(m_asked.front(), "bench 1000000");
}

TEST_F(MeasureClaims, stopsBetweenPiecesWhenCancelled) {
    std::size_t updates = 0;
    const auto cancelled = run([&](const Ledger&) {
        if (++updates == 2) m_stop.request_stop();
    });
    ASSERT_FALSE(cancelled.ok());
    EXPECT_THAT(m_asked, testing::ElementsAre("bench 1000"));
    m_stop = {};
    const auto stored = results::EvidenceStore(m_folder.path()).all();
    ASSERT_TRUE(stored.ok());
    EXPECT_FALSE(stored->empty());
}

TEST_F(MeasureClaims, goesOnAfterAPieceThatFails) {
    m_failing = "bench 100000";
    m_failure = Error::io("no space left");
    const auto ledger = run();
    ASSERT_TRUE(ledger.ok());
    EXPECT_EQ(m_asked.size(), 13U);
    EXPECT_EQ(ledger->row("L1/100K")->verdict, ClaimVerdict::NotMeasured);
    EXPECT_THAT(ledger->row("L1/100K")->reason, HasSubstr("no space left"));
    EXPECT_THAT(ledger->warnings,
                testing::ElementsAre(HasSubstr("benchmark of 100,000 atoms: no space left")));
}

TEST_F(MeasureClaims, saysWhyATechniqueHasNoFigure) {
    const auto ledger = run();
    ASSERT_TRUE(ledger.ok());
    EXPECT_EQ(ledger->row("P1")->verdict, ClaimVerdict::NotMeasured);
    EXPECT_THAT(ledger->row("P1")->reason, HasSubstr("rejected: output differs"));
}

TEST_F(MeasureClaims, keepsMeasurementsThatCannotBeStored) {
    ASSERT_EQ(mkdir(m_folder.file("claims.jsonl").c_str(), 0755), 0);
    const auto ledger = run();
    ASSERT_TRUE(ledger.ok());
    EXPECT_EQ(ledger->row("B1")->verdict, ClaimVerdict::Supported);
    EXPECT_THAT(ledger->warnings, testing::Contains(HasSubstr("not stored")));
}

TEST_F(MeasureClaims, leavesOutWhatTheBudgetDoesNotReach) {
    m_request.budgetSeconds = 20; // of a clock that is read once or twice a piece
    const auto ledger = run();
    ASSERT_TRUE(ledger.ok());
    EXPECT_THAT(m_asked, testing::Not(testing::Contains("bench 1000000"))) << "it takes longer than that";
    EXPECT_THAT(m_asked, testing::Contains("bench input"));
    EXPECT_THAT(ledger->row("B1")->reason, HasSubstr("budget"));
    m_request.budgetSeconds = 1;
    m_request.again = true;
    ASSERT_TRUE(run().ok());
    EXPECT_THAT(m_asked, testing::IsEmpty());
}

TEST_F(MeasureClaims, tellsBeforehandHowLongItWillTake) {
    std::vector<double> seconds;
    ASSERT_TRUE(run([&](const Ledger& ledger) { seconds.push_back(ledger.secondsToMeasure()); }).ok());
    ASSERT_EQ(seconds.size(), 14U);
    EXPECT_GT(seconds.front(), 0);
    for (std::size_t i = 1; i < seconds.size(); ++i) EXPECT_LE(seconds[i], seconds[i - 1]);
    EXPECT_EQ(seconds.back(), 0);
}

TEST_F(MeasureClaims, refusesAnInputWithoutPaths) {
    m_request.content = {};
    EXPECT_EQ(run().error().code, ErrorCode::InvalidArgument);
}

TEST(ClaimPieces, holdEveryMeasurableClaimOnce) {
    std::set<std::string> held;
    for (const Piece& piece : allPieces({})) {
        EXPECT_FALSE(piece.claims.empty()) << piece.title;
        EXPECT_GT(piece.seconds, 0) << piece.title;
        for (const std::string& claim : piece.claims) EXPECT_TRUE(held.insert(claim).second) << claim;
    }
    for (const results::ClaimSpec& claim : results::guideClaims())
        EXPECT_EQ(held.count(std::string(claim.id)) != 0, claim.source != results::ClaimSource::None)
            << claim.id;
}

TEST(InputHash, isThatOfTheFramedPathsHoweverTheyAreRead) {
    /// The same paths, as a mapped file gives them.
    class OnlyReader final : public space::Space {
      public:
        explicit OnlyReader(space::SpacePtr inner) : m_inner(std::move(inner)) {}
        std::unique_ptr<space::TrieCursor> cursor() const override { return m_inner->cursor(); }
        std::unique_ptr<space::PathReader> read(ByteView prefix) const override {
            return m_inner->read(prefix);
        }
        Result<std::optional<std::uint64_t>> find(ByteView path) const override {
            return m_inner->find(path);
        }
        std::optional<std::uint64_t> knownCount() const override { return std::nullopt; }
        Result<space::PathTotals> count(const WorkContext& context) const override {
            return m_inner->count(context);
        }

      private:
        space::SpacePtr m_inner;
    };
    const space::SpacePtr space = smallSpace();
    const auto direct = inputHashOf(*space, {});
    const auto read = inputHashOf(OnlyReader(space), {});
    ASSERT_TRUE(direct.ok() && read.ok());
    EXPECT_EQ(*direct, *read);
    EXPECT_EQ(direct->size(), 64U);
}

TEST(RecordEvidence, failsWithAWarningAndNothingElse) {
    const TempFolder folder;
    Evidence evidence;
    evidence.claimId = "M1";
    EXPECT_EQ(recordEvidence({evidence}, folder.path()), std::nullopt);
    EXPECT_THAT(recordEvidence({evidence}, folder.write("file", "")).value_or(""), HasSubstr("not recorded"));

    results::TechniqueRun run;
    run.effects.emplace_back().techniqueId = "M2";
    run.effects.back().effect = results::Interval{2, 2, 2};
    ParamValues values;
    values.set("data-dir", folder.file("file"));
    recordRun(values, run);
    EXPECT_EQ(run.warnings.size(), 1U);
    values.set("no-record", "true");
    recordRun(values, run);
    EXPECT_EQ(run.warnings.size(), 1U);
}

TEST(ReadLedger, showsWhatIsStoredForThisMachine) {
    const TempFolder folder;
    Evidence evidence;
    evidence.claimId = "B4";
    evidence.machine = results::machineOf(measure::environmentStamp());
    evidence.timeUtc = "2026-01-01T00:00:00Z";
    evidence.measured = results::Interval{0.01, 0.01, 0.01};
    ASSERT_EQ(recordEvidence({evidence}, folder.path()), std::nullopt);
    const auto ledger = readLedger(folder.path(), "");
    ASSERT_TRUE(ledger.ok());
    EXPECT_EQ(ledger->row("B4")->verdict, ClaimVerdict::Supported);
    EXPECT_EQ(ledger->row("B4")->secondsToMeasure, 0);
    EXPECT_GT(ledger->row("B1")->secondsToMeasure, 0);
    EXPECT_TRUE(ledger->warnings.empty());
}

TEST(Resources, ofASmallInputOnOneThreadAreReasons) {
    ClaimsRequest request;
    request.name = "small";
    request.content.space = smallSpace();
    const TempFolder folder;
    request.folder = folder.path();
    const SteadyClock clock;
    const WorkContext context; // no executor: one thread
    const auto evidence = measureResources(request, "abcd", {context, clock});
    ASSERT_TRUE(evidence.ok()) << evidence.error().describe();
    ASSERT_EQ(evidence->size(), 4U);
    for (const Evidence& one : *evidence) {
        EXPECT_FALSE(one.reason.empty()) << one.claimId;
        EXPECT_FALSE(one.measured.has_value()) << one.claimId;
        EXPECT_EQ(one.inputHash, "abcd");
    }
    EXPECT_EQ((*evidence)[0].verdict, ClaimVerdict::NotTestableHere);
    EXPECT_TRUE(folder.entries().empty());
}

/// Two threads by word alone: all work is done by the caller.
class TwoByWord final : public Executor {
  public:
    unsigned concurrency() const override { return 2; }
    void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body) override {
        for (std::size_t i = 0; i < count; ++i) body(i);
    }
};

/// Every reading is a quarter of an hour later, so that the processor time of a run is next to nothing.
class SlowClock final : public Clock {
  public:
    std::uint64_t nowNs() const override { return m_now += 1'000'000'000'000; }

  private:
    mutable std::uint64_t m_now = 0;
};

TEST(Resources, areSharesOfProcessorsAndOfTheDisk) {
    ClaimsRequest request;
    space::GeneratorOptions options;
    options.atoms = 100'000;
    auto paths = space::generate(options, {});
    ASSERT_TRUE(paths.ok());
    request.content.space = std::make_shared<space::MemorySpace>(std::move(paths).value());
    const TempFolder folder;
    request.folder = folder.path();
    TwoByWord executor;
    WorkContext context;
    context.executor = &executor;
    const SlowClock clock;
    const auto evidence = measureResources(request, "abcd", {context, clock});
    ASSERT_TRUE(evidence.ok()) << evidence.error().describe();
    ASSERT_EQ(evidence->size(), 4U);
    const Evidence& processors = evidence->front();
    EXPECT_EQ(processors.claimId, "R2");
    EXPECT_EQ(processors.verdict, ClaimVerdict::NotSupported);
    EXPECT_LT(processors.measured->high, 50);
    EXPECT_GT(processors.measured->value, 0);
    EXPECT_THAT(processors.measuredText, HasSubstr("of 2 cores"));
    const Evidence& disk = (*evidence)[2];
    EXPECT_EQ(disk.claimId, "R3");
    if (disk.verdict == ClaimVerdict::NotTestableHere) {
        EXPECT_THAT(disk.reason, HasSubstr("tmpfs"));
    } else {
        EXPECT_EQ(disk.verdict, ClaimVerdict::Supported);
        EXPECT_DOUBLE_EQ(disk.measured->value, 100) << "both take one step of the clock";
        EXPECT_EQ((*evidence)[3].verdict, ClaimVerdict::NotSupported) << "at most 95 %";
    }
    EXPECT_TRUE(folder.entries().empty());
}

} // namespace
} // namespace spacebench::jobs::claims
