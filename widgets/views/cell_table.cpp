// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/cell_table.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace spacebench::widgets {

namespace {

constexpr int kRowHeight = 20; // compact
constexpr int kNothingMargin = 24;
constexpr int kWidestGrown = 420;  ///< where a column sets no bound of its own
constexpr int kRowsLookedAt = 200; ///< for the width of a column

} // namespace

CellTable::CellTable(const Theme& theme, const QString& name, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_model(new CellTableModel(theme, this)),
      m_sorted(new QSortFilterProxyModel(this)) {
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(CellTableModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    setModel(m_sorted);
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder); // as filled, until a header is clicked
    setWordWrap(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(kRowHeight);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setResizeContentsPrecision(kRowsLookedAt);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_fitting) m_widthsChosen = true;
    });
    theme.keepFont(this, TypeSize::Small);
    theme.keepFont(horizontalHeader(), TypeSize::Small);
    setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* copy = new QAction(tr("Copy with headers (TSV)"), this);
    copy->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), QKeySequence(QKeySequence::Copy)});
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(tsv()); });
    auto* unsorted = new QAction(tr("Unsorted"), this);
    connect(unsorted, &QAction::triggered, this, [this] { sortByColumn(-1, Qt::AscendingOrder); });
    addActions({copy, unsorted});

    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_filling) Q_EMIT currentChangedTo(idAt(current));
            });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_filling) Q_EMIT selectionMoved();
    });
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if ((model()->flags(index) & Qt::ItemIsEditable) == 0 || editTriggers() == NoEditTriggers)
            Q_EMIT rowActivated(idAt(index));
    });
    connect(m_model, &CellTableModel::edited, this, &CellTable::edited);
}

void CellTable::setColumns(std::vector<CellColumn> columns) {
    m_fitting = true;
    m_model->setColumns(std::move(columns));
    m_fitting = false;
    m_fitted = false;
    m_widthsChosen = false;
    m_wanted.clear();
    m_granted.clear();
}

void CellTable::setRows(std::vector<CellRow> rows) {
    const QStringList selected = selectedIds();
    const QString current = currentId();
    const int scroll = verticalScrollBar()->value();
    m_filling = true;
    m_fitting = true; // a reset may touch the header
    const bool reset = m_model->setRows(std::move(rows));
    m_fitting = false;
    if (reset) {
        const QItemSelection again = rowsOf(selected);
        const int row = m_model->rowOf(current);
        if (row >= 0)
            selectionModel()->setCurrentIndex(m_sorted->mapFromSource(m_model->index(row, 0)),
                                              QItemSelectionModel::NoUpdate);
        selectionModel()->select(again, QItemSelectionModel::ClearAndSelect);
        verticalScrollBar()->setValue(scroll);
    }
    m_filling = false;
    if (m_model->rowCount() > 0 && !m_widthsChosen) fitColumns();
    if (currentId() != current) Q_EMIT currentChangedTo(currentId());
    Q_EMIT selectionMoved();
    viewport()->update();
}

QItemSelection CellTable::rowsOf(const QStringList& ids) const {
    std::vector<int> shown;
    for (const QString& id : ids)
        if (const int row = m_model->rowOf(id); row >= 0)
            shown.push_back(m_sorted->mapFromSource(m_model->index(row, 0)).row());
    std::sort(shown.begin(), shown.end());
    // In as few ranges as there can be: ten thousand of them take a selection many seconds.
    QItemSelection rows;
    for (std::size_t first = 0; first < shown.size();) {
        std::size_t last = first;
        while (last + 1 < shown.size() && shown[last + 1] == shown[last] + 1) ++last;
        rows.append(QItemSelectionRange(m_sorted->index(shown[first], 0),
                                        m_sorted->index(shown[last], m_model->columnCount() - 1)));
        first = last + 1;
    }
    return rows;
}

bool CellTable::edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) {
    const bool byKey = trigger == EditKeyPressed && editTriggers().testFlag(EditKeyPressed);
    if (!byKey || !index.isValid() || index.flags().testFlag(Qt::ItemIsEditable))
        return QTableView::edit(index, trigger, event);
    // The key is about the row: its first field that can be edited.
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        const QModelIndex field = index.siblingAtColumn(column);
        if (isColumnHidden(column) || !field.flags().testFlag(Qt::ItemIsEditable)) continue;
        selectionModel()->setCurrentIndex(field, QItemSelectionModel::NoUpdate);
        return QTableView::edit(field, trigger, event);
    }
    return QTableView::edit(index, trigger, event);
}

void CellTable::fitColumns() {
    const auto count = static_cast<std::size_t>(m_model->columnCount());
    m_wanted.resize(count, 0);
    m_granted.resize(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const auto column = static_cast<int>(i);
        if (isColumnHidden(column)) continue;
        const int widest = m_model->columns()[i].widest;
        m_wanted[i] =
            std::max({m_wanted[i], sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)});
        int width = m_wanted[i];
        if (widest > 0)
            width = std::min(width, widest);
        else if (m_fitted)
            width = std::min(width, kWidestGrown);
        m_granted[i] = m_fitted ? std::max(m_granted[i], width) : width;
    }
    m_fitted = true;
    spreadColumns();
}

void CellTable::spreadColumns() {
    int room = viewport()->width();
    for (std::size_t i = 0; i < m_granted.size(); ++i)
        if (!isColumnHidden(static_cast<int>(i))) room -= m_granted[i];
    m_fitting = true;
    for (std::size_t i = 0; i < m_granted.size(); ++i) {
        const auto column = static_cast<int>(i);
        if (isColumnHidden(column)) continue;
        const int more = std::clamp(m_wanted[i] - m_granted[i], 0, std::max(room, 0));
        room -= more;
        if (columnWidth(column) != m_granted[i] + more) setColumnWidth(column, m_granted[i] + more);
    }
    m_fitting = false;
}

void CellTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (m_fitted && !m_widthsChosen) spreadColumns();
}

void CellTable::setNothingText(const QString& text) {
    m_nothing = text;
    viewport()->update();
}

void CellTable::setEditingAllowed(bool allowed) {
    setEditTriggers(allowed ? DoubleClicked | EditKeyPressed : EditTriggers(NoEditTriggers));
}

QString CellTable::idAt(const QModelIndex& shown) const {
    const QModelIndex source = m_sorted->mapToSource(shown);
    return source.isValid() ? m_model->rows()[static_cast<std::size_t>(source.row())].id : QString();
}

QStringList CellTable::selectedIds() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
              [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QStringList ids;
    for (const QModelIndex& row : rows) ids += idAt(row);
    return ids;
}

QStringList CellTable::shownIds() const {
    QStringList ids;
    for (int row = 0; row < m_sorted->rowCount(); ++row) ids += idAt(m_sorted->index(row, 0));
    return ids;
}

QString CellTable::currentId() const {
    return idAt(currentIndex());
}

void CellTable::selectId(const QString& id) {
    const int row = m_model->rowOf(id);
    if (row < 0) return;
    const QModelIndex shown = m_sorted->mapFromSource(m_model->index(row, 0));
    selectionModel()->setCurrentIndex(shown, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(shown);
}

QString CellTable::tsv() const {
    std::vector<int> rows;
    QStringList ids = selectedIds();
    if (ids.size() < 2) ids = shownIds();
    for (const QString& id : ids) rows.push_back(m_model->rowOf(id));
    std::vector<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column)) columns.push_back(column);
    }
    return m_model->toTsv(rows, columns);
}

void CellTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0 || m_nothing.isEmpty()) return;
    QPainter painter(viewport());
    painter.setPen(m_theme.color(Role::SecondaryText));
    painter.setFont(m_theme.font());
    const QRect area = viewport()->rect().adjusted(kNothingMargin, 0, -kNothingMargin, 0);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_nothing);
}

void CellTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && state() != EditingState && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentId());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace spacebench::widgets
