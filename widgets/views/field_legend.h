// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colours of byte classes with their names, as many lines as the width needs.
#pragma once

#include <vector>

#include <QWidget>

#include "theme.h"

namespace spacebench::widgets {

/// A class of bytes in the words of the window.
[[nodiscard]] QString fieldKindText(layout::FieldKind kind);

class FieldLegend : public QWidget {
    Q_OBJECT

  public:
    FieldLegend(const Theme& theme, QWidget* parent = nullptr);
    void setKinds(std::vector<layout::FieldKind> kinds);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {40, heightForWidth(width())}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    [[nodiscard]] int layOut(int width, QPainter* painter) const;

    const Theme& m_theme;
    std::vector<layout::FieldKind> m_kinds;
};

} // namespace spacebench::widgets
