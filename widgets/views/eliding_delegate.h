// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries as wide as their list: a list makes them as wide as their texts, which are then not elided.
#pragma once

#include <QStyledItemDelegate>

namespace spacebench::widgets {

class ElidingDelegate final : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override {
        return {0, QStyledItemDelegate::sizeHint(option, index).height()};
    }
};

} // namespace spacebench::widgets
