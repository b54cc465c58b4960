// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QSignalSpy>
#include <QXmlStreamReader>

#include <gmock/gmock.h>

#include "chart_driver.h"
#include "charts/xy_chart.h"

namespace spacebench::widgets {
namespace {

using testing::HasSubstr;

/// A front of `points` with as many dominated ones, all on logarithmic axes; rows count from the left.
results::XyChart frontOf(int points) {
    results::XyChart spec;
    spec.id = "pareto";
    spec.title = "What does speed cost in size?";
    spec.xAxis = "compress MB/s, higher is better";
    spec.yAxis = "raw : stored, higher is better";
    spec.xFormat = results::ValueFormat::MegabytesPerSecond;
    spec.yFormat = results::ValueFormat::Ratio;
    spec.xLog = spec.yLog = true;
    results::XySeries front{"front", {0xD5, 0x5E, 0x00}};
    front.steps = true;
    results::XySeries rest{"dominated", {0x00, 0x72, 0xB2}, results::Mark::Square};
    for (int i = 0; i < points; ++i) {
        results::XyPoint point;
        point.x = 2 * std::pow(2, i);
        point.y = 12 / std::sqrt(point.x) + 1.2;
        point.xLow = point.x * 0.9;
        point.xHigh = point.x * 1.1;
        point.label = "codec " + std::to_string(i);
        point.row = static_cast<std::size_t>(i);
        point.named = true;
        front.values.push_back(point);
        point.y *= 0.7;
        point.label = "behind " + std::to_string(i);
        point.row += static_cast<std::size_t>(points);
        point.faded = true;
        point.named = false;
        rest.values.push_back(point);
    }
    spec.series = {front, rest};
    return spec;
}

int itemOf(const XyChart& chart, const char* label) {
    for (int i = 0; i < chart.itemCount(); ++i)
        if (chart.readout(i).startsWith(QLatin1String(label) + QLatin1Char('\n'))) return i;
    return -1;
}

TEST(XyChart, saysItsQuestionItsAxesAndThatTheyAreLogarithmic) {
    const auto chart = shownChart<XyChart>(frontOf(4), {420, 340});
    EXPECT_TRUE(saysVisibly(*chart, QStringLiteral("What does speed cost in size?")));
    EXPECT_TRUE(saysVisibly(*chart, QStringLiteral("raw : stored, higher is better (log)")));
    EXPECT_TRUE(saysVisibly(*chart, QStringLiteral("compress MB/s, higher is better (log)")));
    EXPECT_THAT(chart->accessibleName().toStdString(), HasSubstr("raw : stored"));
}

TEST(XyChart, aClickOnAPointNamesItsRow) {
    const auto chart = shownChart<XyChart>(frontOf(5), {420, 340});
    ASSERT_EQ(chart->itemCount(), 10);
    const QSignalSpy activated(chart.get(), &ChartPanel::rowActivated);
    click(*chart, chart->itemRect(itemOf(*chart, "codec 3")).center());
    click(*chart, chart->itemRect(itemOf(*chart, "behind 1")).center() + QPointF(3, 3));
    ASSERT_EQ(activated.count(), 2);
    EXPECT_EQ(activated.at(0).at(0).value<std::size_t>(), 3U);
    EXPECT_EQ(activated.at(1).at(0).value<std::size_t>(), 6U);
}

TEST(XyChart, inACrowdWhatStandsOutIsPaintedAndLabelsStandApart) {
    results::XyChart spec;
    spec.id = "trend";
    spec.title = "How did it change?";
    results::XySeries series{"runs", {0x00, 0x72, 0xB2}};
    constexpr int kRuns = 4000;
    constexpr int kOutlier = 1501;
    for (int i = 0; i < kRuns; ++i) {
        results::XyPoint point;
        point.x = i + 1;
        point.y = 2;
        point.yLow = 1.9;
        point.yHigh = i == kOutlier ? 9 : 2.1;
        point.label = "run " + std::to_string(i);
        point.row = static_cast<std::size_t>(i);
        series.values.push_back(point);
        spec.xNames.push_back("run " + std::to_string(i));
    }
    spec.series = {series};
    const auto chart = shownChart<XyChart>(spec, {640, 340});
    ASSERT_EQ(chart->itemCount(), kRuns) << "each can still be pointed at";
    const QImage picture = chart->picture(1);
    const auto inked = [&](double x, double y) {
        for (int dx = -1; dx <= 1; ++dx)
            if (picture.pixelColor(static_cast<int>(x) + dx, static_cast<int>(y)).lightness() < 215)
                return true;
        return false;
    };
    const QPointF outlier = chart->itemRect(kOutlier).center();
    const QPointF beside = chart->itemRect(kOutlier + 200).center();
    constexpr double kAbove = 60; // pixels above the points; the long interval reaches up to there
    EXPECT_TRUE(inked(outlier.x(), outlier.y() - kAbove));
    EXPECT_FALSE(inked(beside.x(), beside.y() - kAbove));
    EXPECT_TRUE(inked(beside.x(), beside.y()));
}

TEST(XyChart, aClickBesideAllPointsSelectsNothing) {
    const auto chart = shownChart<XyChart>(frontOf(2), {420, 340});
    const QSignalSpy activated(chart.get(), &ChartPanel::rowActivated);
    const QPointF between = (chart->itemRect(itemOf(*chart, "codec 0")).center() +
                             chart->itemRect(itemOf(*chart, "codec 1")).center()) /
                            2;
    click(*chart, between);
    EXPECT_EQ(activated.count(), 0);
    EXPECT_EQ(chart->currentItem(), -1);
}

TEST(XyChart, arrowsWalkToTheRightAndUpAndEnterSelects) {
    const auto chart = shownChart<XyChart>(frontOf(3), {420, 340});
    const QSignalSpy activated(chart.get(), &ChartPanel::rowActivated);
    QTest::keyClick(chart.get(), Qt::Key_Home);
    EXPECT_EQ(chart->currentItem(), itemOf(*chart, "behind 0")) << "the leftmost, the lower of two";
    QTest::keyClick(chart.get(), Qt::Key_Up);
    EXPECT_EQ(chart->currentItem(), itemOf(*chart, "codec 0"));
    QTest::keyClick(chart.get(), Qt::Key_Right);
    EXPECT_EQ(chart->currentItem(), itemOf(*chart, "behind 1"));
    EXPECT_THAT(chart->accessibleDescription().toStdString(), HasSubstr("behind 1, "));
    QTest::keyClick(chart.get(), Qt::Key_Return);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.at(0).at(0).value<std::size_t>(), 4U);
    QTest::keyClick(chart.get(), Qt::Key_End);
    QTest::keyClick(chart.get(), Qt::Key_Right);
    EXPECT_EQ(chart->currentItem(), chart->itemCount() - 1);
}

TEST(XyChart, readsOutBothValuesWithTheirIntervals) {
    const auto chart = shownChart<XyChart>(frontOf(3), {420, 340});
    const std::string text = chart->readout(itemOf(*chart, "codec 1")).toStdString();
    EXPECT_THAT(text, HasSubstr("4 MB/s (95 %: 3.6 MB/s to 4.4 MB/s)"));
    EXPECT_THAT(text, HasSubstr("7.2 : 1"));
}

TEST(XyChart, noWordCoversAnotherAndNoneIsCutOff) {
    for (const int points : {3, 8, 14}) {
        results::XyChart spec = frontOf(points);
        spec.marks = {{20, "zstd 6 from 20 MB/s"}, {22, "lz4 from 22 MB/s"}, {24, "snappy from 24 MB/s"}};
        const auto chart = shownChart<XyChart>(spec, {320, 300});
        EXPECT_GE(chart->textRects().size(), 5U);
        expectNoTextCoversAnother(chart->textRects(), chart->rect());
    }
}

TEST(XyChart, theWheelZoomsAroundThePointerAndEscapeResets) {
    const auto chart = shownChart<XyChart>(frontOf(4), {420, 340});
    const int item = itemOf(*chart, "codec 2");
    const QPointF before = chart->itemRect(item).center();
    const QPointF other = chart->itemRect(itemOf(*chart, "codec 1")).center();
    wheel(*chart, before, 120);
    EXPECT_TRUE(chart->zoomed());
    EXPECT_NEAR(chart->itemRect(item).center().x(), before.x(), 2) << "what is pointed at stays";
    EXPECT_LT(chart->itemRect(itemOf(*chart, "codec 1")).center().x(), other.x());
    QTest::keyClick(chart.get(), Qt::Key_Escape);
    EXPECT_FALSE(chart->zoomed());
    EXPECT_NEAR(chart->itemRect(itemOf(*chart, "codec 1")).center().x(), other.x(), 0.5);
    wheel(*chart, before, -120);
    EXPECT_FALSE(chart->zoomed()) << "there is nothing outside the whole";
    wheel(*chart, before, 120, Qt::ShiftModifier);
    EXPECT_NEAR(chart->itemRect(itemOf(*chart, "codec 1")).center().y(), other.y(), 0.5)
        << "Shift leaves the vertical axis alone";
}

TEST(XyChart, zoomAndPlaceSurviveNewPointsOfTheSameChart) {
    const auto chart = shownChart<XyChart>(frontOf(4), {420, 340});
    click(*chart, chart->itemRect(itemOf(*chart, "codec 1")).center());
    wheel(*chart, chart->itemRect(itemOf(*chart, "codec 2")).center(), 120);
    chart->setSpec(frontOf(6));
    EXPECT_TRUE(chart->zoomed());
    EXPECT_EQ(chart->currentItem(), itemOf(*chart, "codec 1"));
    results::XyChart another = frontOf(4);
    another.id = "curve";
    chart->setSpec(another);
    EXPECT_FALSE(chart->zoomed());
}

TEST(XyChart, selectingFromOutsideChangesThePictureAndSaysNothing) {
    const auto chart = shownChart<XyChart>(frontOf(4), {420, 340});
    const QImage before = chart->grab().toImage();
    const QSignalSpy activated(chart.get(), &ChartPanel::rowActivated);
    chart->setSelectedRow(6);
    QApplication::processEvents();
    EXPECT_NE(chart->grab().toImage(), before);
    EXPECT_EQ(activated.count(), 0);
}

TEST(XyChart, pointsThatAnAxisCannotShowAreNoItems) {
    results::XyChart spec = frontOf(3);
    spec.series[0].values[0].x = 0;
    EXPECT_EQ(shownChart<XyChart>(spec, {420, 340})->itemCount(), 5);
}

TEST(XyChart, cornersOfAFrontDrawnTwiceAreOneItem) {
    results::XyChart spec = frontOf(3);
    results::XySeries line = spec.series[0];
    line.points = false;
    spec.series.push_back(line);
    EXPECT_EQ(shownChart<XyChart>(spec, {420, 340})->itemCount(), 6);
    results::XyChart alone;
    alone.series = {line};
    EXPECT_EQ(shownChart<XyChart>(alone, {420, 340})->itemCount(), 3)
        << "a curve without marks can be read too";
}

TEST(XyChart, dataIsCopiedInFullWithTheUnitsInTheHeader) {
    const auto chart = shownChart<XyChart>(frontOf(2), {420, 340});
    const QStringList lines = chart->dataAsTsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 5);
    EXPECT_THAT(lines[0].toStdString(), HasSubstr("x (compress MB/s, higher is better)"));
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("front\tcodec 0\t2\t1.8")));
    EXPECT_TRUE(lines[4].endsWith(QStringLiteral("\tyes")));
}

TEST(XyChart, picturesShowThePointsAndFollowTheTheme) {
    const auto chart = shownChart<XyChart>(frontOf(3), {420, 340});
    const QPointF at = chart->itemRect(itemOf(*chart, "codec 1")).center();
    EXPECT_EQ(chart->picture(2).pixelColor((at * 2).toPoint()), QColor(0xD5, 0x5E, 0x00));
    ChartColours dark;
    dark.background = QColor(0x17, 0x19, 0x1c);
    dark.text = Qt::white;
    chart->setColours(dark);
    EXPECT_TRUE(chart->isDark());
    EXPECT_EQ(chart->picture(1).pixelColor(3, 3), dark.background);
    QXmlStreamReader svg(QByteArray::fromStdString(chart->svg(400, 300, chart->isDark())));
    while (!svg.atEnd()) svg.readNext();
    EXPECT_FALSE(svg.hasError()) << svg.errorString().toStdString();
}

TEST(XyChart, anEmptyChartSaysWhy) {
    results::XyChart spec;
    spec.title = "How large may a chunk be?";
    spec.emptyNote = "One chunk size was measured.";
    const auto chart = shownChart<XyChart>(spec, {360, 300});
    EXPECT_TRUE(saysVisibly(*chart, QStringLiteral("One chunk size was measured.")));
    for (const auto key : {Qt::Key_Right, Qt::Key_Up, Qt::Key_Home, Qt::Key_Return})
        QTest::keyClick(chart.get(), key);
    EXPECT_EQ(chart->currentItem(), -1);
}

} // namespace
} // namespace spacebench::widgets
