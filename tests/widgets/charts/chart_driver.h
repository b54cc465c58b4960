// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chart on the screen, and the mouse over it.
#pragma once

#include <memory>

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include "charts/chart_panel.h"

namespace spacebench::widgets {

inline void layOutAndPaint(QWidget& chart, QSize size) {
    chart.resize(size);
    chart.show();
    QApplication::processEvents();
    static_cast<void>(chart.grab());
    QApplication::processEvents();
}

template <class Chart, class Spec>
std::unique_ptr<Chart> shownChart(Spec spec, QSize size) {
    auto chart = std::make_unique<Chart>();
    chart->setSpec(std::move(spec));
    layOutAndPaint(*chart, size);
    return chart;
}

inline QWidget* bodyAt(const QWidget& chart, const QPointF& position) {
    return chart.childAt(position.toPoint());
}

inline void click(const QWidget& chart, const QPointF& position) {
    QWidget* body = bodyAt(chart, position);
    QTest::mouseClick(body, Qt::LeftButton, {}, body->mapFrom(&chart, position.toPoint()));
}

inline void wheel(const QWidget& chart, const QPointF& position, int turn, Qt::KeyboardModifiers keys = {}) {
    QWidget* body = bodyAt(chart, position);
    const QPoint local = body->mapFrom(&chart, position.toPoint());
    QWheelEvent event(local, body->mapToGlobal(local), {}, QPoint(0, turn), Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(body, &event);
    QApplication::processEvents();
}

inline bool saysVisibly(const QWidget& chart, const QString& text) {
    for (const QLabel* label : chart.findChildren<QLabel*>())
        if (label->isVisible() && label->text() == text) return true;
    return false;
}

inline void expectNoTextCoversAnother(const std::vector<QRectF>& texts, const QRectF& area) {
    for (std::size_t a = 0; a < texts.size(); ++a) {
        EXPECT_TRUE(area.contains(texts[a])) << "text " << a << " is cut off";
        for (std::size_t b = a + 1; b < texts.size(); ++b)
            EXPECT_FALSE(texts[a].adjusted(0.5, 0.5, -0.5, -0.5).intersects(texts[b]))
                << "text " << a << " covers " << b;
    }
}

} // namespace spacebench::widgets
