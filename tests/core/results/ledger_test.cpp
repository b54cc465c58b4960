// SPDX-License-Identifier: Apache-2.0
#include "results/ledger.h"

#include <cmath>
#include <limits>
#include <regex>
#include <set>
#include <sstream>

#include <gmock/gmock.h>

#include "evidence_helpers.h"
#include "results/claims.h"
#include "support/shared_data.h"

namespace spacebench::tests {
namespace {

using results::ClaimSpec;
using results::ClaimVerdict;
using results::Evidence;
using results::findClaim;
using results::guideClaims;
using results::Interval;
using results::judgeClaim;
using results::Ledger;
using results::makeLedger;
using testing::Contains;
using testing::HasSubstr;

Ledger ledgerOf(const std::vector<Evidence>& evidence, const std::string& inputHash = {}) {
    return makeLedger(evidence, inputHash, kTestMachine);
}

ClaimVerdict verdictOf(const Ledger& ledger, const std::string& id) {
    const results::LedgerRow* const row = ledger.row(id);
    EXPECT_NE(row, nullptr) << id;
    return row != nullptr ? row->verdict : ClaimVerdict::NotMeasured;
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::istringstream in{std::string(text)};
    return {std::istream_iterator<std::string>(in), {}};
}

TEST(Claims, haveIdsOfTheirOwnAndLinksThatLeadSomewhere) {
    std::set<std::string_view> ids;
    for (const ClaimSpec& claim : guideClaims()) {
        EXPECT_TRUE(ids.insert(claim.id).second) << claim.id;
        EXPECT_FALSE(claim.claim.empty()) << claim.id;
        EXPECT_FALSE(results::judgedText(claim).empty()) << claim.id;
    }
    for (const ClaimSpec& claim : guideClaims()) {
        for (const std::string& other : wordsOf(claim.clashes)) {
            ASSERT_NE(findClaim(other), nullptr) << claim.id << " " << other;
            EXPECT_THAT(wordsOf(findClaim(other)->clashes), Contains(std::string(claim.id)))
                << "what clashes does so both ways";
        }
        for (const std::string& other : wordsOf(claim.links)) {
            ASSERT_NE(findClaim(other), nullptr) << claim.id << " " << other;
            EXPECT_THAT(wordsOf(findClaim(other)->links), Contains(std::string(claim.id)));
        }
    }
}

/// First cells of the rows of all tables of claims.md.
std::vector<std::string> rowsOfTheGuide(const std::string& text) {
    static const std::regex kRow("\\|\\s*([A-Za-z0-9-]+)\\s*\\|.*");
    std::vector<std::string> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (!std::regex_match(line, match, kRow)) continue;
        const std::string first = match[1];
        if (first != "id" && first != "codec" && first.find_first_not_of('-') != std::string::npos)
            rows.push_back(first);
    }
    return rows;
}

TEST(Claims, giveEveryRowOfTheGuideAPlace) {
    SB_NEED_SHARED_DATA();
    const std::string guide(asText(readFile(sharedFile("../claims.md"))));
    const auto rows = rowsOfTheGuide(guide);
    ASSERT_GE(rows.size(), 35U);
    std::set<std::string> placed;
    for (const ClaimSpec& claim : guideClaims()) placed.emplace(claim.guideRow);
    for (const std::string& row : rows) EXPECT_THAT(placed, Contains(row));
}

TEST(Claims, areJudgedAtTheirBoundaries) {
    constexpr double kEndless = std::numeric_limits<double>::infinity();
    struct Case {
        const char* id;
        Interval measured;
        ClaimVerdict verdict;
    };
    const std::vector<Case> kCases = {
        // at most 12,000 ms: the limit itself is fine
        {"B1", {11'000, 10'000, 12'000}, ClaimVerdict::Supported},
        {"B1", {12'000, 11'000, 12'001}, ClaimVerdict::Insufficient},
        {"B1", {12'000, 12'000, 12'000}, ClaimVerdict::Supported},
        {"B1", {12'500, 12'001, 13'000}, ClaimVerdict::NotSupported},
        // less than 5 ms: the limit itself is missed
        {"L1/1K", {4, 3, 4.999}, ClaimVerdict::Supported},
        {"L1/1K", {4, 3, 5}, ClaimVerdict::Insufficient},
        {"L1/1K", {5, 5, 5}, ClaimVerdict::NotSupported},
        // at least 200,000 atoms/s
        {"T1", {250e3, 200e3, 300e3}, ClaimVerdict::Supported},
        {"T1", {200e3, 199e3, 300e3}, ClaimVerdict::Insufficient},
        {"T1", {199e3, 198e3, 199.9e3}, ClaimVerdict::NotSupported},
        // 2-3x
        {"I1", {1.9, 1.8, 1.99}, ClaimVerdict::NotSupported},
        {"I1", {1.9, 1.8, 2.0}, ClaimVerdict::Supported},
        {"I1", {9, 8, 10}, ClaimVerdict::Supported},
        {"I1", {1.5, 1.0, 2.0}, ClaimVerdict::Insufficient},
        {"I1", {0.5, 0.4, 0.6}, ClaimVerdict::NotSupported},
        // an effect without a figure
        {"H2", {1.01, 1.001, 1.02}, ClaimVerdict::Supported},
        {"H2", {1.0, 0.97, 1.05}, ClaimVerdict::NotSupported},
        {"H2", {1.0, 0.9, 1.2}, ClaimVerdict::Insufficient},
        {"H2", {0.9, 0.8, 0.99}, ClaimVerdict::NotSupported},
        // 50 to 70 %
        {"R2", {60, 55, 65}, ClaimVerdict::Supported},
        {"R2", {48, 46, 50}, ClaimVerdict::Supported},
        {"R2", {48, 46, 49.9}, ClaimVerdict::NotSupported},
        {"R2", {75, 70.1, 80}, ClaimVerdict::NotSupported},
        {"R2", {60, 30, 90}, ClaimVerdict::Insufficient},
        // at most 1 % worse than the best
        {"A-speed", {0.5, -1, 2}, ClaimVerdict::Supported},
        {"A-speed", {3, 1, 5}, ClaimVerdict::Supported},
        {"A-speed", {3, 1.1, 5}, ClaimVerdict::NotSupported},
        {"A-speed", {3, -5, 11}, ClaimVerdict::Insufficient},
        {"B1", {kEndless, 1, kEndless}, ClaimVerdict::Insufficient},
        {"B1", {std::nan(""), 1, 2}, ClaimVerdict::Insufficient},
    };
    for (const Case& one : kCases) {
        const auto judged = judgeClaim(*findClaim(one.id), one.measured);
        EXPECT_EQ(judged.verdict, one.verdict)
            << one.id << " [" << one.measured.low << ", " << one.measured.high << "] " << judged.reason;
        EXPECT_EQ(judged.reason.empty(), one.verdict != ClaimVerdict::Insufficient);
    }
}

TEST(Ledger, isThereBeforeAnythingIsMeasured) {
    const Ledger ledger = ledgerOf({});
    EXPECT_EQ(ledger.rows.size(), guideClaims().size());
    EXPECT_EQ(ledger.count(ClaimVerdict::Supported), 0U);
    EXPECT_EQ(verdictOf(ledger, "M1"), ClaimVerdict::NotMeasured);
    EXPECT_EQ(verdictOf(ledger, "F-perf-record"), ClaimVerdict::NotTestableHere);
    EXPECT_EQ(verdictOf(ledger, "X2"), ClaimVerdict::Contradicts);
    EXPECT_THAT(ledger.row("T2")->contradicts, testing::ElementsAre("L2/1M", "B2/optimized", "X1"));
}

TEST(Ledger, neverMixesMachines) {
    Evidence other = evidenceOf("M1", {2, 2, 2});
    other.machine = "another one";
    EXPECT_EQ(verdictOf(ledgerOf({other}), "M1"), ClaimVerdict::NotMeasured);
}

TEST(Ledger, takesTheNewestEvidenceWhateverItsPlace) {
    const Evidence older = evidenceOf("M1", {2, 2, 2}, "2026-01-01T00:00:00Z");
    const Evidence newer = evidenceOf("M1", {1, 1, 1}, "2026-01-02T00:00:00Z");
    EXPECT_EQ(verdictOf(ledgerOf({older, newer}), "M1"), ClaimVerdict::NotSupported);
    EXPECT_EQ(verdictOf(ledgerOf({newer, older}, kTestHash), "M1"), ClaimVerdict::NotSupported);
    Evidence same = older;
    same.timeUtc = newer.timeUtc;
    EXPECT_EQ(verdictOf(ledgerOf({newer, same}), "M1"), ClaimVerdict::Supported) << "the later line";
}

TEST(Ledger, prefersWhatDecidesWhereAnyInputWillDo) {
    const Evidence decided = evidenceOf("I2", {6, 5.5, 7});
    Evidence reason = evidenceOf("I2", {}, "2026-01-02T00:00:00Z");
    reason.measured.reset();
    reason.inputHash = "44556677";
    reason.verdict = ClaimVerdict::NotTestableHere;
    reason.reason = "the file has 5 MB";
    EXPECT_EQ(verdictOf(ledgerOf({decided, reason}), "I2"), ClaimVerdict::Supported);
    const Ledger ofOne = ledgerOf({decided, reason}, "44556677");
    EXPECT_EQ(verdictOf(ofOne, "I2"), ClaimVerdict::NotTestableHere);
    EXPECT_EQ(ofOne.row("I2")->reason, "the file has 5 MB");
}

TEST(Ledger, ofOneInputHoldsClaimsAboutStatedSizesToo) {
    const std::vector<Evidence> evidence = {evidenceOf("L1/1K", {1, 1, 1}),
                                            evidenceOf("T1", {1e6, 1e6, 1e6})};
    const Ledger other = ledgerOf(evidence, "ffff");
    EXPECT_EQ(verdictOf(other, "L1/1K"), ClaimVerdict::Supported);
    EXPECT_EQ(verdictOf(other, "T1"), ClaimVerdict::NotMeasured);
    EXPECT_EQ(verdictOf(ledgerOf(evidence, kTestHash), "T1"), ClaimVerdict::Supported);
}

TEST(Ledger, judgesFiguresAnewAndKeepsWords) {
    Evidence figure = evidenceOf("B4", {2, 2, 2});
    figure.verdict = ClaimVerdict::Supported; // by some older rule
    Evidence word = evidenceOf("K-lz4/cpu", {2, 2, 2});
    word.verdict = ClaimVerdict::NotSupported;
    const Ledger ledger = ledgerOf({figure, word});
    EXPECT_EQ(verdictOf(ledger, "B4"), ClaimVerdict::NotSupported);
    EXPECT_EQ(verdictOf(ledger, "K-lz4/cpu"), ClaimVerdict::NotSupported);
}

TEST(Ledger, flagsWhereOneRunMeetsOneClaimAndMissesAnother) {
    // 120K atoms a second: 1M in 8.3 s.
    const Ledger ledger =
        ledgerOf({evidenceOf("L2/1M", {8'300, 8'200, 8'400}), evidenceOf("T2", {120e3, 119e3, 121e3})});
    EXPECT_EQ(verdictOf(ledger, "L2/1M"), ClaimVerdict::Supported);
    EXPECT_EQ(verdictOf(ledger, "T2"), ClaimVerdict::Contradicts);
    EXPECT_THAT(ledger.row("T2")->reason, HasSubstr("L2/1M"));
    EXPECT_THAT(ledger.row("X1")->reason, HasSubstr("L2/1M supported"));

    const Ledger fast = ledgerOf({evidenceOf("L2/1M", {40, 39, 41}), evidenceOf("T2", {25e6, 24e6, 26e6})});
    EXPECT_EQ(verdictOf(fast, "T2"), ClaimVerdict::Supported);
    const Ledger slow = ledgerOf({evidenceOf("T2", {120e3, 119e3, 121e3})});
    EXPECT_EQ(verdictOf(slow, "T2"), ClaimVerdict::NotSupported);
}

TEST(Ledger, saysTheSameInTextMarkdownAndJson) {
    Ledger ledger = ledgerOf({evidenceOf("B4", {0.01, 0.009, 0.011})}, kTestHash);
    ledger.rows[0].secondsToMeasure = 60;
    ledger.rows[0].claim = "a | b";
    ledger.warnings.push_back("2 lines were skipped");
    const auto json = toJson(ledger);
    EXPECT_EQ(json["schema"], "spacebench.claims");
    EXPECT_EQ(json["machine"], kTestMachine);
    EXPECT_EQ(json["input"], "hand-made");
    EXPECT_EQ(json["rows"].size(), guideClaims().size());
    EXPECT_EQ(json["counts"]["supported"], 1);
    EXPECT_EQ(json["seconds_to_measure"], 60);
    EXPECT_EQ(json["rows"][5]["id"], "B4");
    EXPECT_EQ(json["rows"][5]["evidence"]["measured"]["ci95"][1], 0.011);
    const std::string text = toText(ledger);
    EXPECT_THAT(text,
                testing::StartsWith(std::string("machine  ") + kTestMachine + "\ninput    hand-made\n"));
    EXPECT_THAT(text, HasSubstr("1 supported, 0 not supported"));
    EXPECT_THAT(text, HasSubstr("about 60 s with --measure-all"));
    EXPECT_THAT(text, HasSubstr("warning: 2 lines were skipped"));
    EXPECT_THAT(text, testing::Not(testing::ContainsRegex(" \n")));
    const std::string markdown = toMarkdown(ledger);
    EXPECT_THAT(markdown, HasSubstr("| B4 | load ACT by mmap in less than 1 ms"));
    EXPECT_THAT(markdown, HasSubstr("a \\| b"));
}

TEST(Ledger, namesTheMachineOfAnEnvironment) {
    nlohmann::ordered_json stamp = {{"cpu", {{"model", "EPYC"}, {"usable_by_this_process", 2}}},
                                    {"system", "Debian"},
                                    {"sanitizer", "none"},
                                    {"build_flags", "Release -O3"}};
    EXPECT_EQ(results::machineOf(stamp), "EPYC, 2 cores, Debian");
    stamp["build_flags"] = "Debug -O1";
    EXPECT_EQ(results::machineOf(stamp), "EPYC, 2 cores, Debian (no release build)");
    stamp["sanitizer"] = "thread";
    EXPECT_EQ(results::machineOf(stamp), "EPYC, 2 cores, Debian (thread build)");
    EXPECT_EQ(results::machineOf(nullptr), "unknown");
}

} // namespace
} // namespace spacebench::tests
