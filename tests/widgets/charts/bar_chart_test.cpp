// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include <gmock/gmock.h>

#include "chart_driver.h"
#include "charts/bar_chart.h"
#include "charts/chart_layout.h"

namespace spacebench::widgets {
namespace {

using results::Bar;
using results::BarGroup;
using results::ChartSpec;

constexpr const char* kFormats[] = {"paths", "act", "mtts", "pathmap1"};

ChartSpec chartOf(std::size_t groups) {
    ChartSpec spec;
    spec.id = "throughput";
    spec.title = "How fast is each format?";
    spec.axis = "atoms/s, higher is better";
    spec.format = results::ValueFormat::AtomsPerSecond;
    std::size_t row = 0;
    for (std::size_t g = 0; g < groups; ++g) {
        BarGroup group;
        group.label = g % 2 == 0 ? "serialize" : "deserialize";
        for (const char* format : kFormats) {
            const double value = 1e6 * static_cast<double>(row + 1);
            group.bars.push_back(
                {format, value, value * 0.9, value * 1.1, results::formatColour(format), row++});
        }
        spec.groups.push_back(std::move(group));
        spec.lines.push_back({"T1 target 200K", 200e3, false, g});
        spec.lines.push_back({"T1 stretch 500K", 500e3, true, g});
    }
    return spec;
}

std::unique_ptr<BarChart> shown(ChartSpec spec, QSize size) {
    return shownChart<BarChart>(std::move(spec), size);
}

QPointF centreOf(const BarChart& chart, int bar) {
    return chart.itemRect(bar).center();
}

TEST(ChartLayout, groupsStandApartAndBarsOneSlotApart) {
    const CategoryLayout layout = layOutCategories(chartOf(2));
    ASSERT_EQ(layout.bars.size(), 8U);
    EXPECT_DOUBLE_EQ(layout.bars[1].centre - layout.bars[0].centre, 1);
    EXPECT_GT(layout.bars[4].centre - layout.bars[3].centre, 1);
    EXPECT_EQ(slotAt(layout, layout.bars[5].centre), 5);
    EXPECT_EQ(slotAt(layout, layout.groups[0].end + 0.1), -1) << "the gap belongs to no bar";
}

TEST(ChartLayout, labelsThatWouldCoverEachOtherAreMovedApart) {
    const QRectF area(0, 0, 100, 100);
    const std::vector<QRectF> placed =
        spreadApart({{0, 90, 40, 10}, {0, 88, 40, 10}, {60, 88, 40, 10}, {0, 86, 40, 10}}, area);
    ASSERT_EQ(placed.size(), 4U);
    for (std::size_t a = 0; a < placed.size(); ++a)
        for (std::size_t b = a + 1; b < placed.size(); ++b)
            EXPECT_FALSE(placed[a].intersects(placed[b])) << a << " covers " << b;
    EXPECT_EQ(placed[2], QRectF(60, 88, 40, 10)) << "nothing is beside it: it stays";
}

TEST(ChartLayout, labelsWithoutRoomAboveGoBelow) {
    const QRectF area(0, 0, 100, 100);
    const std::vector<QRectF> placed = spreadApart({{0, 0, 40, 10}, {0, 2, 40, 10}}, area);
    EXPECT_FALSE(placed[0].intersects(placed[1]));
    EXPECT_TRUE(area.contains(placed[1]));
}

TEST(BarChart, itsAccessibleNameHoldsQuestionAndUnit) {
    const auto chart = shown(chartOf(2), {360, 300});
    EXPECT_EQ(chart->accessibleName(),
              QStringLiteral("How fast is each format? (atoms/s, higher is better)"));
}

TEST(BarChart, noTextCoversAnotherInARowOfThreeAtAThousandPixels) {
    for (const std::size_t groups : {1U, 2U, 3U, 8U}) {
        const auto chart = shown(chartOf(groups), {325, 300});
        const std::vector<QRectF> texts = chart->textRects();
        ASSERT_GE(texts.size(), groups + 2) << "group labels, and two lines that all groups share";
        expectNoTextCoversAnother(texts, chart->rect());
    }
}

TEST(BarChart, longNamesOfManyGroupsLeaveTheBarsTheirRoom) {
    ChartSpec spec = chartOf(8);
    for (BarGroup& group : spec.groups) group.label += ", " + std::string(60, 'n') + ", 1M atoms";
    const auto chart = shown(std::move(spec), {325, 220});
    double highest = 0;
    for (int bar = 0; bar < 32; ++bar) highest = std::max(highest, chart->itemRect(bar).height());
    EXPECT_GT(highest, 220 / 5.0);
    expectNoTextCoversAnother(chart->textRects(), chart->rect());
}

TEST(BarChart, barsAreZeroBasedAndAsHighAsTheirValues) {
    const auto chart = shown(chartOf(1), {360, 300});
    const double first = chart->itemRect(0).height();
    EXPECT_NEAR(chart->itemRect(1).height() / first, 2, 0.05);
    EXPECT_NEAR(chart->itemRect(3).height() / first, 4, 0.1);
}

TEST(BarChart, barsOnALogarithmicAxisEndAtTheirValues) {
    results::ChartSpec spec = chartOf(1);
    spec.logarithmic = true;
    spec.lines.clear();
    const double values[] = {23'000, 85'000, 1e6, 3e7};
    for (std::size_t i = 0; i < 4; ++i) {
        results::Bar& bar = spec.groups[0].bars[i];
        bar.value = values[i];
        bar.low = bar.high = bar.floor = std::nullopt;
    }
    const auto chart = shown(spec, {500, 400});
    const QImage image = chart->grab().toImage();
    for (int item = 0; item < 4; ++item) {
        const QRectF rect = chart->itemRect(item);
        const results::Colour& fill = spec.groups[0].bars[static_cast<std::size_t>(item)].colour;
        const QColor colour(fill.r, fill.g, fill.b);
        const int x = qRound(rect.center().x());
        constexpr int kBeside = 4;
        EXPECT_EQ(image.pixelColor(x, qRound(rect.top()) + kBeside), colour) << item;
        EXPECT_NE(image.pixelColor(x, qRound(rect.top()) - kBeside), colour) << item;
    }
}

TEST(BarChart, aClickOnABarNamesItsRow) {
    const auto chart = shown(chartOf(2), {500, 300});
    const QSignalSpy activated(chart.get(), &BarChart::rowActivated);
    click(*chart, centreOf(*chart, 6));
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.at(0).at(0).value<std::size_t>(), 6U);
}

TEST(BarChart, arrowsWalkThroughTheBarsAndEnterSelects) {
    const auto chart = shown(chartOf(1), {360, 300});
    const QSignalSpy activated(chart.get(), &BarChart::rowActivated);
    QTest::keyClick(chart.get(), Qt::Key_Home);
    QTest::keyClick(chart.get(), Qt::Key_Right);
    EXPECT_EQ(chart->currentItem(), 1);
    EXPECT_THAT(chart->accessibleDescription().toStdString(), testing::HasSubstr("act"));
    QTest::keyClick(chart.get(), Qt::Key_Return);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.at(0).at(0).value<std::size_t>(), 1U);
    QTest::keyClick(chart.get(), Qt::Key_End);
    QTest::keyClick(chart.get(), Qt::Key_Right);
    EXPECT_EQ(chart->currentItem(), 3) << "it stops at the last bar";
}

TEST(BarChart, theWheelZoomsAndEscapeResets) {
    const auto chart = shown(chartOf(1), {360, 300});
    const double before = chart->itemRect(0).height();
    wheel(*chart, centreOf(*chart, 3), 120);
    EXPECT_TRUE(chart->zoomed());
    EXPECT_GT(chart->itemRect(0).height(), before);
    QTest::keyClick(chart.get(), Qt::Key_Escape);
    EXPECT_FALSE(chart->zoomed());
    EXPECT_DOUBLE_EQ(chart->itemRect(0).height(), before);
    wheel(*chart, centreOf(*chart, 3), -120);
    EXPECT_FALSE(chart->zoomed()) << "there is nothing outside the whole";
}

TEST(BarChart, zoomSurvivesNewValuesOfTheSameBars) {
    const auto chart = shown(chartOf(1), {360, 300});
    wheel(*chart, centreOf(*chart, 3), 120);
    chart->setSpec(chartOf(1));
    EXPECT_TRUE(chart->zoomed());
    chart->setSpec(chartOf(2));
    EXPECT_FALSE(chart->zoomed());
}

TEST(BarChart, selectingFromOutsideChangesThePictureAndSaysNothing) {
    const auto chart = shown(chartOf(1), {360, 300});
    const QImage before = chart->grab().toImage();
    const QSignalSpy activated(chart.get(), &BarChart::rowActivated);
    chart->setSelectedRow(2);
    QApplication::processEvents();
    EXPECT_NE(chart->grab().toImage(), before);
    EXPECT_EQ(activated.count(), 0);
}

TEST(BarChart, coloursFollowWhatTheThemeHandsIn) {
    const auto chart = shown(chartOf(1), {360, 300});
    ChartColours dark;
    dark.background = QColor(0x17, 0x19, 0x1c);
    dark.text = Qt::white;
    chart->setColours(dark);
    QApplication::processEvents();
    const QImage image = chart->grab().toImage();
    EXPECT_EQ(image.pixelColor(image.width() - 4, image.height() / 2), dark.background);
}

TEST(BarChart, dataIsCopiedInFullWithTheUnitInTheHeader) {
    const auto chart = shown(chartOf(1), {360, 300});
    const QStringList lines = chart->dataAsTsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 5);
    EXPECT_THAT(lines[0].toStdString(), testing::HasSubstr("atoms/s"));
    EXPECT_EQ(lines[1], QStringLiteral("serialize\tpaths\t1000000\t900000\t1100000"));
}

TEST(BarChart, picturesAreAsLargeAsAskedForAndNotBlank) {
    const auto chart = shown(chartOf(1), {360, 300});
    const QImage picture = chart->picture(2);
    EXPECT_EQ(picture.size(), QSize(720, 600));
    const QRectF bar = chart->itemRect(3);
    const results::Colour colour = results::formatColour("pathmap1");
    EXPECT_EQ(picture.pixelColor((QPointF(bar.center().x(), bar.bottom() - 40) * 2).toPoint()),
              QColor(colour.r, colour.g, colour.b));
}

TEST(BarChart, anEmptyChartSaysWhy) {
    ChartSpec spec;
    spec.title = "How often does each format allocate?";
    spec.emptyNote = "not measurable in this build";
    const auto chart = shown(spec, {360, 300});
    EXPECT_EQ(chart->itemCount(), 0);
    EXPECT_TRUE(saysVisibly(*chart, QStringLiteral("not measurable in this build")));
    QTest::keyClick(chart.get(), Qt::Key_Right);
    QTest::keyClick(chart.get(), Qt::Key_Return);
    EXPECT_EQ(chart->currentItem(), -1);
}

} // namespace
} // namespace spacebench::widgets
