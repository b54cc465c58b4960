// SPDX-License-Identifier: GPL-3.0-or-later
//
// One of a few choices side by side. The chosen one is filled with the selection's colour: the style's sunken
// button can hardly be told from the others on dark.
#pragma once

#include <QToolButton>

namespace spacebench::widgets {

class SwitchButton final : public QToolButton {
    Q_OBJECT

  public:
    explicit SwitchButton(const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace spacebench::widgets
