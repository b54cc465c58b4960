// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of text that never asks for more room than there is: shortened where it does not fit, whole in the
// tool tip. For names that users choose.
#pragma once

#include <QLabel>

namespace spacebench::widgets {

class ElidedLabel final : public QLabel {
    Q_OBJECT

  public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace spacebench::widgets
