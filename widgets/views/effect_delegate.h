// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the interval column of the switchboard: what the guide claims as a hatched band, what was measured
// as a dot with whiskers, and a line where nothing changes; all rows on the model's one logarithmic axis. The
// same figures stand as words beside it and in the tool tip.
#pragma once

#include <QStyledItemDelegate>

#include "models/technique_board_model.h"

namespace spacebench::widgets {

class EffectDelegate final : public QStyledItemDelegate {
    Q_OBJECT

  public:
    EffectDelegate(const TechniqueBoardModel& model, const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    const TechniqueBoardModel& m_model;
    const Theme& m_theme;
};

} // namespace spacebench::widgets
