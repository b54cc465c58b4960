// SPDX-License-Identifier: Apache-2.0
//
// Plans damaged at random: whatever stands in the file, the reader comes back with a plan or with a place.
#include <algorithm>

#include <gtest/gtest.h>

#include "jobs/plan/plan.h"
#include "jobs/plan/ready_plans.h"
#include "support/seeded_random.h"

namespace spacebench::jobs {
namespace {

constexpr std::string_view kPieces[] = {
    "\"",      "{",  "}",     "[",  "]",  ",",    ":",  "-1",     "1e9",        "999999",  "null", "true",
    "\"zstd:", "..", "\\u00", "\n", "\0", "\xFF", "x-", "\"1T\"", "\"codecs\"", "[[[[[[[", "0.5"};

TEST(PlanDamage, EveryDamagedPlanIsReadOrRefusedWithItsPlace) {
    tests::SeededRandom random(5);
    std::size_t refused = 0;
    for (const ReadyPlanText& ready : readyPlanTexts()) {
        for (int i = 0; i < 400; ++i) {
            std::string text(ready.text);
            for (std::uint64_t changes = 1 + random.below(3); changes > 0; --changes) {
                const std::size_t at = random.below(text.size());
                const std::string_view piece = kPieces[random.below(std::size(kPieces))];
                text.replace(at, random.below(4), piece.empty() ? std::string_view("\0", 1) : piece);
            }
            if (random.below(8) == 0) text.resize(random.below(text.size()));
            const auto plan = planFromText(text, "p.json");
            if (plan.ok()) {
                EXPECT_EQ(toJson(*planFromText(toText(toJson(*plan)), "p.json")), toJson(*plan));
                continue;
            }
            ++refused;
            ASSERT_TRUE(plan.error().position) << plan.error().describe() << "\n" << text;
            const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
            EXPECT_LE(plan.error().position->line, lines) << plan.error().describe();
            EXPECT_FALSE(plan.error().describe().empty());
        }
    }
    EXPECT_GT(refused, 600U);
}

} // namespace
} // namespace spacebench::jobs
