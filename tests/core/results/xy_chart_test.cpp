// SPDX-License-Identifier: Apache-2.0
#include "results/xy_chart.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/markup_check.h"

namespace spacebench::results {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::countOf;
using tests::markupProblem;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

XyPoint at(double x, double y, std::string label, std::size_t row = 0) {
    XyPoint point;
    point.x = x;
    point.y = y;
    point.label = std::move(label);
    point.row = row;
    return point;
}

/// A front of `points` on two logarithmic axes, with as many dominated ones in a second series.
XyChart front(std::size_t points) {
    XyChart chart;
    chart.id = "pareto-compress";
    chart.title = "What does speed cost in size?";
    chart.xAxis = "compress MB/s, higher is better";
    chart.yAxis = "raw : stored, higher is better";
    chart.xFormat = ValueFormat::MegabytesPerSecond;
    chart.yFormat = ValueFormat::Ratio;
    chart.xLog = chart.yLog = true;
    XySeries best{"front", {0xD5, 0x5E, 0x00}};
    best.steps = true;
    XySeries rest{"dominated", {0x00, 0x72, 0xB2}, Mark::Square};
    for (std::size_t i = 0; i < points; ++i) {
        const double x = 2 * std::pow(1.8, static_cast<double>(i));
        XyPoint point = at(x, 12 / std::sqrt(x) + 1.2, "codec " + std::to_string(i), i);
        point.xLow = x * 0.9;
        point.xHigh = x * 1.1;
        point.named = true;
        best.values.push_back(point);
        XyPoint behind = at(x * 0.7, point.y * 0.8, "behind " + std::to_string(i), points + i);
        behind.faded = true;
        rest.values.push_back(behind);
    }
    chart.series = {best, rest};
    return chart;
}

/// Boxes of all texts of the drawing, as wide as the drawing believes them to be.
std::vector<Box> haloBoxes(const std::string& svg) {
    std::vector<Box> boxes;
    for (std::size_t from = svg.find("paint-order"); from != std::string::npos;
         from = svg.find("paint-order", from + 1)) {
        const std::size_t begin = svg.rfind("<text x=\"", from);
        const double x = std::stod(svg.substr(begin + 9));
        const double y = std::stod(svg.substr(svg.find("y=\"", begin + 9) + 3));
        const std::size_t words = svg.find('>', from) + 1;
        const auto length = static_cast<double>(svg.find('<', words) - words);
        boxes.push_back({x, y - 10, length * 11 * 0.6, 12});
    }
    return boxes;
}

/// One point a name, the first one at the bottom.
XyChart namedChart(std::size_t names) {
    XyChart chart;
    chart.title = "How far is each?";
    XySeries series{"", {0xD5, 0x5E, 0x00}};
    for (std::size_t i = 1; i <= names; ++i) {
        chart.yNames.push_back("name " + std::to_string(i) + "<&>");
        series.values.push_back(at(2, static_cast<double>(i), "point"));
    }
    chart.series = {series};
    return chart;
}

TEST(NamedAxis, hasAWordAtEachWholeValueAndNoNumbers) {
    const XyChart chart = namedChart(3);
    EXPECT_THAT(yRange(chart).ticks, ElementsAre(1, 2, 3));
    EXPECT_EQ(yRange(chart).low, 0.5);
    EXPECT_EQ(yRange(chart).high, 3.5);
    EXPECT_EQ(yTickText(chart, 2), "name 2<&>");
    EXPECT_EQ(yTickText(chart, 4), "");
    EXPECT_EQ(pointText(chart, chart.series[0].values[0]), "point: 2");
    EXPECT_THAT(yTicks(chart, 1.2, 2.9), ElementsAre(2)) << "a part of it";
    const std::string svg = toSvg(chart, 640, 360, false);
    EXPECT_EQ(markupProblem(svg), "");
    for (const char* name : {">name 1&lt;&amp;&gt;<", ">name 2&lt;&amp;&gt;<", ">name 3&lt;&amp;&gt;<"})
        EXPECT_THAT(svg, HasSubstr(name));
}

TEST(NamedAxis, leavesOutTheNamesThatWouldTouch) {
    const std::string svg = toSvg(namedChart(100), 640, 360, false);
    const std::size_t shown = countOf(svg, "&lt;&amp;&gt;</text>");
    EXPECT_GT(shown, 5U);
    EXPECT_LT(shown, 30U);
    EXPECT_LE(yRange(namedChart(100'000)).ticks.size(), 400U);
}

TEST(AxisTicks, ofEndlessRangesAreFew) {
    for (const double high : {1e-320, 1e300, std::numeric_limits<double>::max()})
        for (const bool log : {false, true}) {
            XyChart chart = front(1);
            chart.xLog = chart.yLog = log;
            chart.series[0].values = {at(std::numeric_limits<double>::denorm_min(), 1, "least"),
                                      at(high, high, "most")};
            EXPECT_LE(xRange(chart).ticks.size(), 12U) << high;
            EXPECT_TRUE(std::isfinite(xRange(chart).high - xRange(chart).low)) << high;
            EXPECT_THAT(toSvg(chart, 640, 360, false), Not(HasSubstr("nan"))) << high;
        }
}

TEST(AxisTicks, decadesStandAloneWhereThereAreMany) {
    EXPECT_THAT(axisTicks(0.5, 20'000, true, ValueFormat::Count), ElementsAre(1, 10, 100, 1'000, 10'000));
}

TEST(AxisTicks, oneTwoFiveStandInsideFewDecades) {
    EXPECT_THAT(axisTicks(1.5, 30, true, ValueFormat::Count), ElementsAre(2, 5, 10, 20));
}

TEST(AxisTicks, lessThanADecadeHasEvenSteps) {
    EXPECT_THAT(axisTicks(2.1, 3.9, true, ValueFormat::Ratio), ElementsAre(2.5, 3, 3.5));
    EXPECT_THAT(axisTicks(1.1, 7.6, true, ValueFormat::Ratio), ElementsAre(2, 4, 6))
        << "2 and 5 say too little";
}

TEST(AxisTicks, bytesHavePowersOfTwo) {
    EXPECT_THAT(axisTicks(3'000, 1.2e6, true, ValueFormat::Bytes),
                ElementsAre(4'096, 16'384, 65'536, 262'144, 1'048'576));
}

TEST(AxisTicks, endsThatMakeNoAxisHaveNone) {
    EXPECT_TRUE(axisTicks(1, 1, false, ValueFormat::Count).empty());
    EXPECT_TRUE(axisTicks(-1, 10, true, ValueFormat::Count).empty());
    EXPECT_TRUE(axisTicks(0, kNan, false, ValueFormat::Count).empty());
}

TEST(AxisTicks, noAxisHasMoreThanCanBeRead) {
    for (const bool log : {false, true})
        for (const double low : {1e-9, 0.3, 7.0, 4096.0})
            for (const double times : {1.001, 1.5, 2.0, 9.0, 80.0, 1e4, 1e12})
                for (const auto format : {ValueFormat::Count, ValueFormat::Bytes}) {
                    const std::vector<double> ticks = axisTicks(low, low * times, log, format);
                    EXPECT_GE(ticks.size(), 1U) << low << " x " << times;
                    EXPECT_LE(ticks.size(), 10U) << low << " x " << times;
                    EXPECT_TRUE(std::is_sorted(ticks.begin(), ticks.end()));
                }
}

TEST(XyRanges, haveAMarginBeyondTheOutermostInterval) {
    const XyChart chart = front(8);
    const AxisRange x = xRange(chart);
    const AxisRange y = yRange(chart);
    EXPECT_LT(x.low, 2 * 0.7) << "the leftmost point is a dominated one";
    EXPECT_GT(x.high, 2 * std::pow(1.8, 7) * 1.1) << "the interval reaches further than the point";
    EXPECT_GT(y.low, 0);
    EXPECT_FALSE(x.ticks.empty());
    EXPECT_FALSE(y.ticks.empty());
}

TEST(XyRanges, leaveOutWhatAnAxisCannotShow) {
    XyChart chart;
    chart.xLog = true;
    chart.series.push_back({"s", {}});
    chart.series[0].values = {at(0, 5, "zero"), at(kNan, 5, "none"), at(10, 4, "ten"), at(100, 2, "hundred")};
    const AxisRange x = xRange(chart);
    EXPECT_GT(x.low, 1);
    EXPECT_LT(x.high, 200);
    EXPECT_FALSE(chart.empty());
}

TEST(XyRanges, aSinglePointAndNoPointHaveAnAxisToo) {
    XyChart chart;
    EXPECT_TRUE(chart.empty());
    EXPECT_LT(xRange(chart).low, xRange(chart).high);
    chart.series.push_back({"s", {}});
    chart.series[0].values = {at(5, 5, "one")};
    EXPECT_LT(xRange(chart).low, 5);
    EXPECT_GT(xRange(chart).high, 5);
    chart.series[0].values = {at(0, 0, "origin")};
    EXPECT_EQ(xRange(chart).low, 0) << "nothing is below zero where nothing was measured there";
    EXPECT_GT(xRange(chart).high, 0);
}

TEST(PlaceLabels, keepsLabelsInsideAndApart) {
    const Box area{0, 0, 300, 200};
    std::vector<LabelWish> wishes;
    for (int i = 0; i < 9; ++i) wishes.push_back({140 + 2.0 * i, 95 + 1.5 * i, 60, 12});
    wishes.push_back({299, 199, 60, 12});
    const Box obstacle{150, 60, 100, 30};
    const auto placed = placeLabels(wishes, {obstacle}, area);
    ASSERT_EQ(placed.size(), wishes.size());
    std::size_t found = 0;
    for (std::size_t a = 0; a < placed.size(); ++a) {
        if (!placed[a]) continue;
        ++found;
        EXPECT_TRUE(area.holds(*placed[a])) << a;
        EXPECT_FALSE(placed[a]->intersects(obstacle)) << a;
        for (std::size_t b = a + 1; b < placed.size(); ++b)
            EXPECT_FALSE(placed[b] && placed[a]->intersects(*placed[b])) << a << " covers " << b;
    }
    EXPECT_GE(found, 7U);
    ASSERT_TRUE(placed.back().has_value()) << "in the corner there is room to the left";
}

TEST(PlaceLabels, saysWhereThereIsNoRoom) {
    EXPECT_EQ(placeLabels({{5, 5, 60, 12}}, {}, {0, 0, 40, 40})[0], std::nullopt);
}

TEST(PlaceLabels, putsLongOnesAboveTheirPointOffItsMiddle) {
    const Box area{0, 0, 100, 100};
    const auto placed = placeLabels({{20, 50, 90, 10}}, {}, area); // neither beside nor centred on the point
    ASSERT_TRUE(placed[0]);
    EXPECT_TRUE(area.holds(*placed[0]));
    EXPECT_LT(placed[0]->top + placed[0]->height, 50);
}

TEST(XySvg, isWellFormedAndHoldsEveryPoint) {
    for (const bool dark : {false, true}) {
        const std::string svg = toSvg(front(9), 520, 380, dark);
        EXPECT_EQ(markupProblem(svg), "");
        EXPECT_EQ(countOf(svg, "class=\"point\""), 18U);
        EXPECT_THAT(svg, HasSubstr("MB/s, higher is better (log)"));
        EXPECT_THAT(svg, HasSubstr("raw : stored, higher is better (log)"));
        EXPECT_THAT(svg, HasSubstr(dark ? "#1e2227" : "#ffffff"));
        EXPECT_THAT(svg, HasSubstr("codec 3: ")) << "every point says what it is";
    }
}

TEST(XySvg, namesDoNotCoverEachOther) {
    for (const std::size_t points : {4U, 9U, 16U}) {
        XyChart chart = front(points);
        chart.marks = {{20, "zstd 6 from 20 MB/s"}, {24, "lz4 from 24 MB/s"}, {1e9, "far away"}};
        const std::vector<Box> boxes = haloBoxes(toSvg(chart, 420, 320, false));
        EXPECT_GE(boxes.size(), points / 2 + 3);
        for (std::size_t a = 0; a < boxes.size(); ++a) {
            EXPECT_TRUE((Box{0, 0, 420, 320}.holds(boxes[a]))) << a;
            for (std::size_t b = a + 1; b < boxes.size(); ++b)
                EXPECT_FALSE(boxes[a].intersects(boxes[b])) << a << " covers " << b;
        }
    }
}

TEST(XySvg, stepsGoRoundTheCornerThatIsDominated) {
    XyChart chart;
    chart.series.push_back({"front", {}});
    chart.series[0].steps = true;
    chart.series[0].points = false;
    chart.series[0].values = {at(1, 9, "small"), at(9, 1, "fast")};
    const std::string svg = toSvg(chart, 400, 300, false);
    // Lines of the grid have two points, the steps three.
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    static constexpr const char* kThreePoints = "<path d=\"M%lf %lf L%lf %lf L%lf %lf";
    static constexpr int kNumbers = 6;
    std::size_t path = svg.find("<path d=\"M");
    while (path != std::string::npos &&
           std::sscanf(svg.c_str() + path, kThreePoints, &x0, &y0, &x1, &y1, &x2, &y2) != kNumbers)
        path = svg.find("<path d=\"M", path + 1);
    ASSERT_NE(path, std::string::npos);
    EXPECT_EQ(x1, x0) << "down first";
    EXPECT_EQ(y1, y2) << "then across";
}

TEST(XySvg, escapesWhateverIsWrittenIntoIt) {
    XyChart chart = front(2);
    chart.title = "<script>alert('1')</script> & \"more\"";
    chart.series[0].label = "a<b";
    chart.series[0].values[0].label = "<b>&\x01";
    chart.marks = {{3, "</text>"}};
    const std::string svg = toSvg(chart, 400, 300, false);
    EXPECT_EQ(markupProblem(svg), "");
    EXPECT_THAT(svg, Not(HasSubstr("<script>")));
    EXPECT_THAT(svg, HasSubstr("&lt;/text&gt;"));
}

TEST(XySvg, saysWhyItIsEmpty) {
    XyChart chart;
    chart.title = "Which codec is best?";
    chart.emptyNote = "Nothing was measured with more than one chunk size, so that there is no curve to draw "
                      "in this chart.";
    const std::string svg = toSvg(chart, 300, 200, true);
    EXPECT_EQ(markupProblem(svg), "");
    EXPECT_THAT(svg, HasSubstr("Nothing was measured"));
    EXPECT_GE(countOf(svg, "<text "), 4U) << "long words take several lines";
}

GridChart grid(std::size_t rows, std::size_t columns) {
    GridChart chart;
    chart.title = "Where does the guide's rule lose?";
    chart.rowAxis = "priority";
    chart.columnAxis = "raw bytes";
    for (std::size_t i = 0; i < rows; ++i) chart.rows.push_back("row " + std::to_string(i));
    for (std::size_t i = 0; i < columns; ++i) chart.columns.push_back("column " + std::to_string(i));
    for (std::size_t i = 0; i < rows * columns; ++i)
        chart.cells.push_back({"-" + std::to_string(i) + " %", "cell " + std::to_string(i) + " <in words>",
                               static_cast<Shade>(i % 5), 0.7, i});
    chart.legend = {{Shade::Good, "the rule is best"}, {Shade::Bad, "the rule loses"}};
    return chart;
}

TEST(GridSvg, isWellFormedAndHoldsEveryCellAndWord) {
    for (const std::size_t columns : {3U, 16U}) {
        const std::string svg = toSvg(grid(4, columns), 520, 380, columns == 3);
        EXPECT_EQ(markupProblem(svg), "");
        EXPECT_EQ(countOf(svg, "class=\"cell\""), 4 * columns);
        EXPECT_THAT(svg, HasSubstr("the rule loses"));
        EXPECT_THAT(svg, HasSubstr("cell 11 &lt;in words&gt;"));
        EXPECT_THAT(svg, HasSubstr("row 3"));
    }
}

TEST(GridSvg, cellsThatAreNotThereAreEmpty) {
    GridChart chart = grid(2, 2);
    chart.cells.resize(3);
    EXPECT_TRUE(chart.cell(1, 1).text.empty());
    EXPECT_EQ(markupProblem(toSvg(chart, 300, 200, false)), "");
    chart.rows.clear();
    chart.emptyNote = "no size was measured";
    EXPECT_THAT(toSvg(chart, 300, 200, false), HasSubstr("no size was measured"));
}

double luminance(const Colour& colour) {
    const auto linear = [](std::uint8_t value) {
        const double share = value / 255.0;
        return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

TEST(Shades, leaveTheTextOnThemReadable) {
    for (const bool dark : {false, true}) {
        const Colour surface = dark ? Colour{0x1E, 0x22, 0x27} : Colour{0xFF, 0xFF, 0xFF};
        const Colour text = dark ? Colour{0xE6, 0xE9, 0xED} : Colour{0x1B, 0x1F, 0x24};
        for (const auto shade : {Shade::None, Shade::Neutral, Shade::Good, Shade::Warning, Shade::Bad}) {
            const double back = luminance(shadeColour(shade, 1, surface, dark)) + 0.05;
            const double front = luminance(text) + 0.05;
            EXPECT_GE(std::max(back, front) / std::min(back, front), 4.5) << static_cast<int>(shade) << dark;
        }
    }
}

} // namespace
} // namespace spacebench::results
