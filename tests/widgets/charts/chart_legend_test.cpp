// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_legend.h"

#include <QImage>
#include <QPixmap>

#include <gtest/gtest.h>

namespace spacebench::widgets {
namespace {

QImage picture(const QString& label) {
    ChartLegend legend;
    legend.setColours(Qt::white, Qt::black);
    legend.setEntries({{label, Qt::blue, ChartLegend::Mark::Square}});
    legend.resize(200, 20);
    return legend.grab().toImage();
}

TEST(ChartLegend, NamesThatDoNotFitStillDifferByTheirEnds) {
    const QString name(120, QLatin1Char('m'));
    EXPECT_NE(picture(name + QStringLiteral(" one")), picture(name + QStringLiteral(" two")));
    EXPECT_EQ(picture(name), picture(name));
}

} // namespace
} // namespace spacebench::widgets
