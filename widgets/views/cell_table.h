// SPDX-License-Identifier: GPL-3.0-or-later
//
// A CellTableModel with sorting, rows that stay selected while the table is filled anew, copies with headers
// (Ctrl+C, Ctrl+Shift+C), a context menu of its actions, and words where it has no rows. Columns grow with
// what comes into them, up to a bound, until the user chooses a width.
#pragma once

#include <QSortFilterProxyModel>
#include <QTableView>

#include "models/cell_table_model.h"

namespace spacebench::widgets {

class CellTable final : public QTableView {
    Q_OBJECT

  public:
    /// `name` is for screen readers.
    CellTable(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    void setColumns(std::vector<CellColumn> columns);
    /// Selection and current row stay where their ids are still there.
    void setRows(std::vector<CellRow> rows);
    void setNothingText(const QString& text); ///< stands where there are no rows
    void setEditingAllowed(bool allowed);

    [[nodiscard]] CellTableModel& cells() { return *m_model; }
    [[nodiscard]] const CellTableModel& cells() const { return *m_model; }
    [[nodiscard]] QStringList selectedIds() const; ///< as shown, from the top
    [[nodiscard]] QStringList shownIds() const;    ///< all, as sorted
    [[nodiscard]] QString currentId() const;
    void selectId(const QString& id);
    /// The selected rows, or all where at most one is; shown columns, as sorted.
    [[nodiscard]] QString tsv() const;

  Q_SIGNALS:
    void currentChangedTo(const QString& id); ///< "" = none
    void selectionMoved();
    void rowActivated(const QString& id); ///< Enter or a double click
    void edited(const QString& id, int column, const QString& text);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    /// F2 where the current cell cannot be edited: the first one of its row that can.
    bool edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) override;
    using QTableView::edit;

  private:
    /// To what is in them; once they were, they only grow, and not where the user chose a width.
    void fitColumns();
    /// What the window has more room for than their bounds goes to the columns that want it, from the left.
    void spreadColumns();
    [[nodiscard]] QString idAt(const QModelIndex& shown) const;
    [[nodiscard]] QItemSelection rowsOf(const QStringList& ids) const;

    const Theme& m_theme;
    CellTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QString m_nothing;
    std::vector<int> m_wanted;  ///< widths of all that is in each column
    std::vector<int> m_granted; ///< the same within its bound; what it has where there is no room
    bool m_fitted = false;
    bool m_fitting = false;
    bool m_widthsChosen = false; ///< by the user, since the columns were set
    bool m_filling = false;
};

} // namespace spacebench::widgets
