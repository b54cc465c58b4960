// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/plot_painting.h"

#include <algorithm>

#include <QPainterPath>

namespace spacebench::widgets {

namespace {

constexpr double kHalo = 3; // pixels of background around a label
constexpr double kWidestReadout = 320;
} // namespace

void paintHaloed(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
                 const QColor& colour, const QColor& background) {
    const QFontMetricsF metrics(font);
    QPainterPath path;
    path.addText(rect.left() + (rect.width() - metrics.horizontalAdvance(text)) / 2,
                 rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent(), font, text);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(background, kHalo, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, static_cast<int>(Qt::AlignCenter | Qt::TextDontClip), text);
}

void paintReadoutBox(QPainter& painter, const QString& text, const QRectF& anchor, const QSizeF& size,
                     const QFont& font, const ChartColours& colours) {
    const QFontMetricsF metrics(font);
    const double widest = std::min(kWidestReadout, size.width() - 16);
    QRectF box = metrics.boundingRect(QRectF(0, 0, widest, 4096), Qt::AlignLeft | Qt::TextWordWrap, text)
                     .adjusted(-6, -4, 6, 4);
    box.moveBottomLeft({anchor.center().x() + 8, anchor.top() - 6});
    if (box.right() > size.width() - 2) box.moveRight(size.width() - 2);
    box.moveLeft(std::max(box.left(), 2.0));
    box.moveTop(std::max(box.top(), 2.0));
    painter.setFont(font);
    painter.setPen(QPen(colours.axis, 1));
    painter.setBrush(colours.background);
    painter.drawRect(box);
    painter.setPen(colours.text);
    painter.drawText(box.adjusted(6, 4, -6, -4),
                     static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap), text);
}

void paintMark(QPainter& painter, results::Mark mark, const QPointF& at, double size, const QColor& fill,
               const QColor& rim) {
    painter.setPen(QPen(rim, 0.8));
    painter.setBrush(fill);
    const auto corner = [&](double x, double y) { return at + QPointF(x, y) * size; };
    switch (mark) {
    case results::Mark::Circle:
        painter.drawEllipse(at, size, size);
        break;
    case results::Mark::Square:
        painter.drawRect(QRectF(corner(-0.9, -0.9), corner(0.9, 0.9)));
        break;
    case results::Mark::Triangle:
        painter.drawPolygon(QPolygonF{{corner(0, -1.15), corner(1.1, 0.9), corner(-1.1, 0.9)}});
        break;
    case results::Mark::Diamond:
        painter.drawPolygon(
            QPolygonF{{corner(0, -1.25), corner(1.25, 0), corner(0, 1.25), corner(-1.25, 0)}});
        break;
    case results::Mark::Cross:
        painter.setPen(QPen(fill, 2));
        painter.drawLine(corner(-1, -1), corner(1, 1));
        painter.drawLine(corner(-1, 1), corner(1, -1));
        break;
    }
}

} // namespace spacebench::widgets
