// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/advisor_panel.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../lab_sample.h"
#include "bridge/to_qt.h"

namespace spacebench::widgets {
namespace {

using results::Priority;
using testing::HasSubstr;
using testing::Not;

class AdvisorPanelTest : public testing::Test {
  protected:
    AdvisorPanelTest() {
        m_panel.resize(320, 600);
        m_panel.show();
    }

    /// Zstd 3 is the pick, zlib 9 what the rule names.
    results::Advice advice() const {
        results::Advice advice;
        advice.pick = 3;
        advice.reason = "the least cost of 5 rows";
        advice.evidence = {"3.571 : 1", "125 MB/s"};
        advice.guide = {"zlib-ng", 9, "Size, up to 10,000,000 bytes: zlib-ng 9"};
        advice.guideRow = 5;
        advice.guideRegret = results::Regret{{14, 12, 16}, true, 5, 3};
        return advice;
    }
    std::string visibleWords() const {
        QString all;
        for (const QLabel* label : m_panel.findChildren<QLabel*>())
            if (label->isVisible()) all += label->text() + QLatin1Char('\n');
        return fromQt(all);
    }
    QPushButton* button(const char* text) const {
        for (QPushButton* one : m_panel.findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == QLatin1String(text)) return one;
        return nullptr;
    }

    Theme m_theme;
    AdvisorPanel m_panel{m_theme};
    results::LabRun m_run = labSample();
};

TEST_F(AdvisorPanelTest, saysWhatToTakeAndWhy) {
    m_panel.setAdvice(advice(), m_run);
    const std::string words = visibleWords();
    EXPECT_THAT(words, HasSubstr("Take zstd 3"));
    EXPECT_THAT(words, HasSubstr("the least cost of 5 rows"));
    EXPECT_THAT(words, HasSubstr("125 MB/s"));
    EXPECT_THAT(words, HasSubstr("Size, up to 10,000,000 bytes: zlib-ng 9"));
    EXPECT_THAT(words, HasSubstr("\u2717 Following it costs 14 % more than zstd 3 (95 %: 12 % to 16 %)."));
    EXPECT_THAT(words, Not(HasSubstr("extrapolated")));
    EXPECT_EQ(button("Measure in full"), nullptr);
}

TEST_F(AdvisorPanelTest, aRegretWithinNoiseIsNoReproach) {
    results::Advice noisy = advice();
    noisy.guideRegret->percent = {1.2, -2, 5};
    m_panel.setAdvice(noisy, m_run);
    EXPECT_THAT(visibleWords(), HasSubstr("No difference to zstd 3 could be shown"));
    results::Advice same = advice();
    same.guideRow = 3;
    same.guideRegret = results::Regret{{0, 0, 0}, true, 3, 3};
    m_panel.setAdvice(same, m_run);
    EXPECT_THAT(visibleWords(), HasSubstr("\u2713 It picks the same row."));
}

TEST_F(AdvisorPanelTest, anEstimateSaysSoAndOffersTheFullMeasurement) {
    results::Advice estimate = advice();
    estimate.estimate = true;
    m_panel.setAdvice(estimate, m_run);
    EXPECT_THAT(visibleWords(), HasSubstr("From sampled blocks"));
    const QSignalSpy asked(&m_panel, &AdvisorPanel::fullMeasurementRequested);
    QTest::mouseClick(button("Measure in full"), Qt::LeftButton);
    EXPECT_EQ(asked.count(), 1);
}

TEST_F(AdvisorPanelTest, budgetsThatNobodyMeetsLeaveNothingToSave) {
    results::Advice none;
    none.reason = "no row decompresses 9000 MB/s";
    none.guideNote = "zlib-ng was not measured";
    m_panel.setAdvice(none, m_run);
    EXPECT_THAT(visibleWords(), HasSubstr("Nothing that was measured meets this"));
    EXPECT_THAT(visibleWords(), HasSubstr("no row decompresses 9000 MB/s"));
    EXPECT_THAT(visibleWords(), HasSubstr("zlib-ng was not measured"));
    EXPECT_EQ(button("Save settings JSON..."), nullptr);
    EXPECT_FALSE(m_panel.hasPick());
}

TEST_F(AdvisorPanelTest, rowsCanBeShown) {
    m_panel.setAdvice(advice(), m_run);
    const QSignalSpy chosen(&m_panel, &AdvisorPanel::rowChosen);
    QTest::mouseClick(button("Show row"), Qt::LeftButton);
    QTest::mouseClick(button("Show its row"), Qt::LeftButton);
    ASSERT_EQ(chosen.count(), 2);
    EXPECT_EQ(chosen.at(0).at(0).value<std::size_t>(), 3U);
    EXPECT_EQ(chosen.at(1).at(0).value<std::size_t>(), 5U);
}

TEST_F(AdvisorPanelTest, theQuestionIsWhatTheFieldsSay) {
    const QSignalSpy asked(&m_panel, &AdvisorPanel::goalChanged);
    EXPECT_EQ(m_panel.goal().priority, Priority::Balanced);
    EXPECT_FALSE(m_panel.goal().leastCompressBytesPerSecond.has_value()) << "0 is any, not none";
    m_panel.setWeights(80, 10, 10);
    m_panel.setBudgets(20, 500, 1.5);
    m_panel.setOwnContainer(true);
    const results::Goal goal = m_panel.goal();
    EXPECT_EQ(goal.priority, Priority::Custom);
    EXPECT_EQ(goal.sizeWeight, 80);
    EXPECT_EQ(goal.compressWeight, 10);
    EXPECT_EQ(goal.leastCompressBytesPerSecond, 20e6);
    EXPECT_EQ(goal.leastDecompressBytesPerSecond, 500e6);
    EXPECT_EQ(goal.mostStoredBytes, 1'500'000U);
    EXPECT_TRUE(goal.ownContainer);
    EXPECT_GE(asked.count(), 5);
}

TEST_F(AdvisorPanelTest, aLineThatDoesNotExistSaysWhy) {
    m_panel.setAdvice(advice(), m_run);
    m_panel.setCommand(QStringLiteral("spacectl convert a b --codec zstd:3"), {});
    EXPECT_TRUE(button("Copy command line")->isEnabled());
    EXPECT_THAT(visibleWords(), HasSubstr("spacectl convert a b --codec zstd:3"));
    m_panel.setCommand({}, QStringLiteral("no format stores lz4"));
    EXPECT_FALSE(button("Copy command line")->isEnabled());
    EXPECT_THAT(visibleWords(), HasSubstr("no format stores lz4"));
}

} // namespace
} // namespace spacebench::widgets
