// SPDX-License-Identifier: GPL-3.0-or-later
//
// Labels and their figures in two columns. Labels stay in place while figures change, so that counts may come
// in many times a second and text being copied stays selected.
#pragma once

#include <vector>

#include <QWidget>

#include "theme.h"

class QGridLayout;
class QLabel;

namespace spacebench::widgets {

struct FactRow {
    QString label;
    QString value;
    QString toolTip;
};

class FactTable final : public QWidget {
    Q_OBJECT

  public:
    explicit FactTable(const Theme& theme, QWidget* parent = nullptr);

    void setRows(const std::vector<FactRow>& rows);
    [[nodiscard]] std::vector<FactRow> rows() const;

  private:
    struct Line {
        QLabel* label;
        QLabel* value;
    };
    Line& line(std::size_t index);

    const Theme& m_theme;
    QGridLayout* m_grid;
    std::vector<Line> m_lines;
    std::size_t m_shown = 0;
};

} // namespace spacebench::widgets
