// SPDX-License-Identifier: GPL-3.0-or-later
//
// The key below a chart: coloured squares for bars, shapes for points, short strokes for lines, wrapped to
// the width. Shown only where direct labels do not fit.
#pragma once

#include <optional>
#include <vector>

#include <QColor>
#include <QWidget>

#include "results/xy_chart.h"

namespace spacebench::widgets {

class ChartLegend final : public QWidget {
    Q_OBJECT

  public:
    enum class Mark { None, Square, Line, DottedLine };
    struct Entry {
        QString label;
        QColor colour;
        Mark mark = Mark::Square;
        std::optional<results::Mark> point = std::nullopt; ///< drawn on top of the line
        bool operator==(const Entry&) const = default;
    };

    explicit ChartLegend(QWidget* parent = nullptr);
    void setEntries(std::vector<Entry> entries);
    void setColours(const QColor& background, const QColor& text);
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    void paintOn(QPainter& painter, const QRect& area) const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    [[nodiscard]] std::vector<QRect> layOut(int width, int& height) const;

    std::vector<Entry> m_entries;
    QColor m_background{Qt::white};
    QColor m_text{Qt::black};
};

} // namespace spacebench::widgets
