// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench_style.h"

#include <algorithm>

#include <QFrame>
#include <QPainter>
#include <QStyleOption>

#include "theme.h"

namespace spacebench::widgets {

namespace {

constexpr int kRowHeight = 20;
constexpr int kHeaderHeight = 24;
constexpr int kCellMargin = 5; // beside the text of a cell
constexpr int kHeaderMargin = 6;
constexpr double kCorner = 2.0;
constexpr int kCloseIcon = 12;

/// theme.cpp puts Role::Border there, and Role::Accent into Link.
QColor outlineOf(const QStyleOption& option, bool focused) {
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    if (focused && enabled) return option.palette.color(QPalette::Link);
    QColor line = option.palette.color(QPalette::Mid);
    if (!enabled) line.setAlphaF(0.5F);
    return line;
}

void outline(QPainter& painter, const QRect& rect, const QColor& colour, double corner = kCorner) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, corner > 0);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    painter.restore();
}

} // namespace

WorkbenchStyle::WorkbenchStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void WorkbenchStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const {
    const bool focused = option->state.testFlag(State_HasFocus);
    switch (element) {
    case PE_FrameLineEdit:
        outline(*painter, option->rect, outlineOf(*option, focused));
        return;
    case PE_Frame: {
        const auto* frame = qobject_cast<const QFrame*>(widget);
        if (frame != nullptr && frame->frameShape() == QFrame::StyledPanel) {
            outline(*painter, option->rect, outlineOf(*option, focused), 0);
            return;
        }
        break;
    }
    case PE_PanelButtonCommand: {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool isDefault =
            button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton);
        outline(*painter, option->rect, outlineOf(*option, focused || isDefault));
        return;
    }
    case PE_IndicatorCheckBox:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        outline(*painter, option->rect, outlineOf(*option, focused));
        return;
    case PE_IndicatorTabClose: {
        if (option->state.testFlag(State_MouseOver)) {
            painter->fillRect(option->rect, option->palette.color(QPalette::Midlight));
            outline(*painter, option->rect, outlineOf(*option, false));
        }
        QRect icon(0, 0, kCloseIcon, kCloseIcon);
        icon.moveCenter(option->rect.center());
        static const QIcon close = lineIcon(QStringLiteral("close"));
        close.paint(painter, icon);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void WorkbenchStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
    if (element == CE_ToolBar) {
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        painter->setPen(option->palette.color(QPalette::Mid));
        if (!option->state.testFlag(State_Horizontal))
            painter->drawLine(option->rect.topRight(), option->rect.bottomRight());
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void WorkbenchStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                        QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox || control == CC_ComboBox)
        outline(*painter, option->rect, outlineOf(*option, option->state.testFlag(State_HasFocus)));
}

int WorkbenchStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_FocusFrameHMargin:
        return kCellMargin;
    case PM_HeaderMargin:
        return kHeaderMargin;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize WorkbenchStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                       const QWidget* widget) const {
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_ItemViewItem) size.setHeight(std::max(size.height(), kRowHeight));
    if (type == CT_HeaderSection) size.setHeight(std::max(size.height(), kHeaderHeight));
    return size;
}

} // namespace spacebench::widgets
