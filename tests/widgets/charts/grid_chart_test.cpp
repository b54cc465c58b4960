// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include <gmock/gmock.h>

#include "chart_driver.h"
#include "charts/grid_chart.h"

namespace spacebench::widgets {
namespace {

using testing::HasSubstr;

results::GridChart gridOf(std::size_t rows, std::size_t columns, const std::string& text = "-12 %") {
    results::GridChart spec;
    spec.id = "interactions";
    spec.title = "Which techniques get in each other's way?";
    spec.rowAxis = "technique";
    spec.columnAxis = "with";
    for (std::size_t i = 0; i < rows; ++i) spec.rows.push_back("M" + std::to_string(i));
    for (std::size_t i = 0; i < columns; ++i) spec.columns.push_back("C" + std::to_string(i));
    for (std::size_t i = 0; i < rows * columns; ++i)
        spec.cells.push_back({text, "In words: cell " + std::to_string(i),
                              i % 2 == 0 ? results::Shade::Good : results::Shade::Bad, 1, 100 + i});
    spec.legend = {{results::Shade::Good, "faster together"}, {results::Shade::Bad, "slower together"}};
    return spec;
}

TEST(GridChart, aClickOnACellNamesItsRow) {
    const auto chart = shownChart<GridChart>(gridOf(3, 4), {400, 300});
    ASSERT_EQ(chart->itemCount(), 12);
    const QSignalSpy activated(chart.get(), &ChartPanel::rowActivated);
    click(*chart, chart->itemRect(6).center());
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated.at(0).at(0).value<std::size_t>(), 106U);
    EXPECT_THAT(chart->readout(6).toStdString(), HasSubstr("M1, C2\nIn words: cell 6"));
}

TEST(GridChart, cellsWithoutARowSelectNothing) {
    results::GridChart spec = gridOf(2, 2);
    for (results::GridCell& cell : spec.cells) cell.row.reset();
    const auto chart = shownChart<GridChart>(spec, {400, 300});
    const QSignalSpy activated(chart.get(), &ChartPanel::rowActivated);
    click(*chart, chart->itemRect(3).center());
    EXPECT_EQ(activated.count(), 0);
    EXPECT_EQ(chart->currentItem(), 3) << "it can be read all the same";
}

TEST(GridChart, arrowsWalkInBothDirectionsAndStopAtTheEdge) {
    const auto chart = shownChart<GridChart>(gridOf(3, 4), {400, 300});
    QTest::keyClick(chart.get(), Qt::Key_Home);
    QTest::keyClick(chart.get(), Qt::Key_Down);
    EXPECT_EQ(chart->currentItem(), 4);
    QTest::keyClick(chart.get(), Qt::Key_Right);
    QTest::keyClick(chart.get(), Qt::Key_Up);
    QTest::keyClick(chart.get(), Qt::Key_Up);
    EXPECT_EQ(chart->currentItem(), 1);
    QTest::keyClick(chart.get(), Qt::Key_End);
    QTest::keyClick(chart.get(), Qt::Key_Down);
    EXPECT_EQ(chart->currentItem(), 11);
    EXPECT_THAT(chart->accessibleDescription().toStdString(), HasSubstr("cell 11"));
}

TEST(GridChart, noTextCoversAnotherEvenWithManyCells) {
    for (const std::size_t cells : {3U, 16U}) {
        const auto chart = shownChart<GridChart>(gridOf(cells, cells), {420, 320});
        EXPECT_GE(chart->textRects().size(), cells);
        expectNoTextCoversAnother(chart->textRects(), chart->rect());
    }
}

TEST(GridChart, shadesDifferAndAreNamed) {
    const auto chart = shownChart<GridChart>(gridOf(2, 2), {400, 300});
    const QImage picture = chart->picture(1);
    const auto corner = [&](int item) {
        return picture.pixelColor((chart->itemRect(item).topLeft() + QPointF(4, 4)).toPoint());
    };
    EXPECT_NE(corner(0), corner(1));
    EXPECT_THAT(chart->svg(400, 300, false), HasSubstr("slower together"));
}

TEST(GridChart, dataIsATableWithItsLabels) {
    const auto chart = shownChart<GridChart>(gridOf(2, 2), {400, 300});
    EXPECT_EQ(chart->dataAsTsv(), QStringLiteral("technique\tC0\tC1\nM0\t-12 %\t-12 %\nM1\t-12 %\t-12 %\n"));
}

TEST(GridChart, anEmptyOneSaysWhyAndHasNoItems) {
    results::GridChart spec;
    spec.title = "Which?";
    spec.emptyNote = "No pair was measured.";
    const auto chart = shownChart<GridChart>(spec, {300, 240});
    EXPECT_TRUE(saysVisibly(*chart, QStringLiteral("No pair was measured.")));
    for (const auto key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Home, Qt::Key_Return})
        QTest::keyClick(chart.get(), key);
    EXPECT_EQ(chart->currentItem(), -1);
}

} // namespace
} // namespace spacebench::widgets
