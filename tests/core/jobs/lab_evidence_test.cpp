// SPDX-License-Identifier: Apache-2.0
#include <map>

#include <gmock/gmock.h>

#include "jobs/claims/claims.h"
#include "results/claims.h"

namespace spacebench::jobs {
namespace {

using results::ClaimVerdict;
using results::Evidence;
using results::LabRow;
using results::LabRun;
using results::MeasureState;
using testing::HasSubstr;

constexpr std::uint64_t kRawBytes = 5'000'000;

/// Speeds in MB/s; every sample takes the same time.
LabRow labRow(const std::string& codec, const std::string& family, int level, double ratio, double compress,
              double decompress, std::uint64_t rawBytes = kRawBytes) {
    LabRow row;
    row.codec = codec;
    row.family = family;
    row.level = level;
    row.verified = true;
    row.rawBytes = rawBytes;
    row.storedBytes = static_cast<std::uint64_t>(static_cast<double>(rawBytes) / ratio);
    const auto samples = [&](double speed) {
        const auto ns = static_cast<std::uint64_t>(static_cast<double>(rawBytes) * 1e3 / speed);
        return results::Timing::of(std::vector<std::uint64_t>(5, ns));
    };
    row.compress = samples(compress);
    row.decompress = samples(decompress);
    row.compressCpu = 1;
    row.decompressCpu = 1;
    return row;
}

LabRow zlibNgAbsent() {
    LabRow row;
    row.codec = "zlib-ng";
    row.family = "zlib";
    row.level = 6;
    row.state = MeasureState::Unavailable;
    row.reason = "zlib-ng was not found when this was built";
    return row;
}

LabRun labRun(std::uint64_t rawBytes = kRawBytes) {
    LabRun run;
    run.environment = {{"time_utc", "2026-01-01T00:00:00Z"}};
    run.input = "file";
    run.inputHash = "abcd";
    run.rawBytes = rawBytes;
    run.rows = {zlibNgAbsent(),
                labRow("zlib", "zlib", 9, 5.2, 17, 590, rawBytes),
                labRow("lz4", "lz4", 1, 3, 990, 5800, rawBytes),
                labRow("zstd", "zstd", 6, 5, 135, 1900, rawBytes),
                labRow("zstd", "zstd", 19, 6.8, 1.7, 2000, rawBytes),
                labRow("snappy", "snappy", 0, 2.4, 890, 1830, rawBytes)};
    return run;
}

std::map<std::string, Evidence> evidenceOf(const LabRun& run) {
    std::map<std::string, Evidence> map;
    for (const Evidence& one : evidenceFrom(run)) {
        EXPECT_TRUE(map.emplace(one.claimId, one).second) << one.claimId << " twice";
        EXPECT_NE(results::findClaim(one.claimId), nullptr) << one.claimId;
    }
    return map;
}

TEST(EvidenceOfTheLab, holdsTheCodecTableAgainstItsRows) {
    const auto evidence = evidenceOf(labRun());
    EXPECT_EQ(evidence.at("K-zstd/ratio").verdict, ClaimVerdict::Supported);
    EXPECT_DOUBLE_EQ(evidence.at("K-zstd/ratio").measured->value, 5) << "level 6, not 19";
    EXPECT_EQ(evidence.at("K-snappy/ratio").verdict, ClaimVerdict::NotSupported);
    EXPECT_NEAR(evidence.at("K-lz4/compress").measured->value, 990, 1);
    EXPECT_NEAR(evidence.at("K-lz4/decompress").measured->value, 5800, 10);
    for (const char* claim : {"ratio", "compress", "decompress", "cpu"}) {
        const Evidence& absent = evidence.at(std::string("K-zlib-ng/") + claim);
        EXPECT_EQ(absent.verdict, ClaimVerdict::NotTestableHere);
        EXPECT_THAT(absent.reason, HasSubstr("not found"));
    }
}

TEST(EvidenceOfTheLab, takesNoStandInForACodec) {
    LabRun run = labRun();
    run.rows[0] = labRow("zlib", "zlib", 9, 5, 50, 500);
    EXPECT_EQ(evidenceOf(run).count("K-zlib-ng/ratio"), 0U);
}

TEST(EvidenceOfTheLab, hearsOnlyPlainRows) {
    LabRun run = labRun();
    for (LabRow& row : run.rows) row.stage = "columns";
    EXPECT_EQ(evidenceOf(run).count("K-zstd/ratio"), 0U);
    run = labRun();
    for (LabRow& row : run.rows) row.estimate = true;
    EXPECT_EQ(evidenceOf(run).count("K-zstd/ratio"), 0U);
    run = labRun();
    for (LabRow& row : run.rows) row.chunkBytes = 4096;
    EXPECT_EQ(evidenceOf(run).count("K-zstd/ratio"), 0U);
}

TEST(EvidenceOfTheLab, needsSamplesForSpeedsButNotForSizes) {
    LabRun run = labRun();
    for (LabRow& row : run.rows) {
        if (row.state != MeasureState::Measured) continue;
        row.state = MeasureState::Insufficient;
        row.compress = results::Timing::of({row.compress.samplesNs.front()});
    }
    const auto evidence = evidenceOf(run);
    EXPECT_EQ(evidence.at("K-zstd/ratio").verdict, ClaimVerdict::Supported);
    EXPECT_EQ(evidence.at("K-zstd/compress").verdict, ClaimVerdict::Insufficient);
    EXPECT_THAT(evidence.at("K-zstd/compress").reason, HasSubstr("1 sample"));
}

TEST(EvidenceOfTheLab, judgesWordsByTheOrderOfProcessorTime) {
    auto evidence = evidenceOf(labRun());
    EXPECT_EQ(evidence.at("K-zstd/cpu").verdict, ClaimVerdict::Supported);
    EXPECT_EQ(evidence.at("K-lz4/cpu").verdict, ClaimVerdict::Supported);
    EXPECT_THAT(evidence.at("K-lz4/cpu").measuredText, HasSubstr("zstd 6"));
    LabRun run = labRun();
    run.rows[3].compressCpu = 0.1; // waits more than it works
    evidence = evidenceOf(run);
    EXPECT_EQ(evidence.at("K-zstd/cpu").verdict, ClaimVerdict::NotSupported);
    run.rows.resize(3); // nothing beside LZ4 that is in the table
    EXPECT_EQ(evidenceOf(run).at("K-lz4/cpu").verdict, ClaimVerdict::Insufficient);
}

TEST(EvidenceOfTheLab, weighsTheAdaptiveRuleAgainstTheBestMeasured) {
    const auto small = evidenceOf(labRun());
    EXPECT_EQ(small.at("A-size-large").verdict, ClaimVerdict::NotTestableHere);
    EXPECT_THAT(small.at("A-size-large").reason, HasSubstr("5,000,000"));
    EXPECT_EQ(small.at("A-size-small").verdict, ClaimVerdict::NotTestableHere) << "zlib-ng is not here";
    EXPECT_EQ(small.at("A-speed").verdict, ClaimVerdict::Supported);
    EXPECT_EQ(small.at("A-balanced-small").verdict, ClaimVerdict::NotTestableHere);
    const auto large = evidenceOf(labRun(20'000'000));
    EXPECT_EQ(large.at("A-size-large").verdict, ClaimVerdict::Supported);
    EXPECT_THAT(large.at("A-size-large").measuredText, HasSubstr("is the best measured"));
    EXPECT_EQ(large.at("A-size-small").verdict, ClaimVerdict::NotTestableHere);

    LabRun run = labRun();
    run.rows[0] = labRow("zlib-ng", "zlib", 9, 5, 48, 1200);
    EXPECT_EQ(evidenceOf(run).at("A-size-small").verdict, ClaimVerdict::NotSupported) << "zstd 19 is smaller";
    EXPECT_THAT(evidenceOf(run).at("A-size-small").measuredText, HasSubstr("against zstd 19"));
}

TEST(EvidenceOfTheLab, weighsTheRuleAgainstRowsThatItCouldHaveChosen) {
    LabRun run = labRun();
    run.rows.push_back(labRow("lz4", "lz4", 1, 3, 1900, 9900));
    run.rows.back().threads = 2;
    EXPECT_EQ(evidenceOf(run).at("A-speed").verdict, ClaimVerdict::Supported);
}

TEST(EvidenceOfTheLab, doesNotCallAChoiceTheBestWhereFamiliesAreMissing) {
    LabRun run = labRun();
    run.rows.pop_back();
    EXPECT_EQ(evidenceOf(run).count("A-speed"), 0U);
    run = labRun(20'000'000);
    run.rows.push_back(labRow("zstd", "zstd", 22, 7, 1, 2000));
    run.rows.back().state = MeasureState::Insufficient;
    run.rows.back().compress = {};
    EXPECT_EQ(evidenceOf(run).count("A-size-large"), 0U) << "what was not reached may be smaller";
    EXPECT_EQ(evidenceOf(run).count("A-speed"), 1U) << "but not faster";
}

} // namespace
} // namespace spacebench::jobs
