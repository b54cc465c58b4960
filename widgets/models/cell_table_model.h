// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table of finished words: each row has an id, each cell its text, what it is sorted by, and what a copy
// gets. For tables of which all rows are known at once (runs, comparisons, cells of a dashboard, twins of
// charts).
#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QHash>

#include "theme.h"

namespace spacebench::widgets {

struct CellColumn {
    QString title;
    QString help = {};     ///< tool tip of the header
    bool figures = false;  ///< right-aligned, monospaced
    bool editable = false; ///< edits come as CellTableModel::edited()
    int widest = 0;        ///< in pixels, where columns are fitted; 0 = as wide as it needs

    bool operator==(const CellColumn&) const = default;
};
struct Cell {
    QString text;
    QVariant order = {};  ///< invalid: the text
    QString toolTip = {}; ///< empty: the text
    QString full = {};    ///< for copies: the figure with all its digits; empty: the text
    std::optional<Role> role = {};
};
struct CellRow {
    QString id; ///< unique in the table
    std::vector<Cell> cells;
};

/// A figure: people read `text`, sorting and copies have the number.
[[nodiscard]] Cell figureCell(const QString& text, double value, const QString& toolTip = {});
[[nodiscard]] QString noFigure(); ///< an en dash

class CellTableModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    static constexpr int SortRole = Qt::UserRole;

    explicit CellTableModel(const Theme& theme, QObject* parent = nullptr);

    void setColumns(std::vector<CellColumn> columns);
    /// Rows of the same ids in the same order are changed in place; true = the table was reset.
    bool setRows(std::vector<CellRow> rows);
    [[nodiscard]] const std::vector<CellColumn>& columns() const { return m_columns; }
    [[nodiscard]] const std::vector<CellRow>& rows() const { return m_rows; }
    [[nodiscard]] int rowOf(const QString& id) const; ///< -1 = there is none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Changes nothing by itself: whoever fills the table sets the new rows.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// Header and these rows, tab-separated; no cell breaks its line.
    [[nodiscard]] QString toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const;

  Q_SIGNALS:
    void edited(const QString& id, int column, const QString& text);

  private:
    [[nodiscard]] const Cell* cellAt(const QModelIndex& index) const;

    const Theme& m_theme;
    std::vector<CellColumn> m_columns;
    std::vector<CellRow> m_rows;
    QHash<QString, int> m_rowOfId;
};

} // namespace spacebench::widgets
