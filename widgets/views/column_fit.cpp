// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/column_fit.h"

#include <algorithm>

#include <QFontMetrics>
#include <QHeaderView>
#include <QScrollBar>
#include <QStyle>
#include <QTableView>

namespace spacebench::widgets {

namespace {

constexpr int kRowsInSight = 0; // as Qt names them
constexpr int kMargins = 4;     // around the title of a column

int lastShown(const QHeaderView& header) {
    for (int visual = header.count() - 1; visual >= 0; --visual)
        if (const int column = header.logicalIndex(visual); !header.isSectionHidden(column)) return column;
    return -1;
}

} // namespace

ColumnFit::ColumnFit(QTableView& table) : QObject(&table), m_table(table) {
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this, &ColumnFit::noteResize);
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, this, &ColumnFit::grow);
    connect(table.horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ColumnFit::grow);
}

void ColumnFit::noteResize(int column, int before, int after) {
    const QHeaderView& header = *m_table.horizontalHeader();
    // Hiding, showing and stretching are no wishes for a width.
    const bool moves = before == 0 || after == 0;
    const bool stretches = header.stretchLastSection() && column == lastShown(header);
    if (!m_fitting && !moves && !stretches) m_byUser = true;
}

void ColumnFit::setMost(int column, int width) {
    m_most[column] = width;
}

int ColumnFit::wanted(int column) const {
    const QAbstractItemView& view = m_table; // the table hides it
    const int width = std::max(view.sizeHintForColumn(column), headerWidth(column));
    const auto most = m_most.find(column);
    return most != m_most.end() ? std::min(width, most->second) : width;
}

int ColumnFit::headerWidth(int column) const {
    const QHeaderView& header = *m_table.horizontalHeader();
    const int hint = header.sectionSizeHint(column);
    if (!header.isSortIndicatorShown() || header.sortIndicatorSection() == column) return hint;
    // A header leaves room for the arrow in every column: only the one that is sorted by needs it.
    const QString title = m_table.model()->headerData(column, Qt::Horizontal).toString();
    const int margin = header.style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, &header);
    return std::min(hint, QFontMetrics(header.font()).horizontalAdvance(title) + kMargins * margin);
}

void ColumnFit::set(int column, int width) {
    m_fitting = true;
    m_table.setColumnWidth(column, width);
    m_fitting = false;
}

void ColumnFit::start() {
    m_byUser = false;
    for (int column = 0; column < m_table.horizontalHeader()->count(); ++column) fitOne(column);
}

void ColumnFit::grow() {
    if (m_byUser) return;
    QHeaderView& header = *m_table.horizontalHeader();
    const int precision = header.resizeContentsPrecision();
    header.setResizeContentsPrecision(kRowsInSight);
    for (int column = 0; column < m_table.horizontalHeader()->count(); ++column) {
        if (m_table.isColumnHidden(column)) continue;
        if (const int width = wanted(column); width > m_table.columnWidth(column)) set(column, width);
    }
    header.setResizeContentsPrecision(precision);
}

void ColumnFit::fitOne(int column) {
    if (!m_table.isColumnHidden(column)) set(column, wanted(column));
}

} // namespace spacebench::widgets
