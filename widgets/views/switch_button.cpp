// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/switch_button.h"

#include <QPainter>
#include <QStyleOptionToolButton>

namespace spacebench::widgets {

namespace {

constexpr int kPadding = 8;
constexpr int kHeight = 24;
constexpr double kRadius = 3;

} // namespace

SwitchButton::SwitchButton(const QString& text, QWidget* parent) : QToolButton(parent) {
    setText(text);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
}

QSize SwitchButton::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text()) + 2 * kPadding,
            std::max(kHeight, fontMetrics().height() + 6)};
}

void SwitchButton::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette& colours = palette();
    QColor fill = colours.color(QPalette::Button);
    if (isChecked())
        fill = colours.color(QPalette::Highlight);
    else if (underMouse())
        fill = colours.color(QPalette::Light);
    painter.setPen(QPen(colours.color(hasFocus() ? QPalette::Link : QPalette::Mid), hasFocus() ? 2 : 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
    const QPalette::ColorRole text = isChecked() ? QPalette::HighlightedText : QPalette::ButtonText;
    painter.setPen(colours.color(isEnabled() ? QPalette::Active : QPalette::Disabled, text));
    painter.drawText(rect(), Qt::AlignCenter, this->text());
}

} // namespace spacebench::widgets
