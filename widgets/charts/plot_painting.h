// SPDX-License-Identifier: GPL-3.0-or-later
//
// What plots paint by hand, whatever they plot: words on top of marks, the readout box, marks of points.
#pragma once

#include <QPainter>

#include "charts/chart_colours.h"
#include "results/xy_chart.h"

namespace spacebench::widgets {

[[nodiscard]] inline QColor toColour(const results::Colour& colour) {
    return {colour.r, colour.g, colour.b};
}

/// Centred in `rect`, with a rim of the background around it, so that what lies below stays visible.
void paintHaloed(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
                 const QColor& colour, const QColor& background);

/// A box of lines beside `anchor`, inside a widget of `size`.
void paintReadoutBox(QPainter& painter, const QString& text, const QRectF& anchor, const QSizeF& size,
                     const QFont& font, const ChartColours& colours);

/// A point's shape, `size` from its middle to its edge.
void paintMark(QPainter& painter, results::Mark mark, const QPointF& at, double size, const QColor& fill,
               const QColor& rim);

} // namespace spacebench::widgets
