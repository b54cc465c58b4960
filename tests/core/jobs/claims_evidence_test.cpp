// SPDX-License-Identifier: Apache-2.0
#include <map>

#include <gmock/gmock.h>

#include "jobs/claims/claims.h"
#include "results/claims.h"

namespace spacebench::jobs {
namespace {

using results::BenchRow;
using results::BenchRun;
using results::ClaimVerdict;
using results::EffectRow;
using results::Evidence;
using results::MeasureState;
using results::Operation;
using results::TechniqueRun;
using testing::HasSubstr;

const nlohmann::ordered_json kEnvironment = {{"time_utc", "2026-01-01T00:00:00Z"},
                                             {"cpu", {{"model", "EPYC"}, {"usable_by_this_process", 2}}},
                                             {"system", "Debian"},
                                             {"sanitizer", "none"},
                                             {"build_flags", "Release"}};

std::map<std::string, Evidence> byClaim(const std::vector<Evidence>& evidence) {
    std::map<std::string, Evidence> map;
    for (const Evidence& one : evidence) {
        EXPECT_TRUE(map.emplace(one.claimId, one).second) << one.claimId << " twice";
        EXPECT_NE(results::findClaim(one.claimId), nullptr) << one.claimId;
    }
    return map;
}

BenchRow benchRow(Operation operation, const std::string& format, double milliseconds,
                  std::uint64_t atoms = 1'000'000) {
    BenchRow row;
    row.operation = operation;
    row.formatId = format;
    row.codec = format == "paths" ? "zlib" : "none";
    row.atoms = atoms;
    row.rawBytes = 50 * atoms;
    row.storedBytes = format == "paths" ? 10 * atoms : 52 * atoms;
    row.samplesNs.assign(10, 1);
    row.medianNs = milliseconds * 1e6;
    row.ciLowNs = row.medianNs * 0.99;
    row.ciHighNs = row.medianNs * 1.01;
    row.peakHeapBytes = 100 * atoms;
    return row;
}

BenchRun benchRun(std::vector<BenchRow> rows) {
    BenchRun run;
    run.environment = kEnvironment;
    run.inputs = {{"generated", rows.front().atoms, rows.front().rawBytes, 1, "abcd"}};
    run.inputOfRow.assign(rows.size(), 0);
    run.rows = std::move(rows);
    return run;
}

BenchRun fullBench() {
    return benchRun(
        {benchRow(Operation::Serialize, "paths", 300), benchRow(Operation::Deserialize, "paths", 90),
         benchRow(Operation::Serialize, "act", 120), benchRow(Operation::Deserialize, "act", 60),
         benchRow(Operation::Load, "act", 0.01), benchRow(Operation::Serialize, "mtts", 80),
         benchRow(Operation::Deserialize, "mtts", 70), benchRow(Operation::Serialize, "pathmap1", 90'000)});
}

TEST(EvidenceOfABenchmark, speaksOfEveryClaimOfItsSize) {
    const auto evidence = byClaim(evidenceFrom(fullBench()));
    for (const results::ClaimSpec& claim : results::guideClaims()) {
        const bool expected =
            claim.source == results::ClaimSource::Bench && (claim.atoms == 0 || claim.atoms == 1'000'000);
        EXPECT_EQ(evidence.count(std::string(claim.id)) != 0, expected) << claim.id;
    }
    const Evidence& latency = evidence.at("L1/1M");
    EXPECT_EQ(latency.verdict, ClaimVerdict::Supported);
    EXPECT_DOUBLE_EQ(latency.measured->value, 80);
    EXPECT_EQ(latency.machine, "EPYC, 2 cores, Debian");
    EXPECT_EQ(latency.inputHash, "abcd");
    EXPECT_EQ(latency.timeUtc, "2026-01-01T00:00:00Z");
    EXPECT_EQ(latency.source, "bench");
}

TEST(EvidenceOfABenchmark, takesTheWorstOfTheGuidesFormats) {
    const auto evidence = byClaim(evidenceFrom(fullBench()));
    EXPECT_NEAR(evidence.at("T1").measured->value, 1e6 / 0.3, 1) << "pathmap1 is none of the guide's";
    EXPECT_THAT(evidence.at("T1").measuredText, HasSubstr("serialize paths (zlib), the worst of 3"));
    EXPECT_LT(evidence.at("T1").measured->low, evidence.at("T1").measured->high);
    EXPECT_DOUBLE_EQ(evidence.at("T3").measured->value, 5);
    EXPECT_DOUBLE_EQ(evidence.at("R1").measured->value, 10) << "100 MB over 10 MB of Paths";
    EXPECT_EQ(evidence.at("R1").verdict, ClaimVerdict::NotSupported);
    EXPECT_DOUBLE_EQ(evidence.at("B6").measured->value, 100);
}

TEST(EvidenceOfABenchmark, isInsufficientWithTooFewSamples) {
    BenchRun run = fullBench();
    for (BenchRow& row : run.rows) row.samplesNs.resize(4);
    const auto evidence = byClaim(evidenceFrom(run));
    EXPECT_EQ(evidence.at("B1").verdict, ClaimVerdict::Insufficient);
    EXPECT_THAT(evidence.at("B1").reason, HasSubstr("4 samples"));
}

TEST(EvidenceOfABenchmark, saysWhereMemoryCannotBeCounted) {
    BenchRun run = fullBench();
    for (BenchRow& row : run.rows) row.peakHeapBytes.reset();
    const auto evidence = byClaim(evidenceFrom(run));
    EXPECT_EQ(evidence.at("R1").verdict, ClaimVerdict::NotTestableHere);
    EXPECT_EQ(evidence.at("B6").verdict, ClaimVerdict::NotTestableHere);
}

TEST(EvidenceOfABenchmark, keepsSizesAndInputsApart) {
    BenchRun run = benchRun({benchRow(Operation::Serialize, "mtts", 1, 12'345)});
    auto evidence = byClaim(evidenceFrom(run));
    EXPECT_EQ(evidence.count("L1/1K") + evidence.count("L1/100K") + evidence.count("L1/1M"), 0U);
    EXPECT_EQ(evidence.count("T1"), 1U);
    EXPECT_EQ(evidence.count("T2"), 0U);
}

EffectRow effectRow(const std::string& id, double low, double value, double high,
                    const std::string& format = "mtts") {
    EffectRow row;
    row.techniqueId = id;
    row.task = {tuning::TaskKind::Serialize, format};
    row.effect = results::Interval{value, low, high};
    return row;
}

TechniqueRun techniqueRun(std::vector<EffectRow> effects) {
    TechniqueRun run;
    run.environment = kEnvironment;
    run.input = "file";
    run.inputHash = "abcd";
    run.effects = std::move(effects);
    return run;
}

TEST(EvidenceOfTechniques, comesFromTheTaskWhereTheTechniqueDoesMost) {
    const auto evidence = byClaim(
        evidenceFrom(techniqueRun({effectRow("I1", 1.0, 1.1, 1.2), effectRow("I1", 2.1, 2.2, 2.3, "act"),
                                   effectRow("I1", 1, 1, 1, "paths")})));
    ASSERT_EQ(evidence.count("I1"), 1U);
    EXPECT_EQ(evidence.at("I1").verdict, ClaimVerdict::Supported);
    EXPECT_EQ(evidence.at("I1").measuredText, "2.2x [2.1, 2.3] of serialize act, the most of 3 tasks");
}

TEST(EvidenceOfTechniques, keepsBothClaimsOfPreallocationApart) {
    EffectRow allocations = effectRow("M1", 3, 3, 3);
    allocations.quantity = tuning::Quantity::Allocations;
    const auto evidence = byClaim(evidenceFrom(techniqueRun({effectRow("M1", 0.9, 1, 1.1), allocations})));
    EXPECT_EQ(evidence.at("M1").verdict, ClaimVerdict::NotSupported);
    EXPECT_EQ(evidence.at("M1/allocations").verdict, ClaimVerdict::Supported);
}

TEST(EvidenceOfTechniques, isNoVerdictOutsideTheConditionsOfTheClaim) {
    EffectRow row = effectRow("I2", 1.1, 1.2, 1.3);
    row.outsideConditions = "the claim is about files > 100 MB, this one has 5 bytes";
    const auto evidence = byClaim(evidenceFrom(techniqueRun({row})));
    EXPECT_EQ(evidence.at("I2").verdict, ClaimVerdict::NotTestableHere);
    EXPECT_EQ(evidence.at("I2").reason, row.outsideConditions);
    EXPECT_THAT(evidence.at("I2").measuredText, HasSubstr("1.2x"));
    row.state = MeasureState::Insufficient;
    row.reason = "too few rounds";
    const auto few = byClaim(evidenceFrom(techniqueRun({row})));
    EXPECT_EQ(few.at("I2").verdict, ClaimVerdict::NotTestableHere) << "more rounds would not help";
}

TEST(EvidenceOfTechniques, givesTheReasonOfWhatCannotBeMeasured) {
    EffectRow absent = effectRow("H1", 0, 0, 0);
    absent.effect.reset();
    absent.state = MeasureState::Unavailable;
    absent.reason = "one NUMA node";
    EffectRow small = effectRow("C1", 0, 0, 0);
    small.effect.reset();
    small.state = MeasureState::Insufficient;
    small.reason = "12 symbols take no time";
    auto run = techniqueRun({absent, small});
    auto evidence = byClaim(evidenceFrom(run));
    EXPECT_EQ(evidence.at("H1").verdict, ClaimVerdict::NotTestableHere);
    EXPECT_EQ(evidence.at("H1").reason, "one NUMA node");
    EXPECT_EQ(evidence.at("C1").verdict, ClaimVerdict::Insufficient);
    EXPECT_EQ(evidence.at("C1").reason, "12 symbols take no time");
    run.complete = false;
    evidence = byClaim(evidenceFrom(run));
    EXPECT_EQ(evidence.count("H1"), 1U);
    EXPECT_EQ(evidence.count("C1"), 0U) << "another run may tell";
    run.complete = true;
    run.budgetSeconds = 60;
    run.elapsedSeconds = 61;
    EXPECT_EQ(byClaim(evidenceFrom(run)).count("C1"), 0U) << "the same at the end of a budget";
    run.elapsedSeconds = 12;
    EXPECT_EQ(byClaim(evidenceFrom(run)).count("C1"), 1U);
}

TEST(EvidenceOfTechniques, isNotTakenFromRejectedAndFailedRowsOrBadExamples) {
    EffectRow rejected = effectRow("P1", 3, 3, 3);
    rejected.state = MeasureState::Rejected;
    EffectRow failed = effectRow("H4", 30, 30, 30);
    failed.state = MeasureState::Failed;
    EffectRow bad = effectRow("H3", 2, 2, 2);
    bad.badExample = true;
    EXPECT_TRUE(evidenceFrom(techniqueRun({rejected, failed, bad})).empty());
}

TEST(EvidenceOfTechniques, isNotTakenFromExperimentsThatTheClaimsAreNotAbout) {
    TechniqueRun run = techniqueRun({effectRow("I1", 2, 2, 2)});
    EXPECT_EQ(evidenceFrom(run).size(), 1U);
    run.kind = results::ExperimentKind::AllButOne;
    EXPECT_TRUE(evidenceFrom(run).empty());
}

TEST(EvidenceOfTechniques, knowsEveryTechniqueWithItsFigures) {
    for (const tuning::Technique& technique : tuning::allTechniques()) {
        for (const tuning::Claim& claim : technique.claims) {
            const bool second = technique.id == "M1" && claim.quantity == tuning::Quantity::Allocations;
            const auto* const row = results::findClaim(second ? "M1/allocations" : technique.id);
            ASSERT_NE(row, nullptr) << technique.id;
            EXPECT_EQ(row->low, claim.low) << technique.id;
            EXPECT_EQ(row->high, claim.high) << technique.id;
        }
    }
}

} // namespace
} // namespace spacebench::jobs
