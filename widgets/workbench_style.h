// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fusion with the corrections that the visual language needs: outlines of fields, buttons and lists keep 3:1
// against what is around them in every theme (Fusion's are a shade of the window, unseen on dark), item views
// get room beside and between their rows, close buttons of tabs and the tool bar are drawn plainly. All
// colours come from the palette.
#pragma once

#include <QProxyStyle>

namespace spacebench::widgets {

class WorkbenchStyle final : public QProxyStyle {
    Q_OBJECT

  public:
    WorkbenchStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
};

} // namespace spacebench::widgets
