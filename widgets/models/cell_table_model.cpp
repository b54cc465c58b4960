// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cell_table_model.h"

#include <algorithm>

#include <QStringList>

namespace spacebench::widgets {

namespace {

constexpr int kAllDigits = 15;

bool sameId(const CellRow& a, const CellRow& b) {
    return a.id == b.id;
}

} // namespace

Cell figureCell(const QString& text, double value, const QString& toolTip) {
    Cell cell;
    cell.text = text;
    cell.order = value;
    cell.toolTip = toolTip;
    cell.full = QString::number(value, 'g', kAllDigits);
    return cell;
}

QString noFigure() {
    return QString::fromUtf8("\u2013");
}

CellTableModel::CellTableModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0 && columnCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

void CellTableModel::setColumns(std::vector<CellColumn> columns) {
    beginResetModel();
    m_columns = std::move(columns);
    m_rows.clear();
    m_rowOfId.clear();
    endResetModel();
}

bool CellTableModel::setRows(std::vector<CellRow> rows) {
    const bool same =
        !rows.empty() && std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), sameId);
    if (!same) {
        beginResetModel();
        m_rows = std::move(rows);
        m_rowOfId.clear();
        for (std::size_t i = m_rows.size(); i-- > 0;) m_rowOfId.insert(m_rows[i].id, static_cast<int>(i));
        endResetModel();
        return true;
    }
    m_rows = std::move(rows);
    if (columnCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    return false;
}

int CellTableModel::rowOf(const QString& id) const {
    return m_rowOfId.value(id, -1);
}

int CellTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

const Cell* CellTableModel::cellAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount()) return nullptr;
    const CellRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    return column < row.cells.size() ? &row.cells[column] : nullptr;
}

QVariant CellTableModel::data(const QModelIndex& index, int role) const {
    const Cell* cell = cellAt(index);
    if (cell == nullptr) return {};
    const CellColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cell->text;
    case Qt::ToolTipRole:
        return cell->toolTip.isEmpty() ? cell->text : cell->toolTip;
    case SortRole:
        return cell->order.isValid() ? cell->order : QVariant(cell->text);
    case Qt::FontRole:
        return column.figures ? QVariant(m_theme.monospace(TypeSize::Small)) : QVariant();
    case Qt::ForegroundRole:
        return cell->role ? QVariant(m_theme.color(*cell->role)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column.figures ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant CellTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const CellColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::ToolTipRole && !column.help.isEmpty()) return column.help;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.figures ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

Qt::ItemFlags CellTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && m_columns[static_cast<std::size_t>(index.column())].editable)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool CellTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const Cell* cell = cellAt(index);
    if (cell == nullptr || role != Qt::EditRole) return false;
    const QString text = value.toString();
    if (text == cell->text) return false;
    const QString id = m_rows[static_cast<std::size_t>(index.row())].id;
    Q_EMIT edited(id, index.column(), text);
    return true;
}

QString CellTableModel::toTsv(const std::vector<int>& rows, const std::vector<int>& columns) const {
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().simplified();
    lines += cells.join(QLatin1Char('\t'));
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns) {
            const Cell* cell = cellAt(index(row, column));
            if (cell == nullptr)
                cells += QString();
            else
                cells += (cell->full.isEmpty() ? cell->text : cell->full).simplified();
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace spacebench::widgets
