// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table over a RowSource with any number of rows: header with movable column edges, a current row, a
// contiguous selection (Shift), keyboard as in every list. Painting asks only for visible rows.
#pragma once

#include <utility>
#include <vector>

#include "models/row_source.h"
#include "theme.h"
#include "views/row_area.h"

namespace spacebench::widgets {

class VirtualTable : public RowArea {
    Q_OBJECT

  public:
    VirtualTable(const Theme& theme, QWidget* parent = nullptr);

    /// The source outlives the table or is replaced before; null = empty table.
    void setSource(RowSource* source);
    /// Words for an empty table.
    void setEmptyText(const QString& text);

    [[nodiscard]] std::optional<std::uint64_t> currentRow() const { return m_current; }
    /// Moves the current row, drops the selection to it, shows it. Does not emit `picked`.
    void setCurrentRow(std::optional<std::uint64_t> row);
    /// First and last selected row.
    [[nodiscard]] std::optional<std::pair<std::uint64_t, std::uint64_t>> selectedRows() const;
    void selectAll();

  Q_SIGNALS:
    void picked(quint64 row);    ///< by mouse or keyboard
    void activated(quint64 row); ///< double click, Return
    void selectionChanged();

  protected:
    void topRowChanged() override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void measure();
    void layOutColumns();
    void adoptSource();
    void moveTo(std::uint64_t row, bool extend);
    [[nodiscard]] int columnAt(int x) const;         ///< -1 = none
    [[nodiscard]] int columnEdgeAt(QPoint at) const; ///< the column whose right edge can be dragged there
    void paintHeader(QPainter& painter);
    void paintRow(QPainter& painter, std::uint64_t row, int y);

    const Theme& m_theme;
    RowSource* m_source = nullptr;
    QString m_emptyText;
    std::vector<RowSource::Column> m_columns;
    std::vector<int> m_widths;
    std::vector<bool> m_resizedByHand;
    std::optional<std::uint64_t> m_current;
    std::uint64_t m_anchor = 0;
    int m_dragColumn = -1;
    int m_dragStartX = 0;
    int m_dragStartWidth = 0;
    bool m_selecting = false;
};

} // namespace spacebench::widgets
