// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/field_legend.h"

#include <QPainter>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

constexpr int kGap = 8;

} // namespace

QString fieldKindText(layout::FieldKind kind) {
    return coreText(layout::fieldKindName(kind));
}

FieldLegend::FieldLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FieldLegend::setKinds(std::vector<layout::FieldKind> kinds) {
    if (kinds == m_kinds) return;
    m_kinds = std::move(kinds);
    QStringList names;
    for (const layout::FieldKind kind : m_kinds) names += fieldKindText(kind);
    setAccessibleName(tr("Legend: %1").arg(names.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

int FieldLegend::layOut(int width, QPainter* painter) const {
    const QFontMetrics metrics = fontMetrics();
    const int swatch = metrics.ascent();
    int x = 0;
    int y = 0;
    const int line = metrics.height() + 4;
    for (const layout::FieldKind kind : m_kinds) {
        const QString name = fieldKindText(kind);
        const int needed = swatch + 4 + metrics.horizontalAdvance(name);
        if (x != 0 && x + needed > width) {
            x = 0;
            y += line;
        }
        if (painter != nullptr) {
            const QRect box(x, y + (line - swatch) / 2, swatch, swatch);
            painter->fillRect(box, m_theme.fieldColor(kind));
            painter->setPen(m_theme.color(Role::Border));
            painter->drawRect(box.adjusted(0, 0, -1, -1));
            painter->setPen(m_theme.color(Role::Text));
            painter->drawText(x + swatch + 4, y + (line + metrics.ascent() - metrics.descent()) / 2, name);
        }
        x += needed + 2 * kGap;
    }
    return m_kinds.empty() ? 0 : y + line;
}

QSize FieldLegend::sizeHint() const {
    return {400, heightForWidth(width())};
}

int FieldLegend::heightForWidth(int width) const {
    return layOut(width, nullptr);
}

void FieldLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    static_cast<void>(layOut(width(), &painter));
}

void FieldLegend::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateGeometry();
}

} // namespace spacebench::widgets
