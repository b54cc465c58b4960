// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "core/results/sample_techniques.h"

namespace spacebench::results {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const tuning::Task kSerialize{tuning::TaskKind::Serialize, "mtts"};

TEST(TechniqueText, putsEffectsIntoWordsWithTheirIntervals) {
    using tuning::Quantity;
    EXPECT_EQ(effectText({2.1, 1.98, 2.2}, Quantity::Time), "2.1x faster (1.98x to 2.2x)");
    EXPECT_EQ(effectText({1.25, 1.2, 1.3}, Quantity::Time), "25 % faster (1.2x to 1.3x)");
    EXPECT_EQ(effectText({0.5, 0.45, 0.55}, Quantity::WriteTime), "2x slower (0.45x to 0.55x)");
    EXPECT_EQ(effectText({1 / 1.12, 0.88, 0.91}, Quantity::Time), "12 % slower (0.88x to 0.91x)");
    EXPECT_EQ(effectText({1.02, 0.97, 1.04}, Quantity::Time), "no difference seen (0.97x to 1.04x)");
    EXPECT_EQ(effectText({2, 2, 2}, Quantity::Allocations), "50 % fewer");
    EXPECT_EQ(effectText({40, 40, 40}, Quantity::Allocations), "40x fewer");
    EXPECT_EQ(effectText({0.5, 0.5, 0.5}, Quantity::Allocations), "2x more");
    EXPECT_EQ(effectText({1, 1, 1}, Quantity::Allocations), "no difference seen");
    EXPECT_EQ(effectText({5.5, 5.5, 5.5}, Quantity::Size), "5.5x smaller");
    EXPECT_EQ(effectText({0.8, 0.8, 0.8}, Quantity::Size), "25 % larger");
}

TEST(TechniqueJson, hasAStateAndAFigureOrAReasonInEveryRow) {
    const TechniqueRun run = sampleTechniques();
    const auto json = toJson(run);
    EXPECT_EQ(json["schema"], "spacebench.techniques");
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["experiment"], "one");
    EXPECT_EQ(json["complete"], true);
    ASSERT_EQ(json["effects"].size(), run.effects.size());
    for (const auto& row : json["effects"]) {
        EXPECT_FALSE(row["state"].get<std::string>().empty());
        EXPECT_TRUE(row["effect"].is_object() || !row["reason"].get<std::string>().empty()) << row;
    }
    const auto& m1 = json["effects"][2];
    EXPECT_EQ(m1["technique"], "M1");
    EXPECT_EQ(m1["task"]["name"], "serialize mtts");
    EXPECT_EQ(m1["claim"]["quantity"], "time");
    EXPECT_EQ(m1["effect"]["value"], 1.25);
    EXPECT_EQ(m1["without"], "current");
    EXPECT_EQ(m1["with"], "current+M1");
    EXPECT_TRUE(json["effects"][1]["claim"]["low"].is_null()); // the guide gives no figure
    EXPECT_EQ(json["configurations"][1]["time"]["samples_ns"].size(), 3U);
    EXPECT_EQ(json["interactions"][0]["aliases"], "I1 x C3");
}

TEST(TechniqueJson, showsNoFigureOfWhatWasRejected) {
    const auto json = toJson(sampleTechniques());
    const auto& bad = json["effects"][5];
    EXPECT_EQ(bad["state"], "rejected");
    EXPECT_TRUE(bad["effect"].is_null() && bad["time_effect"].is_null() && bad["words"].is_null());
    EXPECT_THAT(bad["reason"].get<std::string>(), HasSubstr("byte 12"));
    EXPECT_TRUE(json["configurations"][2]["time"].is_null());
    EXPECT_TRUE(json["configurations"][2]["counts"].is_null());
}

TEST(TechniqueCsv, hasALineARowWithRawSamplesAndNoneOfWhatWasRejected) {
    const TechniqueRun run = sampleTechniques();
    const std::string csv = toCsv(run);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), static_cast<std::ptrdiff_t>(run.effects.size() + 1));
    EXPECT_THAT(csv, HasSubstr("50000000 50500000 49500000,40000000 40400000 39600000"));
    EXPECT_THAT(csv, HasSubstr("\"the claim is about files > 100 MB, this one has 5,400,000 bytes\""));
    EXPECT_THAT(csv, Not(HasSubstr("1234567")));
    EXPECT_THAT(csv, Not(HasSubstr("9.9")));
    const auto columns = [](const std::string& line) {
        std::size_t count = 1;
        bool quoted = false;
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted) ++count;
        }
        return count;
    };
    std::size_t begin = 0;
    const std::size_t wanted = columns(csv.substr(0, csv.find('\n')));
    while (begin < csv.size()) {
        const std::size_t end = csv.find('\n', begin);
        EXPECT_EQ(columns(csv.substr(begin, end - begin)), wanted) << csv.substr(begin, end - begin);
        begin = end + 1;
    }
}

TEST(TechniqueText, tellsEveryRowAndNoFigureOfWhatWasRejected) {
    const std::string text = toText(sampleTechniques());
    EXPECT_THAT(text, HasSubstr("25 % faster (1.2x to 1.3x)"));
    EXPECT_THAT(text, HasSubstr("not measurable here: this machine has one NUMA node"));
    EXPECT_THAT(text, HasSubstr("rejected: output differs: byte 12"));
    EXPECT_THAT(text, HasSubstr("the claim is about files > 100 MB"));
    EXPECT_THAT(text, HasSubstr("M1 x Z1"));
    EXPECT_THAT(text, Not(HasSubstr("M1 x H2"))); // not seen
    EXPECT_THAT(text, HasSubstr("warning: other programs were busy"));
    EXPECT_THAT(text, Not(HasSubstr("9.9")));
    EXPECT_THAT(text, Not(HasSubstr("1.235 ms")));
}

TEST(TechniqueRows, areSortedByEffectWithBadExamplesLast) {
    const TechniqueRun run = sampleTechniques();
    EXPECT_THAT(rowsByEffect(run, kSerialize), ElementsAre(4, 3, 2, 1, 0, 5));
    ASSERT_EQ(tasksOf(run).size(), 2U);
    EXPECT_EQ(tasksOf(run)[0], kSerialize);
}

TEST(TechniqueCharts, putTheClaimInGreyBesideWhatWasMeasured) {
    const TechniqueRun run = sampleTechniques();
    const ChartSpec chart = claimedChart(run, kSerialize);
    ASSERT_EQ(chart.groups.size(), 4U); // neither what is not measurable nor the bad example
    EXPECT_EQ(chart.groups[0].label, "Z1");
    EXPECT_EQ(chart.groups[1].label, "M1 allocations");
    EXPECT_EQ(chart.groups[2].label, "M1 time");
    EXPECT_EQ(chart.groups[3].label, "H2");
    ASSERT_EQ(chart.groups[2].bars.size(), 2U);
    const Bar& claimed = chart.groups[2].bars[0];
    EXPECT_EQ(claimed.colour.r, claimed.colour.g);
    EXPECT_EQ(claimed.low, 1.25);
    EXPECT_EQ(claimed.high, 1.43);
    const Bar& measured = chart.groups[2].bars[1];
    EXPECT_EQ(measured.value, 1.25);
    EXPECT_EQ(measured.low, 1.2);
    EXPECT_EQ(measured.row, 2U);
    EXPECT_EQ(chart.groups[3].bars.size(), 1U); // no figure is claimed
    ASSERT_EQ(chart.lines.size(), 1U);
    EXPECT_EQ(chart.lines[0].value, 1);
    EXPECT_THAT(toSvg(chart, 600, 300, false), HasSubstr("<svg"));
    const ChartSpec empty = claimedChart(run, {tuning::TaskKind::Serialize, "paths"});
    EXPECT_TRUE(empty.groups.empty());
    EXPECT_FALSE(empty.emptyNote.empty());
}

TEST(TechniqueCharts, showInteractionsOnBothSidesOfTheDiagonal) {
    const TechniqueRun run = sampleTechniques();
    const GridChart chart = interactionChart(run, kSerialize);
    EXPECT_THAT(chart.rows, ElementsAre("M1", "Z1", "H2"));
    EXPECT_EQ(chart.columns, chart.rows);
    ASSERT_EQ(chart.cells.size(), 9U);
    EXPECT_EQ(chart.cells[1].text, "+20 %");
    EXPECT_EQ(chart.cells[1].shade, Shade::Good);
    EXPECT_THAT(chart.cells[1].tooltip, HasSubstr("I1 x C3"));
    EXPECT_EQ(chart.cells[3].text, chart.cells[1].text);
    EXPECT_EQ(chart.cells[2].shade, Shade::Neutral);
    EXPECT_EQ(chart.cells[2].row, 1U);
    EXPECT_EQ(chart.cells[0].shade, Shade::None);
    EXPECT_FALSE(interactionChart(run, {tuning::TaskKind::Deserialize, "act"}).emptyNote.empty());
}

} // namespace
} // namespace spacebench::results
