// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/effect_delegate.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QPainter>

namespace spacebench::widgets {

namespace {

constexpr int kMargin = 6;
constexpr int kWidth = 150;
constexpr double kDotRadius = 3;
constexpr double kCap = 3;         // half a whisker's end
constexpr double kBandInset = 3.5; // above and below the claimed band
constexpr double kLeastBand = 3;

} // namespace

EffectDelegate::EffectDelegate(const TechniqueBoardModel& model, const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_model(model), m_theme(theme) {}

QSize EffectDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {kWidth, QStyledItemDelegate::sizeHint(option, index).height()};
}

void EffectDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QWidget* widget = option.widget;
    (widget != nullptr ? widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);
    const auto bar = index.data(TechniqueBoardModel::BarRole).value<EffectBar>();

    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const QColor text = m_theme.color(selected ? Role::SelectionText : Role::Text);
    const QColor faint = selected ? text : m_theme.color(Role::SecondaryText);
    const QColor accent = selected ? text : m_theme.color(Role::Accent);
    const QRectF area = QRectF(option.rect).adjusted(kMargin, 0, -kMargin, 0);
    const double low = std::log(m_model.scaleLow());
    const double high = std::log(m_model.scaleHigh());
    const auto at = [&](double ratio) {
        const double share = ratio > 0 ? (std::log(ratio) - low) / (high - low) : 0;
        return area.left() + std::clamp(share, 0.0, 1.0) * area.width();
    };

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    if (bar.claimedLow > 0) {
        QRectF band(at(bar.claimedLow), area.top() + kBandInset,
                    std::max(kLeastBand, at(bar.claimedHigh) - at(bar.claimedLow)),
                    area.height() - 2 * kBandInset);
        painter->setPen(QPen(faint, 1));
        painter->setBrush(QBrush(faint, Qt::BDiagPattern));
        painter->drawRect(band);
    }
    painter->setPen(QPen(faint, 1));
    painter->drawLine(QPointF(at(1), area.top() + 1), QPointF(at(1), area.bottom() - 1));
    if (bar.measured) {
        const double middle = area.center().y();
        painter->setPen(QPen(text, 1.5));
        painter->drawLine(QPointF(at(bar.measured->low), middle), QPointF(at(bar.measured->high), middle));
        for (const double end : {bar.measured->low, bar.measured->high})
            if (end >= m_model.scaleLow() && end <= m_model.scaleHigh())
                painter->drawLine(QPointF(at(end), middle - kCap), QPointF(at(end), middle + kCap));
        painter->setPen(QPen(selected ? m_theme.color(Role::Selection) : m_theme.color(Role::Surface), 1));
        painter->setBrush(accent);
        painter->drawEllipse(QPointF(at(bar.measured->value), middle), kDotRadius + 0.5, kDotRadius + 0.5);
    }
    painter->restore();
}

} // namespace spacebench::widgets
